"""What a laptop is sent: the heads of its own logs, and every stream from where its cursor stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.sync.partitions import REFERENCE_PARTITION
from domain.sync.second_name import is_second
from domain.sync.wire import (
    MAX_SEGMENT_BYTES,
    MAX_SEGMENT_ENTRIES,
    NAME_MORE,
    Cursor,
    Head,
    Proof,
    ReplicaName,
    Stamped,
    Stream,
    WireDigest,
    WireEntry,
    wire_entry,
)
from headoffice import refusals
from headoffice.rights import Right
from headoffice.store.registry import Device, Registry
from headoffice.store.stream_heads import StreamHead
from headoffice.store.streams import Stamp, Streams

MOST_MARKS = 100
MAX_ITEMS = 500
OWN_SHARE = 0.25  # of an item: the asking laptop has the bytes of what it wrote, and gets as many stamps as it sends
READ_AT_ONCE = 500
MAX_STREAM_BYTES = 256 << 10
# So much further where a segment would be cut.
LAST_ITEM = MAX_ITEMS + MAX_SEGMENT_ENTRIES
LAST_BYTE = MAX_STREAM_BYTES + MAX_SEGMENT_BYTES
STAMP_BYTES = 64


@dataclass(frozen=True)
class Sender:
    """Reads inside a transaction of the caller's. `rights` are the device's own, now."""

    streams: Streams
    registry: Registry
    device: Device
    rights: tuple[Right, ...]

    def heads(self, replica: bytes, asked: Iterable[ReplicaName] = ()) -> list[Head]:
        """One per granted partition that the device may ever have written in, and replica of it; a fresh replica has
        seq 0. And those asked for; of partitions that were never for it to read, only its own."""
        found = []
        own = self.registry.replicas(self.device.id)
        written = [right.partition for right in self.rights if right.partition != REFERENCE_PARTITION]
        names = [(partition, known) for partition in written for known in own]
        self.streams.foresee_replica_heads(names)
        for partition, known in names:
            head = self.streams.replica_head(partition, known)
            if head.seq or known == replica:
                found.append(Head(partition, known, head.seq, head.hash))
        granted = {right.partition for right in self.rights if right.has_read}
        stated = {(head.partition, head.replica) for head in found}
        sent = {right.partition for right in self.rights if right.may_write} - granted
        for name in asked:
            may_know = name.partition in granted or (name.partition in sent and self._is_its_own(name.replica))
            if may_know and (name.partition, name.replica) not in stated:
                head = self.streams.replica_head(name.partition, name.replica)
                found.append(Head(name.partition, name.replica, head.seq, head.hash))
        return found

    def _is_its_own(self, replica: bytes) -> bool:
        """A name of the device's own, as far as that is known (any more). Who knows a second name has the entry."""
        return is_second(replica) or self.registry.find_owner(replica) in (None, self.device.id)

    def streams_after(self, cursors: Iterable[Cursor], replica: bytes) -> list[Stream]:
        """Of those that may be read. Raises Refused for a partition that was never granted."""
        rights = {right.partition: right for right in self.rights}
        asked = {cursor.partition: cursor for cursor in cursors}
        if not rights.keys() >= asked.keys():
            raise refusals.not_granted()
        return [self._stream(cursor, replica) for name, cursor in sorted(asked.items()) if rights[name].may_read]

    def _stream(self, cursor: Cursor, replica: bytes) -> Stream:
        head = self.streams.head(cursor.partition)
        epoch = self.streams.lines.epoch()
        after = agreed_position(self.streams, cursor, head)
        if after == NAME_MORE:
            return Stream(cursor.partition, epoch, head.head, [], None, NAME_MORE)
        items = self._items(cursor.partition, head.epoch, after, replica) if after < head.head else []
        is_whole = after + len(items) == head.head
        digest = WireDigest(head.digest.count, head.digest.total) if is_whole else None
        return Stream(cursor.partition, epoch, head.head, items, digest, after)

    def _items(self, partition: str, epoch: int, after: int, replica: bytes) -> list[Stamped]:
        """A piece of the stream that cuts no segment in two: without its end a laptop could not prove what it has of
        it, if this head office should lose it."""
        items: list[Stamped] = []
        size, count, is_cut = 0, 0.0, False
        for item in self._each(partition, epoch, after, replica):
            entry = item.entry
            size += STAMP_BYTES if entry is None else _size(entry)
            most_items, most_bytes = (LAST_ITEM, LAST_BYTE) if is_cut else (MAX_ITEMS, MAX_STREAM_BYTES)
            if items and (count >= most_items or size > most_bytes):
                break
            items.append(item)
            count += OWN_SHARE if entry is None else 1
            is_cut = entry is not None and item.proof is None
        return items

    def _each(self, partition: str, epoch: int, after: int, replica: bytes) -> Iterator[Stamped]:
        while True:
            stamps = self.streams.stamps(partition, epoch, after=after, most=READ_AT_ONCE)
            ids = [stamp.id for stamp in stamps if stamp.replica != replica]
            proofs = self.streams.proofs.between(partition, ids)
            self.streams.foresee_entries(partition, ids)
            for stamp in stamps:
                if stamp.replica == replica:  # who asks has the bytes of what it wrote
                    yield stamped(stamp, None, None)
                else:
                    id = stamp.id
                    yield stamped(stamp, wire_entry(self.streams.get_entry(partition, id)), proofs.get(id))
            if len(stamps) < READ_AT_ONCE:
                return
            after += len(stamps)


def agreed_position(streams: Streams, cursor: Cursor, head: StreamHead) -> int:
    """The last place named by the laptop on which both sides agree; NAME_MORE when it named none.

    One that names no mark at all is believed its cursor, as long as the stream reaches that far.
    """
    if not cursor.marks and 0 <= cursor.hub_seq <= head.head:
        return cursor.hub_seq
    for mark in sorted(cursor.marks[:MOST_MARKS], key=lambda mark: -mark.hub_seq):
        if mark.hub_seq <= head.head and streams.lines.find(cursor.partition, mark.hub_seq) == mark.line:
            return mark.hub_seq
    return NAME_MORE


def stamped(stamp: Stamp, entry: WireEntry | None, proof: Proof | None) -> Stamped:
    return Stamped(stamp.hub_seq, stamp.replica, stamp.seq, stamp.received_ms, stamp.eff, stamp.reason, entry, proof)


def _size(entry: WireEntry) -> int:
    return STAMP_BYTES + len(entry.header) + sum(sum(map(len, part)) for part in entry.parts if part)
