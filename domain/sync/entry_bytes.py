"""Operations and headers as the bytes that are hashed, and back: whoever reads believes nothing of a shape."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
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
MAX_BASES = 256
MAX_PART_BYTES = 1 << 20
MAX_HEADER_BYTES = 64 << 10

_Id = Annotated[bytes, msgspec.Meta(min_length=REPLICA_BYTES, max_length=REPLICA_BYTES)]
_Sha256 = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
_Whole = Annotated[int, msgspec.Meta(ge=0, le=(1 << 63) - 1)]
_Seq = Annotated[int, msgspec.Meta(ge=1, lt=BEYOND_SEQ)]
_Bases = Annotated[list[tuple[_Id, _Seq]], msgspec.Meta(max_length=MAX_BASES)]

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


class _Said(msgspec.Struct, array_like=True, forbid_unknown_fields=True, gc=False):
    """An operation as it is written: a number for its kind, the number of its table, the id of its row, and more.
    MessagePack's truth values are no numbers."""

    table: int
    row: _Id


class AddSaid(_Said, tag=1, gc=False):
    cells: dict[int, Any]

    def read(self) -> Add:
        return Add(self.table, row_text(self.row), _values(self.cells))


class _Put(_Said, tag=2, gc=False):
    cells: dict[int, Any]
    bases: dict[int, _Bases]

    def read(self) -> Put:
        bases = {cell: _ids(said) for cell, said in self.bases.items()}
        return Put(self.table, row_text(self.row), _values(self.cells), bases)


class _Void(_Said, tag=3, gc=False):
    reason: str

    def read(self) -> Void:
        return Void(self.table, row_text(self.row), self.reason)


class _Restore(_Said, tag=4, gc=False):
    voids: _Bases

    def read(self) -> Restore:
        return Restore(self.table, row_text(self.row), _ids(self.voids))


class _Erase(_Said, tag=5, gc=False):
    reason: str

    def read(self) -> Erase:
        return Erase(self.table, row_text(self.row), self.reason)


_read_operations = msgspec.msgpack.Decoder(
    Annotated[list[AddSaid | _Put | _Void | _Restore | _Erase], msgspec.Meta(max_length=MAX_OPERATIONS)]
).decode


def decode_operations(data: bytes) -> tuple[Operation, ...]:
    """The operations of one part. Raises Malformed."""
    return tuple([item.read() for item in read_said(data)])


def read_said(data: bytes) -> "list[AddSaid | _Put | _Void | _Restore | _Erase]":
    """The same as they are written, before anybody has looked at the values of cells. Raises Malformed."""
    if len(data) > MAX_PART_BYTES:
        raise Malformed("a part is too large")
    try:
        said: list[AddSaid | _Put | _Void | _Restore | _Erase] = _read_operations(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed("a part is no list of operations") from error
    return said


# What MessagePack makes of a value needs no other look than at its type; a truth value is none of these.
_PLAIN = frozenset({str, bytes, type(None)})


def _is_scalar(raw: object) -> bool:
    return type(raw) in _PLAIN or (type(raw) is int and -(1 << 63) <= raw < 1 << 63)


def _values(cells: dict[int, Any]) -> dict[int, Value]:
    """The cells as they were read, once their values are what they should be."""
    if _PLAIN.issuperset(map(type, cells.values())):
        return cells
    for value in cells.values():
        if not _is_scalar(value) and (type(value) is not list or not all(map(_is_scalar, value))):
            raise Malformed("a value is of an unknown kind")
    return cells


def _ids(said: Iterable[tuple[bytes, int]]) -> tuple[EntryId, ...]:
    return tuple([EntryId(replica, seq) for replica, seq in said])


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


# In the order of `Header`. MessagePack's truth values are no numbers.
_Read = tuple[
    str,
    _Id,
    _Seq,
    _Whole,
    _Whole,
    _Id,
    str,
    _Whole,
    Annotated[tuple[tuple[_Id | None, _Sha256], ...], msgspec.Meta(max_length=MAX_PARTS)],
]

_read_header = msgspec.msgpack.Decoder(_Read).decode
_author = lru_cache(maxsize=1_000)(row_text)  # few write much


def decode_header(data: bytes) -> Header:
    """Raises Malformed."""
    if len(data) > MAX_HEADER_BYTES:
        raise Malformed("a header is too large")
    try:
        partition, replica, seq, schema, clock, author, action, seen, said = _read_header(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed("a header has an unknown shape") from error
    return Header(partition, replica, seq, schema, clock, _author(author), action, seen, _references(said))


def _references(said: tuple[tuple[bytes | None, bytes], ...]) -> tuple[tuple[str | None, bytes], ...]:
    if len(said) == 1 and said[0][0] is None:
        return said  # type: ignore[return-value]  # whom it concerns is none
    return tuple([(subject if subject is None else row_text(subject), digest) for subject, digest in said])


OF_NOBODY = _encode([(None, bytes(32))])[:-32]
"""Before the hash of the one part of a header, when it concerns no person."""


def encode_references(subjects: Sequence[bytes | None], digests: Sequence[bytes]) -> bytes:
    """The last element of a header: whom each part concerns, and the hash of the part."""
    if len(digests) == 1 and subjects and subjects[0] is None:  # which is so of most
        return OF_NOBODY + digests[0]
    return _encode(list(zip(subjects, digests)))  # noqa: B905 - to ask costs as much as to do it


def find_subjects(header: bytes) -> list[bytes | None]:
    """Whom each part of a stored header concerns, as on the wire; nothing when the header is of no known shape."""
    try:
        references = msgspec.msgpack.decode(header)[-1]
        return [subject for subject, _ in references]
    except (msgspec.DecodeError, RecursionError, TypeError, ValueError, LookupError):
        return []
