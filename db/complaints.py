"""The register of complaints: each complaint, its story, and the reviews of the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.complaint import Complaint, ComplaintStep
from domain.errors import RuleBroken
from domain.office import number_as_printed
from domain.sync.schema import Value

_FIELDS = (
    *("id", "number", "received_on", "channel", "registered_at", "registered_by", "subject", "told", "wanted"),
    *("person", "interview", "party_kind", "party_name", "party_reach", "party_id"),
    *(
        "emergency",
        "owner",
        "owner_unit",
        "next_step",
        "next_day",
        "outcome",
        "outcome_note",
        "outcome_at",
        "outcome_by",
    ),
    *("told_means", "told_note", "told_at", "told_by", "progress"),
)
_COLUMNS = ", ".join(_FIELDS)
_STEP = "id, complaint, person, step, said, done_at, done_by"


@dataclass(frozen=True, slots=True)
class Review:
    """`standing` is how the register stood then, in words; `reviewed_by` a user's id."""

    id: str
    reviewed_at: str
    reviewed_by: str
    standing: str
    note: str = ""


class Complaints(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def find(self, complaint: str) -> Complaint | None:
        """By id or number."""
        found = self._where("(id = ? OR number = ?)", (complaint, number_as_printed(complaint)), "registered_at, id")
        return found[0] if found else None

    def get(self, complaint: str) -> tuple[Complaint, Seen]:
        """Raises RuleBroken when there is none."""
        found = self.find(complaint)
        if found is None:
            raise complaint_unknown()
        return found, self.seen("complaints", found.id)

    def party_of(self, complaint: str) -> tuple[str, str]:
        """Of another party who is in no file: by what it is erased, and its name; of a complaint that is void too.
        Empty of a person of the register. By id or number; raises RuleBroken."""
        found = self._db.execute(
            "SELECT coalesce(party_id, ''), coalesce(party_name, '') FROM complaints WHERE id = ? OR number = ? "
            "ORDER BY void_reason IS NOT NULL LIMIT 1",
            (complaint, number_as_printed(complaint)),
        ).fetchone()
        if found is None:
            raise complaint_unknown()
        return str(found[0]), str(found[1])

    def all(self) -> tuple[Complaint, ...]:
        """The oldest first."""
        return self._where("1 = 1", (), "received_on, registered_at, id")

    def living(self) -> tuple[Complaint, ...]:
        """Those that are not closed, the oldest first."""
        return self._where("(progress IS NULL OR progress <> 'closed')", (), "received_on, registered_at, id")

    def received(self, first: str, last: str) -> tuple[Complaint, ...]:
        """Those received between two days, both with them."""
        return self._where("received_on BETWEEN ? AND ?", (first, last), "received_on, registered_at, id")

    def of_interview(self, interview: str) -> Complaint | None:
        """The first that was made of it."""
        found = self._where("interview = ?", (interview,), "registered_at, id")
        return found[0] if found else None

    def of_person(self, person: str) -> tuple[Complaint, ...]:
        """The newest first."""
        return self._where("person = ?", (person,), "received_on DESC, id DESC")

    def _where(self, condition: str, values: Sequence[str], order: str) -> tuple[Complaint, ...]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM complaints WHERE {condition} AND void_reason IS NULL ORDER BY {order}",  # noqa: S608
            tuple(values),
        )
        return tuple(_complaint(row) for row in rows)

    def steps(self, complaint: str) -> tuple[ComplaintStep, ...]:
        """The story of one, the oldest first."""
        rows = self._db.execute(
            f"SELECT {_STEP} FROM complaint_steps WHERE complaint = ? AND void_reason IS NULL ORDER BY done_at, id",  # noqa: S608
            (complaint,),
        )
        return tuple(ComplaintStep(*(text or "" for text in row)) for row in rows)

    def steps_between(self, first: str, last: str) -> tuple[ComplaintStep, ...]:
        """Of every complaint, done between two days, both with them."""
        rows = self._db.execute(
            f"SELECT {_STEP} FROM complaint_steps WHERE substr(done_at, 1, 10) BETWEEN ? AND ? "  # noqa: S608
            "AND void_reason IS NULL ORDER BY done_at, id",
            (first, last),
        )
        return tuple(ComplaintStep(*(text or "" for text in row)) for row in rows)

    def last_review(self) -> Review | None:
        row = self._db.execute(
            "SELECT id, reviewed_at, reviewed_by, standing, note FROM complaint_reviews WHERE void_reason IS NULL "
            "ORDER BY reviewed_at DESC, id DESC LIMIT 1"
        ).fetchone()
        return Review(*(text or "" for text in row)) if row else None


