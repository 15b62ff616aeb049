"""One recovery sheet follows another, and whatever is cut off in between, a sheet on paper opens the store."""

from pathlib import Path

import pytest

from db.key_derivation import KdfCost
from db.key_file import load
from db.keyslots import Created, read_public_info, reset_password_with_recovery, unlock
from db.recovery_slots import (
    add_recovery_code,
    confirm_recovery_code,
    open_with_recovery,
    withdraw_recovery_code,
)
from tests.support.keys import NEW_SEED, OTHER, PASSWORD, code_of, make_keys, random


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "istiqbal.db"


@pytest.fixture
def created(path: Path) -> Created:
    return make_keys(path)


def test_until_it_is_confirmed_both_sheets_are_good(path: Path, created: Created) -> None:
    fresh = add_recovery_code(path, created.master, random=random)
    assert open_with_recovery(path, created.recovery_code) == created.master
    assert open_with_recovery(path, fresh.code) == created.master
    assert fresh.code not in repr(fresh)


def test_a_confirmed_sheet_ends_every_other(path: Path, created: Created) -> None:
    forgotten = add_recovery_code(path, created.master, random=random)
    fresh = add_recovery_code(path, created.master, random=random)
    confirm_recovery_code(path, fresh.slot)
    for old in (created.recovery_code, forgotten.code):
        assert code_of(lambda code=old: open_with_recovery(path, code)) == "recovery.wrong"  # type: ignore[misc]
    assert reset_password_with_recovery(path, fresh.code, "amina", OTHER, NEW_SEED).master == created.master
    assert unlock(path, "amina", OTHER).master == created.master


def test_confirming_twice_changes_the_keys_once(path: Path, created: Created) -> None:
    fresh = add_recovery_code(path, created.master, random=random)
    confirm_recovery_code(path, fresh.slot)
    generation = read_public_info(path).generation
    confirm_recovery_code(path, fresh.slot)
    assert read_public_info(path).generation == generation


def test_a_withdrawn_sheet_opens_nothing_and_the_old_one_stands(path: Path, created: Created) -> None:
    fresh = add_recovery_code(path, created.master, random=random)
    withdraw_recovery_code(path, fresh.slot)
    withdraw_recovery_code(path, fresh.slot)
    assert code_of(lambda: open_with_recovery(path, fresh.code)) == "recovery.wrong"
    assert code_of(lambda: confirm_recovery_code(path, fresh.slot)) == "recovery.gone"
    assert open_with_recovery(path, created.recovery_code) == created.master


def test_the_last_sheet_is_never_withdrawn(path: Path, created: Created) -> None:
    fresh = add_recovery_code(path, created.master, random=random)
    confirm_recovery_code(path, fresh.slot)
    withdraw_recovery_code(path, fresh.slot)
    assert open_with_recovery(path, fresh.code) == created.master


def test_sheets_and_passwords_leave_each_other_alone(path: Path, created: Created) -> None:
    before = load(path).users
    confirm_recovery_code(path, add_recovery_code(path, created.master, random=random).slot)
    assert load(path).users == before
    assert unlock(path, "amina", PASSWORD).master == created.master


def test_only_who_has_the_store_open_makes_a_sheet(path: Path, created: Created) -> None:
    assert code_of(lambda: add_recovery_code(path, bytes(32))) == "keys.damaged"
    assert open_with_recovery(path, created.recovery_code) == created.master


def test_a_sheet_costs_the_floor(path: Path, created: Created) -> None:
    fresh = add_recovery_code(path, created.master, random=random)
    costs = {slot.cost for slot in load(path).slots if slot.id.hex() == fresh.slot}
    assert costs == {KdfCost.FLOOR}
