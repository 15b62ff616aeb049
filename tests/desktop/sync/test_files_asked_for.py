"""Which files a laptop asks for, and which it takes: those of partitions it may read, named by an entry of its log."""

from pathlib import Path
from random import Random

import pytest

from db.unit_of_work import Seen
from domain.sync.blobs import blob_name
from domain.sync.schema import general_partition
from headoffice.devices import grant, move, revoke
from headoffice.hub import open_hub
from tests.desktop.sync.test_blobs import held_files
from tests.desktop.sync.test_files_by_stick import issue, left_codes
from tests.support.branch_laptop import BranchLaptop
from tests.support.running_hub import RunningHub
from tests.support.small_store import AUTHOR, OFFICE
from tests.support.stick_carrier import StickCarrier

Pair = tuple[BranchLaptop, BranchLaptop]
PARTITION = general_partition(OFFICE)
OTHERS = general_partition("JED1")
SCAN = b"%PDF-1.7 " + Random(9).randbytes(9_000)
LATER = b"%PDF-1.7 once more" * 40
NAME, LATER_NAME = blob_name(SCAN), blob_name(LATER)


@pytest.fixture
def stick(hub: RunningHub, tmp_path: Path) -> StickCarrier:
    (tmp_path / "stick").mkdir()
    return StickCarrier(hub, tmp_path / "stick")


def seal_anew(laptop: BranchLaptop, paper: str, content: bytes) -> None:
    """The file of a paper is another one from now on."""
    laptop.store.blobs.keep(content, PARTITION)
    seen: Seen = laptop.store.seen("papers", paper)
    with laptop.store.work("paper.keep", AUTHOR) as work:
        work.operations.put(seen, {"file": blob_name(content)}, subject=None)


# --- older files of a paper ------------------------------------------------------------------------------------------


def test_a_file_that_another_has_replaced_comes_by_stick_as_long_as_the_log_names_it(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, two = laptops
    paper = one.issue(NAME)
    one.store.blobs.keep(SCAN, PARTITION)
    seal_anew(one, paper, LATER)
    stick.round(one)
    assert set(held_files(hub)) == {NAME.hex(), LATER_NAME.hex()}
    taken = stick.round(two)
    assert (taken.beside.taken.files, left_codes(taken.beside)) == (2, {})
    assert (two.store.blobs.find(NAME), two.store.blobs.find(LATER_NAME)) == (SCAN, LATER)
    assert two.store.blobs.sweep() == 0
    # What nobody shows any more is not asked for either.
    assert two.store.blobs.lacking(PARTITION) == frozenset()


def test_a_file_of_a_record_that_is_void_comes_by_stick_too(laptops: Pair, stick: StickCarrier) -> None:
    """The word that it is void may be taken back."""
    one, two = laptops
    paper = one.issue(NAME)
    one.store.blobs.keep(SCAN, PARTITION)
    with one.store.work("paper.void", AUTHOR) as work:
        work.operations.void("papers", paper, "ورقة خاطئة", subject=None)
    stick.round(one)
    assert left_codes(stick.round(two).beside) == {}
    assert two.store.blobs.find(NAME) == SCAN


# --- partitions that may not be read ---------------------------------------------------------------------------------


def test_a_laptop_asks_for_no_file_of_a_partition_that_it_does_not_ask_about(laptops: Pair) -> None:
    """It holds rows of two offices, as after it was moved: each partition lacks its own files alone."""
    one, _ = laptops
    one.issue(NAME)
    one.store.settings.save("office.code", "JED1")
    vars(one.store).pop("_office")  # an open store asks once of which office it is
    one.issue(LATER_NAME)
    blobs = one.store.blobs
    assert blobs.lacking(PARTITION) == {NAME}
    assert blobs.lacking(OTHERS) == {LATER_NAME}
    assert blobs.is_named(NAME, PARTITION)
    assert not blobs.is_named(NAME, OTHERS)


@pytest.mark.parametrize("deed", ["revoked", "moved"])
def test_a_laptop_that_may_not_read_any_more_brings_its_files_and_asks_for_none(
    laptops: Pair, hub: RunningHub, deed: str
) -> None:
    one, two = laptops
    issue(one, SCAN)
    assert one.sync().problem is None
    assert two.sync().problem is None
    two.store.blobs.want(NAME, PARTITION)
    issue(two, LATER)
    with open_hub(hub.folder, clock=hub.clock) as opened:
        device = _device(two)
        revoke(opened, device) if deed == "revoked" else move(opened, device, "JED1")
    outcome = two.sync()
    assert outcome.problem is not None
    assert outcome.problem.code == {"revoked": "sync.revoked_reading", "moved": "sync.moved"}[deed]
    assert set(held_files(hub)) == {NAME.hex(), LATER_NAME.hex()}
    assert two.store.blobs.to_send() == ()
    assert (two.store.blobs.wanted(), two.store.blobs.lacking(PARTITION)) == ((), frozenset())
    assert two.store.blobs.find(NAME) is None
    with open_hub(hub.folder, clock=hub.clock) as opened:
        grant(opened, device) if deed == "revoked" else move(opened, device, OFFICE)
    assert two.sync().problem is None
    assert two.store.blobs.find(NAME) == SCAN


def test_a_laptop_hears_by_stick_that_it_may_not_read_any_more(
    laptops: Pair, hub: RunningHub, stick: StickCarrier
) -> None:
    one, two = laptops
    issue(one, SCAN)
    stick.round(one)
    late, _ = stick.bring(stick.copy_out(two)[0])
    with open_hub(hub.folder, clock=hub.clock) as opened:
        revoke(opened, _device(two))
    hub.clock.pass_minutes(1)
    stick.round(two)
    two.store.blobs.want(NAME, PARTITION)
    assert (two.store.blobs.wanted(), two.store.blobs.lacking(PARTITION)) == ((), frozenset())
    # What an older stick says of its rights has been said anew since.
    stick.take_in(two, late)
    assert two.store.blobs.lacking(PARTITION) == frozenset()


def _device(laptop: BranchLaptop) -> str:
    enrolment = laptop.side.find_enrolment()
    assert enrolment is not None
    return enrolment.device.hex()
