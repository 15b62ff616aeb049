"""Files beside the entries in bundles, at head office: what is taken of a laptop's, and what goes to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.sync import file_faults as faults
from domain.sync.bundle import Bundle
from domain.sync.carried_files import (
    NOTHING_TAKEN,
    CarriedFile,
    HeldFiles,
    Reason,
    TakenFiles,
    reason_of,
)
from domain.sync.taking_files import leave_files, take_files
from domain.sync.wire import Cursor, Refusal
from headoffice.blob_files import BlobFiles
from headoffice.hub import Hub
from headoffice.refusals import Refused, not_granted, unnamed_file
from headoffice.rights import may_bring_files, rights_of
from headoffice.store.registry import Device

UNNAMED = "blob.unnamed"


@dataclass(frozen=True)
class Offered:
    """What a laptop's bundle said of files: those it brought, and the names of those it lacks, by partition."""

    files: tuple[CarriedFile, ...] = ()
    wanted: Mapping[str, frozenset[bytes]] = field(default_factory=dict)


NOTHING_OFFERED = Offered()


class StickFiles:
    def __init__(self, hub: Hub, blobs: BlobFiles) -> None:
        self._hub = hub
        self._blobs = blobs

    # --- in ----------------------------------------------------------------------------------------------------------

    def take(self, bundle: Bundle, device: Device, refusal: Refusal | None) -> TakenFiles:
        """Once its records were taken. What was refused for the device's sake is its files' end too; a fork is not."""
        if not bundle.listed:
            return NOTHING_TAKEN
        if refusal is not None and refusal.parted is None:
            return leave_files(bundle, _reason(refusal))
        try:
            granted = self._granted(device, to_write=True)
        except Refused as refused:
            return leave_files(bundle, _reason(refused.refusal))
        return take_files(bundle, _HubShelf(self._hub, self._blobs, granted))

    def _granted(self, device: Device, *, to_write: bool) -> frozenset[str]:
        """Raises Refused for a device that may do nothing any more."""
        hub = self._hub
        with hub.db.reading():
            rights = rights_of(hub.registry, device, now_ms=hub.clock())
        return frozenset(
            right.partition for right in rights if (may_bring_files(right) if to_write else right.may_read)
        )

    # --- out ---------------------------------------------------------------------------------------------------------

    def held(self, offered: Offered) -> Iterator[HeldFiles]:
        """Which of those it offered are here, so that it brings them no more."""
        for partition in sorted({file.partition for file in offered.files}):
            names = [file.name for file in offered.files if file.partition == partition and self._has(file)]
            with self._hub.db.reading():
                epoch = self._hub.streams.head(partition).epoch
            if names:
                yield HeldFiles(partition, epoch, names)

    def _has(self, file: CarriedFile) -> bool:
        held, whole = self._blobs.held(file.partition, file.name)
        return held == whole == file.size

    def for_laptop(self, device: Device, cursors: Sequence[Cursor], offered: Offered) -> list[CarriedFile]:
        """Those it asks for, and those that the entries it is sent name; but not what it has just offered, nor what
        entries of its own name: it has these, or asks for them."""
        hub = self._hub
        readable = self._granted(device, to_write=False)
        mine = {(file.partition, file.name) for file in offered.files}
        found = []
        for partition in sorted(readable):
            after = next((cursor.hub_seq for cursor in cursors if cursor.partition == partition), 0)
            with hub.db.reading():
                files = hub.streams.files
                asked = files.among(partition, offered.wanted.get(partition, ()))
                names = asked | files.named_since(partition, after, but_by=device.id)
            for name in names:
                size, whole = self._blobs.held(partition, name)
                if whole and size == whole and (partition, name) not in mine:
                    found.append(CarriedFile(partition, name, size))
        return found

    def content(self, file: CarriedFile) -> Iterator[bytes] | None:
        """None when nothing names it any more: an erasure came between."""
        with self._hub.db.reading():
            is_named = self._hub.streams.files.has(file.partition, file.name)
        return self._blobs.pieces(file.partition, file.name, file.size) if is_named else None


class _HubShelf:
    def __init__(self, hub: Hub, blobs: BlobFiles, granted: frozenset[str]) -> None:
        self._hub, self._blobs, self._granted = hub, blobs, granted

    def has(self, file: CarriedFile) -> bool:
        held, whole = self._blobs.held(file.partition, file.name)
        return held > 0 and held == whole

    def keep(self, file: CarriedFile, pieces: Iterator[bytes]) -> Reason | None:
        try:
            self._check(file)
            if not self._blobs.keep(file.partition, file.name, pieces):
                return reason_of(faults.another_content())
            # Somebody may have been erased while it was written, by the server beside this.
            self._check_named(file)
        except Refused as refused:
            if refused.refusal.code == UNNAMED:
                self._blobs.forget(file.partition, file.name)
            return _reason(refused.refusal)
        return None

    def _check(self, file: CarriedFile) -> None:
        if file.partition not in self._granted:
            raise not_granted()
        self._check_named(file)
        self._blobs.check_room(file.partition, file.size)

    def _check_named(self, file: CarriedFile) -> None:
        with self._hub.db.reading():
            is_named = self._hub.streams.files.has(file.partition, file.name)
        if not is_named:
            raise unnamed_file()


def _reason(refusal: Refusal) -> Reason:
    return Reason(refusal.code, refusal.ar, refusal.en)
