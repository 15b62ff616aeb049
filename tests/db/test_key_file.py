import hashlib
import os
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import key_derivation, key_file
from db.key_file import MAGIC, KeyFile, decode, encode, key_files, load
from db.key_slot import BrokenSeed, Kind, Opened, Owner, WrongSecret, open_slot, seal_slot
from db.keyslots import (
    Created,
    KdfCost,
    change_password,
    keys_path,
    remove_user_slot,
    reset_password_with_recovery,
    unlock,
    usernames,
)
from db.recovery_slots import add_recovery_code, confirm_recovery_code
from domain.errors import RuleBroken, Unavailable
from tests.conftest import LogWatch
from tests.support.keys import FLOOR, OTHER, PASSWORD, SEED, add_user, code_of, copy_keys, make_keys, random

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Created]:
    """One set of keys that the tests copy: Amina and Saad."""
    path = tmp_path_factory.mktemp("keys") / "istiqbal.db"
    created = make_keys(path)
    add_user(path, created.master)
    return path, created


@pytest.fixture
def created(shared: tuple[Path, Created]) -> Created:
    return shared[1]


@pytest.fixture
def path(shared: tuple[Path, Created], tmp_path: Path) -> Path:
    copy_keys(shared[0], tmp_path / "istiqbal.db")
    return tmp_path / "istiqbal.db"


# --- damage -----------------------------------------------------------------------------------------------------------


def test_a_flipped_bit_anywhere_in_one_copy_is_repaired_from_the_other(path: Path) -> None:
    whole = keys_path(path).read_bytes()
    for copy in key_files(path):
        for position in range(0, len(whole), 5):
            copy.write_bytes(flipped(whole, position))
            assert encode(load(path)) == whole
            assert copy.read_bytes() == whole


def test_a_flipped_bit_anywhere_in_the_only_copy_is_told_and_opens_nothing(path: Path) -> None:
    first, second = key_files(path)
    whole = first.read_bytes()
    second.unlink()
    for position in range(len(whole)):
        first.write_bytes(flipped(whole, position))
        assert code_of(lambda: load(path)) == "keys.damaged"
        assert not second.exists()


def flipped(content: bytes, position: int) -> bytes:
    return content[:position] + bytes([content[position] ^ 1 << position % 8]) + content[position + 1 :]


@pytest.mark.parametrize("content", [b"", b"x", MAGIC, MAGIC + bytes(500), bytes(key_file.LARGEST_FILE + 1)])
def test_a_copy_that_is_no_key_file_is_replaced_by_the_other(path: Path, content: bytes) -> None:
    whole = keys_path(path).read_bytes()
    keys_path(path).write_bytes(content)
    assert unlock(path, "amina", PASSWORD)
    assert keys_path(path).read_bytes() == whole


def test_a_missing_copy_is_made_again_and_two_missing_are_told(path: Path) -> None:
    first, second = key_files(path)
    whole = first.read_bytes()
    first.unlink()
    assert usernames(path) == ("amina", "saad")
    assert first.read_bytes() == whole
    first.unlink()
    second.unlink()
    assert code_of(lambda: unlock(path, "amina", PASSWORD)) == "keys.missing"


def test_copies_of_two_different_stores_are_not_guessed_between(path: Path, tmp_path: Path) -> None:
    make_keys(tmp_path / "other.db")
    shutil.copy(keys_path(tmp_path / "other.db"), keys_path(path))
    assert code_of(lambda: unlock(path, "amina", PASSWORD)) == "keys.damaged"


def test_a_repair_that_the_disk_refuses_keeps_nobody_out(
    path: Path, monkeypatch: pytest.MonkeyPatch, expected_logs: LogWatch
) -> None:
    keys_path(path).write_bytes(b"")

    def refuse(copy: Path, content: bytes) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(key_file, "write_durably", refuse)
    expected_logs.expect("db.key_file", "could not be written")
    assert unlock(path, "amina", PASSWORD).user_seed == SEED
    assert code_of(lambda: remove_user_slot(path, "saad")) == "keys.not_saved"


