"""Home: today's count, what waits for me, what is due, what has not reached head office."""

from dataclasses import dataclass
from datetime import timedelta

from desktop.usecases.desk import Desk
from desktop.usecases.fill_form import instrument_title
from desktop.usecases.hold_interview import InterviewLine
from desktop.usecases.keep_inspection import list_findings
from desktop.usecases.know_complaint import ComplaintLine, steps_due
from desktop.usecases.list_due import DueReply, list_due
from desktop.usecases.list_enquiries import EnquiryLine, list_waiting_enquiries
from desktop.usecases.list_interviews import list_interviews, list_open
from desktop.usecases.look_back import LookBack, first_day, look_back
from desktop.usecases.settle_quarantine import count_refused
from desktop.usecases.settle_task import list_tasks
from desktop.usecases.show_day import DayPage, show_day
from desktop.usecases.show_quality import due_today
from domain.text import Text
from domain.trail import TRAIL_DAYS, Trail, first_of_trail, trail_of


@dataclass(frozen=True)
class HomePage:
    """`rounds` are the field surveys and checklists due today, `unsettled` the findings whose day is past and the
    emergencies that were not reported. `open_interviews` are drafts and left ones; `unsigned` are finished ones
    that lack something yet, as a signature. `past` is today by hour and sex, beside the days before. `finished` are
    the finished interviews of each of fourteen days, `written` what this laptop wrote on each. `enquiries` wait to
    be answered or told, the oldest first; of `complaints` a step is due, or will be in some days."""

    day: DayPage
    past: LookBack
    open_interviews: tuple[InterviewLine, ...]
    unsigned: tuple[InterviewLine, ...]
    latest: tuple[InterviewLine, ...]
    finished: Trail
    written: Trail
    due: tuple[DueReply, ...]
    persons: int
    tasks: int
    enquiries: tuple[EnquiryLine, ...] = ()
    rounds: tuple[Text, ...] = ()
    unsettled: int = 0
    complaints: tuple[ComplaintLine, ...] = ()

    @property
    def finished_today(self) -> int:
        return self.finished[-1][1]


def show_home(desk: Desk) -> HomePage:
    lines = list_interviews(desk)
    day, today = show_day(desk), desk.today()
    rows = desk.store.visits.by_day_and_hour(first_day(today), today, until=f"{desk.now():%H:%M}")
    since = desk.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=TRAIL_DAYS - 1)
    return HomePage(
        day,
        look_back(rows, today, desk.profile.counter),
        list_open(desk),
        tuple(line for line in lines if line.state == "finished" and _waits(desk, line)),
        lines[:8],
        trail_of(desk.store.interviews.finished_by_day(first_of_trail(today)), today),
        trail_of(desk.store.deeds.own_by_day(since), today),
        list_due(desk),
        desk.store.persons.count(),
        len(list_tasks(desk)) + count_refused(desk),
        list_waiting_enquiries(desk),
        rounds=tuple(instrument_title(desk, one) for one in due_today(desk)),
        unsettled=sum(line.is_late or line.finding.wants_report for line in list_findings(desk)),
        complaints=steps_due(desk),
    )


def _waits(desk: Desk, line: InterviewLine) -> bool:
    """A complaint has no paper that is signed: it is followed in its register."""
    return bool(line.missing or line.kept) if desk.profile.is_complaint(line.form_id) else is_open(line)


def is_open(line: InterviewLine) -> bool:
    """Whether a finished interview still waits for something: its paper, or what it was kept for."""
    return line.attestation != "signed" or bool(line.missing or line.kept)


def count_open_interviews(desk: Desk) -> int:
    """As many as the first page calls open: for the navigation."""
    return desk.store.interviews.count_open()
