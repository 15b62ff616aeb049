"""The log of one laptop: every write is one entry, chained, in the same transaction as the rows it changes.

There is one path for a local write, a pulled entry and a rebuild: the entry goes through `domain.sync.fold`, and
`db.projection` writes what comes out.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from db.connection import Database, begin_immediate
from db.entries import Entries, StoredEntry, StoredStream
from db.projection import Projection
from domain.sync.changes import Changes
from domain.sync.entries import (
    FIRST_HASH,
    SALT_BYTES,
    Add,
    EntryId,
    Header,
    Malformed,
    Operation,
    Written,
    build_entry,
    check_entry,
    next_clock,
    operations_of,
)
from domain.sync.fold import Digest, Meta, RowState, apply, bases_of, canonical_hash, local_eff, restamp, without
from domain.sync.judge import judge
from domain.sync.schema import BY_NUMBER, TABLES
from domain.sync.wire import Stamped, Stream, WireDigest, stored_entry

Clock = Callable[[], int]  # milliseconds since 1970
Random = Callable[[int], bytes]


def system_clock() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class _Tip:
    """The last entry of this replica in one stream; kept in memory, moved only after a commit."""

    seq: int
    hash: bytes
    clock: int


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A stamped entry on its way to the rows. `is_new` when it was not here before its stamp."""

    stream: StoredStream
    entry: int
    meta: Meta
    is_new: bool
    reason: str


