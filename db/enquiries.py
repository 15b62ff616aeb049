"""What people asked, and what they were answered."""

from collections.abc import Collection, Sequence
from typing import Any

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.asker import Asker
from domain.enquiry import OPEN, Agreed, Answer, Enquiry, Matter, Route, Telling
from domain.errors import RuleBroken
from domain.office import number_as_printed
from domain.sync.schema import Value

_COLUMNS = (
    "id, number, asked_at, taken_by, person, caller_id, caller_name, caller_address, visit, channel, enquiry_kind, "
    "subject, question, field_of_work, asker_category, official, department, agreed_means, agreed_day, answer, "
    "answer_source, clause, officer, answered_by, answered_at, told_means, told_at, told_by, enquiry_state"
)
# One that nobody who is named asked has nobody to be told.
_WAITING = "(enquiry_state = 'open' OR enquiry_state = 'answered' AND (person IS NOT NULL OR caller_id IS NOT NULL))"
_AFTER_LAST = "U"  # after every time of day: 2026-11-21T09:05 is below 2026-11-21U


class Enquiries(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def get(self, enquiry: str) -> tuple[Enquiry, Seen]:
        """By id or number. Raises RuleBroken when there is none."""
        found = self._where("(id = ? OR number = ?)", (enquiry, enquiry), "asked_at")
        if not found:
            raise enquiry_unknown()
        return found[0], self.seen("enquiries", found[0].id)

    def caller_of(self, enquiry: str) -> tuple[str, str]:
        """Of whoever is in no file: by what he is erased, and his name; of one that is void too. Empty of a person of
        the register. Raises RuleBroken."""
        found = self._db.execute(
            "SELECT coalesce(caller_id, ''), coalesce(caller_name, '') FROM enquiries WHERE id = ? OR number = ? "
            "ORDER BY void_reason IS NOT NULL LIMIT 1",
            (enquiry, number_as_printed(enquiry)),
        ).fetchone()
        if found is None:
            raise enquiry_unknown()
        return str(found[0]), str(found[1])

    def find_voided(self, enquiry: str) -> tuple[str, Seen] | None:
        """The person it concerns (or nothing) and what is shown of one that was taken back."""
        row = self._db.execute(
            "SELECT coalesce(person, caller_id, '') FROM enquiries WHERE id = ? AND void_reason IS NOT NULL",
            (enquiry,),
        ).fetchone()
        return (row[0], self.seen("enquiries", enquiry)) if row else None

    def waiting(self) -> tuple[Enquiry, ...]:
        """Those that lack an answer, or whose answer nobody was told; the oldest first."""
        return self._where(_WAITING, (), "asked_at, id")

    def count_waiting(self) -> int:
        found: int = self._db.execute(
            f"SELECT count(*) FROM enquiries WHERE {_WAITING} AND void_reason IS NULL"  # noqa: S608
        ).fetchone()[0]
        return found

    def asked_between(self, first: str, last: str, *, limit: int) -> tuple[Enquiry, ...]:
        """On these days (ISO, both included), the newest first."""
        return self._where(
            "asked_at >= ? AND asked_at < ?", (first, last + _AFTER_LAST), "asked_at DESC, id DESC", limit
        )

    def of_persons(self, persons: Collection[str]) -> tuple[Enquiry, ...]:
        """The newest first."""
        marks = ", ".join("?" * len(persons))
        return self._where(f"person IN ({marks})", tuple(persons), "asked_at DESC, id DESC")

    def of_visit(self, visit: str) -> tuple[Enquiry, ...]:
        """The oldest first."""
        return self._where("visit = ?", (visit,), "asked_at, id")

    def _where(self, condition: str, values: Sequence[str], order: str, limit: int = -1) -> tuple[Enquiry, ...]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM enquiries WHERE {condition} AND void_reason IS NULL ORDER BY {order} LIMIT ?",  # noqa: S608
            (*values, limit),
        )
        return tuple(map(_enquiry, rows))


