"""What an entry says, and what came of judging it; for what one waits, and who may have waited for it."""

from collections.abc import Iterable, Set

import msgspec

from domain.sync.chain import operations_of
from domain.sync.deed_rules import asked_of
from domain.sync.effective_time import bases_of
from domain.sync.entries import Add, Entry, EntryId, Header, Malformed, Operation, row_bytes
from domain.sync.plain_adds import PlainAdds
from domain.sync.schema import SCHEMA_VERSION

NO_BASES: Set[EntryId] = frozenset()


class Read(msgspec.Struct, frozen=True, gc=False):
    """What an entry says, and why it cannot be applied: it is of a newer program, or authentic bytes of no known
    shape."""

    entry: Entry
    header: Header
    operations: tuple[Operation, ...]
    bases: Set[EntryId]
    reason: str


class PlainRead(Read, frozen=True, gc=False):
    """Of an entry that is whole and adds one row that needs no judging (`domain.sync.plain_adds`). `row_id`: as it is
    stored."""

    added: Add
    row_id: bytes


def read_entries(entries: Iterable[tuple[Entry, Header]], plain: PlainAdds) -> list[Read]:
    """`plain` is of the class of their partition."""
    return [_read(entry, header, plain) for entry, header in entries]


def _read(entry: Entry, header: Header, plain: PlainAdds) -> Read:
    if len(entry.parts) == 1 and header.schema <= SCHEMA_VERSION:  # which is so of most
        found = plain.find(entry.parts[0].data)
        if found is not None:
            return PlainRead(entry, header, found[:1], NO_BASES, "", *found)
    return read_operations(entry, header)


def read_operations(entry: Entry, header: Header) -> Read:
    if header.schema > SCHEMA_VERSION:
        # Another program's shapes: not even looked at.
        return Read(entry, header, (), NO_BASES, "schema.newer")
    try:
        operations = operations_of(entry)
    except Malformed:
        return Read(entry, header, (), NO_BASES, "entry.malformed")
    bases = NO_BASES if len(operations) == 1 and type(operations[0]) is Add else bases_of(operations)
    return Read(entry, header, operations, bases, "")


def rows_added(reads: Iterable[Read]) -> list[str]:
    """By all of them."""
    return [operation.row for read in reads for operation in read.operations if type(operation) is Add]


def rows_asked(reads: Iterable[Read], authors: Iterable[str]) -> set[str]:
    """Of the partitions below: whether what is added stands there, who wrote it, and what it rests on."""
    operations = [operation for read in reads for operation in read.operations]
    return {
        *authors,
        *(operation.row for operation in operations),
        *(row for one in operations for row in asked_of(one)),
    }


class Judged(msgspec.Struct, frozen=True, gc=False):
    """`lacks` names what an entry waits for when `reason` is one that time may cure."""

    operations: tuple[Operation, ...]
    eff: int
    reason: str
    lacks: bytes = b""

    def added(self) -> list[bytes]:
        """The rows that others may have waited for, once the entry is applied."""
        if self.reason:
            return []
        return [row_bytes(operation.row) for operation in self.operations if isinstance(operation, Add)]


def key_of_entry(id: EntryId) -> bytes:
    return id.replica + id.seq.to_bytes(8, "big")


def key_of_schema(schema: int) -> bytes:
    return b"schema" + min(max(schema, 0), 0xFFFF).to_bytes(2, "big")
