"""A front desk without a store, for the tests of pages: a lane that is run by hand, and actions with behaviour."""

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from typing import Any

from db.unit_of_work import Seen
from desktop.ui.actions import Actions, DeskInfo
from desktop.usecases.add_user import Added, NewUser
from desktop.usecases.check_store import Verified
from desktop.usecases.count_visit import Counted
from desktop.usecases.describe_visit import VisitDetails, VisitPage
from desktop.usecases.find_everything import FORM_WORDS, Found, FoundVisit
from desktop.usecases.hold_interview import FormLine, InterviewLine
from desktop.usecases.judge_clock import ClockTrouble
from desktop.usecases.keep_person import PersonPage
from desktop.usecases.kept_aside import KeptAside
from desktop.usecases.list_due import DueReply
from desktop.usecases.list_waiting import WaitingList
from desktop.usecases.load_holidays import load_holidays
from desktop.usecases.look_back import HourRow, first_day, look_back
from desktop.usecases.make_backup import BackupStatus, Made
from desktop.usecases.mend_refused import Mending
from desktop.usecases.renew_recovery import NewSheet
from desktop.usecases.settle_quarantine import RefusedDeed
from desktop.usecases.settle_task import TaskPage
from desktop.usecases.show_day import DayPage
from desktop.usecases.show_history import RecordHistory
from desktop.usecases.show_home import HomePage
from desktop.usecases.show_transfer import TransferProgress
from desktop.usecases.sync_now import SyncReport
from desktop.usecases.trace_person import PersonTrace, TracedDeed
from domain.arabic import has_words, search_key
from domain.calendar import SAUDI_TIME
from domain.errors import Expected, RuleBroken
from domain.person import Person
from domain.policy import Profile
from domain.procedure import Procedure, explain
from domain.profile_file import parse_profile
from domain.sync.changes import Changes
from domain.trail import trail_of
from domain.user import User
from domain.visit import Visit, tally
from resources.shelf import read_text
from tests.support.fake_prints import FakePrints

PASSWORD = "كلمة سر طويلة"
NOON = datetime(2026, 11, 21, 10, 42, tzinfo=SAUDI_TIME)
SARA = User("u-1", "sara", "سارة القحطاني", ("administrator", "clerk"))


def profile(id: str = "herfa") -> Profile:
    name = f"{id}.toml"
    return parse_profile(read_text(f"policies/{name}"), file=name)


def desk_info(id: str = "herfa") -> DeskInfo:
    return DeskInfo(SARA, profile(id), "17", "فرع المدينة")


@dataclass
class _Ask:
    number: int
    priority: int
    work: Callable[[], Any]
    then: Callable[[Any], None] | None
    failed: Callable[[Expected], None] | None
    supersedes: str


class HandLane:
    """Nothing runs until the test says so; order, priorities and superseding are those of the real lane."""

    def __init__(self) -> None:
        self.waiting: list[_Ask] = []
        self._numbers = itertools.count()

    def ask(
        self,
        work: Callable[[], Any],
        *,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[Expected], None] | None = None,
        priority: int = 0,
        supersedes: str = "",
    ) -> None:
        if supersedes:
            self.waiting = [ask for ask in self.waiting if ask.supersedes != supersedes]
        self.waiting.append(_Ask(next(self._numbers), priority, work, then, failed, supersedes))

    def run_one(self) -> None:
        ask = min(self.waiting, key=lambda item: (item.priority, item.number))
        self.waiting.remove(ask)
        try:
            value = ask.work()
        except Expected as problem:
            assert ask.failed is not None, "nobody hears of the failure"
            ask.failed(problem)
            return
        if ask.then is not None:
            ask.then(value)

    def run(self) -> None:
        while self.waiting:
            self.run_one()


