"""Laptops and a real head office that know each other by USB sticks alone, after enrolment."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.sidecar import sidecar_path
from domain.errors import Expected
from domain.sync.blobs import blob_name
from domain.sync.schema import general_partition
from headoffice.devices import begin_restored, report_lost, revoke
from headoffice.hub import open_hub
from headoffice.stick import StickService
from headoffice.store.database_url import DatabaseUrl
from tests.desktop.sync.test_copies import backed_up, put_back
from tests.desktop.sync.test_restored_hub import confirm_all
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.hub_backup import backup_of, restore, wipe
from tests.support.running_hub import RunningHub, running_hub
from tests.support.small_store import OFFICE, Maker
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


def test_what_is_not_acknowledged_is_copied_again_and_what_is_acknowledged_never(
    laptops: Pair, stick: StickCarrier
) -> None:
    one, _ = laptops
    one.count()
    lost_stick, copied = stick.copy_out(one)
    assert copied.entries == 1
    one.count()
    place, copied = stick.copy_out(one)
    assert copied.entries == 2
    reply, _ = stick.bring(place)
    stick.take_in(one, reply)
    _, copied = stick.copy_out(one)
    assert copied.entries == 0
    assert lost_stick.exists()


def test_a_bundle_that_is_brought_again_changes_nothing(laptops: Pair, hub: RunningHub, stick: StickCarrier) -> None:
    one, _ = laptops
    one.count()
    place, _ = stick.copy_out(one)
    reply, _ = stick.bring(place)
    before = hub.dump()
    again, brought = stick.bring(place)
    assert (brought.outcome, brought.received.entries) == ("nothing_new", 0)
    assert hub.dump() == before
    stick.take_in(one, reply)
    for bundle in (reply, again):
        taken = stick.take_in(one, bundle)
        assert (taken.received, taken.confirmed, taken.waiting) == (0, 0, 0)
    assert one.dump() == before


def test_an_older_bundle_after_a_newer_one_changes_nothing(laptops: Pair, hub: RunningHub, stick: StickCarrier) -> None:
    one, two = laptops
    one.count()
    first, _ = stick.copy_out(one)
    first_reply, _ = stick.bring(first)
    one.count()
    second, _ = stick.copy_out(one)
    second_reply, _ = stick.bring(second)
    two.count()
    stick.round(two)
    stick.take_in(one, second_reply)
    taken = stick.take_in(one, first_reply)
    assert (taken.outcome, taken.waiting) == ("old", 0)
    _, brought = stick.bring(first)
    assert brought.outcome == "nothing_new"
    stick.round(one)
    assert one.dump() == two.dump() == hub.dump()


def test_a_bundle_and_the_line_mix_in_any_order(laptops: Pair, hub: RunningHub, stick: StickCarrier) -> None:
    one, two = laptops
    person = one.add_person("سعد العتيبي")
    place, _ = stick.copy_out(one)
    assert one.sync().problem is None
    two.sync()
    two.edit_person(person, town="أبها")
    two.sync()
    reply, brought = stick.bring(place)
    assert brought.outcome == "nothing_new"
    one.count()
    one.sync()
    assert stick.take_in(one, reply).outcome == "old"
    stick.round(two)
    one.sync()
    assert one.dump() == two.dump() == hub.dump()


def test_a_bundle_is_taken_by_its_reader_alone(laptops: Pair, hub: RunningHub, stick: StickCarrier) -> None:
    one, two = laptops
    one.count()
    place, _ = stick.copy_out(one)
    reply, _ = stick.bring(place)
    assert refusal(lambda: stick.take_in(two, reply)) == "bundle.recipient"
    assert refusal(lambda: stick.take_in(one, place)) == "bundle.for_head_office"
    assert refusal(lambda: stick.bring(reply)) == "bundle.for_laptop"


def test_a_bundle_of_another_association_is_refused(
    laptops: Pair, stick: StickCarrier, tmp_path: Path, make: Maker
) -> None:
    one, _ = laptops
    one.count()
    place, _ = stick.copy_out(one)
    with running_hub(tmp_path / "other") as other, branch_laptop(make, "foreign") as foreign:
        foreign.enrol(other.url, other.code(OFFICE))
        elsewhere = StickCarrier(other, stick.stick)
        assert refusal(lambda: elsewhere.bring(place)) == "bundle.association"
        reply, _ = elsewhere.bring(elsewhere.copy_out(foreign, stick.fresh("foreign"))[0], stick.fresh("answer"))
    assert refusal(lambda: stick.take_in(one, reply)) == "bundle.association"


def test_a_laptop_that_never_joined_writes_and_takes_nothing(stick: StickCarrier, make: Maker, tmp_path: Path) -> None:
    with branch_laptop(make, "lonely") as lonely:
        assert refusal(lambda: stick.copy_out(lonely)) == "sync.not_enrolled"
        assert refusal(lambda: stick.take_in(lonely, tmp_path / "x")) == "sync.not_enrolled"
    assert list(stick.stick.iterdir()) == []


def test_head_office_writes_unasked_from_where_the_laptop_last_stood(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, two = laptops
    for _ in range(5):
        one.count()
    stick.round(one)
    unasked = stick.unasked(two)
    assert stick.take_in(two, unasked).received == 5
    stick.round(two)
    one.count()
    stick.round(one)
    sizes = [place.stat().st_size for place in (unasked, stick.unasked(two))]
    assert sizes[1] < sizes[0]
    assert stick.take_in(two, stick.unasked(two)).received == 1
    assert one.dump() == two.dump() == hub.dump()


@pytest.fixture
def backup(make: Maker, hub: RunningHub, tmp_path: Path) -> dict[str, bytes]:
    """The files of laptop "lone" as it was when it had joined."""
    with branch_laptop(make, "lone") as lone:
        lone.enrol(hub.url, hub.code(OFFICE))
    return backed_up(tmp_path / "lone")


def test_a_reply_that_begins_after_what_the_laptop_has_is_refused_and_the_next_one_is_not(
    backup: dict[str, bytes], hub: RunningHub, stick: StickCarrier, make: Maker, tmp_path: Path
) -> None:
    with branch_laptop(make, "lone") as lone:
        for _ in range(3):
            lone.count()
        stick.round(lone)
        reply, _ = stick.bring(stick.copy_out(lone)[0])
    put_back(tmp_path / "lone", backup)
    with branch_laptop(make, "lone", seed=5) as restored:
        assert refusal(lambda: stick.take_in(restored, reply)) == "bundle.gap"
        assert restored.dump() == ""
        restored.count()
        stick.round(restored)
        stick.round(restored)
        assert restored.dump() == hub.dump()
        assert restored.store.exchange.waiting().count == 0


def test_a_restored_laptop_gets_its_own_work_back_by_stick(
    backup: dict[str, bytes], laptops: Pair, hub: RunningHub, stick: StickCarrier, make: Maker, tmp_path: Path
) -> None:
    _, two = laptops
    with branch_laptop(make, "lone") as lone:
        person = lone.add_person("سعد العتيبي")
        stick.round(lone)
    put_back(tmp_path / "lone", backup)
    with branch_laptop(make, "lone", seed=5) as restored:
        stick.round(restored)
        restored.edit_person(person, town="أبها")
        stick.round(restored)
        stick.round(two)
        assert restored.dump() == two.dump() == hub.dump()
        assert two.store.persons.get(person)[0].town == "أبها"


def issued_again(stick: StickCarrier, laptop: BranchLaptop, bundle: Path) -> int:
    """Head office holds another log under the bundle's name: how many entries have new ones, which it gets next."""
    reply, brought = stick.bring(bundle)
    assert brought.outcome == "sync.fork"
    taken = stick.take_in(laptop, reply)
    assert taken.outcome == "reissued"
    stick.round(laptop)
    return taken.reissued


