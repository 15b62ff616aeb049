"""A laptop that was restored, cloned or moved: it goes on under a new name, and nothing of anybody is lost."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from db.sidecar import sidecar_path
from db.store import database_path
from domain.sync.entries import EntryId
from domain.sync.notices import REPLICA_COPIED, REPLICA_FORKED, REPLICA_RESTORED
from domain.sync.second_name import second_name
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.hub_backup import backup_of, restore
from tests.support.running_hub import RunningHub
from tests.support.small_store import AUTHOR, OFFICE, Maker


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "one"


def notices(laptop: BranchLaptop) -> list[str]:
    return [notice.code for notice in laptop.store.notices.since(0)]


def assert_sound(laptop: BranchLaptop, hub: RunningHub) -> None:
    outcome = laptop.sync(hub.url)
    assert (outcome.problem, outcome.waiting.count) == (None, 0)
    assert outcome.reached_at is not None
    assert laptop.dump() == hub.dump()
    assert list(laptop.store.check_chain()) == []
    assert laptop.store.check_rows() == ()


def joined(make: Maker, hub: RunningHub) -> str:
    """Leaves a closed laptop with one person that head office holds."""
    with branch_laptop(make, "one") as one:
        one.enrol(hub.url, hub.code(OFFICE))
        person = one.add_person("سعاد ناصر", mobile="+966501234567")
        one.sync()
    return person


def backed_up(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".lock"}


def put_back(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).write_bytes(data)


def restored_without_its_sidecar(make: Maker, hub: RunningHub, folder: Path) -> str:
    """Leaves a closed laptop whose database went back before an edit that head office holds; returns the person."""
    person = joined(make, hub)
    backup = backed_up(folder)
    with branch_laptop(make, "one") as one:
        one.edit_person(person, town="أبها")
        one.sync(hub.url)
    put_back(folder, backup)
    sidecar_path(database_path(folder)).unlink()
    return person


def test_a_store_restored_with_its_sidecar_learns_from_head_office_that_it_is_older(
    make: Maker, hub: RunningHub, folder: Path
) -> None:
    person = joined(make, hub)
    backup = backed_up(folder)
    with branch_laptop(make, "one") as one:
        before = one.store.replica
        one.edit_person(person, town="أبها")
        lost = one.count()
        one.sync(hub.url)
    put_back(folder, backup)
    with branch_laptop(make, "one", seed=1) as one:
        assert one.store.replica == before
        assert_sound(one, hub)
        assert one.store.replica != before
        assert notices(one) == [REPLICA_RESTORED]
        assert one.store.persons.get(person)[0].town == "أبها"
        assert one.store.visits.get(lost)[0].id == lost


def test_what_was_written_after_a_restore_is_issued_again_and_stands_beside_what_was_lost(
    make: Maker, hub: RunningHub, folder: Path
) -> None:
    person = joined(make, hub)
    backup = backed_up(folder)
    with branch_laptop(make, "one") as one:
        one.edit_person(person, town="أبها")
        one.count("men")
        one.sync(hub.url)
    put_back(folder, backup)
    with branch_laptop(make, "one", seed=1) as one:
        one.edit_person(person, mobile="+966507654321")
        one.edit_person(person, mobile="+966507654322")
        again = one.count("women")
        shown = one.dump()
        assert_sound(one, hub)
        assert notices(one)[0] == REPLICA_FORKED
        assert one.store.notices.since(0)[0].count == 3
        found = one.store.persons.get(person)[0]
        assert (found.town, found.mobile) == ("أبها", "+966507654322")
        assert one.store.visits.get(again)[0].category == "women"
        assert one.store.visits.tally("2026-11-21").total == 2
        assert one.store.tasks() == ()
        assert again in shown


def test_a_clone_on_the_same_machine_forks_and_both_go_on(make: Maker, hub: RunningHub, tmp_path: Path) -> None:
    person = joined(make, hub)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    # As when the whole machine was cloned: the copy believes that it is where it always was.
    sidecar_path(database_path(tmp_path / "two")).unlink()
    with both(make) as (one, two):
        assert one.store.replica == two.store.replica
        one.edit_person(person, mobile="+966500000001")
        two.edit_person(person, town="أبها")
        two.edit_person(person, sex="female")
        for laptop in (one, two, one, two):
            laptop.sync(hub.url)
        assert one.store.replica != two.store.replica
        assert_sound(one, hub)
        assert_sound(two, hub)
        assert REPLICA_FORKED in notices(two)
        found = one.store.persons.get(person)[0]
        assert (found.mobile, found.town, found.sex) == ("+966500000001", "أبها", "female")


@contextmanager
def both(make: Maker) -> Iterator[tuple[BranchLaptop, BranchLaptop]]:
    with ExitStack() as stack:
        yield (
            stack.enter_context(branch_laptop(make, "one", seed=1)),
            stack.enter_context(branch_laptop(make, "two", seed=2)),
        )


def test_a_copied_folder_is_a_new_name_at_once(make: Maker, hub: RunningHub, tmp_path: Path) -> None:
    joined(make, hub)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    with both(make) as (one, two):
        assert notices(one) == []
        assert notices(two) == [REPLICA_COPIED]
        one.count()
        two.count()
        for laptop in (one, two, one):
            assert laptop.sync(hub.url).problem is None
        assert_sound(one, hub)
        assert_sound(two, hub)


def test_a_copied_laptop_that_takes_back_its_own_work_is_asked_nothing(
    make: Maker, hub: RunningHub, folder: Path, tmp_path: Path
) -> None:
    """What it wrote under its former name has no place at head office yet: it saw it all the same."""
    joined(make, hub)
    with branch_laptop(make, "one") as one:
        visit = one.count()
    folder.rename(tmp_path / "two")
    with branch_laptop(make, "two", seed=2) as two:
        assert notices(two) == [REPLICA_COPIED]
        two.void_visit(visit, "عُدّت مرتين")
        assert two.store.tasks() == ()
        assert_sound(two, hub)
        assert two.store.tasks() == ()


def test_work_over_a_parted_entry_follows_it_to_its_new_name(make: Maker, hub: RunningHub, folder: Path) -> None:
    """Restored without a sidecar, written on, then known as a copy: the later name's work is built on the earlier."""
    person = restored_without_its_sidecar(make, hub, folder)
    with branch_laptop(make, "one", seed=1) as one:
        one.edit_person(person, mobile="+966500000001")
    folder.rename(folder.with_name("three"))
    with branch_laptop(make, "three", seed=2) as three:
        assert notices(three) == [REPLICA_COPIED]
        three.edit_person(person, mobile="+966500000002")
        visit = three.count()
        three.void_visit(visit, "عُدّ مرتين")
        assert_sound(three, hub)
        found = three.store.persons.get(person)[0]
        assert (found.mobile, found.town) == ("+966500000002", "أبها")
        assert three.store.tasks() == ()
        assert three.store.visits.tally("2026-11-21").total == 0


