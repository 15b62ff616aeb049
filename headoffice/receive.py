"""Taking what a laptop wrote: check that it is authentic, stamp it, judge it, fold it, store it. One transaction.

What is not authentic is refused and stores nothing. What is authentic is stored first and judged second: never
refused, never dropped, never blocking (SYNC.md, "Hub order").
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.sync.entries import (
    FIRST_HASH,
    REPLICA_BYTES,
    Entry,
    EntryId,
    Header,
    Malformed,
    Operation,
    check_entry,
    operations_of,
)
from domain.sync.fold import Meta, RowState, apply, bases_of, canonical_hash, stamped_eff
from domain.sync.judge import judge
from domain.sync.wire import MAX_SEGMENT_ENTRIES, ForkPlace, Segment, is_segment_signed, stored_entry
from headoffice import refusals
from headoffice.store.registry import Device, Registry
from headoffice.store.streams import ReplicaHead, Stamp, Streams

LAST_SEQ = 1 << 62


@dataclass(frozen=True)
class Received:
    """How many entries are new here, and how many of them were quarantined."""

    entries: int = 0
    quarantined: int = 0

    def __add__(self, other: "Received") -> "Received":
        return Received(self.entries + other.entries, self.quarantined + other.quarantined)


class Receiver:
    """Takes the segments of one request of one device, inside a transaction of the caller's."""

    def __init__(self, streams: Streams, registry: Registry, device: Device, *, now_ms: int) -> None:
        self._streams = streams
        self._registry = registry
        self._device = device
        self._now_ms = now_ms

    def take(self, segments: Sequence[Segment]) -> Received:
        """Raises Refused or Malformed, and then nothing of the request may be kept."""
        writable = {grant.partition for grant in self._registry.grants(self._device.id) if grant.may_write}
        for segment in segments:
            _check_shape(segment)
            if segment.partition not in writable:
                raise refusals.not_granted()
        partitions = sorted({segment.partition for segment in segments})
        open_streams = {name: _OpenStream(self._streams, name, now_ms=self._now_ms) for name in partitions}
        total = Received()
        for segment in segments:
            total += self._take_segment(segment, open_streams[segment.partition])
        for stream in open_streams.values():
            stream.save()
        return total

    def bind(self, replica: bytes) -> None:
        """The first device that speaks for a replica keeps it."""
        if len(replica) != REPLICA_BYTES:
            raise Malformed("a replica is not 16 bytes")
        owner = self._registry.find_owner(replica)
        if owner is None:
            self._registry.bind_replica(replica, self._device.id, now_ms=self._now_ms)
        elif owner != self._device.id:
            raise refusals.replica_of_another()

    def _take_segment(self, segment: Segment, stream: "_OpenStream") -> Received:
        entries = _chained(segment)
        last_seq = segment.first_seq + len(entries) - 1
        if not is_segment_signed(self._device.public_key, segment, last_seq, entries[-1][0].hash):
            raise refusals.bad_signature()
        self.bind(segment.replica)
        head = self._streams.replica_head(segment.partition, segment.replica)
        if stream.has_gap or segment.first_seq > head.seq + 1:
            # The heads of the answer tell where to go on. What follows a gap may be built on what is missing.
            stream.has_gap = True
            return Received()
        self._refuse_fork(segment, entries, head)
        fresh = entries[head.seq - segment.first_seq + 1 :]
        if not fresh:
            return Received()
        taken = sum((stream.take(entry, header) for entry, header in fresh), Received())
        self._streams.move_replica(segment.partition, segment.replica, ReplicaHead(last_seq, fresh[-1][0].hash))
        self._streams.add_segment(
            segment.partition,
            EntryId(segment.replica, last_seq),
            device=self._device.id,
            signature=segment.signature,
            received_ms=self._now_ms,
        )
        return taken

    def _refuse_fork(self, segment: Segment, entries: Sequence[tuple[Entry, Header]], head: ReplicaHead) -> None:
        """What the segment says of the past must be what is held."""
        before = segment.first_seq - 1
        said = {before: segment.previous} | {header.seq: entry.hash for entry, header in entries}
        last = min(head.seq, segment.first_seq + len(entries) - 1)
        held = {0: FIRST_HASH} | self._streams.hashes(segment.partition, segment.replica, before, last)
        parted = next((seq for seq in range(before, last + 1) if held[seq] != said[seq]), None)
        if parted is not None:
            raise refusals.fork(ForkPlace(segment.partition, segment.replica, parted))


