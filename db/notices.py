"""What the administrator should know of this laptop's sync: kept in the store, until nobody looks back that far."""

from db.connection import Database
from domain.sync.notices import Noticed

MOST_KEPT = 100


class Notices:
    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, code: str, *, at_ms: int, count: int = 0, detail: str = "") -> None:
        """Inside the transaction that did what it tells of, or by itself."""
        self._db.execute(
            "INSERT INTO notice (at_ms, code, count, detail) VALUES (?, ?, ?, ?)", (at_ms, code, count, detail)
        )
        self._db.execute(
            "DELETE FROM notice WHERE n <= (SELECT max(n) FROM notice) - ?",
            (MOST_KEPT,),
        )

    def since(self, at_ms: int) -> tuple[Noticed, ...]:
        """The newest first."""
        rows = self._db.execute(
            "SELECT at_ms, code, count, detail FROM notice WHERE at_ms >= ? ORDER BY n DESC", (at_ms,)
        ).fetchall()
        return tuple(Noticed(*row) for row in rows)