def enquiry_unknown() -> RuleBroken:
    return RuleBroken(
        "enquiry.unknown",
        ar="لا يوجد استفسار بهذا الرقم. راجع قائمة الاستفسارات.",
        en="There is no enquiry with this number. See the list of enquiries.",
        field="enquiry",
    )


def _enquiry(row: tuple[Any, ...]) -> Enquiry:
    column = dict(zip(_COLUMNS.split(", "), (value or "" for value in row), strict=True))
    return Enquiry(
        column["id"],
        column["number"],
        column["asked_at"],
        column["taken_by"],
        Asker(column["person"], column["caller_name"], column["caller_address"], column["caller_id"]),
        column["visit"],
        column["channel"],
        column["enquiry_kind"],
        Matter(column["subject"], column["question"]),
        Route(column["field_of_work"], column["asker_category"], column["official"], column["department"]),
        Agreed(column["agreed_means"], column["agreed_day"]),
        _answer(column),
        Telling(column["told_means"], column["told_at"], column["told_by"]) if column["told_at"] else None,
        column["enquiry_state"] or OPEN,
    )


def _answer(column: dict[str, str]) -> Answer | None:
    if not column["answer"]:
        return None
    named = ("answer", "answer_source", "clause", "officer", "answered_by", "answered_at")
    return Answer(*(column[name] for name in named))


class EnquiryWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, enquiry: Enquiry) -> None:
        asker = enquiry.asker
        cells: dict[str, Value] = {
            "number": enquiry.number,
            "asked_at": enquiry.asked_at,
            "taken_by": enquiry.taken_by,
            "person": asker.person or None,
            "caller": [asker.caller or None, asker.name or None, asker.address or None],
            "visit": enquiry.visit or None,
            "channel": enquiry.channel,
            "enquiry_kind": enquiry.kind or None,
            "matter": _matter(enquiry.matter),
            "route": _route(enquiry.route),
            "agreed": [enquiry.agreed.means or None, enquiry.agreed.day or None],
            "answer": _answer_cells(enquiry.answer),
            "telling": _telling(enquiry.telling),
            "enquiry_state": enquiry.progress,
        }
        self._journal.add("enquiries", enquiry.id, cells, subject=enquiry.asker.subject)

    def edit(self, seen: Seen, before: Enquiry, after: Enquiry) -> None:
        """Writes the cells that differ from what was shown."""
        cells: dict[str, Value] = {}
        if after.matter != before.matter:
            cells["matter"] = _matter(after.matter)
        if after.route != before.route:
            cells["route"] = _route(after.route)
        if after.channel != before.channel:
            cells["channel"] = after.channel
        if after.kind != before.kind:
            cells["enquiry_kind"] = after.kind or None
        if after.agreed != before.agreed:
            cells["agreed"] = [after.agreed.means or None, after.agreed.day or None]
        if after.answer != before.answer:
            cells["answer"] = _answer_cells(after.answer)
        if after.telling != before.telling:
            cells["telling"] = _telling(after.telling)
        # A step is written also where it leads to the same state: whoever answers anew says that it is answered.
        if after.progress != before.progress or "answer" in cells:
            cells["enquiry_state"] = after.progress
        self._journal.put(seen, cells, subject=after.asker.subject)

    def void(self, enquiry: Enquiry, reason: str) -> None:
        self._journal.void("enquiries", enquiry.id, reason, subject=enquiry.asker.subject)

    def restore(self, seen: Seen, subject: str) -> None:
        self._journal.restore(seen, subject=subject or None)


def _matter(matter: Matter) -> Value:
    return [matter.subject, matter.question or None]


def _route(route: Route) -> Value:
    return [route.field or None, route.category or None, route.official or None, route.department or None]


def _answer_cells(answer: Answer | None) -> Value:
    if answer is None:
        return None
    return [
        *(answer.text, answer.source, answer.clause or None, answer.by or None),
        *(answer.written_by, answer.written_at),
    ]


def _telling(telling: Telling | None) -> Value:
    return [telling.means or None, telling.at, telling.by] if telling else None
