"""A fork: this database and another wrote different entries under one name (a restored backup, a cloned disk).

What head office does not hold is issued again under a fresh name: the same actions, authors and clocks, bases that
named a moved entry name its new one, so the rows stay as shown. No clerk decides anything. Of the old names the header
and the hash are kept for audit; what was said is kept once, under the new name, where it can be erased.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from db.entries import Entries, StoredEntry, StoredStream
from db.folding import Folding
from domain.sync.chain import FIRST_HASH, chain_hash
from domain.sync.entries import SALT_BYTES, Entry, EntryId, Header, Operation, Part, Put, Restore
from domain.sync.entry_bytes import decode_operations, encode_header, encode_operations
from domain.sync.row_state import RowState

Names = Mapping[EntryId, EntryId]


@dataclass(frozen=True)
class Reissued:
    """How many entries have a new name; `replica` is the one they carry."""

    replica: bytes
    count: int


def renamed(operation: Operation, names: Names) -> Operation:
    """The operation with the bases that have a new name."""
    match operation:
        case Put():
            bases = {cell: tuple(names.get(id, id) for id in ids) for cell, ids in operation.bases.items()}
            return replace(operation, bases=bases)
        case Restore():
            return replace(operation, voids=tuple(names.get(id, id) for id in operation.voids))
    return operation


def under_todays_names(operation: Operation, state: RowState | None, names: Names) -> Operation:
    """What a page was opened on may have been issued again since: the edit names it as it is called now.

    A name that the cell still knows is left alone: it may be that of head office's own entry, which came since."""
    match operation:
        case Put() if state is not None:
            bases = {}
            for cell, ids in operation.bases.items():
                versions = state.cells.get(cell, ())
                known = {version.meta.id for version in versions}.union(*(version.base for version in versions))
                bases[cell] = tuple(_today(id, known, names) for id in ids)
            return replace(operation, bases=bases)
        case Restore() if state is not None:
            known = {mark.meta.id for mark in state.voids}
            return replace(operation, voids=tuple(_today(id, known, names) for id in operation.voids))
    return operation


def _today(id: EntryId, known: Collection[EntryId], names: Names) -> EntryId:
    found: EntryId | None = id
    while found is not None and found not in known:
        found = names.get(found)
    return found or id


class Reissuing:
    def __init__(
        self, entries: Entries, folding: Folding, *, clock: Callable[[], int], random: Callable[[int], bytes]
    ) -> None:
        self._entries = entries
        self._folding = folding
        self._clock = clock
        self._random = random

    def reissue(self, stream: StoredStream, parted: EntryId, fresh_replica: Callable[[], bytes]) -> Reissued:
        """Inside a transaction of the caller's. Also moves what this database has written over the parted entries
        since, under whatever name: none of it is at head office, which takes older logs first."""
        moving = self._moving(stream, parted)
        if not moving:
            return Reissued(b"", 0)
        replica = fresh_replica()
        names: dict[EntryId, EntryId] = {}
        previous = FIRST_HASH
        for seq, old in enumerate(moving, 1):
            names[old.header.id] = EntryId(replica, seq)
            previous = self._move(stream, old, names, previous)
        self._folding.refold()
        return Reissued(replica, len(moving))

    def _moving(self, stream: StoredStream, parted: EntryId) -> list[StoredEntry]:
        """As they came here, which is an order in which each follows what it is built on."""
        own = self._entries.own_replicas()
        held = self._entries.acknowledged(stream)
        forked = [
            entry
            for entry in self._entries.unstamped(stream)
            if entry.header.replica == parted.replica and entry.header.seq >= parted.seq
        ]
        if not forked:
            return []
        first = min(entry.number for entry in forked)
        later = [
            entry
            for entry in self._entries.unstamped(stream)
            if entry.header.replica in own - {parted.replica}
            and entry.number > first
            and entry.header.seq > held.get(entry.header.replica, 0)
        ]
        return sorted((*forked, *later), key=lambda entry: entry.number)

    def _move(self, stream: StoredStream, old: StoredEntry, names: Names, previous: bytes) -> bytes:
        """Writes the entry under its new name and takes the old one out; returns the new hash."""
        new = names[old.header.id]
        before = self._entries.parts(old.number, encode_header(old.header))
        parts = [part if part.is_erased else self._part(part, names) for part in before]
        # Of an erased part the old hash goes on: nothing else says what it was.
        fitting = tuple(
            (subject, digest if part.is_erased else part.hash)
            for (subject, digest), part in zip(old.header.parts, parts, strict=True)
        )
        header = encode_header(_named(old.header, new, fitting))
        entry = Entry(header, chain_hash(previous, header), tuple(parts))
        self._entries.note_reissued(stream, old, new, at_ms=self._clock())
        self._entries.remove(old.number)
        number = self._entries.insert(stream, entry, new, old.eff)
        if old.is_parked:
            self._entries.set_parked(number, is_parked=True)
        return entry.hash

    def _part(self, part: Part, names: Names) -> Part:
        operations = [renamed(operation, names) for operation in decode_operations(part.data)]
        return Part(self._random(SALT_BYTES), encode_operations(operations))


def _named(header: Header, id: EntryId, parts: tuple[tuple[str | None, bytes], ...]) -> Header:
    return replace(header, replica=id.replica, seq=id.seq, parts=parts)
