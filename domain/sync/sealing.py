"""Sealing a stream of bytes to one reader, who is known by an Ed25519 key alone.

The reader's X25519 key is his Ed25519 key seen from the other side of the curve (RFC 7748, section 4.1, as libsodium
and age do it): every enrolled laptop and every head office can be sealed to without another key to make, exchange or
lose. A fresh key for each stream; chunks under a counter and a flag (STREAM: Hoang, Reyhanitabar, Rogaway, Vizár), so
that a cut, a swap and a flipped bit are noticed at the chunk where they happen, in constant memory.
"""

import hashlib
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK_BYTES = 64 << 10
TAG_BYTES = 16
SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES

MORE, NEXT_PART, END = 0, 1, 2  # what follows a chunk

_FIELD = (1 << 255) - 19
_KEY_TAG = b"istiqbal/bundle-key/1"


class Broken(ValueError):
    """Bytes that were not sealed like this, for this reader."""


def agreement_private(key: Ed25519PrivateKey) -> X25519PrivateKey:
    digest = hashlib.sha512(key.private_bytes_raw()).digest()
    return X25519PrivateKey.from_private_bytes(digest[:32])


def agreement_public(key: bytes) -> bytes:
    """The X25519 half of an Ed25519 public key: u = (1 + y) / (1 − y). Raises Broken for a key that has none."""
    y = int.from_bytes(key, "little") & ((1 << 255) - 1)
    if len(key) != 32 or y >= _FIELD or y == 1:
        raise Broken("no key of the curve")
    u = (1 + y) * pow(1 - y, -1, _FIELD) % _FIELD
    return u.to_bytes(32, "little")


def writing_key(ephemeral: X25519PrivateKey, reader: bytes, context: bytes) -> bytes:
    """`reader` is an Ed25519 public key, `context` what the stream says of itself in clear."""
    agreed = agreement_public(reader)
    return _derive(ephemeral, agreed, ephemeral.public_key().public_bytes_raw() + agreed, context)


def reading_key(key: Ed25519PrivateKey, ephemeral: bytes, context: bytes) -> bytes:
    """The same key, for the reader. Raises Broken for an ephemeral key that nobody makes."""
    private = agreement_private(key)
    return _derive(private, ephemeral, ephemeral + private.public_key().public_bytes_raw(), context)


def _derive(mine: X25519PrivateKey, theirs: bytes, both: bytes, context: bytes) -> bytes:
    try:
        shared = mine.exchange(X25519PublicKey.from_public_bytes(theirs))
    except ValueError as error:
        raise Broken("a key of small order") from error
    return HKDF(SHA256(), 32, salt=both, info=_KEY_TAG + context).derive(shared)


class ChunkCipher:
    """Seals or opens the chunks of one stream, each at its place: never two instances with one key on one side."""

    def __init__(self, key: bytes) -> None:
        self._cipher = ChaCha20Poly1305(key)
        self._count = 0

    def seal(self, plain: bytes, follows: int, about: bytes) -> bytes:
        sealed = self._cipher.encrypt(self._nonce(follows), plain, about)
        self._count += 1
        return sealed

    def open(self, sealed: bytes, allowed: tuple[int, ...], about: bytes) -> tuple[bytes, int]:
        """The chunk and what follows it, one of `allowed`. Raises Broken."""
        for follows in allowed:
            try:
                plain = self._cipher.decrypt(self._nonce(follows), sealed, about)
            except InvalidTag:
                continue
            self._count += 1
            return plain, follows
        raise Broken(f"chunk {self._count} is not as it was sealed")

    def _nonce(self, follows: int) -> bytes:
        return self._count.to_bytes(11, "big") + bytes([follows])


def in_chunks(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The same bytes in whole chunks, and whether it is the last one; at least one, which may be empty."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) > CHUNK_BYTES:
            yield bytes(held[:CHUNK_BYTES]), False
            del held[:CHUNK_BYTES]
    yield bytes(held), True
