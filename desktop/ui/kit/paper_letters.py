"""Which letters the paper can show, known here without loading what draws the paper: the fonts are the same."""

from functools import cache

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QRawFont

from resources.shelf import read_bytes

# Of the paper's running text: the second is asked for what the first lacks. A test holds them to the paper's own.
FONTS = ("ibm-plex-sans-arabic/IBMPlexSansArabic-Regular.ttf", "amiri/Amiri-Regular.ttf")
ANY_SIZE = 16.0


def letters_without_a_shape(text: str) -> tuple[str, ...]:
    """Each once, in the order of the text; blanks and marks that only steer the text have no need of one."""
    return tuple(dict.fromkeys(letter for letter in text if not _is_shown(letter)))


@cache
def _is_shown(letter: str) -> bool:
    return not letter.isprintable() or letter.isspace() or any(font.supportsCharacter(ord(letter)) for font in _fonts())


@cache
def _fonts() -> tuple[QRawFont, ...]:
    hinting = QFont.HintingPreference.PreferNoHinting
    return tuple(QRawFont(QByteArray(read_bytes(f"fonts/{name}")), ANY_SIZE, hinting) for name in FONTS)
