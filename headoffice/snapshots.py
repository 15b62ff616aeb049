"""Streams in one file each, for first loads (`domain.sync.snapshot`): made when a laptop asks, kept until they are old.

They are a cache: whatever happens to them, a laptop gets the same by `/v1/sync`. The making goes on by a bounded step
with each question, so that nobody waits for it, and no other request does.
"""

import contextlib
import hashlib
import logging
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from domain.sync.entries import Malformed
from domain.sync.line import FIRST_LINE
from domain.sync.snapshot import CHUNK_BYTES, Snapshot, SnapshotPiece, frame, line_after
from domain.sync.wire import Cursor, DeviceCertificate, Message, Stream, WireDigest
from headoffice.certificates import certificates_for
from headoffice.hub import Hub
from headoffice.keys import sync_folder, write_privately
from headoffice.rights import Right
from headoffice.send import Sender
from headoffice.store.registry import Device

FOLDER = "snapshots"
LEAST_POSITIONS = 2_000  # fewer are quicker by /v1/sync
PIECES_AT_ONCE = 8  # of the stream, in one frame
FRAMES_AT_ONCE = 2  # for each question: about half a second's work
KEPT = 2  # the last one, and the one that somebody may still be fetching

logger = logging.getLogger(__name__)


class Kept(Message, frozen=True):
    """Beside the file. `erased` is how many persons and rows were erased from the stream when it was made."""

    about: Snapshot
    erased: int


@dataclass
class _Making:
    partition: str
    place: Path
    epoch: int
    erased: int
    after: int = 0
    line: bytes = FIRST_LINE
    size: int = 0
    digest: WireDigest | None = None
    chunks: list[bytes] = field(default_factory=list)
    whole: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    _chunk: bytearray = field(default_factory=bytearray)

    def add(self, streams: list[Stream], certificates: list[DeviceCertificate]) -> None:
        framed = frame(SnapshotPiece(streams, certificates))
        with self.place.open("ab") as file:
            file.write(framed)
        self.whole.update(framed)
        self.size += len(framed)
        self._chunk += framed
        while len(self._chunk) >= CHUNK_BYTES:
            self._end_chunk()
        for stream in streams:
            for item in stream.items:
                self.line = line_after(self.line, item)
            self.after += len(stream.items)
            self.digest = stream.digest

    def _end_chunk(self) -> None:
        self.chunks.append(hashlib.sha256(self._chunk[:CHUNK_BYTES]).digest())
        del self._chunk[:CHUNK_BYTES]

    def about(self, association: bytes, digest: WireDigest) -> Snapshot:
        if self._chunk:
            self._end_chunk()
        return Snapshot(
            association,
            self.partition,
            self.epoch,
            self.after,
            self.line,
            digest,
            self.size,
            self.whole.digest(),
            CHUNK_BYTES,
            self.chunks,
        )


