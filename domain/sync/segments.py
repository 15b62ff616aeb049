"""A segment that came from somewhere: its entries, once the chain, every part and the signature were checked."""

from dataclasses import dataclass

from domain.sync.entries import REPLICA_BYTES, Entry, EntryId, Header, Malformed
from domain.sync.signatures import is_segment_signed
from domain.sync.wire import MAX_SEGMENT_ENTRIES, Segment, read_entry

LAST_SEQ = 1 << 62


@dataclass(frozen=True)
class ProvenSegment:
    """Consecutive entries of one replica, signed by `device`."""

    partition: str
    replica: bytes
    previous: bytes
    entries: tuple[tuple[Entry, Header], ...]
    device: bytes
    signature: bytes

    @property
    def first_seq(self) -> int:
        return self.entries[0][1].seq

    @property
    def last(self) -> EntryId:
        return self.entries[-1][1].id


def prove_segment(segment: Segment, device: bytes, key: bytes) -> ProvenSegment:
    """`key` is the Ed25519 public key of the device that wrote it. Raises Malformed for what is not authentic."""
    if not 0 < segment.first_seq < LAST_SEQ or not 0 < len(segment.entries) <= MAX_SEGMENT_ENTRIES:
        raise Malformed("a segment is empty, too long or starts nowhere")
    if len(segment.replica) != REPLICA_BYTES:
        raise Malformed("a replica is not 16 bytes")
    chained = read_segment(segment)
    if not is_segment_signed(key, segment, chained[-1][1].seq, chained[-1][0].hash):
        raise Malformed("a segment is not signed by the device that it names")
    return ProvenSegment(
        segment.partition, segment.replica, segment.previous, tuple(chained), device, segment.signature
    )


def read_segment(segment: Segment) -> list[tuple[Entry, Header]]:
    """Its entries, each held against the one before and the place it should have. Raises Malformed."""
    partition, replica, previous = segment.partition, segment.replica, segment.previous
    chained = []
    for seq, wire in enumerate(segment.entries, segment.first_seq):
        entry, header = read = read_entry(wire, previous)
        if header.seq != seq or header.partition != partition or header.replica != replica:
            raise Malformed("an entry is not where its header says")
        chained.append(read)
        previous = entry.hash
    return chained
