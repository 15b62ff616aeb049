"""What is behind the door, built and connected: a piece of the composition root, loaded once the door stands."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from desktop.bootstrap_complaints import OF_COMPLAINTS
from desktop.bootstrap_deeds import AT_DESK, AWAY_FROM_DESK
from desktop.bootstrap_enquiries import OF_ENQUIRIES
from desktop.bootstrap_keys import Strengthener
from desktop.bootstrap_papers import lay_flat, read_scan
from desktop.bootstrap_printing import find_printers, look_at_print, send_paper, take_back_print
from desktop.bootstrap_requests import OF_REQUESTS
from desktop.bootstrap_stick import copy_beside_card, copy_into_folder, take_from_stick, write_card_into
from desktop.bootstrap_sync import WatchedTransfer, enrol, sync_now, sync_pace
from desktop.sync.budget import Budget
from desktop.sync.hanging_up import HangUp
from desktop.sync.store import OnStore
from desktop.ui.actions import Actions, DeskInfo, Opened, Pages
from desktop.ui.complaint_actions import ComplaintActions
from desktop.ui.enquiry_actions import EnquiryActions
from desktop.ui.paper_pictures import GreyPicture, Picture
from desktop.ui.request_actions import RequestActions
from desktop.usecases.desk import Desk
from desktop.usecases.load_profile import load_profile, profile_ids
from desktop.usecases.make_backup import (
    backup_when_due,
)
from desktop.usecases.open_desk import SetUp, World, create_desk, naming_failures, recover, sign_in
from desktop.usecases.print_sheets import recovery_sheet
from desktop.usecases.sync_now import SyncReport
from desktop.usecases.try_form import try_form
from domain.errors import Unavailable
from domain.policy import Profile
from domain.sync.carried import CopiedOut, Progress, TakenIn
from forms.paper.preview import page_count, render_grey, render_page

T = TypeVar("T")
LAST_WORDS_S = 2.0  # of a request that a person waits for


class Front:
    """Who is at the desk now. Everything but `sync_now` and `enrol` runs on the store's lane."""

    def __init__(self, home: Path, world: World, *, strengthener: Strengthener | None = None) -> None:
        self._home = home
        self._world = world
        self._desk: Desk | None = None
        self._budget = Budget()
        self._transfer, self._line = WatchedTransfer(), HangUp()
        self._strengthener = strengthener or Strengthener()
        self.pages = Pages(page_count, _picture, _grey, read_scan, lay_flat)

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

    def _run(self, use_case: Callable[..., T], *arguments: object, **named: object) -> T:
        with naming_failures():
            desk = self.desk()
            self._strengthener.settle(desk)
            return use_case(desk, *arguments, **named)

    def find_setting(self, key: str) -> str | None:
        with naming_failures():
            return self.desk().store.settings.find(key)

    def save_setting(self, key: str, value: str) -> None:
        with naming_failures():
            self.desk().store.settings.save(key, value)

    def sync_now(self, on_store: OnStore) -> SyncReport:
        """On the network's lane: the store is asked on its own."""
        return self._sync(on_store)

    def accept_voids(self, on_store: OnStore) -> SyncReport:
        """One round in which head office may void however much it likes: a person has said so."""
        return self._sync(on_store, may_void=True)

    def _sync(self, on_store: OnStore, *, may_void: bool = False) -> SyncReport:
        desk = self.desk()
        if self._line.is_over:
            raise _locked()
        self._line.begin()
        self._transfer.gives_way = False
        report = sync_now(
            desk,
            on_store=self._while_open(desk, on_store),
            budget=self._budget,
            may_void=may_void,
            watch=self._transfer,
            hang_up=self._line,
        )
        if report.is_paused and not self._transfer.is_paused():
            return replace(report, is_paused=False, goes_on=True)
        return report

    def give_way(self) -> None:
        """At once, from the window's thread: somebody waits for the network's lane. A round ends after its request,
        or without it when the line is silent."""
        self._transfer.gives_way = True
        self._line.within(LAST_WORDS_S)

    def hang_up(self) -> None:
        """At once, from the window's thread, and for good."""
        self._transfer.gives_way = True
        self._line.for_good()

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

    def take_with_voids(self, on_store: OnStore, file: str, progress: Progress) -> TakenIn:
        desk = self.desk()
        return take_from_stick(
            desk, Path(file), on_store=self._while_open(desk, on_store), progress=progress, may_void=True
        )

    def enrol(self, on_store: OnStore, url: str, code: str) -> SyncReport:
        desk = self.desk()
        return enrol(desk, url, code, on_store=self._while_open(desk, on_store), watch=self._transfer)

    def actions(self, on_store: OnStore) -> Actions:
        at_desk = {name: self.at_desk(deed) for name, deed in AT_DESK.items()}
        return Actions(
            **at_desk,
            **AWAY_FROM_DESK,
            complaints=ComplaintActions(**{name: self.at_desk(deed) for name, deed in OF_COMPLAINTS.items()}),
            requests=RequestActions(**{name: self.at_desk(deed) for name, deed in OF_REQUESTS.items()}),
            enquiries=EnquiryActions(**{name: self.at_desk(deed) for name, deed in OF_ENQUIRIES.items()}),
            sync_now=partial(self.sync_now, on_store),
            accept_voids=partial(self.accept_voids, on_store),
            sync_pace=sync_pace,
            watch_transfer=self._transfer.listen,
            pause_transfer=self._transfer.pause,
            is_transfer_paused=self._transfer.is_paused,
            try_form=try_form,
            give_way=self.give_way,
            hang_up=self.hang_up,
            enrol=partial(self.enrol, on_store),
            copy_to_stick=partial(self.copy_to_stick, on_store),
            take_from_stick=partial(self.take_from_stick, on_store),
            take_with_voids=partial(self.take_with_voids, on_store),
            write_card=partial(self.write_card, on_store),
            copy_for_laptop=partial(self.copy_for_laptop, on_store),
            find_setting=self.find_setting,
            save_setting=self.save_setting,
            find_printers=find_printers,
            send_paper=send_paper,
            look_at_print=look_at_print,
            take_back_print=take_back_print,
        )


def _locked() -> Unavailable:
    return Unavailable(
        "desk.locked",
        ar="أُقفل البرنامج. سجّل الدخول للمتابعة؛ ما كتبته محفوظ.",
        en="The desk is locked. Sign in to go on; what you wrote is saved.",
    )


def _picture(pdf: bytes, index: int, scale: float) -> Picture:
    page = render_page(pdf, index, scale=scale)
    return Picture(page.width, page.height, page.stride, page.bgra)


def _grey(pdf: bytes, index: int, scale: float) -> GreyPicture:
    page = render_grey(pdf, index, scale=scale)
    return GreyPicture(page.width, page.height, page.stride, scale, page.grey)
