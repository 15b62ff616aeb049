"""A long transfer says how far it is, and stops between two requests when somebody pauses it."""

from dataclasses import dataclass, field

import pytest

from desktop.sync import sending
from desktop.sync.client import run_round
from desktop.sync.outcome import RoundOutcome
from desktop.sync.transfer import Progress, Step, Transfer
from desktop.sync.transport import open_transport
from headoffice import send
from tests.support.branch_laptop import BranchLaptop

Pair = tuple[BranchLaptop, BranchLaptop]


@dataclass
class Watching:
    """Pauses itself after so many answers."""

    pause_after: int = 1 << 30
    transfer: Transfer = field(default_factory=Transfer)
    seen: list[Progress] = field(default_factory=list)

    def may_go_on(self) -> bool:
        return not self.transfer.is_paused

    def note_step(self, step: Step) -> None:
        self.seen.append(self.transfer.add(step))
        if len(self.seen) == self.pause_after:
            self.transfer.pause()


def sync(laptop: BranchLaptop, watching: Watching) -> RoundOutcome:
    with open_transport(laptop.url) as transport:
        return run_round(laptop.side, transport, laptop.now, laptop.budget, watch=watching)


@pytest.fixture
def loaded(laptops: Pair, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """One laptop's 30 visits are at head office in three segments, and it hands them out ten at a time."""
    monkeypatch.setattr(send, "MAX_ITEMS", 10)
    one, _ = laptops
    for _ in range(3):
        for _ in range(10):
            one.count()
        assert one.sync().problem is None
    return laptops


def test_a_first_load_counts_up_to_its_end_and_brings_its_changes_on_the_way(loaded: Pair) -> None:
    watching = Watching()
    outcome = sync(loaded[1], watching)
    assert outcome.received == 30
    assert [(step.done, step.total) for step in watching.seen] == [(10, 30), (20, 30), (30, 30)]
    assert all(step.changes.kinds == {"visits"} for step in watching.seen)
    assert [len(step.changes.rows) for step in watching.seen] == [10, 10, 10]


def test_a_paused_transfer_keeps_what_has_come_and_goes_on_from_there(loaded: Pair) -> None:
    two = loaded[1]
    watching = Watching(pause_after=1)
    outcome = sync(two, watching)
    assert (outcome.is_paused, outcome.goes_on, outcome.problem, outcome.received) == (True, False, None, 10)
    assert two.store.exchange.last_reached() is None
    assert len(two.store.visits.of_day("2026-11-21")) == 10
    two.count()  # the desk works meanwhile
    watching.transfer.go_on()
    watching.pause_after = 1 << 30
    outcome = sync(two, watching)
    assert (outcome.is_paused, outcome.reached_at is not None) == (False, True)
    # What was counted on the way has its place in the stream too: it comes back with its stamp.
    assert [step.done for step in watching.seen] == sorted(step.done for step in watching.seen)
    assert watching.seen[-1].done == watching.seen[-1].total
    assert loaded[0].sync().problem is None
    assert loaded[0].dump() == two.dump()


def test_a_round_that_asks_once_is_not_stopped_by_a_pause(laptops: Pair) -> None:
    watching = Watching()
    watching.transfer.pause()
    laptops[0].count()
    assert sync(laptops[0], watching).reached_at is not None


def test_sending_counts_too(laptops: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "MOST_ENTRIES", 4)
    for _ in range(10):
        laptops[0].count()
    watching = Watching()
    sync(laptops[0], watching)
    assert watching.seen[0].total >= 10
    assert watching.seen[-1].done == watching.seen[-1].total


def test_the_next_transfer_begins_at_nothing() -> None:
    transfer = Transfer()
    transfer.add(Step(0, 5, 0, 5, 0, 0))
    assert transfer.add(Step(0, 5, 0, 0, 0, 0)) == Progress(10, 10)
    assert transfer.add(Step(1, 1, 0, 0, 0, 0)) == Progress(2, 2)


def test_every_answer_carries_head_offices_time(laptops: Pair) -> None:
    one, _ = laptops
    one.clock.pass_minutes(60)
    watching = Watching()
    sync(one, watching)
    step = watching.transfer.last
    assert step is not None
    assert 59 * 60_000 < step.here_ms - step.hub_ms < 61 * 60_000
