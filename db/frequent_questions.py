"""What people ask again and again, with the answers."""

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.errors import RuleBroken
from domain.frequent_question import FrequentDraft, FrequentQuestion
from domain.sync.schema import Value

_COLUMNS = "id, enquiry, subject, question, answer, answer_source, clause, field_of_work, noted_at, noted_by"


class FrequentQuestions(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def all(self) -> tuple[FrequentQuestion, ...]:
        """Those that are offered, the oldest first."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM frequent_questions WHERE void_reason IS NULL ORDER BY noted_at, id"  # noqa: S608
        )
        return tuple(FrequentQuestion(*(value or "" for value in row)) for row in rows)

    def get(self, question: str) -> tuple[FrequentQuestion, Seen]:
        """Also one that is no longer offered. Raises RuleBroken when there is none of that id."""
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM frequent_questions WHERE id = ?",  # noqa: S608
            (question,),
        ).fetchone()
        if row is None:
            raise RuleBroken(
                "frequent.unknown",
                ar="لا يوجد سؤال متكرر بهذا المعرّف. راجع قائمة الأسئلة المتكررة.",
                en="There is no frequent question with this id. See the list of them.",
                field="question",
            )
        return FrequentQuestion(*(value or "" for value in row)), self.seen("frequent_questions", question)


class FrequentQuestionWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, one: FrequentQuestion) -> None:
        cells: dict[str, Value] = {
            "enquiry": one.enquiry or None,
            "frequent": _cells(one),
            "field_of_work": one.field or None,
            "noted_at": one.noted_at,
            "noted_by": one.noted_by,
        }
        self._journal.add("frequent_questions", one.id, cells, subject=None)

    def edit(self, seen: Seen, before: FrequentQuestion, after: FrequentQuestion) -> None:
        """Writes the cells that differ from what was shown."""
        cells: dict[str, Value] = {}
        if _cells(after) != _cells(before):
            cells["frequent"] = _cells(after)
        if after.field != before.field:
            cells["field_of_work"] = after.field or None
        if cells:
            self._journal.put(seen, cells, subject=None)

    def void(self, question: str, reason: str) -> None:
        self._journal.void("frequent_questions", question, reason, subject=None)

    def restore(self, seen: Seen) -> None:
        self._journal.restore(seen, subject=None)


def _cells(one: FrequentQuestion | FrequentDraft) -> Value:
    return [one.subject, one.question or None, one.answer, one.source, one.clause or None]
