"""Home: today's count, what waits for me, what has not reached head office."""

from dataclasses import dataclass

from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import InterviewLine
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.settle_quarantine import count_refused
from desktop.usecases.settle_task import list_tasks
from desktop.usecases.show_day import DayPage, show_day


@dataclass(frozen=True)
class HomePage:
    """`open_interviews` are drafts and left ones; `unsigned` are finished ones whose paper is not signed yet."""

    day: DayPage
    open_interviews: tuple[InterviewLine, ...]
    unsigned: tuple[InterviewLine, ...]
    latest: tuple[InterviewLine, ...]
    finished_today: int
    persons: int
    tasks: int


def show_home(desk: Desk) -> HomePage:
    lines = list_interviews(desk)
    today = desk.today()
    return HomePage(
        show_day(desk),
        tuple(line for line in lines if line.state != "finished"),
        tuple(line for line in lines if line.state == "finished" and line.attestation != "signed"),
        lines[:8],
        sum(1 for line in lines if line.state == "finished" and line.started_at.startswith(today)),
        desk.store.persons.count(),
        len(list_tasks(desk)) + count_refused(desk),
    )
