"""Visits of the store."""

from collections.abc import Mapping

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.errors import RuleBroken
from domain.sync.schema import Value
from domain.visit import DayTally, Visit

_COLUMNS = "id, day, time, category, purpose, channel, person, note, void_reason"
_PREFIXED = ", ".join(f"v.{name}" for name in _COLUMNS.split(", "))


class Visits(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def get(self, visit: str) -> tuple[Visit, Seen]:
        """Raises RuleBroken when there is no such visit."""
        found = self._db.execute(f"SELECT {_COLUMNS} FROM visits WHERE id = ?", (visit,)).fetchone()  # noqa: S608
        if found is None:
            raise RuleBroken(
                "visit.unknown", ar="لا توجد زيارة بهذا المعرّف.", en="There is no visit with this id.", field="visit"
            )
        return Visit(*found), self.seen("visits", visit)

    def of_day(self, day: str, *, limit: int = 50) -> tuple[Visit, ...]:
        """The latest visits of a day, the newest first; void ones too."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM visits WHERE day = ? ORDER BY n DESC LIMIT ?",  # noqa: S608
            (day, limit),
        )
        return tuple(Visit(*row) for row in rows)

    def of_person(self, person: str) -> tuple[Visit, ...]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM visits WHERE person = ? AND void_reason IS NULL ORDER BY day DESC, time DESC",  # noqa: S608
            (person,),
        )
        return tuple(Visit(*row) for row in rows)

    def tally(self, day: str) -> DayTally:
        # By minute, as the index has them: told by hour here, SQLite need not sort them anew after every visitor.
        rows = self._db.execute(
            "SELECT category, time, count(*) FROM visits WHERE day = ? AND void_reason IS NULL GROUP BY category, time",
            (day,),
        )
        categories: dict[str, int] = {}
        hours = [0] * 24
        for category, time, count in rows:
            categories[category] = categories.get(category, 0) + count
            hours[int(time[:2])] += count
        return DayTally(day, sum(hours), tuple(sorted(categories.items())), tuple(hours))

    def by_day_and_hour(self, first: str, last: str, *, until: str) -> tuple[tuple[str, int, str, int, int], ...]:
        """(day, hour, category, count, count up to the minute `until`) of those who came from first to last day."""
        rows = self._db.execute(
            "SELECT day, CAST(substr(time, 1, 2) AS INTEGER), category, count(*), sum(time <= ?) FROM visits "
            "WHERE day BETWEEN ? AND ? AND void_reason IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
            (until, first, last),
        )
        return tuple(rows)

    def named_of_day(self, day: str, *, limit: int) -> tuple[tuple[Visit, str], ...]:
        """The latest visits of a day whose person is known, with that person's name; the newest first."""
        rows = self._db.execute(
            f"SELECT {_PREFIXED}, p.full_name FROM visits AS v JOIN persons AS p ON p.id = v.person "  # noqa: S608
            "WHERE v.day = ? AND v.void_reason IS NULL AND p.void_reason IS NULL ORDER BY v.time DESC LIMIT ?",
            (day, limit),
        )
        return tuple((Visit(*row[:-1]), row[-1]) for row in rows)

    def count_void(self, day: str) -> int:
        """How many visits of the day were taken back or corrected."""
        found: int = self._db.execute(
            "SELECT count(*) FROM visits WHERE day = ? AND void_reason IS NOT NULL", (day,)
        ).fetchone()[0]
        return found

    def daily_totals(self, first: str, last: str) -> tuple[tuple[str, int], ...]:
        """(day, count) of every day with visits, from first to last."""
        rows = self._db.execute(
            "SELECT day, count(*) FROM visits WHERE day BETWEEN ? AND ? AND void_reason IS NULL "
            "GROUP BY day ORDER BY day",
            (first, last),
        )
        return tuple((day, count) for day, count in rows)


class VisitWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, visit: Visit) -> None:
        cells: dict[str, Value] = {
            "day": visit.day,
            "time": visit.time,
            "category": visit.category,
            "purpose": visit.purpose,
            "channel": visit.channel,
            "person": visit.person,
            "note": visit.note,
        }
        self._journal.add("visits", visit.id, cells, subject=visit.person)

    def describe(self, seen: Seen, changes: Mapping[str, str | None], *, person: str | None) -> None:
        """Puts person, channel, purpose or note. To name a person concerns him, and not the one named before."""
        self._journal.put(seen, dict(changes), subject=changes.get("person") or person)

    def void(self, visit: Visit, reason: str) -> None:
        self._journal.void("visits", visit.id, reason, subject=visit.person)
