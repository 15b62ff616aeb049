"""From the bytes of a request to the bytes of its answer: who asks, what, and whether it is theirs to ask."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from domain.sync.authority import Authority
from domain.sync.carrying import BUNDLE, MOST_CARRIED_BYTES
from domain.sync.comparing import AGAIN, COMPARE
from domain.sync.schema import SCHEMA_VERSION
from domain.sync.seals import SEAL
from domain.sync.signatures import is_request_signed, sign_answer
from domain.sync.snapshot import SNAPSHOT
from domain.sync.squeezing import LEVEL, QUICK_LEVEL
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
from headoffice.answering import answer_round, brings_entries
from headoffice.blob_files import BlobFiles
from headoffice.bounds import (
    MOST_BYTES_OF_STRANGERS,
    MOST_UNPACKED_OF_STRANGERS,
    check_counts,
    weigh,
)
from headoffice.enrolment import WrongCode, enrol
from headoffice.guessing import GuessLimit
from headoffice.hub import Hub
from headoffice.limits import OF_A_LAPTOP, Buckets
from headoffice.messages import check_protocol, facts_of, from_hex, read_message
from headoffice.open_stream import Received
from headoffice.open_streams import release_for_this_program
from headoffice.proving import Signer
from headoffice.rights import rights_of
from headoffice.rounds import Round, Taken, certified_by
from headoffice.row_hashes import RowHashes
from headoffice.snapshots import Snapshots
from headoffice.store.failures import Contended
from headoffice.store.registry import Device

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
MOST_SIGNERS = 10_000

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
        self._signers: dict[bytes, Signer] = {}
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
        signer, stranger = self._signer_of(asked)
        self._check_rate(signer.id)
        weigh(asked.body, self._rounds, signer.id, now_ms=self._hub.clock())
        request = read_message(asked.body, SyncRequest)
        check_protocol(request.protocol)
        check_counts(request)
        if request.association != self._hub.association:
            raise refusals.another_association()
        replies: list[Reply] = []
        taken = self._take(Round(self._hub, request, signer, stranger), partial(self._prepare, asked, replies))
        if request.protocol < PROTOCOL:
            # What it brought is kept; it could not read the answer.
            raise refusals.older_protocol()
        return replies[0] if replies else self._reply(asked, taken, self._answer(request, taken.device))

    def _prepare(self, asked: Asked, replies: list[Reply], taken: Taken) -> None:
        """The reply to a round while the database keeps what it brought."""
        replies[:] = [] if taken.answer is None else [self._reply(asked, taken, taken.answer)]

    def _reply(self, asked: Asked, taken: Taken, answer: SyncAnswer) -> Reply:
        level = LEVEL if brings_entries(answer) else QUICK_LEVEL
        reply = self.signed_bytes(asked, pack_body(answer, level=level))
        return replace(reply, received=taken.received, facts=facts_of(taken.device, taken.received, answer))

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
        self._check_rate(device.id)
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

    def _check_rate(self, device: bytes) -> None:
        wait = self._rounds.wait_seconds(device, self._hub.clock())
        if wait:
            raise refusals.too_often(wait)

    def _signer_of(self, asked: Asked) -> tuple[Signer, Device | None]:
        """Who signed this, once it is proved; and the device itself when it is not known (any more) and shows a
        certificate. A device is named by its key, so that what was read once of it stays true; whether it still is one,
        its round asks. Raises Refused."""
        known = self._signers.get(from_hex(asked.device))
        if known is not None:
            _check_signature(known.public_key, asked)
            return known, None
        device = self._authenticate(asked)
        if device is None:
            stranger = self._recognize(asked)
            return Signer(stranger.id, stranger.public_key), stranger
        signer = Signer(device.id, device.public_key)
        if len(self._signers) >= MOST_SIGNERS:
            self._signers.clear()
        self._signers[device.id] = signer
        return signer, None

    def _authenticate(self, asked: Asked) -> Device | None:
        device = self._find_named(asked)
        if device is not None:
            _check_signature(device.public_key, asked)
        return device

    def _recognize(self, asked: Asked) -> Device:
        """A device that is not known (any more) and shows a certificate of this head office's own."""
        if len(asked.body) > MOST_BYTES_OF_STRANGERS:
            raise refusals.unknown_device()
        request = read_message(asked.body, SyncRequest, most=MOST_UNPACKED_OF_STRANGERS)
        device = certified_by(self._hub, request).get(from_hex(asked.device))
        if device is None:
            raise refusals.unknown_device()
        _check_signature(device.public_key, asked)
        return device

    def _receive(self, request: SyncRequest, device: Device) -> Received:
        return self._take(Round(self._hub, request, Signer(device.id, device.public_key), device)).received

    def _take(self, round: Round, meanwhile: Callable[[Taken], None] | None = None) -> Taken:
        try:
            taken = round.take(meanwhile)
        except Contended:
            # Whoever signed may be no device any more.
            self._signers.pop(round.signer.id, None)
            raise
        if taken.has_erased:
            self._hub.db.wipe()
            self.snapshots.drop_untrue()
            self._forget_files()
        return taken

    def _answer(self, request: SyncRequest, device: Device) -> SyncAnswer:
        with self._hub.db.reading():
            rights = rights_of(self._hub.registry, device, now_ms=self._hub.clock())
            return answer_round(self._hub, request, device, rights)

    def signed(self, asked: Asked, message: Message, *, status: int = 200) -> Reply:
        return self.signed_bytes(asked, pack_body(message), status=status)

    def signed_bytes(self, asked: Asked, body: bytes, *, status: int = 200) -> Reply:
        # Of one length or none, so that no caller chooses where the signed body begins.
        challenge = from_hex(asked.signature)
        signature = sign_answer(self._hub.key, challenge if len(challenge) == 64 else b"", body)
        return Reply(status, body, signature, key=self._hub.public_key)


def _check_signature(public_key: bytes, asked: Asked) -> None:
    if not is_request_signed(public_key, from_hex(asked.signature), asked.path, asked.body):
        raise refusals.bad_signature()
