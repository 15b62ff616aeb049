"""A wrong clock is said with both times, and never stops work."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.judge_clock import find_clock_trouble, note_hub_time
from tests.support.clock import START_MS, HandClock
from tests.support.laptop import Laptop

MINUTE = 60_000
YEAR = 365 * 24 * 60 * MINUTE


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    with Laptop(tmp_path / "store", clock=clock).at_work() as made:
        yield made


def round_at(desk: Desk, clock: HandClock, hub_ms: int) -> None:
    note_hub_time(desk, hub_ms=hub_ms, here_ms=clock())


def count(desk: Desk) -> None:
    count_visit(desk, desk.profile.counter[0].id)


def test_a_clock_within_five_minutes_is_nobodys_trouble(desk: Desk, clock: HandClock) -> None:
    for off in (0, 4 * MINUTE, -4 * MINUTE):
        round_at(desk, clock, clock() + off)
        assert find_clock_trouble(desk) is None


@pytest.mark.parametrize(("off", "kind"), [(6 * MINUTE, "behind"), (-6 * MINUTE, "ahead"), (10 * YEAR, "behind")])
def test_a_clock_that_is_off_is_told_with_both_times_until_a_round_shows_it_right(
    desk: Desk, clock: HandClock, off: int, kind: str
) -> None:
    round_at(desk, clock, clock() + off)
    trouble = find_clock_trouble(desk)
    assert trouble is not None
    assert trouble.kind == kind
    assert trouble.here == "2026-11-21T09:00+03:00"
    count(desk)
    assert find_clock_trouble(desk) == trouble
    round_at(desk, clock, clock())
    assert find_clock_trouble(desk) is None


def test_a_clock_behind_what_was_written_last_is_told_before_any_round(desk: Desk, clock: HandClock) -> None:
    clock.now_ms = START_MS + 60 * MINUTE
    count(desk)
    clock.now_ms = START_MS + 56 * MINUTE
    assert find_clock_trouble(desk) is None
    clock.now_ms = START_MS
    trouble = find_clock_trouble(desk)
    assert trouble is not None
    assert (trouble.kind, trouble.here, trouble.there) == ("back", "2026-11-21T09:00+03:00", "2026-11-21T10:00+03:00")
    count(desk)
    assert find_clock_trouble(desk) is not None
    clock.now_ms = START_MS + 61 * MINUTE
    assert find_clock_trouble(desk) is None


def test_a_clock_that_went_back_behind_the_last_round_is_told(desk: Desk, clock: HandClock) -> None:
    clock.now_ms = START_MS + 60 * MINUTE
    round_at(desk, clock, clock())
    clock.now_ms = START_MS - YEAR
    trouble = find_clock_trouble(desk)
    assert trouble is not None
    assert trouble.kind == "back"


def test_what_was_written_while_the_clock_ran_ahead_is_not_held_against_a_clock_that_was_put_right(
    desk: Desk, clock: HandClock
) -> None:
    clock.now_ms = START_MS + 10 * YEAR
    count(desk)
    clock.now_ms = START_MS
    assert find_clock_trouble(desk) is not None
    round_at(desk, clock, clock())
    count(desk)
    assert find_clock_trouble(desk) is None
    clock.now_ms = START_MS - 10 * MINUTE
    assert find_clock_trouble(desk) is not None
