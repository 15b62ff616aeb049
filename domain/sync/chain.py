"""Entries built and held against their chain: each hash covers the one before and the header, the header every part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from domain.sync.entries import Entry, EntryId, Erase, Header, Malformed, Operation, Part
from domain.sync.entry_bytes import decode_header, decode_operations, encode_header, encode_operations
from domain.sync.schema import BY_NUMBER, SCHEMA_VERSION
from domain.sync.tables import DESK_SCHEMA, ERASURE_SCHEMA

ENTRY_TAG = b"istiqbal/entry/1"
FIRST_HASH = bytes(32)


def chain_hash(previous: bytes, header: bytes) -> bytes:
    return sha256(ENTRY_TAG + previous + header).digest()


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
    """The version a reader needs, and no later one, so that older programs go on reading what they know: the second
    brought `Erase`, the third the tables that say so. What a version after them needs is not told apart yet."""
    if SCHEMA_VERSION > DESK_SCHEMA:
        return SCHEMA_VERSION
    return max(_needed(item.operation) for item in written)


def _needed(operation: Operation) -> int:
    if isinstance(operation, Erase):
        return ERASURE_SCHEMA
    table = BY_NUMBER.get(operation.table)
    return table.since if table is not None else SCHEMA_VERSION


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
    parts = entry.parts
    if len(parts) == 1 and parts[0].data:  # which is so of most
        return decode_operations(parts[0].data)
    return tuple([operation for part in parts if not part.is_erased for operation in decode_operations(part.data)])
