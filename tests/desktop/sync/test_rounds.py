"""Laptops and a real head office, over a real line of this machine."""

import random

from tests.support.branch_laptop import BranchLaptop
from tests.support.clock import HandClock
from tests.support.running_hub import RunningHub

Pair = tuple[BranchLaptop, BranchLaptop]


def settle(*laptops: BranchLaptop) -> None:
    """Everybody twice: what the last one sent reaches the first."""
    for laptop in (*laptops, *laptops):
        assert laptop.sync().problem is None


def test_what_one_laptop_wrote_another_of_the_office_shows(laptops: Pair, hub: RunningHub) -> None:
    one, two = laptops
    person = one.add_person("سعاد ناصر", mobile="+966501234567")
    one.count()
    outcome = one.sync()
    assert (outcome.sent, outcome.received, outcome.problem) == (2, 0, None)
    assert outcome.waiting.count == 0
    assert outcome.reached_at is not None

    outcome = two.sync()
    assert (outcome.sent, outcome.received) == (0, 2)
    assert outcome.changes.kinds == {"persons", "visits"}
    assert two.store.persons.get(person)[0].name == "سعاد ناصر"
    assert one.dump() == two.dump() == hub.dump() != ""


def test_one_round_trip_carries_out_and_in(laptops: Pair) -> None:
    one, two = laptops
    one.count()
    one.sync()
    two.count()
    outcome = two.sync()
    assert (outcome.sent, outcome.received, outcome.waiting.count) == (1, 1, 0)
    assert two.sync().received == 0


def test_different_fields_of_one_person_merge_without_a_word(laptops: Pair) -> None:
    one, two = laptops
    person = one.add_person("سعاد ناصر", mobile="+966501234567")
    settle(one, two)
    one.edit_person(person, mobile="+966507654321")
    two.edit_person(person, town="أبها")
    settle(one, two)
    for laptop in laptops:
        found = laptop.store.persons.get(person)[0]
        assert (found.mobile, found.town) == ("+966507654321", "أبها")
        assert laptop.store.tasks() == ()
    assert one.dump() == two.dump()


def test_one_field_written_twice_becomes_one_task_with_both_values(laptops: Pair, hub: RunningHub) -> None:
    one, two = laptops
    person = one.add_person("سعاد ناصر", mobile="+966501234567")
    settle(one, two)
    one.edit_person(person, mobile="+966507654321")
    two.edit_person(person, mobile="+966509999999")
    settle(one, two)
    (mine,), (theirs,) = one.store.tasks(), two.store.tasks()
    assert mine == theirs
    assert {version.value for version in mine.versions} == {"+966507654321", "+966509999999"}
    assert one.dump() == two.dump() == hub.dump()


def test_a_clock_that_runs_years_ahead_is_held_and_poisons_nothing(laptops: Pair, hub_clock: HandClock) -> None:
    one, two = laptops
    person = one.add_person("سعاد ناصر", mobile="+966501234567")
    settle(one, two)
    one.clock.now_ms += 10 * 365 * 86_400_000
    one.edit_person(person, town="جدة")
    settle(one, two)
    hub_clock.pass_minutes(30)
    two.clock.pass_minutes(30)
    two.edit_person(person, town="أبها")
    settle(one, two)
    assert one.store.persons.get(person)[0].town == "أبها"
    assert one.dump() == two.dump()


def test_the_hub_may_be_gone_for_days_and_everything_arrives_when_it_is_back(laptops: Pair, hub: RunningHub) -> None:
    one, two = laptops
    hub.stop()
    for _ in range(5):
        one.count()
    outcome = one.sync()
    assert outcome.problem is not None
    assert outcome.problem.code == "sync.unreachable"
    assert not outcome.problem.needs_person
    assert outcome.waiting.count == 5
    hub.start()
    settle(one, two)
    assert one.dump() == two.dump() == hub.dump()


def test_a_long_log_goes_in_several_requests_and_segments(laptops: Pair, hub: RunningHub) -> None:
    one, two = laptops
    for _ in range(1_300):
        one.count()
    assert one.sync().sent == 1_300
    outcome = two.sync()
    assert (outcome.received, outcome.problem) == (1_300, None)
    assert one.dump() == two.dump() == hub.dump()


def test_two_laptops_and_head_office_converge_whatever_clerks_do(laptops: Pair, hub: RunningHub) -> None:
    chance = random.Random(20261121)
    one, two = laptops
    persons, visits = [one.add_person("سعاد ناصر")], [one.count()]
    settle(one, two)
    for _ in range(120):
        act(chance.choice(laptops), chance, persons, visits)
        if chance.random() < 0.1:
            hub.stop()
            assert chance.choice(laptops).sync().problem is not None
            hub.start()
    settle(one, two)
    assert one.dump() == two.dump() == hub.dump()
    assert one.store.check_rows() == two.store.check_rows() == ()
    assert list(one.store.check_chain()) == list(two.store.check_chain()) == []


def act(laptop: BranchLaptop, chance: random.Random, persons: list[str], visits: list[str]) -> None:
    known = [person for person in persons if laptop.store.persons.find_by_key(person)]
    match chance.randrange(6):
        case 0:
            persons.append(laptop.add_person(f"اسم {chance.randrange(99)}"))
        case 1 if known:
            laptop.edit_person(chance.choice(known), mobile=f"+9665{chance.randrange(10**8):08}")
        case 2 if known:
            laptop.edit_person(chance.choice(known), town=chance.choice(["أبها", "جدة", "حائل"]))
        case 3:
            visits.append(laptop.count(chance.choice(["men", "women"])))
        case 4:
            theirs = {row for row, _ in laptop.store.states()}
            mine = [visit for visit in visits if visit in theirs]
            if mine:
                laptop.void_visit(chance.choice(mine), "عُدّ مرتين")
        case _:
            assert laptop.sync().problem is None
