"""The language the window spoke last, beside the store: the door stands before the store can be read.

A piece of the composition root that the door pays for: one small file, of no personal data.
"""

from pathlib import Path

from desktop.ui.language import Language, language_of
from domain.errors import Unavailable

FILE_NAME = "language"


def kept_language(folder: Path) -> Language:
    """Arabic where none was kept, or the file cannot be read, or says nothing that is known."""
    try:
        kept = (folder / FILE_NAME).read_bytes()
    except OSError:
        return "ar"
    return language_of(kept.decode("ascii", "replace"))


def keep_language(folder: Path, chosen: Language) -> None:
    """Raises Unavailable where nothing can be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / FILE_NAME).write_bytes(chosen.encode())
    except OSError:
        raise Unavailable(
            "language.not_kept",
            ar="اختيرت اللغة لهذه المرة، ولم يُحفظ اختيارها. أفسح مكانًا على القرص أو راجع صلاحيات مجلد البيانات، "
            "ثم اخترها ثانية.",
            en="The language is chosen for now but could not be kept. Make room on the disk or check who may write to "
            "the data folder, then choose it again.",
        ) from None
