"""The days that head office has declared off for the whole association, or working."""

from db.connection import Database

DeclaredRow = tuple[str, str, str, str, str, str, str, str, str]
"""Its id, kind, first and last day, title in Arabic and in English, who declared it, when, and a note."""

_STANDING = (
    "SELECT id, kind, first_day, last_day, title_ar, coalesce(title_en, title_ar), coalesce(authority, ''), "
    "declared_at, coalesce(note, '') FROM holidays WHERE void_reason IS NULL ORDER BY declared_at, id"
)


class Holidays:
    """Read alone: head office writes them (`domain.sync.reference_tables`)."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def standing(self) -> tuple[DeclaredRow, ...]:
        """As they were declared, the first first."""
        return tuple(self._db.execute(_STANDING).fetchall())
