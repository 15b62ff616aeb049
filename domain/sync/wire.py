"""What travels between a laptop and head office: bodies and messages (SYNC.md, "The wire").

A body is magic bytes, then zstd, then MessagePack: the page of a captive portal is not an answer. Bytes are hashed
and signed as sent. Requests are signed with the device's Ed25519 key; answers with the association's, bound to the
request they answer.
"""

from hashlib import sha256
from typing import TypeVar

import msgspec

from domain.sync.chain import chain_hash, check_entry
from domain.sync.entries import ERASED, Entry, Header, Malformed, Part
from domain.sync.entry_bytes import OF_NOBODY, decode_header, encode_references, find_subjects
from domain.sync.squeezing import LEVEL, expand, squeeze, stated_size

PROTOCOL = 2
MAGIC = b"ISTQ\x01"
MEDIA_TYPE = "application/vnd.istiqbal"
DEVICE_HEADER = "Istiqbal-Device"
SIGNATURE_HEADER = "Istiqbal-Signature"
KEY_HEADER = "Istiqbal-Key"
MAX_BODY_BYTES = 8 << 20  # as sent
MAX_MESSAGE_BYTES = 32 << 20  # after zstd
MAX_SEGMENT_ENTRIES = 500
MAX_SEGMENT_BYTES = 64 << 10
LAST_BYTES = len(OF_NOBODY) + 32
MOST_ASKED = 1_000  # logs of which one answer states the heads


