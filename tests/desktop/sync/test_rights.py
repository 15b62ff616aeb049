"""Laptops from which rights were taken: what they wrote arrives, what they may not see does not, and they are told."""

import pytest

from domain.errors import RuleBroken
from domain.sync.partitions import partition_of
from domain.sync.tables import COMPLAINTS, GENERAL
from headoffice import devices
from headoffice.hub import open_hub
from tests.support.branch_laptop import BranchLaptop
from tests.support.clock import HandClock
from tests.support.running_hub import RunningHub
from tests.support.small_store import OFFICE

Pair = tuple[BranchLaptop, BranchLaptop]
DAY_MINUTES = 24 * 60


def id_of(laptop: BranchLaptop) -> str:
    enrolment = laptop.side.find_enrolment()
    assert enrolment is not None
    return enrolment.device.hex()[:12]


def code_of(laptop: BranchLaptop) -> str | None:
    outcome = laptop.sync()
    assert outcome.problem is None or (outcome.problem.needs_person and outcome.problem.ar)
    return outcome.problem.code if outcome.problem else None


def test_a_revoked_laptop_sends_for_ninety_days_and_receives_nothing(
    laptops: Pair, hub: RunningHub, hub_clock: HandClock
) -> None:
    one, two = laptops
    one.count()
    one.sync()
    with open_hub(hub.folder, clock=hub_clock) as opened:
        devices.revoke(opened, id_of(two))
    mine = two.count("women")
    assert code_of(two) == "sync.revoked_reading"
    assert mine in hub.dump()
    assert two.side.waiting().count == 0
    assert two.store.visits.tally("2026-11-21").total == 1
    assert one.sync().received == 1
    hub_clock.pass_minutes(89 * DAY_MINUTES)
    two.count()
    assert code_of(two) == "sync.revoked_reading"
    assert two.side.waiting().count == 0
    hub_clock.pass_minutes(2 * DAY_MINUTES)
    late = two.count()
    assert code_of(two) == "sync.revoked"
    assert late not in hub.dump()
    assert two.side.waiting().count == 1
    with open_hub(hub.folder, clock=hub_clock) as opened:
        devices.grant(opened, id_of(two))
    assert code_of(two) is None
    assert two.dump() == hub.dump()


def test_a_lost_laptop_gets_nothing_and_is_believed_nothing(laptops: Pair, hub: RunningHub) -> None:
    one, two = laptops
    one.count()
    one.sync()
    with open_hub(hub.folder, clock=hub.clock) as opened:
        devices.report_lost(opened, id_of(two))
        with pytest.raises(RuleBroken, match="reported lost"):
            devices.revoke(opened, id_of(two))
        with pytest.raises(RuleBroken, match="reported lost"):
            devices.move(opened, id_of(two), "JED1")
    theirs = two.count()
    assert code_of(two) == "sync.lost"
    assert theirs not in hub.dump()
    assert two.store.visits.tally("2026-11-21").total == 1
    with pytest.raises(RuleBroken) as refusal:
        two.enrol(hub.url, hub.code(OFFICE))
    assert refusal.value.code == "sync.lost"
    with open_hub(hub.folder, clock=hub.clock) as opened:
        devices.grant(opened, id_of(two))
    assert code_of(two) is None
    assert theirs in hub.dump()


def test_a_moved_laptop_brings_what_it_holds_of_its_old_office(
    laptops: Pair, hub: RunningHub, hub_clock: HandClock
) -> None:
    one, two = laptops
    two.count()
    with open_hub(hub.folder, clock=hub_clock) as opened:
        moved = devices.move(opened, id_of(two), "JED1")
        assert moved.device.office == "JED1"
        owned = {partition_of(office, named) for office in ("JED1", "RYD1") for named in (GENERAL, COMPLAINTS)}
        assert {grant.partition for grant in moved.grants} == owned
    one.count()
    one.sync()
    assert code_of(two) == "sync.moved"
    assert two.side.waiting().count == 0
    assert two.store.visits.tally("2026-11-21").total == 1
    assert one.sync().received == 1
    hub_clock.pass_minutes(91 * DAY_MINUTES)
    two.count()
    assert code_of(two) == "sync.grant"
    assert two.side.waiting().count == 1


def test_a_fresh_code_gives_a_revoked_laptop_its_rights_back_and_an_old_one_does_not(
    laptops: Pair, hub: RunningHub
) -> None:
    one, two = laptops
    code = hub.code(OFFICE)
    two.enrol(hub.url, code)
    with open_hub(hub.folder, clock=hub.clock) as opened:
        devices.revoke(opened, id_of(two))
    two.enrol(hub.url, code)
    assert code_of(two) == "sync.revoked_reading"
    two.enrol(hub.url, hub.code(OFFICE))
    assert code_of(two) is None
    assert one.sync().problem is None


def test_a_laptop_whose_rights_are_taken_in_the_middle_of_a_long_round_loses_nothing(
    laptops: Pair, hub: RunningHub
) -> None:
    one, two = laptops
    for _ in range(30):
        one.count()
    one.sync()
    two.sync()
    with open_hub(hub.folder, clock=hub.clock) as opened:
        devices.revoke(opened, id_of(one))
    for _ in range(40):
        one.count("women")
    one.budget.bytes = 1 << 14
    assert code_of(one) == "sync.revoked_reading"
    assert one.side.waiting().count == 0
    two.sync()
    assert two.dump() == hub.dump() == one.dump()
