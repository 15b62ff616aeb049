"""The shape of a write (LOG.md): one entry is one user action, its bytes are hashed as stored and never re-encoded.

Rows are named by UUID text inside the program and by its 16 bytes on the wire.
"""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec

from domain.sync.schema import ERASURE_SCHEMA, SCHEMA_VERSION, Value

ENTRY_TAG = b"istiqbal/entry/1"
FIRST_HASH = bytes(32)
SALT_BYTES = 16
REPLICA_BYTES = 16
BEYOND_SEQ = 1 << 62
MAX_PARTS = 64
MAX_OPERATIONS = 2_000
MAX_PART_BYTES = 1 << 20
MAX_HEADER_BYTES = 64 << 10
CLOCK_UNITS_PER_MS = 65_536

_encode = msgspec.msgpack.Encoder().encode


class Malformed(ValueError):
    """Bytes that are no entry. The sentence names the place, never a value."""


class EntryId(NamedTuple):
    """An entry within its partition."""

    replica: bytes
    seq: int


@dataclass(frozen=True, slots=True)
class Add:
    table: int
    row: str
    cells: Mapping[int, Value]


@dataclass(frozen=True, slots=True)
class Put:
    table: int
    row: str
    cells: Mapping[int, Value]
    bases: Mapping[int, tuple[EntryId, ...]]


@dataclass(frozen=True, slots=True)
class Void:
    table: int
    row: str
    reason: str


@dataclass(frozen=True, slots=True)
class Restore:
    table: int
    row: str
    voids: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True)
class Erase:
    """Takes all data of a person away (`domain.sync.erasure`). `row` is the person."""

    table: int
    row: str
    reason: str


Operation = Add | Put | Void | Restore | Erase


@dataclass(frozen=True, slots=True)
class Header:
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


@dataclass(frozen=True, slots=True)
class Part:
    salt: bytes
    data: bytes

    @property
    def hash(self) -> bytes:
        return hashlib.sha256(self.salt + self.data).digest()

    @property
    def is_erased(self) -> bool:
        """Whether only its hash, in the header, is left of it."""
        return not self.salt and not self.data


ERASED = Part(b"", b"")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is stored and sent: `header` are the hashed bytes, `hash` chains it to the one before."""

    header: bytes
    hash: bytes
    parts: tuple[Part, ...]


def next_clock(last: int, now_ms: int) -> int:
    """The laptop's logical clock: never behind its own last value, never taken from another laptop."""
    return max(last + 1, now_ms * CLOCK_UNITS_PER_MS)


def chain_hash(previous: bytes, header: bytes) -> bytes:
    return hashlib.sha256(ENTRY_TAG + previous + header).digest()


def row_bytes(row: str) -> bytes:
    return uuid.UUID(row).bytes


def row_text(raw: object) -> str:
    if not isinstance(raw, bytes) or len(raw) != 16:
        raise Malformed("a row id is not 16 bytes")
    return str(uuid.UUID(bytes=raw))


