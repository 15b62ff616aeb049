"""Files beside the entries: carried after everything else, resumed at the byte, encrypted where they lie."""

import shutil
from pathlib import Path
from random import Random

import httpx
import pytest

from desktop.sync.budget import Budget
from domain.errors import RuleBroken, Unavailable
from domain.sync.blobs import blob_name, blob_path, piece_path
from domain.sync.schema import general_partition
from domain.sync.signatures import sign_request
from domain.sync.wire import DEVICE_HEADER, SIGNATURE_HEADER
from headoffice import blob_files
from tests.desktop.sync.test_erasure import erase, make_administrator
from tests.support.branch_laptop import BranchLaptop
from tests.support.cut_line import cut_line
from tests.support.running_hub import RunningHub
from tests.support.small_store import OFFICE

Pair = tuple[BranchLaptop, BranchLaptop]
PARTITION = general_partition(OFFICE)
SCAN = b"%PDF-1.7 " + Random(5).randbytes(90_000)
NAME = blob_name(SCAN)


class Narrow(Budget):
    def note_cut(self) -> None:
        """Nothing changes it."""

    def note_held(self) -> None:
        """Nothing changes it."""


@pytest.fixture
def pair(laptops: Pair) -> Pair:
    """Two laptops of an office, one of which has written of the files that are brought here."""
    for laptop in laptops:
        laptop.budget = Narrow(bytes=10_000)
    for name in (NAME, blob_name(b"small")):
        laptops[0].issue(name)
    assert laptops[0].sync().problem is None
    return laptops


def held_files(hub: RunningHub) -> dict[str, bytes]:
    found = (hub.folder / blob_files.FOLDER).glob("*/*/*")
    return {file.name: file.read_bytes() for file in found}


def test_a_file_goes_to_head_office_and_comes_to_whoever_wants_it(pair: Pair, hub: RunningHub) -> None:
    one, two = pair
    assert one.store.blobs.keep(SCAN, PARTITION) == NAME
    assert one.store.blobs.keep(SCAN, PARTITION) == NAME
    one.count()
    assert one.sync().problem is None
    assert held_files(hub) == {NAME.hex(): SCAN}
    assert one.store.blobs.to_send() == ()
    two.store.blobs.want(NAME, PARTITION)
    assert two.sync().problem is None
    assert two.store.blobs.find(NAME) == SCAN
    assert two.store.blobs.wanted() == ()
    two.store.blobs.keep(SCAN, PARTITION)
    assert two.store.blobs.to_send() == ()


def test_a_file_that_is_noted_and_gone_from_the_disk_comes_again(pair: Pair) -> None:
    one, _ = pair
    one.store.blobs.keep(SCAN, PARTITION)
    one.sync()
    (file,) = (one.store.folder / "blobs").glob("*/*")
    file.unlink()
    one.store.blobs.sweep()  # as at every start
    one.sync()
    assert one.store.blobs.find(NAME) == SCAN
    unsent = one.store.blobs.keep(b"small", PARTITION)
    shutil.rmtree(one.store.folder / "blobs")
    one.store.blobs.sweep()
    assert [blob.name for blob in one.store.blobs.to_send()] == [unsent]
    assert [blob.name for blob, _ in one.store.blobs.wanted()] == [NAME]


def test_a_line_that_is_cut_at_any_byte_costs_no_piece_that_came_and_no_entry(pair: Pair, hub: RunningHub) -> None:
    one, two = pair
    one.store.blobs.keep(SCAN, PARTITION)
    lengths = []
    with cut_line(hub.port) as line:
        for number in range(12):
            line.up = 12_000 + 977 * number
            one.count()
            assert one.sync(line.url).problem is None
            assert one.side.waiting().count == 0
            lengths.append(sum(map(len, held_files(hub).values())))
        assert lengths == sorted(lengths)
        line.up = 1 << 40
        one.sync(line.url)
        assert held_files(hub) == {NAME.hex(): SCAN}
        two.store.blobs.want(NAME, PARTITION)
        for number in range(12):
            line.down = 14_000 + 977 * number
            assert two.sync(line.url).problem is None
    two.sync()
    assert two.store.blobs.find(NAME) == SCAN