def _check_shape(segment: Segment) -> None:
    if not 0 < segment.first_seq < LAST_SEQ or not segment.entries:
        raise Malformed("a segment is empty or starts nowhere")
    if len(segment.entries) > MAX_SEGMENT_ENTRIES:
        raise refusals.too_large()


def _chained(segment: Segment) -> list[tuple[Entry, Header]]:
    previous = segment.previous
    chained = []
    for seq, wire in enumerate(segment.entries, segment.first_seq):
        entry = stored_entry(wire, previous)
        header = check_entry(entry, previous)
        if header.partition != segment.partition or header.id != EntryId(segment.replica, seq):
            raise Malformed("an entry is not where its header says")
        chained.append((entry, header))
        previous = entry.hash
    return chained


class _OpenStream:
    """One partition's stream whose head row is locked: entries are appended, rows are folded in memory."""

    def __init__(self, streams: Streams, partition: str, *, now_ms: int) -> None:
        self._streams = streams
        self._head = streams.lock(partition)
        self._now_ms = now_ms
        self._rows: dict[str, RowState | None] = {}
        self._changed: set[str] = set()
        self.has_gap = False

    def take(self, entry: Entry, header: Header) -> Received:
        operations, reason = _read(entry)
        bases = bases_of(operations) - {header.id}
        known = [eff for base in bases if (eff := self._find_eff(base)) is not None]
        eff = stamped_eff(header.clock, self._now_ms, known)
        if not reason and len(known) < len(bases):
            # A laptop sends its log in order and names only what it has seen, so this is a broken one.
            reason = "base.unknown"
        reason = reason or judge(header, operations, self._find_row).reason
        hub_seq = self._head.head + 1
        self._head = replace(self._head, head=hub_seq)
        stamp = Stamp(hub_seq, header.id, self._now_ms, eff, reason)
        self._streams.add_entry(self._head.partition, self._head.epoch, entry, stamp)
        if not reason:
            self._fold(operations, Meta(header.id, eff, header.seen, hub_seq))
        return Received(1, int(bool(reason)))

    def _fold(self, operations: Sequence[Operation], meta: Meta) -> None:
        before = {operation.row: self._find_row(operation.row) for operation in operations}
        for operation in operations:
            self._rows[operation.row] = apply(self._rows[operation.row], operation, meta)
        digest = self._head.digest
        for row, old in before.items():
            digest = digest.change(canonical_hash(row, old), canonical_hash(row, self._rows[row]))
        self._head = replace(self._head, digest=digest)
        self._changed.update(before)

    def _find_eff(self, base: EntryId) -> int | None:
        return self._streams.find_eff(self._head.partition, self._head.epoch, base)

    def _find_row(self, row: str) -> RowState | None:
        if row not in self._rows:
            self._rows[row] = self._streams.find_row(self._head.partition, row)
        return self._rows[row]

    def save(self) -> None:
        changed = [(row, state) for row in sorted(self._changed) if (state := self._rows[row]) is not None]
        self._streams.save_rows(self._head.partition, changed)
        self._streams.move(self._head)


def _read(entry: Entry) -> tuple[tuple[Operation, ...], str]:
    """The operations, and why they cannot be applied when they are none: authentic bytes, but of no known shape."""
    try:
        return operations_of(entry), ""
    except Malformed:
        return (), "entry.malformed"