def uuid7(now_ms: int, random_bits: bytes) -> str:
    """A time-ordered row id (RFC 9562, version 7) from 10 injected random bytes."""
    value = (now_ms & (1 << 48) - 1) << 80 | int.from_bytes(random_bits[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


# --- operations <-> bytes --------------------------------------------------------------------------------------------


def _plain(operation: Operation) -> list[object]:
    row = row_bytes(operation.row)
    match operation:
        case Add():
            return [1, operation.table, row, dict(sorted(operation.cells.items()))]
        case Put():
            bases = {cell: [list(base) for base in ids] for cell, ids in sorted(operation.bases.items())}
            return [2, operation.table, row, dict(sorted(operation.cells.items())), bases]
        case Void():
            return [3, operation.table, row, operation.reason]
        case Restore():
            return [4, operation.table, row, [list(void) for void in operation.voids]]
        case Erase():
            return [5, operation.table, row, operation.reason]
    raise TypeError(type(operation))


def encode_operations(operations: Iterable[Operation]) -> bytes:
    return _encode([_plain(operation) for operation in operations])


def decode_operations(data: bytes) -> tuple[Operation, ...]:
    """The operations of one part. Raises Malformed."""
    if len(data) > MAX_PART_BYTES:
        raise Malformed("a part is too large")
    raw = _decode(data)
    if not isinstance(raw, list) or len(raw) > MAX_OPERATIONS:
        raise Malformed("a part is no list of operations")
    return tuple(_operation(item) for item in raw)


def _decode(data: bytes) -> Any:
    try:
        return msgspec.msgpack.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed("not MessagePack") from error


def _operation(item: object) -> Operation:
    match item:
        case [int(code), int(table), row, *rest]:
            return _operation_of(_number(code), _number(table), row_text(row), rest)
    raise Malformed("an operation has an unknown shape")


def _operation_of(code: int, table: int, row: str, rest: list[Any]) -> Operation:
    match code, rest:
        case 1, [dict(cells)]:
            return Add(table, row, _cells(cells))
        case 2, [dict(cells), dict(bases)]:
            return Put(table, row, _cells(cells), {_number(cell): _ids(ids) for cell, ids in bases.items()})
        case 3, [str(reason)]:
            return Void(table, row, reason)
        case 4, [list(voids)]:
            return Restore(table, row, _ids(voids))
        case 5, [str(reason)]:
            return Erase(table, row, reason)
    raise Malformed("an operation has an unknown shape")


def _is_whole(raw: object, *, low: int = 0, beyond: int = 1 << 63) -> bool:
    """A number and no truth value: True is 1 to Python, and other bytes to every hash."""
    return isinstance(raw, int) and not isinstance(raw, bool) and low <= raw < beyond


def _number(raw: object) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise Malformed("a cell is not a number")
    return raw


def _is_scalar(raw: object) -> bool:
    if isinstance(raw, bool):
        return False
    return raw is None or isinstance(raw, str | bytes) or (isinstance(raw, int) and -(1 << 63) <= raw < 1 << 63)


def _cells(raw: Mapping[object, Any]) -> dict[int, Value]:
    cells: dict[int, Value] = {}
    for number, value in raw.items():
        if not (_is_scalar(value) or (isinstance(value, list) and all(_is_scalar(item) for item in value))):
            raise Malformed("a value is of an unknown kind")
        cells[_number(number)] = value
    return cells


def _ids(raw: object) -> tuple[EntryId, ...]:
    if not isinstance(raw, list) or len(raw) > 256:
        raise Malformed("a base is no list")
    return tuple(entry_id(item) for item in raw)


def entry_id(raw: object) -> EntryId:
    match raw:
        case [bytes(replica), int(seq)] if len(replica) == REPLICA_BYTES and _is_whole(seq, low=1, beyond=BEYOND_SEQ):
            return EntryId(replica, seq)
    raise Malformed("an entry id has an unknown shape")


# --- headers <-> bytes -----------------------------------------------------------------------------------------------


def encode_header(header: Header) -> bytes:
    parts = [[row_bytes(subject) if subject else None, digest] for subject, digest in header.parts]
    return _encode(
        [
            header.partition,
            header.replica,
            header.seq,
            header.schema,
            header.clock,
            row_bytes(header.author),
            header.action,
            header.seen,
            parts,
        ]
    )


def decode_header(data: bytes) -> Header:
    """Raises Malformed."""
    if len(data) > MAX_HEADER_BYTES:
        raise Malformed("a header is too large")
    match _decode(data):
        case [
            str(partition),
            bytes(replica),
            int(seq),
            int(schema),
            int(clock),
            bytes(author),
            str(action),
            int(seen),
            list(parts),
        ] if (
            len(replica) == REPLICA_BYTES
            and _is_whole(seq, low=1, beyond=BEYOND_SEQ)
            and all(map(_is_whole, (schema, clock, seen)))
            and len(parts) <= MAX_PARTS
        ):
            return Header(
                partition, replica, seq, schema, clock, row_text(author), action, seen, tuple(map(_part_of, parts))
            )
    raise Malformed("a header has an unknown shape")


def encode_references(subjects: Sequence[bytes | None], parts: Sequence[Part]) -> bytes:
    """The last element of a header: whom each part concerns, and the hash of the part."""
    return _encode([[subject, part.hash] for subject, part in zip(subjects, parts, strict=False)])


def find_subjects(header: bytes) -> list[bytes | None]:
    """Whom each part of a stored header concerns, as on the wire; nothing when the header is of no known shape."""
    try:
        references = msgspec.msgpack.decode(header)[-1]
        return [subject for subject, _ in references]
    except (msgspec.DecodeError, RecursionError, TypeError, ValueError, LookupError):
        return []


def _part_of(raw: object) -> tuple[str | None, bytes]:
    match raw:
        case [None, bytes(digest)] if len(digest) == 32:
            return None, digest
        case [bytes(subject), bytes(digest)] if len(digest) == 32:
            return row_text(subject), digest
    raise Malformed("a part reference has an unknown shape")


# --- building and checking -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """One operation and the person it concerns, if any: each person's part of an entry can be erased alone."""

    operation: Operation
    subject: str | None


def build_entry(
    written: Sequence[Written],
    *,
    partition: str,
    id: EntryId,
    clock: int,
    author: str,
    action: str,
    seen: int,
    previous: bytes,
    salts: Iterable[bytes],
) -> tuple[Entry, Header]:
    """The entry that carries these operations, chained to `previous`. `salts` yields 16 random bytes a part."""
    if not written:
        raise ValueError("an entry without operations")
    groups: dict[str | None, list[Operation]] = {}
    for item in written:
        groups.setdefault(item.subject, []).append(item.operation)
    fresh = iter(salts)
    parts = {subject: Part(next(fresh), encode_operations(group)) for subject, group in groups.items()}
    header = Header(
        partition,
        id.replica,
        id.seq,
        _schema_of(written),
        clock,
        author,
        action,
        seen,
        tuple((subject, part.hash) for subject, part in parts.items()),
    )
    encoded = encode_header(header)
    return Entry(encoded, chain_hash(previous, encoded), tuple(parts.values())), header


def _schema_of(written: Sequence[Written]) -> int:
    """The version a reader needs. The second one brought `Erase` and nothing else: what does without it is of the
    first, so that older programs go on reading it."""
    needs_second = any(isinstance(item.operation, Erase) for item in written)
    return SCHEMA_VERSION if needs_second or SCHEMA_VERSION > ERASURE_SCHEMA else ERASURE_SCHEMA - 1


def check_entry(entry: Entry, previous: bytes) -> Header:
    """The header, after the chain and every part were checked against it. Of a person's part only the hash may be
    left. Raises Malformed."""
    header = decode_header(entry.header)
    if chain_hash(previous, entry.header) != entry.hash:
        raise Malformed("the chain is broken")
    if len(entry.parts) != len(header.parts) or not all(map(_part_fits, entry.parts, header.parts)):
        raise Malformed("a part does not fit its hash")
    return header


def _part_fits(part: Part, reference: tuple[str | None, bytes]) -> bool:
    subject, digest = reference
    return subject is not None if part.is_erased else part.hash == digest


def operations_of(entry: Entry) -> tuple[Operation, ...]:
    """Those that have not been erased."""
    return tuple(operation for part in entry.parts if not part.is_erased for operation in decode_operations(part.data))
