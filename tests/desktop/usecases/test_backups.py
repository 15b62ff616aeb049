"""Backups that are made by hand and by themselves, and what is refused."""

import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from db.backup import SUFFIX
from db.backup_file import ABOUT, DATABASE, KEYS, read_about
from db.blobs import StoredBlob
from db.connection import open_database
from db.keyslots import database_key, unlock
from db.store import database_path
from desktop.usecases.add_user import NewUser, add_user
from desktop.usecases.check_store import dump, verify
from desktop.usecases.count_visit import count_visit
from desktop.usecases.keep_person import register_person
from desktop.usecases.make_backup import (
    FOLDER,
    backup_here,
    backup_into,
    backup_small_when_due,
    backup_status,
    backup_when_due,
)
from desktop.usecases.open_desk import sign_in
from desktop.usecases.restore_backup import Opening, open_by_password, open_by_sheet, restore_backup
from domain.errors import RuleBroken, Unavailable
from domain.person import PersonDraft
from domain.sync.notices import REPLICA_RESTORED
from tests.support.laptop import ADMIN, PASSWORD, Laptop
from tests.support.strictness import LogWatch

CLERK_PASSWORD = "كلمة الموظف الطويلة"


def opening(username: str = ADMIN, password: str = PASSWORD) -> Opening:
    return open_by_password(lambda _: username, password)


@pytest.fixture
def backup(laptop: Laptop, tmp_path: Path) -> Path:
    """Of an office with one person and three visits; a visit more was counted after it."""
    target = tmp_path / f"one{SUFFIX}"
    with laptop.at_work() as desk:
        count_visit(desk, "other", 3)
        register_person(desk, PersonDraft(name="هند القحطاني"))
        backup_into(desk, target)
        count_visit(desk, "other")
    return target


def test_a_backup_holds_the_store_as_it_stood_and_nothing_of_it_in_plain(backup: Path) -> None:
    assert set(zipfile.ZipFile(backup).namelist()) == {DATABASE, KEYS, ABOUT}
    assert read_about(backup).office == "RYD1"
    assert "هند".encode() not in backup.read_bytes()
    assert backup.stat().st_mode & 0o077 == 0


def test_what_is_restored_is_what_was_backed_up_under_a_new_name(laptop: Laptop, backup: Path) -> None:
    with laptop.at_work() as desk:
        replica = desk.store.replica
    restored = restore_backup(laptop.folder, backup, opening(), world=laptop.world)
    assert (restored.office, restored.persons) == ("RYD1", 1)
    with laptop.at_work() as desk:
        assert desk.store.visits.tally(desk.today()).total == 3
        assert desk.store.replica != replica
        assert REPLICA_RESTORED in [notice.code for notice in desk.store.notices.since(0)]
        assert verify(desk).is_clean


def test_the_replaced_store_is_kept_aside_and_still_opens(laptop: Laptop, backup: Path, tmp_path: Path) -> None:
    with laptop.at_work() as desk:
        before = dump(desk)
    restored = restore_backup(laptop.folder, backup, opening(), world=laptop.world)
    kept = shutil.copytree(laptop.folder / restored.aside, tmp_path / "kept")
    desk = sign_in(kept, ADMIN, PASSWORD, world=laptop.world)
    assert dump(desk) == before
    desk.store.close()


def files_in(folder: Path) -> int:
    return len(list((folder / "blobs").glob("*/*")))


def test_no_picture_is_lost_by_a_restore_and_the_restored_store_has_those_that_it_knows(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older, newer = tmp_path / f"older{SUFFIX}", tmp_path / f"newer{SUFFIX}"
    with laptop.at_work() as desk:
        blobs, partition = desk.store.blobs, desk.store.partition
        held = StoredBlob(blobs.keep(b"at head office", partition), partition, 14)
        blobs.note_held(held)
        unsent = blobs.keep(b"of the backup", partition)
        backup_into(desk, older)
        since = blobs.keep(b"taken since", partition)
        laptop.clock.pass_minutes(5)
        backup_into(desk, newer)
    for number, (backup, are_links) in enumerate(((older, True), (newer, False)), 1):
        if not are_links:
            monkeypatch.setattr(os, "link", _no_second_names)
        restored = restore_backup(laptop.folder, backup, opening(), world=laptop.world)
        assert restored.aside.endswith(f"aside{number}")
        with laptop.at_work() as desk:
            blobs = desk.store.blobs
            assert (blobs.find(held.name), blobs.find(unsent)) == (b"at head office", b"of the backup")
            assert blobs.find(since) == (None if backup == older else b"taken since")
            assert blobs.wanted() == ()
        assert files_in(laptop.folder / "istiqbal.db.aside1") == 3
    kept = sign_in(laptop.folder / "istiqbal.db.aside1", ADMIN, PASSWORD, world=laptop.world)
    assert kept.store.blobs.find(since) == b"taken since"
    kept.store.close()


def _no_second_names(source: Path, target: Path) -> None:
    raise PermissionError


def test_a_backup_sets_an_empty_laptop_up(laptop: Laptop, backup: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "other laptop"
    restored = restore_backup(fresh, backup, opening(), world=laptop.world)
    assert restored.aside == ""
    desk = sign_in(fresh, ADMIN, PASSWORD, world=laptop.world)
    assert desk.store.visits.tally(desk.today()).total == 3
    desk.store.close()


def test_the_recovery_sheet_opens_a_backup_too(tmp_path: Path) -> None:
    office = Laptop(tmp_path / "store")
    first = office.set_up()
    target = tmp_path / "sheet.istiqbal-backup"
    backup_into(first.desk, target)
    first.desk.store.close()
    restored = restore_backup(tmp_path / "new", target, open_by_sheet(first.recovery_code), world=office.world)
    assert restored.office == "RYD1"


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0x10
    path.write_bytes(data)


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "not a backup": (lambda path: path.write_bytes(b"a letter"), "backup.not_ours"),
    "empty": (lambda path: path.write_bytes(b""), "backup.not_ours"),
    "gone": (lambda path: path.unlink(), "backup.missing"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:-5000]), "backup.damaged"),
    "a flipped bit in the database": (lambda path: flip(path, 5_000), "backup.damaged"),
    "another archive": (lambda path: zipfile.ZipFile(path, "w").writestr("letter.txt", "hello"), "backup.not_ours"),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), "backup.unreadable"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_backup_that_is_none_or_broken_is_named_and_nothing_changes(case: str, laptop: Laptop, backup: Path) -> None:
    damage, code = BROKEN[case]
    damage(backup)
    before = {file.name: file.read_bytes() for file in laptop.folder.iterdir() if file.is_file()}
    with pytest.raises((RuleBroken, Unavailable)) as caught:
        restore_backup(laptop.folder, backup, opening(), world=laptop.world)
    assert caught.value.code == code
    assert {file.name: file.read_bytes() for file in laptop.folder.iterdir()} == before


