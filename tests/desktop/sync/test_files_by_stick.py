"""Files beside the entries on a USB stick: they go where their entries go, and hold up none of them."""

from pathlib import Path
from random import Random

import pytest

from db.blobs import StoredBlob
from desktop.sync import carrying
from desktop.sync.carrying import carry_bundle
from desktop.sync.peer import PeerStore
from desktop.sync.stick_store import LaptopShelf
from desktop.sync.transport import open_transport
from domain.errors import RuleBroken
from domain.sync import carried_files
from domain.sync.blobs import blob_name
from domain.sync.carried_files import CarriedFile, TakenFiles
from domain.sync.schema import general_partition
from domain.sync.sealing import SEALED_CHUNK_BYTES
from headoffice import blob_files
from headoffice.devices import begin_restored, report_lost
from headoffice.hub import open_hub
from tests.desktop.sync.test_blobs import files_here, held_files
from tests.desktop.sync.test_erasure import erase, make_administrator
from tests.support.branch_laptop import BranchLaptop
from tests.support.hub_backup import backup_of, restore
from tests.support.lost_files import lose_file
from tests.support.running_hub import RunningHub
from tests.support.small_store import OFFICE
from tests.support.stick_carrier import StickCarrier

Pair = tuple[BranchLaptop, BranchLaptop]
PARTITION = general_partition(OFFICE)
SCAN = b"%PDF-1.7 " + Random(5).randbytes(150_000)
SMALL = b"%PDF-1.7 small" * 40
NAME, SMALL_NAME = blob_name(SCAN), blob_name(SMALL)
BOTH = {NAME.hex(): SCAN, SMALL_NAME.hex(): SMALL}


@pytest.fixture
def stick(hub: RunningHub, tmp_path: Path) -> StickCarrier:
    (tmp_path / "stick").mkdir()
    return StickCarrier(hub, tmp_path / "stick")


def issue(laptop: BranchLaptop, *contents: bytes, person: str | None = None) -> None:
    for content in contents:
        laptop.issue(blob_name(content), person)
        laptop.store.blobs.keep(content, PARTITION)


def left_codes(taken: TakenFiles) -> dict[str, int]:
    assert all(item.reason.ar and item.reason.en for item in taken.left)
    return {item.reason.code: item.count.files for item in taken.left}


def counts(taken: TakenFiles) -> tuple[int, int]:
    return taken.taken.files, taken.held.files


# --- there and back --------------------------------------------------------------------------------------------------


