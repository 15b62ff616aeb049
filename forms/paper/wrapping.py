"""Breaking text into lines: in the order of reading, before anything is reordered, measuring shaped words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from forms.paper.arabic import Line, shape_line
from forms.paper.fonts import Weight
from forms.paper.text import CLOSE, JOINERS, OPEN, Text

_BREAKABLE_AFTER = "-/@._:،"


class _Word(NamedTuple):
    """Logical text without spaces, its marks balanced; `continues` a value that the word before it began."""

    text: str
    continues: bool


@lru_cache(maxsize=8192)
def wrap(text: Text, weight: Weight, size: float, width: float) -> tuple[Line, ...]:
    """`text` in lines no wider than `width` points; a word longer than a line is broken, nothing is dropped.

    At least one line, empty for an empty text. Raises RuleBroken when no font has a character.
    """
    room = width * 1000 / size
    return tuple(
        shape_line(line, weight) for paragraph in text.split("\n") for line in _broken(paragraph, weight, room)
    )


@lru_cache(maxsize=8192)
def natural_width(text: Text, weight: Weight, size: float) -> float:
    """The width in points of the longest paragraph when nothing is broken."""
    return max(shape_line(paragraph, weight).width for paragraph in text.split("\n")) * size / 1000


@lru_cache(maxsize=8192)
def longest_word(text: Text, weight: Weight, size: float) -> float:
    """The width in points of the widest word."""
    words = [word for paragraph in text.split("\n") for word in _words(paragraph)]
    return max((_width(word.text, weight) for word in words), default=0.0) * size / 1000


def _broken(paragraph: str, weight: Weight, room: float) -> Iterator[str]:
    """The lines of one paragraph, in logical order, each with its marks balanced."""
    space = _width(" ", weight)
    line: list[_Word] = []
    used = 0.0
    for word in _fitting(paragraph, weight, room):
        needed = _width(word.text, weight)
        if line and used + space + needed > room:
            yield _together(line)
            line, used = [], 0.0
        used += needed + (space if line else 0.0)
        line.append(word)
    yield _together(line)


def _together(words: list[_Word]) -> str:
    """Words in one line again; a value that goes on within the line is one value, not two."""
    line = ""
    for word in words:
        if line and word.continues:
            line = f"{line.removesuffix(CLOSE)} {word.text.removeprefix(OPEN)}"
        else:
            line += f" {word.text}" if line else word.text
    return line


def _fitting(paragraph: str, weight: Weight, room: float) -> Iterator[_Word]:
    """The words of a paragraph, those wider than a line cut into parts that fit."""
    for word in _words(paragraph):
        while _width(word.text, weight) > room:
            first, rest = _cut(word, weight, room)
            yield first
            word = rest
        yield word


def _words(paragraph: str) -> Iterator[_Word]:
    inside = False
    for part in paragraph.split(" "):
        continues, opened = inside, OPEN if inside else ""
        inside = part.rfind(OPEN) > part.rfind(CLOSE) or (inside and CLOSE not in part)
        if part:
            yield _Word(opened + part + (CLOSE if inside else ""), continues)


def _cut(word: _Word, weight: Weight, room: float) -> tuple[_Word, _Word]:
    """The longest beginning of `word` that fits in `room`, at least one letter, and the rest."""
    places = [place for place in range(1, len(word.text)) if _may_cut(word.text, place)]
    low, high = 0, max(len(places) - 1, 0)
    while low < high:
        middle = (low + high + 1) // 2
        fits = _width(_parts(word.text, places[middle])[0], weight) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    if not places:
        return word, _Word("", False)
    preferred = [place for place in places[low // 2 : low + 1] if word.text[place - 1] in _BREAKABLE_AFTER]
    first, rest = _parts(word.text, preferred[-1] if preferred else places[low])
    return _Word(first, word.continues), _Word(rest, False)


def _may_cut(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    joined = after in JOINERS or before in JOINERS or unicodedata.category(after) in ("Mn", "Me")
    return not joined and before != OPEN and after != CLOSE


def _parts(text: str, place: int) -> tuple[str, str]:
    first, rest = text[:place], text[place:]
    if first.rfind(OPEN) > first.rfind(CLOSE):
        return first + CLOSE, OPEN + rest
    return first, rest


@lru_cache(maxsize=16384)
def _width(word: str, weight: Weight) -> float:
    return shape_line(word, weight).width
