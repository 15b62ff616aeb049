"""Words that the table of presentation forms cannot spell (with diacritics, or rare letters), through HarfBuzz."""

from __future__ import annotations

import re
from typing import NamedTuple

import uharfbuzz

from forms.paper.fonts import PaperFont

_LAM_ALEF = re.compile("ل[\u064b-\u065f\u0670]*[اأإآٱ]")
_FEATURES = {"liga": False, "dlig": False, "kern": False}


class Glyph(NamedTuple):
    """One drawn glyph: its character in the font, where it stands (thousandths), and the text it
    spells if the character itself does not say so."""

    character: str
    x: float
    y: float
    spelt: str


class ShapedWord(NamedTuple):
    glyphs: tuple[Glyph, ...]
    width: float


def shape_word(font: PaperFont, word: str) -> ShapedWord:
    """The glyphs of a right-to-left `word` (logical order) from left to right, in thousandths of the size."""
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.add_str(word)
    buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ar"
    uharfbuzz.shape(font.harfbuzz, buffer, {**_FEATURES, "rlig": _ligatures(word)})
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(word)], strict=True))
    glyphs, x = [], 0.0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        spelt = word[info.cluster : ends[info.cluster]]
        left, up = font.thousandths(position.x_offset), font.thousandths(position.y_offset)
        character = font.character_of(info.codepoint)
        glyphs.append(Glyph(character, x + left, up, spelt if font.is_private(character) else ""))
        x += font.thousandths(position.x_advance)
    return ShapedWord(tuple(glyphs), x)


def _ligatures(word: str) -> list[tuple[int, int, bool]]:
    """Ligatures for lam-alef only: a word looks the same with a diacritic as without it."""
    return [(0, len(word), False), *((found.start(), found.end(), True) for found in _LAM_ALEF.finditer(word))]
