"""Arabic on paper: the only place that shapes it, breaks it into lines and draws it.

The order is fixed, each step having cost a visible error when left out: break into lines in *logical* order, measuring
shaped words; then per line shape, then reorder (Unicode Standard Annex 9, base direction always right to left), then
give the digits their shape. Lines hold thousandths of the font size, so one shaping serves every size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from arabic_reshaper.arabic_reshaper import ArabicReshaper
from arabic_reshaper.letters import LETTERS_ARABIC
from arabic_reshaper.ligatures import LIGATURES

from domain.errors import RuleBroken
from forms.paper.fonts import PaperFont, Weight, fonts_for
from forms.paper.harakat import shape_word
from forms.paper.ordering import Drawn, drawing_order
from forms.paper.text import CARRIERS, CLOSE, JOINERS, OPEN, Text

_RLM, _LRE, _PDF = "\u200f", "\u202a", "\u202c"
_EMBEDDED = {ord(OPEN): _RLM + _LRE, ord(CLOSE): _PDF + _RLM}
_DRAWN = {**{ord(c): chr(0x660 + place) for place, c in enumerate(CARRIERS)}, ord(_RLM): None}
_LAM_ALEF = {
    f"ARABIC LIGATURE LAM WITH ALEF{rest}"
    for rest in ("", " WITH HAMZA ABOVE", " WITH HAMZA BELOW", " WITH MADDA ABOVE")
}
_LIGATURES = {name.lower(): name in _LAM_ALEF for name, _ in LIGATURES}


class _Settings:
    """The reshaper's settings without its ConfigParser, which it asks at every call: a third of its time."""

    def __init__(self, **answers: bool) -> None:
        self._answers = {**_LIGATURES, **answers}

    def getboolean(self, name: str) -> bool:
        return self._answers[name.lower()]


_RESHAPER = ArabicReshaper()
_RESHAPER.configuration = _Settings(
    delete_harakat=False,
    delete_tatweel=False,
    shift_harakat_position=False,
    support_zwj=False,
    support_ligatures=True,
    use_unshaped_instead_of_isolated=True,
)
_LETTERS = "".join(letter for letter in LETTERS_ARABIC if letter not in JOINERS)
_SIMPLE = re.compile(f"[{_LETTERS} ،؛؟.:!…–—ء-]*")
"""Lines in which every character goes right to left and none is mirrored: their display order is the reverse."""
_ARABIC = re.compile(
    "[\u0610-\u061a\u061c\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u08ff]"
)


_APART = 0.05
"""Thousandths of the size; closer than that is the same place."""


class Stretch(NamedTuple):
    """Characters of one font, left to right from `x`, on the base line or `y` above it, in thousandths."""

    font: PaperFont
    characters: str
    x: float
    y: float
    spelt: str


class Line(NamedTuple):
    """One shaped line: `width` in thousandths of the size, and what to draw, left to right."""

    width: float
    stretches: tuple[Stretch, ...]


def draw_line(canvas: Any, line: Line, *, left: float, base: float, size: float) -> None:
    """Draw `line` from `left`, its base line at `base` (points, from the page's lower left corner)."""
    if not line.stretches:
        return
    drawing = canvas.beginText()
    for stretch in line.stretches:
        drawing.setFont(stretch.font.fontName, size)
        drawing.setTextOrigin(left + stretch.x * size / 1000, base + stretch.y * size / 1000)
        drawing.textLine(stretch.characters)  # measures nothing, as textOut would
        if stretch.spelt:
            stretch.font.spell(canvas._doc, stretch.characters, stretch.spelt)
    canvas.drawText(drawing)


def require_glyphs(texts: Iterable[Text]) -> None:
    """Raise RuleBroken naming every character that no font of the paper has, before anything is printed."""
    every = {character for text in texts for character in text} - {OPEN, CLOSE, "\n", *JOINERS}
    missing = sorted(c for c in every if not _is_in_every_weight(c))
    if missing:
        raise _missing(missing)


@lru_cache(maxsize=4096)
def _is_in_every_weight(character: str) -> bool:
    """A name stands in several of them on one paper."""
    return all(any(font.has(character) for font in fonts_for(weight)) for weight in Weight)


def display_order(line: str) -> str:
    """A shaped line in the order in which it is drawn from left to right, its digits still waiting for their shape."""
    drawn = "".join(found.character for found in drawing_order(line.translate(_EMBEDDED)))
    return drawn.replace(_RLM, "")


def shaped(logical: str) -> str:
    """`logical` with its letters in their joined forms, still in the order of reading."""
    return " ".join(map(_shaped_word, logical.split(" ")))


@lru_cache(maxsize=8192)
def _shaped_word(word: str) -> str:
    return str(_RESHAPER.reshape(word))


@lru_cache(maxsize=8192)
def shape_line(line: str, weight: Weight) -> Line:
    """One line of `Text`, shaped and ordered; `line` has no line end in it."""
    if _needs_harfbuzz(line):
        return _set(_with_marks(line, weight))
    if _SIMPLE.fullmatch(line):
        return _set(_in_fonts(shaped(line)[::-1], weight))
    return _set(_in_fonts(display_order(shaped(line)).translate(_DRAWN), weight))


