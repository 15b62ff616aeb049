"""Each thing that can be wrong between a laptop and head office has a name, a sentence, and loses nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from desktop.sync.budget import LEAST_BYTES
from desktop.sync.client import run_round
from desktop.sync.loop import LoopState, SyncLoop
from desktop.sync.transport import Answer, Transport, open_transport
from domain.sync.wire import SIGNATURE_HEADER
from headoffice import refusals
from headoffice.hub import open_hub
from headoffice.refusals import Refused
from headoffice.service import Asked, Service
from tests.support.branch_laptop import BranchLaptop
from tests.support.hub_backup import backup_of, restore
from tests.support.running_hub import RunningHub

Pair = tuple[BranchLaptop, BranchLaptop]


@dataclass
class Refusing:
    """A line on which head office itself refuses what `when` says."""

    line: Transport
    hub: RunningHub
    refused: Refused
    when: Callable[[bytes], bool] = lambda body: True
    sizes: list[int] = field(default_factory=list)

    def get(self, path: str, headers: Mapping[str, str]) -> Answer:
        return self.line.get(path, headers)

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        self.sizes.append(len(body))
        if not self.when(body):
            return self.line.post(path, body, headers)
        with open_hub(self.hub.folder, clock=self.hub.clock) as opened:
            reply = Service(opened).refuse(Asked(body, "", headers[SIGNATURE_HEADER], ""), self.refused)
        known = {SIGNATURE_HEADER.lower(): reply.signature.hex()}
        if reply.retry_seconds is not None:
            known["retry-after"] = str(reply.retry_seconds)
        return Answer(reply.status, reply.body, known)


def test_a_request_that_is_too_large_is_halved_until_it_passes(laptops: Pair, hub: RunningHub) -> None:
    one, _ = laptops
    for number in range(300):
        one.add_person(f"سعاد ناصر {number}", mobile=f"+9665{number:08}")
    with open_transport(hub.url) as line:
        small = Refusing(line, hub, refusals.too_large(), lambda body: len(body) > 9_000)
        outcome = run_round(one.side, small, one.now, one.budget)
    assert (outcome.problem, outcome.sent, outcome.waiting.count) == (None, 300, 0)
    assert max(small.sizes) > 9_000
    assert one.dump() == hub.dump()


def test_a_head_office_that_takes_nothing_at_all_is_said_and_not_asked_for_ever(laptops: Pair, hub: RunningHub) -> None:
    one, _ = laptops
    one.count()
    with open_transport(hub.url) as line:
        closed = Refusing(line, hub, refusals.too_large())
        outcome = run_round(one.side, closed, one.now, one.budget)
    assert outcome.problem is not None
    assert (outcome.problem.code, outcome.waiting.count) == ("sync.too_large", 1)
    assert len(closed.sizes) < 12
    assert one.budget.bytes == LEAST_BYTES


@pytest.mark.parametrize("refused", [refusals.busy(), refusals.too_many_guesses(300)])
def test_a_busy_head_office_is_left_alone_for_as_long_as_it_asks(
    laptops: Pair, hub: RunningHub, refused: Refused
) -> None:
    one, _ = laptops
    one.count()
    with open_transport(hub.url) as line:
        outcome = run_round(one.side, Refusing(line, hub, refused), one.now)
    assert outcome.problem is not None
    assert outcome.problem.code == refused.refusal.code
    assert outcome.retry_seconds == refused.retry_seconds
    waits = []
    for chance in (0.0, 0.5, 1.0):
        loop = SyncLoop(lambda chance=chance: chance)  # type: ignore[misc]
        state = loop.on_outcome(LoopState(None), outcome, one.now())
        waits.append(loop.delay(state, one.now()) or timedelta())
    assert min(waits) >= timedelta(seconds=outcome.retry_seconds - 1)
    assert len(set(waits)) == 3


def test_what_would_void_a_tenth_of_the_records_stops_and_asks(laptops: Pair, hub: RunningHub) -> None:
    one, two = laptops
    visits = [one.count() for _ in range(60)]
    one.sync()
    two.sync()
    for visit in visits[:20]:
        one.void_visit(visit, "عُدّ مرتين")
    one.sync()
    assert two.sync().problem is None
    for visit in visits[20:45]:
        one.void_visit(visit, "عُدّ مرتين")
    one.sync()
    two.count("women")
    before = two.store.visits.tally("2026-11-21").total
    for _ in range(2):
        outcome = two.sync()
        assert outcome.problem is not None
        assert (outcome.problem.code, outcome.problem.needs_person) == ("sync.voids", True)
        assert outcome.waiting.count == 0  # what is written here is sent all the same
        assert two.store.visits.tally("2026-11-21").total == before
    with open_transport(hub.url) as line:
        assert run_round(two.side, line, two.now, may_void=True).problem is None
    assert two.store.visits.tally("2026-11-21").total == before - 25
    one.sync()
    assert one.dump() == two.dump() == hub.dump()


def test_voids_of_what_this_laptop_has_never_had_alarm_nobody(laptops: Pair, hub: RunningHub) -> None:
    one, two = laptops
    for _ in range(60):
        one.void_visit(one.count(), "عُدّ مرتين")
    one.sync()
    assert two.sync().problem is None


def test_many_small_pieces_void_no_more_than_one_large_one(laptops: Pair, hub: RunningHub) -> None:
    one, two = laptops
    visits = [one.count() for _ in range(700)]
    one.sync()
    two.sync()
    for visit in visits[:650]:
        one.void_visit(visit, "عُدّ مرتين")
    one.sync()
    outcome = two.sync()
    assert outcome.problem is not None
    assert outcome.problem.code == "sync.voids"
    assert two.store.visits.tally("2026-11-21").total == 700


def test_a_head_office_that_lost_its_key_is_another_one_and_gets_nothing(laptops: Pair, hub: RunningHub) -> None:
    one, _ = laptops
    one.count()
    one.sync()
    one.count()
    backup = backup_of(hub)
    restore(hub, {})
    outcome = one.sync()
    assert outcome.problem is not None
    assert (outcome.problem.code, outcome.problem.needs_person) == ("sync.another_hub", True)
    assert (outcome.waiting.count, hub.dump()) == (1, "")
    restore(hub, backup)
    assert one.sync().problem is None
    assert one.dump() == hub.dump()