def test_a_page_opened_before_its_entry_got_another_name_still_replaces_what_it_showed(
    make: Maker, hub: RunningHub, folder: Path
) -> None:
    person = restored_without_its_sidecar(make, hub, folder)
    with branch_laptop(make, "one", seed=1) as one:
        one.edit_person(person, mobile="+966500000001")
        shown, seen = one.store.persons.get(person)
        one.sync(hub.url)
        assert REPLICA_FORKED in notices(one)
        with one.store.work("person.edit", AUTHOR) as work:
            work.persons.edit(seen, shown, replace(shown, mobile="+966500000002"))
        assert_sound(one, hub)
        assert one.store.persons.get(person)[0].mobile == "+966500000002"
        assert one.store.tasks() == ()


def test_what_head_office_and_its_writer_both_lost_is_issued_again_by_whoever_has_it(
    make: Maker, hub: RunningHub, folder: Path
) -> None:
    """Both went back to their copies, and the writer has taken the name of what was lost for something else."""
    person = joined(make, hub)
    backup = backed_up(folder)
    with branch_laptop(make, "two") as two:
        two.enrol(hub.url, hub.code(OFFICE))
        two.sync()
        before = backup_of(hub)
        with branch_laptop(make, "one") as one:
            one.edit_person(person, town="أبها")
            one.sync(hub.url)
        two.sync()
        put_back(folder, backup)
        restore(hub, before)
        with branch_laptop(make, "one", seed=1) as one:
            one.edit_person(person, mobile="+966500000001")
            one.count()
            one.sync(hub.url)
            assert_sound(two, hub)
            assert_sound(one, hub)
            found = one.store.persons.get(person)[0]
            assert (found.mobile, found.town) == ("+966500000001", "أبها")
        # Head office loses it all once more: what goes back to it is proved by today's signatures, not by old ones.
        restore(hub, before)
        assert_sound(two, hub)
        assert two.store.persons.get(person)[0] == found


