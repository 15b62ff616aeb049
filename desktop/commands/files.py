"""Files the command line writes for its user."""

import os
from pathlib import Path

from domain.errors import Unavailable


def write_whole(path: Path, data: bytes) -> None:
    """The whole file or none of it. Raises Unavailable."""
    temporary = path.with_name(f".{path.name}.new")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise Unavailable(
            "file.write",
            ar="تعذّرت كتابة الملف. تحقق من المجلد ومن المساحة الخالية؛ بيانات المكتب سليمة.",
            en="The file could not be written. Check the folder and the free space; the office's data is safe.",
            field="pdf",
        ) from error
