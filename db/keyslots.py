"""Who can open a store, and with what: the slots of its key file.

Every function takes the path of the database; the keys lie beside it. Writing is for the process that holds the store
(`db.store_lock`). Users are found by any spelling of their name (`domain.credentials`).
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

from db.key_derivation import KEY_BYTES, KdfCost, blob_key, database_key, key_check, log_key
from db.key_file import (
    VERSION,
    KeyFile,
    damaged_keys,
    key_files,
    keys_path,
    load,
    load_with,
    refuse_existing,
    save,
    set_keys_aside,
)
from db.key_info import PublicInfo, PublicUser, is_database_key, read_public_info, usernames
from db.key_slot import (
    ID_BYTES,
    BrokenSeed,
    Identity,
    Kind,
    Opened,
    Owner,
    Random,
    Slot,
    WrongSecret,
    decoy_slot,
    open_slot,
    seal_slot,
)
from db.recovery_code import CODE_BYTES, write_code
from db.recovery_slots import open_with_recovery, seal_recovery
from domain.credentials import check_password, normal_password, normal_username
from domain.errors import RuleBroken

__all__ = [
    "Created",
    "KdfCost",
    "PublicInfo",
    "PublicUser",
    "Unlocked",
    "add_user_slot",
    "blob_key",
    "change_password",
    "create_keys",
    "database_key",
    "is_database_key",
    "key_files",
    "keys_path",
    "log_key",
    "open_with_recovery",
    "read_public_info",
    "remove_user_slot",
    "reset_password",
    "reset_password_with_recovery",
    "unlock",
    "usernames",
]


@dataclass(frozen=True)
class Created:
    """`recovery_code` is shown once and kept nowhere."""

    master: bytes = field(repr=False)
    recovery_code: str = field(repr=False)
    database_id: str


@dataclass(frozen=True)
class Unlocked:
    """`user_seed` is the private half of the user's own Ed25519 key."""

    master: bytes = field(repr=False)
    user_id: str
    user_seed: bytes = field(repr=False)
    database_id: str


# --- making and opening ----------------------------------------------------------------------------------------------


def create_keys(
    path: Path,
    *,
    user_id: str,
    username: str,
    password: str,
    user_seed: bytes,
    cost: KdfCost,
    random: Random = os.urandom,
) -> Created:
    """The keys of a database that does not exist yet, with its first user and a recovery code.

    Keys that an interrupted attempt left without a database are set aside, not overwritten. Raises RuleBroken (fields
    ``username``, ``password``), Unavailable ``store.exists``, ``keys.not_saved``.
    """
    name = normal_username(username)
    check_password(password, name)
    refuse_existing(path)
    master, code = random(KEY_BYTES), random(CODE_BYTES)
    identity = Identity(VERSION, random(ID_BYTES), 1, key_check(database_key(master)))
    owner = Owner(Kind.PASSWORD, user_id, name)
    content = Opened(master, _checked_seed(user_seed))
    slots = (
        seal_slot(identity, owner, normal_password(password), content, cost=cost, random=random),
        seal_recovery(identity, code, master, random),
    )
    set_keys_aside(path)
    save(path, KeyFile(identity, 1, slots))
    return Created(master, write_code(code), identity.database.hex())


def unlock(path: Path, username: str, password: str) -> Unlocked:
    """Raises RuleBroken ``sign_in.wrong`` for a wrong name and a wrong password alike, after the same time; Unavailable
    ``keys.missing``, ``keys.damaged``, ``keys.newer``, ``keys.memory``."""
    file = load(path)
    slot = file.find_user(username) or decoy_slot(file.dearest_cost)
    return _unlocked(file, slot, _open_with_password(file, slot, password))


def _open_with_password(file: KeyFile, slot: Slot, password: str) -> Opened:
    try:
        return open_slot(file.identity, slot, normal_password(password))
    except WrongSecret as error:
        raise RuleBroken(
            "sign_in.wrong",
            ar="اسم المستخدم أو كلمة المرور غير صحيحة. تأكد من لغة لوحة المفاتيح ثم أعد المحاولة.",
            en="The username or the password is not right. Check the keyboard's language and try again.",
            field="password",
        ) from error
    except BrokenSeed as error:
        raise damaged_keys() from error


def _unlocked(file: KeyFile, slot: Slot, opened: Opened) -> Unlocked:
    return Unlocked(opened.master, slot.user_id, opened.seed, file.identity.database.hex())


# --- users -----------------------------------------------------------------------------------------------------------


