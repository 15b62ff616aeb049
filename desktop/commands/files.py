"""Files the command line reads and writes for its user."""

from pathlib import Path

from desktop.usecases.write_file import refuse_unwritable as refuse_unwritable
from desktop.usecases.write_file import write_whole as write_whole
from domain.errors import Unavailable


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
