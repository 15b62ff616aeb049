"""Where requests stand after the desk, and the steps that brought them there."""

import json
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.case_step import COMPLETE, CONTACT, KEPT, REQUEST
from domain.request import RequestStep
from domain.sync.schema import Value

_COLUMNS = (
    "id, interview, person, stage, follows, on_day, said, session, votes, attestation, signing_row, means, proof, "
    "reached, proof_at, override, done_at, done_by, public_key, signature"
)
_TEXTS = 18


class RequestRow(NamedTuple):
    """A finished interview that took a request. `stage` and `step` are empty before its first step; `kind` the chosen
    kind, `completed_at` when the desk called it complete, empty if it does not."""

    interview: str
    number: str
    person: str
    person_name: str
    form_id: str
    started_at: str
    stage: str
    step: str
    kind: str
    completed_at: str
    contact: str


_ROW = (
    "SELECT i.id, i.number, i.person, coalesce(p.full_name, ''), i.form_id, i.started_at, "
    "coalesce(i.request_stage, ''), coalesce(i.request_step, ''), "
    "coalesce((SELECT said FROM case_steps WHERE interview = i.id AND step = :kind ORDER BY done_at DESC, id DESC "
    "LIMIT 1), ''), "
    "coalesce((SELECT CASE step WHEN :complete THEN done_at END FROM case_steps WHERE interview = i.id "
    "AND step IN (:complete, :kept) ORDER BY done_at DESC, id DESC LIMIT 1), ''), "
    "coalesce((SELECT said FROM case_steps WHERE interview = i.id AND step = :contact ORDER BY done_at DESC, id DESC "
    "LIMIT 1), '') "
    "FROM interviews AS i LEFT JOIN persons AS p ON p.id = i.person "
)
_NAMES = {"kind": REQUEST, "complete": COMPLETE, "kept": KEPT, "contact": CONTACT}