# --- intent -----------------------------------------------------------------------------------------------------------


def summed(body: bytes) -> bytes:
    return MAGIC + hashlib.sha256(MAGIC + body).digest() + body


def put_both(path: Path, content: bytes) -> None:
    for copy in key_files(path):
        copy.write_bytes(content)


def with_slot(file: KeyFile, **changes: object) -> KeyFile:
    changed = msgspec.structs.replace(file.slots[0], **changes)
    return msgspec.structs.replace(file, slots=(changed, *file.slots[1:]))


@pytest.mark.parametrize(
    "changes",
    [
        {"id": bytes(16)},
        {"kind": Kind.RECOVERY},
        {"user_id": "u2"},
        {"username": "root"},
        {"memory_kib": FLOOR.memory_kib + 1},
        {"iterations": 3},
        {"lanes": 2},
        {"salt": bytes(16)},
        {"nonce": bytes(12)},
        {"wrapped": bytes(48)},
    ],
)
def test_a_slot_that_was_changed_with_a_right_sum_opens_nothing(path: Path, changes: dict[str, object]) -> None:
    file = load(path)
    put_both(path, encode(with_slot(file, **changes)))
    assert code_of(lambda: unlock(path, "amina", PASSWORD)) == "sign_in.wrong"
    if "username" in changes:
        assert code_of(lambda: unlock(path, "root", PASSWORD)) == "sign_in.wrong"


@pytest.mark.parametrize("changes", [{"database": bytes(16)}, {"epoch": 2}, {"key_check": bytes(16)}])
def test_slots_moved_to_another_database_open_nothing(path: Path, changes: dict[str, object]) -> None:
    file = load(path)
    put_both(path, encode(msgspec.structs.replace(file, identity=msgspec.structs.replace(file.identity, **changes))))
    assert code_of(lambda: unlock(path, "amina", PASSWORD)) == "sign_in.wrong"


def test_one_users_key_put_into_anothers_slot_is_told(path: Path) -> None:
    file = load(path)
    other = file.slots[-1]
    put_both(path, encode(with_slot(file, seed_nonce=file.slots[0].seed_nonce, sealed_seed=other.sealed_seed)))
    assert code_of(lambda: unlock(path, "amina", PASSWORD)) == "keys.damaged"


@pytest.mark.parametrize(
    "changes", [{"memory_kib": 2**32 - 1}, {"memory_kib": 8}, {"iterations": 2**31}, {"iterations": 1}, {"lanes": 64}]
)
def test_forged_parameters_are_refused_before_any_memory_is_taken(
    path: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, object]
) -> None:
    def explode(secret: bytes, salt: bytes, cost: KdfCost) -> bytes:
        raise AssertionError("the parameters were used")

    put_both(path, encode(with_slot(load(path), **changes)))
    monkeypatch.setattr(key_derivation, "_argon2", explode)
    assert code_of(lambda: unlock(path, "amina", PASSWORD)) == "keys.damaged"


def test_a_later_format_is_told_and_not_touched(path: Path) -> None:
    body = msgspec.msgpack.encode({"identity": {"version": 2, "novelty": 1}, "more": []})
    put_both(path, summed(body))
    assert code_of(lambda: unlock(path, "amina", PASSWORD)) == "keys.newer"
    assert keys_path(path).read_bytes() == summed(body)


@pytest.mark.parametrize("body", [b"", b"\xc1", b"\x80", b"\x91" * 100_000, b"\xdd\xff\xff\xff\xff", b"\xa1\xff"])
def test_a_body_that_makes_no_sense_is_damage_even_with_a_right_sum(path: Path, body: bytes) -> None:
    put_both(path, summed(body))
    assert code_of(lambda: unlock(path, "amina", PASSWORD)) == "keys.damaged"


