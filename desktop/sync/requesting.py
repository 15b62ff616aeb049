"""The one question of a round: what goes out, and how far everything has come in."""

from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync.asking import SYNC, ask_bytes
from desktop.sync.sending import Sending
from desktop.sync.store import SyncStore
from desktop.sync.transport import Transport
from domain.sync.exchange import Enrolment, Outgoing
from domain.sync.schema import SCHEMA_VERSION
from domain.sync.wire import PROTOCOL, Cursor, ReplicaName, SyncAnswer, SyncRequest, pack_body


class Requesting:
    """Of one round. `asked` are the logs of which head office was asked last how far it holds them."""

    def __init__(
        self, store: SyncStore, transport: Transport, enrolment: Enrolment, key: Ed25519PrivateKey, sending: Sending
    ) -> None:
        self._store = store
        self._transport = transport
        self._enrolment = enrolment
        self._key = key
        self._sending = sending
        self.asked: frozenset[ReplicaName] = frozenset()

    def body(self, outgoing: Sequence[Outgoing], cursors: Sequence[Cursor], *, shows_certificate: bool) -> bytes:
        """Packed where it is made: on the line's own thread it would wait for whoever works beside."""
        own = self._enrolment.certificate if shows_certificate else None
        devices = {item.device for item in outgoing if item.device}
        asked = self._store.asked()
        self.asked = frozenset(asked)
        request = SyncRequest(
            PROTOCOL,
            SCHEMA_VERSION,
            self._enrolment.association,
            self._store.replica(),
            self._sending.segments(outgoing),
            list(cursors),
            asked,
            [*([own] if own else []), *(self._store.certificates(devices) if devices else [])],
            self._store.nonce(),
        )
        return pack_body(request)

    def put(self, body: bytes) -> SyncAnswer:
        """Touches no store."""
        return ask_bytes(
            self._transport,
            SYNC,
            body,
            SyncAnswer,
            key=self._key,
            hub_key=self._enrolment.hub_key,
            device=self._enrolment.device,
        )


def count_taken(answer: SyncAnswer, cursors: Sequence[Cursor], outgoing: Sequence[Outgoing]) -> int:
    """How many entries of what was sent; nothing of a partition in which this laptop has to go back first."""
    asked = {cursor.partition: cursor.hub_seq for cursor in cursors}
    strayed = {item.partition for item in answer.streams if item.after not in (None, asked.get(item.partition))}
    return sum(len(item.entries) for item in outgoing if item.partition not in strayed)
