"""A bundle: what one round of sync says in one direction, as sealed files for a USB stick (SYNC.md, "The USB stick").

    part    = header (clear, 143 bytes) ‖ sealed chunks
    plain   = record … record ‖ Ed25519 of the sender over (tag ‖ header as of part 0 ‖ SHA-256 of the records)
    record  = kind (1 byte) ‖ length (4 bytes, big endian) ‖ body, as the line would carry it (`domain.sync.wire`)

The whole is held against the signature before a single record of it is read.
"""

import hashlib
import struct
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Protocol

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from domain.sync import bundle_faults as faults
from domain.sync.bundle_header import HEADER_BYTES, Header, read_header
from domain.sync.entries import Malformed
from domain.sync.sealing import (
    END,
    MORE,
    NEXT_PART,
    SEALED_CHUNK_BYTES,
    TAG_BYTES,
    Broken,
    ChunkCipher,
    in_chunks,
    reading_key,
    writing_key,
)
from domain.sync.signatures import is_signed
from domain.sync.wire import (
    MAX_BODY_BYTES,
    Cursor,
    DeviceCertificate,
    Message,
    Refusal,
    SyncAnswer,
    SyncRequest,
    pack_body,
    unpack_body,
)

MOST_PART_BYTES = 4_000_000_000  # FAT32 ends at 4 GiB
LEAST_PART_BYTES = 128 << 10

SIGNATURE_BYTES = 64
MOST_PARTS = 10_000
_RECORD = struct.Struct(">BI")
_SIGNATURE_TAG = b"istiqbal/bundle/1"


class Manifest(Message, frozen=True):
    """The first record. `answers` and `asked` are the bundle that head office replies to and the cursors it stated;
    `certificate` is that of the laptop which sends, or to which head office sends."""

    made_ms: int
    schema: int
    certificate: DeviceCertificate | None = None
    answers: bytes = b""
    asked: list[Cursor] = msgspec.field(default_factory=list)


_KINDS: dict[int, type[Message]] = {0: Manifest, 1: SyncRequest, 2: SyncAnswer, 3: Refusal}
_NUMBERS = {kind: number for number, kind in _KINDS.items()}


# --- writing ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Addressed:
    """Who writes to whom. `random` gives fresh bytes."""

    kind: int
    association: bytes
    recipient: bytes
    key: Ed25519PrivateKey
    random: Callable[[int], bytes]


