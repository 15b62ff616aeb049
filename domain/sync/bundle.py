"""A bundle read: all of its records proved before one of them is believed, then its files as far as they reach.

`domain.sync.bundle_records` says what it is made of.
"""

import hashlib
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.errors import Expected
from domain.sync import bundle_faults as faults
from domain.sync.bundle_chunks import Parts, chunks_of
from domain.sync.bundle_header import HEADER_BYTES, Header, read_header
from domain.sync.bundle_records import FILE_LENGTH_BYTES, KINDS, RECORD, SIGNATURE, Manifest, signed_text
from domain.sync.carried_files import CarriedFile, FileList
from domain.sync.entries import Malformed
from domain.sync.file_faults import FilesCut
from domain.sync.signatures import is_signed
from domain.sync.wire import MAX_BODY_BYTES, Message, unpack_body

STOPPED = "bundle.stopped"
NAME_BYTES = 32

T = TypeVar("T", bound=Message)


@dataclass(frozen=True)
class Bundle:
    """Files whose records were found whole, for this reader and of the sender in the header. `listed` are the files
    beside the entries that it brings, unless it was cut."""

    header: Header
    manifest: Manifest
    listed: tuple[CarriedFile, ...]
    _parts: Parts
    _key: Ed25519PrivateKey
    _record_chunks: int

    def records(self) -> Iterator[Message]:
        """What lies between the manifest and the list of files, one at a time. Raises Expected."""
        with closing(self._chunks()) as chunks:
            records = _raw_records(chunks, self.header)
            next(records)
            for number, body in records:
                if KINDS[number] is not FileList:
                    yield _unpacked(body, KINDS[number])

    def files(self) -> Iterator[tuple[CarriedFile, Iterator[bytes] | None]]:
        """Each with its bytes, to be read before the next one is asked for; None for one that its sender had no more.
        Raises FilesCut, also while one is read, where they break off; and Expected when somebody stops it."""
        with closing(self._chunks()) as chunks:
            source = _Source(_until_cut(chunks))
            source.skip_chunks(self._record_chunks)
            for file in self.listed:
                length = int.from_bytes(b"".join(source.read(FILE_LENGTH_BYTES)), "big")
                if length not in (0, file.size):
                    raise FilesCut
                pieces = source.read(length)
                yield file, pieces if length else None
                for _ in pieces:
                    pass

    def _chunks(self) -> Generator[bytes, None, None]:
        return chunks_of(self._parts, self.header, self._key)


def open_bundle(parts: Parts, key: Ed25519PrivateKey, *, kinds: tuple[int, ...], association: bytes) -> Bundle:
    """Reads all records once, and believes nothing before the signature was right. Raises Expected with what is wrong
    and what to do; whether the sender is one to listen to is the caller's to say."""
    header = _first_header(parts)
    if header.association != association:
        raise faults.another_association()
    if header.kind not in kinds:
        raise faults.another_way(header.kind)
    if header.recipient != key.public_key().public_bytes_raw():
        raise faults.another_recipient()
    with closing(chunks_of(parts, header, key)) as chunks:
        counted = _Counted(chunks)
        manifest, listed = _proved(counted, header)
        if not listed and next(counted, None) is not None:
            raise faults.damaged()
    return Bundle(header, manifest, listed, parts, key, counted.count)


def _proved(chunks: Iterator[bytes], header: Header) -> tuple[Manifest, tuple[CarriedFile, ...]]:
    first: Message | None = None
    last: tuple[int, bytes] = (0, b"")
    for number, body in _raw_records(chunks, header):
        if first is None:
            first = _unpacked(body, KINDS[number])
        if KINDS[last[0]] is FileList:
            raise faults.damaged()
        last = number, body
    if not isinstance(first, Manifest):
        raise faults.damaged()
    listed = _unpacked(last[1], FileList).files if KINDS[last[0]] is FileList else []
    if any(len(file.name) != NAME_BYTES or file.size < 1 for file in listed):
        raise faults.damaged()
    return first, tuple(listed)


def _first_header(parts: Parts) -> Header:
    source = parts(1)
    try:
        header = read_header(source.read(HEADER_BYTES))
    finally:
        source.close()
    if header.part != 1:
        raise faults.not_the_first(header.part)
    return replace(header, part=0)


def _raw_records(chunks: Iterator[bytes], header: Header) -> Generator[tuple[int, bytes], None, None]:
    """Each with its kind. The signature is checked before this ends, and no chunk is read after it."""
    digest = hashlib.sha256()
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= RECORD.size:
            number, length = RECORD.unpack_from(held)
            if length > MAX_BODY_BYTES or number not in (*KINDS, SIGNATURE):
                raise faults.damaged()
            end = RECORD.size + length
            if len(held) < end:
                break
            body = bytes(held[RECORD.size : end])
            if number == SIGNATURE:
                if any(held[end:]) or not is_signed(header.sender, body, signed_text(header, digest.digest())):
                    raise faults.damaged()
                return
            digest.update(held[:end])
            del held[:end]
            yield number, body
    raise faults.damaged()


class _Counted:
    """Chunks, and how many were read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.count = 0

    def __iter__(self) -> "_Counted":
        return self

    def __next__(self) -> bytes:
        chunk = next(self._chunks)
        self.count += 1
        return chunk


def _until_cut(chunks: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from chunks
    except Expected as fault:
        if fault.code == STOPPED:
            raise
        raise FilesCut from fault
    raise FilesCut


class _Source:
    """Bytes of chunks, read in pieces."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._held = b""

    def skip_chunks(self, count: int) -> None:
        for _ in range(count):
            next(self._chunks)

    def read(self, count: int) -> Iterator[bytes]:
        while count:
            piece = self._held or next(self._chunks)
            taken, self._held = piece[:count], piece[count:]
            count -= len(taken)
            yield taken


def _unpacked(body: bytes, kind: type[T]) -> T:
    try:
        return unpack_body(body, kind)
    except Malformed as error:
        raise faults.damaged() from error
