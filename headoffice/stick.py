"""Head office's side of a round by USB stick: what a laptop's bundle brings, and what goes back to it.

The requests of a bundle are taken by the same deeds as those of the line; so are the answers made.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from domain.errors import RuleBroken
from domain.sync import bundle_faults as faults
from domain.sync.bundle import Bundle, open_bundle
from domain.sync.bundle_files import parts_at, write_files
from domain.sync.bundle_header import FROM_HEAD_OFFICE, TO_HEAD_OFFICE
from domain.sync.bundle_records import Manifest
from domain.sync.bundle_writing import MOST_PART_BYTES, Addressed, sealed_parts
from domain.sync.carried_files import (
    MOST_FILES,
    NOTHING_TAKEN,
    CarriedFile,
    FileCount,
    FilesToCarry,
    TakenFiles,
    WantedFiles,
)
from domain.sync.entries import Malformed
from domain.sync.schema import SCHEMA_VERSION
from domain.sync.signatures import device_id
from domain.sync.wire import (
    NAME_MORE,
    PROTOCOL,
    Cursor,
    Message,
    Refusal,
    ReplicaName,
    Segment,
    SyncAnswer,
    SyncRequest,
    WireDigest,
)
from headoffice import refusals
from headoffice.certificates import certificate_of, certified
from headoffice.disk import DISK
from headoffice.hub import Hub
from headoffice.open_stream import Received
from headoffice.returning import welcome_back
from headoffice.service import Service
from headoffice.stated_cursors import find_cursors, save_cursors
from headoffice.stick_files import NOTHING_OFFERED, Offered, StickFiles
from headoffice.store.failures import patiently
from headoffice.store.registry import Device

PLENTY = 1 << 62

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Brought:
    """What a bundle brought to head office. `has_gap` when it begins after what head office holds; `refusal` is why
    the rest of it was not taken. `beside` are the files that it brought, `offered` what it said of files."""

    device: Device
    bundle: bytes
    made_ms: int
    carried: int
    received: Received
    has_gap: bool
    refusal: Refusal | None
    last: SyncRequest
    offered: Offered = NOTHING_OFFERED
    beside: TakenFiles = NOTHING_TAKEN

    @property
    def outcome(self) -> str:
        if self.refusal is not None:
            return self.refusal.code
        if self.has_gap:
            return "gap"
        return "taken" if self.received.entries or self.beside.taken.files else "nothing_new"


@dataclass(frozen=True)
class Written:
    """A bundle in `names`, with files `beside` the entries; `left` ones go with the next."""

    names: tuple[str, ...]
    bytes: int
    beside: FileCount
    left: FileCount


class StickService(Service):
    """Belongs to the thread that opened the hub. Raises Expected."""

    def __init__(self, hub: Hub, folder: Path) -> None:
        super().__init__(hub)
        self._folder = folder
        self._files = StickFiles(hub, self.blobs)

    # --- in ----------------------------------------------------------------------------------------------------------

    def take_in(self, place: Path) -> Brought:
        """The whole bundle is proved before anything of it is stored; then each of its requests is one transaction,
        as over the line. Taken again it changes nothing."""
        hub = self._hub
        bundle = open_bundle(parts_at(place, DISK), hub.key, kinds=(TO_HEAD_OFFICE,), association=hub.association)
        device = self._sender(bundle)
        brought = self._take_bundle(bundle, device)
        brought = replace(brought, beside=self._files.take(bundle, device, brought.refusal))
        if brought.refusal is None or brought.refusal.parted is not None:
            save_cursors(self._folder, device.id, brought.last.cursors)
        facts = {
            "device": device.id.hex()[:8],
            "received": brought.received.entries,
            "files": brought.beside.taken.files,
            "outcome": brought.outcome,
        }
        logger.info("bundle taken", extra={"facts": facts})
        return brought

    def _sender(self, bundle: Bundle) -> Device:
        hub = self._hub
        id = device_id(bundle.header.sender)
        with hub.db.reading():
            device = hub.registry.find_device(id)
        if device is not None:
            return device
        shown = [bundle.manifest.certificate] if bundle.manifest.certificate else []
        device = certified(shown, association=hub.association, hub_key=hub.public_key).get(id)
        if device is None:
            raise faults.unknown_sender()
        with hub.db.writing():
            welcome_back(hub.registry, device, now_ms=hub.clock())
        return device

    def _take_bundle(self, bundle: Bundle, device: Device) -> Brought:
        received, carried, has_gap = Received(), 0, False
        refusal: Refusal | None = None
        last: SyncRequest | None = None
        wanted: dict[str, frozenset[bytes]] = {}
        for record in bundle.records():
            if isinstance(record, WantedFiles):
                wanted[record.partition] = frozenset(record.names[:MOST_FILES])
                continue
            if not isinstance(record, SyncRequest) or record.association != self._hub.association:
                raise faults.damaged()
            last = record
            carried += sum(len(segment.entries) for segment in record.segments)
            if refusal is not None or has_gap:
                continue
            try:
                received += patiently(partial(self._receive, record, device))
            except refusals.Refused as refused:
                refusal = refused.refusal
            except Malformed as error:
                raise faults.damaged() from error
            else:
                has_gap = self._lacks_any(record.segments)
        if last is None:
            raise faults.damaged()
        made_ms, offered = bundle.manifest.made_ms, Offered(bundle.listed, wanted)
        return Brought(device, bundle.header.bundle, made_ms, carried, received, has_gap, refusal, last, offered)

    def _lacks_any(self, segments: Sequence[Segment]) -> bool:
        """Whether what was to be taken was not, because something before it is missing."""
        streams = self._hub.streams
        with self._hub.db.reading():
            return any(
                streams.replica_head(segment.partition, segment.replica).seq
                < segment.first_seq + len(segment.entries) - 1
                for segment in segments
            )

    # --- out ---------------------------------------------------------------------------------------------------------

    def reply(self, brought: Brought, place: Path, *, part_bytes: int = MOST_PART_BYTES) -> Written:
        """What head office holds, has applied and has to say, since where the laptop said it stands."""
        return self._write(
            brought.device,
            place,
            brought.last,
            answers=brought.bundle,
            refusal=brought.refusal,
            part_bytes=part_bytes,
            offered=brought.offered,
        )

    def copy_out(
        self, device: bytes, place: Path, *, part_bytes: int = MOST_PART_BYTES, most_bytes: int = PLENTY
    ) -> Written:
        """The same without being asked: since where the laptop's last bundle stood, else from the beginning. Files go
        along while all of it stays under `most_bytes`."""
        hub = self._hub
        with hub.db.reading():
            found = hub.registry.find_device(device)
            grants = hub.registry.grants(device) if found is not None else ()
        if found is None:
            raise unknown_device()
        stated = {cursor.partition: cursor for cursor in find_cursors(self._folder, device)}
        cursors = [stated.get(grant.partition, Cursor(grant.partition, 1, 0, WireDigest(0, 0))) for grant in grants]
        request = SyncRequest(PROTOCOL, SCHEMA_VERSION, hub.association, b"", [], cursors)
        return self._write(
            found, place, request, answers=b"", refusal=None, part_bytes=part_bytes, most_bytes=most_bytes
        )

    def _write(
        self,
        device: Device,
        place: Path,
        request: SyncRequest,
        *,
        answers: bytes,
        refusal: Refusal | None,
        part_bytes: int,
        offered: Offered = NOTHING_OFFERED,
        most_bytes: int = PLENTY,
    ) -> Written:
        hub = self._hub
        to = Addressed(FROM_HEAD_OFFICE, hub.association, device.public_key, hub.key, hub.random)
        certificate = certificate_of(hub.key, hub.association, device)
        manifest = Manifest(hub.clock(), SCHEMA_VERSION, certificate, answers, request.cursors)
        records = self._records(device, request, manifest, refusal, offered)
        files = FilesToCarry(
            lambda: self._files_for(device, request, refusal, offered),
            self._files.content,
            lambda written: min(most_bytes - written, DISK.free(place.parent)),
        )
        try:
            written = write_files(place, sealed_parts(records, to, part_bytes=part_bytes, files=files), DISK)
        except refusals.Refused as refused:
            said = refused.refusal
            raise RuleBroken(said.code, ar=said.ar, en=said.en) from refused
        return Written(written.names, written.bytes, files.carried, files.left)

    def _files_for(
        self, device: Device, request: SyncRequest, refusal: Refusal | None, offered: Offered
    ) -> list[CarriedFile]:
        if refusal is not None and refusal.parted is None:
            return []
        return self._files.for_laptop(device, request.cursors, offered)

    def _records(
        self, device: Device, request: SyncRequest, manifest: Manifest, refusal: Refusal | None, offered: Offered
    ) -> Iterator[Message]:
        yield manifest
        if refusal is not None:
            yield refusal
            if refusal.parted is None:
                return
        yield from self._answers(device, request.cursors, request.asked, request.schema)
        yield from self._files.held(offered)

    def _answers(
        self, device: Device, cursors: Sequence[Cursor], asked: Sequence[ReplicaName], schema: int
    ) -> Iterator[SyncAnswer]:
        """Until every stream has come to its head. No replica is named as the asking one, so that the bytes of the
        laptop's own entries are in it: it may have been restored from a backup when the stick comes."""
        while True:
            request = SyncRequest(PROTOCOL, schema, self._hub.association, b"", [], list(cursors), list(asked))
            answer = patiently(partial(self._answer, request, device))
            yield answer
            cursors = [
                Cursor(stream.partition, stream.epoch, (stream.after or 0) + len(stream.items), WireDigest(0, 0))
                for stream in answer.streams
                if stream.digest is None and stream.after != NAME_MORE
            ]
            if not cursors:
                return


def unknown_device() -> RuleBroken:
    return RuleBroken(
        "bundle.device",
        ar="لا يعرف المركز الرئيس جهازًا بهذا الرقم. اكتب رقم الجهاز كما يظهر في قائمة الأجهزة.",
        en="Head office knows no device with this id. Write it as the list of devices shows it.",
        field="device",
    )