class Message(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """Base of every message: a fixed-order array on the wire."""


class WireEntry(Message, frozen=True):
    """An entry as it is sent. With `subjects`, the header lacks its last element: the references to the parts, which
    the reader makes of them again (32 bytes a part that no compression takes away). Without, it is whole: so it must
    be where a part was erased."""

    header: bytes
    parts: list[tuple[bytes, bytes] | None]  # (salt, bytes); None for one that was erased
    subjects: list[bytes | None] | None = None


class Segment(Message, frozen=True):
    """Consecutive entries of one replica in one partition; `signature` is over the last hash, by the device that wrote
    them: the sender's own, or `device` when another laptop returns what head office has lost."""

    partition: str
    replica: bytes
    previous: bytes
    first_seq: int
    entries: list[WireEntry]
    signature: bytes
    device: bytes = b""


class DeviceCertificate(Message, frozen=True):
    """Head office's word that it enrolled a device: `signature` is the association's, over all the rest. It lets a
    hub that was restored or wiped, and has its key still, know the device again."""

    association: bytes
    device_key: bytes
    office: str
    signature: bytes = b""


class ReplicaName(Message, frozen=True):
    partition: str
    replica: bytes


class WireDigest(Message, frozen=True):
    count: int
    total: int


class Mark(Message, frozen=True):
    """What the stream was up to a position (`domain.sync.line`)."""

    hub_seq: int
    line: bytes


class Cursor(Message, frozen=True):
    """How far a laptop has a partition's stream, and what it makes of it. `marks` are places it has passed: the last
    one, or all it remembers and the beginning when head office has asked for more."""

    partition: str
    epoch: int
    hub_seq: int
    digest: WireDigest
    marks: list[Mark] = []


class SyncRequest(Message, frozen=True):
    protocol: int
    schema: int
    association: bytes
    replica: bytes
    segments: list[Segment]
    cursors: list[Cursor]
    asked: list[ReplicaName] = []  # other laptops' logs of which this one may hold more than head office
    certificates: list[DeviceCertificate] = []  # of the devices that signed others' segments, or the asking one's
    nonce: bytes = b""  # so that no answer to an earlier question, alike to the byte, is one to this


class Head(Message, frozen=True):
    """The last entry of one replica, of the asking device or asked for, that head office holds durably."""

    partition: str
    replica: bytes
    seq: int
    hash: bytes


class Proof(Message, frozen=True):
    """A device's signature of a segment that ends with this entry."""

    device: bytes
    signature: bytes


class Stamped(Message, frozen=True):
    """One position of the stream. `entry` is None when the asking replica wrote it: it has the bytes."""

    hub_seq: int
    replica: bytes
    seq: int
    received_ms: int
    eff: int
    reason: str  # "" when applied, else why it waits or was quarantined
    entry: WireEntry | None
    proof: Proof | None = None


NAME_MORE = -1


class Stream(Message, frozen=True):
    """`items` follow position `after` without a gap; `digest` is that of position `head`, sent when they reach it.

    `after` is the asked cursor, or the last mark on which both sides agree when head office's stream goes another way
    from there: the laptop drops its later stamps. None stands for the asked cursor; NAME_MORE asks for all marks.
    """

    partition: str
    epoch: int
    head: int
    items: list[Stamped]
    digest: WireDigest | None
    after: int | None = None


class WireGrant(Message, frozen=True):
    """What the device may do in a partition; `until_ms` when that ends."""

    partition: str
    may_read: bool
    may_write: bool
    until_ms: int | None = None


class Notice(Message, frozen=True):
    """What head office has to say to the clerk beside its answer."""

    code: str
    ar: str
    en: str


class SyncAnswer(Message, frozen=True):
    association: bytes
    time_ms: int
    heads: list[Head]  # one per granted partition and replica of the device, and those asked for
    streams: list[Stream]  # of the partitions that may be read
    notices: list[Notice]
    epoch: int = 1
    grants: list[WireGrant] = []
    certificates: list[DeviceCertificate] = []  # of the devices whose proofs are in the streams


class EnrolRequest(Message, frozen=True):
    protocol: int
    code: str
    device_key: bytes
    replica: bytes
    profile: str
    office: str
    office_name: str


class EnrolAnswer(Message, frozen=True):
    association: bytes
    hub_key: bytes
    device: bytes
    partitions: list[str]
    certificate: DeviceCertificate | None = None
    grants: list[WireGrant] = []  # of the same partitions


class Hello(Message, frozen=True):
    association: bytes
    hub_key: bytes
    time_ms: int
    protocol: int
    schema: int


class ForkPlace(Message, frozen=True):
    """The first entry of a log that head office holds otherwise."""

    partition: str
    replica: bytes
    seq: int


class Refusal(Message, frozen=True):
    """Why head office did not do it: a stable code and a sentence in both languages. `parted` comes with a fork."""

    code: str
    ar: str
    en: str
    parted: ForkPlace | None = None


M = TypeVar("M", bound=Message)


def pack_body(message: Message, *, level: int = LEVEL) -> bytes:
    return MAGIC + squeeze(msgspec.msgpack.encode(message), level=level)


def stated_bytes(body: bytes) -> int:
    """How much a body says it unpacks to, before anything of it is."""
    return stated_size(body[len(MAGIC) :])


def unpack_body(body: bytes, kind: type[M], *, most: int = MAX_MESSAGE_BYTES) -> M:
    """Raises Malformed for anything that is not one whole message of this kind, of at most so many bytes after zstd.
    What is made of them may take fifteen times as much memory."""
    if len(body) > MAX_BODY_BYTES:
        raise Malformed("the body is too large")
    if not body.startswith(MAGIC):
        raise Malformed("the body is not of this protocol")
    plain = expand(body[len(MAGIC) :], most=most)
    try:
        return msgspec.msgpack.decode(plain, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed("the body is damaged") from error


def wire_entry(entry: Entry) -> WireEntry:
    parts = [None if part.is_erased else (part.salt, part.data) for part in entry.parts]
    if len(parts) == 1 and parts[0] is not None and entry.header.endswith(OF_NOBODY + entry.parts[0].hash):
        return WireEntry(entry.header[:-LAST_BYTES], parts, [None])
    if None not in parts:
        digests = [part.hash for part in entry.parts]
        subjects = find_subjects(entry.header)
        # A header that says nothing of its parts, or of others, is authentic bytes all the same: it is sent as it is.
        references = encode_references(subjects, digests) if len(subjects) == len(digests) else b""
        if references and entry.header.endswith(references):
            return WireEntry(entry.header[: -len(references)], parts, subjects)
    return WireEntry(entry.header, parts)


def stored_entry(wire: WireEntry, previous: bytes) -> Entry:
    """The bytes as they were hashed. Raises Malformed."""
    subjects = wire.subjects
    parts = _parts(wire.parts, subjects)
    if subjects is None:
        return Entry(wire.header, chain_hash(previous, wire.header), parts)
    header = wire.header + encode_references(subjects, [part.hash for part in parts])
    return Entry(header, chain_hash(previous, header), parts)


def read_entry(wire: WireEntry, previous: bytes) -> tuple[Entry, Header]:
    """The entry and its header, after the chain and every part were checked against it. Raises Malformed."""
    said, subjects = wire.parts, wire.subjects
    if subjects == [None] and len(said) == 1 and said[0]:  # one part, of nobody: which is so of most
        return _read_simple(wire.header, *said[0], previous)
    if subjects is None:
        entry = stored_entry(wire, previous)
        return entry, check_entry(entry, previous)
    parts = _parts(said, subjects)
    digests = [sha256(part.salt + part.data).digest() for part in parts]
    whole = wire.header + encode_references(subjects, digests)
    # Chain and references were made here of what came: what is left to see is that the header reads as it was made.
    header = decode_header(whole)
    if [digest for _, digest in header.parts] != digests:
        raise Malformed("a part does not fit its hash")
    return Entry(whole, chain_hash(previous, whole), parts), header


def _read_simple(header: bytes, salt: bytes, data: bytes, previous: bytes) -> tuple[Entry, Header]:
    if not salt and not data:
        raise Malformed("a part is empty")
    digest = sha256(salt + data).digest()
    whole = header + OF_NOBODY + digest
    read = decode_header(whole)
    if len(read.parts) != 1 or read.parts[0][1] != digest:
        raise Malformed("a part does not fit its hash")
    return Entry(whole, chain_hash(previous, whole), (Part(salt, data),)), read


def _parts(said: list[tuple[bytes, bytes] | None], subjects: list[bytes | None] | None) -> tuple[Part, ...]:
    """All of them are whole where the header was sent without their hashes."""
    if (b"", b"") in said:
        raise Malformed("a part is empty")
    if subjects is not None and (len(subjects) != len(said) or None in said):
        raise Malformed("an entry has other parts than subjects")
    if len(said) == 1 and said[0] is not None:
        return (Part(*said[0]),)
    return tuple([ERASED if part is None else Part(*part) for part in said])
