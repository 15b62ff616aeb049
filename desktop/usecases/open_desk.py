"""The door: first run, sign in, recover. Each gives a desk with an open store, or a sentence that says what to do."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.connection import naming_failures as naming_failures
from db.connection import refuse_unsafe_folder
from db.damage import move_leftovers_aside
from db.durable_file import sync_folder
from db.key_memory import adopt_older_keys, refuse_older_keys, remember_keys
from db.keyslots import (
    Created,
    KdfCost,
    Unlocked,
    create_keys,
    database_key,
    keys_path,
    open_with_recovery,
    reset_password,
    unlock,
    usernames,
)
from db.log import system_clock
from db.restore import finish_interrupted
from db.sidecar import sidecar_path
from db.store import Store, database_path, has_store
from db.store_lock import hold_store
from db.store_opening import create_store, open_store
from desktop.usecases.choose_profile import Chosen, choose_profile
from desktop.usecases.desk import RIYADH, Desk
from desktop.usecases.keep_profile import keep_profile, profile_of
from domain.credentials import check_password, normal_username
from domain.errors import RuleBroken, Unavailable
from domain.office import check_office_name, normal_office_code
from domain.sync.entries import uuid7
from domain.user import User

FLOOR_VARIABLE = "ISTIQBAL_KDF"
KEEPS_FLOOR = "keys.floor"
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
    """The answers of the first run. `profile` is the id of a shipped profile or the path of the association's own
    file (`choose_profile`)."""

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
    return KdfCost.FLOOR if is_floor_asked() else KdfCost.calibrate()


def is_floor_asked() -> bool:
    return os.environ.get(FLOOR_VARIABLE) == "floor"


def system_world() -> World:
    return World(system_clock)


def known_users(folder: Path) -> tuple[str, ...]:
    """Who can sign in here; nobody when there is no store."""
    finish_interrupted(folder)
    return usernames(database_path(folder)) if has_store(folder) else ()


def create_desk(folder: Path, set_up: SetUp, *, world: World) -> FirstDesk:
    """Makes the store of a branch office and its first administrator. Half of it is never left behind: it is built
    in a folder of its own and moved into place when it is whole."""
    _refuse_existing(folder)
    chosen = choose_profile(set_up.profile)
    office_code = normal_office_code(set_up.office_code)
    office_name = check_office_name(set_up.office_name)
    username = normal_username(set_up.username)
    check_password(set_up.password, username)
    user = User(world.new_id(), username, set_up.name.strip() or username, ("administrator", "clerk"))
    with _building_in(folder) as site:
        created = _build(
            site,
            replace(set_up, office_code=office_code, office_name=office_name, username=username),
            user,
            chosen,
            world,
        )
        _move_in(site, folder)
    return FirstDesk(sign_in(folder, username, set_up.password, world=world), created.recovery_code)


def _refuse_existing(folder: Path) -> None:
    if has_store(folder):
        raise RuleBroken(
            "store.exists",
            ar="في هذا المجلد بيانات مكتب من قبل. سجّل الدخول إليها، أو اختر مجلدًا آخر.",
            en="This folder already holds an office's data. Sign in to it, or choose another folder.",
        )


@contextmanager
def _building_in(folder: Path) -> Iterator[Path]:
    """A place inside the folder to build in, for one process at a time; it is gone afterwards."""
    refuse_unsafe_folder(folder)
    with _naming_refused_folder():
        folder.mkdir(parents=True, exist_ok=True)
    with hold_store(folder):
        _refuse_existing(folder)
        with _naming_refused_folder():
            site = _clear_site(folder)
        try:
            yield site
        finally:
            shutil.rmtree(site, ignore_errors=True)


def _clear_site(folder: Path) -> Path:
    """The building site of an interrupted set-up is swept away; what could still open a lost database is kept."""
    for left in folder.glob(f"{SITE}*"):
        shutil.rmtree(left)
    move_leftovers_aside(database_path(folder))
    return Path(tempfile.mkdtemp(prefix=SITE, dir=folder))


@contextmanager
def _naming_refused_folder() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(
            "store.folder",
            ar="تعذّرت الكتابة في المجلد المختار. اختر مجلدًا آخر أو حرّر مساحة، ثم أعد المحاولة؛ لم يُنشأ شيء.",
            en="The chosen folder cannot be written to. Choose another or free some space; nothing was made.",
        ) from error


def _build(site: Path, set_up: SetUp, user: User, chosen: Chosen, world: World) -> Created:
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
        profile=chosen.profile.id,
        office_code=set_up.office_code,
        office_name=set_up.office_name,
        clock=world.clock,
        random=world.random,
    )
    try:
        keep_profile(store, chosen)
        if is_floor_asked():
            store.settings.save(KEEPS_FLOOR, "yes")
        desk = Desk(store, chosen.profile, user, key, created.master, world.now, world.new_id)
        with store.work("office.open", user.id) as work:
            work.users.add(user)
            work.users.add_key(desk.new_id(), user=user.id, public_key=desk.public_key, made_at=desk.minute())
    finally:
        store.close()
    return created


def _move_in(site: Path, folder: Path) -> None:
    """The database goes last: until it is there, there is no store."""
    database = database_path(site)
    # It names the building site, and would make the store a copy of itself the moment it is opened.
    sidecar_path(database).unlink(missing_ok=True)
    others = sorted(file for file in site.glob(database.name + "*") if file != database)
    with _naming_refused_folder():
        for file in (*others, database):
            file.replace(folder / file.name)
        sync_folder(folder)


def sign_in(folder: Path, username: str, password: str, *, world: World) -> Desk:
    """Raises RuleBroken `sign_in.wrong`, Unavailable for what is missing, damaged, newer or in use."""
    _refuse_missing(folder)
    path = database_path(folder)
    unlocked = unlock(path, username, password)

    def admit(store: Store) -> Unlocked:
        refuse_older_keys(store.settings, path)
        return unlocked

    return _enter(folder, unlocked.master, admit, world)


def recover(folder: Path, code: str, username: str, new_password: str, *, world: World) -> Desk:
    """With the recovery sheet: a new password and, since the old key cannot be opened, a new key of the user. Nothing
    is changed before the store is open: while another window has it, the old password stays. With keys older than the
    database, the sheet makes them the latest again (`db.key_memory`)."""
    _refuse_missing(folder)
    path = database_path(folder)
    master = open_with_recovery(path, code)
    seed = Ed25519PrivateKey.generate().private_bytes_raw()

    def admit(store: Store) -> Unlocked:
        check_password(new_password, username)
        adopt_older_keys(store.settings, path, code, random=world.random)
        return reset_password(path, master, username, new_password, seed)

    return _enter(folder, master, admit, world)


def _refuse_missing(folder: Path) -> None:
    finish_interrupted(folder)
    if has_store(folder):
        return
    if keys_path(database_path(folder)).exists():
        raise Unavailable(
            "store.missing",
            ar="في هذا المجلد مفاتيح مكتب بلا ملف بياناته. أعد الملف istiqbal.db من النسخة الاحتياطية؛ "
            "وإن كان الإعداد قد انقطع قبل تمامه فأعده (istiqbal init).",
            en="This folder has an office's keys without its data. Put istiqbal.db back from the backup; if the set-up "
            "was cut off half way, do it again (istiqbal init).",
        )
    raise Unavailable(
        "store.missing",
        ar="لا توجد بيانات مكتب في هذا المجلد. ابدأ بإعداد المكتب (istiqbal init).",
        en="There is no office in this folder. Set one up first (istiqbal init).",
    )


def _enter(folder: Path, master: bytes, admit: Callable[[Store], Unlocked], world: World) -> Desk:
    with naming_failures():
        store = open_store(folder, database_key(master), clock=world.clock, random=world.random)
        try:
            desk = _desk(store, admit(store), world)
            _make_key_known(desk)
            remember_keys(store.settings, database_path(folder))
        except BaseException:
            store.close()
            raise
        return desk


def _make_key_known(desk: Desk) -> None:
    """The public half of a key that a new password brought becomes a row before anything is signed with it."""
    if not desk.store.users.has_key(desk.user.id, desk.public_key):
        with desk.store.work("user.new_key", desk.user.id) as work:
            work.users.add_key(desk.new_id(), user=desk.user.id, public_key=desk.public_key, made_at=desk.minute())


def _desk(store: Store, unlocked: Unlocked, world: World) -> Desk:
    user = store.users.find(unlocked.user_id)
    if user is None:
        raise RuleBroken(
            "user.removed",
            ar="أوقف مدير النظام هذا الحساب. راجعه لإعادته.",
            en="The administrator has removed this account. Ask for it to be restored.",
            field="username",
        )
    profile = profile_of(store)
    key = Ed25519PrivateKey.from_private_bytes(unlocked.user_seed)
    return Desk(store, profile, user, key, unlocked.master, world.now, world.new_id)