def complaint_unknown() -> RuleBroken:
    return RuleBroken(
        "complaint.unknown",
        ar="لا توجد شكوى بهذا الرقم في سجلك. راجع قائمة الشكاوى.",
        en="There is no complaint with this number in your register. See the list of complaints.",
        field="complaint",
    )


def _complaint(row: tuple[str | None, ...]) -> Complaint:
    known = {name: text for name, text in zip(_FIELDS, row, strict=True) if text is not None}
    required = ("number", "received_on", "channel", "registered_at", "registered_by", "subject", "told")
    return Complaint(**{name: "" for name in required} | known)


class ComplaintWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, one: Complaint) -> None:
        cells: dict[str, Value] = {
            "number": one.number,
            "person": one.person or None,
            "interview": one.interview or None,
            "receipt": [one.received_on, one.channel, one.registered_at, one.registered_by],
            "party": _texts(one.party_kind, one.party_name, one.party_reach, one.party_id),
            "grievance": _texts(one.subject, one.told, one.wanted),
            "emergency": one.emergency,
            "owner": _texts(one.owner, one.owner_unit),
            "progress": one.progress,
        }
        self._journal.add("complaints", one.id, cells, subject=one.subject_id or None)

    def mend(self, seen: Seen, one: Complaint) -> None:
        cells: dict[str, Value] = {
            "grievance": _texts(one.subject, one.told, one.wanted),
            "emergency": one.emergency,
        }
        self._journal.put(seen, cells, subject=one.subject_id or None)

    def assign(self, seen: Seen, one: Complaint) -> None:
        self._journal.put(seen, {"owner": _texts(one.owner, one.owner_unit)}, subject=one.subject_id or None)

    def plan(self, seen: Seen, one: Complaint) -> None:
        self._journal.put(seen, {"next": _texts(one.next_step, one.next_day)}, subject=one.subject_id or None)

    def decide(self, seen: Seen, one: Complaint) -> None:
        outcome = _texts(one.outcome, one.outcome_note, one.outcome_at, one.outcome_by)
        self._journal.put(seen, {"outcome": outcome, "progress": one.progress}, subject=one.subject_id or None)

    def tell(self, seen: Seen, one: Complaint) -> None:
        telling = _texts(one.told_means, one.told_note, one.told_at, one.told_by)
        self._journal.put(seen, {"telling_outcome": telling, "progress": one.progress}, subject=one.subject_id or None)

    def move(self, seen: Seen, one: Complaint) -> None:
        """To another progress; what was to be done next is over."""
        cells: dict[str, Value] = {"progress": one.progress, "next": _texts(one.next_step, one.next_day)}
        self._journal.put(seen, cells, subject=one.subject_id or None)

    def void(self, one: Complaint, reason: str) -> None:
        self._journal.void("complaints", one.id, reason, subject=one.subject_id or None)

    def restore(self, seen: Seen, one: Complaint) -> None:
        self._journal.restore(seen, subject=one.subject_id or None)

    def add_step(self, step: ComplaintStep) -> None:
        cells: dict[str, Value] = {
            "complaint": step.complaint,
            "person": step.person or None,
            "step": step.step,
            "said": step.said or None,
            "done_at": step.done_at,
            "done_by": step.done_by,
        }
        self._journal.add("complaint_steps", step.id, cells, subject=step.person or None)

    def add_review(self, review: Review) -> None:
        cells: dict[str, Value] = {
            "review": [review.reviewed_at, review.reviewed_by],
            "standing": review.standing,
            "note": review.note or None,
        }
        self._journal.add("complaint_reviews", review.id, cells, subject=None)


def _texts(*texts: str) -> Value:
    return [text or None for text in texts]
