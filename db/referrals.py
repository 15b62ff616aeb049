"""Questions put to the social-research officer while a person waits."""

from collections.abc import Sequence
from typing import Any

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.errors import RuleBroken
from domain.referral import ASKED, WAITING, Referral
from domain.sync.schema import Value

_COLUMNS = (
    "id, interview, person, question, means, asked_by, asked_at, answer, officer, answered_by, answered_at, progress"
)


class Referrals(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def get(self, referral: str) -> tuple[Referral, Seen]:
        """Raises RuleBroken when there is none of that id."""
        found = self._where("id = ?", (referral,), "asked_at")
        if not found:
            raise RuleBroken(
                "referral.unknown",
                ar="لا توجد إحالة بهذا المعرّف. راجع قائمة الإحالات.",
                en="There is no referral with this id. See the list of referrals.",
                field="referral",
            )
        return found[0], self.seen("referrals", found[0].id)

    def of_interview(self, interview: str) -> tuple[Referral, ...]:
        """The oldest first."""
        return self._where("interview = ?", (interview,), "asked_at, id")

    def of_person(self, person: str) -> tuple[Referral, ...]:
        """The newest first."""
        return self._where("person = ?", (person,), "asked_at DESC, id DESC")

    def waiting(self) -> tuple[Referral, ...]:
        """Those that lack an answer, or whose answer nobody was told; the oldest first."""
        marks = ", ".join("?" * len(WAITING))
        return self._where(f"progress IN ({marks})", WAITING, "asked_at, id")

    def _where(self, condition: str, values: Sequence[str], order: str) -> tuple[Referral, ...]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM referrals WHERE {condition} AND void_reason IS NULL ORDER BY {order}",  # noqa: S608
            tuple(values),
        )
        return tuple(_referral(row) for row in rows)


def _referral(row: tuple[Any, ...]) -> Referral:
    id, interview, person, question, means, asked_by, asked_at, answer, officer, answered_by, answered_at, progress = (
        row
    )
    return Referral(
        id,
        interview or "",
        person or "",
        question or "",
        means or "",
        asked_by or "",
        asked_at or "",
        answer,
        officer,
        answered_by,
        answered_at,
        progress or ASKED,
    )


class ReferralWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, referral: Referral) -> None:
        cells: dict[str, Value] = {
            "interview": referral.interview,
            "person": referral.person,
            "question": referral.question,
            "means": referral.means,
            "asked_by": referral.asked_by,
            "asked_at": referral.asked_at,
            "progress": referral.progress,
        }
        self._journal.add("referrals", referral.id, cells, subject=referral.person)

    def answer(self, seen: Seen, referral: Referral) -> None:
        cells: dict[str, Value] = {
            "answer": [referral.answer, referral.officer, referral.answered_by, referral.answered_at],
            "progress": referral.progress,
        }
        self._journal.put(seen, cells, subject=referral.person)

    def move(self, seen: Seen, referral: Referral) -> None:
        """To another progress."""
        self._journal.put(seen, {"progress": referral.progress}, subject=referral.person)
