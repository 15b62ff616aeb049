"""A bundle written (`domain.sync.bundle_records` says what it is made of)."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from domain.sync import bundle_faults as faults
from domain.sync.bundle_header import HEADER_BYTES, Header
from domain.sync.bundle_records import FILE_LENGTH_BYTES, NUMBERS, RECORD, SIGNATURE, signed_text
from domain.sync.carried_files import CarriedFile, FileList, FilesToCarry
from domain.sync.sealing import (
    CHUNK_BYTES,
    END,
    MORE,
    NEXT_PART,
    SEALED_CHUNK_BYTES,
    ChunkCipher,
    in_chunks,
    writing_key,
)
from domain.sync.wire import MAX_BODY_BYTES, Message, pack_body

MOST_PART_BYTES = 4_000_000_000  # FAT32 ends at 4 GiB
LEAST_PART_BYTES = 128 << 10


@dataclass(frozen=True)
class Addressed:
    """Who writes to whom. `random` gives fresh bytes."""

    kind: int
    association: bytes
    recipient: bytes
    key: Ed25519PrivateKey
    random: Callable[[int], bytes]


def sealed_parts(
    records: Iterable[Message],
    to: Addressed,
    *,
    part_bytes: int = MOST_PART_BYTES,
    files: FilesToCarry | None = None,
) -> Iterator[tuple[int, bytes]]:
    """The bytes of the files in order, each with the number of its part. In constant memory. Raises RuleBroken."""
    if part_bytes < LEAST_PART_BYTES:
        raise faults.small_part(LEAST_PART_BYTES)
    ephemeral = X25519PrivateKey.from_private_bytes(to.random(32))
    header = Header(
        to.kind,
        to.random(16),
        to.association,
        to.key.public_key().public_bytes_raw(),
        to.recipient,
        ephemeral.public_key().public_bytes_raw(),
    )
    cipher = ChunkCipher(writing_key(ephemeral, to.recipient, header.context))
    most_chunks = max(1, (part_bytes - HEADER_BYTES) // SEALED_CHUNK_BYTES)
    for number, (plain, is_last) in enumerate(in_chunks(_plain(records, header, to.key, files))):
        part, place = 1 + number // most_chunks, number % most_chunks
        about = replace(header, part=part).pack()
        if place == 0:
            yield part, about
        follows = END if is_last else NEXT_PART if place == most_chunks - 1 else MORE
        yield part, cipher.seal(plain, follows, about)


def _plain(
    records: Iterable[Message], header: Header, key: Ed25519PrivateKey, files: FilesToCarry | None
) -> Iterator[bytes]:
    digest, written = hashlib.sha256(), 0
    for record in records:
        framed = _framed_message(record)
        digest.update(framed)
        written += len(framed)
        yield framed
    listed = files.choose(written) if files is not None else []
    if listed:
        framed = _framed_message(FileList(listed))
        digest.update(framed)
        written += len(framed)
        yield framed
    signature = _framed(SIGNATURE, key.sign(signed_text(header, digest.digest())))
    yield signature
    if files is not None and listed:
        # What happens to a file is then nothing that happens to a record.
        yield bytes(-(written + len(signature)) % CHUNK_BYTES)
        for file in listed:
            yield from _content(file, files)


def _content(file: CarriedFile, files: FilesToCarry) -> Iterator[bytes]:
    content = files.open(file)
    if content is None:
        yield bytes(FILE_LENGTH_BYTES)
        return
    yield file.size.to_bytes(FILE_LENGTH_BYTES, "big")
    left = file.size
    for piece in content:
        left -= len(piece)
        yield piece
    if left:
        raise ValueError(f"a file of {file.size} bytes was {left} shorter")


def _framed_message(record: Message) -> bytes:
    body = pack_body(record)
    if len(body) > MAX_BODY_BYTES:
        raise ValueError(f"a record of {len(body)} bytes")
    return _framed(NUMBERS[type(record)], body)


def _framed(number: int, body: bytes) -> bytes:
    return RECORD.pack(number, len(body)) + body
