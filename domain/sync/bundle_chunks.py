"""The sealed chunks of a bundle's files, opened one after the other."""

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.sync import bundle_faults as faults
from domain.sync.bundle_header import HEADER_BYTES, Header
from domain.sync.sealing import (
    END,
    MORE,
    NEXT_PART,
    SEALED_CHUNK_BYTES,
    TAG_BYTES,
    Broken,
    ChunkCipher,
    reading_key,
)

MOST_PARTS = 10_000


class Bytes(Protocol):
    """A part that is open for reading."""

    def read(self, most: int, /) -> bytes: ...

    def close(self) -> None: ...


Parts = Callable[[int], Bytes]
"""Opens a part by its number, from 1. Raises Expected when it is not there."""


def chunks_of(parts: Parts, header: Header, key: Ed25519PrivateKey) -> Generator[bytes, None, None]:
    """What was sealed, in constant memory. Every chunk that is handed out is as it was sealed, in its place; where they
    break off it raises Expected, after the last whole one."""
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
            plain, follows = cipher.open(sealed, (MORE,) if ahead else (END, NEXT_PART, MORE), about)
            yield plain
            if not ahead:
                break
            sealed = ahead
        if follows == MORE:
            raise faults.damaged()
        return follows
    finally:
        source.close()
