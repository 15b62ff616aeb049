"""The round with head office when there is no line: out on a USB stick, and back on it (SYNC.md, "The USB stick").

A bundle to head office holds the requests of a round, one after another; a bundle from there holds the answers. They
enter the store by the same calls as those of the line.
"""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from desktop.sync.disk import DISK
from desktop.sync.outcome import not_enrolled
from desktop.sync.peer import PeerStore, take_from_peer
from desktop.sync.segments import segments_of
from desktop.sync.store import SyncStore
from domain.errors import RuleBroken, Unavailable
from domain.sync import bundle_faults as faults
from domain.sync.bundle import MOST_PART_BYTES, Addressed, Bundle, Manifest, open_bundle, sealed_parts
from domain.sync.bundle_files import part_name, parts_at, write_files
from domain.sync.bundle_header import FROM_HEAD_OFFICE, TO_HEAD_OFFICE, TO_LAPTOP
from domain.sync.card import is_known
from domain.sync.carried import CopiedOut, Progress, TakenIn
from domain.sync.changes import NO_CHANGES
from domain.sync.entries import Malformed
from domain.sync.exchange import Enrolment, Outgoing
from domain.sync.late_stream import LateStreams
from domain.sync.schema import SCHEMA_VERSION
from domain.sync.signatures import device_id
from domain.sync.wire import (
    PROTOCOL,
    Cursor,
    DeviceCertificate,
    Message,
    Refusal,
    ReplicaName,
    Segment,
    Stream,
    SyncAnswer,
    SyncRequest,
    WireDigest,
)

MOST_ENTRIES = 1_000
MOST_BYTES = 1 << 20
VOIDS_MUCH = "sync.voids"


# --- out -------------------------------------------------------------------------------------------------------------


def copy_out(
    store: SyncStore, place: Path, *, now: datetime, progress: Progress, part_bytes: int = MOST_PART_BYTES
) -> CopiedOut:
    """Writes everything that head office has not said to hold, since what it said last; not since the last copy.
    Raises RuleBroken and Unavailable; then no half bundle stands under the name."""
    enrolment = store.find_enrolment()
    if enrolment is None:
        raise not_enrolled()
    # Else a crash could leave head office knowing more of this laptop than its own sidecar.
    store.write_sidecar()
    writing = _Writing(store, enrolment, now, progress)
    progress.begin(store.waiting().count)
    to = Addressed(TO_HEAD_OFFICE, enrolment.association, enrolment.hub_key, store.device_key(), os.urandom)
    written = write_files(place, sealed_parts(writing.records(), to, part_bytes=part_bytes), DISK)
    return CopiedOut(written.names, written.bytes, writing.entries, writing.since)


class _Writing:
    """The requests of one bundle, page by page. `entries` and `since` are known when they are all written."""

    def __init__(self, store: SyncStore, enrolment: Enrolment, now: datetime, progress: Progress) -> None:
        self._store = store
        self._enrolment = enrolment
        self._now = now
        self._progress = progress
        self._key = store.device_key()
        self._own = [enrolment.certificate] if enrolment.certificate else []
        self.entries = 0
        self.since = store.waiting().oldest

    def records(self) -> Iterator[Message]:
        """The segments first; the last request states where this laptop stands, with every place that it remembers:
        head office cannot ask back."""
        yield Manifest(int(self._now.timestamp() * 1000), SCHEMA_VERSION, self._enrolment.certificate)
        for page in self._pages():
            devices = {item.device for item in page if item.device}
            segments = [segment for item in page for segment in segments_of(item, self._key)]
            yield self._request(segments, certificates=self._store.certificates(devices) if devices else [])
            self.entries += sum(len(item.entries) for item in page)
            self._progress.advance_to(self.entries)
        yield self._request([], cursors=cursors_of(self._store, self._enrolment), asked=self._store.asked())

    def _pages(self) -> Iterator[list[Outgoing]]:
        beyond: dict[tuple[str, bytes], int] = {}
        while page := self._store.outgoing(max_entries=MOST_ENTRIES, max_bytes=MOST_BYTES, beyond=beyond):
            yield page
            beyond.update({(item.partition, item.replica): item.last_seq for item in page})

    def _request(
        self,
        segments: list[Segment],
        *,
        cursors: Sequence[Cursor] = (),
        asked: Sequence[ReplicaName] = (),
        certificates: Sequence[DeviceCertificate] = (),
    ) -> SyncRequest:
        return SyncRequest(
            PROTOCOL,
            SCHEMA_VERSION,
            self._enrolment.association,
            self._store.replica(),
            segments,
            list(cursors),
            list(asked),
            [*self._own, *certificates],
        )


