"""Head office in memory: the same pure core as the real one, without a wire. For tests of the laptop's store."""

from collections import defaultdict
from dataclasses import dataclass, field

from db.store import Store
from domain.sync.canonical import Digest, canonical_hash
from domain.sync.chain import FIRST_HASH, check_entry, operations_of
from domain.sync.effective_time import bases_of, stamped_eff
from domain.sync.entries import Entry, EntryId
from domain.sync.erasure import row_operations
from domain.sync.fold import apply
from domain.sync.judge import judge
from domain.sync.partitions import in_order, rests_on
from domain.sync.row_state import Meta, RowState
from domain.sync.wire import Head, Stamped, Stream, WireDigest, wire_entry


@dataclass
class MemoryStream:
    """What head office holds of one partition."""

    items: list[tuple[Stamped, Entry]] = field(default_factory=list)
    heads: dict[bytes, tuple[int, bytes]] = field(default_factory=lambda: defaultdict(lambda: (0, FIRST_HASH)))
    effs: dict[EntryId, int] = field(default_factory=dict)
    rows: dict[str, RowState] = field(default_factory=dict)
    digest: Digest = field(default_factory=Digest)


@dataclass
class MemoryHub:
    """Stamps what laptops send, in the order it comes. `refuse` names actions it quarantines; `partition` is that of
    which `items` and `digest` are."""

    partition: str
    now_ms: int
    refuse: frozenset[str] = frozenset()
    streams: dict[str, MemoryStream] = field(default_factory=lambda: defaultdict(MemoryStream))

    @property
    def items(self) -> list[tuple[Stamped, Entry]]:
        return self.streams[self.partition].items

    @property
    def digest(self) -> Digest:
        return self.streams[self.partition].digest

    def push(self, store: Store, *, most: int = 1_000) -> None:
        for outgoing in store.exchange.outgoing(max_entries=most, max_bytes=1 << 22):
            stream = self.streams[outgoing.partition]
            seq, digest = stream.heads[outgoing.replica]
            for number, entry in enumerate(outgoing.entries, outgoing.first_seq):
                if number <= seq:
                    continue
                self._take(stream, entry, digest)
                seq, digest = number, entry.hash
                stream.heads[outgoing.replica] = (seq, digest)
            store.exchange.acknowledge(Head(outgoing.partition, outgoing.replica, seq, digest))

    def _take(self, stream: MemoryStream, entry: Entry, previous: bytes) -> None:
        header = check_entry(entry, previous)
        operations = operations_of(entry)
        known = [stream.effs[base] for base in bases_of(operations) if base in stream.effs]
        eff = stamped_eff(header.clock, self.now_ms, known)
        others = [self.streams[name].rows for name in rests_on(header.partition) if name in self.streams]

        def find_beside(row: str) -> RowState | None:
            return next((rows[row] for rows in (stream.rows, *others) if row in rows), None)

        verdict = judge(header, operations, stream.rows.get, find_beside)
        reason = "test.refused" if header.action in self.refuse else verdict.reason
        hub_seq = len(stream.items) + 1
        meta = Meta(header.id, eff, header.seen, hub_seq)
        stream.effs[header.id] = eff
        if not reason:
            for operation in row_operations(operations):
                before = stream.rows.get(operation.row)
                after = stream.rows[operation.row] = apply(before, operation, meta)
                stream.digest = stream.digest.change(
                    canonical_hash(operation.row, before), canonical_hash(operation.row, after)
                )
        stamped = Stamped(hub_seq, header.replica, header.seq, self.now_ms, eff, reason, wire_entry(entry))
        stream.items.append((stamped, entry))

    def pull(self, store: Store, *, most: int = 1_000, first: str = "", beside: str = "") -> None:
        """The next positions of every partition but `beside`, of `first` before the others; the laptop's own come
        without their bytes."""
        cursors = {cursor.partition: cursor.hub_seq for cursor in store.exchange.cursors()}
        names = sorted({self.partition, *self.streams} - {beside}, key=in_order)
        for partition in sorted(names, key=lambda name: name != first):
            stream, cursor = self.streams[partition], cursors.get(partition, 0)
            chosen = [self._for(store, item) for item, _ in stream.items[cursor : cursor + most]]
            digest = WireDigest(stream.digest.count, stream.digest.total)
            store.exchange.receive(Stream(partition, 1, len(stream.items), chosen, digest))

    def _for(self, store: Store, item: Stamped) -> Stamped:
        entry = None if item.replica == store.replica else item.entry
        return Stamped(item.hub_seq, item.replica, item.seq, item.received_ms, item.eff, item.reason, entry)
