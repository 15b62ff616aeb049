"""What a clerk has done about writes that head office did not apply: known to this laptop alone, never synced."""

from dataclasses import dataclass

import msgspec

from db.connection import Database, naming_failures

WITHDRAWN, MENDED = "withdrawn", "mended"
_PREFIX = "quarantine."


@dataclass(frozen=True)
class Handled:
    """`how` is withdrawn or mended, by which user, when (ISO)."""

    how: str
    by: str
    at: str


class Quarantine:
    def __init__(self, db: Database) -> None:
        self._db = db

    def handled(self) -> dict[str, Handled]:
        """By the deed's name."""
        rows = self._db.execute(
            "SELECT key, value FROM setting WHERE key >= ? AND key < ?", (_PREFIX, _PREFIX + "\U0010ffff")
        ).fetchall()
        return {key.removeprefix(_PREFIX): msgspec.json.decode(value, type=Handled) for key, value in rows}

    def note(self, deed: str, handled: Handled) -> None:
        value = msgspec.json.encode(handled).decode()
        with naming_failures():
            self._db.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (_PREFIX + deed, value))

    def forget(self, deed: str) -> None:
        """The deed counts again."""
        with naming_failures():
            self._db.execute("DELETE FROM setting WHERE key = ?", (_PREFIX + deed,))