class Requests(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def find(self, interview: str) -> RequestRow | None:
        """By the interview's id."""
        row = self._db.execute(f"{_ROW} WHERE i.id = :id", {**_NAMES, "id": interview}).fetchone()
        return RequestRow(*row) if row else None

    def standing(self, interview: str) -> Seen:
        """Where it stands, to be handed back with the next step."""
        return self.seen("interviews", interview)

    def at(self, stages: Collection[str], *, most: int) -> tuple[RequestRow, ...]:
        """Those that stand at one of these stages, the oldest first."""
        rows = self._db.execute(
            f"{_ROW} WHERE i.request_stage IN (SELECT value FROM json_each(:stages)) AND i.void_reason IS NULL "  # noqa: S608
            "ORDER BY i.started_at, i.id LIMIT :most",
            {**_NAMES, "stages": json.dumps(sorted(stages)), "most": most},
        )
        return tuple(RequestRow(*row) for row in rows)

    def ended(self, stages: Collection[str], *, most: int) -> tuple[RequestRow, ...]:
        """The newest first."""
        rows = self._db.execute(
            f"{_ROW} WHERE i.request_stage IN (SELECT value FROM json_each(:stages)) AND i.void_reason IS NULL "  # noqa: S608
            "ORDER BY i.started_at DESC, i.id DESC LIMIT :most",
            {**_NAMES, "stages": json.dumps(sorted(stages)), "most": most},
        )
        return tuple(RequestRow(*row) for row in rows)

    def complete(self, forms: Sequence[str], *, most: int) -> tuple[RequestRow, ...]:
        """Those that the desk called complete and nobody has handed in, the oldest first."""
        rows = self._db.execute(
            f"{_ROW} WHERE i.id IN (SELECT interview FROM case_steps WHERE step = :complete) "  # noqa: S608
            "AND i.request_stage IS NULL AND i.state = 'finished' AND i.void_reason IS NULL "
            "AND i.form_id IN (SELECT value FROM json_each(:forms)) ORDER BY i.started_at, i.id LIMIT :most",
            {**_NAMES, "forms": json.dumps(sorted(forms)), "most": most},
        )
        found = (RequestRow(*row) for row in rows)
        return tuple(row for row in found if row.completed_at)

    def count_by_stage(self) -> dict[str, int]:
        rows = self._db.execute(
            "SELECT request_stage, count(*) FROM interviews WHERE request_stage IS NOT NULL AND void_reason IS NULL "
            "GROUP BY request_stage"
        )
        return dict(rows)

    def of_person(self, person: str) -> tuple[RequestRow, ...]:
        """The newest first."""
        rows = self._db.execute(
            f"{_ROW} WHERE i.person = :person AND i.request_stage IS NOT NULL AND i.void_reason IS NULL "
            "ORDER BY i.started_at DESC, i.id DESC",
            {**_NAMES, "person": person},
        )
        return tuple(RequestRow(*row) for row in rows)

    def steps_of(self, interviews: Collection[str]) -> dict[str, tuple[RequestStep, ...]]:
        """Of each of them that has any."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM request_steps WHERE interview IN (SELECT value FROM json_each(?)) "  # noqa: S608
            "AND void_reason IS NULL ORDER BY done_at, id",
            (json.dumps(sorted(interviews)),),
        )
        found: dict[str, tuple[RequestStep, ...]] = {}
        for row in rows:
            step = _step(row)
            found[step.interview] = (*found.get(step.interview, ()), step)
        return found

    def of_session(self, session: str) -> tuple[RequestStep, ...]:
        """What was decided or deferred in it, the oldest first."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM request_steps WHERE session = ? AND void_reason IS NULL ORDER BY done_at, id",  # noqa: S608
            (session,),
        )
        return tuple(map(_step, rows))

    def between(self, first: str, last: str, stages: Collection[str]) -> tuple[str, ...]:
        """The interviews of which a step to one of these stages happened in these days."""
        rows = self._db.execute(
            "SELECT DISTINCT interview FROM request_steps WHERE on_day BETWEEN ? AND ? "
            "AND stage IN (SELECT value FROM json_each(?)) AND void_reason IS NULL",
            (first, last, json.dumps(sorted(stages))),
        )
        return tuple(interview for (interview,) in rows)


def _step(row: tuple[Any, ...]) -> RequestStep:
    texts = [value or "" for value in row[:_TEXTS]]
    id, interview, person, stage, follows, on_day, said, session, votes, attestation, signing = texts[:11]
    means, proof, reached, proof_at, override, done_at, done_by = texts[11:]
    return RequestStep(
        id=id,
        interview=interview,
        person=person,
        stage=stage,
        follows=follows,
        on_day=on_day,
        said=said,
        session=session,
        votes=votes,
        attestation=attestation,
        signing=signing,
        means=means,
        proof=proof,
        reached=reached,
        proof_at=proof_at,
        override=override,
        done_at=done_at,
        done_by=done_by,
        public_key=row[18] or b"",
        signature=row[19] or b"",
    )


class RequestWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def take(self, seen: Seen, step: RequestStep) -> None:
        """The step, and the request moved by it from where it was seen to stand."""
        self._journal.add("request_steps", step.id, _cells(step), subject=step.person)
        self._journal.put(seen, {"request": [step.stage, step.id]}, subject=step.person)


def _cells(step: RequestStep) -> dict[str, Value]:
    return {
        "interview": step.interview,
        "person": step.person,
        "stage": [step.stage, step.follows or None, step.on_day],
        "said": step.said or None,
        "session": [step.session or None, step.votes or None],
        "rests_on": [step.attestation or None, step.signing or None],
        "reply": [step.means or None, step.proof or None, step.reached or None, step.proof_at or None],
        "override": step.override or None,
        "done_at": step.done_at,
        "done_by": step.done_by,
        "word": [step.public_key or None, step.signature or None],
    }