def test_a_laptop_that_is_wrong_about_how_far_it_is_asks_and_goes_on(pair: Pair, hub: RunningHub) -> None:
    """The answer to a piece was lost, or another laptop brings the same file."""
    one, two = pair
    for laptop in pair:
        laptop.store.blobs.keep(SCAN, PARTITION)
    with cut_line(hub.port, up=30_000) as line:
        one.sync(line.url)
        assert 0 < len(held_files(hub)[f"{NAME.hex()}.part"]) < len(SCAN)
    two.sync()
    assert held_files(hub) == {NAME.hex(): SCAN}
    one.sync()
    assert one.store.blobs.to_send() == ()


def test_no_byte_of_a_file_lies_readable_on_the_laptop_and_a_damaged_one_is_told(pair: Pair, tmp_path: Path) -> None:
    one, _ = pair
    one.store.blobs.keep(SCAN, PARTITION)
    (file,) = (one.store.folder / "blobs").glob("*/*")
    raw = file.read_bytes()
    assert SCAN[:64] not in raw
    assert NAME.hex() not in str(file)
    file.write_bytes(raw[:50] + bytes([raw[50] ^ 1]) + raw[51:])
    with pytest.raises(Unavailable) as told:
        one.store.blobs.find(NAME)
    assert (told.value.code, file.exists()) == ("blob.damaged_alone", True)
    one.store.blobs.keep(SCAN, PARTITION)
    assert one.store.blobs.find(NAME) == SCAN
    file.unlink()
    file.mkdir()
    with pytest.raises(Unavailable) as told:
        one.store.blobs.find(NAME)
    assert told.value.code == "store.disk"
    file.rmdir()


def test_a_damaged_file_that_head_office_holds_comes_again(pair: Pair) -> None:
    one, two = pair
    for laptop in (two, one):
        laptop.store.blobs.keep(SCAN, PARTITION)
        (file,) = (laptop.store.folder / "blobs").glob("*/*")
        if laptop is one:
            file.write_bytes(b"damaged before it was sent, and brought by another laptop")
        assert laptop.sync().problem is None
    with pytest.raises(Unavailable) as told:
        one.store.blobs.find(NAME)
    assert told.value.code == "blob.damaged"
    assert one.store.blobs.find(NAME) is None
    assert one.sync().problem is None
    assert one.store.blobs.find(NAME) == SCAN


def test_what_the_store_does_not_know_is_swept_and_what_is_too_large_refused(pair: Pair) -> None:
    one, _ = pair
    one.store.blobs.keep(SCAN, PARTITION)
    orphan = one.store.folder / "blobs" / "aa" / "of a power cut"
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"half")
    assert one.store.blobs.sweep() == 1
    assert one.store.blobs.find(NAME) == SCAN
    for wrong in (b"", bytes((32 << 20) + 1)):
        with pytest.raises(RuleBroken) as refused:
            one.store.blobs.keep(wrong, PARTITION)
        assert refused.value.code == "blob.too_large"


def test_a_full_quota_stops_files_and_no_entry(pair: Pair, hub: RunningHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blob_files, "MOST_PARTITION_BYTES", 50_000)
    one, _ = pair
    one.store.blobs.keep(SCAN, PARTITION)
    small = one.store.blobs.keep(b"small", PARTITION)
    one.count()
    outcome = one.sync()
    assert (outcome.problem, outcome.waiting.count) == (None, 0)
    assert held_files(hub) == {small.hex(): b"small"}
    assert [blob.name for blob in one.store.blobs.to_send()] == [NAME]


def test_head_office_takes_no_piece_that_is_not_signed_not_granted_or_not_of_its_name(
    pair: Pair, hub: RunningHub
) -> None:
    one, _ = pair
    key, enrolment = one.side.device_key(), one.side.find_enrolment()
    assert enrolment is not None

    def patch(path: str, body: bytes, *, signed: bytes | None = None) -> int:
        signature = sign_request(key, path, body if signed is None else signed)
        headers = {DEVICE_HEADER: enrolment.device.hex(), SIGNATURE_HEADER: signature.hex()}
        return httpx.patch(hub.url + path, content=body, headers=headers).status_code

    whole = piece_path(NAME, PARTITION, offset=0, length=4)
    assert patch(whole, b"abcd", signed=b"abce") == 401
    assert patch(piece_path(NAME, "office:JED1/general", offset=0, length=4), b"abcd") == 403
    assert patch(whole, b"abcd") == 400  # not what its name says
    assert patch(piece_path(NAME, PARTITION, offset=9, length=40), b"abcd") == 409
    assert patch(piece_path(NAME, PARTITION, offset=0, length=1 << 40), b"abcd") == 413
    assert patch(blob_path(NAME, PARTITION) + "&offset=-1&length=4", b"abcd") == 400
    assert patch(blob_path(b"short", PARTITION), b"abcd") == 400
    assert held_files(hub) == {}


