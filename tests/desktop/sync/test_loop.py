"""When the next round starts: a machine that is told the time, so that no test waits."""

from datetime import UTC, datetime, timedelta

from desktop.sync.loop import AFTER_WRITE, AT_FIRST, LONGEST_RETRY, QUIET, LoopState, SyncLoop, SyncPace
from desktop.sync.outcome import RoundOutcome
from domain.sync.changes import NO_CHANGES
from domain.sync.exchange import Problem, Waiting

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
CUT = Problem("sync.unreachable", "", "", needs_person=False)
REVOKED = Problem("sync.grant", "", "", needs_person=True)
LOOP = SyncLoop(random=lambda: 0.5)


def outcome(problem: Problem | None = None, *, waiting: int = 0, is_complete: bool = True) -> RoundOutcome:
    reached = NOW if problem is None and is_complete else None
    return RoundOutcome(0, 0, Waiting(waiting, NOW if waiting else None), reached, NO_CHANGES, problem)


def running() -> LoopState:
    state, starts = LOOP.on_timer(LOOP.start(NOW), NOW)
    assert starts
    return state


def wait_of(state: LoopState) -> timedelta:
    delay = LOOP.delay(state, NOW)
    assert delay is not None
    return delay


def test_the_first_round_starts_at_once_and_one_at_a_time() -> None:
    state = running()
    assert LOOP.delay(state, NOW) is None
    assert LOOP.on_timer(state, NOW + timedelta(days=1)) == (state, False)


def test_a_write_is_sent_soon_and_a_quiet_laptop_asks_once_a_minute() -> None:
    quiet = LOOP.on_outcome(running(), outcome(), NOW)
    assert wait_of(quiet) == QUIET
    assert wait_of(LOOP.on_local(quiet, NOW)) == AFTER_WRITE


def test_many_writes_do_not_push_the_round_away() -> None:
    state = LOOP.on_outcome(running(), outcome(), NOW)
    first = LOOP.on_local(state, NOW)
    later = LOOP.on_local(first, NOW + timedelta(seconds=2))
    assert later.due == first.due


def test_a_write_during_a_round_is_not_forgotten() -> None:
    state = LOOP.on_local(running(), NOW)
    assert wait_of(LOOP.on_outcome(state, outcome(), NOW)) == AFTER_WRITE


def test_a_failed_round_is_tried_again_without_any_new_write() -> None:
    state, now = LOOP.start(NOW), NOW
    waits = []
    for _ in range(12):
        assert state.due is not None
        now = state.due
        state, starts = LOOP.on_timer(state, now)
        assert starts
        state = LOOP.on_outcome(state, outcome(CUT, waiting=1), now)
        waits.append(LOOP.delay(state, now))
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_RETRY
    assert all(wait is not None and wait > timedelta() for wait in waits)


def test_writing_does_not_hammer_a_line_that_fails() -> None:
    state = LOOP.on_outcome(running(), outcome(CUT, waiting=1), NOW)
    assert LOOP.on_local(state, NOW) == state


def test_success_forgets_the_failures() -> None:
    state = LoopState(None, failures=9)
    assert LOOP.on_outcome(state, outcome(), NOW).failures == 0


def test_what_only_a_person_can_mend_is_still_tried_now_and_then() -> None:
    wait = wait_of(LOOP.on_outcome(running(), outcome(REVOKED), NOW))
    assert timedelta(minutes=5) < wait < timedelta(hours=1)


def test_a_round_that_could_not_begin_is_tried_again_and_is_no_failure() -> None:
    state = LOOP.on_outcome(running(), None, NOW)
    assert (wait_of(state), state.failures) == (QUIET, 0)
    assert wait_of(LOOP.on_local(state, NOW)) == AFTER_WRITE
    assert LOOP.on_outcome(LoopState(None, failures=3), None, NOW).failures == 3


def test_who_asks_for_a_round_gets_it_at_once_also_while_a_failing_line_is_waited_for() -> None:
    failed = LOOP.on_outcome(LoopState(None, failures=6), outcome(CUT, waiting=1), NOW)
    asked = LOOP.on_request(failed, NOW)
    assert (wait_of(failed) > timedelta(minutes=1), wait_of(asked)) == (True, timedelta())
    started, starts = LOOP.on_timer(asked, NOW)
    assert starts
    assert wait_of(LOOP.on_outcome(started, outcome(CUT), NOW)) > wait_of(failed)


def test_asking_during_a_round_starts_no_second_one() -> None:
    state = running()
    assert LOOP.on_request(state, NOW) == state


def test_a_long_round_goes_on_at_once() -> None:
    assert wait_of(LOOP.on_outcome(running(), outcome(is_complete=False), NOW)) == timedelta()


def test_laptops_that_lost_one_line_come_back_spread_out() -> None:
    early, late = SyncLoop(random=lambda: 0.0), SyncLoop(random=lambda: 1.0)
    failed = outcome(CUT)
    assert early.on_outcome(running(), failed, NOW) != late.on_outcome(running(), failed, NOW)


def test_laptops_that_were_told_when_to_come_again_come_no_sooner_and_not_all_at_once() -> None:
    busy = outcome(Problem("hub.busy", "", "", needs_person=False, retry_seconds=1_200))
    waits = [wait_of(SyncLoop(lambda by=by: by).on_outcome(running(), busy, NOW)) for by in (0.0, 0.5, 1.0)]  # type: ignore[misc]
    assert waits == [timedelta(minutes=20), timedelta(minutes=25), timedelta(minutes=30)]


def test_the_pace_gives_one_turn_at_a_time_from_soon_after_sitting_down() -> None:
    now = [NOW]
    pace = SyncPace(LOOP, lambda: now[0])
    assert (pace.take_turn(), pace.delay()) == (False, AT_FIRST)
    now[0] += AT_FIRST
    assert (pace.take_turn(), pace.take_turn(), pace.delay()) == (True, False, None)
    pace.note_write()
    pace.note_end(outcome())
    assert pace.delay() == AFTER_WRITE
    pace.note_request()
    assert pace.take_turn()
