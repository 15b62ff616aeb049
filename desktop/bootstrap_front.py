"""What is behind the door, built and connected: a piece of the composition root, loaded once the door stands."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from desktop.bootstrap_keys import Strengthener
from desktop.bootstrap_stick import copy_beside_card, copy_into_folder, take_from_stick, write_card_into
from desktop.bootstrap_sync import WatchedTransfer, enrol, sync_now, sync_pace
from desktop.sync.budget import Budget
from desktop.sync.store import OnStore
from desktop.ui.actions import Actions, DeskInfo, Opened, Pages, Picture
from desktop.usecases.add_user import add_user
from desktop.usecases.attest import attest, list_attestations, show_attestation, sign_attestation
from desktop.usecases.carry_by_stick import stick_status
from desktop.usecases.check_store import verify
from desktop.usecases.correct_visit import correct_visit, undo_visit
from desktop.usecases.count_visit import count_visit
from desktop.usecases.describe_visit import describe_visit, open_visit
from desktop.usecases.desk import Desk
from desktop.usecases.find_everything import find_everything
from desktop.usecases.find_people import find_people
from desktop.usecases.hold_interview import (
    begin_interview,
    discard_draft,
    finish_interview,
    keep_draft,
    leave_interview,
    list_forms,
    resume_interview,
)
from desktop.usecases.judge_clock import find_clock_trouble
from desktop.usecases.keep_person import edit_person, register_person, show_person
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.list_waiting import list_waiting
from desktop.usecases.load_profile import load_profile, profile_ids
from desktop.usecases.make_backup import (
    Made,
    backup_here,
    backup_into,
    backup_small_when_due,
    backup_status,
    backup_when_due,
)
from desktop.usecases.mend_refused import mend_refused
from desktop.usecases.open_desk import SetUp, World, create_desk, naming_failures, recover, sign_in
from desktop.usecases.print_sheets import day_sheet, recovery_sheet
from desktop.usecases.record_print import record_print
from desktop.usecases.renew_recovery import confirm_sheet, issue_sheet_with_password, withdraw_sheet
from desktop.usecases.reopen_task import reopen_task
from desktop.usecases.settle_quarantine import count_refused, list_refused, take_back_withdrawal, withdraw_refused
from desktop.usecases.settle_task import list_tasks, settle_task
from desktop.usecases.show_day import show_day
from desktop.usecases.show_history import show_history
from desktop.usecases.show_home import count_open_interviews, show_home
from desktop.usecases.show_procedure import show_procedure
from desktop.usecases.sync_now import SyncReport, sync_status
from domain.errors import Unavailable
from domain.policy import Profile
from domain.sync.carried import CopiedOut, Progress, TakenIn
from domain.user import User
from forms.paper.preview import page_count, render_page

T = TypeVar("T")


class Front:
    """Who is at the desk now. Everything but `sync_now` and `enrol` runs on the store's lane."""

    def __init__(self, home: Path, world: World, *, strengthener: Strengthener | None = None) -> None:
        self._home = home
        self._world = world
        self._desk: Desk | None = None
        self._budget = Budget()
        self._transfer = WatchedTransfer()
        self._strengthener = strengthener or Strengthener()
        self.pages = Pages(page_count, _picture)

    # --- the door ------------------------------------------------------------------------------------------------

    def profiles(self) -> tuple[Profile, ...]:
        return tuple(load_profile(id) for id in profile_ids())

    def set_up(self, answers: SetUp) -> Opened:
        first = create_desk(self._home, answers, world=self._world)
        sheet = recovery_sheet(first.desk, first.recovery_code)
        return self._enter(first.desk, recovery_code=first.recovery_code, recovery_sheet=sheet)

    def sign_in(self, username: str, password: str) -> Opened:
        desk = sign_in(self._home, username, password, world=self._world)
        opened = self._enter(desk)
        self._strengthener.begin(desk, password)
        return opened

    def recover(self, code: str, username: str, new_password: str) -> Opened:
        return self._enter(recover(self._home, code, username, new_password, world=self._world))

    def leave(self) -> None:
        if self._desk is not None:
            desk, self._desk = self._desk, None
            self._strengthener.settle(desk)
            self._strengthener.stop()
            try:
                backup_when_due(desk)
            finally:
                desk.store.close()

    def _enter(self, desk: Desk, *, recovery_code: str = "", recovery_sheet: bytes = b"") -> Opened:
        self._desk = desk
        info = DeskInfo(desk.user, desk.profile, desk.office_code, desk.office_name)
        return Opened(info, recovery_code, recovery_sheet)

    # --- the desk ------------------------------------------------------------------------------------------------

    def desk(self) -> Desk:
        if self._desk is None:
            raise _locked()
        return self._desk

    def _while_open(self, desk: Desk, on_store: OnStore) -> OnStore:
        """For work of many steps: the store may be closed between two of them, when somebody locks."""

        def call(work: Callable[[], T], /) -> T:
            return on_store(partial(self._if_open, desk, work))

        return call

    def _if_open(self, desk: Desk, work: Callable[[], T]) -> T:
        if self._desk is not desk:
            raise _locked()
        return work()

    def at_desk(self, use_case: Callable[..., T]) -> Callable[..., T]:
        """The use case with the desk of the moment; what the disk does to it comes out as Unavailable."""
        return partial(self._run, use_case)

    def _run(self, use_case: Callable[..., T], *arguments: object) -> T:
        with naming_failures():
            desk = self.desk()
            self._strengthener.settle(desk)
            return use_case(desk, *arguments)

    def find_setting(self, key: str) -> str | None:
        with naming_failures():
            return self.desk().store.settings.find(key)

    def save_setting(self, key: str, value: str) -> None:
        with naming_failures():
            self.desk().store.settings.save(key, value)

    def sync_now(self, on_store: OnStore) -> SyncReport:
        """On the network's lane: the store is asked on its own."""
        desk = self.desk()
        return sync_now(desk, on_store=self._while_open(desk, on_store), budget=self._budget, watch=self._transfer)

    def accept_voids(self, on_store: OnStore) -> SyncReport:
        """One round in which head office may void however much it likes: a person has said so."""
        desk = self.desk()
        return sync_now(
            desk,
            on_store=self._while_open(desk, on_store),
            budget=self._budget,
            may_void=True,
            watch=self._transfer,
        )

    def copy_to_stick(self, on_store: OnStore, folder: str, progress: Progress) -> CopiedOut:
        desk = self.desk()
        return copy_into_folder(desk, folder, progress, on_store=self._while_open(desk, on_store))

    def write_card(self, on_store: OnStore, folder: str) -> str:
        desk = self.desk()
        return write_card_into(desk, folder, on_store=self._while_open(desk, on_store))

    def copy_for_laptop(self, on_store: OnStore, card: str, progress: Progress) -> CopiedOut:
        desk = self.desk()
        return copy_beside_card(desk, Path(card), progress, on_store=self._while_open(desk, on_store))

    def take_from_stick(self, on_store: OnStore, file: str, progress: Progress) -> TakenIn:
        desk = self.desk()
        return take_from_stick(desk, Path(file), on_store=self._while_open(desk, on_store), progress=progress)

    def enrol(self, on_store: OnStore, url: str, code: str) -> SyncReport:
        desk = self.desk()
        return enrol(desk, url, code, on_store=self._while_open(desk, on_store), watch=self._transfer)

    def actions(self, on_store: OnStore) -> Actions:
        desk = self.at_desk
        return Actions(
            show_home=desk(show_home),
            count_open_interviews=desk(count_open_interviews),
            find_everything=desk(find_everything),
            count=desk(count_visit),
            undo_visit=desk(undo_visit),
            correct_visit=desk(correct_visit),
            show_day=desk(show_day),
            open_visit=desk(open_visit),
            describe_visit=desk(describe_visit),
            day_sheet=desk(day_sheet),
            find_people=desk(find_people),
            register_person=desk(register_person),
            show_person=desk(show_person),
            edit_person=desk(edit_person),
            list_forms=desk(list_forms),
            list_interviews=desk(list_interviews),
            begin_interview=desk(begin_interview),
            resume_interview=desk(resume_interview),
            keep_draft=desk(keep_draft),
            leave_interview=desk(leave_interview),
            finish_interview=desk(finish_interview),
            discard_draft=desk(discard_draft),
            attest=desk(attest),
            show_attestation=desk(show_attestation),
            list_attestations=desk(list_attestations),
            sign_attestation=desk(sign_attestation),
            record_print=desk(record_print),
            list_tasks=desk(list_tasks),
            settle_task=desk(settle_task),
            reopen_task=desk(reopen_task),
            show_history=desk(show_history),
            list_refused=desk(list_refused),
            count_refused=desk(count_refused),
            withdraw_refused=desk(withdraw_refused),
            take_back_withdrawal=desk(take_back_withdrawal),
            mend_refused=desk(mend_refused),
            list_waiting=desk(list_waiting),
            find_clock_trouble=desk(find_clock_trouble),
            list_users=desk(_list_users),
            add_user=desk(add_user),
            sync_status=desk(sync_status),
            sync_now=partial(self.sync_now, on_store),
            accept_voids=partial(self.accept_voids, on_store),
            sync_pace=sync_pace,
            watch_transfer=self._transfer.listen,
            pause_transfer=self._transfer.pause,
            is_transfer_paused=self._transfer.is_paused,
            enrol=partial(self.enrol, on_store),
            stick_status=desk(stick_status),
            copy_to_stick=partial(self.copy_to_stick, on_store),
            take_from_stick=partial(self.take_from_stick, on_store),
            write_card=partial(self.write_card, on_store),
            copy_for_laptop=partial(self.copy_for_laptop, on_store),
            show_procedure=desk(show_procedure),
            verify=desk(verify),
            issue_recovery_sheet=desk(issue_sheet_with_password),
            confirm_recovery_sheet=desk(confirm_sheet),
            withdraw_recovery_sheet=desk(withdraw_sheet),
            rest=desk(_rest),
            backup_status=desk(backup_status),
            make_backup=desk(_make_backup),
            find_setting=self.find_setting,
            save_setting=self.save_setting,
        )


def _locked() -> Unavailable:
    return Unavailable(
        "desk.locked",
        ar="أُقفل البرنامج. سجّل الدخول للمتابعة؛ ما كتبته محفوظ.",
        en="The desk is locked. Sign in to go on; what you wrote is saved.",
    )


def _list_users(desk: Desk) -> tuple[User, ...]:
    return desk.store.users.all()


def _make_backup(desk: Desk, folder: str) -> Made:
    return backup_into(desk, Path(folder)) if folder else backup_here(desk)


def _rest(desk: Desk) -> None:
    desk.store.rest()
    backup_small_when_due(desk)


def _picture(pdf: bytes, index: int, scale: float) -> Picture:
    page = render_page(pdf, index, scale=scale)
    return Picture(page.width, page.height, page.stride, page.bgra)