def sealed_parts(
    records: Iterable[Message], to: Addressed, *, part_bytes: int = MOST_PART_BYTES
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
    for number, (plain, is_last) in enumerate(in_chunks(_signed(records, header, to.key))):
        part, place = 1 + number // most_chunks, number % most_chunks
        about = replace(header, part=part).pack()
        if place == 0:
            yield part, about
        follows = END if is_last else NEXT_PART if place == most_chunks - 1 else MORE
        yield part, cipher.seal(plain, follows, about)


def _signed(records: Iterable[Message], header: Header, key: Ed25519PrivateKey) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for record in records:
        body = pack_body(record)
        if len(body) > MAX_BODY_BYTES:
            raise ValueError(f"a record of {len(body)} bytes")
        framed = _RECORD.pack(_NUMBERS[type(record)], len(body)) + body
        digest.update(framed)
        yield framed
    yield key.sign(_signed_text(header, digest.digest()))


def _signed_text(header: Header, digest: bytes) -> bytes:
    return _SIGNATURE_TAG + header.context + digest


# --- reading ---------------------------------------------------------------------------------------------------------


class Bytes(Protocol):
    """A part that is open for reading."""

    def read(self, most: int, /) -> bytes: ...

    def close(self) -> None: ...


Parts = Callable[[int], Bytes]
"""Opens a part by its number, from 1. Raises Expected when it is not there."""


@dataclass(frozen=True)
class Bundle:
    """Files that were found whole, for this reader and of the sender in the header."""

    header: Header
    manifest: Manifest
    _parts: Parts
    _key: Ed25519PrivateKey

    def records(self) -> Iterator[Message]:
        """What follows the manifest, one at a time. Raises Expected."""
        with closing(_records(_plain(self._parts, self.header, self._key))) as records:
            next(records)
            yield from records


def open_bundle(parts: Parts, key: Ed25519PrivateKey, *, kinds: tuple[int, ...], association: bytes) -> Bundle:
    """Reads everything once, and believes nothing before the signature was right. Raises Expected with what is wrong
    and what to do; whether the sender is one to listen to is the caller's to say."""
    header = _first_header(parts)
    if header.association != association:
        raise faults.another_association()
    if header.kind not in kinds:
        raise faults.another_way(header.kind)
    if header.recipient != key.public_key().public_bytes_raw():
        raise faults.another_recipient()
    for _ in _plain(parts, header, key):
        pass
    with closing(_records(_plain(parts, header, key))) as records:
        first = next(records, None)
    if not isinstance(first, Manifest):
        raise faults.damaged()
    return Bundle(header, first, parts, key)


def _first_header(parts: Parts) -> Header:
    source = parts(1)
    try:
        header = read_header(source.read(HEADER_BYTES))
    finally:
        source.close()
    if header.part != 1:
        raise faults.not_the_first(header.part)
    return replace(header, part=0)


def _plain(parts: Parts, header: Header, key: Ed25519PrivateKey) -> Iterator[bytes]:
    """The records' bytes; the signature is checked before the last of them is handed out."""
    digest = hashlib.sha256()
    held = b""
    for chunk in _chunks(parts, header, key):
        held += chunk
        ready, held = held[:-SIGNATURE_BYTES], held[-SIGNATURE_BYTES:]
        digest.update(ready)
        yield ready
    if not is_signed(header.sender, held, _signed_text(header, digest.digest())):
        raise faults.damaged()


def _chunks(parts: Parts, header: Header, key: Ed25519PrivateKey) -> Iterator[bytes]:
    try:
        cipher = ChunkCipher(reading_key(key, header.ephemeral, header.context))
        for part in range(1, MOST_PARTS):
            follows = yield from _chunks_of_part(parts, replace(header, part=part), cipher)
            if follows == END:
                return
    except Broken as error:
        raise faults.damaged() from error
    raise faults.damaged()


def _chunks_of_part(parts: Parts, header: Header, cipher: ChunkCipher) -> Generator[bytes, None, int]:
    """Returns what follows the part."""
    source = parts(header.part)
    about = header.pack()
    try:
        if source.read(HEADER_BYTES) != about:
            raise faults.another_part(header.part)
        sealed = source.read(SEALED_CHUNK_BYTES)
        while True:
            ahead = source.read(SEALED_CHUNK_BYTES) if len(sealed) == SEALED_CHUNK_BYTES else b""
            if len(sealed) < TAG_BYTES:
                raise faults.damaged()
            plain, follows = cipher.open(sealed, (MORE,) if ahead else (END, NEXT_PART), about)
            yield plain
            if not ahead:
                return follows
            sealed = ahead
    finally:
        source.close()


def _records(plain: Iterator[bytes]) -> Generator[Message, None, None]:
    held = bytearray()
    for piece in plain:
        held += piece
        while len(held) >= _RECORD.size:
            number, length = _RECORD.unpack_from(held)
            if number not in _KINDS or length > MAX_BODY_BYTES:
                raise faults.damaged()
            if len(held) < _RECORD.size + length:
                break
            body = bytes(held[_RECORD.size : _RECORD.size + length])
            del held[: _RECORD.size + length]
            yield _unpacked(body, _KINDS[number])
    if held:
        raise faults.damaged()


def _unpacked(body: bytes, kind: type[Message]) -> Message:
    try:
        return unpack_body(body, kind)
    except Malformed as error:
        raise faults.damaged() from error
