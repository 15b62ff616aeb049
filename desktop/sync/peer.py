"""From laptop to laptop of one office, where no head office is in reach: an address card one way, a bundle the other.

The laptop that is to receive writes its card; the one that has something seals a bundle to it. What comes is stored
with the signature of the device that wrote it, shown as not yet at head office, and brought there by whichever of the
two gets there first.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from db.durable_file import write_durably
from db.handover import HandedOver, Standing
from db.log import changes_of
from db.outgoing import Positions
from db.store import Store
from desktop.sync.disk import DISK
from desktop.sync.outcome import not_enrolled
from desktop.sync.segments import segments_of
from desktop.sync.stick_store import StickStore, files_to_carry
from desktop.sync.store import OnStore, directly
from domain.sync import bundle_faults as faults
from domain.sync import peer_faults
from domain.sync.bundle import Bundle
from domain.sync.bundle_files import write_fault, write_files
from domain.sync.bundle_header import TO_LAPTOP
from domain.sync.bundle_records import Manifest
from domain.sync.bundle_writing import MOST_PART_BYTES, Addressed, sealed_parts
from domain.sync.card import MOST_CARD_BYTES, MOST_WANTED, Card, is_known, read_card, write_card
from domain.sync.carried import CopiedOut, Progress, TakenIn
from domain.sync.carried_files import CarriedFile
from domain.sync.changes import NO_CHANGES
from domain.sync.disk_words import why
from domain.sync.entries import Malformed
from domain.sync.exchange import Enrolment, Outgoing
from domain.sync.named_files import files_of
from domain.sync.schema import SCHEMA_VERSION, general_partition
from domain.sync.segments import ProvenSegment, prove_segment
from domain.sync.signatures import device_id
from domain.sync.wire import PROTOCOL, DeviceCertificate, Head, Message, Segment, SyncRequest

MOST_ENTRIES = 1_000
MOST_BYTES = 1 << 20


class PeerStore(StickStore):
    """The open store as another laptop's stick needs it."""

    def __init__(self, store: Store, on_store: OnStore = directly) -> None:
        super().__init__(store, on_store)
        self._handover = store.handover
        self._on = on_store

    def heads(self, partition: str) -> list[Head]:
        return self._on(lambda: self._handover.heads(partition))

    def lacking(self, partition: str, held: Mapping[bytes, int], beyond: Positions) -> list[Outgoing]:
        return self._on(
            lambda: self._handover.lacking(
                partition, held, max_entries=MOST_ENTRIES, max_bytes=MOST_BYTES, beyond=beyond
            )
        )

    def take(self, segment: ProvenSegment) -> HandedOver:
        return self._on(lambda: self._handover.take(segment))

    def get_enrolment(self) -> tuple[Enrolment, DeviceCertificate]:
        """With this laptop's own certificate. Raises RuleBroken."""
        enrolment = self.find_enrolment()
        if enrolment is None:
            raise not_enrolled()
        if enrolment.certificate is None:
            raise peer_faults.no_certificate()
        return enrolment, enrolment.certificate


# --- the card --------------------------------------------------------------------------------------------------------


def make_card(store: PeerStore, place: Path) -> Path:
    """Raises RuleBroken and Unavailable."""
    _, certificate = store.get_enrolment()
    partition = general_partition(certificate.office)
    wanted = sorted(store.files_lacking(partition))[:MOST_WANTED]
    card = Card(certificate, store.heads(partition), wanted)
    try:
        write_durably(place, write_card(card))
    except OSError as error:
        raise write_fault(error) from error
    return place


def open_card(store: PeerStore, place: Path) -> Card:
    """That of another laptop of this office. Raises RuleBroken and Unavailable."""
    enrolment, own = store.get_enrolment()
    try:
        with place.open("rb") as file:
            raw = file.read(MOST_CARD_BYTES + 1)
    except FileNotFoundError as error:
        raise faults.not_found(place.name) from error
    except OSError as error:
        raise faults.not_read(why(error)) from error
    card = read_card(raw, association=enrolment.association, hub_key=enrolment.hub_key)
    if card.certificate.device_key == own.device_key:
        raise peer_faults.own_card()
    if card.certificate.office != own.office:
        raise peer_faults.another_office()
    return card


# --- out -------------------------------------------------------------------------------------------------------------


def copy_to_peer(
    store: PeerStore,
    card: Card,
    place: Path,
    *,
    now: datetime,
    progress: Progress,
    part_bytes: int = MOST_PART_BYTES,
) -> CopiedOut:
    """Everything that the card's laptop lacks, of anybody's, and the files of it. Raises RuleBroken and Unavailable."""
    enrolment, own = store.get_enrolment()
    # Else a crash could leave the other laptop knowing more of this one than its own sidecar.
    store.write_sidecar()
    progress.begin(0)
    writing = _Writing(store, enrolment, own, card, now, progress)
    key = store.device_key()
    to = Addressed(TO_LAPTOP, enrolment.association, card.certificate.device_key, key, os.urandom)
    files = files_to_carry(store, place, progress, writing.files)
    written = write_files(place, sealed_parts(writing.records(), to, part_bytes=part_bytes, files=files), DISK)
    return CopiedOut(written.names, written.bytes, writing.entries, None, files.carried, files.left)


