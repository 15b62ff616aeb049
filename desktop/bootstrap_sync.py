"""Head office, connected: one round and joining, for the window and for the command line alike."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from desktop.sync.beside import at_once
from desktop.sync.budget import Budget
from desktop.sync.client import run_round
from desktop.sync.hanging_up import HangUp
from desktop.sync.joining import UNPROVED, Joining, join, renew_authority
from desktop.sync.loop import SyncLoop, SyncPace
from desktop.sync.outcome import RoundOutcome, not_enrolled
from desktop.sync.seals import is_seal_due, renew_seal
from desktop.sync.store import LaptopStore, OnStore, directly
from desktop.sync.transfer import Step, Transfer, Unwatched, Watch
from desktop.sync.transport import open_transport
from desktop.usecases.await_forms import has_unsettled_forms
from desktop.usecases.desk import Desk
from desktop.usecases.hold_seal import seal_public_key
from desktop.usecases.judge_clock import note_hub_time
from desktop.usecases.show_transfer import TransferProgress
from desktop.usecases.sync_now import SyncReport, sync_status
from desktop.usecases.take_up_profile import find_later_profile
from desktop.version import VERSION
from domain.errors import Expected, RuleBroken, Unavailable
from domain.sync.changes import NO_CHANGES
from domain.sync.exchange import Enrolment, Problem

AUTHORITY = "headoffice-ca.pem"


def authority_of(desk: Desk) -> Path | None:
    """A certificate of the association's own authority, beside the store, for head offices inside a private network."""
    path = desk.store.folder / AUTHORITY
    return path if path.exists() else None


def _renew_authority(desk: Desk, enrolment: Enrolment) -> bool:
    """Whether there is another authority to trust now; what hinders asking is no more than no."""
    try:
        return renew_authority(enrolment, desk.store.folder / AUTHORITY)
    except Unavailable:
        return False


def _renew_seal(desk: Desk, enrolment: Enrolment, on_store: OnStore) -> None:
    """What hinders it hinders nothing else: the laptop's own seal does until then."""
    try:
        public_key = on_store(lambda: seal_public_key(desk))
        with open_transport(enrolment.hub_url, authority=authority_of(desk)) as transport:
            renew_seal(desk.store, transport, public_key, desk.now(), on_store=on_store)
    except Expected:
        with suppress(Unavailable):  # a full disk: then the next round asks again
            on_store(lambda: desk.store.seals.note_tried(desk.now()))


def sync_now(
    desk: Desk,
    *,
    on_store: OnStore = directly,
    budget: Budget | None = None,
    may_void: bool = False,
    watch: Watch | None = None,
    hang_up: HangUp | None = None,
) -> SyncReport:
    """Rounds until nothing waits on either side. What goes wrong is in the report, and nothing is lost by it. Raises
    RuleBroken `sync.not_enrolled`. A `budget` that is kept remembers what the line could carry; a `watch` is told how
    far it is, and may pause it; by `hang_up` it is ended."""
    store = LaptopStore(desk.store, on_store)
    enrolment = store.find_enrolment()
    if enrolment is None:
        raise not_enrolled()
    timed = _Timed(watch or Unwatched())

    def round_once() -> RoundOutcome:
        try:
            with open_transport(enrolment.hub_url, authority=authority_of(desk), hang_up=hang_up) as transport:
                return run_round(store, transport, desk.now, budget, may_void=may_void, watch=timed, beside=at_once)
        except RuleBroken as error:
            return _not_begun(store, error, desk.now())

    outcome = round_once()
    if outcome.problem is not None and outcome.problem.code in UNPROVED and _renew_authority(desk, enrolment):
        outcome = round_once()
    timed.settle(desk, on_store)
    if outcome.problem is None and not outcome.is_paused and on_store(lambda: is_seal_due(desk.store, desk.now())):
        _renew_seal(desk, enrolment, on_store)
    take_up(desk, on_store)
    return report_of(on_store(lambda: sync_status(desk)), outcome)


