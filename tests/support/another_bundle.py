"""Bundles written and read from `headoffice/PROTOCOL.md` alone: the stick of `another_client`."""

import hashlib
import os
import struct
from dataclasses import dataclass, field
from typing import Any

import msgspec
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PRIME, CHUNK, TAG, HEADER = 2**255 - 19, 65_536, 16, 143
MANIFEST, SYNC_REQUEST, SYNC_ANSWER, FILE_LIST, WANTED, HELD, SIGNATURE = 0, 1, 2, 4, 5, 6, 255
MAGIC = b"ISTQ\x01"


@dataclass
class AnotherBundle:
    """`records` are pairs of a kind and a message; `files` of the listed name and its bytes."""

    kind: int
    sender: bytes
    records: list[tuple[int, Any]]
    files: dict[bytes, bytes] = field(default_factory=dict)


def _public(key: bytes) -> bytes:
    y = int.from_bytes(key, "little") % 2**255
    return ((1 + y) * pow(1 - y, -1, PRIME) % PRIME).to_bytes(32, "little")


def _private(key: Ed25519PrivateKey) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(hashlib.sha512(key.private_bytes_raw()).digest()[:32])


def _key(shared: bytes, fresh: bytes, recipient: bytes, header: bytes) -> ChaCha20Poly1305:
    info = b"istiqbal/bundle-key/1" + header
    return ChaCha20Poly1305(HKDF(SHA256(), 32, salt=fresh + _public(recipient), info=info).derive(shared))


def _header(kind: int, bundle: bytes, association: bytes, sender: bytes, recipient: bytes, fresh: bytes) -> bytes:
    return struct.pack(
        ">8sBBB16s16s32s32sI32s", b"ISTQBNDL", 1, 2, kind, bundle, association, sender, recipient, 0, fresh
    )


def _of_part(header: bytes, part: int) -> bytes:
    return header[: HEADER - 36] + part.to_bytes(4, "big") + header[-32:]


def write(bundle: AnotherBundle, key: Ed25519PrivateKey, association: bytes, recipient: bytes) -> bytes:
    """As one part."""
    fresh = X25519PrivateKey.generate()
    public = fresh.public_key().public_bytes_raw()
    header = _header(bundle.kind, os.urandom(16), association, key.public_key().public_bytes_raw(), recipient, public)
    plain = b"".join(
        _framed(number, MAGIC + zstandard.compress(msgspec.msgpack.encode(said))) for number, said in bundle.records
    )
    text = b"istiqbal/bundle/1" + header + hashlib.sha256(plain).digest()
    plain += _framed(SIGNATURE, key.sign(text))
    if bundle.files:
        plain += bytes(-len(plain) % CHUNK)
        plain += b"".join(len(content).to_bytes(4, "big") + content for content in bundle.files.values())
    shared = fresh.exchange(X25519PublicKey.from_public_bytes(_public(recipient)))
    cipher, about = _key(shared, public, recipient, header), _of_part(header, 1)
    chunks = [plain[at : at + CHUNK] for at in range(0, len(plain), CHUNK)]
    sealed = [
        cipher.encrypt(_nonce(number, 2 if number == len(chunks) - 1 else 0), chunk, about)
        for number, chunk in enumerate(chunks)
    ]
    return about + b"".join(sealed)


def read(raw: bytes, key: Ed25519PrivateKey, dictionary: zstandard.ZstdCompressionDict) -> AnotherBundle:
    """Of one part."""
    about, rest = raw[:HEADER], raw[HEADER:]
    _, _, _, kind, _, _, sender, recipient, _, fresh = struct.unpack(">8sBBB16s16s32s32sI32s", about)
    header = _of_part(about, 0)
    cipher = _key(_private(key).exchange(X25519PublicKey.from_public_bytes(fresh)), fresh, recipient, header)
    sealed = [rest[at : at + CHUNK + TAG] for at in range(0, len(rest), CHUNK + TAG)]
    plain = b"".join(
        cipher.decrypt(_nonce(number, 2 if number == len(sealed) - 1 else 0), chunk, about)
        for number, chunk in enumerate(sealed)
    )
    records, at = [], 0
    while plain[at] != SIGNATURE:
        length = int.from_bytes(plain[at + 1 : at + 5], "big")
        body = plain[at + 5 + len(MAGIC) : at + 5 + length]
        said = msgspec.msgpack.decode(zstandard.ZstdDecompressor(dict_data=dictionary).decompress(body))
        records.append((plain[at], said))
        at += 5 + length
    text = b"istiqbal/bundle/1" + header + hashlib.sha256(plain[:at]).digest()
    Ed25519PublicKey.from_public_bytes(sender).verify(plain[at + 5 : at + 69], text)
    at += 69
    at += -at % CHUNK
    files: dict[bytes, bytes] = {}
    for _, name, _ in records[-1][1][0] if records[-1][0] == FILE_LIST else []:
        length = int.from_bytes(plain[at : at + 4], "big")
        files[name] = plain[at + 4 : at + 4 + length]
        at += 4 + length
    return AnotherBundle(kind, sender, records, files)


def _framed(number: int, body: bytes) -> bytes:
    return bytes([number]) + len(body).to_bytes(4, "big") + body


def _nonce(number: int, follows: int) -> bytes:
    return number.to_bytes(11, "big") + bytes([follows])
