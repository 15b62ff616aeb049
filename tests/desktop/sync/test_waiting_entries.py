"""What comes from a newer program, or before what it is built on: kept, counted, and shown when it can be."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from domain.sync import chain, judge
from domain.sync.schema import SCHEMA_VERSION
from headoffice import judged, notices, open_streams
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.hub_backup import backup_of, restore
from tests.support.running_hub import RunningHub
from tests.support.small_store import OFFICE, Maker


@contextmanager
def program_of_schema(number: int, *modules: object) -> Iterator[None]:
    """The named parts of the program are of another version while the block lasts."""
    with pytest.MonkeyPatch.context() as patch:
        for module in modules:
            patch.setattr(module, "SCHEMA_VERSION", number)
        yield


@contextmanager
def joined(make: Maker, hub: RunningHub, name: str, *, seed: int = 0) -> Iterator[BranchLaptop]:
    with branch_laptop(make, name, seed=seed) as laptop:
        if laptop.side.find_enrolment() is None:
            laptop.enrol(hub.url, hub.code(OFFICE))
        laptop.url = hub.url
        yield laptop


def assert_same(hub: RunningHub, *laptops: BranchLaptop) -> None:
    for laptop in laptops:
        assert laptop.sync().reached_at is not None
        assert laptop.dump() == hub.dump()
        assert laptop.store.check_rows() == ()


def update(hub: RunningHub) -> None:
    """Head office's program is updated: started again, it judges what waited for it."""
    hub.stop()
    with program_of_schema(SCHEMA_VERSION + 1, judged, open_streams, judge):
        hub.start()
        hub.dump()


def test_what_a_newer_program_wrote_waits_at_an_older_head_office_and_blocks_nothing(
    make: Maker, hub: RunningHub
) -> None:
    with joined(make, hub, "one") as one, joined(make, hub, "two") as two:
        with program_of_schema(SCHEMA_VERSION + 1, chain, judge):
            newer = one.count("women")
        plain = one.count("men")
        outcome = one.sync()
        assert (outcome.problem, outcome.waiting.count) == (None, 0)
        assert newer in one.dump()
        assert two.sync().problem is None
        assert newer not in two.dump()
        assert plain in two.dump()
        assert two.dump() == hub.dump()
        assert two.store.check_rows() == ()
        with program_of_schema(SCHEMA_VERSION + 1, judge):
            assert one.store.check_rows() == ()
        update(hub)
        with program_of_schema(SCHEMA_VERSION + 1, judge):
            assert_same(hub, one, two)
            assert newer in two.dump()


def test_an_older_laptop_keeps_what_it_cannot_read_and_shows_it_after_its_update(make: Maker, hub: RunningHub) -> None:
    with joined(make, hub, "one") as one:
        with program_of_schema(SCHEMA_VERSION + 1, chain, judge):
            newer = one.add_person("سعاد ناصر")
        one.count()
        one.sync()
        update(hub)
        with program_of_schema(SCHEMA_VERSION + 1, judge):
            one.sync()
            one.edit_person(newer, town="أبها")
            one.sync()
        with joined(make, hub, "two") as two:
            outcome = two.sync()
            assert (outcome.problem, outcome.waiting.parked) == (None, 2)
            assert newer not in two.dump()
            assert two.store.visits.tally("2026-11-21").total == 1
            assert two.store.check_rows() == ()
            two.count("women")
            assert two.sync().problem is None
        with program_of_schema(SCHEMA_VERSION + 1, judge), joined(make, hub, "two", seed=1) as two:
            assert two.side.waiting().parked == 0
            assert two.store.persons.get(newer)[0].town == "أبها"
            one.sync()
            assert_same(hub, one, two)


def test_a_laptop_far_too_new_or_too_old_sends_and_is_told_why_it_gets_nothing(make: Maker, hub: RunningHub) -> None:
    with joined(make, hub, "one") as one, joined(make, hub, "two") as two:
        two.count()
        two.sync()
        for hub_schema, code in (
            (SCHEMA_VERSION + 3, "sync.older_program"),
            (SCHEMA_VERSION - 2, "sync.newer_program"),
        ):
            one.count("women")
            with program_of_schema(hub_schema, notices):
                outcome = one.sync()
            assert outcome.problem is not None
            assert (outcome.problem.code, outcome.waiting.count) == (code, 0)
        assert one.sync().received == 1
        assert one.dump() == hub.dump()


def test_what_is_built_on_what_head_office_has_not_got_waits_for_it(make: Maker, hub: RunningHub) -> None:
    """A restored head office gets the edit of a person before the person: whoever comes first."""
    with joined(make, hub, "one") as one, joined(make, hub, "two") as two:
        backup = backup_of(hub)
        person = one.add_person("سعاد ناصر", mobile="+966501234567")
        one.sync()
        two.sync()
        two.edit_person(person, town="أبها")
        visit = two.count()
        two.sync()
        restore(hub, backup)
        two.store.database.execute("DELETE FROM device")  # so that it cannot prove the other's work
        assert two.sync().problem is None
        assert person not in hub.dump()
        assert visit in hub.dump()
        assert two.store.persons.get(person)[0].town == "أبها"
        one.sync()
        assert_same(hub, one, two, one)
        assert two.store.persons.get(person)[0].town == "أبها"
