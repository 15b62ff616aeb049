"""Operations and headers as the bytes that are hashed, and back: whoever reads believes nothing of a shape."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import msgspec

from domain.sync.entries import (
    BEYOND_SEQ,
    REPLICA_BYTES,
    Add,
    EntryId,
    Erase,
    Header,
    Malformed,
    Operation,
    Put,
    Restore,
    Void,
    row_bytes,
    row_text,
)
from domain.sync.schema import Value

MAX_PARTS = 64
MAX_OPERATIONS = 2_000
MAX_PART_BYTES = 1 << 20
MAX_HEADER_BYTES = 64 << 10

_Id = Annotated[bytes, msgspec.Meta(min_length=REPLICA_BYTES, max_length=REPLICA_BYTES)]
_Sha256 = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
_Whole = Annotated[int, msgspec.Meta(ge=0, le=(1 << 63) - 1)]

_encode = msgspec.msgpack.Encoder().encode


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
    return tuple([_operation(item) for item in raw])


def _decode(data: bytes) -> Any:
    try:
        return msgspec.msgpack.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed("not MessagePack") from error


def _operation(item: object) -> Operation:
    if type(item) is not list or len(item) < 3:
        raise Malformed("an operation has an unknown shape")
    if len(item) == 4 and item[0] == 1 and type(item[0]) is type(item[1]) is int and type(item[3]) is dict:
        # Most are of this kind, which are read as below.
        return Add(item[1], row_text(item[2]), _cells(item[3]))
    code, table, row, *rest = item
    return _operation_of(_number(code), _number(table), row_text(row), rest)


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
    if type(raw) is not int:
        raise Malformed("a cell is not a number")
    return raw


# What MessagePack makes of a value needs no other look than at its type; a truth value is none of these.
_PLAIN = frozenset({str, bytes, type(None)})


def _is_scalar(raw: object) -> bool:
    return type(raw) in _PLAIN or (type(raw) is int and -(1 << 63) <= raw < 1 << 63)


def _cells(cells: dict[Any, Any]) -> dict[int, Value]:
    """The cells as they were read, once they are what they should be."""
    for number, value in cells.items():
        if type(number) is not int:
            raise Malformed("a cell is not a number")
        if type(value) in _PLAIN or _is_scalar(value):
            continue
        if type(value) is not list or not all(map(_is_scalar, value)):
            raise Malformed("a value is of an unknown kind")
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


class _Read(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """A header of a known shape. MessagePack's truth values are no numbers."""

    partition: str
    replica: _Id
    seq: Annotated[int, msgspec.Meta(ge=1, lt=BEYOND_SEQ)]
    schema: _Whole
    clock: _Whole
    author: _Id
    action: str
    seen: _Whole
    parts: Annotated[list[tuple[_Id | None, _Sha256]], msgspec.Meta(max_length=MAX_PARTS)]


_read_header = msgspec.msgpack.Decoder(_Read).decode


def decode_header(data: bytes) -> Header:
    """Raises Malformed."""
    if len(data) > MAX_HEADER_BYTES:
        raise Malformed("a header is too large")
    try:
        read = _read_header(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed("a header has an unknown shape") from error
    parts = tuple([(subject if subject is None else row_text(subject), digest) for subject, digest in read.parts])
    return Header(
        read.partition,
        read.replica,
        read.seq,
        read.schema,
        read.clock,
        row_text(read.author),
        read.action,
        read.seen,
        parts,
    )


def encode_references(subjects: Sequence[bytes | None], digests: Sequence[bytes]) -> bytes:
    """The last element of a header: whom each part concerns, and the hash of the part."""
    return _encode(list(zip(subjects, digests, strict=False)))


def find_subjects(header: bytes) -> list[bytes | None]:
    """Whom each part of a stored header concerns, as on the wire; nothing when the header is of no known shape."""
    try:
        references = msgspec.msgpack.decode(header)[-1]
        return [subject for subject, _ in references]
    except (msgspec.DecodeError, RecursionError, TypeError, ValueError, LookupError):
        return []
