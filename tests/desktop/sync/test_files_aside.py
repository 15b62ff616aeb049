"""A file that lies only beside a store that was kept aside is brought from there by itself, and goes to head office."""

import shutil
from pathlib import Path

import pytest

from db.blob_places import FOLDER, note_erased
from db.connection import begin_immediate
from db.store_files import FILE_NAME
from domain.errors import Unavailable
from domain.sync.blobs import blob_name
from domain.sync.schema import general_partition
from tests.desktop.sync.test_blobs import held_files
from tests.support.branch_laptop import BranchLaptop
from tests.support.lost_files import lose_file
from tests.support.running_hub import RunningHub
from tests.support.small_store import OFFICE

PARTITION = general_partition(OFFICE)
SCAN = b"%PDF-1.7 of a paper that was scanned" * 90
NAME = blob_name(SCAN)


def files_of(folder: Path) -> list[Path]:
    return [file for file in folder.glob("*/*") if file.is_file()]


@pytest.fixture
def one(laptops: tuple[BranchLaptop, BranchLaptop]) -> BranchLaptop:
    """Its entry names a file that a store beside it had, and that is neither here nor at head office."""
    laptop, _ = laptops
    laptop.issue(NAME)
    laptop.store.blobs.keep(SCAN, PARTITION)
    shutil.copytree(laptop.store.folder / FOLDER, aside(laptop))
    lose_file(laptop.store, NAME)
    assert files_of(laptop.store.folder / FOLDER) == []
    return laptop


def aside(laptop: BranchLaptop) -> Path:
    return laptop.store.folder / f"{FILE_NAME}.aside1" / FOLDER


def test_whoever_wants_it_has_it_without_a_line_and_head_office_with_the_next_round(
    one: BranchLaptop, hub: RunningHub
) -> None:
    one.store.blobs.want(NAME, PARTITION)
    assert one.store.blobs.find(NAME) == SCAN
    assert one.store.blobs.wanted() == ()
    assert [blob.name for blob in one.store.blobs.to_send()] == [NAME]
    assert files_of(aside(one)), "what stands aside stays as it was"
    assert one.sync().problem is None
    assert held_files(hub) == {NAME.hex(): SCAN}


def test_what_was_wanted_already_comes_when_the_store_is_opened_next(one: BranchLaptop) -> None:
    kept, elsewhere = aside(one), one.store.folder / "elsewhere"
    kept.rename(elsewhere)
    one.store.blobs.want(NAME, PARTITION)
    assert [blob.name for blob, _ in one.store.blobs.wanted()] == [NAME]
    elsewhere.rename(kept)
    one.store.blobs.sweep()
    assert one.store.blobs.find(NAME) == SCAN
    assert one.store.blobs.wanted() == ()


def test_one_that_the_disk_lost_or_spoiled_before_head_office_had_it_is_mended(one: BranchLaptop) -> None:
    blobs = one.store.blobs
    blobs.want(NAME, PARTITION)
    (file,) = files_of(one.store.folder / FOLDER)
    file.unlink()
    blobs.sweep()
    assert blobs.find(NAME) == SCAN
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    with pytest.raises(Unavailable) as mended:
        blobs.find(NAME)
    assert mended.value.code == "blob.mended"
    assert blobs.find(NAME) == SCAN


def test_what_is_spoiled_there_too_or_of_another_file_is_asked_for(one: BranchLaptop) -> None:
    (file,) = files_of(aside(one))
    for spoiled in (b"", b"another file's bytes, which are long enough", file.read_bytes()[:-1]):
        file.write_bytes(spoiled)
        one.store.blobs.want(NAME, PARTITION)
        assert one.store.blobs.find(NAME) is None
        assert [blob.name for blob, _ in one.store.blobs.wanted()] == [NAME]


def test_a_file_of_somebody_who_was_erased_is_not_brought_back(one: BranchLaptop) -> None:
    with begin_immediate(one.store.database):
        note_erased(one.store.database, [NAME])
    one.store.blobs.sweep()
    assert files_of(aside(one)) == []
    one.store.blobs.want(NAME, PARTITION)
    assert one.store.blobs.find(NAME) is None


def test_where_there_is_no_room_it_is_asked_for_as_before(one: BranchLaptop, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as no_room:
        no_room.setattr("db.blob_files.write_durably", full)
        one.store.blobs.want(NAME, PARTITION)
        assert [blob.name for blob, _ in one.store.blobs.wanted()] == [NAME]
    one.store.blobs.sweep()
    assert one.store.blobs.find(NAME) == SCAN