# --- which files are kept --------------------------------------------------------------------------------------------

OTHER = b"%PDF-1.7 of a person" * 50
OTHER_NAME = blob_name(OTHER)


def files_here(laptop: BranchLaptop) -> int:
    return len(list((laptop.store.folder / "blobs").glob("*/*")))


@pytest.fixture
def of_a_person(pair: Pair) -> str:
    """Somebody whose paper's file is at head office and at both laptops."""
    one, two = pair
    make_administrator(one)
    person = one.add_person("رقية تُنسى")
    one.issue(OTHER_NAME, person)
    one.store.blobs.keep(OTHER, PARTITION)
    assert one.sync().problem is None
    two.store.blobs.want(OTHER_NAME, PARTITION)
    assert two.sync().problem is None
    assert two.store.blobs.find(OTHER_NAME) == OTHER
    return person


def test_a_file_that_no_entry_names_is_not_taken_until_one_does(pair: Pair, hub: RunningHub) -> None:
    one, _ = pair
    one.store.blobs.keep(OTHER, PARTITION)
    assert one.sync().problem is None
    assert held_files(hub) == {}
    one.issue(OTHER_NAME)
    assert one.sync().problem is None
    assert held_files(hub) == {OTHER_NAME.hex(): OTHER}


def test_an_erasure_takes_the_file_that_nothing_else_names_from_everywhere(
    pair: Pair, hub: RunningHub, of_a_person: str
) -> None:
    one, two = pair
    one.store.blobs.keep(SCAN, PARTITION)
    one.sync()
    aside = one.store.folder / "istiqbal.db.aside1" / "blobs"  # as a restore leaves it
    shutil.copytree(one.store.folder / "blobs", aside)
    erase(one, of_a_person)
    assert one.sync().problem is None
    assert held_files(hub) == {NAME.hex(): SCAN}
    assert len(list(aside.glob("*/*"))) == 1
    assert two.sync().problem is None
    assert (one.store.blobs.find(OTHER_NAME), two.store.blobs.find(OTHER_NAME)) == (None, None)
    assert (files_here(one), files_here(two)) == (1, 0)
    # What a power cut left of it is found at the next start; whoever brings it again is refused.
    place = next((hub.folder / blob_files.FOLDER).glob("*")) / OTHER_NAME.hex()[:2] / OTHER_NAME.hex()
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(OTHER)
    hub.stop()
    hub.start()
    assert held_files(hub) == {NAME.hex(): SCAN}
    two.store.blobs.keep(OTHER, PARTITION)
    assert two.sync().problem is None
    assert held_files(hub) == {NAME.hex(): SCAN}


def test_a_file_that_another_entry_names_outlives_the_person(pair: Pair, hub: RunningHub, of_a_person: str) -> None:
    one, two = pair
    two.issue(OTHER_NAME, two.add_person("سعاد الكناري"))
    assert two.sync().problem is None
    erase(one, of_a_person)
    assert one.sync().problem is None
    assert two.sync().problem is None
    assert held_files(hub) == {OTHER_NAME.hex(): OTHER}
    assert two.store.blobs.find(OTHER_NAME) == OTHER
    assert one.store.blobs.find(OTHER_NAME) == OTHER


def test_a_file_of_somebody_who_was_erased_elsewhere_never_gets_there(
    pair: Pair, hub: RunningHub, of_a_person: str
) -> None:
    """The laptop that has it hears of the erasure with the round that would bring it."""
    one, two = pair
    late = b"%PDF-1.7 late" * 50
    two.issue(blob_name(late), of_a_person)
    two.store.blobs.keep(late, PARTITION)
    erase(one, of_a_person)
    assert one.sync().problem is None
    assert two.sync().problem is None
    assert held_files(hub) == {}
    assert two.store.blobs.to_send() == ()
    assert files_here(two) == 0
    assert one.sync().problem is None
    assert one.dump() == two.dump() == hub.dump()
