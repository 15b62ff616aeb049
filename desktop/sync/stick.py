"""The round with head office when there is no line: out on a USB stick, and back on it (SYNC.md, "The USB stick").

A bundle to head office holds the requests of a round, one after another; a bundle from there holds the answers. They
enter the store by the same calls as those of the line.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop.sync.disk import DISK
from desktop.sync.outcome import not_enrolled
from desktop.sync.peer import PeerStore, take_from_peer
from desktop.sync.segments import segments_of
from desktop.sync.stick_answers import Answers
from desktop.sync.stick_store import LaptopShelf, StickStore, files_to_carry
from desktop.sync.store import SyncStore
from domain.sync import bundle_faults as faults
from domain.sync.bundle import Bundle, open_bundle
from domain.sync.bundle_files import part_name, parts_at, write_files
from domain.sync.bundle_header import FROM_HEAD_OFFICE, TO_HEAD_OFFICE, TO_LAPTOP
from domain.sync.bundle_records import Manifest
from domain.sync.bundle_writing import MOST_PART_BYTES, Addressed, sealed_parts
from domain.sync.card import is_known
from domain.sync.carried import CopiedOut, Progress, TakenIn
from domain.sync.carried_files import MOST_FILES, WantedFiles
from domain.sync.exchange import Enrolment, Outgoing
from domain.sync.schema import SCHEMA_VERSION
from domain.sync.taking_files import take_files
from domain.sync.wire import (
    PROTOCOL,
    Cursor,
    DeviceCertificate,
    Message,
    ReplicaName,
    Segment,
    SyncRequest,
    WireDigest,
)

MOST_ENTRIES = 1_000
MOST_BYTES = 1 << 20
VOIDS_MUCH = "sync.voids"


# --- out -------------------------------------------------------------------------------------------------------------


def copy_out(
    store: StickStore, place: Path, *, now: datetime, progress: Progress, part_bytes: int = MOST_PART_BYTES
) -> CopiedOut:
    """Writes everything that head office has not said to hold, since what it said last; not since the last copy. Files
    beside the entries too, as far as there is room. Raises RuleBroken and Unavailable; then no half bundle stands under
    the name."""
    enrolment = store.find_enrolment()
    if enrolment is None:
        raise not_enrolled()
    # Else a crash could leave head office knowing more of this laptop than its own sidecar.
    store.write_sidecar()
    writing = _Writing(store, enrolment, now, progress)
    progress.begin(store.waiting().count)
    to = Addressed(TO_HEAD_OFFICE, enrolment.association, enrolment.hub_key, store.device_key(), os.urandom)
    files = files_to_carry(store, place, progress, store.files_to_send)
    written = write_files(place, sealed_parts(writing.records(), to, part_bytes=part_bytes, files=files), DISK)
    return CopiedOut(written.names, written.bytes, writing.entries, writing.since, files.carried, files.left)


class _Writing:
    """The requests of one bundle, page by page. `entries` and `since` are known when they are all written."""

    def __init__(self, store: StickStore, enrolment: Enrolment, now: datetime, progress: Progress) -> None:
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
        for partition in self._store.partitions(self._enrolment):
            yield WantedFiles(partition, sorted(self._store.files_lacking(partition))[:MOST_FILES])

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
    names = store.partitions(enrolment)
    known = {cursor.partition: cursor for cursor in store.cursors(names)}
    fresh = (Cursor(name, 1, 0, WireDigest(0, 0)) for name in names)
    return [known.get(cursor.partition, cursor) for cursor in fresh]


# --- in --------------------------------------------------------------------------------------------------------------


def take_in(store: PeerStore, place: Path, *, progress: Progress, may_void: bool = False) -> TakenIn:
    """Takes what head office, or another laptop of the office, wrote for this one. The whole bundle is proved before
    anything of it is stored; taken again, or after a newer one, it changes nothing. `may_void` when a person has said
    that it may void much of what stands here. Raises RuleBroken and Unavailable."""
    enrolment = store.find_enrolment()
    if enrolment is None:
        raise not_enrolled()
    size = _size_of(place)
    progress.begin(size, "checking")
    parts = parts_at(place, DISK, progress.advance)
    key = store.device_key()
    bundle = open_bundle(parts, key, kinds=(FROM_HEAD_OFFICE, TO_LAPTOP), association=enrolment.association)
    progress.begin(size)
    if bundle.header.kind == TO_LAPTOP:
        taken = take_from_peer(store, bundle)
    else:
        taken = _take_from_head_office(store, enrolment, bundle, may_void=may_void)
    if bundle.listed:
        progress.begin(size, "files")
    shelf = LaptopShelf(store, store.partitions(enrolment), is_held=bundle.header.kind == FROM_HEAD_OFFICE)
    beside = take_files(bundle, shelf)
    return replace(taken, beside=beside, was_old=taken.was_old and not beside.taken.files)


def _take_from_head_office(store: PeerStore, enrolment: Enrolment, bundle: Bundle, *, may_void: bool) -> TakenIn:
    if bundle.header.sender != enrolment.hub_key:
        raise faults.another_head_office()
    _keep_certificate(store, enrolment, bundle.manifest.certificate)
    store.begin_round(may_void=may_void)
    return Answers(store, bundle).take()


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