@pytest.mark.parametrize("first_to_come", ["the copy", "the original"])
def test_a_fork_is_healed_by_rounds_of_the_stick_and_nobody_loses_anything(
    backup: dict[str, bytes],
    laptops: Pair,
    hub: RunningHub,
    stick: StickCarrier,
    make: Maker,
    tmp_path: Path,
    first_to_come: str,
) -> None:
    """A disk was cloned, and both copies were worked on under one name."""
    _, two = laptops
    with branch_laptop(make, "lone") as lone:
        lone.add_person("سعد العتيبي")
        original, _ = stick.copy_out(lone)
        work = backed_up(tmp_path / "lone")
    put_back(tmp_path / "lone", backup)
    sidecar_path(tmp_path / "lone" / "istiqbal.db").unlink()
    with branch_laptop(make, "lone", seed=5) as clone:
        clone.add_person("نورة الواحي")
        clone.add_person("هند الراشد")
        copy, _ = stick.copy_out(clone)
        if first_to_come == "the original":
            stick.bring(original)
            assert issued_again(stick, clone, copy) == 2
        else:
            reply, _ = stick.bring(copy)
            stick.take_in(clone, reply)
    if first_to_come == "the copy":
        put_back(tmp_path / "lone", work)
        with branch_laptop(make, "lone", seed=6) as lone:
            assert issued_again(stick, lone, original) == 1
    stick.round(two)
    assert two.dump() == hub.dump()
    for name in ("سعد العتيبي", "نورة الواحي", "هند الراشد"):
        assert hub.dump().count(name) == 1