def test_files_go_to_head_office_and_on_to_the_other_laptop_without_a_line(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, two = laptops
    issue(one, SCAN, SMALL)
    place, copied = stick.copy_out(one)
    assert (copied.entries, copied.beside.files, copied.beside.bytes) == (2, 2, len(SCAN) + len(SMALL))
    assert copied.left.files == 0
    reply, brought = stick.bring(place)
    assert (counts(brought.beside), left_codes(brought.beside)) == ((2, 0), {})
    assert held_files(hub) == BOTH
    taken = stick.take_in(one, reply)
    assert taken.beside == TakenFiles()  # nothing comes back that it brought
    assert one.store.blobs.to_send() == ()
    assert counts(stick.round(two).beside) == (2, 0)
    assert two.store.blobs.find(NAME) == SCAN
    assert two.store.blobs.find(SMALL_NAME) == SMALL
    assert two.store.blobs.to_send() == ()
    # Everybody has them: they go no more, in either direction.
    for laptop in laptops:
        place, copied = stick.copy_out(laptop)
        reply, _ = stick.bring(place)
        assert (copied.beside.files, counts(stick.take_in(laptop, reply).beside)) == (0, (0, 0))


def test_a_laptop_hands_files_to_another_which_brings_them_to_head_office(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, two = laptops
    issue(one, SCAN)
    place, copied = stick.hand_over(one, two)
    taken = stick.take_in(two, place)
    assert (copied.beside.files, counts(taken.beside)) == (1, (1, 0))
    assert two.store.blobs.find(NAME) == SCAN
    assert counts(stick.take_in(two, place).beside) == (0, 1)
    stick.round(two)
    assert held_files(hub) == {NAME.hex(): SCAN}
    stick.round(one)
    # Its entries have gone already; the card asks for the file that the first stick did not bring.
    lose_file(two.store, NAME)
    place, copied = stick.hand_over(one, two)
    assert (copied.entries, copied.beside.files) == (0, 1)
    assert counts(stick.take_in(two, place).beside) == (1, 0)
    assert stick.hand_over(one, two)[1].beside.files == 0


def test_a_file_that_came_by_stick_is_not_asked_for_over_the_line_nor_the_other_way_round(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, two = laptops
    issue(one, SCAN)
    stick.round(one)
    two.store.blobs.want(NAME, PARTITION)
    two.store.blobs.add(StoredBlob(NAME, PARTITION, len(SCAN)), SCAN[:1_000])
    stick.round(two)
    assert (two.store.blobs.wanted(), two.store.blobs.find(NAME)) == ((), SCAN)
    issue(one, SMALL)
    place, _ = stick.copy_out(one)
    assert one.sync().problem is None
    reply, brought = stick.bring(place)
    assert counts(brought.beside) == (0, 1)
    bundle, _ = stick.copy_out(two)
    assert two.sync().problem is None
    two.store.blobs.want(SMALL_NAME, PARTITION)
    assert two.sync().problem is None
    late, _ = stick.bring(bundle)
    assert counts(stick.take_in(two, late).beside) == (0, 1)
    taken = stick.take_in(one, reply)
    assert (taken.received, taken.beside) == (0, TakenFiles())


def test_head_office_copies_files_for_a_laptop_that_sent_nothing(laptops: Pair, stick: StickCarrier) -> None:
    one, two = laptops
    stick.round(two)
    issue(one, SCAN)
    stick.round(one)
    assert counts(stick.take_in(two, stick.unasked(two)).beside) == (1, 0)


# --- cut, damaged, too much ------------------------------------------------------------------------------------------


def test_a_bundle_cut_or_damaged_in_its_files_gives_its_entries_and_says_what_is_missing(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, _ = laptops
    issue(one, SCAN, SMALL)
    place, _ = stick.copy_out(one)
    whole = place.read_bytes()
    first = whole[:143] + whole[143 : 143 + SEALED_CHUNK_BYTES]  # the records, filled up to their chunk
    bad = stick.fresh("bad")
    bad.write_bytes(first)
    reply, brought = stick.bring(bad)
    assert (brought.received.entries, left_codes(brought.beside)) == (2, {"bundle.files_cut": 2})
    assert stick.take_in(one, reply).waiting == 0
    assert len(one.store.blobs.to_send()) == 2
    for at in range(len(first), len(whole), 4_999):
        bad.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        _, brought = stick.bring(bad)
        assert sum(counts(brought.beside)) + brought.beside.left_files == 2
        assert set(left_codes(brought.beside)) == {"bundle.files_cut"}
        assert held_files(hub).items() <= BOTH.items()
    assert SMALL_NAME.hex() in held_files(hub)  # the smallest first, and what was whole has stayed
    assert not list((hub.folder / blob_files.FOLDER).glob("*/*/*.part"))
    _, brought = stick.bring(place)
    assert (counts(brought.beside), held_files(hub)) == ((1, 1), BOTH)


def test_a_bundle_without_its_further_parts_gives_its_entries(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    stick.part_bytes = 128 << 10
    one, two = laptops
    issue(one, SCAN, SMALL)
    place, copied = stick.copy_out(one)
    assert len(copied.files) > 2
    last = place.with_name(copied.files[-1])
    moved = last.rename(last.with_name("elsewhere"))
    reply, brought = stick.bring(place)
    assert (brought.received.entries, left_codes(brought.beside)) == (2, {"bundle.files_cut": 1})
    moved.rename(last)
    stick.bring(place)
    assert held_files(hub) == BOTH
    place, _ = stick.copy_out(two)
    reply, _ = stick.bring(place)
    later = reply.with_name(f"{reply.stem}.part2.istiqbal")
    later.unlink()
    taken = stick.take_in(two, reply)
    assert (taken.received, taken.outcome, sum(left_codes(taken.beside).values())) == (2, "taken", 2)
    # What did not arrive is asked for with the next round.
    assert counts(stick.round(two).beside) == (2, 0)
    assert two.dump() == one.dump() == hub.dump()


def test_what_there_is_no_room_for_is_left_for_the_next_stick_and_no_entry_is(
    laptops: Pair, hub: RunningHub, stick: StickCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = laptops
    issue(one, SCAN, SMALL)
    with monkeypatch.context() as little:
        little.setattr(carried_files, "MOST_FILE_BYTES", 300_000)
        place, copied = stick.copy_out(one)
        assert (copied.entries, copied.beside.files, copied.left.files, copied.left.bytes) == (2, 1, 1, len(SCAN))
        little.setattr(blob_files, "MOST_PARTITION_BYTES", 100)
        _, brought = stick.bring(place)
        assert (brought.received.entries, left_codes(brought.beside)) == (2, {"blob.quota": 1})
    stick.round(one)
    with monkeypatch.context() as little:
        little.setattr(carried_files, "MOST_FILES", 1)
        assert counts(stick.round(two).beside) == (1, 0)
    assert counts(stick.round(two).beside) == (1, 0)
    assert held_files(hub) == BOTH


def test_another_laptop_carries_as_much_of_a_bundle_as_goes_over_its_line(
    laptops: Pair, hub: RunningHub, stick: StickCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = laptops
    issue(one, SCAN, SMALL)
    place, _ = stick.copy_out(one)
    reply = stick.fresh("reply")
    with open_transport(two.url) as transport:
        with monkeypatch.context() as narrow:
            narrow.setattr(carrying, "MOST_CARRIED_BYTES", 60_000)
            with pytest.raises(RuleBroken) as refused:
                carry_bundle(two.side, transport, place, None)
            assert refused.value.code == "bundle.too_large_to_carry"
        with monkeypatch.context() as narrow:
            narrow.setattr(carrying, "MOST_CARRIED_BYTES", 143 + 2 * SEALED_CHUNK_BYTES)
            taken = carry_bundle(two.side, transport, place, None)
        assert (taken.outcome, taken.received, taken.files, taken.files_left) == ("taken", 2, 1, 1)
        taken = carry_bundle(two.side, transport, place, reply)
        assert (taken.received, taken.files, taken.files_left, held_files(hub)) == (0, 1, 0, BOTH)
    assert stick.take_in(one, reply).waiting == 0


# --- what is not taken -----------------------------------------------------------------------------------------------


def test_files_that_no_entry_names_and_those_of_whoever_may_not_send_are_refused_by_name(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, two = laptops
    one.store.blobs.keep(SMALL, PARTITION)
    _, brought = stick.bring(stick.copy_out(one)[0])
    assert left_codes(brought.beside) == {"blob.unnamed": 1}
    issue(one, SCAN)
    enrolment = one.side.find_enrolment()
    assert enrolment is not None
    with open_hub(hub.folder, clock=hub.clock) as opened:
        report_lost(opened, enrolment.device.hex())
    _, brought = stick.bring(stick.copy_out(one)[0])
    assert left_codes(brought.beside) == {"sync.lost": 2}
    assert held_files(hub) == {}
    shelf = LaptopShelf(PeerStore(two.store), (PARTITION,), is_held=True)
    for partition in (PARTITION, "office:JED1/general"):
        reason = shelf.keep(CarriedFile(partition, SMALL_NAME, len(SMALL)), iter([SMALL]))
        assert reason is not None
        assert reason.code == "blob.unnamed"
    two.issue(SMALL_NAME)
    reason = LaptopShelf(PeerStore(two.store), (PARTITION,), is_held=True).keep(
        CarriedFile(PARTITION, SMALL_NAME, 4), iter([b"else"])
    )
    assert reason is not None
    assert (reason.code, files_here(two)) == ("bundle.file_other", 0)


def test_a_file_of_an_erased_person_travels_no_more_and_is_taken_nowhere(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, two = laptops
    make_administrator(one)
    assert one.sync().problem is None
    person = one.add_person("رقية تُنسى")
    issue(one, SCAN, person=person)
    early, _ = stick.copy_out(one)
    gift, _ = stick.hand_over(one, two)
    stick.bring(early)
    late = stick.bring(stick.copy_out(two)[0])[0]  # wants nothing yet, and is sent the file
    erase(one, person)
    assert one.sync().problem is None
    assert (files_here(one), held_files(hub)) == (0, {})
    assert stick.copy_out(one)[1].beside.files == stick.hand_over(one, two)[1].beside.files == 0
    _, brought = stick.bring(early)
    assert (left_codes(brought.beside), held_files(hub)) == ({"blob.unnamed": 1}, {})
    assert two.sync().problem is None
    for bundle in (late, gift):
        taken = stick.take_in(two, bundle)
        assert (counts(taken.beside), files_here(two)) == ((0, 0), 0)
    assert left_codes(taken.beside) == {"blob.unnamed": 1}
    assert one.dump() == two.dump() == hub.dump()


def test_a_damaged_file_stays_behind_and_nothing_else_does(laptops: Pair, hub: RunningHub, stick: StickCarrier) -> None:
    one, _ = laptops
    issue(one, SCAN, SMALL)
    damaged = max((one.store.folder / "blobs").glob("*/*"), key=lambda file: file.stat().st_size)
    damaged.write_bytes(damaged.read_bytes()[:-1])
    place, copied = stick.copy_out(one)
    assert (copied.entries, copied.beside.files, copied.left.files) == (2, 1, 1)
    _, brought = stick.bring(place)
    assert left_codes(brought.beside) == {"bundle.file_withdrawn": 1}
    assert held_files(hub) == {SMALL_NAME.hex(): SMALL}


# --- head office was restored ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["line", "stick"])
def test_a_head_office_that_has_lost_files_gets_them_again(
    laptops: Pair, hub: RunningHub, stick: StickCarrier, way: str
) -> None:
    one, _ = laptops
    one.count()
    stick.round(one)
    backup = backup_of(hub)
    issue(one, SCAN)
    place, _ = stick.copy_out(one)
    late, _ = stick.bring(place)
    stick.take_in(one, late)
    assert one.store.blobs.to_send() == ()
    restore(hub, backup)
    with open_hub(hub.folder, clock=hub.clock) as opened:
        begin_restored(opened)
    assert held_files(hub) == {}
    for _ in range(3):
        if way == "line":
            assert one.sync().problem is None
        else:
            stick.round(one)
    assert held_files(hub) == {NAME.hex(): SCAN}
