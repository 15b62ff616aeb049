"""Inspections: what somebody of the office looked at, and the findings that are followed."""

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.errors import RuleBroken
from domain.office import number_as_printed
from domain.survey import CLOSED, Finding, Inspection

_INSPECTION = (
    "id, number, kind, instrument, form_id, form_version, form_sha256, day, place, answers, made_at, made_by, "
    "void_reason"
)
_FINDING = (
    "id, ifnull(inspection, ''), kind, what, action, ifnull(owner, ''), ifnull(until, ''), ifnull(place, ''), "
    "noted_at, noted_by, ifnull(follow_up, 'open'), ifnull(reported_at, ''), ifnull(reported_by, ''), "
    "ifnull(outcome, ''), ifnull(closed_at, ''), ifnull(closed_by, '')"
)


class Inspections(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def get(self, inspection: str) -> tuple[Inspection, Seen]:
        """By id or by number. Raises RuleBroken."""
        found = self._db.execute(
            f"SELECT {_INSPECTION} FROM inspections WHERE id = ? OR number = ?",  # noqa: S608
            (inspection, number_as_printed(inspection)),
        ).fetchone()
        if found is None:
            raise RuleBroken(
                "inspection.unknown",
                ar="لا توجد جولة بهذا الرقم. راجع القائمة في صفحة «الرضا والإشراف».",
                en="There is no inspection with this number. See the list on the page Quality.",
                field="inspection",
            )
        return Inspection(*found), self.seen("inspections", found[0])

    def between(self, first: str, last: str, instrument: str | None = None) -> tuple[Inspection, ...]:
        """Of these days, both of them too, and of one instrument or of any; not what was struck out; the newest
        first."""
        rows = self._db.execute(
            f"SELECT {_INSPECTION} FROM inspections WHERE day BETWEEN ? AND ? AND void_reason IS NULL "  # noqa: S608
            "AND instrument = ifnull(?, instrument) ORDER BY day DESC, made_at DESC, id DESC",
            (first, last, instrument),
        )
        return tuple(Inspection(*row) for row in rows)

    def of_form(self, form_id: str) -> tuple[Inspection, ...]:
        """With any version of a form, the oldest first; not what was struck out."""
        rows = self._db.execute(
            f"SELECT {_INSPECTION} FROM inspections WHERE form_id = ? AND void_reason IS NULL "  # noqa: S608
            "ORDER BY day, made_at, id",
            (form_id,),
        )
        return tuple(Inspection(*row) for row in rows)


class Findings(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def get(self, finding: str) -> tuple[Finding, Seen]:
        """Raises RuleBroken."""
        found = self._db.execute(
            f"SELECT {_FINDING} FROM findings WHERE id = ? AND void_reason IS NULL",  # noqa: S608
            (finding,),
        ).fetchone()
        if found is None:
            raise RuleBroken(
                "finding.unknown",
                ar="لا توجد ملاحظة بهذا الرقم. راجع القائمة في صفحة «الرضا والإشراف».",
                en="There is no such finding. See the list on the page Quality.",
                field="finding",
            )
        return Finding(*found), self.seen("findings", found[0])

    def open(self) -> tuple[Finding, ...]:
        """Those not closed: first what should be done first, last what has no day."""
        rows = self._db.execute(
            f"SELECT {_FINDING} FROM findings WHERE follow_up != ? AND void_reason IS NULL "  # noqa: S608
            "ORDER BY ifnull(until, '9999'), noted_at, id",
            (CLOSED,),
        )
        return tuple(Finding(*row) for row in rows)

    def of(self, inspection: str) -> tuple[Finding, ...]:
        rows = self._db.execute(
            f"SELECT {_FINDING} FROM findings WHERE inspection = ? AND void_reason IS NULL ORDER BY noted_at, id",  # noqa: S608
            (inspection,),
        )
        return tuple(Finding(*row) for row in rows)

    def struck_with(self, inspection: str) -> tuple[Seen, ...]:
        """Those of an inspection that are struck out now."""
        rows = self._db.execute(
            "SELECT id FROM findings WHERE inspection = ? AND void_reason IS NOT NULL ORDER BY id", (inspection,)
        ).fetchall()
        return tuple(self.seen("findings", row) for (row,) in rows)

    def noted_between(self, first: str, last: str) -> tuple[Finding, ...]:
        """Noted on these days, both of them too, the oldest first."""
        rows = self._db.execute(
            f"SELECT {_FINDING} FROM findings WHERE substr(noted_at, 1, 10) BETWEEN ? AND ? "  # noqa: S608
            "AND void_reason IS NULL ORDER BY noted_at, id",
            (first, last),
        )
        return tuple(Finding(*row) for row in rows)


class InspectionWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, one: Inspection) -> None:
        self._journal.add(
            "inspections",
            one.id,
            {
                "number": one.number,
                "instrument": [one.kind, one.instrument],
                "form": [one.form_id, one.form_version, one.form_sha256],
                "visited": [one.day, one.place],
                "answers": one.answers,
                "made": [one.made_at, one.made_by],
            },
            subject=None,
        )

    def void(self, inspection: str, reason: str) -> None:
        self._journal.void("inspections", inspection, reason, subject=None)

    def restore(self, seen: Seen) -> None:
        self._journal.restore(seen, subject=None)


class FindingWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, one: Finding) -> None:
        self._journal.add(
            "findings",
            one.id,
            {
                "inspection": one.inspection or None,
                "kind": one.kind,
                "found": [one.what, one.action, one.owner or None, one.until or None, one.place or None],
                "noted": [one.noted_at, one.noted_by],
                "reported": [one.reported_at or None, one.reported_by or None],
                "follow_up": one.progress,
            },
            subject=None,
        )

    def report(self, seen: Seen, *, at: str, by: str, progress: str) -> None:
        self._journal.put(seen, {"reported": [at, by], "follow_up": progress}, subject=None)

    def close(self, seen: Seen, *, outcome: str, at: str, by: str, progress: str) -> None:
        self._journal.put(seen, {"outcome": [outcome, at, by], "follow_up": progress}, subject=None)

    def reopen(self, seen: Seen, *, progress: str) -> None:
        self._journal.put(seen, {"outcome": [None, None, None], "follow_up": progress}, subject=None)

    def void(self, finding: str, reason: str) -> None:
        self._journal.void("findings", finding, reason, subject=None)

    def restore(self, seen: Seen) -> None:
        self._journal.restore(seen, subject=None)
