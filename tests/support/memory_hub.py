"""Head office in memory: the same pure core as the real one, without a wire. For tests of the laptop's store."""

from collections import defaultdict
from dataclasses import dataclass, field

from db.store import Store
from domain.sync.canonical import Digest, canonical_hash
from domain.sync.chain import FIRST_HASH, check_entry, operations_of
from domain.sync.effective_time import bases_of, stamped_eff
from domain.sync.entries import Entry, EntryId
from domain.sync.fold import apply
from domain.sync.judge import judge
from domain.sync.row_state import Meta, RowState
from domain.sync.wire import Head, Stamped, Stream, WireDigest, wire_entry


@dataclass
class MemoryHub:
    """Stamps what laptops send, in the order it comes. `refuse` names actions it quarantines."""

    partition: str
    now_ms: int
    refuse: frozenset[str] = frozenset()
    items: list[tuple[Stamped, Entry]] = field(default_factory=list)
    heads: dict[bytes, tuple[int, bytes]] = field(default_factory=lambda: defaultdict(lambda: (0, FIRST_HASH)))
    effs: dict[EntryId, int] = field(default_factory=dict)
    rows: dict[str, RowState] = field(default_factory=dict)
    digest: Digest = field(default_factory=Digest)

    def push(self, store: Store, *, most: int = 1_000) -> None:
        for outgoing in store.exchange.outgoing(max_entries=most, max_bytes=1 << 22):
            seq, digest = self.heads[outgoing.replica]
            for number, entry in enumerate(outgoing.entries, outgoing.first_seq):
                if number <= seq:
                    continue
                self._take(entry, digest)
                seq, digest = number, entry.hash
                self.heads[outgoing.replica] = (seq, digest)
            store.exchange.acknowledge(Head(self.partition, outgoing.replica, seq, digest))

    def _take(self, entry: Entry, previous: bytes) -> None:
        header = check_entry(entry, previous)
        operations = operations_of(entry)
        known = [self.effs[base] for base in bases_of(operations) if base in self.effs]
        eff = stamped_eff(header.clock, self.now_ms, known)
        verdict = judge(header, operations, self.rows.get)
        reason = "test.refused" if header.action in self.refuse else verdict.reason
        hub_seq = len(self.items) + 1
        meta = Meta(header.id, eff, header.seen, hub_seq)
        self.effs[header.id] = eff
        if not reason:
            for operation in operations:
                before = self.rows.get(operation.row)
                after = self.rows[operation.row] = apply(before, operation, meta)
                self.digest = self.digest.change(
                    canonical_hash(operation.row, before), canonical_hash(operation.row, after)
                )
        stamped = Stamped(hub_seq, header.replica, header.seq, self.now_ms, eff, reason, wire_entry(entry))
        self.items.append((stamped, entry))

    def pull(self, store: Store, *, most: int = 1_000) -> None:
        """The next positions; the laptop's own entries come without their bytes."""
        cursor = next((c.hub_seq for c in store.exchange.cursors() if c.partition == self.partition), 0)
        chosen = [self._for(store, item) for item, _ in self.items[cursor : cursor + most]]
        digest = WireDigest(self.digest.count, self.digest.total)
        store.exchange.receive(Stream(self.partition, 1, len(self.items), chosen, digest))

    def _for(self, store: Store, item: Stamped) -> Stamped:
        entry = None if item.replica == store.replica else item.entry
        return Stamped(item.hub_seq, item.replica, item.seq, item.received_ms, item.eff, item.reason, entry)
