"""From the bytes of a request to the bytes of its answer: who asks, what, and whether it is theirs to ask."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from domain.sync.authority import Authority
from domain.sync.carrying import BUNDLE, MOST_CARRIED_BYTES
from domain.sync.comparing import AGAIN, COMPARE
from domain.sync.schema import SCHEMA_VERSION
from domain.sync.seals import SEAL
from domain.sync.signatures import is_request_signed, sign_answer
from domain.sync.snapshot import SNAPSHOT
from domain.sync.wire import (
    MAX_BODY_BYTES,
    PROTOCOL,
    EnrolRequest,
    Hello,
    Message,
    SyncAnswer,
    SyncRequest,
    pack_body,
)
from headoffice import refusals
from headoffice.answering import answer_round, foresee_round
from headoffice.blob_files import BlobFiles
from headoffice.bounds import (
    MOST_BYTES_OF_STRANGERS,
    MOST_CERTIFICATES,
    MOST_UNPACKED_OF_STRANGERS,
    check_counts,
    weigh,
)
from headoffice.certificates import certified
from headoffice.enrolment import WrongCode, enrol
from headoffice.epochs import notice_another_line
from headoffice.guessing import GuessLimit
from headoffice.hub import Hub
from headoffice.limits import OF_A_LAPTOP, Buckets
from headoffice.messages import check_protocol, facts_of, from_hex, read_message
from headoffice.open_stream import Received, release_for_this_program
from headoffice.receive import NOBODY, Receiver
from headoffice.returning import welcome_back
from headoffice.rights import rights_of
from headoffice.row_hashes import RowHashes
from headoffice.snapshots import Snapshots
from headoffice.store.registry import Device
from headoffice.strayed import partitions_to_leave, strayed

HELLO = "/v1/hello"
ENROL = "/v1/enrol"
SYNC = "/v1/sync"
HEALTH = "/v1/health"
METRICS = "/v1/metrics"
MOST_BYTES = {
    ENROL: 16 << 10,
    SYNC: MAX_BODY_BYTES,
    SNAPSHOT: 16 << 10,
    COMPARE: 64 << 10,
    AGAIN: 64 << 10,
    SEAL: 16 << 10,
    BUNDLE: MOST_CARRIED_BYTES,
}
NOTHING = Received()

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """A request as it came. `device` and `signature` are the headers, in hex; `address` is who to count guesses of.
    `path` is as it was signed; `headers` are those that a route of its own asks for, by small names."""

    body: bytes
    device: str
    signature: str
    address: str
    path: str = SYNC
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    signature: bytes
    retry_seconds: int | None = None
    key: bytes = b""  # that signed it
    received: Received = NOTHING
    facts: Mapping[str, object] = field(default_factory=dict)  # for the log: nothing that a clerk wrote
    headers: Mapping[str, str] = field(default_factory=dict)


class Service:
    """Belongs to the thread that opened the hub. Every method answers; expected failures are answers too."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._guesses = GuessLimit()
        self._rounds = Buckets(OF_A_LAPTOP)
        self._release_for_this_program()
        self.snapshots = Snapshots(hub)  # none of which holds anybody that was erased by what has waited
        self.row_hashes = RowHashes(hub)
        self.blobs = BlobFiles(hub.folder)
        self.blobs.forget_old_parts()
        self._forget_files()

    def _release_for_this_program(self) -> None:
        hub = self._hub
        with hub.db.writing():
            has_erased = release_for_this_program(hub.streams, now_ms=hub.clock())
        if has_erased:
            hub.db.wipe()

    def _forget_files(self) -> None:
        """Those that nothing names since somebody was erased."""
        with self._hub.db.reading():
            gone = self._hub.streams.files.gone()
        for partition, name in gone:
            self.blobs.forget(partition, name)

    def hello(self, asked: Asked) -> Reply:
        """Signed over the caller's challenge, its `Istiqbal-Signature` header: a mirror of the key proves nothing."""
        hub = self._hub
        return self.signed(asked, Hello(hub.association, hub.public_key, hub.clock(), PROTOCOL, SCHEMA_VERSION))

    def authority(self, asked: Asked, certificate: bytes) -> Reply:
        """Signed over the caller's challenge, like hello."""
        return self.signed(asked, Authority(self._hub.public_key, certificate))

    @property
    def hub(self) -> Hub:
        return self._hub

    def enrol(self, asked: Asked) -> Reply:
        wait = self._guesses.wait_seconds(asked.address, self._hub.clock())
        if wait:
            raise refusals.too_many_guesses(wait)
        request = read_message(asked.body, EnrolRequest, most=MOST_UNPACKED_OF_STRANGERS)
        check_protocol(request.protocol)
        if not is_request_signed(request.device_key, from_hex(asked.signature), ENROL, asked.body):
            raise refusals.bad_signature()
        try:
            answer = enrol(self._hub, request)
        except WrongCode:
            self._guesses.note_failure(asked.address, self._hub.clock())
            raise
        logger.info("enrolled", extra={"facts": {"device": answer.device.hex()[:8], "office": request.office}})
        return self.signed(asked, answer)

    def sync(self, asked: Asked) -> Reply:
        known = self._authenticate(asked)
        device = known or self._recognize(asked)
        self._check_rate(device)
        weigh(asked.body, self._rounds, device.id, now_ms=self._hub.clock())
        request = read_message(asked.body, SyncRequest)
        check_protocol(request.protocol)
        check_counts(request)
        if request.association != self._hub.association:
            raise refusals.another_association()
        received, answer = self._take(request, device, is_known=known is not None, answers=True)
        if request.protocol < PROTOCOL:
            # What it brought is kept; it could not read the answer.
            raise refusals.older_protocol()
        answer = answer or self._answer(request, device)
        return replace(self.signed(asked, answer), received=received, facts=facts_of(device, received, answer))

    def refuse(self, asked: Asked, refused: refusals.Refused) -> Reply:
        reply = self.signed(asked, refused.refusal, status=refused.status)
        device = from_hex(asked.device).hex()
        # Unproved where the signature was what is wrong; of the length of an id, so that it is no text of a caller's.
        facts = {"code": refused.refusal.code} | ({"device": device[:8]} if len(device) == 32 else {})
        return replace(reply, retry_seconds=refused.retry_seconds, facts=facts)

    def admitted(self, asked: Asked) -> Device:
        """The known device that signed this, which may ask now. Raises Refused."""
        device = self._authenticate(asked)
        if device is None:
            raise refusals.unknown_device()
        self._check_rate(device)
        return device

    def known(self, asked: Asked) -> Device:
        """Whom the headers name, unproved. Raises Refused."""
        device = self._find_named(asked)
        if device is None:
            raise refusals.unknown_device()
        return device

    def _find_named(self, asked: Asked) -> Device | None:
        with self._hub.db.glancing():
            return self._hub.registry.find_device(from_hex(asked.device))

    def check_readable(self, device: Device, partition: str) -> None:
        """Raises Refused."""
        with self._hub.db.reading():
            rights = rights_of(self._hub.registry, device, now_ms=self._hub.clock())
        if not any(right.partition == partition and right.may_read for right in rights):
            raise refusals.not_granted()

    def check_request(self, protocol: int, association: bytes) -> None:
        """Raises Refused."""
        if protocol < PROTOCOL:
            raise refusals.older_protocol()
        check_protocol(protocol)
        if association != self._hub.association:
            raise refusals.another_association()

    def _check_rate(self, device: Device) -> None:
        wait = self._rounds.wait_seconds(device.id, self._hub.clock())
        if wait:
            raise refusals.too_often(wait)

    def _authenticate(self, asked: Asked) -> Device | None:
        device = self._find_named(asked)
        if device is not None and not is_request_signed(
            device.public_key, from_hex(asked.signature), asked.path, asked.body
        ):
            raise refusals.bad_signature()
        return device

    def _recognize(self, asked: Asked) -> Device:
        """A device that is not known (any more) and shows a certificate of this head office's own."""
        if len(asked.body) > MOST_BYTES_OF_STRANGERS:
            raise refusals.unknown_device()
        request = read_message(asked.body, SyncRequest, most=MOST_UNPACKED_OF_STRANGERS)
        device = self._certified(request).get(from_hex(asked.device))
        if device is None:
            raise refusals.unknown_device()
        if not is_request_signed(device.public_key, from_hex(asked.signature), SYNC, asked.body):
            raise refusals.bad_signature()
        return device

    def _certified(self, request: SyncRequest) -> dict[bytes, Device]:
        hub = self._hub
        return certified(request.certificates[:MOST_CERTIFICATES], association=hub.association, hub_key=hub.public_key)

    def _receive(self, request: SyncRequest, device: Device) -> Received:
        return self._take(request, device, is_known=False, answers=False)[0]

    def _take(
        self, request: SyncRequest, device: Device, *, is_known: bool, answers: bool
    ) -> tuple[Received, SyncAnswer | None]:
        """With the answer, where the streams that are asked for are held: it is true as soon as this has ended."""
        hub, answer = self._hub, None
        with hub.db.writing():
            now_ms = hub.clock()
            if not is_known:
                self._admit(device, now_ms=now_ms)
            foresee_round(hub, request, device)
            self._check_cursors(request, device, now_ms=now_ms)
            gone = list(strayed(hub.streams, request.cursors))
            notice_another_line(hub, gone, device.id, now_ms=now_ms)
            receiver = Receiver(hub.streams, hub.registry, device, now_ms=now_ms)
            receiver.bind(request.replica)
            hub.registry.contacts.note(device.id, now_ms=now_ms)
            left = partitions_to_leave(hub, gone, device, now_ms=now_ms)
            segments = [segment for segment in request.segments if segment.partition not in left]
            received = receiver.take(segments, self._certified(request) if request.certificates else NOBODY)
            is_held = receiver.partitions.issuperset(cursor.partition for cursor in request.cursors)
            if answers and is_held and not receiver.has_erased and request.protocol >= PROTOCOL:
                with suppress(LookupError, ValueError):
                    # What is damaged here must not keep out what was brought: it is told after that is kept.
                    answer = answer_round(hub, request, device)
        if receiver.has_erased:
            hub.db.wipe()
            self.snapshots.drop_untrue()
            self._forget_files()
        return received, answer

    def _admit(self, device: Device, *, now_ms: int) -> None:
        """One that is known by its certificate alone stands as returned from now on."""
        registry = self._hub.registry
        if registry.find_device(device.id) is None:
            welcome_back(registry, device, now_ms=now_ms)
            logger.info("returned", extra={"facts": {"device": device.id.hex()[:8], "office": device.office}})

    def _check_cursors(self, request: SyncRequest, device: Device, *, now_ms: int) -> None:
        """Before anything is kept: a refusal keeps nothing."""
        granted = {right.partition for right in rights_of(self._hub.registry, device, now_ms=now_ms)}
        if any(cursor.partition not in granted for cursor in request.cursors):
            raise refusals.not_granted()

    def _answer(self, request: SyncRequest, device: Device) -> SyncAnswer:
        with self._hub.db.reading():
            return answer_round(self._hub, request, device)

    def signed(self, asked: Asked, message: Message, *, status: int = 200) -> Reply:
        return self.signed_bytes(asked, pack_body(message), status=status)

    def signed_bytes(self, asked: Asked, body: bytes, *, status: int = 200) -> Reply:
        # Of one length or none, so that no caller chooses where the signed body begins.
        challenge = from_hex(asked.signature)
        signature = sign_answer(self._hub.key, challenge if len(challenge) == 64 else b"", body)
        return Reply(status, body, signature, key=self._hub.public_key)
