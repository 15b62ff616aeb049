"""A client of head office written from `headoffice/PROTOCOL.md` alone: it knows nothing of the product's code.

Joins, pushes, pulls, follows the line of the stream and works out the digest by itself. What it needs of the dictionary
it reads as text where the protocol says that it lies.
"""

import base64
import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import msgspec
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tests.support import another_bundle
from tests.support.another_bundle import AnotherBundle

MAGIC = b"ISTQ\x01"
MEDIA_TYPE = "application/vnd.istiqbal"
PROTOCOL, SCHEMA = 2, 3
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VISITS, CASE_STEPS, PAPERS = 3, 9, 13

encode, decode = msgspec.msgpack.encode, msgspec.msgpack.decode


def dictionary(source: Path) -> zstandard.ZstdCompressionDict:
    """Number 1."""
    text = "".join(re.findall(r'b"([^"]*)"', source.read_text(encoding="utf-8").split("DICTIONARIES")[0]))
    return zstandard.ZstdCompressionDict(base64.b85decode(text))


def base32(data: bytes, characters: int) -> str:
    bits = int.from_bytes(data, "big") >> (len(data) * 8 - 5 * characters)
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(characters)))


@dataclass
class AnotherClient:
    """`line` carries requests to `url`."""

    line: httpx.Client
    url: str
    dictionary: zstandard.ZstdCompressionDict
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    replica: bytes = field(default_factory=lambda: os.urandom(16))

    def __post_init__(self) -> None:
        self.public = self.key.public_key().public_bytes_raw()
        self.device = hashlib.sha256(b"istiqbal/device/1" + self.public).digest()[:16]
        self.hub_key = self.association = b""
        self.partition = ""
        self.log: list[tuple[bytes, bytes, list[Any]]] = []  # header, hash, parts
        self.stamps: list[list[Any]] = []
        self.entries: dict[tuple[bytes, int], list[Any]] = {}  # operations
        self.marks: list[tuple[int, bytes]] = [(0, bytes(16))]
        self.digest: list[int] | None = None

    # --- bodies ------------------------------------------------------------------------------------------------------

    def _unpacked(self, body: bytes) -> Any:
        if not body.startswith(MAGIC):
            raise ValueError("this is no answer of a head office")
        return decode(zstandard.ZstdDecompressor(dict_data=self.dictionary).decompress(body[len(MAGIC) :]))

    def _asked(self, path: str, message: list[Any]) -> Any:
        body = MAGIC + zstandard.ZstdCompressor().compress(encode(message))
        signature = self.key.sign(b"istiqbal/request/1" + path.encode() + b"\0" + body)
        headers = {
            "Istiqbal-Device": self.device.hex(),
            "Istiqbal-Signature": signature.hex(),
            "Content-Type": MEDIA_TYPE,
        }
        return self._proved(self.line.post(self.url + path, content=body, headers=headers), signature)

    def _proved(self, answer: httpx.Response, challenge: bytes) -> Any:
        text = b"istiqbal/answer/1" + challenge + answer.content
        signature = bytes.fromhex(answer.headers["Istiqbal-Signature"])
        Ed25519PublicKey.from_public_bytes(self.hub_key).verify(signature, text)
        message = self._unpacked(answer.content)
        if answer.status_code != 200:
            raise LookupError(message[0])
        return message

    # --- joining -----------------------------------------------------------------------------------------------------

    def join(self, code: str, *, profile: str, office: str, office_name: str) -> None:
        plain = code.replace("-", "")
        challenge = os.urandom(64)
        hello = self.line.get(self.url + "/v1/hello", headers={"Istiqbal-Signature": challenge.hex()})
        self.hub_key = self._unpacked(hello.content)[1]
        if base32(hashlib.sha256(b"istiqbal/fingerprint/1" + self.hub_key).digest(), 16) != plain[19:35]:
            raise ValueError("another head office")
        self._proved(hello, challenge)
        asked = [PROTOCOL, plain, self.public, self.replica, profile, office, office_name]
        self.association, _, device, partitions, certificate, grants = self._asked("/v1/enrol", asked)
        self.partition = partitions[0]
        self.readable = {name for name, may_read, *_ in grants if may_read}
        text = b"istiqbal/device-certificate/1" + encode([*certificate[:3], b""])
        Ed25519PublicKey.from_public_bytes(self.hub_key).verify(certificate[3], text)
        if device != self.device or certificate[1] != self.public:
            raise ValueError("a certificate of another device")

    # --- writing -----------------------------------------------------------------------------------------------------

    def count_visit(self, row: bytes, author: bytes, day: str, time: str, category: str, *, now_ms: int) -> None:
        self._write([[1, VISITS, row, {1: day, 2: time, 3: category}]], author, "visit.count", now_ms << 16)

    def note_visit(self, row: bytes, author: bytes, note: str, base: tuple[bytes, int], *, now_ms: int) -> None:
        self._write([[2, VISITS, row, {7: note}, {7: [list(base)]}]], author, "visit.describe", now_ms << 16)

    def issue_paper(self, row: bytes, author: bytes, file: bytes, *, now_ms: int) -> None:
        """A paper without a person, whose file has this name."""
        issue = ["R-1", "attestation", "1", "2026-11-21T10:20", str(UUID(bytes=author))]
        cells = {1: "attestation", 2: row.hex(), 4: issue, 5: ["0" * 64, "code"], 7: file}
        self._write([[1, PAPERS, row, cells]], author, "paper.issue", now_ms << 16, schema=3)

    def note_in_confidence(self, row: bytes, author: bytes, *, now_ms: int) -> None:
        """A step of no case, where complaints stand, which this client may only send: nothing else is written here."""
        self.partition = self.partition.replace("/general", "/complaints")
        self._write([[1, CASE_STEPS, row, {3: "heard"}]], author, "case.note", now_ms << 16, schema=3)

    def _write(self, operations: list[Any], author: bytes, action: str, clock: int, *, schema: int = 1) -> None:
        salt, data = os.urandom(16), encode(operations)
        references = [[None, hashlib.sha256(salt + data).digest()]]
        seen = self.marks[-1][0]
        header = encode(
            [self.partition, self.replica, len(self.log) + 1, schema, clock, author, action, seen, references]
        )
        tip = hashlib.sha256(b"istiqbal/entry/1" + self._tip(len(self.log)) + header).digest()
        self.log.append((header, tip, [[salt, data]]))
        self.entries[self.replica, len(self.log)] = operations

    def _tip(self, seq: int) -> bytes:
        return self.log[seq - 1][1] if seq else bytes(32)

    # --- by stick ----------------------------------------------------------------------------------------------------

    def bundle(self, files: dict[bytes, bytes], *, now_ms: int) -> bytes:
        """All it has written, and the files it names."""
        cursor = [self.partition, 1, self.marks[-1][0], [0, 0]]
        request = [PROTOCOL, SCHEMA, self.association, self.replica, [self._segment(0)], [cursor], [], []]
        listed = [[self.partition, name, len(content)] for name, content in files.items()]
        records = [
            (another_bundle.MANIFEST, [now_ms, SCHEMA]),
            (another_bundle.SYNC_REQUEST, request),
            (another_bundle.WANTED, [self.partition, []]),
            (another_bundle.FILE_LIST, [listed]),
        ]
        written = AnotherBundle(1, self.public, records, files)
        return another_bundle.write(written, self.key, self.association, self.hub_key)

    def take_bundle(self, raw: bytes) -> AnotherBundle:
        found = another_bundle.read(raw, self.key, self.dictionary)
        if found.sender != self.hub_key:
            raise ValueError("another head office")
        for kind, said in found.records:
            for stream in said[3] if kind == another_bundle.SYNC_ANSWER else []:
                for item in stream[3]:
                    self._follow(item)
        return found

    # --- a round -----------------------------------------------------------------------------------------------------

    def round(self) -> None:
        """Until everything is there and everything is here."""
        held = 0
        while True:
            held, is_whole = self._round(held)
            if is_whole and held == len(self.log):
                return

    def _round(self, held: int) -> tuple[int, bool]:
        position = self.marks[-1][0]
        marks = [list(mark) for mark in self.marks[-1:] if mark[0]]
        cursor = [self.partition, 1, position, self.digest or [0, 0], marks]
        segments = [self._segment(held)] if held < len(self.log) else []
        may_read = self.partition in self.readable
        cursors = [cursor] if may_read else []
        asked = [PROTOCOL, SCHEMA, self.association, self.replica, segments, cursors, [], [], os.urandom(8)]
        _, _, heads, streams, *_ = self._asked("/v1/sync", asked)
        for partition, replica, seq, hash in heads:
            if (partition, replica) == (self.partition, self.replica):
                if hash != self._tip(seq):
                    raise ValueError("head office holds another log under this name")
                held = seq
        if not may_read:
            if streams:
                raise ValueError("more than may be read")
            return held, True
        (stream,) = streams
        _, _, head, items, digest, after = stream
        if after != position:
            raise ValueError("head office goes another way")
        for item in items:
            self._follow(item)
        if digest is not None:
            self.digest = digest
            if self.own_digest() != digest:
                raise ValueError(f"{self.own_digest()} here, {digest} at head office")
        return held, self.marks[-1][0] == head

    def _segment(self, held: int) -> list[Any]:
        text = len(self.log).to_bytes(8, "big") + self._tip(len(self.log)) + self.partition.encode()
        signature = self.key.sign(b"istiqbal/segment/1" + self.replica + text)
        entries = [[header, parts, None] for header, _, parts in self.log[held:]]
        return [self.partition, self.replica, self._tip(held), held + 1, entries, signature, b""]

    def _follow(self, item: list[Any]) -> None:
        hub_seq, replica, seq, received_ms, eff, reason, entry, *_ = item
        if hub_seq != self.marks[-1][0] + 1:
            raise ValueError("a gap")
        text = encode([hub_seq, replica, seq, received_ms, eff, reason])
        line = hashlib.sha256(b"istiqbal/line/1" + self.marks[-1][1] + text).digest()[:16]
        self.marks.append((hub_seq, line))
        self.stamps.append([replica, seq, eff, reason])
        if entry is not None:
            self.entries[replica, seq] = [one for _, data in entry[1] for one in decode(data)]

    # --- rows --------------------------------------------------------------------------------------------------------

    def rows(self) -> dict[bytes, "Row"]:
        """What head office has applied, as "From entries to rows" says: no state and no manual cell is in it here."""
        rows: dict[bytes, Row] = {}
        for replica, seq, eff, reason in self.stamps:
            for operation in self.entries[replica, seq] if not reason else ():
                code, table, row, *rest = operation
                rows.setdefault(row, Row(table)).take(code, rest, (replica, seq, eff))
        return rows

    def own_digest(self) -> list[int]:
        hashes = [row.hash(name) for name, row in self.rows().items() if row.is_added]
        return [len(hashes), sum(hashes) % (1 << 64)]


