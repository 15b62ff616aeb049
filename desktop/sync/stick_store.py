"""What carrying by stick asks of the laptop's store beside sync itself: files."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from db.blobs import Blobs
from db.store import Store
from desktop.sync.disk import DISK
from desktop.sync.store import LaptopStore, OnStore, directly
from domain.errors import Expected, Unavailable
from domain.sync import file_faults as faults
from domain.sync.blobs import blob_name
from domain.sync.carried import Progress
from domain.sync.carried_files import CarriedFile, FilesToCarry, Reason, reason_of

PIECE_BYTES = 1 << 20
Note = Callable[[int], None]


class StickStore(LaptopStore):
    def __init__(self, store: Store, on_store: OnStore = directly) -> None:
        super().__init__(store, on_store)
        self._blobs: Blobs = store.blobs

    # --- out -------------------------------------------------------------------------------------------------------

    def files_to_send(self) -> list[CarriedFile]:
        """Those that head office has not said to hold."""
        return [CarriedFile(blob.partition, blob.name, blob.size) for blob in self.blobs_to_send()]

    def files_among(self, partition: str, names: frozenset[bytes]) -> list[CarriedFile]:
        """Those of the names that are here."""
        sizes = self._on_store(lambda: self._blobs.sizes(partition))
        return [CarriedFile(partition, name, sizes[name]) for name in names & sizes.keys()]

    def files_lacking(self, partition: str) -> frozenset[bytes]:
        """Those that a record shows, or somebody waits for, and that are not here."""
        return self._on_store(lambda: self._blobs.lacking(partition))

    def file_content(self, file: CarriedFile, note: Note) -> Iterator[bytes] | None:
        """`note` hears how many bytes went. None for one that went since it was listed, or is damaged."""
        content = self._on_store(lambda: self._find(file))
        return _pieces(content, note) if content is not None else None

    def _find(self, file: CarriedFile) -> bytes | None:
        """An erasure may have taken it since, whose file is swept away a little later."""
        if not self._blobs.has(file.name, file.partition):
            return None
        try:
            content = self._blobs.find(file.name)
        except Unavailable:
            # Only this file stays behind: the page that shows it says that it is damaged.
            return None
        return content if content is not None and len(content) == file.size else None

    # --- in --------------------------------------------------------------------------------------------------------

    def has_file(self, file: CarriedFile) -> bool:
        return self._on_store(lambda: self._blobs.has(file.name, file.partition))

    def is_file_named(self, file: CarriedFile) -> bool:
        """By an entry that is here, or by somebody who waits for it."""
        return self._on_store(lambda: self._blobs.is_named(file.name, file.partition))

    def take_file(self, file: CarriedFile, content: bytes, *, is_held: bool) -> Reason | None:
        """In one piece of work on the store's thread, so that no erasure comes between looking and keeping."""

        def kept() -> Reason | None:
            if not self._blobs.is_named(file.name, file.partition):
                return reason_of(faults.unnamed())
            self._blobs.take(content, file.partition, is_held=is_held)
            return None

        try:
            return self._on_store(kept)
        except Expected as problem:
            return reason_of(problem)

    def note_held(self, partition: str, epoch: int, names: list[bytes]) -> None:
        """What head office says to hold, unless it has begun another life since."""
        if any(cursor.partition == partition and cursor.epoch > epoch for cursor in self.cursors()):
            return
        known = {blob.name: blob for blob in self.blobs_to_send() if blob.partition == partition}
        for name in known.keys() & set(names):
            self.note_blob_held(known[name])


class LaptopShelf:
    """Where a bundle's files are kept here (`domain.sync.taking_files`). `is_held`: head office brought them."""

    def __init__(self, store: StickStore, partitions: tuple[str, ...], *, is_held: bool) -> None:
        self._store = store
        self._is_held = is_held
        self._lacking = {partition: store.files_lacking(partition) for partition in partitions}

    def has(self, file: CarriedFile) -> bool:
        return self._store.has_file(file)

    def keep(self, file: CarriedFile, pieces: Iterator[bytes]) -> Reason | None:
        if not self._is_named(file):
            return reason_of(faults.unnamed())
        content = b"".join(pieces)
        if blob_name(content) != file.name:
            return reason_of(faults.another_content())
        return self._store.take_file(file, content, is_held=self._is_held)

    def _is_named(self, file: CarriedFile) -> bool:
        """Most are what a record shows and lacks; the log is looked through for the others."""
        lacking = self._lacking.get(file.partition)
        return lacking is not None and (file.name in lacking or self._store.is_file_named(file))


def _pieces(content: bytes, note: Note) -> Iterator[bytes]:
    for start in range(0, len(content), PIECE_BYTES):
        piece = content[start : start + PIECE_BYTES]
        note(len(piece))
        yield piece


def files_to_carry(
    store: StickStore, place: Path, progress: Progress, candidates: Callable[[], Sequence[CarriedFile]]
) -> FilesToCarry:
    """`candidates` are asked for when the records are written."""

    def begun() -> Sequence[CarriedFile]:
        found = candidates()
        progress.begin(sum(file.size for file in found), "files")
        return found

    return FilesToCarry(
        begun, lambda file: store.file_content(file, progress.advance), lambda _: DISK.free(place.parent)
    )
