"""Laptops and a real head office that know each other by USB sticks alone, after enrolment."""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import Expected
from tests.support.branch_laptop import BranchLaptop
from tests.support.running_hub import RunningHub
from tests.support.stick_carrier import StickCarrier

Pair = tuple[BranchLaptop, BranchLaptop]


@pytest.fixture
def stick(hub: RunningHub, tmp_path: Path) -> StickCarrier:
    (tmp_path / "stick").mkdir()
    return StickCarrier(hub, tmp_path / "stick")


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(Expected) as raised:
        work()
    return raised.value.code


def test_what_is_counted_reaches_head_office_and_the_other_laptop_by_stick(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, two = laptops
    one.count()
    person = one.add_person("سعد العتيبي")
    place, copied = stick.copy_out(one)
    assert (copied.entries, copied.files) == (2, (place.name,))
    reply, brought = stick.bring(place)
    assert (brought.outcome, brought.carried, brought.received.entries) == ("taken", 2, 2)
    taken = stick.take_in(one, reply)
    assert (taken.confirmed, taken.waiting, taken.was_old) == (2, 0, False)
    taken = stick.round(two)
    assert (taken.received, taken.waiting) == (2, 0)
    two.edit_person(person, mobile="0512345678")
    stick.round(two)
    stick.round(one)
    assert one.dump() == two.dump() == hub.dump()
