"""Write a file that somebody asked for: whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from domain.errors import Unavailable
from domain.sync.disk_words import why
from domain.text import Text


def refuse_unwritable(path: Path) -> None:
    """Before the deed whose paper it is to be. Raises Unavailable; a device or a pipe is no file either."""
    if not path.name or (path.exists() and not path.is_file()):
        raise _refused()
    temporary = _temporary(path)
    try:
        temporary.touch()
        temporary.unlink()
    except OSError as error:
        raise _refused(error) from error


def write_whole(path: Path, data: bytes) -> None:
    """The whole file or none of it. Raises Unavailable."""
    temporary = _temporary(path)
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        # A stick that was pulled out lets nothing be removed either, and what failed first is what is told.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise _refused(error) from error


def make_folder(folder: Path) -> None:
    """Where it is not there yet. Raises Unavailable."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _refused(error) from error


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _refused(error: OSError | None = None) -> Unavailable:
    reason = Text(f": {why(error).ar}", f": {why(error).en}") if error is not None else Text("", "")
    return Unavailable(
        "file.write",
        ar=f"تعذّرت كتابة الملف{reason.ar}. تحقق من المجلد ومن المساحة الخالية؛ بيانات المكتب سليمة.",
        en=f"The file could not be written{reason.en}. Check the folder and the free space; the office's data is safe.",
        field="pdf",
    )
