"""The typefaces of the paper: which files, which code points they have, and how a glyph reaches the PDF.

Every other module names a `Weight`; only this one knows files, glyph numbers and reportlab's font classes.
"""

from __future__ import annotations

import io
import unicodedata
from enum import Enum
from functools import cache, lru_cache
from typing import Any
from weakref import WeakKeyDictionary

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from resources.shelf import read_bytes

_SHAPED = 0xF0000
"""Glyphs that no code point reaches are kept in reportlab's tables as private-use `_SHAPED + glyph number`."""
_CMAP_BLOCK = 100
"""Adobe Technical Note 5014: at most a hundred mappings between beginbfchar and endbfchar."""


class Weight(Enum):
    """A weight of the text: its file, and the file asked when that one lacks a letter."""

    REGULAR = ("ibm-plex-sans-arabic/IBMPlexSansArabic-Regular.ttf", "amiri/Amiri-Regular.ttf")
    MEDIUM = ("ibm-plex-sans-arabic/IBMPlexSansArabic-Medium.ttf", "amiri/Amiri-Regular.ttf")
    SEMIBOLD = ("ibm-plex-sans-arabic/IBMPlexSansArabic-SemiBold.ttf", "amiri/Amiri-Bold.ttf")
    BOLD = ("ibm-plex-sans-arabic/IBMPlexSansArabic-Bold.ttf", "amiri/Amiri-Bold.ttf")


class PaperFont(TTFont):
    """An embedded, subset TrueType font that can also draw glyphs which only HarfBuzz knows by number.

    The PDF's ToUnicode map gives base letters (not presentation forms), so that searching and copying work as far
    as a viewer can; it is made per document, hence byte-identical whatever was drawn before in this process.
    """

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(name, io.BytesIO(data), asciiReadable=False)
        self.harfbuzz = uharfbuzz.Font(uharfbuzz.Face(data))
        self._spelt: WeakKeyDictionary[Any, dict[int, str]] = WeakKeyDictionary()

    def has(self, character: str) -> bool:
        """With a glyph of its own: number 0 is the empty box."""
        return bool(self.face.charToGlyph.get(ord(character)))

    def advance(self, character: str) -> float:
        """The width in thousandths of the font size."""
        return float(self.face.getCharWidth(ord(character)))

    def thousandths(self, units: int) -> float:
        """Font units as thousandths of the font size."""
        return float(self.face._pdfScale(units))

    def character_of(self, glyph: int) -> str:
        """The character under which reportlab draws `glyph`: its own where it has one, else a private one."""
        own = self.face.glyphToChar.get(glyph)
        if own:
            return chr(min(own))
        code = _SHAPED + glyph
        if code not in self.face.charToGlyph:
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = self.thousandths(self.harfbuzz.get_glyph_h_advance(glyph))
        return chr(code)

    @staticmethod
    def is_private(character: str) -> bool:
        return ord(character) >= _SHAPED

    def spell(self, doc: Any, character: str, spelt: str) -> None:
        """In the document `doc`, a private `character` stands for the text `spelt` (its first use decides)."""
        self._spelt.setdefault(doc, {}).setdefault(ord(character), spelt)

    def addObjects(self, doc: Any) -> None:  # noqa: N802  (reportlab's name)
        """Write the font's objects, then replace reportlab's ToUnicode maps, which hold presentation forms."""
        subsets = [list(codes) for codes in self.state[doc].subsets]
        super().addObjects(doc)
        objects = doc.idToObject["BasicFonts"].dict
        internal = doc.fontMapping[self.fontName].lstrip("/")
        for number, codes in enumerate(subsets):
            font = objects[f"{internal}+{number}"]
            doc.idToObject[font.ToUnicode.name].content = _unicode_map(font.BaseFont, codes, self._spelt.get(doc, {}))


def _unicode_map(name: str, codes: list[int], spelt: dict[int, str]) -> str:
    """The ToUnicode map of one subset: `codes` in the order of their places in it."""
    texts = {place: _as_drawn(spelt.get(code) or chr(code)) for place, code in enumerate(codes) if code}
    lines = [f"<{place:02X}> <{text.encode('utf-16-be').hex().upper()}>" for place, text in texts.items()]
    blocks = [lines[start : start + _CMAP_BLOCK] for start in range(0, len(lines), _CMAP_BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /{name} def\n"
        f"/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


@lru_cache(maxsize=2048)
def _as_drawn(character: str) -> str:
    """The letters of a form or ligature from left to right: readers turn a line's letters around one by one."""
    letters = unicodedata.normalize("NFKC", character)
    turned = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters)
    return letters[::-1] if turned else letters


@cache
def font_file(name: str) -> bytes:
    return read_bytes(f"fonts/{name}")


@cache
def _font(file: str) -> PaperFont:
    font = PaperFont(file.rsplit("/", 1)[-1].removesuffix(".ttf"), font_file(file))
    pdfmetrics.registerFont(font)
    return font


@cache
def fonts_for(weight: Weight) -> tuple[PaperFont, PaperFont]:
    """The font of `weight` and the one asked for a letter that it lacks, registered with reportlab."""
    first, second = weight.value
    return _font(first), _font(second)
