"""Head office's answers out of a bundle, which may come late: the laptop has gone on since they were written."""

from collections.abc import Collection
from datetime import UTC, datetime

from desktop.sync.stick_store import StickStore
from domain.errors import RuleBroken, Unavailable
from domain.sync import bundle_faults as faults
from domain.sync.bundle import Bundle
from domain.sync.carried import TakenIn
from domain.sync.carried_files import HeldFiles
from domain.sync.changes import NO_CHANGES
from domain.sync.entries import Malformed
from domain.sync.late_stream import LateStreams
from domain.sync.signatures import device_id
from domain.sync.wire import Cursor, Refusal, Stream, SyncAnswer, WireDigest

VOIDS_MUCH = "sync.voids"


class Answers:
    """Of one bundle, into the store by the calls of the line."""

    def __init__(self, store: StickStore, bundle: Bundle) -> None:
        self._store = store
        self._bundle = bundle
        self._late = LateStreams({cursor.partition: cursor for cursor in bundle.manifest.asked})
        self._received = 0
        self._reissued = 0
        self._is_new, self._is_old = False, False
        self._changes = NO_CHANGES
        self._answers: list[SyncAnswer] = []

    def take(self) -> TakenIn:
        before = self._store.waiting().count
        last: SyncAnswer | None = None
        for record in self._bundle.records():
            match record:
                case SyncAnswer():
                    last = record
                    self._take_answer(record)
                case Refusal():
                    self._part(record)
                case HeldFiles():
                    self._store.note_held(record.partition, record.epoch, record.names)
                case _:
                    raise faults.damaged()
        if last is not None:
            # Once more: what a restored laptop had lost has come back with the streams.
            self._acknowledge(last)
        made_at = datetime.fromtimestamp(self._bundle.manifest.made_ms / 1000, UTC)
        waiting = self._store.waiting().count
        confirmed = max(0, before - waiting)
        # Of one bundle no stream is later than another that is older than what is here: some are seldom written to.
        is_later = self._is_new and not self._is_old and self._is_later(made_at)
        if is_later and not self._reissued:
            self._store.note_sync(at=made_at, problem=None)
        return TakenIn(
            made_at,
            self._received,
            confirmed,
            waiting,
            self._reissued,
            was_old=not (is_later or self._received or confirmed or self._changes or self._reissued),
            notices=tuple(last.notices) if last is not None else (),
            changes=self._changes,
        )

    def _is_later(self, made_at: datetime) -> bool:
        """Than anything head office has said here so far: taken again, it says nothing new."""
        reached = self._store.last_reached()
        return reached is None or reached < made_at

    def _part(self, refusal: Refusal) -> None:
        """What head office did not take, and why. A fork: what was written here goes on under a new name."""
        if refusal.parted is None:
            raise RuleBroken(refusal.code, ar=refusal.ar, en=refusal.en)
        self._reissued += self._store.reissue(refusal.parted)

    def _take_answer(self, answer: SyncAnswer) -> None:
        if answer.association != self._bundle.header.association:
            raise faults.damaged()
        if answer.certificates:
            self._store.save_certificates({device_id(item.device_key): item for item in answer.certificates})
        self._store.note_grants(answer, is_carried=True)
        self._acknowledge(answer)
        own = {head.replica for head in answer.heads}
        for stream in answer.streams:
            self._take_stream(stream, own)

    def _acknowledge(self, answer: SyncAnswer) -> None:
        """Not what an older bundle says: head office has said more since."""
        mine = self._mine()
        older = {
            stream.partition
            for stream in answer.streams
            if stream.partition in mine and self._late.is_older(stream, mine[stream.partition])
        }
        for head in answer.heads:
            if head.partition not in older:
                self._store.acknowledge(head, sent_to=0)

    def _mine(self) -> dict[str, Cursor]:
        return {cursor.partition: cursor for cursor in self._store.cursors()}

    def _take_stream(self, stream: Stream, own: Collection[bytes]) -> None:
        mine = self._mine().get(stream.partition, Cursor(stream.partition, 1, 0, WireDigest(0, 0)))
        is_older = self._late.is_older(stream, mine)
        self._is_old = self._is_old or is_older
        fresh = self._late.still_new(stream, mine)
        if fresh is None:
            return
        self._is_new = self._is_new or not is_older
        try:
            self._changes |= self._store.receive(fresh)
        except Malformed as error:
            raise faults.damaged() from error
        except RuleBroken as error:
            raise faults.voids_much() if error.code == VOIDS_MUCH else error from error
        self._received += sum(item.replica not in own for item in fresh.items)
        if fresh.digest is not None and not self._agrees(fresh):
            # The rows are a cache of the log: made anew from it before anybody is troubled.
            self._store.rebuild()
            if not self._agrees(fresh):
                raise _different(stream.partition)

    def _agrees(self, stream: Stream) -> bool:
        mine = self._mine().get(stream.partition)
        if mine is None or mine.hub_seq != stream.head:
            return stream.head == 0
        return mine.digest == stream.digest or self._store.is_partial(stream.partition)


def _different(partition: str) -> Unavailable:
    return Unavailable(
        "sync.digest",
        ar="ما في هذا الجهاز يختلف عما في المركز الرئيس حتى بعد إعادة بنائه؛ عملك محفوظ، أبلغ مدير النظام.",
        en=f"This laptop and head office differ in {partition} even after a rebuild; your work is safe, "
        "tell the administrator.",
    )
