"""Files the command line reads and writes for its user."""

import os
from pathlib import Path

from domain.errors import Unavailable


def refuse_unwritable(path: Path) -> None:
    """Before the deed whose paper it is to be. Raises Unavailable; a device or a pipe is no file either."""
    if not path.name or (path.exists() and not path.is_file()):
        raise _refused()
    temporary = _temporary(path)
    try:
        temporary.touch()
        temporary.unlink()
    except OSError as error:
        raise _refused() from error


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
        temporary.unlink(missing_ok=True)
        raise _refused() from error


def read_at_most(path: Path, most: int) -> bytes:
    """A file's bytes, and one more than `most` of a larger one, so that whoever takes them can refuse it. Raises
    Unavailable."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:
        raise Unavailable(
            "file.read",
            ar="تعذّرت قراءة الملف. تحقق من اسمه ومكانه.",
            en="The file could not be read. Check its name and place.",
            field="file",
        ) from error


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _refused() -> Unavailable:
    return Unavailable(
        "file.write",
        ar="تعذّرت كتابة الملف. تحقق من المجلد ومن المساحة الخالية؛ بيانات المكتب سليمة.",
        en="The file could not be written. Check the folder and the free space; the office's data is safe.",
        field="pdf",
    )
