"""A laptop without a store, for tests of head office with very many: its log, cursor and signatures are real."""

import uuid
from dataclasses import dataclass, field
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.sync.chain import FIRST_HASH, Written, build_entry
from domain.sync.entries import Add, Entry, EntryId, Operation, Put
from domain.sync.line import FIRST_LINE, next_line
from domain.sync.schema import SCHEMA_VERSION, general_partition
from domain.sync.signatures import sign_request, sign_segment
from domain.sync.tables import VISITS
from domain.sync.wire import (
    DEVICE_HEADER,
    MAX_SEGMENT_ENTRIES,
    MEDIA_TYPE,
    PROTOCOL,
    SIGNATURE_HEADER,
    Cursor,
    EnrolAnswer,
    EnrolRequest,
    Mark,
    Segment,
    Stamped,
    SyncAnswer,
    SyncRequest,
    WireDigest,
    pack_body,
    unpack_body,
    wire_entry,
)
from tests.support.small_store import AUTHOR

ENROL, SYNC = "/v1/enrol", "/v1/sync"
NOTE = VISITS.cell("note").number
PROFILE = "herfa"


@dataclass(frozen=True)
class Question:
    path: str
    body: bytes
    headers: dict[str, str]


@dataclass
class LightLaptop:
    """Asks (`enrolment`, `round`) and takes answers; whoever holds it carries them."""

    office: str
    seed: int
    acknowledged: int = 0
    position: int = 0
    line: bytes = FIRST_LINE
    log: list[Entry] = field(default_factory=list)
    seen: list[EntryId] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)
        self._key = Ed25519PrivateKey.from_private_bytes(self._random.randbytes(32))
        self.replica = self._random.randbytes(16)
        self.partition = general_partition(self.office)
        self.id = self.association = b""
        self.rows: list[tuple[str, EntryId]] = []

    # --- what a clerk does -----------------------------------------------------------------------------------------

    def count(self, number: int = 1) -> None:
        """So many visits."""
        for _ in range(number):
            row = str(uuid.UUID(int=(0x7 << 76) | (0x2 << 62) | self._random.getrandbits(62)))
            cells = {"day": "2026-11-21", "time": "09:15", "category": "men", "note": None}
            id = self._write(Add(VISITS.number, row, {VISITS.cell(name).number: cell for name, cell in cells.items()}))
            self.rows.append((row, id))

    def edit(self, note: str) -> None:
        """The note of one of its own visits, as last shown to it."""
        place = self._random.randrange(len(self.rows))
        row, base = self.rows[place]
        self.rows[place] = row, self._write(Put(VISITS.number, row, {NOTE: note}, {NOTE: (base,)}))

    def _write(self, operation: Operation) -> EntryId:
        id = EntryId(self.replica, len(self.log) + 1)
        entry, _ = build_entry(
            [Written(operation, None)],
            partition=self.partition,
            id=id,
            clock=len(self.log) + 1,
            author=AUTHOR,
            action="test",
            seen=self.position,
            previous=self.log[-1].hash if self.log else FIRST_HASH,
            salts=[self._random.randbytes(16)],
        )
        self.log.append(entry)
        return id

    # --- what it asks ----------------------------------------------------------------------------------------------

    def enrolment(self, code: str) -> Question:
        public = self._key.public_key().public_bytes_raw()
        return self._ask(ENROL, EnrolRequest(PROTOCOL, code, public, self.replica, PROFILE, self.office, "مكتب"))

    def take_enrolment(self, body: bytes) -> None:
        answer = unpack_body(body, EnrolAnswer)
        self.id, self.association = answer.device, answer.association

    def round(self) -> Question:
        """Everything that is not acknowledged, and what follows its cursor."""
        segments = [self._segment(first) for first in range(self.acknowledged, len(self.log), MAX_SEGMENT_ENTRIES)]
        marks = [Mark(self.position, self.line)] if self.position else []
        cursors = [Cursor(self.partition, 1, self.position, WireDigest(0, 0), marks)]
        return self._ask(SYNC, SyncRequest(PROTOCOL, SCHEMA_VERSION, self.association, self.replica, segments, cursors))

    def _segment(self, first: int) -> Segment:
        entries = self.log[first : first + MAX_SEGMENT_ENTRIES]
        previous = self.log[first - 1].hash if first else FIRST_HASH
        signature = sign_segment(self._key, self.partition, self.replica, first + len(entries), entries[-1].hash)
        return Segment(
            self.partition, self.replica, previous, first + 1, [wire_entry(entry) for entry in entries], signature
        )

    def _ask(self, path: str, message: EnrolRequest | SyncRequest) -> Question:
        body = pack_body(message)
        signature = sign_request(self._key, path, body)
        headers = {DEVICE_HEADER: self.id.hex(), SIGNATURE_HEADER: signature.hex(), "Content-Type": MEDIA_TYPE}
        return Question(path, body, headers)

    # --- what it is told -------------------------------------------------------------------------------------------

    def take_round(self, body: bytes) -> bool:
        """Whether it has everything now. A position that is left out or comes twice is a bug of head office."""
        answer = unpack_body(body, SyncAnswer)
        self.acknowledged = next(
            head.seq for head in answer.heads if (head.partition, head.replica) == (self.partition, self.replica)
        )
        (stream,) = answer.streams
        for item in stream.items:
            self._follow(item)
        return self.position == stream.head and self.acknowledged == len(self.log)

    def _follow(self, item: Stamped) -> None:
        if item.hub_seq != self.position + 1:
            raise AssertionError(f"after position {self.position} came {item.hub_seq}")
        id = EntryId(item.replica, item.seq)
        self.position = item.hub_seq
        self.line = next_line(
            self.line, item.hub_seq, id, received_ms=item.received_ms, eff=item.eff, reason=item.reason
        )
        self.seen.append(id)
