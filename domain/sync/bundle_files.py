"""A bundle as files: whole under its name or not there at all, and read back before anybody believes it.

Places and the disk are handed in: both ends write bundles, and this side of the house knows no files.
"""

import errno
import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO, Generic, Literal, Protocol, Self, TypeVar

from domain.errors import Expected
from domain.sync import bundle_faults as faults
from domain.sync.bundle_chunks import Bytes, Parts
from domain.sync.bundle_header import MAGIC
from domain.sync.disk_words import FORBIDDEN, FULL, GONE, why

READ_BACK_BYTES = 1 << 20


class Place(Protocol):
    """Where a file is, like `pathlib.Path`."""

    @property
    def name(self) -> str: ...

    @property
    def parent(self) -> Self: ...

    def with_name(self, name: str, /) -> Self: ...

    def exists(self) -> bool: ...

    def replace(self, target: Self, /) -> object: ...

    def unlink(self) -> None: ...


P = TypeVar("P", bound=Place)


def _nobody(_: int) -> None:
    pass


def _plenty(_: object) -> int:
    return 1 << 62


@dataclass(frozen=True)
class Disk(Generic[P]):
    """`flush` makes a file's bytes durable by its descriptor, `flush_folder` the names in a folder. `forget` makes the
    system read them from the disk again, where it can be asked to. `free` says how much room a folder's disk has."""

    open: Callable[[P, Literal["rb", "wb"]], BinaryIO]
    flush: Callable[[int], None]
    flush_folder: Callable[[P], None]
    forget: Callable[[int], None] = _nobody
    free: Callable[[P], int] = _plenty


@dataclass(frozen=True)
class WrittenFiles:
    names: tuple[str, ...]
    bytes: int


def part_name(name: str, part: int) -> str:
    """`visits.istiqbal`, `visits.part2.istiqbal`, …"""
    if part == 1:
        return name
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.part{part}.{suffix}" if dot and stem else f"{name}.part{part}"


# --- writing ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Part(Generic[P]):
    place: P
    temporary: P
    digest: bytes
    size: int


def write_files(place: P, pieces: Iterator[tuple[int, bytes]], disk: Disk[P]) -> WrittenFiles:
    """Writes the parts beside `place`, and returns once they are durable and were read back. Raises Expected: then no
    half bundle stands under the name. An older bundle of that name is replaced; any other file is not touched."""
    parts: list[_Part[P]] = []
    try:
        if not place.parent.exists():
            raise faults.no_folder(place.parent.name)
        _refuse_foreign(place, disk)
        for part, group in groupby(pieces, key=itemgetter(0)):
            target = place.with_name(part_name(place.name, part))
            temporary = target.with_name(f"{target.name}.new")
            parts.append(_Part(target, temporary, b"", 0))
            parts[-1] = _Part(target, temporary, *_write(temporary, (piece for _, piece in group), disk))
        _name(parts, disk)
        _remove_older(place, len(parts), disk)
    except OSError as error:
        _clear(parts)
        raise write_fault(error) from error
    except BaseException:
        _clear(parts)
        raise
    return WrittenFiles(tuple(part.place.name for part in parts), sum(part.size for part in parts))


def _refuse_foreign(place: P, disk: Disk[P]) -> None:
    if place.exists() and not _is_bundle(place, disk):
        raise faults.name_taken(place.name)


def _is_bundle(place: P, disk: Disk[P]) -> bool:
    with disk.open(place, "rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _write(place: P, pieces: Iterator[bytes], disk: Disk[P]) -> tuple[bytes, int]:
    digest, size = hashlib.sha256(), 0
    with disk.open(place, "wb") as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
        file.flush()
        disk.flush(file.fileno())
    return digest.digest(), size


def _name(parts: list[_Part[P]], disk: Disk[P]) -> None:
    """The first part last: where it stands, the others do."""
    first = parts[0].place
    if len(parts) > 1 and first.exists():
        first.unlink()
        _flush_names(first.parent, disk)
    for part in reversed(parts):
        part.temporary.replace(part.place)
    _flush_names(first.parent, disk)
    for part in parts:
        if _digest_of(part.place, disk) != part.digest:
            raise faults.not_as_written()


def _flush_names(folder: P, disk: Disk[P]) -> None:
    """Some file systems of sticks know no such call, and write names at once."""
    try:
        disk.flush_folder(folder)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise


def _remove_older(place: P, count: int, disk: Disk[P]) -> None:
    """The further parts of a larger bundle that this one replaced."""
    older = place.with_name(part_name(place.name, count + 1))
    while older.exists() and _is_bundle(older, disk):
        older.unlink()
        count += 1
        older = place.with_name(part_name(place.name, count + 1))


def _digest_of(place: P, disk: Disk[P]) -> bytes:
    digest = hashlib.sha256()
    with disk.open(place, "rb") as file:
        disk.forget(file.fileno())
        while piece := file.read(READ_BACK_BYTES):
            digest.update(piece)
    return digest.digest()


def _clear(parts: list[_Part[P]]) -> None:
    """As far as the stick still answers. A bundle whose naming had begun is taken back, its first part first."""
    for part in parts:
        was_named = part.digest and not _exists(part.temporary)
        for place in (part.temporary, *([part.place] if was_named else ())):
            with suppress(OSError):
                place.unlink()


def _exists(place: P) -> bool:
    try:
        return place.exists()
    except OSError:
        return False


def write_fault(error: OSError) -> Expected:
    """What a stick that cannot be written means to the clerk."""
    if error.errno in FULL:
        return faults.full()
    if error.errno in GONE:
        return faults.gone()
    if error.errno in FORBIDDEN:
        return faults.read_only()
    return faults.not_written(why(error))


# --- reading ---------------------------------------------------------------------------------------------------------


def parts_at(place: P, disk: Disk[P], note_read: Callable[[int], None] = _nobody) -> Parts:
    """Opens the parts that lie beside the first one. `note_read` hears how many bytes were read."""

    def open_part(part: int) -> Bytes:
        beside = place.with_name(part_name(place.name, part))
        try:
            return _Reading(disk.open(beside, "rb"), note_read)
        except FileNotFoundError as error:
            raise (faults.not_found(place.name) if part == 1 else faults.part_missing(part, beside.name)) from error
        except OSError as error:
            raise faults.not_read(why(error)) from error

    return open_part


class _Reading:
    """A part; a stick that is pulled out is an expected failure."""

    def __init__(self, file: BinaryIO, note_read: Callable[[int], None]) -> None:
        self._file = file
        self._note_read = note_read

    def read(self, most: int, /) -> bytes:
        try:
            piece = self._file.read(most)
        except OSError as error:
            raise faults.not_read(why(error)) from error
        self._note_read(len(piece))
        return piece

    def close(self) -> None:
        self._file.close()
