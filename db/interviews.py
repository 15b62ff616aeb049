"""Interviews of the store, and the local drafts of those in progress."""

from db.connection import Database
from db.persons import LAST_CHARACTER
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.errors import RuleBroken
from domain.interview import Draft, Interview
from domain.office import number_as_printed

_COLUMNS = (
    "id, number, person, form_id, form_version, form_sha256, started_at, answers, answers_sha256, state, void_reason"
)
ALL = -1  # as a limit
_DRAFT = "interview, person, form_id, form_version, form_sha256, saved, started_at, updated_at, user"


class Interviews(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def find(self, interview: str) -> Interview | None:
        """By id or by number."""
        found = self._db.execute(
            f"SELECT {_COLUMNS} FROM interviews WHERE id = ? OR number = ?",  # noqa: S608
            (interview, number_as_printed(interview)),
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

    def of_form(self, form_id: str) -> tuple[Interview, ...]:
        """Those held with any version of a form, the oldest first; not what was voided."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM interviews WHERE form_id = ? AND void_reason IS NULL ORDER BY started_at, id",  # noqa: S608
            (form_id,),
        )
        return tuple(Interview(*row) for row in rows)

    def finished_before(self, form_id: str, moment: str, own: str) -> Interview | None:
        """The newest finished one of a form that had begun by a moment, but for `own`."""
        found = self._db.execute(
            f"SELECT {_COLUMNS} FROM interviews WHERE form_id = ? AND started_at <= ? AND id != ? "  # noqa: S608
            "AND state = 'finished' AND void_reason IS NULL ORDER BY started_at DESC, id DESC LIMIT 1",
            (form_id, moment, own),
        ).fetchone()
        return Interview(*found) if found else None

    def with_number(self, start: str, *, limit: int = 8) -> tuple[Interview, ...]:
        """Those whose number begins with `start`."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM interviews WHERE number >= ? AND number < ? AND void_reason IS NULL LIMIT ?",  # noqa: S608
            (start, start + LAST_CHARACTER, limit),
        )
        return tuple(Interview(*row) for row in rows)

    def left(self) -> tuple[Interview, ...]:
        """Every one that somebody left for later, the newest first."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM interviews WHERE state = 'left' AND void_reason IS NULL "  # noqa: S608
            "ORDER BY started_at DESC, id DESC"
        )
        return tuple(Interview(*row) for row in rows)

    def count_open(self) -> int:
        """Those left for later and the drafts of this laptop, each once."""
        found: int = self._db.execute(
            "SELECT count(*) FROM (SELECT id FROM interviews WHERE state = 'left' AND void_reason IS NULL "
            "UNION SELECT interview FROM draft)"
        ).fetchone()[0]
        return found

    def finished_by_day(self, first: str) -> tuple[tuple[str, int], ...]:
        """(day, count) of the finished ones by the day they began on, from `first`."""
        rows = self._db.execute(
            "SELECT substr(started_at, 1, 10), count(*) FROM interviews "
            "WHERE started_at >= ? AND state = 'finished' AND void_reason IS NULL GROUP BY 1 ORDER BY 1",
            (first,),
        )
        return tuple(rows)

    def finished_on(self, day: str, form_ids: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
        """(interview, form, person) of the finished ones of these forms that began on a day."""
        marks = ", ".join("?" * len(form_ids))
        rows = self._db.execute(
            "SELECT id, form_id, person FROM interviews WHERE started_at >= ? AND started_at < ? "  # noqa: S608
            f"AND state = 'finished' AND void_reason IS NULL AND form_id IN ({marks}) ORDER BY started_at",
            (day, f"{day}U", *form_ids),
        )
        return tuple(rows)

    def of_person(self, person: str, *, most: int | None = None) -> tuple[Interview, ...]:
        """The newest first; all of them unless `most` is given."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM interviews WHERE person = ? AND void_reason IS NULL "  # noqa: S608
            "ORDER BY started_at DESC, id DESC LIMIT ?",
            (person, ALL if most is None else most),
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
        """With its files: the next sweep takes those that no entry names (`db.blobs`)."""
        self._db.execute("DELETE FROM draft WHERE interview = ?", (interview,))
        self._db.execute("DELETE FROM draft_file WHERE interview = ?", (interview,))
