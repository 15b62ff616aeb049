"""A laptop that means harm: enrolled, with valid signatures over requests that are damaged at any depth."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.sync.chain import FIRST_HASH, chain_hash
from domain.sync.entries import Add, Entry, Part
from domain.sync.schema import BY_NUMBER, SCHEMA_VERSION, general_partition
from domain.sync.signatures import device_id, sign_request, sign_segment
from domain.sync.squeezing import squeeze
from domain.sync.tables import PERSONS, USERS, VISITS
from domain.sync.wire import (
    DEVICE_HEADER,
    MAGIC,
    MAX_BODY_BYTES,
    MEDIA_TYPE,
    PROTOCOL,
    SIGNATURE_HEADER,
    Message,
    Segment,
    wire_entry,
)
from headoffice.certificates import certificate_of
from headoffice.store.registry import Device
from tests.support.bare_device import PARTITION, BareDevice
from tests.support.damage import Tree, any_value, damaged_frame, damaged_tree
from tests.support.in_process_hub import InProcessHub
from tests.support.small_store import AUTHOR, OFFICE

ENROL, SYNC = "/v1/enrol", "/v1/sync"
FOREIGN = general_partition("JED1")


@dataclass(frozen=True)
class Question:
    method: str
    path: str
    body: bytes
    headers: list[tuple[bytes, bytes]]
    signature: bytes = b""
    key: bytes = b""


class HostileLaptop:
    """Every case is of its own replica; rows and entries of earlier cases are named by later ones."""

    def __init__(self, hub: InProcessHub, random: Random) -> None:
        self.random = random
        self.hub = hub
        self.device = BareDevice(hub, hub, key=self._fresh_key()).enrol()
        self._other = BareDevice(hub, hub, replica=random.randbytes(16), key=self._fresh_key()).enrol()
        self._known: list[tuple[bytes, list[Tree], list[Tree]]] = []  # rows, what added each, what voided it
        self._place: list[Tree] = []
        self._persons: list[bytes] = []
        roles = {"username": "amina", "name": "أمينة", "roles": "administrator"}
        self.device.write(Add(USERS.number, AUTHOR, {USERS.cell(name).number: text for name, text in roles.items()}))
        self.device.sync(self.device.segment())

    def _fresh_key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.random.randbytes(32))

    # --- what is asked -----------------------------------------------------------------------------------------------

    def sync(self) -> Question:
        tree = self.request()
        key, device = self.device.key, self.device.id
        if self.random.random() < 0.15:
            key = self._fresh_key()
            device = self._returned(tree, key)
        return self._signed(SYNC, tree, key, device)

    def enrol(self) -> Question:
        key, office = self._fresh_key(), self.random.choice((OFFICE, OFFICE, "JED1"))
        code = self.hub.code(OFFICE)
        replica = self.random.choice((self.random.randbytes(16), self.device.replica))
        typed = self.random.choice((code.plain, str(code), code.plain.lower()))
        name = "مكتب التجربة"
        tree = [PROTOCOL, typed, key.public_key().public_bytes_raw(), replica, "herfa", office, name]
        return self._signed(ENROL, tree, key, b"")

    def bare(self, path: str) -> Question:
        """A question without a body, or with one where none belongs, with headers of any bytes."""
        values = (b"", b"zz", b"00" * 32, b"00" * 64, b"\xff\xfe", b"0" * 9_000, b"\xc2\xb2" * 64, b" 00 ", b"00" * 63)
        names = (
            b"istiqbal-signature",
            b"istiqbal-device",
            b"accept",
            b"range",
            b"content-type",
            b"cookie",
            b"if-match",
        )
        headers = [(self.random.choice(names), self.random.choice(values)) for _ in range(self.random.randrange(4))]
        body = self.random.choice((b"", b"", b"x", MAGIC, bytes(100_000)))
        query = self.random.choice(("", "", "?a=1", "?" + "x=" * 500, "?%00", "?from=-1&to=99999999999999999999"))
        return Question("GET", path + query, body, headers)

    def signed(self, path: str, tree: Tree) -> Question:
        """A message of this laptop's own, damaged or not."""
        return self._signed(path, tree, self.device.key, self.device.id)

    def signed_bytes(self, method: str, path: str, body: bytes, *, over: str) -> Question:
        """`over` is the path as head office will hold it against the signature."""
        return _signed(method, path, body, self.device.key, self.device.id, over=over)

    def any_row(self) -> bytes:
        return self._known_row()[0]

    def any_place(self) -> Tree:
        """An entry that was sent, or may have been."""
        return self.random.choice(self._known_row()[1])

    def _signed(self, path: str, tree: Tree, key: Ed25519PrivateKey, device: bytes) -> Question:
        return _signed("POST", path, self._packed(tree), key, device, over=path)

    def _packed(self, tree: Tree) -> bytes:
        """The tree as a body: whole, wrong at any place, or in a wrong frame."""
        chance = self.random.random()
        damaged = damaged_tree(tree, self.random) if 0.55 < chance < 0.88 else tree
        plain = msgspec.msgpack.encode(damaged)
        if chance > 0.88:
            return damaged_frame(plain, self.random)[: MAX_BODY_BYTES + 1]
        if chance > 0.86:
            plain = self.random.choice((plain[:-1], plain + b"\0", plain + plain, plain[1:]))
        return MAGIC + squeeze(plain)

    # --- a request ---------------------------------------------------------------------------------------------------

    def request(self) -> Tree:
        pick = self.random.choice
        segments = [self._segment() for _ in range(pick((0, 1, 1, 1, 2, 3)))]
        cursors = [self._cursor() for _ in range(pick((0, 0, 1, 1, 2)))]
        asked = [[pick((PARTITION, FOREIGN, "")), self._replica()] for _ in range(pick((0, 0, 0, 1, 3)))]
        replica = self._replica()
        return [PROTOCOL, SCHEMA_VERSION, self.device.association, replica, segments, cursors, asked, []]

    def _replica(self) -> bytes:
        others = (self._other.replica, b"") if self.random.random() < 0.1 else ()
        return self.random.choice((self.device.replica, self.random.randbytes(16), *others))

    def _cursor(self) -> Tree:
        place = self.random.choice((0, 1, 2, 1_000, 1 << 62, -1))
        marks = [[self.random.choice((0, place, 1)), bytes(16)] for _ in range(self.random.randrange(3))]
        return [self.random.choice([PARTITION] * 15 + [FOREIGN]), 1, place, [0, 0], marks]

    def _returned(self, tree: Tree, key: Ed25519PrivateKey) -> bytes:
        """A device that head office enrolled and forgot, with the certificate to show."""
        hub = self.hub.beside
        public = key.public_key().public_bytes_raw()
        certificate = certificate_of(hub.key, hub.association, Device(device_id(public), public, OFFICE))
        tree[3], tree[4] = self.random.randbytes(16), []
        tree[7] = [_tree(certificate)]
        return device_id(public)

    # --- a log -------------------------------------------------------------------------------------------------------

    def _segment(self) -> Tree:
        """Of entries that may be hostile, signed over the very bytes head office will hash."""
        replica, previous = self.random.randbytes(16), FIRST_HASH
        is_hostile = self.random.random() < 0.5
        length = self.random.choice((1, 1, 2, 4))
        worst = self.random.randrange(length) if is_hostile else -1
        entries = []
        for seq in range(1, length + 1):
            entry = self._entry(replica, seq, previous, is_hostile=seq - 1 == worst)
            entries.append(entry)
            previous = entry.hash
        owner = self.random.choice((self.device, self.device, self.device, self._other))
        signature = sign_segment(owner.key, PARTITION, replica, length, previous)
        segment = Segment(PARTITION, replica, FIRST_HASH, 1, [wire_entry(entry) for entry in entries], signature)
        if owner is self._other:
            segment = msgspec.structs.replace(segment, device=owner.id)
        return _tree(segment)

    def _entry(self, replica: bytes, seq: int, previous: bytes, *, is_hostile: bool) -> Entry:
        self._place = [replica, seq]
        author = uuid.UUID(AUTHOR).bytes
        groups = [self._operations() for _ in range(self.random.choice((1, 1, 1, 2)))]
        subjects = [self.random.choice((None, author)) for _ in groups]
        if self.random.random() < 0.25:
            groups, subjects = self._about_a_person()
        chance = self.random.random() if is_hostile else 1
        if chance < 0.6:
            damaged = damaged_tree(groups, self.random)
            groups = damaged if isinstance(damaged, list) else [damaged]
            subjects = (subjects + [None] * len(groups))[: len(groups)]
        parts = tuple(Part(self.random.randbytes(16), msgspec.msgpack.encode(group)) for group in groups)
        clock = self.random.choice((1, seq, self.hub.clock.now_ms << 16, (1 << 63) - 1, 0))
        references = [[subject, part.hash] for subject, part in zip(subjects, parts, strict=True)]
        schema = self.random.choice([SCHEMA_VERSION] * 9 + [SCHEMA_VERSION + 1])
        header: Tree = [PARTITION, replica, seq, schema, clock, author, "test", 0, references]
        if 0.6 <= chance < 0.95:
            header = self._damaged_header(header)
        encoded = msgspec.msgpack.encode(header)
        return Entry(encoded, chain_hash(previous, encoded), parts)

    def _damaged_header(self, header: Tree) -> Tree:
        """Mostly where it is not held against the segment: what is of another place is refused early."""
        place = self.random.choice((3, 4, 5, 6, 7, 8))
        if self.random.random() < 0.7:
            header[place] = self.random.choice((any_value(self.random), 1 << 62, -1, True))
            return header
        return damaged_tree(header, self.random)

    def _operations(self) -> Tree:
        made: list[Callable[[], Tree]] = [*[self._add] * 6, self._put, self._put, self._void, self._restore]
        return [self.random.choice(made)() for _ in range(self.random.choice((1, 1, 1, 1, 2, 5)))]

    def _known_row(self) -> tuple[bytes, list[Tree], list[Tree]]:
        """Mostly one that an earlier entry has added."""
        if self._known and self.random.random() < 0.95:
            return self.random.choice(self._known[-60:])
        return self.random.randbytes(16), [[self.random.randbytes(16), 1]], []

    def _add(self) -> Tree:
        row = self._known_row()[0] if self.random.random() < 0.05 else self.random.randbytes(16)
        self._known.append((row, [self._place], []))
        if self.random.random() < 0.2:
            table = self.random.choice(sorted(BY_NUMBER.values(), key=lambda table: table.number))
            return [1, table.number, row, {cell.number: self._odd_value() for cell in table.cells}]
        cells: dict[str, Any] = {"day": "2026-11-21", "time": "09:15", "category": "men", "note": self._note()}
        return [1, VISITS.number, row, {VISITS.cell(name).number: value for name, value in cells.items()}]

    def _put(self) -> Tree:
        (row, added, voided), note = self._known_row(), VISITS.cell("note").number
        base = self.random.choice((added, added, added, [], added * 2, voided, [self._place]))
        return [2, VISITS.number, row, {note: self._note()}, {note: base}]

    def _about_a_person(self) -> tuple[list[Tree], list[bytes | None]]:
        """Added, edited beside something that concerns nobody, or erased: before or after what concerns them."""
        person, name = self.random.choice([*self._persons[-8:], self.random.randbytes(16)]), PERSONS.cell("name").number
        self._persons.append(person)
        added = [
            1,
            PERSONS.number,
            person,
            {PERSONS.cell("number").number: "N-1", name: ["نورة بنت سالم", "نورة", "سالم", None, "الواحي"]},
        ]
        edited = [2, PERSONS.number, person, {name: ["سارة بنت سالم", "سارة", "سالم", None, "الواحي"]}, {name: []}]
        erased = [5, PERSONS.number, person, self.random.choice(("طلب", "طلب", ""))]
        return self.random.choice(
            (
                ([[added]], [person]),
                ([[added], [self._add()]], [person, None]),
                ([[edited]], [person]),
                ([[edited]], [None]),
                ([[erased]], [None]),
            )
        )

    def _void(self) -> Tree:
        row, _, voided = self._known_row()
        voided.append(self._place)
        return [3, VISITS.number, row, self.random.choice(("سبب", "سبب", "سبب", "", "\0", " "))]

    def _restore(self) -> Tree:
        row, _, voided = self._known_row()
        return [4, VISITS.number, row, self.random.choice((voided, voided[-1:]))]

    def _note(self) -> Tree:
        return (
            self.random.choice((None, "نص", "", "a\0b", "x" * 3_000))
            if self.random.random() < 0.9
            else self._odd_value()
        )

    def _odd_value(self) -> Tree:
        values = (None, "نص", 1, 0, -1, (1 << 63) - 1, b"\0", ["x", "y"], [], "2026-02-30")
        return self.random.choice(values)


def _signed(method: str, path: str, body: bytes, key: Ed25519PrivateKey, device: bytes, *, over: str) -> Question:
    signature = sign_request(key, over, body)
    headers = {DEVICE_HEADER: device.hex(), SIGNATURE_HEADER: signature.hex(), "Content-Type": MEDIA_TYPE}
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return Question(method, path, body, raw, signature, key.public_key().public_bytes_raw())


def _tree(message: Message) -> Tree:
    """As another program would have it that knows MessagePack and nothing else."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(message))
