"""Add a user to the office: a key slot of his own on this laptop, and a row every laptop sees."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.key_info import PublicUser
from db.key_memory import remember_keys
from db.keyslots import add_user_slot, read_public_info, remove_user_slot, taken_username
from db.store import database_path
from desktop.usecases.desk import Desk
from desktop.usecases.open_desk import kdf_cost
from desktop.usecases.roles_now import roles_now
from domain.credentials import normal_username
from domain.errors import RuleBroken
from domain.sync.changes import Changes
from domain.user import ROLES, User


@dataclass(frozen=True)
class NewUser:
    """`roles` are of `domain.user.ROLES`."""

    username: str
    name: str
    roles: tuple[str, ...]
    password: str = field(repr=False)


@dataclass(frozen=True)
class Added:
    user: User
    changes: Changes


def add_user(desk: Desk, new: NewUser) -> Added:
    """Only an administrator may. Raises RuleBroken."""
    check_new_name(desk, new.username, new.roles)
    key = Ed25519PrivateKey.generate()
    username = normal_username(new.username)
    user = User(desk.new_id(), username, new.name.strip() or username, new.roles)
    path = database_path(desk.store.folder)
    _free_orphaned_name(desk, username)
    add_user_slot(
        path,
        desk.master,
        user_id=user.id,
        username=username,
        password=new.password,
        user_seed=key.private_bytes_raw(),
        cost=kdf_cost(),
    )
    try:
        changes = _write(desk, user, key)
    except BaseException:
        remove_user_slot(path, username)
        raise
    remember_keys(desk.store.settings, path)
    return Added(user, changes)


def check_new_name(desk: Desk, username: str, roles: tuple[str, ...]) -> None:
    """Everything that can be said of a new user before he chooses his password. Raises as `add_user`."""
    if "administrator" not in roles_now(desk):
        raise RuleBroken(
            "user.not_allowed",
            ar="إضافة المستخدمين لمدير النظام وحده.",
            en="Only the administrator may add users.",
        )
    if not roles or not set(roles) <= set(ROLES):
        raise RuleBroken(
            "user.roles",
            ar=f"اختر دورًا من: {'، '.join(ROLES)}",
            en=f"Choose a role of: {', '.join(ROLES)}",
            field="roles",
        )
    known = _find_slot(desk, normal_username(username))
    if known is not None and desk.store.users.find(known.user_id) is not None:
        raise taken_username()


def _find_slot(desk: Desk, username: str) -> PublicUser | None:
    users = read_public_info(database_path(desk.store.folder)).users
    return next((one for one in users if one.username == username), None)


def _free_orphaned_name(desk: Desk, username: str) -> None:
    """A slot whose user is in no row is what an interrupted addition left: its name may be given again."""
    known = _find_slot(desk, username)
    if known is not None and desk.store.users.find(known.user_id) is None:
        remove_user_slot(database_path(desk.store.folder), username)


def _write(desk: Desk, user: User, key: Ed25519PrivateKey) -> Changes:
    with desk.store.work("user.add", desk.user.id) as work:
        work.users.add(user)
        work.users.add_key(
            desk.new_id(),
            user=user.id,
            public_key=key.public_key().public_bytes_raw(),
            made_at=desk.minute(),
        )
    return work.changes
