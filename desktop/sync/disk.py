"""The laptop's disk and whatever is plugged into it, as bundles are written and read."""

import os
from pathlib import Path
from typing import BinaryIO, Literal

from db.durable_file import sync_folder
from domain.sync.bundle_files import Disk


def open_file(place: Path, mode: Literal["rb", "wb"]) -> BinaryIO:
    return place.open(mode)


DISK: Disk[Path] = Disk(open_file, os.fsync, sync_folder)
