"""The files that laptops bring, in a tree by partition and hash: never in the database, whole or still coming."""

import contextlib
import hashlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from domain.sync.blobs import MOST_BLOB_BYTES, MOST_PIECE_BYTES
from headoffice import refusals
from headoffice.keys import sync_folder

FOLDER = "blobs"
PART = ".part"
MOST_PARTITION_BYTES = 64 << 30
LEAST_FREE_BYTES = 512 << 20
KEPT_PART_SECONDS = 30 * 86_400


def _read(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(MOST_PIECE_BYTES):
            yield piece


@dataclass
class BlobFiles:
    """Several threads may ask."""

    folder: Path
    _used: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def forget_old_parts(self) -> None:
        """Whose laptop has not gone on for a month: it would begin again."""
        for part in (self.folder / FOLDER).glob(f"*/*/*{PART}"):
            if part.stat().st_mtime < time.time() - KEPT_PART_SECONDS:
                part.unlink(missing_ok=True)

    def held(self, partition: str, name: bytes) -> tuple[int, int]:
        """How many bytes are here, of how many: 0 of 0 for a file nobody has brought, the rest of it unknown while it
        is coming."""
        place = self._place(partition, name)
        with contextlib.suppress(FileNotFoundError):
            size = place.stat().st_size
            return size, size
        with contextlib.suppress(FileNotFoundError):
            return place.with_suffix(PART).stat().st_size, 0
        return 0, 0

    def check(self, partition: str, name: bytes, *, offset: int, length: int) -> None:
        """Before the piece itself is read. Raises Refused."""
        held, whole = self.held(partition, name)
        if not 0 < length <= MOST_BLOB_BYTES or not 0 <= offset < length:
            raise refusals.blob_too_large()
        if offset != held or whole:
            raise refusals.other_offset()
        self.check_room(partition, length, is_begun=offset > 0)

    def check_room(self, partition: str, length: int, *, is_begun: bool = False) -> None:
        """Raises Refused."""
        if not is_begun and self._used_bytes(partition) + length > MOST_PARTITION_BYTES:
            raise refusals.no_room()
        if shutil.disk_usage(self.folder).free < length + LEAST_FREE_BYTES:
            raise refusals.busy()

    def add(self, partition: str, name: bytes, content: bytes, *, offset: int, length: int) -> None:
        """Durable when it returns. A file that is whole and not of its name is thrown away. Raises Refused."""
        with self._lock:
            self.check(partition, name, offset=offset, length=length)
            if not content or offset + len(content) > length:
                raise refusals.blob_too_large()
            part = self._place(partition, name).with_suffix(PART)
            part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "r+b") as file:
                file.seek(offset)
                file.write(content)
                file.truncate()
                file.flush()
                os.fsync(file.fileno())
            if offset + len(content) == length:
                self._finish(partition, name, part)

    def _finish(self, partition: str, name: bytes, part: Path) -> None:
        if hashlib.sha256(part.read_bytes()).digest() != name:
            part.unlink()
            raise refusals.damaged()
        size = part.stat().st_size
        used = self._used_bytes(partition)
        part.replace(self._place(partition, name))
        sync_folder(part.parent)
        self._used[partition] = used + size

    def keep(self, partition: str, name: bytes, pieces: Iterator[bytes]) -> bool:
        """A whole file that comes otherwise than in pieces over the line, which may bring the same one meanwhile;
        durable when it returns. False, and nothing is kept, when it is not of its name."""
        place = self._place(partition, name)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, path = tempfile.mkstemp(suffix=PART, dir=place.parent)
        temporary, digest, size = Path(path), hashlib.sha256(), 0
        try:
            with os.fdopen(descriptor, "wb") as file:
                for piece in pieces:
                    digest.update(piece)
                    size += len(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            if digest.digest() != name:
                return False
            with self._lock:
                used = self._used_bytes(partition)
                temporary.replace(place)
                place.with_suffix(PART).unlink(missing_ok=True)
                sync_folder(place.parent)
                self._used[partition] = used + size
            return True
        finally:
            temporary.unlink(missing_ok=True)

    def pieces(self, partition: str, name: bytes, size: int) -> Iterator[bytes] | None:
        """A whole file's bytes; None when it is not here, or of another size."""
        try:
            file = self._place(partition, name).open("rb")
        except FileNotFoundError:
            return None
        if os.fstat(file.fileno()).st_size != size:
            file.close()
            return None
        return _read(file)

    def forget(self, partition: str, name: bytes) -> None:
        """Whole or half; that there is none is as good."""
        with self._lock:
            place = self._place(partition, name)
            for file in (place, place.with_suffix(PART)):
                file.unlink(missing_ok=True)
            if place.parent.exists():
                sync_folder(place.parent)
            self._used.pop(partition, None)

    def read(self, partition: str, name: bytes, *, offset: int, most: int) -> tuple[bytes, int]:
        """So many bytes of a whole file, and its size. Raises Refused."""
        try:
            with self._place(partition, name).open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                file.seek(offset)
                return file.read(most), size
        except FileNotFoundError as error:
            raise refusals.gone() from error

    def _place(self, partition: str, name: bytes) -> Path:
        return self._root(partition) / name.hex()[:2] / name.hex()

    def _root(self, partition: str) -> Path:
        return self.folder / FOLDER / hashlib.sha256(partition.encode()).hexdigest()[:32]

    def _used_bytes(self, partition: str) -> int:
        if partition not in self._used:
            files = self._root(partition).glob("*/*")
            self._used[partition] = sum(file.stat().st_size for file in files if file.suffix != PART)
        return self._used[partition]
