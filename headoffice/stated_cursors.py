"""Where each laptop said that it stands, in its last bundle: what is copied for it goes on from there.

Files beside the database, one for each device: losing one only makes the next bundle longer.
"""

from pathlib import Path

import msgspec

from domain.sync.wire import Cursor
from headoffice.keys import write_privately

FOLDER_NAME = "sticks"


def save_cursors(folder: Path, device: bytes, cursors: list[Cursor]) -> None:
    place = _place(folder, device)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    write_privately(place, msgspec.msgpack.encode(cursors))


def find_cursors(folder: Path, device: bytes) -> list[Cursor]:
    """None for a device that never sent a bundle, or whose file is no longer whole."""
    try:
        return msgspec.msgpack.decode(_place(folder, device).read_bytes(), type=list[Cursor])
    except (FileNotFoundError, msgspec.DecodeError):
        return []


def _place(folder: Path, device: bytes) -> Path:
    return folder / FOLDER_NAME / f"{device.hex()}.cursors"