class Snapshots:
    """Several threads may ask. No transaction is open when they do."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._folder = hub.folder / FOLDER
        self._making: dict[str, _Making] = {}
        self._lock = threading.Lock()
        for left in self._folder.glob("*.new"):
            # The power went while it was made.
            with contextlib.suppress(OSError):
                left.unlink()
        self.drop_untrue()

    def find(self, partition: str, device: Device, *, cursor: int) -> Snapshot | None:
        """One that brings a laptop which stands at `cursor` much further; None when there is none (yet)."""
        with self._hub.db.reading():
            head = self._hub.streams.head(partition).head
            kept = [item.about for item in self._kept(partition) if self._is_true(item)]
        known = max(kept, key=lambda about: about.hub_seq, default=None)
        if known is not None and known.hub_seq * 4 >= head * 3:
            return known if known.hub_seq - cursor >= LEAST_POSITIONS else None
        if head - cursor < LEAST_POSITIONS:
            return None
        return self._go_on_making(partition, device)

    def read(self, name: str, *, offset: int, most: int) -> tuple[Snapshot, bytes] | None:
        """So many bytes of the file of this hash; None when it is not kept (any more)."""
        item = next((item for item in self._kept() if item.about.sha256.hex() == name), None)
        if item is None:
            return None
        with self._hub.db.reading():
            is_true = self._is_true(item)
        if not is_true:
            self._remove(item)
            return None
        try:
            with self._file(item).open("rb") as file:
                file.seek(offset)
                return item.about, file.read(most)
        except FileNotFoundError:
            return None

    def drop_untrue(self) -> None:
        """After an erasure: no file holds what the streams do not hold any more."""
        with self._hub.db.reading():
            untrue = [item for item in self._kept() if not self._is_true(item)]
        for item in untrue:
            self._remove(item)
        with self._lock:
            for making in self._making.values():
                self._give_up(making)
            self._making.clear()

    # --- what is kept ------------------------------------------------------------------------------------------------

    def _kept(self, partition: str | None = None) -> list[Kept]:
        found = []
        for place in sorted(self._folder.glob("*.about")):
            try:
                item = msgspec.msgpack.decode(place.read_bytes(), type=Kept)
            except (OSError, msgspec.DecodeError) as error:
                # Another thread has just removed it, or the power went: it is made again.
                logger.warning("snapshot", extra={"facts": {"unreadable": type(error).__name__}})
                continue
            if partition in (None, item.about.partition):
                found.append(item)
        return found

    def _is_true(self, item: Kept) -> bool:
        """Whether the stream still says what the file says: head office may have been restored, persons erased."""
        about, streams = item.about, self._hub.streams
        return (
            about.association == self._hub.association
            and streams.lines.find(about.partition, about.hub_seq) == about.line
            and streams.erased.count(about.partition) == item.erased
        )

    def _file(self, item: Kept) -> Path:
        return self._folder / f"{item.about.sha256.hex()}.snapshot"

    def _remove(self, item: Kept) -> None:
        for place in (self._file(item).with_suffix(".about"), self._file(item)):
            with contextlib.suppress(FileNotFoundError):
                place.unlink()

    # --- making ------------------------------------------------------------------------------------------------------

    def _go_on_making(self, partition: str, device: Device) -> Snapshot | None:
        if not self._lock.acquire(blocking=False):
            return None  # another laptop's question is at it
        try:
            making = self._making.get(partition) or self._begin(partition)
            self._making[partition] = making
            for _ in range(FRAMES_AT_ONCE):
                if self._add_frame(making, device):
                    del self._making[partition]
                    return self._keep(making)
            return None
        except OSError as error:
            # A full disk, say: laptops load by /v1/sync as ever.
            if partition in self._making:
                self._give_up(self._making.pop(partition))
            logger.warning("snapshot", extra={"facts": {"partition": partition, "error": type(error).__name__}})
            return None
        finally:
            self._lock.release()

    def _begin(self, partition: str) -> _Making:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        place = self._folder / f"{hashlib.sha256(partition.encode()).hexdigest()[:16]}.new"
        place.unlink(missing_ok=True)
        with self._hub.db.reading():
            erased = self._hub.streams.erased.count(partition)
            epoch = self._hub.streams.lines.epoch()
        os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        return _Making(partition, place, epoch, erased)

    def _add_frame(self, making: _Making, device: Device) -> bool:
        """True when the stream has come to its head."""
        hub = self._hub
        streams = []
        with hub.db.reading():
            sender = Sender(hub.streams, hub.registry, device, (Right(making.partition, True, False),))
            after = making.after
            for _ in range(PIECES_AT_ONCE):
                cursor = Cursor(making.partition, making.epoch, after, WireDigest(0, 0))
                (stream,) = sender.streams_after([cursor], b"")
                streams.append(stream)
                after += len(stream.items)
                if stream.digest is not None:
                    break
            certificates = certificates_for(hub, [item for stream in streams for item in stream.items])
        making.add(streams, certificates)
        return making.digest is not None

    def _keep(self, making: _Making) -> Snapshot | None:
        if making.digest is None:
            raise Malformed("a snapshot that is not whole")
        item = Kept(making.about(self._hub.association, making.digest), making.erased)
        with making.place.open("ab") as file:
            os.fsync(file.fileno())
        with self._hub.db.reading():
            is_true = self._is_true(item)
        if not is_true:
            # Somebody was erased meanwhile: the beginning may still hold him.
            making.place.unlink()
            return None
        making.place.replace(self._file(item))
        sync_folder(self._folder)
        write_privately(self._file(item).with_suffix(".about"), msgspec.msgpack.encode(item))
        self._forget_old(making.partition)
        logger.info("snapshot", extra={"facts": {"partition": making.partition, "bytes": making.size}})
        return item.about

    def _forget_old(self, partition: str) -> None:
        kept = sorted(self._kept(partition), key=lambda item: item.about.hub_seq)
        for item in kept[:-KEPT]:
            self._remove(item)
        named = {self._file(item).name for item in self._kept()}
        for place in self._folder.glob("*.snapshot"):
            if place.name not in named:
                place.unlink(missing_ok=True)

    def _give_up(self, making: _Making) -> None:
        making.place.unlink(missing_ok=True)