def cursors_of(store: SyncStore, enrolment: Enrolment) -> list[Cursor]:
    known = {cursor.partition: cursor for cursor in store.cursors(enrolment.partitions)}
    fresh = (Cursor(name, 1, 0, WireDigest(0, 0)) for name in enrolment.partitions)
    return [known.get(cursor.partition, cursor) for cursor in fresh]


# --- in --------------------------------------------------------------------------------------------------------------


def take_in(store: PeerStore, place: Path, *, progress: Progress, may_void: bool = False) -> TakenIn:
    """Takes what head office, or another laptop of the office, wrote for this one. The whole bundle is proved before
    anything of it is stored; taken again, or after a newer one, it changes nothing. `may_void` when a person has said
    that it may void much of what stands here. Raises RuleBroken and Unavailable."""
    enrolment = store.find_enrolment()
    if enrolment is None:
        raise not_enrolled()
    progress.begin(2 * _size_of(place))  # read once to prove it, once to take it
    parts = parts_at(place, DISK, progress.advance)
    key = store.device_key()
    bundle = open_bundle(parts, key, kinds=(FROM_HEAD_OFFICE, TO_LAPTOP), association=enrolment.association)
    if bundle.header.kind == TO_LAPTOP:
        return take_from_peer(store, bundle)
    if bundle.header.sender != enrolment.hub_key:
        raise faults.another_head_office()
    _keep_certificate(store, enrolment, bundle.manifest.certificate)
    store.begin_round(may_void=may_void)
    return _Taking(store, bundle).run()


def _keep_certificate(store: SyncStore, enrolment: Enrolment, certificate: DeviceCertificate | None) -> None:
    """A laptop that joined before head office gave certificates gets its own with the first reply."""
    if certificate is None or enrolment.certificate is not None:
        return
    if is_known(certificate, association=enrolment.association, hub_key=enrolment.hub_key):
        store.save_enrolment(replace(enrolment, certificate=certificate))


def _size_of(place: Path) -> int:
    """Of the parts that are there."""
    total, part = 0, 1
    while (beside := place.with_name(part_name(place.name, part))).is_file():
        total, part = total + beside.stat().st_size, part + 1
    return total


class _Taking:
    def __init__(self, store: SyncStore, bundle: Bundle) -> None:
        self._store = store
        self._bundle = bundle
        self._late = LateStreams({cursor.partition: cursor for cursor in bundle.manifest.asked})
        self._received = 0
        self._reissued = 0
        self._is_new = False
        self._changes = NO_CHANGES
        self._answers: list[SyncAnswer] = []

    def run(self) -> TakenIn:
        before = self._store.waiting().count
        last: SyncAnswer | None = None
        for record in self._bundle.records():
            match record:
                case SyncAnswer():
                    last = record
                    self._take(record)
                case Refusal():
                    self._part(record)
                case _:
                    raise faults.damaged()
        if last is not None:
            # Once more: what a restored laptop had lost has come back with the streams.
            self._acknowledge(last)
        made_at = datetime.fromtimestamp(self._bundle.manifest.made_ms / 1000, UTC)
        waiting = self._store.waiting().count
        if self._is_new and not self._reissued:
            self._note_reached(made_at)
        return TakenIn(
            made_at,
            self._received,
            max(0, before - waiting),
            waiting,
            self._reissued,
            was_old=not self._is_new and not self._received and not self._reissued,
            notices=tuple(last.notices) if last is not None else (),
            changes=self._changes,
        )

    def _note_reached(self, made_at: datetime) -> None:
        reached = self._store.last_reached()
        if reached is None or reached < made_at:
            self._store.note_sync(at=made_at, problem=None)

    def _part(self, refusal: Refusal) -> None:
        """What head office did not take, and why. A fork: what was written here goes on under a new name."""
        if refusal.parted is None:
            raise RuleBroken(refusal.code, ar=refusal.ar, en=refusal.en)
        self._reissued += self._store.reissue(refusal.parted)

    def _take(self, answer: SyncAnswer) -> None:
        if answer.association != self._bundle.header.association:
            raise faults.damaged()
        if answer.certificates:
            self._store.save_certificates({device_id(item.device_key): item for item in answer.certificates})
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
        fresh = self._late.still_new(stream, mine)
        if fresh is None:
            return
        self._is_new = self._is_new or not self._late.is_older(stream, mine)
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
