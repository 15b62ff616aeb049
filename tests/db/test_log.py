"""The log of one laptop, with a head office in memory."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from db.folding import Unfit
from db.store import Store
from domain.errors import Unavailable
from domain.person import Person
from domain.sync.canonical import canonical_hash
from domain.sync.schema import general_partition
from domain.visit import Visit
from tests.support.clock import START_MS
from tests.support.memory_hub import MemoryHub
from tests.support.small_store import AUTHOR, OFFICE, Maker, SmallStore

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


def add_person(small: SmallStore, name: str, mobile: str | None = None) -> str:
    person = Person(small.new_id(), f"N-{small.random.randrange(10**9)}", name, mobile=mobile)
    with small.store.work("person.add", AUTHOR) as work:
        work.persons.add(person)
    return person.id


def edit(small: SmallStore, person: str, **changes: str | None) -> None:
    found, seen = small.store.persons.get(person)
    with small.store.work("person.edit", AUTHOR) as work:
        work.persons.edit(seen, found, replace(found, **changes))  # type: ignore[arg-type]


def count(small: SmallStore, day: str = "2026-11-21") -> str:
    visit = Visit(small.new_id(), day, "09:15", "men")
    with small.store.work("visit.count", AUTHOR) as work:
        work.visits.add(visit)
    return visit.id


def exchange(hub: MemoryHub, *stores: SmallStore) -> None:
    for _ in range(2):
        for small in stores:
            hub.push(small.store)
            hub.pull(small.store)


def state_of(store: Store) -> list[tuple[str, int, tuple[str, ...]]]:
    tasks = {task.row: task.id for task in store.tasks()}
    return sorted((row, canonical_hash(row, state), (tasks.get(row, ""),)) for row, state in store.states())


def assert_sound(store: Store) -> None:
    assert list(store.check_chain()) == []
    assert store.check_rows() == ()


def test_what_is_written_is_read_back_after_a_restart(make: Maker) -> None:
    with make.store("one") as small:
        person = add_person(small, "نورة بنت سالم", "+966500000001")
        count(small)
        edit(small, person, mobile="+966500000002")
    with make.store("one") as small:
        assert small.store.persons.get(person)[0].mobile == "+966500000002"
        assert small.store.visits.tally("2026-11-21").total == 1
        assert_sound(small.store)


def test_nothing_is_written_when_the_action_raises(one: SmallStore) -> None:
    def fail_half_way() -> None:
        with one.store.work("visit.count", AUTHOR) as work:
            work.visits.add(Visit(one.new_id(), "2026-11-21", "09:15", "men"))
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail_half_way()
    assert one.store.visits.tally("2026-11-21").total == 0
    count(one)
    assert_sound(one.store)


def test_nobody_but_the_projection_writes_a_business_table(one: SmallStore) -> None:
    visit = count(one)
    for statement in (
        "UPDATE visits SET category = 'women'",
        "DELETE FROM visits",
        "INSERT INTO visits (id, entry) VALUES ('x', 1)",
    ):
        with pytest.raises(Exception, match="only the projection writes this table"):
            one.store.database.execute(statement)
    assert one.store.visits.get(visit)[0].category == "men"


def test_an_action_that_head_office_would_quarantine_is_not_written(one: SmallStore) -> None:
    visit = Visit(one.new_id(), "2026-11-21", "09:15", "men")
    with one.store.work("visit.count", AUTHOR) as work:
        work.visits.add(visit)
    with pytest.raises(ValueError, match=r"row\.added_twice"), one.store.work("visit.count", AUTHOR) as work:
        work.visits.add(visit)
    assert_sound(one.store)


def test_an_edit_that_changes_nothing_writes_no_entry(one: SmallStore) -> None:
    person = add_person(one, "سعد")
    before = one.store.exchange.waiting().count
    edit(one, person)
    assert one.store.exchange.waiting().count == before


def test_two_laptops_see_each_others_work(make: Maker, hub: MemoryHub) -> None:
    with make.store("one") as one, make.store("two") as two:
        person = add_person(one, "هند بنت فهد", "+966500000001")
        count(two)
        exchange(hub, one, two)
        assert two.store.persons.get(person)[0].name == "هند بنت فهد"
        assert one.store.visits.tally("2026-11-21").total == 1
        assert [p.name for p in two.store.persons.search("هند")] == ["هند بنت فهد"]
        assert one.store.exchange.waiting().count == 0
        assert state_of(one.store) == state_of(two.store)


def test_different_fields_of_one_person_merge_without_a_word(make: Maker, hub: MemoryHub) -> None:
    with make.store("one") as one, make.store("two") as two:
        person = add_person(one, "هند", "+966500000001")
        exchange(hub, one, two)
        edit(one, person, mobile="+966500000002")
        edit(two, person, sex="female")
        exchange(hub, one, two)
        for small in (one, two):
            found = small.store.persons.get(person)[0]
            assert (found.mobile, found.sex) == ("+966500000002", "female")
            assert small.store.tasks() == ()


def test_the_same_field_changed_twice_is_one_task_on_both_until_a_person_chooses(make: Maker, hub: MemoryHub) -> None:
    with make.store("one") as one, make.store("two") as two:
        person = add_person(one, "هند", "+966500000001")
        exchange(hub, one, two)
        edit(one, person, mobile="+966500000002")
        edit(two, person, mobile="+966500000003")
        exchange(hub, one, two)
        (task,) = one.store.tasks()
        assert [task.id] == [item.id for item in two.store.tasks()]
        assert {version.value for version in task.versions} == {"+966500000002", "+966500000003"}
        with two.store.work("task.settle", AUTHOR) as work:
            work.persons.settle(two.store.seen("persons", person), "mobile", "+966500000002")
        exchange(hub, one, two)
        assert one.store.tasks() == two.store.tasks() == ()
        assert one.store.persons.get(person)[0].mobile == "+966500000002"


def test_the_same_value_written_twice_asks_nobody(make: Maker, hub: MemoryHub) -> None:
    with make.store("one") as one, make.store("two") as two:
        person = add_person(one, "هند", "+966500000001")
        exchange(hub, one, two)
        edit(one, person, mobile="+966500000009")
        edit(two, person, mobile="+966500000009")
        exchange(hub, one, two)
        assert one.store.tasks() == ()


def test_void_beats_a_concurrent_edit_and_the_edit_is_not_lost_in_silence(make: Maker, hub: MemoryHub) -> None:
    with make.store("one") as one, make.store("two") as two:
        visit = count(one)
        exchange(hub, one, two)
        found, seen = two.store.visits.get(visit)
        with one.store.work("visit.void", AUTHOR) as work:
            work.visits.void(found, "خطأ في العد")
        with two.store.work("visit.describe", AUTHOR) as work:
            work.visits.describe(seen, {"note": "زائر من بعيد"}, person=None)
        exchange(hub, one, two)
        for small in (one, two):
            assert small.store.visits.tally("2026-11-21").total == 0
            assert [task.kind for task in small.store.tasks()] == ["edit_after_void"]


def test_what_head_office_quarantines_leaves_the_rows_and_stays_in_the_log(make: Maker, hub: MemoryHub) -> None:
    hub.refuse = frozenset({"person.add"})
    with make.store("one") as one, make.store("two") as two:
        person = add_person(one, "هند", "+966500000001")
        edit(one, person, mobile="+966500000002")
        kept = count(one)
        exchange(hub, one, two)
        for small in (one, two):
            assert small.store.persons.find_by_key(person) is None
            assert small.store.persons.search("هند") == ()
            assert small.store.visits.get(kept)[0].id == kept
            assert_sound(small.store)
        assert state_of(one.store) == state_of(two.store)


def test_a_stamp_that_holds_back_a_running_clock_moves_what_was_built_on_it(make: Maker, hub: MemoryHub) -> None:
    with make.store("one") as one, make.store("two") as two:
        person = add_person(one, "هند", "+966500000001")
        exchange(hub, one, two)
        one.clock.pass_minutes(60 * 24 * 365)
        edit(one, person, mobile="+966500000002")
        hub.push(one.store)
        edit(one, person, mobile="+966500000003")
        hub.pull(one.store)
        assert one.store.persons.get(person)[0].mobile == "+966500000003"
        exchange(hub, one, two)
        edit(two, person, mobile="+966500000004")
        exchange(hub, one, two)
        assert one.store.persons.get(person)[0].mobile == "+966500000004"
        assert one.store.tasks() == ()
        assert_sound(one.store)


def test_a_restored_older_copy_goes_on_as_a_new_replica(make: Maker, hub: MemoryHub, tmp_path: Path) -> None:
    with make.store("one") as one:
        count(one)
        replica = one.store.replica
    database = tmp_path / "one" / "istiqbal.db"
    old = database.read_bytes()
    with make.store("one") as one:
        count(one)
        assert one.store.replica == replica
    database.write_bytes(old)
    with make.store("one", seed=2) as one:
        assert one.store.replica != replica
        count(one)
        exchange(hub, one)
        assert_sound(one.store)
    with make.store("one", seed=3) as again:
        assert again.store.replica != replica


@pytest.mark.parametrize("seed", range(6))
def test_random_work_on_three_laptops_converges_and_a_refold_changes_nothing(
    make: Maker, hub: MemoryHub, seed: int
) -> None:
    random = Random(seed)
    with ExitStack() as stack:
        laptops = [stack.enter_context(make.store(name, seed=seed)) for name in ("one", "two", "three")]
        for _ in range(60):
            act(random, random.choice(laptops), hub)
        for _ in range(3):
            exchange(hub, *laptops)
        states = [state_of(small.store) for small in laptops]
        assert states[0] == states[1] == states[2]
        for small in laptops:
            (cursor,) = small.store.exchange.cursors()
            assert (cursor.digest.count, cursor.digest.total) == (hub.digest.count, hub.digest.total)
            assert_sound(small.store)


def act(random: Random, small: SmallStore, hub: MemoryHub) -> None:
    """One thing a clerk, the line or head office does."""
    people = [person.id for person in small.store.persons.latest()]
    visits = [visit for visit in small.store.visits.of_day("2026-11-21") if visit.void_reason is None]
    deed = random.randrange(8)
    if deed == 0 or not people:
        add_person(small, random.choice(("هند", "سعد", "نورة")), f"+96650000{random.randrange(10_000):04}")
    elif deed == 1:
        count(small)
    elif deed in (2, 3):
        edit(small, random.choice(people), mobile=f"+96650000{random.randrange(10_000):04}")
    elif deed == 4:
        edit(small, random.choice(people), town=random.choice(("التويم", "القرينة")))
    elif deed == 5 and visits:
        with small.store.work("visit.void", AUTHOR) as work:
            work.visits.void(random.choice(visits), "سبب")
    elif deed == 6:
        hub.push(small.store, most=random.randrange(1, 9))
    elif deed == 7:
        hub.pull(small.store, most=random.randrange(1, 9))


def test_a_row_that_is_not_what_the_log_says_is_made_anew_when_somebody_acts_on_it(one: SmallStore) -> None:
    """What the clerk was shown was damaged: nothing is written over it, and then it is shown as it is."""
    person = add_person(one, "نورة بنت سالم", "+966500000001")
    with one.store._projection.writing():
        one.store.database.execute("UPDATE persons SET void_reason = 'x' WHERE id = ?", (person,))
    seen = one.store.seen("persons", person)
    with pytest.raises(Unavailable) as refused, one.store.work("person.restore", AUTHOR) as work:
        work.operations.restore(seen, subject=person)
    assert refused.value.code == "store.row_mended"
    assert one.store.persons.get(person)[0].void_reason is None
    edit(one, person, mobile="+966500000002")
    assert_sound(one.store)


def test_an_action_that_fits_no_row_as_it_is_stays_a_bug(one: SmallStore) -> None:
    person = add_person(one, "نورة بنت سالم")
    seen = one.store.seen("persons", person)
    with pytest.raises(Unfit), one.store.work("person.restore", AUTHOR) as work:
        work.operations.restore(seen, subject=person)
