"""What the keys of a store say to anybody who can read the file."""

import hmac
from dataclasses import dataclass
from pathlib import Path

from db.key_derivation import KdfCost, key_check
from db.key_file import load
from db.key_slot import Kind
from domain.errors import Unavailable


@dataclass(frozen=True)
class PublicUser:
    user_id: str
    username: str
    cost: KdfCost


@dataclass(frozen=True)
class PublicInfo:
    """`generation` grows with every change of the keys."""

    database_id: str
    epoch: int
    generation: int
    users: tuple[PublicUser, ...]
    has_recovery_code: bool


def usernames(path: Path) -> tuple[str, ...]:
    """In alphabetical order, for the sign-in page."""
    return tuple(sorted(slot.username for slot in load(path).users))


def read_public_info(path: Path) -> PublicInfo:
    file = load(path)
    return PublicInfo(
        file.identity.database.hex(),
        file.identity.epoch,
        file.generation,
        tuple(PublicUser(slot.user_id, slot.username, slot.cost) for slot in file.users),
        any(slot.kind is Kind.RECOVERY for slot in file.slots),
    )


def is_database_key(path: Path, key: bytes) -> bool | None:
    """Whether `key` is the one of the database at `path`, by the keys beside it; None when they cannot tell."""
    try:
        file = load(path)
    except Unavailable:
        return None
    return hmac.compare_digest(file.identity.key_check, key_check(key))