def test_a_wrong_password_and_a_clerk_are_refused_before_anything_is_replaced(laptop: Laptop, tmp_path: Path) -> None:
    target = tmp_path / "two.istiqbal-backup"
    with laptop.at_work() as desk:
        add_user(desk, NewUser("saad", "سعد", ("clerk",), CLERK_PASSWORD))
        backup_into(desk, target)
        count_visit(desk, "other")
    for how, code in (
        (opening(password="ليست هي"), "sign_in.wrong"),
        (opening("saad", CLERK_PASSWORD), "backup.not_allowed"),
        (open_by_sheet("A" * 36), "recovery.miscopied"),
    ):
        with pytest.raises(RuleBroken) as caught:
            restore_backup(laptop.folder, target, how, world=laptop.world)
        assert caught.value.code == code
    with laptop.at_work() as desk:
        assert desk.store.visits.tally(desk.today()).total == 1
    assert not list(laptop.folder.glob(".restore-*"))


def test_a_log_that_was_forged_in_the_backup_is_not_put_in_place(laptop: Laptop, tmp_path: Path) -> None:
    with laptop.at_work() as desk:
        count_visit(desk, "other", 2)
        count_visit(desk, "other")
    path = database_path(laptop.folder)
    db = open_database(path, database_key(unlock(path, ADMIN, PASSWORD).master))
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("UPDATE entry SET hash = zeroblob(32) WHERE seq = 2")
    db.close()
    target = tmp_path / "forged.istiqbal-backup"
    with laptop.at_work() as desk:
        backup_into(desk, target)
    with pytest.raises(Unavailable) as caught:
        restore_backup(tmp_path / "new", target, opening(), world=laptop.world)
    assert caught.value.code == "backup.broken_log"
    assert not database_path(tmp_path / "new").exists()


def test_another_file_is_never_overwritten_and_an_older_backup_is(laptop: Laptop, backup: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("dear", encoding="utf-8")
    with laptop.at_work() as desk:
        with pytest.raises(RuleBroken) as caught:
            backup_into(desk, letter)
        assert caught.value.code == "backup.occupied"
        with pytest.raises(RuleBroken):
            backup_into(desk, database_path(laptop.folder))
        before = read_about(backup)
        laptop.clock.pass_minutes(5)
        backup_into(desk, backup)
        assert read_about(backup).made_at > before.made_at
    assert letter.read_text(encoding="utf-8") == "dear"


def test_a_place_that_takes_no_backup_is_named(laptop: Laptop, tmp_path: Path) -> None:
    with laptop.at_work() as desk:
        with pytest.raises(Unavailable) as caught:
            backup_into(desk, tmp_path / "missing" / "one.istiqbal-backup")
        assert caught.value.code == "backup.write"
        assert backup_status(desk).made_at is None
    assert not list(laptop.folder.glob(".backup-*"))


def test_one_is_made_by_itself_each_day_and_the_old_ones_are_thinned(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        for day in range(20):
            made = backup_when_due(desk)
            assert made is not None, day
            assert backup_small_when_due(desk) is None
            laptop.clock.pass_minutes(24 * 60)
        left = sorted(file.name for file in (laptop.folder / FOLDER).iterdir())
        assert 7 < len(left) < 13
        status = backup_status(desk)
        assert (status.made_at, status.problem) == (made.made_at, "")
        assert Path(status.file or "").name == left[-1]


def test_what_is_not_a_dated_backup_is_left_in_the_folder(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        (laptop.folder / FOLDER).mkdir()
        mine = laptop.folder / FOLDER / f"before the move{SUFFIX}"
        mine.write_bytes(b"mine")
        backup_here(desk)
        assert mine.read_bytes() == b"mine"


def test_a_backup_that_fails_by_itself_stops_nobody_and_is_told_in_the_settings(
    laptop: Laptop, expected_logs: LogWatch
) -> None:
    expected_logs.expect("desktop.usecases.make_backup", "no backup was made: store.disk")
    with laptop.at_work() as desk:
        (laptop.folder / FOLDER).write_text("in the way", encoding="utf-8")
        assert backup_when_due(desk) is None
        assert backup_status(desk).problem
        (laptop.folder / FOLDER).unlink()
        assert backup_when_due(desk) is not None
        assert backup_status(desk).problem == ""


def test_a_clock_that_went_back_does_not_keep_backups_from_being_made(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        backup_here(desk)
        last_year = desk.now().replace(year=desk.now().year - 1)
        assert backup_when_due(replace(desk, now=lambda: last_year)) is not None
