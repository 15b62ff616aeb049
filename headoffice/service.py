"""From the bytes of a request to the bytes of its answer: who asks, what, and whether it is theirs to ask."""

import logging
from dataclasses import dataclass

import msgspec

from domain.sync.entries import Malformed
from domain.sync.schema import SCHEMA_VERSION
from domain.sync.wire import (
    MAGIC,
    MAX_BODY_BYTES,
    PROTOCOL,
    EnrolRequest,
    Hello,
    M,
    Message,
    SyncAnswer,
    SyncRequest,
    is_request_signed,
    pack_body,
    sign_answer,
    unpack_body,
)
from headoffice import refusals
from headoffice.enrolment import WrongCode, enrol
from headoffice.guessing import GuessLimit
from headoffice.hub import Hub
from headoffice.receive import Received, Receiver
from headoffice.send import Sender
from headoffice.store.registry import Device

HELLO = "/v1/hello"
ENROL = "/v1/enrol"
SYNC = "/v1/sync"
HEALTH = "/v1/health"
MOST_BYTES = {ENROL: 16 << 10, SYNC: MAX_BODY_BYTES}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """A request as it came. `device` and `signature` are the headers, in hex; `address` is who to count guesses of."""

    body: bytes
    device: str
    signature: str
    address: str


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    signature: bytes
    retry_seconds: int | None = None


class Service:
    """Belongs to the thread that opened the hub. Every method answers; expected failures are answers too."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._guesses = GuessLimit()

    def hello(self, asked: Asked) -> Reply:
        """Signed over the caller's challenge, its `Istiqbal-Signature` header: a mirror of the key proves nothing."""
        hub = self._hub
        return self._signed(asked, Hello(hub.association, hub.public_key, hub.clock(), PROTOCOL, SCHEMA_VERSION))

    def health(self) -> bytes:
        """Reads the database, so that a hub which cannot does not say it is well."""
        with self._hub.db.reading():
            is_enrolled = self._hub.registry.profile() is not None
        return msgspec.json.encode({"status": "ok", "protocol": PROTOCOL, "enrolled": is_enrolled})

    def enrol(self, asked: Asked) -> Reply:
        wait = self._guesses.wait_seconds(asked.address, self._hub.clock())
        if wait:
            raise refusals.too_many_guesses(wait)
        request = _read(asked.body, EnrolRequest)
        _check_protocol(request.protocol)
        if not is_request_signed(request.device_key, _hex(asked.signature), ENROL, asked.body):
            raise refusals.bad_signature()
        try:
            answer = enrol(self._hub, request)
        except WrongCode:
            self._guesses.note_failure(asked.address, self._hub.clock())
            raise
        logger.info("enrolled", extra={"facts": {"device": answer.device.hex()[:8], "office": request.office}})
        return self._signed(asked, answer)

    def sync(self, asked: Asked) -> Reply:
        device = self._authenticate(asked)
        request = _read(asked.body, SyncRequest)
        _check_protocol(request.protocol)
        if request.association != self._hub.association:
            raise refusals.another_association()
        received = self._receive(request, device)
        answer = self._answer(request, device)
        self._note(device, received, answer)
        return self._signed(asked, answer)

    def refuse(self, asked: Asked, refused: refusals.Refused) -> Reply:
        reply = self._signed(asked, refused.refusal, status=refused.status)
        return Reply(reply.status, reply.body, reply.signature, refused.retry_seconds)

    def _authenticate(self, asked: Asked) -> Device:
        with self._hub.db.reading():
            device = self._hub.registry.find_device(_hex(asked.device))
        if device is None:
            raise refusals.unknown_device()
        if not is_request_signed(device.public_key, _hex(asked.signature), SYNC, asked.body):
            raise refusals.bad_signature()
        return device

    def _receive(self, request: SyncRequest, device: Device) -> Received:
        hub = self._hub
        with hub.db.writing():
            receiver = Receiver(hub.streams, hub.registry, device, now_ms=hub.clock())
            receiver.bind(request.replica)
            return receiver.take(request.segments)

    def _answer(self, request: SyncRequest, device: Device) -> SyncAnswer:
        hub = self._hub
        with hub.db.reading():
            sender = Sender(hub.streams, hub.registry, device)
            streams = sender.streams_after(request.cursors, request.replica)
            return SyncAnswer(hub.association, hub.clock(), sender.heads(request.replica), streams, [])

    def _signed(self, asked: Asked, message: Message, *, status: int = 200) -> Reply:
        body = pack_body(message)
        # Of one length or none, so that no caller chooses where the signed body begins.
        challenge = _hex(asked.signature)
        return Reply(status, body, sign_answer(self._hub.key, challenge if len(challenge) == 64 else b"", body))

    def _note(self, device: Device, received: Received, answer: SyncAnswer) -> None:
        facts = {
            "device": device.id.hex()[:8],
            "received": received.entries,
            "quarantined": received.quarantined,
            "sent": sum(len(stream.items) for stream in answer.streams),
            "heads": {stream.partition: stream.head for stream in answer.streams},
        }
        logger.info("synced", extra={"facts": facts})


def _hex(text: str) -> bytes:
    """Nothing for what is no hex: no signature and no device is that."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _read(body: bytes, kind: type[M]) -> M:
    if body[:4] == MAGIC[:4] and body[4:5] > MAGIC[4:5]:
        raise refusals.newer_protocol()
    try:
        return unpack_body(body, kind)
    except Malformed as error:
        raise refusals.damaged() from error


def _check_protocol(protocol: int) -> None:
    if protocol > PROTOCOL:
        raise refusals.newer_protocol()
