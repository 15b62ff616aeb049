"""The door: first run, sign in, recover. Each gives a desk with an open store, or a sentence that says what to do."""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.connection import naming_failures as naming_failures
from db.connection import refuse_unsafe_folder
from db.keyslots import (
    Created,
    KdfCost,
    Unlocked,
    create_keys,
    database_key,
    keys_path,
    reset_password_with_recovery,
    unlock,
    usernames,
)
from db.log import system_clock
from db.store import PROFILE, Store, create_store, database_path, has_store, open_store
from desktop.usecases.desk import RIYADH, Desk
from desktop.usecases.load_profile import load_profile
from domain.credentials import check_password, normal_username
from domain.errors import RuleBroken, Unavailable
from domain.office import check_office_code
from domain.policy import Profile
from domain.sync.entries import uuid7
from domain.user import User

FLOOR_VARIABLE = "ISTIQBAL_KDF"
SITE = ".setup-"


@dataclass(frozen=True)
class World:
    """What the desk takes from outside: the clock in milliseconds and the source of random bytes."""

    clock: Callable[[], int]
    random: Callable[[int], bytes] = os.urandom

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock() / 1000, RIYADH)

    def new_id(self) -> str:
        return uuid7(self.clock(), self.random(10))


@dataclass(frozen=True)
class SetUp:
    """The answers of the first run."""

    profile: str
    office_code: str
    office_name: str
    username: str
    name: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class FirstDesk:
    """`recovery_code` is shown once, printed on the recovery sheet, and kept nowhere."""

    desk: Desk
    recovery_code: str


def kdf_cost() -> KdfCost:
    """Calibrated on this machine; the OWASP floor where the administrator asked for it (small laptops, tests)."""
    return KdfCost.FLOOR if os.environ.get(FLOOR_VARIABLE) == "floor" else KdfCost.calibrate()


def system_world() -> World:
    return World(system_clock)


def known_users(folder: Path) -> tuple[str, ...]:
    """Who can sign in here; nobody when there is no store."""
    return usernames(database_path(folder)) if has_store(folder) else ()


def create_desk(folder: Path, set_up: SetUp, *, world: World) -> FirstDesk:
    """Makes the store of a branch office and its first administrator. Half of it is never left behind: it is built
    in a folder of its own and moved into place when it is whole."""
    if has_store(folder):
        raise RuleBroken(
            "store.exists",
            ar="في هذا المجلد بيانات مكتب من قبل. سجّل الدخول إليها، أو اختر مجلدًا آخر.",
            en="This folder already holds an office's data. Sign in to it, or choose another folder.",
        )
    profile = load_profile(set_up.profile)
    check_office_code(set_up.office_code)
    if not set_up.office_name.strip():
        raise RuleBroken("office.name", ar="اكتب اسم المكتب.", en="Write the name of the office.", field="office_name")
    username = normal_username(set_up.username)
    check_password(set_up.password, username)
    site = _clear_site(folder)
    user = User(world.new_id(), username, set_up.name.strip() or username, ("administrator", "clerk"))
    try:
        created = _build(site, replace(set_up, username=username), user, profile, world)
        _move_in(site, folder)
    finally:
        shutil.rmtree(site, ignore_errors=True)
    return FirstDesk(sign_in(folder, username, set_up.password, world=world), created.recovery_code)


def _clear_site(folder: Path) -> Path:
    """An empty folder to build in; what an interrupted set-up left is swept away."""
    refuse_unsafe_folder(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{SITE}*"):
            shutil.rmtree(left)
        for left in folder.glob(database_path(folder).name + "*"):
            left.unlink()
        return Path(tempfile.mkdtemp(prefix=SITE, dir=folder))
    except OSError as error:
        raise Unavailable(
            "store.folder",
            ar="تعذّرت الكتابة في المجلد المختار. اختر مجلدًا آخر أو حرّر مساحة، ثم أعد المحاولة؛ لم يُنشأ شيء.",
            en="The chosen folder cannot be written to. Choose another or free some space; nothing was made.",
        ) from error


def _build(site: Path, set_up: SetUp, user: User, profile: Profile, world: World) -> Created:
    key = Ed25519PrivateKey.generate()
    created = create_keys(
        database_path(site),
        user_id=user.id,
        username=user.username,
        password=set_up.password,
        user_seed=key.private_bytes_raw(),
        cost=kdf_cost(),
        random=world.random,
    )
    store = create_store(
        site,
        database_key(created.master),
        profile=profile.id,
        office_code=set_up.office_code,
        office_name=set_up.office_name.strip(),
        clock=world.clock,
        random=world.random,
    )
    try:
        _write_user(Desk(store, profile, user, key, created.master, world.now, world.new_id), user, key, "office.open")
    finally:
        store.close()
    return created


def _move_in(site: Path, folder: Path) -> None:
    """The database goes last: until it is there, there is no store."""
    database = database_path(site)
    others = sorted(file for file in site.glob(database.name + "*") if file != database)
    for file in (*others, database):
        file.replace(folder / file.name)


def _write_user(desk: Desk, user: User, key: Ed25519PrivateKey, action: str) -> None:
    with desk.store.work(action, desk.user.id) as work:
        work.users.add(user)
        work.users.add_key(
            desk.new_id(),
            user=user.id,
            public_key=key.public_key().public_bytes_raw(),
            made_at=desk.minute(),
        )


def sign_in(folder: Path, username: str, password: str, *, world: World) -> Desk:
    """Raises RuleBroken `sign_in.wrong`, Unavailable for what is missing, damaged, newer or in use."""
    _refuse_missing(folder)
    return _enter(folder, unlock(database_path(folder), username, password), world)


def recover(folder: Path, code: str, username: str, new_password: str, *, world: World) -> Desk:
    """With the recovery sheet: a new password and, since the old key cannot be opened, a new key of the user."""
    _refuse_missing(folder)
    key = Ed25519PrivateKey.generate()
    unlocked = reset_password_with_recovery(
        database_path(folder), code, username, new_password, key.private_bytes_raw()
    )
    desk = _enter(folder, unlocked, world)
    with desk.store.work("user.new_key", desk.user.id) as work:
        work.users.add_key(desk.new_id(), user=desk.user.id, public_key=desk.public_key, made_at=desk.minute())
    return desk


def _refuse_missing(folder: Path) -> None:
    if not has_store(folder) and not keys_path(database_path(folder)).exists():
        raise Unavailable(
            "store.missing",
            ar="لا توجد بيانات مكتب في هذا المجلد. ابدأ بإعداد المكتب (istiqbal init).",
            en="There is no office in this folder. Set one up first (istiqbal init).",
        )


def _enter(folder: Path, unlocked: Unlocked, world: World) -> Desk:
    store = open_store(folder, database_key(unlocked.master), clock=world.clock, random=world.random)
    try:
        return _desk(store, unlocked, world)
    except BaseException:
        store.close()
        raise


def _desk(store: Store, unlocked: Unlocked, world: World) -> Desk:
    user = store.users.find(unlocked.user_id)
    if user is None:
        raise RuleBroken(
            "user.removed",
            ar="أوقف مدير النظام هذا الحساب. راجعه لإعادته.",
            en="The administrator has removed this account. Ask for it to be restored.",
            field="username",
        )
    profile = load_profile(store.settings.get(PROFILE))
    key = Ed25519PrivateKey.from_private_bytes(unlocked.user_seed)
    return Desk(store, profile, user, key, unlocked.master, world.now, world.new_id)
