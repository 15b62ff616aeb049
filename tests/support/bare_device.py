"""A laptop without a store, for tests of head office's edge: it signs whatever it is told to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.sync.chain import FIRST_HASH, Written, build_entry
from domain.sync.entries import Entry, EntryId
from domain.sync.line import FIRST_LINE, next_line
from domain.sync.schema import SCHEMA_VERSION, general_partition
from domain.sync.signatures import sign_request, sign_segment
from domain.sync.wire import (
    DEVICE_HEADER,
    MEDIA_TYPE,
    PROTOCOL,
    SIGNATURE_HEADER,
    Cursor,
    EnrolAnswer,
    EnrolRequest,
    Segment,
    SyncAnswer,
    SyncRequest,
    WireDigest,
    pack_body,
    unpack_body,
    wire_entry,
)
from headoffice.office_grants import WHOLE, complaints_of
from tests.support.in_process_hub import InProcessHub
from tests.support.running_hub import RunningHub
from tests.support.small_store import AUTHOR, OFFICE

PARTITION = general_partition(OFFICE)
COMPLAINTS_PARTITION = complaints_of(OFFICE)


class Line(Protocol):
    """`httpx.Client`, or a line that needs no socket."""

    def post(self, url: str, *, content: bytes, headers: Mapping[str, str]) -> httpx.Response: ...

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> httpx.Response: ...


@dataclass
class BareDevice:
    """A laptop without a store: it signs what it is told to."""

    hub: RunningHub | InProcessHub
    line: Line
    replica: bytes = bytes(15) + b"\1"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    id: bytes = b""
    association: bytes = b""
    hub_key: bytes = b""
    log: list[Entry] = field(default_factory=list)
    partition: str = PARTITION

    def enrol(self, office: str = OFFICE, *, complaints: str = WHOLE) -> "BareDevice":
        public = self.key.public_key().public_bytes_raw()
        plain = self.hub.code(office, complaints=complaints).plain
        body = pack_body(EnrolRequest(PROTOCOL, plain, public, self.replica, "herfa", office, "مكتب"))
        answer = unpack_body(self.post("/v1/enrol", body).content, EnrolAnswer)
        self.id, self.association, self.hub_key = answer.device, answer.association, answer.hub_key
        return self

    def at(self, partition: str) -> "BareDevice":
        """The same device, with what it writes in another partition."""
        return replace(self, partition=partition, log=[])

    def post(self, path: str, body: bytes, signature: bytes | None = None) -> httpx.Response:
        signature = sign_request(self.key, path, body) if signature is None else signature
        headers = {DEVICE_HEADER: self.id.hex(), SIGNATURE_HEADER: signature.hex(), "Content-Type": MEDIA_TYPE}
        return self.line.post(self.hub.url + path, content=body, headers=headers)

    def write(
        self,
        *operations: object,
        clock: int = 1,
        seen: int = 0,
        replica: bytes | None = None,
        author: str = AUTHOR,
        subject: str | None = None,
        action: str = "test",
    ) -> Entry:
        """`subject` is whom the first of the operations concerns."""
        subjects = (subject, *[None] * len(operations))
        written = [Written(operation, of) for operation, of in zip(operations, subjects, strict=False)]  # type: ignore[arg-type]
        previous = self.log[-1].hash if self.log else FIRST_HASH
        entry, _ = build_entry(
            written,
            partition=self.partition,
            id=EntryId(replica or self.replica, len(self.log) + 1),
            clock=clock,
            author=author,
            action=action,
            seen=seen,
            previous=previous,
            salts=[bytes(16)] * len(written),
        )
        self.log.append(entry)
        return entry

    def segment(self, first: int = 1, last: int | None = None, **changes: object) -> Segment:
        entries = self.log[first - 1 : last]
        last_seq = first + len(entries) - 1
        previous = self.log[first - 2].hash if first > 1 else FIRST_HASH
        signature = sign_segment(self.key, self.partition, self.replica, last_seq, entries[-1].hash)
        whole = Segment(
            self.partition, self.replica, previous, first, [wire_entry(entry) for entry in entries], signature
        )
        return msgspec.structs.replace(whole, **changes)

    def request(self, *segments: Segment, **changes: object) -> SyncRequest:
        whole = SyncRequest(PROTOCOL, SCHEMA_VERSION, self.association, self.replica, list(segments), [])
        return msgspec.structs.replace(whole, **changes)

    def sync(self, *segments: Segment, **changes: object) -> httpx.Response:
        return self.post("/v1/sync", pack_body(self.request(*segments, **changes)))

    def line_at(self, position: int) -> bytes:
        line = FIRST_LINE
        for item in self.pull().streams[0].items[:position]:
            id = EntryId(item.replica, item.seq)
            line = next_line(line, item.hub_seq, id, received_ms=item.received_ms, eff=item.eff, reason=item.reason)
        return line

    def cursor(self, after: int = 0) -> Cursor:
        return Cursor(self.partition, 1, after, WireDigest(0, 0))

    def pull(self, after: int = 0) -> SyncAnswer:
        response = self.sync(cursors=[self.cursor(after)])
        assert response.status_code == 200
        return unpack_body(response.content, SyncAnswer)
