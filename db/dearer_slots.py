"""A user's slot made as dear as his machine can bear, while his password is at hand (STORE.md, "Keys").

Sealing takes a third of a second and touches no file, so it may run on any thread; reading and swapping are for the
thread of the store.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from db.key_derivation import KdfCost
from db.key_file import load, save
from db.key_slot import Identity, Kind, Opened, Owner, Random, Slot, seal_slot
from domain.credentials import normal_password


@dataclass(frozen=True)
class OwnSlot:
    """What a user signed in with."""

    identity: Identity
    slot: Slot


def find_own_slot(path: Path, username: str) -> OwnSlot | None:
    file = load(path)
    slot = file.find_user(username)
    return OwnSlot(file.identity, slot) if slot else None


def seal_dearer(
    own: OwnSlot, password: str, content: Opened, cost: KdfCost, *, random: Random = os.urandom
) -> Slot | None:
    """The slot under the same password at `cost`; None when it is as dear already. `content` is what the password has
    opened. Raises Unavailable ``keys.memory``."""
    if not own.slot.cost.is_weaker_than(cost):
        return None
    owner = Owner(Kind.PASSWORD, own.slot.user_id, own.slot.username)
    return seal_slot(own.identity, owner, normal_password(password), content, cost=cost, random=random)


def swap_slot(path: Path, own: OwnSlot, dearer: Slot) -> bool:
    """Whether it was swapped: a slot that has changed since (another password) stays as it is."""
    file = load(path)
    if own.slot not in file.slots:
        return False
    save(path, file.with_slots(tuple(dearer if one == own.slot else one for one in file.slots)))
    return True
