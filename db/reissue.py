"""A fork: this database and another wrote different entries under one name (a restored backup, a cloned disk).

What head office does not hold is issued again, each entry under its second name (`domain.sync.second_name`): the same
action, author, clock and salts, bases that named a moved entry name its new one, so the rows stay as shown. All of it
follows from the entry, so that two disks that hold the same entry issue the same one again. No clerk decides anything.
Of the old names the header and the hash are kept for audit; what was said is kept once, under the new name, where it
can be erased.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from msgspec.structs import replace

from db.entries import Entries, StoredEntry, StoredStream
from db.folding import Folding
from domain.sync.chain import FIRST_HASH, chain_hash
from domain.sync.effective_time import bases_of
from domain.sync.entries import Entry, EntryId, Operation, Part, Put, Restore
from domain.sync.entry_bytes import decode_operations, encode_header, encode_operations
from domain.sync.row_bases import not_said, with_row_bases
from domain.sync.row_state import Meta, RowState
from domain.sync.second_name import second_name

Names = Mapping[EntryId, EntryId]


@dataclass(frozen=True)
class Reissued:
    """How many entries have a new name. `replica` is the name under which this database goes on, when one of its own
    logs has lost its end."""

    replica: bytes | None
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


class OwnNames(Protocol):
    """The names that this database writes under (`db.incarnation`)."""

    def add(self, replica: bytes) -> None:
        """One more, which nothing else is ever written under."""

    def renew(self) -> bytes:
        """A fresh one for what is written from now on."""


class Reissuing:
    def __init__(self, entries: Entries, folding: Folding, *, clock: Callable[[], int]) -> None:
        self._entries = entries
        self._folding = folding
        self._clock = clock

    def reissue(self, stream: StoredStream, parted: EntryId, own: OwnNames) -> Reissued:
        """Inside a transaction of the caller's. Also moves what this database has built on the parted entries since,
        under whatever name: none of it is at head office, which takes causes first."""
        moving = self._moving(stream, parted)
        if not moving:
            return Reissued(None, 0)
        mine = self._entries.own_replicas()
        names: dict[EntryId, EntryId] = {}
        for old in moving:
            self._move(stream, old, names, own)
        self._folding.refold()
        has_lost_own = any(old.header.replica in mine for old in moving)
        return Reissued(own.renew() if has_lost_own else None, len(moving))

    def _moving(self, stream: StoredStream, parted: EntryId) -> list[StoredEntry]:
        """As they came here, which is an order in which each follows what it is built on."""
        own = self._entries.own_replicas()
        held = self._entries.acknowledged(stream)
        moving: dict[EntryId, StoredEntry] = {}
        cut = {parted.replica: parted.seq}  # logs, and where their ends come off
        for entry in self._entries.unstamped(stream):
            replica, seq = entry.header.id
            may_move = replica in own and seq > held.get(replica, 0)
            if replica not in cut and may_move and self._names_any(entry, moving):
                cut[replica] = seq
            if replica in cut and seq >= cut[replica]:
                moving[entry.header.id] = entry
        return list(moving.values())

    def _names_any(self, entry: StoredEntry, moved: Collection[EntryId]) -> bool:
        return bool(moved) and not bases_of(self._entries.operations(entry.number)).isdisjoint(moved)

    def _move(self, stream: StoredStream, old: StoredEntry, names: dict[EntryId, EntryId], own: OwnNames) -> None:
        """Writes the entry under its second name and takes the first one out."""
        new = second_name(self._entries.hash_at(stream, old.header.id))
        names[old.header.id] = new
        before = self._entries.parts(old.number, encode_header(old.header))
        parts = tuple(part if part.is_erased else self._renamed_part(part, old.header.id, names) for part in before)
        # Of an erased part the old hash goes on: nothing else says what it was.
        fitting = tuple(
            (subject, digest if part.is_erased else part.hash)
            for (subject, digest), part in zip(old.header.parts, parts, strict=True)
        )
        header = encode_header(replace(old.header, replica=new.replica, seq=new.seq, parts=fitting))
        self._entries.note_reissued(stream, old, new, at_ms=self._clock())
        self._entries.remove(old.number)
        if self._entries.find(stream, new) is not None:
            return  # it came back under this name already
        own.add(new.replica)
        number = self._entries.insert(stream, Entry(header, chain_hash(FIRST_HASH, header), parts), new, old.eff)
        if old.is_parked:
            self._entries.set_parked(number, is_parked=True)

    def _renamed_part(self, part: Part, old: EntryId, names: Names) -> Part:
        """With the same salt. What its own log said it had seen it says by name from now on."""

        def is_said(meta: Meta) -> bool:
            return meta.id.replica != old.replica or meta.id.seq >= old.seq

        def unsaid(operation: Operation) -> tuple[EntryId, ...]:
            return not_said(operation, self._folding.find_row(operation), is_said)

        operations = decode_operations(part.data)
        said = (whole for operation in operations for whole in with_row_bases(operation, unsaid))
        return Part(part.salt, encode_operations([renamed(operation, names) for operation in said]))
