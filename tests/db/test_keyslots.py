import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from db import key_derivation
from db.key_file import key_files, load
from db.key_slot import WrongSecret, open_slot
from db.keyslots import (
    Created,
    KdfCost,
    change_password,
    database_key,
    is_database_key,
    keys_path,
    read_public_info,
    remove_user_slot,
    reset_password,
    reset_password_with_recovery,
    unlock,
    usernames,
)
from db.recovery_code import CODE_BYTES, write_code
from domain.errors import RuleBroken
from tests.support.keys import FLOOR, NEW_SEED, OTHER, PASSWORD, SEED, add_user, code_of, copy_keys, make_keys, random


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


# --- opening ----------------------------------------------------------------------------------------------------------


def test_each_user_opens_the_same_store_with_a_password_and_gets_his_own_key(path: Path, created: Created) -> None:
    amina = unlock(path, "amina", PASSWORD)
    saad = unlock(path, "saad", OTHER)
    assert amina.master == saad.master == created.master
    assert amina.database_id == created.database_id
    assert (amina.user_id, amina.user_seed) == ("u1", SEED)
    assert (saad.user_id, saad.user_seed) == ("u2", NEW_SEED)


def test_another_password_or_name_gets_one_and_the_same_answer(path: Path) -> None:
    attempts = [
        ("amina", OTHER),
        ("amina", ""),
        ("nobody", PASSWORD),
        ("", ""),
        ("a b", PASSWORD),
        ("\ud800", "\ud800"),
    ]
    sentences = set()
    for username, password in attempts:
        with pytest.raises(RuleBroken) as failure:
            unlock(path, username, password)
        sentences.add((failure.value.code, failure.value.ar, failure.value.field))
    assert len(sentences) == 1
    assert sentences.pop()[0] == "sign_in.wrong"


def test_an_unknown_user_costs_the_same_work_as_a_known_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work: list[KdfCost] = []
    stretch = key_derivation._argon2

    def counted(secret: bytes, salt: bytes, cost: KdfCost) -> bytes:
        work.append(cost)
        return stretch(secret, salt, cost)

    monkeypatch.setattr(key_derivation, "_argon2", counted)
    for username in ("amina", "nobody", "not a name"):
        code_of(lambda name=username: unlock(path, name, "wrong"))
    assert work == [FLOOR, FLOOR, FLOOR]


@pytest.mark.parametrize("spelling", ["amina", "AMINA", " Amina "])
def test_a_username_is_found_however_it_is_typed(path: Path, spelling: str) -> None:
    assert unlock(path, spelling, PASSWORD).user_id == "u1"


def test_a_password_opens_from_every_keyboard(path: Path) -> None:
    change_password(path, "amina", PASSWORD, "عبارة مؤلفة من أحرف é", random=random)
    decomposed = unicodedata.normalize("NFD", "عبارة مؤلفة من أحرف é")
    assert unlock(path, "amina", decomposed).user_seed == SEED


def test_nothing_secret_stands_in_the_files_or_in_what_is_printed(path: Path, created: Created) -> None:
    unlocked = unlock(path, "amina", PASSWORD)
    text = repr(unlocked) + repr(created)
    assert created.recovery_code not in text
    for secret in (created.master, SEED, NEW_SEED, PASSWORD.encode(), OTHER.encode(), database_key(created.master)):
        assert repr(secret) not in text
        for copy in key_files(path):
            assert secret not in copy.read_bytes()


def test_the_files_are_readable_by_their_owner_alone(path: Path, created: Created) -> None:
    add_user(path, created.master, "third")
    for copy in key_files(path):
        assert copy.stat().st_mode & 0o077 == 0 or os.name == "nt"


# --- users ------------------------------------------------------------------------------------------------------------


def test_a_changed_password_keeps_the_key_and_the_old_one_opens_nothing(path: Path) -> None:
    change_password(path, "amina", PASSWORD, "a new long one", random=random)
    assert unlock(path, "amina", "a new long one").user_seed == SEED
    assert code_of(lambda: unlock(path, "amina", PASSWORD)) == "sign_in.wrong"
    assert unlock(path, "saad", OTHER).user_id == "u2"


def test_a_password_is_only_changed_by_who_knows_it(path: Path) -> None:
    before = keys_path(path).read_bytes()
    assert code_of(lambda: change_password(path, "amina", OTHER, "a new long one")) == "sign_in.wrong"
    assert code_of(lambda: change_password(path, "nobody", OTHER, "a new long one")) == "sign_in.wrong"
    assert keys_path(path).read_bytes() == before


def test_a_removed_user_opens_nothing_and_the_last_one_stays(path: Path) -> None:
    remove_user_slot(path, "Saad")
    assert code_of(lambda: unlock(path, "saad", OTHER)) == "sign_in.wrong"
    assert code_of(lambda: remove_user_slot(path, "saad")) == "user.unknown"
    assert code_of(lambda: remove_user_slot(path, "amina")) == "user.last"
    assert usernames(path) == ("amina",)


def test_a_reset_gives_a_new_key_because_nobody_can_open_the_old_one(path: Path, created: Created) -> None:
    reset_password(path, created.master, "saad", "given by the admin", bytes(32), random=random)
    assert unlock(path, "saad", "given by the admin").user_seed == bytes(32)


def test_the_master_key_opens_no_users_own_key(path: Path, created: Created) -> None:
    file = load(path)
    slot = file.find_user("amina")
    assert slot is not None
    for secret in (created.master, database_key(created.master), created.recovery_code.encode()):
        with pytest.raises(WrongSecret):
            open_slot(file.identity, slot, secret)


