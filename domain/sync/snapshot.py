"""A stream in one file, for a laptop's first load: made once at head office, fetched by Range, proved before use.

The file is frames, each its length (4 bytes, big endian) and a body of `SnapshotPiece`: the same pieces of the stream
that a round would bring, so that they enter by the same door.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from domain.sync.entries import EntryId, Malformed
from domain.sync.line import FIRST_LINE, LINE_BYTES, next_line
from domain.sync.wire import (
    MAX_BODY_BYTES,
    DeviceCertificate,
    Mark,
    Message,
    Stamped,
    Stream,
    WireDigest,
    pack_body,
    unpack_body,
)

SNAPSHOT = "/v1/snapshot"
CHUNK_BYTES = 256 << 10
LARGEST_CHUNK = 1 << 20
LARGEST_BYTES = 4 << 30
LENGTH_BYTES = 4
RANGE_HEADER = "Range"


class SnapshotRequest(Message, frozen=True):
    """`cursor` is how far the laptop has the stream."""

    protocol: int
    association: bytes
    partition: str
    cursor: int
    nonce: bytes = b""


class Snapshot(Message, frozen=True):
    """A stream up to `hub_seq`, its line and digest there, in `size` bytes. `chunks` are the SHA-256 of each
    `chunk_bytes` of the file, so that a flipped bit costs one of them. `size` 0 when there is none (yet)."""

    association: bytes
    partition: str
    epoch: int
    hub_seq: int
    line: bytes
    digest: WireDigest
    size: int
    sha256: bytes
    chunk_bytes: int
    chunks: list[bytes]

    @property
    def path(self) -> str:
        return f"{SNAPSHOT}/{self.sha256.hex()}"


class SnapshotPiece(Message, frozen=True):
    streams: list[Stream]
    certificates: list[DeviceCertificate]


def no_snapshot(association: bytes, partition: str) -> Snapshot:
    return Snapshot(association, partition, 0, 0, FIRST_LINE, WireDigest(0, 0), 0, b"", CHUNK_BYTES, [])


def check_shape(snapshot: Snapshot) -> None:
    """Raises Malformed for a description that no file can have."""
    is_possible = (
        0 < snapshot.size <= LARGEST_BYTES
        and snapshot.hub_seq > 0
        and len(snapshot.sha256) == hashlib.sha256().digest_size
        and len(snapshot.line) == LINE_BYTES
        and 0 < snapshot.chunk_bytes <= LARGEST_CHUNK
        and len(snapshot.chunks) == -(-snapshot.size // snapshot.chunk_bytes)
    )
    if not is_possible:
        raise Malformed("no snapshot can be like that")


def length_of_chunk(snapshot: Snapshot, number: int) -> int:
    return min(snapshot.chunk_bytes, snapshot.size - number * snapshot.chunk_bytes)


def is_chunk(snapshot: Snapshot, number: int, content: bytes) -> bool:
    return hashlib.sha256(content).digest() == snapshot.chunks[number]


def frame(piece: SnapshotPiece) -> bytes:
    body = pack_body(piece)
    return len(body).to_bytes(LENGTH_BYTES, "big") + body


def pieces_in(chunks: Iterable[bytes]) -> Iterator[SnapshotPiece]:
    """In their order. Raises Malformed where the file is none."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= LENGTH_BYTES:
            length = int.from_bytes(held[:LENGTH_BYTES], "big")
            if length > MAX_BODY_BYTES:
                raise Malformed("a piece of a snapshot is too large")
            if len(held) < LENGTH_BYTES + length:
                break
            body = bytes(held[LENGTH_BYTES : LENGTH_BYTES + length])
            del held[: LENGTH_BYTES + length]
            yield unpack_body(body, SnapshotPiece)
    if held:
        raise Malformed("a snapshot ends in the middle of a piece")


def prove(snapshot: Snapshot, chunks: Iterable[bytes], passed: Sequence[Mark]) -> bool:
    """That this is the file head office named, a stream without a gap from its beginning, whose line is the one it
    said: else Malformed is raised. Whether it goes through the places this laptop has passed; nothing of it is used
    before that is known, nor when it goes another way."""
    whole = hashlib.sha256()
    known = {mark.hub_seq: mark.line for mark in passed}
    is_ours = True
    at, line = 0, FIRST_LINE
    for piece in pieces_in(_hashed(chunks, whole)):
        for stream in piece.streams:
            if stream.partition != snapshot.partition or stream.after != at:
                raise Malformed("a snapshot has a gap")
            for item in stream.items:
                at, line = at + 1, line_after(line, item)
                if item.hub_seq != at:
                    raise Malformed("a snapshot has a gap")
                is_ours = is_ours and known.get(at, line) == line
    if (whole.digest(), at, line) != (snapshot.sha256, snapshot.hub_seq, snapshot.line):
        raise Malformed("a snapshot is not the one that was named")
    return is_ours


def _hashed(chunks: Iterable[bytes], whole: "hashlib._Hash") -> Iterator[bytes]:
    for chunk in chunks:
        whole.update(chunk)
        yield chunk


def line_after(line: bytes, item: Stamped) -> bytes:
    id = EntryId(item.replica, item.seq)
    return next_line(line, item.hub_seq, id, received_ms=item.received_ms, eff=item.eff, reason=item.reason)