def test_the_old_name_of_what_was_issued_again_is_kept_for_audit_without_what_it_said(
    make: Maker, hub: RunningHub, folder: Path
) -> None:
    person = joined(make, hub)
    backup = backed_up(folder)
    with branch_laptop(make, "one") as one:
        one.count()
        one.sync(hub.url)
    put_back(folder, backup)
    with branch_laptop(make, "one", seed=1) as one:
        replica = one.store.replica
        one.edit_person(person, town="بريدة")
        one.sync(hub.url)
        ((old, seq, header, hash, new, as_seq),) = one.store.database.execute(
            "SELECT replica, seq, header, hash, as_replica, as_seq FROM reissued"
        ).fetchall()
        assert (old, seq, EntryId(new, as_seq)) == (replica, 2, second_name(hash))
        assert "بريدة".encode() not in header
        (copies,) = one.store.database.execute(
            "SELECT count(*) FROM part WHERE instr(data, ?) > 0", ("بريدة".encode(),)
        ).fetchone()
        assert copies == 1


def test_two_copies_that_issue_the_same_entry_again_issue_it_once(
    make: Maker, hub: RunningHub, folder: Path, tmp_path: Path
) -> None:
    """The disk was copied after it had been put back and written on: both copies hold what has to be named anew."""
    person = restored_without_its_sidecar(make, hub, folder)
    with branch_laptop(make, "one", seed=1) as one:
        one.edit_person(person, mobile="+966500000001")
        visit = one.count("women")
    shutil.copytree(folder, tmp_path / "two")
    sidecar_path(database_path(tmp_path / "two")).unlink()
    with both(make) as (one, two):
        one.edit_person(person, sex="female")
        two.void_visit(visit, "عُدّت مرتين")
        for laptop in (one, two, one, two):
            laptop.sync(hub.url)
        assert_sound(one, hub)
        assert_sound(two, hub)
        assert REPLICA_FORKED in notices(one)
        assert REPLICA_FORKED in notices(two)
        # The person, her town; then mobile, visit, sex and void, each of them once.
        assert one.store.database.execute("SELECT count(*) FROM entry").fetchone() == (6,)
        assert one.store.tasks() == ()


@pytest.mark.parametrize("kept", ["with its sidecar", "without it"])
def test_a_restored_laptop_that_wrote_offline_for_long_loses_nothing(
    make: Maker, hub: RunningHub, folder: Path, kept: str
) -> None:
    person = joined(make, hub)
    backup = backed_up(folder)
    with branch_laptop(make, "one") as one:
        for number in range(30):
            one.edit_person(person, town=f"بلدة {number}")
        one.sync(hub.url)
        for _ in range(5):
            one.count()  # never sent: these are lost with the disk
    put_back(folder, backup)
    if kept == "without it":
        sidecar_path(database_path(folder)).unlink()
    with branch_laptop(make, "one", seed=1) as one:
        for _ in range(40):
            one.count("women")
        one.budget.bytes = 1 << 14
        assert_sound(one, hub)
        assert one.store.visits.tally("2026-11-21").total == 40
        assert one.store.persons.get(person)[0].town == "بلدة 29"
