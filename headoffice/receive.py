"""Taking what a laptop wrote: check that it is authentic, stamp it, judge it, fold it, store it. One transaction.

What is not authentic is refused and stores nothing. What is authentic is stored first and judged second: never
refused, never dropped, never blocking (SYNC.md, "Hub order").
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from domain.sync.chain import FIRST_HASH
from domain.sync.entries import REPLICA_BYTES, Entry, EntryId, Header, Malformed
from domain.sync.partitions import REFERENCE_PARTITION
from domain.sync.second_name import is_second, second_name
from domain.sync.wire import ForkPlace, Segment
from headoffice import refusals
from headoffice.open_stream import OpenStream, Received
from headoffice.open_streams import OpenStreams
from headoffice.proving import Proved, replicas_of
from headoffice.returning import welcome_back
from headoffice.rights import Right
from headoffice.store.registry import Device, Registry
from headoffice.store.replica_heads import ReplicaHead
from headoffice.store.streams import Streams

NOBODY: Mapping[bytes, Device] = MappingProxyType({})


class Receiver:
    """Takes the segments of one request of one device, inside a transaction of the caller's."""

    def __init__(
        self,
        streams: Streams,
        registry: Registry,
        device: Device,
        rights: Sequence[Right],
        *,
        now_ms: int,
        believes: bool = False,
    ) -> None:
        """`rights` are the device's own, now. `believes`: see `OpenStream`."""
        self._streams = streams
        self._registry = registry
        self._device = device
        self._rights = rights
        self._now_ms = now_ms
        self._believes = believes
        self._bound: set[tuple[bytes, bytes]] = set()
        self.partitions: frozenset[str] = frozenset()  # whose heads are locked by what was taken
        self.has_erased = False  # what was taken last: the database is to be wiped after the transaction

    def take(self, proved: Sequence[Proved], owners: Mapping[bytes, Device] = NOBODY) -> Received:
        """Raises Refused or Malformed, and then nothing of the request may be kept. `owners` are devices that
        certificates of this head office name, whose segments the asking one returns."""
        self.partitions = frozenset(one.segment.partition for one in proved)
        if not all(self._may_bring(one, self._rights) for one in proved):
            raise refusals.not_granted()
        fault = next((one.fault for one in proved if one.fault is not None), None)
        if fault is not None:
            raise fault
        streams = OpenStreams(self.partitions, lambda name, opened: self._open(name, proved, opened))
        self.partitions = frozenset(streams)
        total = Received()
        for name in streams:
            for one in proved:
                if one.segment.partition == name:
                    total += self._take_segment(one, self._owner(one, owners), streams[name])
            streams.wake_above(name)
        self.has_erased = streams.save()
        return total

    def _may_bring(self, proved: Proved, rights: Iterable[Right]) -> bool:
        """What it may write, and what head office has written and lost, which whoever may read it gives back."""
        partition = proved.segment.partition
        right = next((one for one in rights if one.partition == partition), None)
        is_given_back = partition == REFERENCE_PARTITION and proved.segment.device == self._registry.head_office.id
        return right is not None and (right.may_write or is_given_back)

    def _open(self, partition: str, proved: Sequence[Proved], opened: Mapping[str, OpenStream]) -> OpenStream:
        here = [one for one in proved if one.segment.partition == partition]
        coming = [read for one in here for read in one.reads]
        return OpenStream(
            self._streams,
            partition,
            now_ms=self._now_ms,
            replicas=replicas_of(here),
            coming=coming,
            authors={header.author for one in here for _, header in one.entries},
            opened=opened,
            believes=self._believes,
        )

    def bind(self, replica: bytes, device: Device | None = None) -> None:
        """The first device that speaks for a replica keeps it."""
        if len(replica) != REPLICA_BYTES:
            raise Malformed("a replica is not 16 bytes")
        speaker = (device or self._device).id
        if (replica, speaker) in self._bound:
            return
        owner = self._registry.find_owner(replica)
        if owner is None:
            self._registry.bind_replica(replica, speaker, now_ms=self._now_ms)
        elif owner != speaker:
            raise refusals.replica_of_another()
        self._bound.add((replica, speaker))

    def _owner(self, proved: Proved, owners: Mapping[bytes, Device]) -> Device:
        """Who signed the segment: the asking device, or one whose log it returns. Raises Refused."""
        if proved.is_own:
            return self._device
        segment = proved.segment
        known = self._registry.find_device(segment.device)
        if known is None and segment.device in owners:
            known = owners[segment.device]
            welcome_back(self._registry, known, now_ms=self._now_ms)
        if known is None:
            raise refusals.bad_signature()
        proved.check_signature(known.public_key)
        return known

    def _take_segment(self, proved: Proved, owner: Device, stream: OpenStream) -> Received:
        segment, entries, last_seq = proved.segment, proved.entries, proved.last_seq
        if not is_second(segment.replica):
            self.bind(segment.replica, owner)
        head = self._streams.replica_head(segment.partition, segment.replica)
        if stream.has_gap or segment.first_seq > head.seq + 1:
            # The heads of the answer tell where to go on. What follows a gap may be built on what is missing.
            stream.has_gap = True
            return Received()
        self._refuse_fork(segment, entries, head)
        known = head.seq - segment.first_seq + 1
        fresh = entries[known:]
        if not fresh:
            return Received()
        self._refuse_known_again(segment, fresh)
        taken = Received(len(fresh), stream.take(fresh, proved.reads[known:]))
        self._streams.move_replica(segment.partition, segment.replica, ReplicaHead(last_seq, fresh[-1][0].hash))
        self._streams.add_segment(
            segment.partition,
            EntryId(segment.replica, last_seq),
            device=owner.id,
            signature=segment.signature,
            received_ms=self._now_ms,
        )
        return taken

    def _refuse_fork(self, segment: Segment, entries: Sequence[tuple[Entry, Header]], head: ReplicaHead) -> None:
        """What the segment says of the past must be what is held."""
        before = segment.first_seq - 1
        last = min(head.seq, segment.first_seq + len(entries) - 1)
        said = {before: segment.previous} | {header.seq: entry.hash for entry, header in entries[: last - before]}
        held = {0: FIRST_HASH, head.seq: head.hash}
        if before < head.seq:
            held |= self._streams.hashes(segment.partition, segment.replica, before, last)
        parted = next((seq for seq in range(before, last + 1) if held[seq] != said[seq]), None)
        if parted is not None:
            raise refusals.fork(ForkPlace(segment.partition, segment.replica, parted))

    def _refuse_known_again(self, segment: Segment, fresh: Sequence[tuple[Entry, Header]]) -> None:
        """What is here under its second name must not come under its first: whoever has it names it anew."""
        here = self._streams.second_names.of(segment.partition)
        again = (header.seq for entry, header in fresh if second_name(entry.hash).replica in here)
        seq = next(again, None) if here else None
        if seq is not None:
            raise refusals.fork(ForkPlace(segment.partition, segment.replica, seq))
