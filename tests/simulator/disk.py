"""What lies on a disk: taken as it is at one moment, put back later."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
# The index of a write-ahead log is rebuilt, the lock belongs to a process.
NOT_KEPT = ("-shm", ".lock")

Image = Mapping[str, bytes]


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """In memory where the system has such a place."""
    folder = Path(tempfile.mkdtemp(prefix="istiqbal-sim-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def take_image(folder: Path) -> Image:
    """The files as a process that ends now would leave them."""
    return {
        entry.name: Path(entry.path).read_bytes()
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name)
        if entry.is_file() and not entry.name.endswith(NOT_KEPT)
    }


def put_image(folder: Path, image: Image) -> None:
    folder.mkdir(exist_ok=True)
    for entry in list(os.scandir(folder)):
        if entry.is_file():
            os.unlink(entry.path)
    for name, content in image.items():
        (folder / name).write_bytes(content)


def forget_folder(folder: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder)