def add_user_slot(
    path: Path,
    master: bytes,
    *,
    user_id: str,
    username: str,
    password: str,
    user_seed: bytes,
    cost: KdfCost,
    random: Random = os.urandom,
) -> None:
    """Raises RuleBroken (fields ``username``, ``password``), also when the name is taken."""
    name = normal_username(username)
    check_password(password, name)
    file = load_with(path, master)
    if file.find_user(name):
        raise taken_username()
    content = Opened(master, _checked_seed(user_seed))
    owner = Owner(Kind.PASSWORD, user_id, name)
    slot = seal_slot(file.identity, owner, normal_password(password), content, cost=cost, random=random)
    save(path, file.with_slots((*file.slots, slot)))


def taken_username() -> RuleBroken:
    return RuleBroken(
        "user.username.taken",
        ar="اسم المستخدم هذا لغيره على هذا الجهاز. اختر اسمًا آخر.",
        en="Somebody on this computer already has this username. Choose another.",
        field="username",
    )


def remove_user_slot(path: Path, username: str) -> None:
    """After it the user's password opens nothing here. Raises RuleBroken for an unknown user and for the last one."""
    file = load(path)
    slot = _get_slot(file, username)
    if len(file.users) == 1:
        raise RuleBroken(
            "user.last",
            ar="هذا آخر مستخدم على هذا الجهاز، ولو حُذف لما دخل أحد. أضف مستخدمًا آخر أولًا.",
            en="This is the last user of this computer; without one nobody could sign in. Add another first.",
            field="username",
        )
    save(path, file.with_slots(tuple(other for other in file.slots if other != slot)))


def change_password(
    path: Path, username: str, old: str, new: str, *, cost: KdfCost | None = None, random: Random = os.urandom
) -> None:
    """The user keeps his key. `cost` defaults to what the slot had. Raises RuleBroken ``sign_in.wrong`` for the old
    password (field ``password``) and the rules of the new one."""
    file = load(path)
    slot = file.find_user(username) or decoy_slot(file.dearest_cost)
    opened = _open_with_password(file, slot, old)
    check_password(new, slot.username)
    _reseal(path, file, slot, new, opened, cost=cost or slot.cost, random=random)


def reset_password(
    path: Path,
    master: bytes,
    username: str,
    new_password: str,
    new_user_seed: bytes,
    *,
    cost: KdfCost | None = None,
    random: Random = os.urandom,
) -> Unlocked:
    """For who has the store open: the user gets a new password and a new key, for nobody can open the old one."""
    file = load_with(path, master)
    slot = _get_slot(file, username)
    check_password(new_password, slot.username)
    opened = Opened(master, _checked_seed(new_user_seed))
    _reseal(path, file, slot, new_password, opened, cost=cost or slot.cost, random=random)
    return _unlocked(file, slot, opened)


def _reseal(
    path: Path, file: KeyFile, slot: Slot, password: str, opened: Opened, *, cost: KdfCost, random: Random
) -> None:
    owner = Owner(Kind.PASSWORD, slot.user_id, slot.username)
    fresh = seal_slot(file.identity, owner, normal_password(password), opened, cost=cost, random=random)
    save(path, file.with_slots(tuple(fresh if other == slot else other for other in file.slots)))


# --- recovery --------------------------------------------------------------------------------------------------------


def reset_password_with_recovery(
    path: Path,
    code: str,
    username: str,
    new_password: str,
    new_user_seed: bytes,
    *,
    cost: KdfCost | None = None,
    random: Random = os.urandom,
) -> Unlocked:
    """With the recovery sheet. The user gets a new password and a new key; the code stays good. Raises RuleBroken:
    ``recovery.length``, ``recovery.miscopied``, ``recovery.wrong`` (field ``code``), ``user.unknown``."""
    check_password(new_password, username)
    master = open_with_recovery(path, code)
    return reset_password(path, master, username, new_password, new_user_seed, cost=cost, random=random)


# --- inside ----------------------------------------------------------------------------------------------------------


def _get_slot(file: KeyFile, username: str) -> Slot:
    slot = file.find_user(username)
    if slot is None:
        raise RuleBroken(
            "user.unknown",
            ar="لا يوجد مستخدم بهذا الاسم على هذا الجهاز. تأكد من كتابته.",
            en="There is no user of this name on this computer. Check the spelling.",
            field="username",
        )
    return slot


def _checked_seed(seed: bytes) -> bytes:
    if len(seed) != KEY_BYTES:
        raise ValueError(f"a user's seed is {KEY_BYTES} bytes, not {len(seed)}")
    return seed