def take_up(desk: Desk, on_store: OnStore = directly) -> None:
    """What head office has published, if there is anything new of it."""
    has_forms = on_store(lambda: has_unsettled_forms(desk, VERSION))
    later = on_store(lambda: find_later_profile(desk, VERSION))
    if not has_forms and later is None:
        return
    # The checker of forms takes longer to load than most rounds take, and hardly any round needs it.
    from desktop.bootstrap_published import take_up_forms, take_up_profile  # noqa: PLC0415

    if later is not None:
        take_up_profile(desk, later, on_store)
    if has_forms:
        take_up_forms(desk, on_store)


def _not_begun(store: LaptopStore, error: RuleBroken, now: datetime) -> RoundOutcome:
    """Of a round for which no line could be opened: told like every other."""
    problem = Problem(error.code, error.ar, error.en, needs_person=True)
    store.note_sync(at=now, problem=problem)
    return RoundOutcome(0, 0, store.waiting(), None, NO_CHANGES, problem)


@dataclass
class WatchedTransfer:
    """A transfer whose progress somebody listens to. The listener is called on the network's thread."""

    transfer: Transfer = field(default_factory=Transfer)
    listener: Callable[[TransferProgress], None] | None = None
    gives_way: bool = False  # after the request that is under way: the rest comes with the next round

    def may_go_on(self) -> bool:
        return not self.transfer.is_paused and not self.gives_way

    def note_step(self, step: Step) -> None:
        progress = self.transfer.add(step)
        if self.listener is not None:
            self.listener(TransferProgress(progress.done, progress.total, progress.changes))

    def listen(self, listener: Callable[[TransferProgress], None]) -> None:
        self.listener = listener

    def pause(self, is_paused: bool, /) -> None:
        if is_paused:
            self.transfer.pause()
        else:
            self.transfer.go_on()

    def is_paused(self) -> bool:
        return self.transfer.is_paused


@dataclass
class _Timed:
    """A watch that keeps head office's time of the last answer."""

    watch: Watch
    last: Step | None = None

    def may_go_on(self) -> bool:
        return self.watch.may_go_on()

    def note_step(self, step: Step) -> None:
        self.last = step
        self.watch.note_step(step)

    def settle(self, desk: Desk, on_store: OnStore) -> None:
        step = self.last
        if step is not None:
            on_store(lambda: note_hub_time(desk, hub_ms=step.hub_ms, here_ms=step.here_ms))


def report_of(status: SyncReport, outcome: RoundOutcome) -> SyncReport:
    problem = outcome.problem
    return replace(
        status,
        problem=problem.code if problem else None,
        sentence_ar=problem.ar if problem else "",
        sentence_en=problem.en if problem else "",
        sent=outcome.sent,
        received=outcome.received,
        changes=outcome.changes,
        needs_person=outcome.needs_person,
        goes_on=outcome.goes_on,
        retry_seconds=outcome.retry_seconds,
        is_paused=outcome.is_paused,
    )


def sync_pace() -> SyncPace:
    """From now on. Its clock counts since some moment of no meaning, for it must not jump."""
    return SyncPace(SyncLoop(random.random), lambda: datetime.fromtimestamp(time.monotonic(), UTC))


def enrol(desk: Desk, url: str, code: str, *, on_store: OnStore = directly, watch: Watch | None = None) -> SyncReport:
    """Joins head office, and comes to trust its own authority by the code when it has one; then sends what has
    waited. Raises RuleBroken and Unavailable."""
    joining = Joining(
        LaptopStore(desk.store, on_store),
        profile=desk.profile.id,
        office=on_store(lambda: desk.office_code),
        office_name=on_store(lambda: desk.office_name),
    )
    join(joining, url, code, authority=desk.store.folder / AUTHORITY)
    report = sync_now(desk, on_store=on_store, watch=watch)
    if report.problem:
        raise Unavailable(report.problem, ar=report.sentence_ar, en=report.sentence_en)
    return report
