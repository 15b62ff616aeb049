"""Head office's side of a round by USB stick: what a laptop's bundle brings, and what goes back to it.

The requests of a bundle are taken by the same deeds as those of the line; so are the answers made.
"""

import logging
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal

from domain.errors import RuleBroken
from domain.sync import bundle_faults as faults
from domain.sync.bundle import MOST_PART_BYTES, Addressed, Bundle, Manifest, open_bundle, sealed_parts
from domain.sync.bundle_files import Disk, WrittenFiles, parts_at, write_files
from domain.sync.bundle_header import FROM_HEAD_OFFICE, TO_HEAD_OFFICE
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
from headoffice.hub import Hub
from headoffice.keys import sync_folder
from headoffice.open_stream import Received
from headoffice.returning import welcome_back
from headoffice.service import Service
from headoffice.stated_cursors import find_cursors, save_cursors
from headoffice.store.failures import patiently
from headoffice.store.registry import Device

logger = logging.getLogger(__name__)


def open_file(place: Path, mode: Literal["rb", "wb"]) -> BinaryIO:
    return place.open(mode)


def forget(descriptor: int) -> None:
    """What was just written would else be read back from memory, and a failing stick be believed."""
    if sys.platform == "linux":
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


DISK: Disk[Path] = Disk(open_file, os.fsync, sync_folder, forget)


@dataclass(frozen=True)
class Brought:
    """What a bundle brought to head office. `has_gap` when it begins after what head office holds; `refusal` is why
    the rest of it was not taken."""

    device: Device
    bundle: bytes
    made_ms: int
    carried: int
    received: Received
    has_gap: bool
    refusal: Refusal | None
    last: SyncRequest

    @property
    def outcome(self) -> str:
        if self.refusal is not None:
            return self.refusal.code
        if self.has_gap:
            return "gap"
        return "taken" if self.received.entries else "nothing_new"


class StickService(Service):
    """Belongs to the thread that opened the hub. Raises Expected."""

    def __init__(self, hub: Hub, folder: Path) -> None:
        super().__init__(hub)
        self._folder = folder

    # --- in ----------------------------------------------------------------------------------------------------------

    def take_in(self, place: Path) -> Brought:
        """The whole bundle is proved before anything of it is stored; then each of its requests is one transaction,
        as over the line. Taken again it changes nothing."""
        hub = self._hub
        bundle = open_bundle(parts_at(place, DISK), hub.key, kinds=(TO_HEAD_OFFICE,), association=hub.association)
        device = self._sender(bundle)
        brought = self._take_bundle(bundle, device)
        if brought.refusal is None or brought.refusal.parted is not None:
            save_cursors(self._folder, device.id, brought.last.cursors)
        facts = {"device": device.id.hex()[:8], "received": brought.received.entries, "outcome": brought.outcome}
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
        for record in bundle.records():
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
        return Brought(device, bundle.header.bundle, bundle.manifest.made_ms, carried, received, has_gap, refusal, last)

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

    def reply(self, brought: Brought, place: Path, *, part_bytes: int = MOST_PART_BYTES) -> WrittenFiles:
        """What head office holds, has applied and has to say, since where the laptop said it stands."""
        return self._write(
            brought.device,
            place,
            brought.last,
            answers=brought.bundle,
            refusal=brought.refusal,
            part_bytes=part_bytes,
        )

    def copy_out(self, device: bytes, place: Path, *, part_bytes: int = MOST_PART_BYTES) -> WrittenFiles:
        """The same without being asked: since where the laptop's last bundle stood, else from the beginning."""
        hub = self._hub
        with hub.db.reading():
            found = hub.registry.find_device(device)
            grants = hub.registry.grants(device) if found is not None else ()
        if found is None:
            raise unknown_device()
        stated = {cursor.partition: cursor for cursor in find_cursors(self._folder, device)}
        cursors = [stated.get(grant.partition, Cursor(grant.partition, 1, 0, WireDigest(0, 0))) for grant in grants]
        request = SyncRequest(PROTOCOL, SCHEMA_VERSION, hub.association, b"", [], cursors)
        return self._write(found, place, request, answers=b"", refusal=None, part_bytes=part_bytes)

    def _write(
        self,
        device: Device,
        place: Path,
        request: SyncRequest,
        *,
        answers: bytes,
        refusal: Refusal | None,
        part_bytes: int,
    ) -> WrittenFiles:
        hub = self._hub
        to = Addressed(FROM_HEAD_OFFICE, hub.association, device.public_key, hub.key, hub.random)
        certificate = certificate_of(hub.key, hub.association, device)
        manifest = Manifest(hub.clock(), SCHEMA_VERSION, certificate, answers, request.cursors)
        records = self._records(device, request, manifest, refusal)
        try:
            return write_files(place, sealed_parts(records, to, part_bytes=part_bytes), DISK)
        except refusals.Refused as refused:
            said = refused.refusal
            raise RuleBroken(said.code, ar=said.ar, en=said.en) from refused

    def _records(
        self, device: Device, request: SyncRequest, manifest: Manifest, refusal: Refusal | None
    ) -> Iterator[Message]:
        yield manifest
        if refusal is not None:
            yield refusal
            if refusal.parted is None:
                return
        yield from self._answers(device, request.cursors, request.asked, request.schema)

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
