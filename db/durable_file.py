"""A small file that is either the old one or the new one, whatever happens in between."""

import os
from pathlib import Path


def write_durably(path: Path, content: bytes) -> None:
    """Replaces `path` with `content`, readable by its owner alone; when it returns, a power cut no longer undoes it.

    Raises OSError; the old file then stands, unless it was the durability of the new name that failed.
    """
    temporary = path.with_name(path.name + ".new")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable. Windows has no such call: NTFS journals its names."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
