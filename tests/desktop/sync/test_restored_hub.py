"""Head office restored from a backup, or wiped: the laptops give it back what it lost, each what it has."""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from domain.sync.notices import HUB_RESTORED
from domain.sync.schema import general_partition
from headoffice.hub import open_hub
from headoffice.store.standings import ACTIVE, RETURNED, Standing
from tests.desktop.sync.test_rounds import act
from tests.simulator.mutants_copies import effect_before_cause
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.clock import HandClock
from tests.support.hub_backup import backup_of, restore, wipe
from tests.support.running_hub import RunningHub
from tests.support.small_store import OFFICE, Maker

A_DAY = 24 * 60
Three = tuple[BranchLaptop, BranchLaptop, BranchLaptop]


@pytest.fixture
def three(make: Maker, hub: RunningHub) -> Iterator[Three]:
    with ExitStack() as stack:
        laptops = [stack.enter_context(branch_laptop(make, name)) for name in ("one", "two", "three")]
        for laptop in laptops:
            laptop.enrol(hub.url, hub.code(OFFICE))
        yield laptops[0], laptops[1], laptops[2]


def settle(*laptops: BranchLaptop) -> None:
    for laptop in laptops * 3:
        assert laptop.sync().problem is None


def assert_one_state(hub: RunningHub, *laptops: BranchLaptop) -> None:
    for laptop in laptops:
        assert laptop.sync().reached_at is not None
        assert laptop.dump() == hub.dump()
        assert laptop.store.check_rows() == ()
        assert list(laptop.store.check_chain()) == []
        assert laptop.store.exchange.asked() == []
    digests = {repr(laptop.store.exchange.cursors()[0].digest) for laptop in laptops}
    assert len(digests) == 1


def confirm_all(hub: RunningHub) -> int:
    """As the administrator does; how many had come back by certificate."""
    with open_hub(hub.folder, clock=hub.clock) as opened, opened.db.writing():
        standings = opened.registry.standings
        returned = [device for device in standings.devices() if device.standing.name == RETURNED]
        for device in returned:
            standings.save(device.id, Standing(ACTIVE, 0))
    return len(returned)


def test_a_restored_head_office_gets_back_what_it_lost(three: Three, hub: RunningHub) -> None:
    one, two, _ = three
    person = one.add_person("سعاد ناصر", mobile="+966501234567")
    settle(*three)
    backup = backup_of(hub)
    one.edit_person(person, town="أبها")
    two.count()
    settle(*three)
    lost = hub.dump()
    restore(hub, backup)
    settle(*three)
    assert hub.dump() == lost
    assert_one_state(hub, *three)
    assert [notice.code for notice in one.store.notices.since(0)] == [HUB_RESTORED]


def returned(three: Three, hub: RunningHub) -> tuple[str, int]:
    """What one laptop has of another's work, and what it built on that, after head office has lost both; and how many
    entries it sent."""
    one, two, _ = three
    person = one.add_person("سعاد ناصر", mobile="+966501234567")
    settle(*three)
    backup = backup_of(hub)
    for number in range(40):
        one.edit_person(person, town=f"بلدة {number}")
    one.sync()
    two.sync()
    two.edit_person(person, town="أبها")
    lost = two.dump()
    restore(hub, backup)
    # The first laptop was stolen in the meantime: only the second has what it wrote.
    outcome = two.sync()
    assert outcome.problem is None
    return lost, outcome.sent


def told_again(hub: RunningHub, laptop: BranchLaptop) -> int:
    """How many entries took a second place in head office's stream: they had come before what they are built on."""
    (count,) = laptop.store.database.execute("SELECT count(*) FROM entry").fetchone()
    with hub.open_beside() as beside, beside.db.reading():
        return beside.streams.head(general_partition(OFFICE)).head - int(count)


def test_one_laptop_returns_the_work_of_another_that_is_gone_and_its_own_after_it(
    three: Three, hub: RunningHub
) -> None:
    lost, sent = returned(three, hub)
    assert sent == 41
    assert hub.dump() == lost
    assert told_again(hub, three[1]) == 0
    assert_one_state(hub, *three[1:])


def test_own_work_that_goes_before_what_it_is_built_on_would_be_noticed(three: Three, hub: RunningHub) -> None:
    with effect_before_cause():
        returned(three, hub)
    assert told_again(hub, three[1]) == 1


def test_a_head_office_that_has_grown_past_a_cursor_since_is_found_out_all_the_same(
    three: Three, hub: RunningHub
) -> None:
    one, two, three_ = three
    one.count()
    settle(*three)
    backup = backup_of(hub)
    for _ in range(5):
        two.count("women")
    two.sync()
    one.sync()
    restore(hub, backup)
    # A laptop that knew nothing of the lost entries writes more than there were, before anybody notices.
    for _ in range(9):
        three_.count()
    three_.sync()
    outcome = one.sync()
    assert outcome.problem is None
    assert [notice.code for notice in one.store.notices.since(0)] == [HUB_RESTORED]
    settle(*three)
    assert_one_state(hub, *three)
    assert one.store.visits.tally("2026-11-21").total == 15


