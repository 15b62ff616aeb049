"""A copy of a paper where the user wants it."""

from pathlib import Path

from domain.errors import Unavailable


def write_copy(path: Path, pdf: bytes) -> None:
    """The whole file or none of it; what lay there before stays when it fails. Raises Unavailable."""
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.write_bytes(pdf)
        temporary.replace(path)
    except OSError as error:
        _sweep(temporary)
        raise Unavailable(
            "paper.copy",
            ar="تعذّر حفظ النسخة هناك. اختر مجلدًا آخر أو حرّر مساحة؛ الورقة محفوظة في البرنامج.",
            en="The copy could not be written there. Choose another folder or free some space; the paper is kept.",
        ) from error


def _sweep(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        # The folder itself is out of reach: that is what the user is being told.
        return