class _Writing:
    def __init__(
        self,
        store: PeerStore,
        enrolment: Enrolment,
        own: DeviceCertificate,
        card: Card,
        now: datetime,
        progress: Progress,
    ) -> None:
        self._store, self._enrolment, self._own, self._card = store, enrolment, own, card
        self._now, self._progress = now, progress
        self._named: set[bytes] = set(card.wanted)
        self.entries = 0

    def records(self) -> Iterator[Message]:
        yield Manifest(int(self._now.timestamp() * 1000), SCHEMA_VERSION, self._own)
        key = self._store.device_key()
        for page in self._pages():
            segments = [segment for item in page for segment in segments_of(item, key)]
            devices = {item.device for item in page if item.device}
            yield self._request(segments, self._store.certificates(devices) if devices else [])
            self.entries += sum(len(item.entries) for item in page)
            self._named.update(name for item in page for entry in item.entries for name in files_of(entry))
            self._progress.advance(0)

    def files(self) -> list[CarriedFile]:
        """Those that the card asks for, and those that the written entries name: the other one has neither."""
        return self._store.files_among(general_partition(self._own.office), frozenset(self._named))

    def _pages(self) -> Iterator[list[Outgoing]]:
        partition = general_partition(self._own.office)
        held = {head.replica: head.seq for head in self._card.heads if head.partition == partition}
        beyond: dict[tuple[str, bytes], int] = {}
        while page := self._store.lacking(partition, held, beyond):
            yield page
            beyond.update({(item.partition, item.replica): item.last_seq for item in page})

    def _request(self, segments: list[Segment], certificates: Sequence[DeviceCertificate]) -> SyncRequest:
        return SyncRequest(
            PROTOCOL,
            SCHEMA_VERSION,
            self._enrolment.association,
            self._store.replica(),
            segments,
            [],
            certificates=[self._own, *certificates],
        )


# --- in --------------------------------------------------------------------------------------------------------------


def take_from_peer(store: PeerStore, bundle: Bundle) -> TakenIn:
    """The bundle was opened and its signature was right. Every segment is proven before the first one is stored.
    Raises RuleBroken and Unavailable."""
    enrolment, own = store.get_enrolment()
    sender = bundle.manifest.certificate
    if sender is None or sender.device_key != bundle.header.sender or not _is_known(sender, enrolment):
        raise peer_faults.unknown_peer()
    if sender.office != own.office:
        raise peer_faults.another_office()
    for _ in _proven(bundle, sender, enrolment):
        pass
    received, left_out, changes = 0, 0, NO_CHANGES
    for segment, writer in _proven(bundle, sender, enrolment):
        store.save_certificates({segment.device: writer})
        taken = store.take(segment)
        received += taken.entries
        changes |= changes_of(taken.operations)
        if taken.standing in (Standing.GAP, Standing.PARTED):
            left_out += len(segment.entries)
    return TakenIn(
        datetime.fromtimestamp(bundle.manifest.made_ms / 1000, UTC),
        received,
        0,
        store.waiting().count,
        was_old=received == 0 and left_out == 0,
        left_out=left_out,
        is_from_peer=True,
        changes=changes,
    )


def _proven(
    bundle: Bundle, sender: DeviceCertificate, enrolment: Enrolment
) -> Iterator[tuple[ProvenSegment, DeviceCertificate]]:
    partition = general_partition(sender.office)
    for record in bundle.records():
        if not isinstance(record, SyncRequest) or record.association != enrolment.association:
            raise faults.damaged()
        known = _certified(record.certificates, enrolment)
        for segment in record.segments:
            writer = known.get(segment.device or device_id(sender.device_key))
            if writer is None or segment.partition != partition or writer.office != sender.office:
                raise peer_faults.unknown_peer()
            try:
                yield prove_segment(segment, device_id(writer.device_key), writer.device_key), writer
            except Malformed as error:
                raise faults.damaged() from error


def _certified(certificates: Iterable[DeviceCertificate], enrolment: Enrolment) -> dict[bytes, DeviceCertificate]:
    return {device_id(item.device_key): item for item in certificates if _is_known(item, enrolment)}


def _is_known(certificate: DeviceCertificate, enrolment: Enrolment) -> bool:
    return is_known(certificate, association=enrolment.association, hub_key=enrolment.hub_key)
