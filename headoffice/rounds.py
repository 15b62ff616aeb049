"""One request of a laptop inside one transaction: what it brings is taken, and what it asks is answered."""

import logging
from collections.abc import Callable, Iterable, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass

from domain.sync.wire import PROTOCOL, Cursor, SyncAnswer, SyncRequest
from headoffice import refusals
from headoffice.answering import answer_round, foresee_round
from headoffice.bounds import MOST_CERTIFICATES
from headoffice.certificates import certified
from headoffice.epochs import notice_another_line
from headoffice.hub import Hub
from headoffice.open_stream import Received
from headoffice.proving import Proved, Signer, brought_to_one, prove, read_segments
from headoffice.receive import NOBODY, Receiver
from headoffice.returning import welcome_back
from headoffice.rights import Right, rights_of
from headoffice.store.failures import RowThere, contended
from headoffice.store.registry import Device
from headoffice.strayed import partitions_to_leave, strayed

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Taken:
    """`answer` is None where the streams that are asked for were not held."""

    device: Device
    received: Received
    has_erased: bool
    answer: SyncAnswer | None


class _HasStrayed(Exception):
    """The laptop stands where the stream never was. An epoch is begun with no head locked: whoever begins one beside
    would wait for the other."""


@dataclass(frozen=True)
class Round:
    """`stranger` is the signer where nobody has found him among the devices yet: one that a certificate names."""

    hub: Hub
    request: SyncRequest
    signer: Signer
    stranger: Device | None = None

    def take(self, meanwhile: Callable[[Taken], None] | None = None) -> Taken:
        """Keeps what was brought. Raises Refused or Malformed, and then nothing of it is kept.

        With `meanwhile`, which is told what will be so if this succeeds, the answer is made; it is done while the
        database keeps the rest. Raises Contended, so that it is done again, when the signer is no device any more."""
        read = read_segments(self.request, self.signer)
        try:
            return self._kept(read, meanwhile, hurries=True)
        except (RowThere, _HasStrayed):
            return self._kept(read, meanwhile, hurries=False)

    def _kept(self, read: Sequence[Proved], meanwhile: Callable[[Taken], None] | None, *, hurries: bool) -> Taken:
        """`hurries`: as hardly anybody adds a row that is there, it is not looked for; and as hardly anybody stands
        where a stream never was, what is brought to it is awaited with its head locked."""
        with self.hub.db.writing():
            taken = self._take(read, answers=meanwhile is not None, hurries=hurries)
            if meanwhile is not None:
                self.hub.db.while_committing(lambda: meanwhile(taken))
        return taken

    def _take(self, read: Sequence[Proved], *, answers: bool, hurries: bool) -> Taken:
        hub, request = self.hub, self.request
        now_ms = hub.clock()
        if self.stranger is not None:
            self._admit(self.stranger, now_ms=now_ms)
        opened = brought_to_one(read) if hurries and self.stranger is None else None
        proved: list[Proved] = []
        foresee_round(hub, request, self.signer.id, opened, lambda: proved.extend(prove(read, self.signer)))
        device = hub.registry.find_device(self.signer.id)
        if device is None:
            raise contended()
        rights = rights_of(hub.registry, device, now_ms=now_ms)
        self._check_cursors(rights)
        gone = list(strayed(hub.streams, request.cursors))
        if gone and opened is not None:
            raise _HasStrayed
        notice_another_line(hub, gone, device.id, now_ms=now_ms)
        receiver = Receiver(hub.streams, hub.registry, device, rights, now_ms=now_ms, believes=hurries)
        receiver.bind(request.replica)
        hub.registry.contacts.note(device.id, now_ms=now_ms)
        left = partitions_to_leave(gone, rights)
        brought = [one for one in proved if one.segment.partition not in left] if left else proved
        received = receiver.take(brought, self._owners() if request.certificates else NOBODY)
        still = {cursor.partition for cursor in request.cursors if self._stands_still(cursor)}
        still.difference_update(cursor.partition for cursor in gone)
        answer = self._answer(receiver, device, rights, still) if answers else None
        return Taken(device, received, receiver.has_erased, answer)

    def _answer(
        self, receiver: Receiver, device: Device, rights: tuple[Right, ...], still: Set[str]
    ) -> SyncAnswer | None:
        """True as soon as this has ended, where the streams that are asked for are held, or nothing of them is sent."""
        request = self.request
        is_held = all(
            cursor.partition in receiver.partitions or cursor.partition in still for cursor in request.cursors
        )
        if is_held and not receiver.has_erased and request.protocol >= PROTOCOL:
            with suppress(LookupError, ValueError):
                # What is damaged here must not keep out what was brought: it is told after that is kept.
                return answer_round(self.hub, request, device, rights)
        return None

    def _stands_still(self, cursor: Cursor) -> bool:
        """Whether nothing of the stream is to be sent, so that nobody need hold it: what is said of it was so."""
        return self.hub.streams.head(cursor.partition).head == cursor.hub_seq

    def _owners(self) -> dict[bytes, Device]:
        return certified_by(self.hub, self.request)

    def _admit(self, device: Device, *, now_ms: int) -> None:
        """One that is known by its certificate alone stands as returned from now on."""
        registry = self.hub.registry
        if registry.find_device(device.id) is None:
            welcome_back(registry, device, now_ms=now_ms)
            logger.info("returned", extra={"facts": {"device": device.id.hex()[:8], "office": device.office}})

    def _check_cursors(self, rights: Iterable[Right]) -> None:
        """Before anything is kept: a refusal keeps nothing."""
        granted = {right.partition for right in rights}
        if any(cursor.partition not in granted for cursor in self.request.cursors):
            raise refusals.not_granted()


def certified_by(hub: Hub, request: SyncRequest) -> dict[bytes, Device]:
    """The devices of which a request shows certificates of this head office's own."""
    return certified(request.certificates[:MOST_CERTIFICATES], association=hub.association, hub_key=hub.public_key)
