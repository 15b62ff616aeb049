"""Who answers for which field of work."""

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.errors import RuleBroken
from domain.official import Official, read_charges, written_charges
from domain.sync.schema import Value

_COLUMNS = "id, name, post, telephone, email, answers_for, noted_at, noted_by"


class Officials(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def all(self) -> tuple[Official, ...]:
        """By name."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM officials WHERE void_reason IS NULL ORDER BY name, id"  # noqa: S608
        )
        return tuple(map(_official, rows))

    def get(self, official: str) -> tuple[Official, Seen]:
        """Also one that was taken off the list. Raises RuleBroken when there is none of that id."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM officials WHERE id = ?", (official,)).fetchone()  # noqa: S608
        if row is None:
            raise RuleBroken(
                "official.unknown",
                ar="لا يوجد مسؤول بهذا المعرّف. راجع قائمة المسؤولين.",
                en="There is no official with this id. See the list of officials.",
                field="official",
            )
        return _official(row), self.seen("officials", official)


def _official(row: tuple[str | None, ...]) -> Official:
    id, name, post, telephone, email, charges, noted_at, noted_by = (value or "" for value in row)
    return Official(id, name, post, telephone, email, read_charges(charges), noted_at, noted_by)


class OfficialWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, official: Official) -> None:
        cells = {**_cells(official), "noted_at": official.noted_at, "noted_by": official.noted_by}
        self._journal.add("officials", official.id, cells, subject=None)

    def edit(self, seen: Seen, before: Official, after: Official) -> None:
        """Writes the cells that differ from what was shown."""
        old = _cells(before)
        changed = {name: value for name, value in _cells(after).items() if value != old[name]}
        if changed:
            self._journal.put(seen, changed, subject=None)

    def void(self, official: str, reason: str) -> None:
        self._journal.void("officials", official, reason, subject=None)

    def restore(self, seen: Seen) -> None:
        self._journal.restore(seen, subject=None)


def _cells(official: Official) -> dict[str, Value]:
    return {
        "name": official.name,
        "post": official.post or None,
        "official_reach": [official.telephone or None, official.email or None],
        "answers_for": written_charges(official.charges) or None,
    }
