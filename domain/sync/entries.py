"""The shape of a write (LOG.md): one entry is one user action, its bytes are hashed as stored and never re-encoded.

Rows are named by UUID text inside the program and by its 16 bytes on the wire.
"""

import uuid
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

import msgspec

from domain.sync.schema import Value

SALT_BYTES = 16
REPLICA_BYTES = 16
BEYOND_SEQ = 1 << 62
# No cell has this number. The bases a `Put` has under it are entries of the row that its writer had been shown, though
# neither `seen` nor his replica says so; one without cells says it of everything in its entry about the row.
WHOLE_ROW = 0
CLOCK_UNITS_PER_MS = 65_536


class Malformed(ValueError):
    """Bytes that are no entry. The sentence names the place, never a value."""


class EntryId(NamedTuple):
    """An entry within its partition."""

    replica: bytes
    seq: int


class Add(msgspec.Struct, frozen=True, gc=False):
    table: int
    row: str
    cells: Mapping[int, Value]


class Put(msgspec.Struct, frozen=True, gc=False):
    table: int
    row: str
    cells: Mapping[int, Value]
    bases: Mapping[int, tuple[EntryId, ...]]


class Void(msgspec.Struct, frozen=True, gc=False):
    table: int
    row: str
    reason: str


class Restore(msgspec.Struct, frozen=True, gc=False):
    table: int
    row: str
    voids: tuple[EntryId, ...]


class Erase(msgspec.Struct, frozen=True, gc=False):
    """Takes all data of a person away (`domain.sync.erasure`). `row` is the person."""

    table: int
    row: str
    reason: str


Operation = Add | Put | Void | Restore | Erase


class Header(msgspec.Struct, frozen=True, gc=False):
    partition: str
    replica: bytes
    seq: int
    schema: int
    clock: int
    author: str
    action: str
    seen: int
    parts: tuple[tuple[str | None, bytes], ...]

    @property
    def id(self) -> EntryId:
        return EntryId(self.replica, self.seq)


class Part(msgspec.Struct, frozen=True, gc=False):
    salt: bytes
    data: bytes

    @property
    def hash(self) -> bytes:
        return sha256(self.salt + self.data).digest()

    @property
    def is_erased(self) -> bool:
        """Whether only its hash, in the header, is left of it."""
        return not self.salt and not self.data


ERASED = Part(b"", b"")


class Entry(msgspec.Struct, frozen=True, gc=False):
    """An entry as it is stored and sent: `header` are the hashed bytes, `hash` chains it to the one before."""

    header: bytes
    hash: bytes
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """In bytes, without its hash."""
        return len(self.header) + sum([len(part.salt) + len(part.data) for part in self.parts])


def next_clock(last: int, now_ms: int) -> int:
    """The laptop's logical clock: never behind its own last value, never taken from another laptop."""
    return max(last + 1, now_ms * CLOCK_UNITS_PER_MS)


def row_bytes(row: str) -> bytes:
    """Raises ValueError for what is no UUID."""
    # By far the most are written as `row_text` does, for which this takes a fifth of the time.
    raw = bytes.fromhex(row.replace("-", "")) if len(row) == 36 else b""
    return raw if len(raw) == 16 else uuid.UUID(row).bytes


def row_text(raw: object) -> str:
    if not isinstance(raw, bytes) or len(raw) != 16:
        raise Malformed("a row id is not 16 bytes")
    digits = raw.hex("-", 2)
    return f"{digits[:4]}{digits[5:29]}{digits[30:34]}{digits[35:]}"


def uuid7(now_ms: int, random_bits: bytes) -> str:
    """A time-ordered row id (RFC 9562, version 7) from 10 injected random bytes."""
    value = (now_ms & (1 << 48) - 1) << 80 | int.from_bytes(random_bits[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