def test_head_office_that_was_restored_gets_back_what_it_lost_by_stick(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, two = laptops
    one.count()
    stick.round(one)
    stick.round(two)
    backup = backup_of(hub)
    person = one.add_person("سعد العتيبي")
    stick.round(one)
    stick.round(two)
    two.edit_person(person, town="أبها")
    stick.round(two)
    stick.round(one)
    before = one.dump()
    restore(hub, backup)
    for laptop in (one, two) * 3:
        stick.round(laptop)
    assert one.dump() == two.dump() == hub.dump() == before


def test_a_long_story_is_carried_whole(laptops: Pair, hub: RunningHub, stick: StickCarrier) -> None:
    one, two = laptops
    stick.part_bytes = 128 << 10
    for _ in range(1_050):
        one.add_person(one.small.random.randbytes(200).hex())
    place, copied = stick.copy_out(one)
    assert copied.entries == 1_050
    assert len(copied.files) > 1
    assert all(place.with_name(name).stat().st_size <= 128 << 10 for name in copied.files)
    reply, _ = stick.bring(place)
    stick.take_in(one, reply)
    assert stick.round(two).received == 1_050
    assert one.dump() == two.dump() == hub.dump()


def test_a_bundle_that_would_empty_a_laptop_stops_and_asks(laptops: Pair, hub: RunningHub, stick: StickCarrier) -> None:
    one, two = laptops
    visits = [one.count() for _ in range(30)]
    stick.round(one)
    stick.round(two)
    for visit in visits:
        one.void_visit(visit, "خطأ")
    stick.round(one)
    before = two.dump()
    reply, _ = stick.bring(stick.copy_out(two)[0])
    assert refusal(lambda: stick.take_in(two, reply)) == "bundle.voids"
    assert two.dump() == before
    stick.take_in(two, reply, may_void=True)
    assert one.dump() == two.dump() == hub.dump()


def test_head_office_that_lost_everything_but_its_key_is_filled_again_by_stick(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, two = laptops
    for _ in range(3):
        with open_hub(hub.folder, clock=hub.clock) as opened:
            begin_restored(opened)
    person = one.add_person("سعد العتيبي")
    stick.round(one)
    stick.round(two)
    two.edit_person(person, town="أبها")
    before = two.dump()
    wipe(hub)
    taken = stick.round(two)
    assert [notice.code for notice in taken.notices] == ["sync.returned"]
    stick.round(one)
    confirm_all(hub)
    for laptop in (one, two) * 3:
        stick.round(laptop)
    assert one.dump() == two.dump() == hub.dump() == before


def test_a_laptop_that_was_reported_lost_brings_and_gets_nothing_by_stick_either(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, _ = laptops
    one.count()
    enrolment = one.side.find_enrolment()
    assert enrolment is not None
    with open_hub(hub.folder, clock=hub.clock) as opened:
        report_lost(opened, enrolment.device.hex())
    reply, brought = stick.bring(stick.copy_out(one)[0])
    assert (brought.outcome, brought.received.entries, hub.dump()) == ("sync.lost", 0, "")
    assert refusal(lambda: stick.take_in(one, reply)) == "sync.lost"
    assert refusal(lambda: stick.unasked(one)) == "sync.lost"
    assert one.store.exchange.waiting().count == 1


def test_a_revoked_laptop_still_brings_what_it_holds_and_is_told_why_it_gets_nothing(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, two = laptops
    two.count()
    stick.round(two)
    one.count()
    enrolment = one.side.find_enrolment()
    assert enrolment is not None
    with open_hub(hub.folder, clock=hub.clock) as opened:
        revoke(opened, enrolment.device.hex())
    taken = stick.round(one)
    assert (taken.received, taken.waiting) == (0, 0)
    assert [notice.code for notice in taken.notices] == ["sync.revoked_reading"]
    assert len(hub.dump().splitlines()) == 2


def test_head_office_on_either_database_takes_and_answers_bundles(
    hub_database: DatabaseUrl | None, make: Maker, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    with (
        running_hub(tmp_path / "either", database=hub_database) as hub,
        branch_laptop(make, "one") as one,
        branch_laptop(make, "two") as two,
    ):
        stick = StickCarrier(hub, tmp_path / "stick")
        for laptop in (one, two):
            laptop.enrol(hub.url, hub.code(OFFICE))
            laptop.count()
        person = one.add_person("سعد العتيبي")
        one.issue(blob_name(b"a scan"), person)
        one.store.blobs.keep(b"a scan", general_partition(OFFICE))
        stick.round(one)
        assert stick.round(two).beside.taken.files == 1
        two.edit_person(person, town="أبها")
        for laptop in (two, one):
            stick.round(laptop)
        assert stick.take_in(two, stick.unasked(two)).waiting == 0
        assert one.dump() == two.dump() == hub.dump()


def damages(whole: bytes) -> Iterator[bytes]:
    """At every sixth byte: each one of them is tried in `tests/domain/sync/test_bundle.py`."""
    for at in range(0, len(whole), 6):
        yield whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :]
        yield whole[:at]


def test_no_damage_anywhere_stores_anything_at_either_end(laptops: Pair, hub: RunningHub, stick: StickCarrier) -> None:
    one, two = laptops
    two.count()
    stick.round(two)
    one.count()
    out, _ = stick.copy_out(one)
    before = hub.dump()
    with hub.open_beside() as opened:
        service = StickService(opened, hub.folder)
        bad = stick.fresh("bad")
        for content in damages(out.read_bytes()):
            bad.write_bytes(content)
            assert refusal(lambda: service.take_in(bad)).startswith("bundle.")
    assert hub.dump() == before
    reply, _ = stick.bring(out)
    before = one.dump()
    for content in damages(reply.read_bytes()):
        bad.write_bytes(content)
        assert refusal(lambda: stick.take_in(one, bad)).startswith("bundle.")
    assert one.dump() == before
    assert one.store.exchange.waiting().count == 1
    assert stick.take_in(one, reply).waiting == 0
