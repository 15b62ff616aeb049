"""What cases went through at the desk: rows that are added and never changed."""

from db.connection import Database
from db.unit_of_work import Journal
from domain.case_step import CaseStep

_COLUMNS = "id, interview, person, step, said, done_at, done_by"


class CaseSteps:
    def __init__(self, db: Database) -> None:
        self._db = db

    def of_interview(self, interview: str) -> tuple[CaseStep, ...]:
        """The oldest first."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM case_steps WHERE interview = ? AND void_reason IS NULL ORDER BY done_at, id",  # noqa: S608
            (interview,),
        )
        return tuple(
            CaseStep(id, case, person, step, said or "", at, by) for id, case, person, step, said, at, by in rows
        )


class CaseStepWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, step: CaseStep) -> None:
        cells = {
            "interview": step.interview,
            "person": step.person,
            "step": step.step,
            "said": step.said or None,
            "done_at": step.done_at,
            "done_by": step.done_by,
        }
        self._journal.add("case_steps", step.id, cells, subject=step.person)
