"""Backups by command line: made, restored, on a full disk, and cut off at every step by a power switch."""

import multiprocessing
import shutil
import sys
from pathlib import Path

import pytest

from desktop.usecases.open_desk import sign_in, system_world
from tests.support.command_line import ADMIN, PASSWORD, CommandLine
from tests.support.cut_off import run_cut_off
from tests.support.small_disk import LEFT, small_disk

MOST_STEPS = 200


@pytest.fixture(scope="module", autouse=True)
def _ready_processes() -> None:
    if sys.platform != "win32":
        modules = ["tests.support.cut_off", "desktop.commands.office", "desktop.commands.backups"]
        multiprocessing.get_context("forkserver").set_forkserver_preload(modules)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An office with five visits and two pictures, and its backup from when it had two and one."""
    folder = tmp_path_factory.mktemp("founded")
    office = CommandLine(folder / "store")
    office.init("herfa")
    office.do("visit", "add", "--count", "2")
    keep_picture(office.home, b"of the backup")
    made = office.do("backup", "make", folder)
    office.do("visit", "add", "--count", "3")
    keep_picture(office.home, b"taken since")
    return office.home, Path(made["file"])


def keep_picture(home: Path, content: bytes) -> None:
    desk = sign_in(home, ADMIN, PASSWORD, world=system_world())
    desk.store.blobs.keep(content, desk.store.partition)
    desk.store.close()


def pictures(home: Path) -> int:
    return len(list((home / "blobs").glob("*/*")))


def visits(home: Path) -> int:
    total: int = CommandLine(home).do("visit", "day")["total"]
    return total


def test_a_backup_is_made_told_of_and_restored(founded: tuple[Path, Path], tmp_path: Path) -> None:
    office = CommandLine(shutil.copytree(founded[0], tmp_path / "store"))
    made = office.do("backup", "make")
    assert Path(made["file"]).parent == office.home / "backups"
    assert office.do("backup", "status")["made_at"] == made["made_at"]
    restored = office.do("backup", "restore", founded[1])
    assert (restored["office"], restored["aside"]) == ("RYD1", "istiqbal.db.aside1")
    assert visits(office.home) == 2
    assert "replica.restored" in [one["code"] for one in office.do("status")["notices"]]
    assert office.do("verify")["clean"] is True
    office.do("visit", "add")
    office.do("backup", "restore", made["file"])
    assert visits(office.home) == 5
    newer, older = office.do("backup", "kept")["kept"]
    assert (newer["only_there"], older["only_there"]) == (1, 0)
    assert office.run("backup", "drop", newer["name"]).error["code"] == "kept.alone"
    office.do("backup", "drop", older["name"])
    office.do("backup", "drop", newer["name"], "--even-if-alone")
    assert office.do("backup", "kept")["kept"] == []


def test_a_restore_that_is_cut_off_leaves_one_whole_store_and_never_half_of_each(
    founded: tuple[Path, Path], tmp_path: Path
) -> None:
    for step in range(1, MOST_STEPS):
        home = shutil.copytree(founded[0], tmp_path / str(step))
        done = run_cut_off(step, home, ("backup", "restore", str(founded[1])), CommandLine(home).environment)
        assert visits(home) in {2, 5}, step
        assert CommandLine(home).do("verify")["clean"] is True
        assert not list(home.glob(".restore-*/ready"))
        is_restored = visits(home) == 2
        assert pictures(home) == (1 if is_restored else 2), step
        assert not is_restored or pictures(home / "istiqbal.db.aside1") == 2, step
        if done is not None:
            assert (done.exit_code, visits(home)) == (0, 2)
            assert step > 8
            return
        if step % 4 == 0:
            CommandLine(home).do("backup", "restore", founded[1])
            assert (visits(home), pictures(home)) == (2, 1)
    raise AssertionError("the restore never came to its end")


def test_a_backup_that_is_cut_off_leaves_the_older_one_whole(founded: tuple[Path, Path], tmp_path: Path) -> None:
    for step in range(1, MOST_STEPS):
        home = shutil.copytree(founded[0], tmp_path / str(step))
        older = shutil.copyfile(founded[1], home / "one.istiqbal-backup")
        done = run_cut_off(step, home, ("backup", "make", str(older)), CommandLine(home).environment)
        CommandLine(tmp_path / f"restored {step}").do("backup", "restore", older)
        assert visits(tmp_path / f"restored {step}") in ({5} if done is not None else {2, 5}), step
        if done is not None:
            assert done.exit_code == 0
            assert not [file for file in home.iterdir() if file.name.startswith(".")]
            return
    raise AssertionError("the backup never came to its end")


def test_a_full_disk_is_named_and_nothing_half_is_left(founded: tuple[Path, Path], tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        home = shutil.copytree(founded[0], disk.folder / "store")
        with disk.full():
            for words in (("backup", "make"), ("backup", "restore", str(founded[1]))):
                done = disk.run(CommandLine(home), *words)
                assert done.exit_code == 3, done
                assert done.error["code"] in {"store.full", "backup.full", "backup.write", "store.disk"}
                assert done.error["ar"]
        assert visits(home) == 5
        if disk.is_mounted:
            home.joinpath("istiqbal.db-shm").unlink(missing_ok=True)
            for left in (LEFT, 0):
                with disk.full(left=left):
                    refused = disk.run(CommandLine(home), "visit", "add")
                assert (refused.exit_code, refused.error["code"]) == (3, "store.full")
            assert visits(home) == 5
        assert not list(home.glob(".restore-*")), sorted(home.iterdir())
        assert not list(home.glob(".backup-*"))
        assert not list(home.glob("backups/.*"))


def test_a_backup_of_a_laptop_that_is_gone_opens_with_the_recovery_code(tmp_path: Path) -> None:
    office = CommandLine(tmp_path / "store")
    code = office.init("herfa")["recovery_code"]
    made = office.do("backup", "make", tmp_path)
    other = CommandLine(tmp_path / "other", environment={"ISTIQBAL_PASSWORD": ""})
    other.do("backup", "restore", made["file"], "--code", code)
    assert visits(tmp_path / "other") == 0
