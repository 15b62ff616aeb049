"""What belongs to this laptop alone: settings, secrets, counters. Not in the log, not in `dump`."""

from db.connection import Database, naming_failures


class Settings:
    """What is written stands when the call returns. Raises Unavailable when the world refuses, as a full disk does."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, key: str) -> str | None:
        found = self._db.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        return found[0] if found else None

    def get(self, key: str) -> str:
        """Raises KeyError: a store without it was never initialised."""
        found = self.find(key)
        if found is None:
            raise KeyError(key)
        return found

    def save(self, key: str, value: str) -> None:
        with naming_failures():
            self._db.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (key, value))

    def remove(self, key: str) -> None:
        with naming_failures():
            self._db.execute("DELETE FROM setting WHERE key = ?", (key,))

    def find_secret(self, key: str) -> bytes | None:
        found = self._db.execute("SELECT value FROM secret WHERE key = ?", (key,)).fetchone()
        return found[0] if found else None

    def save_secret(self, key: str, value: bytes) -> None:
        with naming_failures():
            self._db.execute("INSERT OR REPLACE INTO secret (key, value) VALUES (?, ?)", (key, value))

    def next_number(self, key: str) -> int:
        """1, 2, 3 …: a number once given is never given again, even if what it was for was not written."""
        with naming_failures():
            found: int = self._db.execute(
                "INSERT INTO counter (key, value) VALUES (?, 1) "
                "ON CONFLICT (key) DO UPDATE SET value = value + 1 RETURNING value",
                (key,),
            ).fetchone()[0]
        return found
