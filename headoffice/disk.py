"""Head office's disk and whatever is plugged into it, as bundles are written and read."""

import os
import shutil
import sys
from pathlib import Path
from typing import BinaryIO, Literal

from domain.sync.bundle_files import Disk
from headoffice.keys import sync_folder


def open_file(place: Path, mode: Literal["rb", "wb"]) -> BinaryIO:
    return place.open(mode)


def forget(descriptor: int) -> None:
    """What was just written would else be read back from memory, and a failing stick be believed."""
    if sys.platform == "linux":
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


DISK: Disk[Path] = Disk(open_file, os.fsync, sync_folder, forget, free)