def test_a_new_epoch_begins_when_head_office_is_found_to_go_another_way(three: Three, hub: RunningHub) -> None:
    one, _, _ = three
    one.count()
    one.sync()
    backup = backup_of(hub)
    one.count()
    one.sync()
    before = one.store.exchange.cursors()[0].epoch
    restore(hub, backup)
    one.sync()
    after = one.store.exchange.cursors()[0].epoch
    assert after > before
    one.sync()
    assert one.store.exchange.cursors()[0].epoch == after


def test_a_wiped_head_office_that_has_its_key_gets_everything_back(three: Three, hub: RunningHub) -> None:
    one, two, three_ = three
    person = one.add_person("سعاد ناصر", mobile="+966501234567")
    settle(*three)
    two.edit_person(person, town="أبها")
    three_.count()
    settle(*three)
    lost = hub.dump()
    one.count()
    wipe(hub)
    for laptop in (two, one, three_):
        outcome = laptop.sync()
        assert outcome.problem is not None
        assert (outcome.problem.code, outcome.problem.needs_person) == ("sync.returned", True)
        assert outcome.waiting.count == 0
    assert confirm_all(hub) == 3
    settle(*three)
    assert set(lost.splitlines()) < set(hub.dump().splitlines())
    assert_one_state(hub, *three)


def test_a_laptop_that_joined_after_the_backup_is_known_again_by_its_certificate(
    three: Three, hub: RunningHub, make: Maker
) -> None:
    one = three[0]
    one.count()
    settle(*three)
    backup = backup_of(hub)
    with branch_laptop(make, "four") as four:
        four.enrol(hub.url, hub.code(OFFICE))
        four.count("women")
        four.sync()
        one.sync()
        restore(hub, backup)
        # Another laptop returns its work, certificate and all, before it comes itself.
        assert one.sync().problem is None
        assert one.dump() == hub.dump()
        outcome = four.sync()
        assert outcome.problem is not None
        assert outcome.problem.code == "sync.returned"
        assert confirm_all(hub) == 1
        settle(four, *three)
        assert_one_state(hub, four, *three)


def test_work_under_an_older_name_of_a_laptop_comes_back_to_a_head_office_that_never_heard_of_that_name(
    make: Maker, hub: RunningHub, tmp_path: Path
) -> None:
    with branch_laptop(make, "one") as one:
        one.enrol(hub.url, hub.code(OFFICE))
        backup = backup_of(hub)
        old = one.count()
        one.sync()
    (tmp_path / "one").rename(tmp_path / "two")
    with branch_laptop(make, "two", seed=1) as two:
        two.url = hub.url
        new = two.count("women")
        two.sync()
        for _ in range(2):
            restore(hub, backup)
            assert two.sync().problem is None
            assert two.dump() == hub.dump()
            assert old in hub.dump()
            assert new in hub.dump()


def test_a_restored_laptop_meets_a_restored_head_office(make: Maker, hub: RunningHub, tmp_path: Path) -> None:
    with branch_laptop(make, "one") as one:
        one.enrol(hub.url, hub.code(OFFICE))
        one.count()
        one.sync()
    laptop_backup = (tmp_path / "one" / "istiqbal.db").read_bytes()
    backup = backup_of(hub)
    with branch_laptop(make, "two") as two:
        two.enrol(hub.url, hub.code(OFFICE))
        with branch_laptop(make, "one") as one:
            one.url = hub.url
            one.count()
            one.sync()
            two.sync()
        (tmp_path / "one" / "istiqbal.db").write_bytes(laptop_backup)
        restore(hub, backup)
        with branch_laptop(make, "one", seed=1) as one:
            one.url = hub.url
            one.count("women")
            one.sync()
            two.sync()
            confirm_all(hub)
            settle(one, two)
            assert_one_state(hub, one, two)
            assert one.store.visits.tally("2026-11-21").total == 3


@pytest.mark.parametrize("seed", range(4))
def test_whatever_clerks_do_restores_of_head_office_lose_nothing_that_a_laptop_has(
    three: Three, hub: RunningHub, seed: int
) -> None:
    chance = random.Random(seed)
    persons, visits = [three[0].add_person("سعاد ناصر")], [three[0].count()]
    settle(*three)
    backups = [backup_of(hub)]
    for number in range(90):
        act(chance.choice(three), chance, persons, visits)
        if number % 30 == 10:
            backups.append(backup_of(hub))
        if number % 30 == 25:
            for laptop in chance.sample(three, 2):
                assert laptop.sync().problem is None
            restore(hub, chance.choice(backups))
            assert isinstance(hub.clock, HandClock)
            hub.clock.pass_minutes(A_DAY)  # it is not restored twice in an hour
    settle(*three)
    assert_one_state(hub, *three)
    shown = hub.dump()
    assert all(person in shown for person in persons)
    assert all(visit in shown for visit in visits)


def test_a_laptop_that_a_wiped_head_office_has_yet_to_confirm_keeps_what_others_wrote(
    three: Three, hub: RunningHub
) -> None:
    one, two, _ = three
    person = one.add_person("سعاد ناصر", mobile="+966501234567")
    settle(*three)
    lost = hub.dump()
    wipe(hub)
    # The first laptop was stolen in the meantime: only the second has what it wrote.
    outcome = two.sync()
    assert outcome.problem is not None
    assert outcome.problem.code == "sync.returned"
    assert two.store.persons.get(person)[0].name
    assert two.dump() == lost
    assert confirm_all(hub) > 0
    settle(two)
    assert hub.dump() == lost
