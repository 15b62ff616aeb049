"""An older key file beside a newer database is noticed, and the recovery sheet is the way on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import open_database
from db.key_file import key_files
from db.key_memory import adopt_older_keys, are_keys_older, refuse_older_keys, remember_keys
from db.keyslots import (
    Created,
    change_password,
    database_key,
    open_with_recovery,
    remove_user_slot,
    reset_password,
    unlock,
    usernames,
)
from db.migrate import migrate
from db.recovery_slots import add_recovery_code, confirm_recovery_code
from db.settings import Settings
from tests.support.keys import NEW_SEED, OTHER, PASSWORD, add_user, code_of, copy_keys, make_keys, random

NEW = "a new long one"


class Office:
    """Amina and Saad; `put_back` lays the keys of an earlier moment beside the database."""

    def __init__(self, folder: Path, settings: Settings, created: Created) -> None:
        self.path, self.settings, self.created = folder / "istiqbal.db", settings, created
        self._kept = 0

    def remember(self) -> None:
        remember_keys(self.settings, self.path)

    def keep(self) -> Path:
        self._kept += 1
        folder = self.path.parent / f"kept{self._kept}"
        folder.mkdir()
        copy_keys(self.path, folder / "istiqbal.db")
        return folder / "istiqbal.db"

    def put_back(self, kept: Path) -> None:
        copy_keys(kept, self.path)

    def adopt(self, code: str) -> None:
        adopt_older_keys(self.settings, self.path, code, random=random)

    def is_older(self) -> bool:
        return are_keys_older(self.settings, self.path)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    path = tmp_path / "istiqbal.db"
    created = make_keys(path)
    add_user(path, created.master)
    db = open_database(path, database_key(created.master), create=True)
    migrate(db)
    made = Office(tmp_path, Settings(db), created)
    made.remember()
    yield made
    db.close()


def test_the_keys_that_were_there_last_are_welcome(office: Office) -> None:
    refuse_older_keys(office.settings, office.path)
    change_password(office.path, "amina", PASSWORD, NEW, random=random)
    refuse_older_keys(office.settings, office.path)  # as when the power went before it was remembered


def test_a_database_that_remembers_nothing_takes_what_there_is(office: Office) -> None:
    office.settings.remove("keys.remembered")
    refuse_older_keys(office.settings, office.path)


def test_the_keys_of_before_a_removal_are_refused(office: Office) -> None:
    before = office.keep()
    remove_user_slot(office.path, "saad")
    office.remember()
    office.put_back(before)
    assert unlock(office.path, "saad", OTHER).user_id == "u2"  # the file alone would let him in
    assert code_of(lambda: refuse_older_keys(office.settings, office.path)) == "keys.older"


def test_other_keys_of_the_same_generation_are_refused(office: Office) -> None:
    before = office.keep()
    change_password(office.path, "amina", PASSWORD, NEW, random=random)
    other = office.keep()
    office.put_back(before)
    change_password(office.path, "amina", PASSWORD, "another branch of it", random=random)
    office.remember()
    office.put_back(other)
    assert office.is_older()


def test_one_old_copy_is_mended_from_the_latest_one(office: Office) -> None:
    before = office.keep()
    change_password(office.path, "amina", PASSWORD, NEW, random=random)
    office.remember()
    key_files(office.path)[0].write_bytes(key_files(before)[0].read_bytes())
    assert not office.is_older()
    assert unlock(office.path, "amina", NEW).user_id == "u1"


def test_the_sheet_brings_the_office_back_and_old_passwords_stay_dead(office: Office) -> None:
    before = office.keep()
    change_password(office.path, "amina", PASSWORD, NEW, random=random)
    office.remember()
    office.put_back(before)
    office.adopt(office.created.recovery_code)
    assert not office.is_older()
    assert usernames(office.path) == ("amina", "saad")
    for password in (PASSWORD, NEW):
        assert code_of(lambda word=password: unlock(office.path, "amina", word)) == "sign_in.wrong"  # type: ignore[misc]
    assert unlock(office.path, "saad", OTHER).user_id == "u2"
    master = open_with_recovery(office.path, office.created.recovery_code)
    unlocked = reset_password(office.path, master, "amina", "found again 1", NEW_SEED, random=random)
    assert unlocked == unlock(office.path, "amina", "found again 1")
    office.remember()
    office.put_back(before)
    assert office.is_older()


def test_a_user_who_was_removed_stays_out_and_one_who_came_later_is_known(office: Office) -> None:
    before = office.keep()
    remove_user_slot(office.path, "saad")
    add_user(office.path, office.created.master, "third", "a third long one")
    office.remember()
    office.put_back(before)
    office.adopt(office.created.recovery_code)
    assert usernames(office.path) == ("amina", "third")
    assert code_of(lambda: unlock(office.path, "saad", OTHER)) == "sign_in.wrong"
    assert code_of(lambda: unlock(office.path, "third", "a third long one")) == "sign_in.wrong"
    assert unlock(office.path, "amina", PASSWORD).user_id == "u1"


def test_a_sheet_that_was_replaced_does_not_bring_old_keys_back(office: Office) -> None:
    before = office.keep()
    confirm_recovery_code(office.path, add_recovery_code(office.path, office.created.master, random=random).slot)
    office.remember()
    office.put_back(before)
    content = key_files(office.path)[0].read_bytes()
    assert code_of(lambda: office.adopt(office.created.recovery_code)) == "keys.older"
    assert key_files(office.path)[0].read_bytes() == content


def test_keys_that_are_the_latest_are_not_touched_by_the_sheet(office: Office) -> None:
    content = key_files(office.path)[0].read_bytes()
    office.adopt(office.created.recovery_code)
    assert key_files(office.path)[0].read_bytes() == content


def test_remembering_what_is_remembered_writes_nothing(office: Office) -> None:
    text = office.settings.find("keys.remembered")
    office.remember()
    assert office.settings.find("keys.remembered") == text
