"""One laptop's log when head office goes another way, and when entries come before what they are built on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from db.entries import Entries
from db.store import Store
from domain.errors import RuleBroken
from domain.sync.dump import dump_text
from domain.sync.entries import EntryId, Malformed
from domain.sync.line import FIRST_LINE
from domain.sync.schema import general_partition
from domain.sync.wire import ForkPlace, Stamped, Stream
from tests.db.test_log import act, add_person, assert_sound, count, edit, exchange, state_of
from tests.support.clock import START_MS
from tests.support.memory_hub import MemoryHub
from tests.support.small_store import OFFICE, Maker, SmallStore

PARTITION = general_partition(OFFICE)


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    return Maker(tmp_path)


@pytest.fixture
def one(make: Maker) -> Iterator[SmallStore]:
    with make.store("one") as store:
        yield store


@pytest.fixture
def hub() -> MemoryHub:
    return MemoryHub(PARTITION, START_MS + 3_600_000)


@dataclass
class Place:
    """Where a stream stands, as a cursor says it."""

    cursor: int
    line: bytes
    digest: tuple[int, int]


def place(store: Store) -> Place:
    (cursor,) = store.exchange.cursors(all_marks=[PARTITION])
    return Place(cursor.hub_seq, cursor.marks[0].line, (cursor.digest.count, cursor.digest.total))


def receive(store: Store, hub: MemoryHub, items: Sequence[Stamped], *, after: int | None = None) -> None:
    mine = [replace_entry(item) if item.replica == store.replica else item for item in items]
    store.exchange.receive(Stream(hub.partition, 1, len(items), mine, None, after))


def replace_entry(item: Stamped) -> Stamped:
    return Stamped(item.hub_seq, item.replica, item.seq, item.received_ms, item.eff, item.reason, None)


# --- head office goes another way ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_dropping_stamps_and_taking_the_same_ones_again_changes_nothing(make: Maker, hub: MemoryHub, seed: int) -> None:
    random = Random(seed)
    with make.store("one", seed=seed) as one, make.store("two", seed=seed) as two:
        places: list[Place] = []
        for _ in range(50):
            act(random, random.choice((one, two)), hub)
            exchange(hub, one)
            places.append(place(one.store))
        exchange(hub, two, one)
        before, end = state_of(one.store), place(one.store)
        marks = one.store.exchange.cursors(all_marks=[PARTITION])[0].marks
        for mark in (marks[len(marks) // 2], marks[-1]):
            known = next((one_ for one_ in places if one_.cursor == mark.hub_seq), Place(0, FIRST_LINE, (0, 0)))
            receive(one.store, hub, [], after=mark.hub_seq)
            assert place(one.store) == known
            assert_sound(one.store)
            receive(one.store, hub, [item for item, _ in hub.items[mark.hub_seq :]])
            assert place(one.store) == end
            assert state_of(one.store) == before
            assert_sound(one.store)


def test_a_place_that_was_never_passed_is_no_place_to_go_on_from(one: SmallStore, hub: MemoryHub) -> None:
    for _ in range(3):
        count(one)
    exchange(hub, one)
    for after in (1, 2, 7, -2):
        with pytest.raises(Malformed):
            receive(one.store, hub, [], after=after)
    assert place(one.store).cursor == 3


def test_what_others_wrote_is_still_shown_while_no_head_office_has_it(make: Maker, hub: MemoryHub) -> None:
    with make.store("one") as one, make.store("two") as two:
        person = add_person(one, "هند", "+966500000001")
        exchange(hub, one, two)
        edit(two, person, mobile="+966500000002")
        shown = dump_text(two.store.states())
        receive(two.store, hub, [], after=0)
        assert dump_text(two.store.states()) == shown
        assert [name.replica for name in two.store.exchange.asked()] == [one.store.replica]
        assert_sound(two.store)


def test_what_was_set_aside_stays_out_of_sight_until_it_is_judged_again(make: Maker, hub: MemoryHub) -> None:
    hub.refuse = frozenset({"person.add"})
    with make.store("one") as one, make.store("two") as two:
        person = add_person(one, "هند")
        exchange(hub, one, two)
        for small in (one, two):
            receive(small.store, hub, [], after=0)
            assert_sound(small.store)
        assert two.store.persons.find_by_key(person) is None
        judged = [replace_reason(item, "") for item, _ in hub.items]
        receive(two.store, hub, judged)
        assert two.store.persons.get(person)[0].name == "هند"
        assert_sound(two.store)


def replace_reason(item: Stamped, reason: str) -> Stamped:
    return Stamped(item.hub_seq, item.replica, item.seq, item.received_ms, item.eff, reason, item.entry)


# --- an entry that waited ------------------------------------------------------------------------------------------


def test_an_entry_that_waited_is_applied_at_its_second_place(make: Maker, hub: MemoryHub) -> None:
    with make.store("one") as one, make.store("two") as two, make.store("three") as three:
        person = add_person(one, "هند", "+966500000001")
        edit(one, person, mobile="+966500000002")
        hub.push(one.store)
        added, edited = (item for item, _ in hub.items)
        waits = replace_reason(edited, "row.unknown")
        again = Stamped(3, edited.replica, edited.seq, edited.received_ms, edited.eff, "", edited.entry)
        for small in (two, one):
            receive(small.store, hub, [added, waits])
            assert_sound(small.store)
            # Its author sees it all the while, nobody else does.
            expected = "+966500000002" if small is one else "+966500000001"
            assert small.store.persons.get(person)[0].mobile == expected
            receive(small.store, hub, [again])
            assert small.store.persons.get(person)[0].mobile == "+966500000002"
            assert_sound(small.store)
        receive(three.store, hub, [added, waits, again])
        assert state_of(one.store) == state_of(two.store) == state_of(three.store)
        assert place(one.store) == place(two.store) == place(three.store)


def test_an_entry_that_was_judged_is_not_judged_twice(one: SmallStore, hub: MemoryHub) -> None:
    count(one)
    hub.push(one.store)
    ((item, _),) = hub.items
    receive(one.store, hub, [item])
    again = Stamped(2, item.replica, item.seq, item.received_ms, item.eff, "", item.entry)
    with pytest.raises(Malformed, match="twice"):
        receive(one.store, hub, [again])


# --- two places wrote under one name -------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_issuing_entries_again_changes_nothing_that_is_shown_and_is_taken_by_head_office(
    make: Maker, hub: MemoryHub, seed: int
) -> None:
    random = Random(seed)
    with make.store("one", seed=seed) as one, make.store("two", seed=seed) as two:
        for _ in range(30):
            act(random, random.choice((one, two)), hub)
        exchange(hub, one, two)
        first = len(one.store.exchange.outgoing(max_entries=1, max_bytes=1)) + last_seq(one.store) + 1
        for _ in range(25):
            act_locally(random, one)
        shown, tasks = shown_of(one.store), len(one.store.tasks())
        waiting = one.store.exchange.waiting().count
        before = one.store.replica
        done = one.store.exchange.reissue(ForkPlace(PARTITION, before, first))
        assert done == waiting
        assert one.store.exchange.waiting().count == waiting
        assert one.store.replica != before
        assert shown_of(one.store) == shown
        assert len(one.store.tasks()) == tasks
        assert_sound(one.store)
        exchange(hub, one, two, one)
        assert state_of(one.store) == state_of(two.store)
        assert not any(item.reason for item, _ in hub.items)
        assert shown_of(one.store) == shown


def act_locally(random: Random, small: SmallStore) -> None:
    people = [person.id for person in small.store.persons.latest()]
    match random.randrange(4):
        case 0:
            add_person(small, random.choice(("هند", "سعد")))
        case 1:
            count(small)
        case _ if people:
            edit(small, random.choice(people), mobile=f"+96650000{random.randrange(10_000):04}")


def shown_of(store: Store) -> list[str]:
    """What a clerk sees: the text without the tasks, whose names are of entries."""
    return sorted(line.split(',"tasks"')[0] for line in dump_text(store.states()).splitlines())


def last_seq(store: Store) -> int:
    entries = Entries(store.database)
    found = entries.last(entries.stream(PARTITION), store.replica)
    return found[0].seq if found else 0


def test_nothing_is_issued_again_when_nothing_parted(one: SmallStore, hub: MemoryHub) -> None:
    count(one)
    exchange(hub, one)
    replica = one.store.replica
    assert one.store.exchange.reissue(ForkPlace(PARTITION, replica, 1)) == 0
    assert one.store.replica == replica


# --- too many voids ------------------------------------------------------------------------------------------------


def test_a_pull_that_voids_too_much_is_undone_whole(make: Maker, hub: MemoryHub) -> None:
    with make.store("one") as one, make.store("two") as two:
        visits = [count(one) for _ in range(40)]
        exchange(hub, one, two)
        for visit in visits[:25]:
            found = one.store.visits.get(visit)[0]
            with one.store.work("visit.void", "01990000-0000-7000-8000-000000000001") as work:
                work.visits.void(found, "سبب")
        hub.push(one.store)
        before = place(two.store)
        for _ in range(2):
            two.store.exchange.begin_round(may_void=False)
            with pytest.raises(RuleBroken) as refusal:
                hub.pull(two.store)
            assert refusal.value.code == "sync.voids"
            assert place(two.store) == before
            assert_sound(two.store)
        two.store.exchange.begin_round(may_void=True)
        hub.pull(two.store)
        assert two.store.visits.tally("2026-11-21").total == 15
        assert EntryId(one.store.replica, 41) in {EntryId(item.replica, item.seq) for item, _ in hub.items}