class Log:
    def __init__(self, db: Database, projection: Projection, *, replica: bytes, clock: Clock, random: Random) -> None:
        self._db = db
        self._entries = Entries(db)
        self._projection = projection
        self._replica = replica
        self._clock = clock
        self._random = random
        self._tips: dict[int, _Tip] = {}
        self._streams: dict[str, StoredStream] = {}

    def streams(self) -> tuple[StoredStream, ...]:
        return tuple(self.stream(name) for name in self._entries.partitions())

    def stream(self, partition: str) -> StoredStream:
        known = self._streams.get(partition)
        if known is None:
            known = self._streams[partition] = self._entries.stream(partition)
        return known

    def wire_digest(self, partition: str) -> WireDigest:
        digest = self.stream(partition).digest
        return WireDigest(digest.count, digest.total)

    def find_header(self, partition: str, id: EntryId) -> Header | None:
        """Who wrote an entry, when, by which action."""
        found = self._entries.find(self.stream(partition), id)
        return found.header if found else None

    # --- a local write -------------------------------------------------------------------------------------------

    def append(
        self,
        partition: str,
        *,
        action: str,
        author: str,
        written: Sequence[Written],
        beside: Callable[[], None] | None = None,
    ) -> Changes:
        """Writes one entry and its rows in one transaction; after it returns, the entry is durable.

        `beside` writes, in the same transaction, what belongs to this laptop alone.
        """
        stream = self.stream(partition)
        tip = self._tip(stream)
        operations = [item.operation for item in written]
        with begin_immediate(self._db):
            entry, header = build_entry(
                written,
                partition=partition,
                id=EntryId(self._replica, tip.seq + 1),
                clock=next_clock(tip.clock, self._clock()),
                author=author,
                action=action,
                seen=stream.cursor,
                previous=tip.hash,
                salts=iter(lambda: self._random(SALT_BYTES), b""),
            )
            # As head office will read them: grouped by the person they concern.
            operations = list(operations_of(entry))
            self._refuse_unfit(header, operations)
            eff = local_eff(header.clock, self._entries.effs(stream, bases_of(operations)))
            number = self._entries.insert(stream, entry, header.id, eff)
            self._apply_local(stream, operations, Meta(header.id, eff, header.seen, 0), number)
            if beside is not None:
                beside()
        self._tips[stream.id] = _Tip(header.seq, entry.hash, header.clock)
        return _changes(operations)

    def _tip(self, stream: StoredStream) -> _Tip:
        tip = self._tips.get(stream.id)
        if tip is None:
            found = self._entries.last(stream, self._replica)
            tip = _Tip(found[0].seq, found[1], found[0].clock) if found else _Tip(0, FIRST_HASH, 0)
            self._tips[stream.id] = tip
        return tip

    def _refuse_unfit(self, header: Header, operations: Sequence[Operation]) -> None:
        tables = {operation.row: operation.table for operation in operations}
        verdict = judge(header, operations, lambda row: self._projection.find_state(tables[row], row))
        if not verdict.is_applied:
            raise ValueError(f"{header.action} would be quarantined: {verdict.reason}")

    def _apply_local(self, stream: StoredStream, operations: Sequence[Operation], meta: Meta, entry: int) -> None:
        for operation in operations:
            packed = self._projection.find_packed(operation.row)
            if isinstance(operation, Add) and packed is None:
                self._projection.insert_fresh(operation, entry)
                continue
            state = packed or self._projection.find_state(operation.table, operation.row)
            self._projection.save_state(stream.id, operation.row, apply(state, operation, meta), entry)

    # --- what head office sends ----------------------------------------------------------------------------------

    def receive(self, answer: Stream) -> Changes:
        """Applies the next positions of a stream and moves the cursor, all in one transaction. Raises Malformed."""
        stream = self.stream(answer.partition)
        operations: list[Operation] = []
        moved: set[EntryId] = set()
        with begin_immediate(self._db):
            digest, cursor = stream.digest, stream.cursor
            for item in answer.items:
                if item.hub_seq != cursor + 1:
                    raise Malformed("the stream has a gap")
                cursor = item.hub_seq
                arrival, applied, has_moved = self._take(stream, item, answer.epoch)
                digest = self._settle(arrival, applied, digest)
                operations.extend(applied)
                if has_moved:
                    moved.add(EntryId(item.replica, item.seq))
            if moved:
                self._recompute_unstamped(stream, moved)
            stream = self._entries.move(stream, cursor, digest)
        self._streams[answer.partition] = stream
        return _changes(operations)

    def _take(self, stream: StoredStream, item: Stamped, epoch: int) -> tuple[_Arrival, tuple[Operation, ...], bool]:
        """Stores what is new, stamps it; says whether the stamp moved the effective time it had here."""
        id = EntryId(item.replica, item.seq)
        known = self._entries.find(stream, id)
        if known is None:
            number, header, operations = self._take_new(stream, item, id)
        else:
            self._refuse_another_log(stream, item, id)
            number, header, operations = known.number, known.header, self._entries.operations(known.number)
        self._entries.stamp(number, item, epoch)
        meta = Meta(id, item.eff, header.seen, item.hub_seq)
        arrival = _Arrival(stream, number, meta, known is None, item.reason)
        return arrival, operations, known is not None and known.eff != item.eff

    def _take_new(self, stream: StoredStream, item: Stamped, id: EntryId) -> tuple[int, Header, tuple[Operation, ...]]:
        if item.entry is None:
            raise Malformed("a stamp names an entry that is not here")
        previous = self._entries.hash_at(stream, EntryId(id.replica, id.seq - 1))
        entry = stored_entry(item.entry, previous)
        header = check_entry(entry, previous)
        if header.partition != stream.partition or header.id != id:
            raise Malformed("an entry is not where its header says")
        # What head office quarantined may not even decode: it is kept as it is and not read.
        operations = () if item.reason else operations_of(entry)
        return self._entries.insert(stream, entry, id, item.eff), header, operations

    def _refuse_another_log(self, stream: StoredStream, item: Stamped, id: EntryId) -> None:
        """What head office holds under a name that is known here must be the same entry."""
        if item.entry is None:
            return
        previous = self._entries.hash_at(stream, EntryId(id.replica, id.seq - 1))
        if stored_entry(item.entry, previous).hash != self._entries.hash_at(stream, id):
            raise Malformed("head office holds another entry under this name")

    def _settle(self, arrival: _Arrival, operations: Sequence[Operation], digest: Digest) -> Digest:
        """Brings the rows of a stamped entry to its stamp and verdict; returns the canonical digest after it."""
        if arrival.is_new and arrival.reason:
            return digest
        for row in dict.fromkeys(operation.row for operation in operations):
            mine = [operation for operation in operations if operation.row == row]
            packed = self._projection.find_packed(row)
            if packed is None and len(mine) == 1 and isinstance(mine[0], Add):
                before, after = self._settle_fresh(arrival, mine[0])
            else:
                before, after = self._settle_row(arrival, row, mine, packed)
            digest = digest.change(before, after)
        return digest

    def _settle_fresh(self, arrival: _Arrival, operation: Add) -> tuple[int, int]:
        """A row nobody has edited has no state of its own: its entry's stamp is enough."""
        if arrival.reason:
            self._projection.forget_fresh(operation.table, operation.row)
            return 0, 0
        if arrival.is_new:
            self._projection.insert_fresh(operation, arrival.entry)
        return 0, canonical_hash(operation.row, apply(None, operation, arrival.meta))

    def _settle_row(
        self, arrival: _Arrival, row: str, operations: Sequence[Operation], packed: RowState | None
    ) -> tuple[int, int]:
        table = operations[0].table
        before = packed or self._projection.find_state(table, row)
        after = before or RowState(table)
        if arrival.reason:
            after = without(after, arrival.meta.id)
        elif arrival.is_new:
            for operation in operations:
                after = apply(after, operation, arrival.meta)
        else:
            after = restamp(after, arrival.meta)
        self._projection.save_state(arrival.stream.id, row, after, arrival.entry)
        return canonical_hash(row, before), canonical_hash(row, after)

    def _recompute_unstamped(self, stream: StoredStream, moved: set[EntryId]) -> None:
        """A stamp changed the effective time of an entry: local ones built on it follow (LOG.md, "Who wins")."""
        for entry in self._entries.unstamped(stream):
            operations = self._entries.operations(entry.number)
            bases = bases_of(operations)
            if not bases & moved:
                continue
            eff = local_eff(entry.header.clock, self._entries.effs(stream, bases))
            if eff != entry.eff:
                moved.add(entry.header.id)
                self._move_unstamped(stream, entry, operations, eff)

    def _move_unstamped(
        self, stream: StoredStream, entry: StoredEntry, operations: Sequence[Operation], eff: int
    ) -> None:
        self._entries.set_eff(entry.number, eff)
        meta = Meta(entry.header.id, eff, entry.header.seen, 0)
        for row in dict.fromkeys(operation.row for operation in operations):
            packed = self._projection.find_packed(row)
            if packed is not None:
                self._projection.save_state(stream.id, row, restamp(packed, meta), entry.number)

    # --- repair and proof ----------------------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Refolds every row from the log: the same rows as applying entries as they came."""
        with begin_immediate(self._db):
            self._refold()
        self._streams.clear()

    def _refold(self) -> None:
        self._projection.clear()
        for partition in self._entries.partitions():
            stream = self._entries.stream(partition)
            digest = Digest()
            for entry in self._entries.in_order(stream):
                if entry.reason:
                    continue
                operations = self._entries.operations(entry.number)
                if entry.hub_seq:
                    digest = self._settle(_Arrival(stream, entry.number, entry.meta, True, ""), operations, digest)
                else:
                    self._apply_local(stream, operations, entry.meta, entry.number)
            self._entries.move(stream, stream.cursor, digest)

    def compare_with_refold(self) -> tuple[str, ...]:
        """The tables and partitions that a refold would change. Nothing is changed: the refold is rolled back."""
        try:
            with begin_immediate(self._db):
                before = self._fingerprints()
                self._refold()
                raise _Compared(before, self._fingerprints())
        except _Compared as compared:
            return tuple(name for name, value in compared.before.items() if compared.after[name] != value)

    def _fingerprints(self) -> dict[str, bytes]:
        """One hash for the rows of each business table and one for each stream's digest."""
        found = {table.name: self._projection.fingerprint(table) for table in TABLES}
        for partition in self._entries.partitions():
            digest = self._entries.stream(partition).digest
            found[partition] = f"{digest.count} {digest.total}".encode()
        return found

    def breaks(self) -> Iterator[str]:
        return self._entries.breaks()


class _Compared(Exception):
    """Carries the comparison out of a transaction that must not be kept."""

    def __init__(self, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        super().__init__("compared")
        self.before = before
        self.after = after


def _changes(operations: Iterable[Operation]) -> Changes:
    operations = tuple(operations)
    kinds = frozenset(BY_NUMBER[operation.table].name for operation in operations)
    return Changes(kinds, tuple(dict.fromkeys(operation.row for operation in operations)))
