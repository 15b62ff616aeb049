"""Interviews of the store, and the local drafts of those in progress."""

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.errors import RuleBroken
from domain.interview import Draft, Interview

_COLUMNS = (
    "id, number, person, form_id, form_version, form_sha256, started_at, answers, answers_sha256, state, void_reason"
)
_DRAFT = "interview, person, form_id, form_version, form_sha256, saved, started_at, updated_at, user"


class Interviews(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def find(self, interview: str) -> Interview | None:
        """By id or by number."""
        found = self._db.execute(
            f"SELECT {_COLUMNS} FROM interviews WHERE id = ? OR number = ?",  # noqa: S608
            (interview, interview),
        ).fetchone()
        return Interview(*found) if found else None

    def get(self, interview: str) -> tuple[Interview, Seen]:
        found = self.find(interview)
        if found is None:
            raise RuleBroken(
                "interview.unknown",
                ar="لا توجد مقابلة بهذا الرقم. راجع قائمة المقابلات.",
                en="There is no interview with this number. See the list of interviews.",
                field="interview",
            )
        return found, self.seen("interviews", found.id)

    def latest(self, *, limit: int = 100) -> tuple[Interview, ...]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM interviews WHERE void_reason IS NULL ORDER BY started_at DESC, id DESC LIMIT ?",  # noqa: S608
            (limit,),
        )
        return tuple(Interview(*row) for row in rows)

    def of_person(self, person: str) -> tuple[Interview, ...]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM interviews WHERE person = ? AND void_reason IS NULL "  # noqa: S608
            "ORDER BY started_at DESC, id DESC",
            (person,),
        )
        return tuple(Interview(*row) for row in rows)


class InterviewWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, interview: Interview) -> None:
        self._journal.add(
            "interviews",
            interview.id,
            {
                "number": interview.number,
                "person": interview.person,
                "form": [interview.form_id, interview.form_version, interview.form_sha256],
                "started_at": interview.started_at,
                "answers": [interview.answers, interview.answers_sha256],
                "state": interview.state,
            },
            subject=interview.person,
        )

    def put_answers(self, seen: Seen, interview: Interview, *, answers: str, answers_sha256: str, state: str) -> None:
        self._journal.put(seen, {"answers": [answers, answers_sha256], "state": state}, subject=interview.person)


class Drafts:
    """Local: written at once, no entry."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, draft: Draft) -> None:
        self._db.execute(
            f"INSERT OR REPLACE INTO draft ({_DRAFT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (
                draft.interview,
                draft.person,
                draft.form_id,
                draft.form_version,
                draft.form_sha256,
                draft.saved,
                draft.started_at,
                draft.updated_at,
                draft.user,
            ),
        )

    def find(self, interview: str) -> Draft | None:
        found = self._db.execute(f"SELECT {_DRAFT} FROM draft WHERE interview = ?", (interview,)).fetchone()  # noqa: S608
        return Draft(*found) if found else None

    def all(self) -> tuple[Draft, ...]:
        rows = self._db.execute(f"SELECT {_DRAFT} FROM draft ORDER BY updated_at DESC")  # noqa: S608
        return tuple(Draft(*row) for row in rows)

    def remove(self, interview: str) -> None:
        self._db.execute("DELETE FROM draft WHERE interview = ?", (interview,))