@lru_cache(maxsize=8192)
def shape_part(paragraph: str, start: int, end: int, weight: Weight) -> Line:
    """One line of a paragraph that goes on over several lines: what stands between `start` and `end`, in the order
    that it has as a part of the whole (a number after an Arabic word is placed otherwise than one that begins)."""
    line = paragraph[start:end]
    if len(line) == len(paragraph) or (_SIMPLE.fullmatch(line) and _ARABIC.search(line)):
        return shape_line(line, weight)
    return _set(_with_marks(paragraph, weight, start, end))


def _needs_harfbuzz(line: str) -> bool:
    """Only HarfBuzz places diacritics and joins letters outside the table of forms; joiners upset the table."""
    return any(c not in LETTERS_ARABIC and _ARABIC.match(c) for c in line) or any(c in JOINERS for c in line)


def _set(pieces: Iterable[tuple[float, tuple[Stretch, ...]]]) -> Line:
    """Pieces, each from its own zero, one after the other from left to right; neighbours in one stretch if they can."""
    x, end = 0.0, 0.0
    stretches: list[Stretch] = []
    for advance, piece in pieces:
        for stretch in piece:
            start = stretch.x + x
            last = stretches[-1] if stretches else None
            if last and last.font is stretch.font and _follows(last, stretch) and abs(end - start) < _APART:
                stretches[-1] = last._replace(characters=last.characters + stretch.characters)
            else:
                stretches.append(stretch._replace(x=start))
            end = start + (advance if len(piece) == 1 else sum(map(stretch.font.advance, stretch.characters)))
        x += advance
    return Line(x, tuple(stretches))


def _follows(last: Stretch, stretch: Stretch) -> bool:
    """May be drawn in one go: on the base line both, and none spelt in a way of its own."""
    return not (last.y or stretch.y or last.spelt or stretch.spelt)


def _in_fonts(visual: str, weight: Weight) -> Iterator[tuple[float, tuple[Stretch, ...]]]:
    """Characters in drawing order, in stretches of one font; a word is never in two fonts if one has all of it."""
    words = re.findall(" +|[^ ]+", visual)
    fonts = [_font_per_character(word, weight) for word in words]
    for font, group in groupby(
        (
            (character, font)
            for word, chosen in zip(words, fonts, strict=True)
            for character, font in zip(word, chosen, strict=True)
        ),
        key=lambda pair: pair[1],
    ):
        characters = "".join(character for character, _ in group)
        yield sum(map(font.advance, characters)), (Stretch(font, characters, 0.0, 0.0, ""),)


@lru_cache(maxsize=8192)
def _font_per_character(word: str, weight: Weight) -> tuple[PaperFont, ...]:
    fonts = fonts_for(weight)
    for font in fonts:
        if all(map(font.has, word)):
            return (font,) * len(word)
    chosen = [next((font for font in fonts if font.has(character)), None) for character in word]
    missing = sorted({character for character, font in zip(word, chosen, strict=True) if font is None})
    if missing:
        raise _missing(missing)
    return tuple(font for font in chosen if font is not None)


def _with_marks(
    paragraph: str, weight: Weight, start: int = 0, end: int | None = None
) -> Iterator[tuple[float, tuple[Stretch, ...]]]:
    """As `_in_fonts`, but every Arabic word is shaped by itself, by HarfBuzz if need be; the order comes from the same
    algorithm."""
    logical = paragraph.translate(_EMBEDDED)
    first, after = (len(paragraph[:place].translate(_EMBEDDED)) for place in (start, end))
    for arabic, group in groupby(drawing_order(logical, first, after), key=_is_in_arabic_word):
        if not arabic:
            yield from _in_fonts("".join(found.character for found in group).translate(_DRAWN), weight)
            continue
        places = [found.place for found in group]
        word = logical[min(places) : max(places) + 1]
        if not _needs_harfbuzz(word):
            yield from _in_fonts(shaped(word)[::-1], weight)
            continue
        font = _font_per_character("".join(c for c in word if c not in JOINERS), weight)[0]
        glyphs, width = shape_word(font, word)
        yield width, tuple(Stretch(font, glyph.character, glyph.x, glyph.y, glyph.spelt) for glyph in glyphs)


def _is_in_arabic_word(found: Drawn) -> bool:
    return found.level % 2 == 1 and _ARABIC.match(found.character) is not None


def _missing(characters: list[str]) -> RuleBroken:
    named = "، ".join(f"«{character}» (U+{ord(character):04X})" for character in characters)
    return RuleBroken(
        "paper.glyph.missing",
        ar=f"خطوط الطباعة لا تحوي هذه الرموز: {named}. احذفها من النص أو اكتبها بكلمات، ثم أعد الطباعة.",
        en=f"Missing glyph: no font of the paper has {named}. Remove or spell out, then print again.",
    )
