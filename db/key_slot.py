"""One way into a store: the master key, wrapped under what somebody knows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.key_derivation import CHECK_BYTES, KEY_BYTES, SALT_BYTES, KdfCost, stretch, subkey

Random = Callable[[int], bytes]

ID_BYTES = 16
NONCE_BYTES = 12
LONGEST_SEALED = 512

Id = Annotated[bytes, msgspec.Meta(min_length=ID_BYTES, max_length=ID_BYTES)]
Check = Annotated[bytes, msgspec.Meta(min_length=CHECK_BYTES, max_length=CHECK_BYTES)]
Salt = Annotated[bytes, msgspec.Meta(min_length=SALT_BYTES, max_length=SALT_BYTES)]
Nonce = Annotated[bytes, msgspec.Meta(min_length=NONCE_BYTES, max_length=NONCE_BYTES)]
Sealed = Annotated[bytes, msgspec.Meta(max_length=LONGEST_SEALED)]
Name = Annotated[str, msgspec.Meta(max_length=128)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)]


class Kind(IntEnum):
    PASSWORD = 1
    RECOVERY = 2
    # Reserved: the master key in a sealed box that head office can open. Kept as it is by a program that meets one.
    ESCROW = 3


class Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which database, and which of its keys, a slot belongs to."""

    version: Count
    database: Id
    epoch: Count
    key_check: Check


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: Id
    kind: Kind
    user_id: Name
    username: Name
    memory_kib: Count
    iterations: Count
    lanes: Count
    salt: Salt
    nonce: Nonce
    wrapped: Sealed
    seed_nonce: Nonce
    sealed_seed: Sealed

    @property
    def cost(self) -> KdfCost:
        """Raises ValueError when the parameters are outside what is accepted."""
        return KdfCost(self.memory_kib, self.iterations, self.lanes)


class WrongSecret(Exception):
    """The slot's tag says no: another secret, or a slot that somebody has changed."""


class BrokenSeed(Exception):
    """The secret is right, and yet the user's own key does not open: the slot was damaged or put together."""


@dataclass(frozen=True)
class Opened:
    """`seed` is empty in a slot that belongs to no user."""

    master: bytes = field(repr=False)
    seed: bytes = field(repr=False)


@dataclass(frozen=True)
class Owner:
    """Whose a slot is. The recovery slot is nobody's."""

    kind: Kind
    user_id: str = ""
    username: str = ""


def seal_slot(
    identity: Identity, owner: Owner, secret: bytes, content: Opened, *, cost: KdfCost, random: Random
) -> Slot:
    """A new slot under a new salt. The seed is sealed under a key of its own that only the secret gives, so whoever has
    the master key still has nobody's seed."""
    salt = random(SALT_BYTES)
    empty = Slot(
        id=random(ID_BYTES),
        kind=owner.kind,
        user_id=owner.user_id,
        username=owner.username,
        memory_kib=cost.memory_kib,
        iterations=cost.iterations,
        lanes=cost.lanes,
        salt=salt,
        nonce=random(NONCE_BYTES),
        wrapped=b"",
        seed_nonce=random(NONCE_BYTES),
        sealed_seed=b"",
    )
    master_key, seed_key = _slot_keys(secret, salt, cost)
    wrapped = AESGCM(master_key).encrypt(empty.nonce, content.master, _bound(identity, empty, "master"))
    sealed_seed = AESGCM(seed_key).encrypt(empty.seed_nonce, content.seed, _bound(identity, empty, "seed"))
    return msgspec.structs.replace(empty, wrapped=wrapped, sealed_seed=sealed_seed)


def open_slot(identity: Identity, slot: Slot, secret: bytes) -> Opened:
    """Raises WrongSecret or BrokenSeed."""
    master_key, seed_key = _slot_keys(secret, slot.salt, slot.cost)
    try:
        master = AESGCM(master_key).decrypt(slot.nonce, slot.wrapped, _bound(identity, slot, "master"))
    except InvalidTag as error:
        raise WrongSecret from error
    try:
        seed = AESGCM(seed_key).decrypt(slot.seed_nonce, slot.sealed_seed, _bound(identity, slot, "seed"))
    except InvalidTag as error:
        raise BrokenSeed from error
    return Opened(master, seed)


def decoy_slot(cost: KdfCost) -> Slot:
    """A slot that nothing opens and that costs as much to try: for a user who does not exist."""
    return Slot(
        id=bytes(ID_BYTES),
        kind=Kind.PASSWORD,
        user_id="",
        username="",
        memory_kib=cost.memory_kib,
        iterations=cost.iterations,
        lanes=cost.lanes,
        salt=bytes(SALT_BYTES),
        nonce=bytes(NONCE_BYTES),
        wrapped=bytes(KEY_BYTES + 16),
        seed_nonce=bytes(NONCE_BYTES),
        sealed_seed=bytes(KEY_BYTES + 16),
    )


def _slot_keys(secret: bytes, salt: bytes, cost: KdfCost) -> tuple[bytes, bytes]:
    stretched = stretch(secret, salt, cost)
    return subkey(stretched, b"istiqbal/slot/master/1"), subkey(stretched, b"istiqbal/slot/seed/1")


def _bound(identity: Identity, slot: Slot, purpose: str) -> bytes:
    """What a tag vouches for besides its content: nothing of a slot can be moved, swapped or lowered."""
    return msgspec.msgpack.encode(
        (
            *("istiqbal/slot/1", purpose, identity.version, identity.database, identity.epoch, identity.key_check),
            *(slot.id, int(slot.kind), slot.user_id, slot.username),
            *(slot.memory_kib, slot.iterations, slot.lanes, slot.salt, slot.nonce, slot.seed_nonce),
        )
    )