@pytest.mark.parametrize("password", ["", "short", "123456789", "ك" * 9, "x" * 1025])
def test_a_weak_password_is_refused_beside_its_field(path: Path, created: Created, password: str) -> None:
    for deed in (
        lambda: add_user(path, created.master, "third", password),
        lambda: change_password(path, "amina", PASSWORD, password),
        lambda: reset_password(path, created.master, "amina", password, SEED),
    ):
        with pytest.raises(RuleBroken) as failure:
            deed()
        assert failure.value.field == "password"
    assert unlock(path, "amina", PASSWORD)


def test_a_password_that_is_the_username_is_refused(path: Path, created: Created) -> None:
    assert (
        code_of(lambda: add_user(path, created.master, "khalid.alamri", "Khalid.Alamri")) == "user.password.is_username"
    )


@pytest.mark.parametrize("username", ["", "a", "two words", "x" * 33, "aمينا", "аmina", "a/b", "a\n", "名前"])
def test_a_name_nobody_can_be_called_is_refused_beside_its_field(path: Path, created: Created, username: str) -> None:
    with pytest.raises(RuleBroken) as failure:
        add_user(path, created.master, username)
    assert (failure.value.code, failure.value.field) == ("user.username.form", "username")


@pytest.mark.parametrize(("username", "again"), [("نورة", "نورة"), ("omar_2", "OMAR_٢"), ("أحمد.١", "أحمد.1")])
def test_a_taken_name_is_refused_in_every_spelling(path: Path, created: Created, username: str, again: str) -> None:
    add_user(path, created.master, username)
    assert code_of(lambda: add_user(path, created.master, again)) == "user.username.taken"


def test_another_stores_master_key_is_never_wrapped(path: Path) -> None:
    before = keys_path(path).read_bytes()
    assert code_of(lambda: add_user(path, bytes(32), "third")) == "keys.damaged"
    assert code_of(lambda: reset_password(path, bytes(32), "amina", OTHER, SEED)) == "keys.damaged"
    assert keys_path(path).read_bytes() == before


def test_a_seed_of_another_length_is_a_bug(path: Path, created: Created) -> None:
    with pytest.raises(ValueError, match="seed"):
        reset_password(path, created.master, "amina", OTHER, b"short")


def test_anybody_may_know_who_works_here_and_what_a_guess_costs(path: Path, created: Created) -> None:
    info = read_public_info(path)
    assert (info.database_id, info.epoch, info.has_recovery_code) == (created.database_id, 1, True)
    assert [(user.user_id, user.username, user.cost) for user in info.users] == [
        ("u1", "amina", FLOOR),
        ("u2", "saad", FLOOR),
    ]


def test_the_keys_know_their_database_key(path: Path, created: Created) -> None:
    assert is_database_key(path, database_key(created.master)) is True
    assert is_database_key(path, created.master) is False
    for copy in key_files(path):
        copy.unlink()
    assert is_database_key(path, database_key(created.master)) is None


# --- recovery ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", [str, str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("0", "O")]
)
def test_the_recovery_sheet_gives_a_new_password_and_a_new_key(
    path: Path, created: Created, typed: Callable[[str], str]
) -> None:
    code = typed(created.recovery_code)
    unlocked = reset_password_with_recovery(path, code, "Amina", "found again 1", NEW_SEED, random=random)
    assert (unlocked.master, unlocked.user_id, unlocked.user_seed) == (created.master, "u1", NEW_SEED)
    assert unlock(path, "amina", "found again 1") == unlocked
    assert code_of(lambda: unlock(path, "amina", PASSWORD)) == "sign_in.wrong"


def test_a_wrong_code_a_miscopied_one_and_an_unknown_user_are_told_apart(path: Path, created: Created) -> None:
    def recover(code: str, username: str = "amina", password: str = "found again 1") -> str:
        return code_of(lambda: reset_password_with_recovery(path, code, username, password, NEW_SEED))

    before = keys_path(path).read_bytes()
    first = created.recovery_code[0]
    assert recover(write_code(bytes(CODE_BYTES))) == "recovery.wrong"
    assert recover(("2" if first != "2" else "3") + created.recovery_code[1:]) == "recovery.miscopied"
    assert recover(created.recovery_code[:-1] + "U") == "recovery.miscopied"
    assert recover(created.recovery_code[:-1]) == "recovery.length"
    assert recover("") == "recovery.length"
    assert recover(created.recovery_code, username="nobody") == "user.unknown"
    assert recover(created.recovery_code, password="short") == "user.password.short"
    assert keys_path(path).read_bytes() == before


# --- first keys -------------------------------------------------------------------------------------------------------


def test_keys_are_never_made_for_a_store_that_exists(path: Path) -> None:
    path.write_bytes(b"a store")
    before = keys_path(path).read_bytes()
    assert code_of(lambda: make_keys(path)) == "store.exists"
    assert keys_path(path).read_bytes() == before


def test_keys_left_without_a_store_are_set_aside_and_not_overwritten(path: Path) -> None:
    before = keys_path(path).read_bytes()
    made = make_keys(path)
    assert unlock(path, "amina", PASSWORD).master == made.master
    make_keys(path)
    assert path.with_name("istiqbal.db.keys.aside1").read_bytes() == before
    assert path.with_name("istiqbal.db.keys2.aside2").exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert code_of(lambda: make_keys(tmp_path / "none" / "istiqbal.db")) == "keys.not_saved"
