"""What a laptop is sent: the heads of its own logs, and every stream from where its cursor stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.sync.wire import Cursor, Head, Stamped, Stream, WireDigest, WireEntry, wire_entry
from headoffice import refusals
from headoffice.store.registry import Device, Registry
from headoffice.store.streams import Stamp, Streams

MAX_ITEMS = 500
MAX_STREAM_BYTES = 256 << 10
STAMP_BYTES = 64


@dataclass(frozen=True)
class Sender:
    """Reads inside a transaction of the caller's."""

    streams: Streams
    registry: Registry
    device: Device

    def heads(self, replica: bytes) -> list[Head]:
        """One per granted partition and replica of the device; a fresh replica has seq 0."""
        found = []
        for grant in self.registry.grants(self.device.id):
            for known in self.registry.replicas(self.device.id):
                head = self.streams.replica_head(grant.partition, known)
                if head.seq or known == replica:
                    found.append(Head(grant.partition, known, head.seq, head.hash))
        return found

    def streams_after(self, cursors: Iterable[Cursor], replica: bytes) -> list[Stream]:
        """Raises Refused for a partition that is not granted, and for a cursor beyond the stream."""
        granted = {grant.partition for grant in self.registry.grants(self.device.id)}
        asked = {cursor.partition: cursor for cursor in cursors}
        if not granted.issuperset(asked):
            raise refusals.not_granted()
        return [self._stream(cursor, replica) for _, cursor in sorted(asked.items())]

    def _stream(self, cursor: Cursor, replica: bytes) -> Stream:
        head = self.streams.head(cursor.partition)
        if cursor.epoch != head.epoch or not 0 <= cursor.hub_seq <= head.head:
            raise refusals.stream_behind()
        items = self._items(cursor.partition, head.epoch, cursor.hub_seq, replica)
        is_whole = cursor.hub_seq + len(items) == head.head
        digest = WireDigest(head.digest.count, head.digest.total) if is_whole else None
        return Stream(cursor.partition, head.epoch, head.head, items, digest)

    def _items(self, partition: str, epoch: int, after: int, replica: bytes) -> list[Stamped]:
        items: list[Stamped] = []
        size = 0
        for stamp in self.streams.stamps(partition, epoch, after=after, most=MAX_ITEMS):
            # The asking replica has the bytes of what it wrote.
            entry = None if stamp.id.replica == replica else wire_entry(self.streams.get_entry(partition, stamp.id))
            size += _size(entry)
            if items and size > MAX_STREAM_BYTES:
                break
            items.append(_stamped(stamp, entry))
        return items


def _stamped(stamp: Stamp, entry: WireEntry | None) -> Stamped:
    return Stamped(stamp.hub_seq, stamp.id.replica, stamp.id.seq, stamp.received_ms, stamp.eff, stamp.reason, entry)


def _size(entry: WireEntry | None) -> int:
    if entry is None:
        return STAMP_BYTES
    return STAMP_BYTES + len(entry.header) + sum(len(salt) + len(data) for salt, data in entry.parts)