Place = tuple[bytes, int, int]  # replica, seq, eff


@dataclass
class Row:
    table: int
    is_added: bool = False
    cells: dict[int, dict[tuple[bytes, int], tuple[Place, Any]]] = field(default_factory=dict)
    named: dict[int, set[tuple[bytes, int]]] = field(default_factory=dict)
    voids: set[tuple[bytes, int]] = field(default_factory=set)
    restored: set[tuple[bytes, int]] = field(default_factory=set)

    def take(self, code: int, rest: list[Any], place: Place) -> None:
        match code:
            case 1 | 2:
                self.is_added = self.is_added or code == 1
                for number, value in rest[0].items():
                    self.cells.setdefault(number, {})[place[:2]] = (place, value)
                for number, bases in (rest[1] if code == 2 else {}).items():
                    self.named.setdefault(number, set()).update((replica, seq) for replica, seq in bases)
            case 3:
                self.voids.add(place[:2])
            case 4:
                self.restored.update((replica, seq) for replica, seq in rest[0])

    def heads(self, number: int) -> list[tuple[Place, Any]]:
        """The one that is shown first."""
        standing = [found for id, found in self.cells[number].items() if id not in self.named.get(number, set())]
        return sorted(standing, key=lambda found: (found[0][2], *found[0][:2]), reverse=True)

    def hash(self, name: bytes) -> int:
        text = name.hex()
        row = f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
        cells = []
        for number in sorted(self.cells):
            heads = self.heads(number)
            cells.append([number, heads[0][1], sorted([*place] for place, _ in heads)])
        voids = sorted([*void] for void in self.voids - self.restored)
        return int.from_bytes(hashlib.sha256(encode([self.table, row, cells, voids])).digest()[:8], "big") or 1
