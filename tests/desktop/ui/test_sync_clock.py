"""The window's sync clock, through lanes and a time that are moved by hand: the pace decides, the clock obeys."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.sync.loop import AFTER_WRITE, AT_FIRST, FIRST_RETRY, QUIET, SyncLoop, SyncPace
from desktop.ui.status_lines import SyncLine, TransferLine, sync_line, transfer_line
from desktop.ui.sync_clock import SyncClock
from desktop.usecases.show_transfer import TransferProgress
from desktop.usecases.sync_now import SyncReport
from domain.errors import Unavailable
from domain.sync.changes import Changes
from tests.support.at_rest import come_to_rest
from tests.support.fake_desk import HandLanes
from tests.support.fake_front import FrontDesk, actions_of

NOTHING_WAITS = SyncReport(True, "https://hub", 0, None, "2026-11-21T10:00+03:00")
CUT = replace(NOTHING_WAITS, waiting=2, problem="sync.unreachable")


@dataclass
class Office(FrontDesk):
    """Answers of head office, in order; the last one stays."""

    answers: list[SyncReport | Unavailable] = field(default_factory=lambda: [NOTHING_WAITS])
    rounds: int = 0
    time: datetime = datetime(2026, 11, 21, 9, tzinfo=UTC)

    def sync_pace(self) -> SyncPace:
        return SyncPace(SyncLoop(lambda: 0.5), lambda: self.time)

    def sync_status(self) -> SyncReport:
        return NOTHING_WAITS

    def sync_now(self) -> SyncReport:
        self.rounds += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Unavailable):
            raise answer
        return answer


class Desk:
    """The clock of a window, its lanes and its office."""

    def __init__(self, *answers: SyncReport | Unavailable) -> None:
        self.office = Office(answers=list(answers) or [NOTHING_WAITS])
        self.lanes = HandLanes()
        self.clock = SyncClock(actions_of(self.office), store=self.lanes.store, network=self.lanes.network)
        self.finished: list[SyncReport] = []
        self.pulled: list[Changes] = []
        self.clock.finished.connect(self.finished.append)
        self.clock.pulled.connect(self.pulled.append)
        self.timer = self.clock.findChild(QTimer)

    def wait(self) -> timedelta | None:
        """Until the timer wakes; None when it is not wound."""
        return timedelta(milliseconds=self.timer.interval()) if self.timer.isActive() else None

    def wake(self) -> None:
        """As when the time has come."""
        wait = self.wait()
        assert wait is not None, "the timer was not wound"
        self.office.time += wait
        self.timer.timeout.emit()

    def work(self) -> None:
        self.wake()
        self.lanes.run()


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> Iterator[None]:
    yield
    come_to_rest()
    # A clock with an unanswered ask is garbage in a circle, and its timer must not be found by another thread.
    gc.collect()


def test_the_first_round_comes_soon_after_sitting_down_and_then_one_a_minute() -> None:
    desk = Desk()
    desk.clock.start()
    assert desk.wait() == AT_FIRST
    desk.work()
    assert (desk.office.rounds, desk.wait()) == (1, QUIET)


def test_a_write_is_sent_soon_and_many_do_not_put_it_off() -> None:
    desk = Desk()
    desk.clock.start()
    desk.work()
    desk.clock.note_write()
    assert desk.wait() == AFTER_WRITE
    desk.office.time += timedelta(seconds=2)
    desk.clock.note_write()
    assert desk.wait() == AFTER_WRITE - timedelta(seconds=2)


def test_a_failed_line_is_tried_again_and_again_without_any_new_write() -> None:
    desk = Desk(CUT)
    desk.clock.start()
    desk.work()
    assert desk.wait() == FIRST_RETRY
    desk.work()
    assert desk.wait() == FIRST_RETRY * 2
    desk.clock.note_write()
    assert desk.wait() == FIRST_RETRY * 2


def test_sync_now_works_while_a_failed_line_is_waited_for() -> None:
    desk = Desk(CUT, CUT, CUT, NOTHING_WAITS)
    desk.clock.start()
    for _ in range(3):
        desk.work()
    desk.clock.sync()
    desk.lanes.run()
    assert (desk.office.rounds, desk.finished[-1], desk.wait()) == (4, NOTHING_WAITS, QUIET)


def test_pressing_sync_twice_asks_head_office_once() -> None:
    desk = Desk()
    desk.clock.start()
    desk.clock.sync()
    desk.clock.sync()
    assert len(desk.lanes.network.waiting) == 1
    assert desk.wait() is None
    desk.lanes.run()
    assert (desk.office.rounds, desk.wait()) == (1, QUIET)


def test_a_write_during_a_round_is_sent_soon_after_it() -> None:
    desk = Desk()
    desk.clock.start()
    desk.wake()
    desk.clock.note_write()
    desk.lanes.run()
    assert desk.wait() == AFTER_WRITE


def test_a_locked_store_is_no_failure_to_back_off_from() -> None:
    locked = Unavailable("desk.locked", ar="أُقفل البرنامج.", en="The desk is locked.")
    desk = Desk(locked)
    desk.clock.start()
    for _ in range(4):
        desk.work()
        assert desk.wait() == QUIET
    desk.clock.note_write()
    assert desk.wait() == AFTER_WRITE


def test_a_long_round_goes_on_at_once() -> None:
    desk = Desk(replace(NOTHING_WAITS, goes_on=True), NOTHING_WAITS)
    desk.clock.start()
    desk.work()
    assert desk.wait() == timedelta()
    desk.work()
    assert (desk.office.rounds, desk.wait()) == (2, QUIET)


def test_what_came_is_handed_on_once() -> None:
    changes = Changes(frozenset({"visits"}), ("v-1",))
    desk = Desk(replace(NOTHING_WAITS, changes=changes), NOTHING_WAITS)
    desk.clock.start()
    desk.work()
    desk.work()
    assert desk.pulled == [changes]


def test_a_stopped_clock_starts_no_round_and_is_not_wound_again_by_one_that_ends() -> None:
    desk = Desk()
    desk.clock.start()
    desk.wake()
    desk.clock.stop()
    desk.lanes.run()
    desk.clock.sync()
    desk.lanes.run()
    assert (desk.office.rounds, desk.wait()) == (1, None)


# --- a long transfer -------------------------------------------------------------------------------------------------


def test_a_transfer_is_counted_and_what_came_is_shown_on_the_way_once() -> None:
    came = Changes(frozenset({"visits"}), ("v-1",))
    desk = Desk(replace(NOTHING_WAITS, changes=came))
    lines: list[TransferLine | None] = []
    desk.clock.transfer_changed.connect(lines.append)
    desk.clock.start()
    assert desk.office.transfer_listener is not None
    desk.wake()
    desk.office.transfer_listener(TransferProgress(500, 1_500, came))
    assert lines[-1] is not None
    assert (lines[-1].done, lines[-1].total) == (500, 1_500)
    assert desk.pulled == [came]
    desk.lanes.run()
    assert desk.pulled == [came]
    assert lines[-1] is None


def test_a_pause_starts_no_round_until_the_clerk_continues() -> None:
    desk = Desk(replace(NOTHING_WAITS, is_paused=True, reached_at=None))
    lines: list[TransferLine | None] = []
    desk.clock.transfer_changed.connect(lines.append)
    desk.clock.start()
    desk.wake()
    desk.clock.toggle_pause()
    desk.lanes.run()
    assert (desk.office.rounds, desk.wait(), desk.office.transfer_paused) == (1, None, True)
    assert lines[-1] is not None
    assert lines[-1].is_paused
    desk.clock.note_write()
    assert desk.wait() is None
    desk.office.answers = [NOTHING_WAITS]
    desk.clock.toggle_pause()
    desk.lanes.run()
    assert (desk.office.rounds, desk.office.transfer_paused, desk.wait()) == (2, False, QUIET)
    assert lines[-1] is None


def test_whoever_asks_for_a_round_lets_a_paused_transfer_go_on() -> None:
    desk = Desk()
    desk.clock.start()
    desk.clock.toggle_pause()
    assert desk.wait() is None
    desk.clock.sync()
    desk.lanes.run()
    assert (desk.office.rounds, desk.office.transfer_paused) == (1, False)


def test_a_pause_outlives_the_lock() -> None:
    desk = Desk()
    desk.clock.start()
    desk.clock.toggle_pause()
    desk.clock.stop()
    again = SyncClock(actions_of(desk.office), store=desk.lanes.store, network=desk.lanes.network)
    lines: list[TransferLine | None] = []
    again.transfer_changed.connect(lines.append)
    again.start()
    assert not again.findChild(QTimer).isActive()
    assert lines[-1] is not None
    assert lines[-1].is_paused


def test_a_person_may_let_head_office_void_what_it_likes_once() -> None:
    stopped = replace(CUT, problem="sync.voids", needs_person=True)
    desk = Desk(stopped, NOTHING_WAITS)
    desk.clock.start()
    desk.work()
    desk.clock.sync_with_voids()
    desk.lanes.run()
    assert desk.finished[-1].problem is None


def test_who_asks_for_a_round_before_any_head_office_was_joined_is_shown_where_to_join() -> None:
    alone = Unavailable("sync.not_enrolled", ar="لم يُربط هذا الجهاز.", en="Not enrolled.")
    desk, refused = Desk(alone), list[bool]()
    desk.clock.joining_needed.connect(lambda: refused.append(True))
    desk.clock.start()
    desk.work()
    assert refused == []
    desk.clock.sync()
    desk.lanes.run()
    assert refused == [True]
    desk.work()
    assert refused == [True]


def test_what_has_been_sent_meanwhile_is_said_while_the_rest_is_on_its_way() -> None:
    desk, told = Desk(), list[SyncLine]()
    desk.clock.status_changed.connect(told.append)
    desk.clock.start()
    desk.lanes.run()
    told.clear()
    desk.office.transfer_listener(TransferProgress(500, 50_000, Changes()))
    desk.lanes.run()
    assert [line.tone for line in told] == ["ok"]


def test_how_far_a_transfer_is_agrees_with_its_number() -> None:
    for total, said in ((43, "نُقل 5 من 43 سجلًا"), (8, "نُقل 5 من 8 سجلات"), (50_000, "نُقل 5 من 50000 سجل")):
        line = transfer_line(TransferProgress(5, total, Changes()), is_paused=False)
        assert line is not None
        assert line.text == said


def test_a_line_that_is_down_takes_nothing_back_of_what_has_reached_head_office() -> None:
    carried = sync_line(replace(NOTHING_WAITS, problem="sync.unreachable"))
    assert (carried.text, carried.tone) == ("وصل إلى المركز الرئيس", "ok")
    assert carried.detail.startswith("لا اتصال منذ")
    assert sync_line(CUT).tone == "warn"
    assert sync_line(replace(NOTHING_WAITS, problem="sync.lost")).detail == "تعذّرت المزامنة"
