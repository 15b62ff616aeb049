"""Entries in signed pieces, as head office takes them."""

from collections.abc import Iterator, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.sync.entries import Entry
from domain.sync.exchange import Outgoing
from domain.sync.signatures import sign_segment
from domain.sync.wire import MAX_SEGMENT_BYTES, MAX_SEGMENT_ENTRIES, Segment, wire_entry


def segments_of(outgoing: Outgoing, key: Ed25519PrivateKey) -> Iterator[Segment]:
    """The entries in signed pieces that head office takes whole. Another laptop's are one piece, signed by it."""
    if outgoing.device:
        entries = [wire_entry(entry) for entry in outgoing.entries]
        yield Segment(
            outgoing.partition,
            outgoing.replica,
            outgoing.previous,
            outgoing.first_seq,
            entries,
            outgoing.signature,
            outgoing.device,
        )
        return
    previous, first_seq = outgoing.previous, outgoing.first_seq
    for piece in _pieces(outgoing.entries):
        last_seq = first_seq + len(piece) - 1
        signature = sign_segment(key, outgoing.partition, outgoing.replica, last_seq, piece[-1].hash)
        entries = [wire_entry(entry) for entry in piece]
        yield Segment(outgoing.partition, outgoing.replica, previous, first_seq, entries, signature)
        previous, first_seq = piece[-1].hash, last_seq + 1


def _pieces(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    piece: list[Entry] = []
    size = 0
    for entry in entries:
        size += _size(entry)
        if piece and (len(piece) == MAX_SEGMENT_ENTRIES or size > MAX_SEGMENT_BYTES):
            yield piece
            piece, size = [], _size(entry)
        piece.append(entry)
    if piece:
        yield piece


def _size(entry: Entry) -> int:
    return len(entry.header) + sum(len(part.salt) + len(part.data) for part in entry.parts)
