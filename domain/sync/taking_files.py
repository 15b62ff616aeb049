"""The files of a bundle put where they belong, one after the other: the same deed at both ends."""

from collections.abc import Iterator
from typing import Protocol

from domain.sync import file_faults as faults
from domain.sync.blobs import MOST_BLOB_BYTES
from domain.sync.bundle import Bundle
from domain.sync.carried_files import CarriedFile, FileCount, LeftFiles, Reason, TakenFiles, count_of, reason_of
from domain.sync.file_faults import FilesCut


class Shelf(Protocol):
    """Where files are kept."""

    def has(self, file: CarriedFile) -> bool: ...

    def keep(self, file: CarriedFile, pieces: Iterator[bytes]) -> Reason | None:
        """Durable when it returns None; else why it was not kept. Reads `pieces` only when it may be, and leaves
        nothing behind when they break off."""


class _Tally:
    def __init__(self) -> None:
        self.taken = self.held = FileCount()
        self._left: dict[Reason, FileCount] = {}

    def leave(self, file: CarriedFile, reason: Reason) -> None:
        self._left[reason] = self._left.get(reason, FileCount()) + count_of(file)

    def sum(self) -> TakenFiles:
        return TakenFiles(self.taken, self.held, tuple(LeftFiles(*item) for item in self._left.items()))


def take_files(bundle: Bundle, shelf: Shelf) -> TakenFiles:
    """Once its records were taken. Taken again, after a part was found or the rest was copied, it goes on: what is
    here already is left as it is. Raises Expected when somebody stopped it."""
    tally = _Tally()
    waiting = list(bundle.listed)
    try:
        for file, pieces in bundle.files():
            _take(file, pieces, shelf, tally)
            waiting.pop(0)
    except FilesCut:
        for file in waiting:
            if shelf.has(file):
                tally.held += count_of(file)
            else:
                tally.leave(file, reason_of(faults.cut()))
    return tally.sum()


def leave_files(bundle: Bundle, reason: Reason) -> TakenFiles:
    """All of them."""
    tally = _Tally()
    for file in bundle.listed:
        tally.leave(file, reason)
    return tally.sum()


def _take(file: CarriedFile, pieces: Iterator[bytes] | None, shelf: Shelf, tally: _Tally) -> None:
    if shelf.has(file):
        tally.held += count_of(file)
        return
    reason = _kept(file, pieces, shelf)
    if reason is None:
        tally.taken += count_of(file)
    else:
        tally.leave(file, reason)


def _kept(file: CarriedFile, pieces: Iterator[bytes] | None, shelf: Shelf) -> Reason | None:
    if pieces is None:
        return reason_of(faults.withdrawn())
    if not 0 < file.size <= MOST_BLOB_BYTES:
        return reason_of(faults.too_large())
    return shelf.keep(file, pieces)
