"""Who said it. Requests and segments are signed by the device, answers and certificates by the association; each
kind of text has a tag of its own, so that no signature can stand for another."""

import hashlib
from functools import lru_cache

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from domain.sync.entries import REPLICA_BYTES, Malformed
from domain.sync.wire import DeviceCertificate, Segment

_REQUEST_TAG = b"istiqbal/request/1"
_ANSWER_TAG = b"istiqbal/answer/1"
_SEGMENT_TAG = b"istiqbal/segment/1"
_CERTIFICATE_TAG = b"istiqbal/device-certificate/1"
_ATTESTATION_TAG = b"istiqbal/attestation/1"


def sign_request(key: Ed25519PrivateKey, path: str, body: bytes) -> bytes:
    return key.sign(_REQUEST_TAG + path.encode() + b"\0" + body)


def sign_answer(key: Ed25519PrivateKey, request_signature: bytes, body: bytes) -> bytes:
    return key.sign(_ANSWER_TAG + request_signature + body)


def is_request_signed(key: bytes, signature: bytes, path: str, body: bytes) -> bool:
    return is_signed(key, signature, _REQUEST_TAG + path.encode() + b"\0" + body)


def is_answer_signed(key: bytes, signature: bytes, request_signature: bytes, body: bytes) -> bool:
    return is_signed(key, signature, _ANSWER_TAG + request_signature + body)


def _segment_text(partition: str, replica: bytes, last_seq: int, last_hash: bytes) -> bytes:
    if len(replica) != REPLICA_BYTES:
        raise Malformed("a replica is not 16 bytes")
    return _SEGMENT_TAG + replica + last_seq.to_bytes(8, "big") + last_hash + partition.encode()


def sign_segment(key: Ed25519PrivateKey, partition: str, replica: bytes, last_seq: int, last_hash: bytes) -> bytes:
    return key.sign(_segment_text(partition, replica, last_seq, last_hash))


def is_log_signed(
    key: bytes, signature: bytes, partition: str, replica: bytes, last_seq: int, last_hash: bytes
) -> bool:
    """Whether the device of this key wrote the log up to this entry."""
    return is_signed(key, signature, _segment_text(partition, replica, last_seq, last_hash))


def is_segment_signed(key: bytes, segment: Segment, last_seq: int, last_hash: bytes) -> bool:
    text = _segment_text(segment.partition, segment.replica, last_seq, last_hash)
    return is_signed(key, segment.signature, text)


def device_id(public_key: bytes) -> bytes:
    """A device is named by its key, so that one whose answer was lost joins again as itself."""
    return hashlib.sha256(b"istiqbal/device/1" + public_key).digest()[:16]


def sign_certificate(key: Ed25519PrivateKey, certificate: DeviceCertificate) -> DeviceCertificate:
    return msgspec.structs.replace(certificate, signature=key.sign(_certificate_text(certificate)))


def is_certificate_signed(key: bytes, certificate: DeviceCertificate) -> bool:
    return is_signed(key, certificate.signature, _certificate_text(certificate))


def _certificate_text(certificate: DeviceCertificate) -> bytes:
    return _CERTIFICATE_TAG + msgspec.msgpack.encode(msgspec.structs.replace(certificate, signature=b""))


def attestation_text(sha256: bytes) -> bytes:
    """What a clerk signs of an attestation whose frozen data has this hash."""
    return _ATTESTATION_TAG + sha256


_read_key = lru_cache(maxsize=1_000)(Ed25519PublicKey.from_public_bytes)


def is_signed(key: bytes, signature: bytes, text: bytes) -> bool:
    try:
        _read_key(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True
