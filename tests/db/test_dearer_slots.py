"""A slot is made dearer without asking again, and never over a change that came in between."""

from pathlib import Path

import pytest

from db.dearer_slots import find_own_slot, seal_dearer, swap_slot
from db.key_slot import Opened
from db.keyslots import Created, KdfCost, change_password, read_public_info, unlock
from tests.support.keys import FLOOR, OTHER, PASSWORD, SEED, add_user, code_of, make_keys, random

DEARER = KdfCost(FLOOR.memory_kib, 3)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "istiqbal.db"


@pytest.fixture
def created(path: Path) -> Created:
    made = make_keys(path)
    add_user(path, made.master)
    return made


def opened_by_amina(path: Path) -> Opened:
    unlocked = unlock(path, "amina", PASSWORD)
    return Opened(unlocked.master, unlocked.user_seed)


def make_dearer(path: Path, cost: KdfCost = DEARER) -> bool:
    own = find_own_slot(path, "Amina")
    assert own is not None
    dearer = seal_dearer(own, PASSWORD, opened_by_amina(path), cost, random=random)
    return dearer is not None and swap_slot(path, own, dearer)


def test_a_cheap_slot_is_made_dearer_and_keeps_password_and_key(path: Path, created: Created) -> None:
    assert make_dearer(path)
    unlocked = unlock(path, "amina", PASSWORD)
    assert (unlocked.master, unlocked.user_id, unlocked.user_seed) == (created.master, "u1", SEED)
    assert [user.cost for user in read_public_info(path).users] == [DEARER, FLOOR]
    assert unlock(path, "saad", OTHER).master == created.master


def test_what_is_dear_enough_is_left_alone(path: Path, created: Created) -> None:
    assert make_dearer(path)
    generation = read_public_info(path).generation
    assert not make_dearer(path)
    assert not make_dearer(path, FLOOR)
    assert read_public_info(path).generation == generation


def test_a_password_changed_in_between_stays_changed(path: Path, created: Created) -> None:
    own = find_own_slot(path, "amina")
    assert own is not None
    dearer = seal_dearer(own, PASSWORD, Opened(created.master, SEED), DEARER, random=random)
    assert dearer is not None
    change_password(path, "amina", PASSWORD, "a new long one", random=random)
    assert not swap_slot(path, own, dearer)
    assert code_of(lambda: unlock(path, "amina", PASSWORD)) == "sign_in.wrong"
    assert unlock(path, "amina", "a new long one").master == created.master


def test_a_later_password_keeps_the_dearer_cost(path: Path, created: Created) -> None:
    assert make_dearer(path)
    change_password(path, "amina", PASSWORD, "a new long one", random=random)
    assert read_public_info(path).users[0].cost == DEARER


def test_who_has_no_slot_has_none_to_make_dearer(path: Path, created: Created) -> None:
    assert find_own_slot(path, "nobody") is None