@settings(max_examples=40)
@given(st.data())
def test_a_forged_byte_never_opens_another_store(shared: tuple[Path, Created], data: st.DataObject) -> None:
    path, created = shared
    body = keys_path(path).read_bytes()[len(MAGIC) + key_file.SUM_BYTES :]
    at = data.draw(st.integers(0, len(body) - 1))
    forged = summed(body[:at] + bytes([data.draw(st.integers(0, 255))]) + body[at + 1 :])
    assert outcome_of(forged, created) in ("named", "nobody", "right")


def outcome_of(content: bytes, created: Created) -> str:
    try:
        file = decode(content)
        slot = file.find_user("amina")
        if slot is None:
            return "nobody"
        opened = open_slot(file.identity, slot, PASSWORD.encode())
    except (key_file.DamagedCopy, Unavailable, WrongSecret, BrokenSeed):
        return "named"
    return "right" if opened == Opened(created.master, SEED) else "wrong"


def test_keys_that_the_first_version_wrote_open_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "istiqbal.db"
    put_both(path, (DATA / "keys_format_1.keys").read_bytes())
    unlocked = unlock(path, "amina", PASSWORD)
    assert unlocked.master.hex() == "f5b165224a58b791df6af1d8303e61cdc4bb86c3d1c427103c344c4189eb2f1e"
    assert unlocked.user_seed == SEED
    code = "FFAX-8ZJ4-DZ7C-58YR-25SP-2475-F0DW-SKN6-PGBW"
    assert reset_password_with_recovery(path, code, "amina", OTHER, SEED).master == unlocked.master


def test_a_slot_of_a_later_kind_is_kept_as_it_is(path: Path, created: Created) -> None:
    file = load(path)
    escrow = seal_slot(
        file.identity, Owner(Kind.ESCROW), b"box", Opened(created.master, b""), cost=FLOOR, random=random
    )
    escrow = msgspec.structs.replace(escrow, memory_kib=0, iterations=0, lanes=0)
    put_both(path, encode(file.with_slots((*file.slots, escrow))))
    add_user(path, created.master, "third")
    confirm_recovery_code(path, add_recovery_code(path, created.master, random=random).slot)
    assert escrow in load(path).slots


# --- power cuts -------------------------------------------------------------------------------------------------------


class PowerCut(BaseException):
    pass


def cut_power_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the step-th call on, nothing reaches the disk any more."""
    calls = count(1)

    def interrupted(deed: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **options: object) -> object:
            if next(calls) >= step:
                raise PowerCut
            return deed(*arguments, **options)

        return run

    for name in ("fsync", "replace", "fdopen"):
        monkeypatch.setattr(f"os.{name}", interrupted(getattr(os, name)))


def test_a_power_cut_at_any_step_leaves_the_old_password_or_the_new_one(
    shared: tuple[Path, Created], tmp_path: Path
) -> None:
    outcomes = []
    for step in count(1):
        path = tmp_path / f"at{step}.db"
        copy_keys(shared[0], path)
        with pytest.MonkeyPatch.context() as patch:
            cut_power_at(step, patch)
            try:
                change_password(path, "amina", PASSWORD, "a new long one", random=random)
                is_done = True
            except PowerCut:
                is_done = False
        outcomes.append(opens_with(path))
        first, second = key_files(path)
        assert first.read_bytes() == second.read_bytes()
        if is_done:
            break
    assert set(outcomes) == {"old", "new"}
    assert outcomes == sorted(outcomes, key=("old", "new").index)


def opens_with(path: Path) -> str:
    try:
        unlock(path, "amina", PASSWORD)
    except RuleBroken:
        assert unlock(path, "amina", "a new long one").user_seed == SEED
        return "new"
    return "old"


def test_the_later_of_two_sound_copies_counts(path: Path) -> None:
    first, second = key_files(path)
    old = second.read_bytes()
    change_password(path, "amina", PASSWORD, "a new long one", random=random)
    new = first.read_bytes()
    for stale in (first, second):
        stale.write_bytes(old)
        assert opens_with(path) == "new"
        assert stale.read_bytes() == new