@dataclass
class FrontDesk(FakePrints):
    """What the actions work on; a test reaches in to prepare and to look."""

    now: datetime = NOON
    visits: list[Visit] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    interviews: list[InterviewLine] = field(default_factory=list)
    tasks: list[TaskPage] = field(default_factory=list)
    settled: list[tuple[str, int]] = field(default_factory=list)
    users: list[User] = field(default_factory=lambda: [SARA])
    settings: dict[str, str] = field(default_factory=dict)
    report: SyncReport = field(default_factory=lambda: SyncReport(False, "", 0, None, None))
    written: list[tuple[str, int]] = field(default_factory=list)
    due: list[DueReply] = field(default_factory=list)
    form_lines: list[FormLine] = field(default_factory=list)
    findings: tuple[str, ...] = ()
    refuse_with: Expected | None = None
    enrolled: list[tuple[str, str]] = field(default_factory=list)
    kept_aside: tuple[KeptAside, ...] = ()
    only_kept_aside: int | None = 0
    gave_way: int = 0
    backup: BackupStatus = field(default_factory=lambda: BackupStatus(None, None))
    sheets: list[str] = field(default_factory=lambda: ["s-0"])  # the recovery sheets that open the store
    reopened: list[tuple[str, int]] = field(default_factory=list)
    refused: list[RefusedDeed] = field(default_factory=list)
    mended: list[tuple[str, Mending]] = field(default_factory=list)
    histories: dict[str, RecordHistory] = field(default_factory=dict)
    traced: tuple[TracedDeed, ...] = ()
    waiting: WaitingList = field(default_factory=lambda: WaitingList(0, None, ()))
    clock_trouble: ClockTrouble | None = None
    transfer_paused: bool = False
    transfer_listener: Callable[[TransferProgress], None] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        self._ids = itertools.count(1)

    @property
    def today(self) -> str:
        return self.now.date().isoformat()

    def clock(self) -> datetime:
        return self.now

    def pass_minutes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def refuse_once(self, problem: Expected) -> None:
        self.refuse_with = problem

    def _may_refuse(self) -> None:
        problem, self.refuse_with = self.refuse_with, None
        if problem is not None:
            raise problem

    # --- visits --------------------------------------------------------------------------------------------------

    def come(self, category: str, count: int = 1, *, day: str = "", time: str = "09:05", **more: str) -> None:
        """Somebody came before the test began."""
        for _ in range(count):
            self.visits.append(Visit(f"v-{next(self._ids)}", day or self.today, time, category, **more))

    def count(self, category: str, count: int) -> Counted:
        self._may_refuse()
        made = [
            Visit(f"v-{next(self._ids)}", self.today, self.now.strftime("%H:%M"), category, "request")
            for _ in range(count)
        ]
        self.visits += made
        return self._counted(self.today, tuple(visit.id for visit in made))

    def undo_visit(self, visit: str) -> Counted:
        return self.correct_visit(visit, "تراجع", None)

    def correct_visit(self, visit: str, reason: str, category: str | None) -> Counted:
        self._may_refuse()
        if not reason.strip():
            raise RuleBroken("visit.reason", ar="اكتب سبب التصحيح.", en="Write the reason.", field="reason")
        found = self._visit(visit)
        if found.void_reason is not None:
            raise RuleBroken("visit.void", ar="هذه الزيارة ملغاة من قبل.", en="Void already.")
        self.visits[self.visits.index(found)] = replace(found, void_reason=reason)
        written: tuple[str, ...] = ()
        if category is not None:
            moved = replace(found, id=f"v-{next(self._ids)}", category=category)
            self.visits.append(moved)
            written = (moved.id,)
        return self._counted(found.day, written, voided=(visit,))

    def _visit(self, id: str) -> Visit:
        return next(visit for visit in self.visits if visit.id == id)

    def _counted(self, day: str, visits: tuple[str, ...], voided: tuple[str, ...] = ()) -> Counted:
        return Counted(visits, tally(day, self.visits), Changes(frozenset({"visits"}), visits + voided))

    def show_day(self, day: str | None) -> DayPage:
        self._may_refuse()
        day = day or self.today
        of_day = [visit for visit in self.visits if visit.day == day]
        first = (datetime.fromisoformat(day) - timedelta(days=6)).date().isoformat()
        days = sorted({visit.day for visit in self.visits if first <= visit.day <= day})
        week = tuple((item, tally(item, self.visits).total) for item in days)
        return DayPage(tally(day, self.visits), tuple(reversed(of_day))[:50], week)

    def open_visit(self, visit: str) -> VisitPage:
        found = self._visit(visit)
        name = next((person.name for person in self.people if person.id == found.person), None)
        return VisitPage(found, Seen("visits", visit, None), name)

    def describe_visit(self, page: VisitPage, details: VisitDetails) -> Changes:
        self._may_refuse()
        found = self._visit(page.visit.id)
        self.visits[self.visits.index(found)] = replace(
            found, person=details.person, channel=details.channel, purpose=details.purpose, note=details.note or None
        )
        return Changes(frozenset({"visits"}), (found.id,))

    def find_people(self, text: str) -> tuple[Person, ...]:
        return tuple(person for person in self.people if text in person.name)

    def show_person(self, person: str) -> PersonPage:
        found = next((item for item in self.people if item.id == person), None)
        if found is None:
            raise RuleBroken("person.unknown", ar="لا يوجد ملف بهذا المعرّف.", en="No such person.", field="person")
        return PersonPage(found, Seen("persons", person, None), (), (), ())

    # --- home, tasks ---------------------------------------------------------------------------------------------

    def show_home(self) -> HomePage:
        self._may_refuse()
        lines = tuple(self.interviews)
        finished = [line.started_at[:10] for line in lines if line.state == "finished"]
        return HomePage(
            self.show_day(None),
            look_back(self._hours(), self.today, profile().counter),
            tuple(line for line in lines if line.state != "finished"),
            tuple(line for line in lines if line.state == "finished" and line.attestation != "signed"),
            lines[:8],
            trail_of(Counter(finished).items(), self.today),
            trail_of(self.written, self.today),
            tuple(self.due),
            len(self.people),
            len(self.tasks),
        )

    def _hours(self) -> list[HourRow]:
        until = self.now.strftime("%H:%M")
        counted = Counter((one.day, one.hour, one.category) for one in self.visits if one.void_reason is None)
        so_far = Counter(
            (one.day, one.hour, one.category) for one in self.visits if one.void_reason is None and one.time <= until
        )
        first = first_day(self.today)
        return [(*cell, count, so_far[cell]) for cell, count in sorted(counted.items()) if cell[0] >= first]

    def count_open_interviews(self) -> int:
        return sum(line.state != "finished" for line in self.interviews)

    def count_waiting_enquiries(self) -> int:
        return 0

    def count_due_complaints(self) -> int:
        return 0

    def find_everything(self, text: str) -> Found:
        self._may_refuse()
        wanted = search_key(text).split()
        people = tuple(person for person in self.people if has_words(person.name, wanted))
        ids = {person.id for person in people}
        names = {person.id: person.name for person in people}
        return Found(
            people,
            tuple(line for line in self.interviews if line.person in ids or line.number == text),
            tuple(
                FoundVisit(visit, names[visit.person])
                for visit in self.visits
                if visit.person in names and visit.day == self.today
            ),
            tuple(task for task in self.tasks if has_words(task.about, wanted)),
            tuple(
                form for form in self.form_lines if has_words(f"{FORM_WORDS} {form.title.ar} {form.title.en}", wanted)
            ),
        )

    def list_tasks(self) -> tuple[TaskPage, ...]:
        self._may_refuse()
        return tuple(self.tasks)

    def settle_task(self, task: str, choice: int) -> Changes:
        self._may_refuse()
        self.tasks = [item for item in self.tasks if item.id != task]
        self.settled.append((task, choice))
        return Changes(frozenset({"persons"}), ("p-1",))

    def reopen_task(self, task: TaskPage, choice: int) -> Changes:
        self._may_refuse()
        self.tasks.append(task)
        self.reopened.append((task.id, choice))
        return Changes(frozenset({"persons"}), ("p-1",))

    def show_history(self, table: str, record: str) -> RecordHistory:
        self._may_refuse()
        return self.histories[record]

    def trace_person(self, person: str) -> PersonTrace:
        self._may_refuse()
        return PersonTrace(self.traced, len(self.traced))

    # --- what head office did not apply, what waits --------------------------------------------------------------

    def list_refused(self) -> tuple[RefusedDeed, ...]:
        self._may_refuse()
        return tuple(self.refused)

    def count_refused(self) -> int:
        return sum(deed.counts for deed in self.refused)

    def withdraw_refused(self, deed: str) -> None:
        self._may_refuse()
        self._handle(deed, "withdrawn")

    def take_back_withdrawal(self, deed: str) -> None:
        self._may_refuse()
        self._handle(deed, "")

    def mend_refused(self, deed: str, mending: Mending) -> Changes:
        self._may_refuse()
        self._handle(deed, "mended")
        self.mended.append((deed, mending))
        return Changes(frozenset({"persons"}), ("p-1",))

    def _handle(self, deed: str, how: str) -> None:
        self.refused = [replace(item, handled=how) if item.id == deed else item for item in self.refused]

    def list_waiting(self) -> WaitingList:
        self._may_refuse()
        return self.waiting

    def find_clock_trouble(self) -> ClockTrouble | None:
        return self.clock_trouble

    def watch_transfer(self, listener: Callable[[TransferProgress], None]) -> None:
        self.transfer_listener = listener

    def pause_transfer(self, is_paused: bool, /) -> None:
        self.transfer_paused = is_paused

    def is_transfer_paused(self) -> bool:
        return self.transfer_paused

    def accept_voids(self) -> SyncReport:
        self.report = replace(self.report, problem=None, sentence_ar="", needs_person=False)
        return self.sync_now()

    # --- settings ------------------------------------------------------------------------------------------------

    def list_users(self) -> tuple[User, ...]:
        return tuple(self.users)

    def add_user(self, new: NewUser) -> Added:
        self._may_refuse()
        user = User(f"u-added-{next(self._ids)}", new.username, new.name, new.roles)
        self.users.append(user)
        return Added(user, Changes(frozenset({"users"}), (user.id,)))

    def sync_status(self) -> SyncReport:
        return self.report

    def sync_now(self) -> SyncReport:
        self._may_refuse()
        self.report = replace(self.report, waiting=0, since=None, reached_at=self.now.isoformat())
        return self.report

    def enrol(self, hub_url: str, code: str) -> SyncReport:
        self._may_refuse()
        self.enrolled.append((hub_url, code))
        self.report = replace(self.report, is_enrolled=True, hub_url=hub_url)
        return self.report

    def verify(self) -> Verified:
        self._may_refuse()
        return Verified(self.findings)

    def show_procedure(self) -> Procedure:
        self._may_refuse()
        return explain(desk_info().profile, self.now.date(), load_holidays())

    def backup_status(self) -> BackupStatus:
        return self.backup

    def give_way(self) -> None:
        self.gave_way += 1

    def hang_up(self) -> None:
        self.gave_way += 1

    def list_kept_aside(self) -> tuple[KeptAside, ...]:
        return self.kept_aside

    def count_only_kept_aside(self, name: str) -> int | None:
        self._may_refuse()
        return self.only_kept_aside

    def remove_kept_aside(self, name: str) -> KeptAside:
        self._may_refuse()
        (gone,) = (one for one in self.kept_aside if one.name == name)
        self.kept_aside = tuple(one for one in self.kept_aside if one is not gone)
        return gone

    def make_backup(self, folder: str) -> Made:
        self._may_refuse()
        file = f"{folder or 'backups'}/istiqbal-RYD1-20261121-090000.istiqbal-backup"
        self.backup = BackupStatus(self.now.isoformat(), file)
        return Made(file, 250_000, self.now.isoformat())

    def issue_recovery_sheet(self, password: str) -> NewSheet:
        self._may_refuse()
        if password != PASSWORD:
            raise RuleBroken("recovery.password", ar="كلمة المرور غير صحيحة.", en="Wrong.", field="password")
        made = NewSheet(f"s-{next(self._ids)}", b"A:1")
        self.sheets.append(made.id)
        return made

    def confirm_recovery_sheet(self, sheet: str) -> None:
        self._may_refuse()
        self.sheets = [sheet]

    def withdraw_recovery_sheet(self, sheet: str) -> None:
        self._may_refuse()
        self.sheets.remove(sheet)

    def find_setting(self, key: str) -> str | None:
        return self.settings.get(key)

    def save_setting(self, key: str, value: str) -> None:
        self._may_refuse()
        self.settings[key] = value


def actions_of(desk: FrontDesk) -> Actions:
    """Actions that work on `desk`; asking for one it lacks fails the test."""
    known = {item.name: getattr(desk, item.name, _missing(item.name)) for item in fields(Actions)}
    return Actions(**known)


def _missing(name: str) -> Callable[..., Any]:
    def refuse(*_: object) -> Any:
        raise AssertionError(f"these pages do not ask for {name}")

    return refuse
