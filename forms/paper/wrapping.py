"""Breaking text into lines: in the order of reading, before anything is reordered, measuring shaped words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from forms.paper.arabic import Line, shape_line, shape_part
from forms.paper.fonts import Weight
from forms.paper.text import CLOSE, JOINERS, OPEN, Text

_BREAKABLE_AFTER = "-/@._:،"
_AT_ONCE = 600
"""Letters; twice what a line of the smallest print holds. A longer word is cut without being measured as a whole."""
_SHORT_LINE = 24
_SPACES = re.compile(" {2,}")


class _Word(NamedTuple):
    """Logical text without spaces, its marks balanced, and where it stands in its paragraph; `opened` when it goes on
    with a value that a word before it began, so that its first mark is not in the paragraph."""

    text: str
    start: int
    end: int
    opened: bool


@lru_cache(maxsize=8192)
def wrap(text: Text, weight: Weight, size: float, width: float) -> tuple[Line, ...]:
    """`text` in lines no wider than `width` points; a word longer than a line is broken, nothing is dropped.

    At least one line, empty for an empty text. Raises RuleBroken when no font has a character.
    """
    room = width * 1000 / size
    return tuple(
        shape_part(paragraph, start, end, weight)
        for paragraph in _SPACES.sub(" ", text).split("\n")
        for start, end in _broken(paragraph, weight, room)
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


def _broken(paragraph: str, weight: Weight, room: float) -> Iterator[tuple[int, int]]:
    """Where the lines of one paragraph begin and end."""
    space = _width(" ", weight)
    start = end = 0
    used: float | None = None
    for word in _fitting(paragraph, weight, room):
        needed = _width(word.text, weight)
        if used is not None and used + space + needed > room:
            yield start, end
            used = None
        start, used = (word.start, needed) if used is None else (start, used + space + needed)
        end = word.end
    yield start, end


def _fitting(paragraph: str, weight: Weight, room: float) -> Iterator[_Word]:
    """The words of a paragraph, those wider than a line cut into parts that fit."""
    for word in _words(paragraph):
        while len(word.text) > _AT_ONCE or _width(word.text, weight) > room:
            first, rest = _cut(word, weight, room)
            yield first
            word = rest
        yield word


def _words(paragraph: str) -> Iterator[_Word]:
    inside, start = False, 0
    for part in paragraph.split(" "):
        opened, end = inside, start + len(part)
        inside = part.rfind(OPEN) > part.rfind(CLOSE) or (inside and CLOSE not in part)
        if part:
            yield _Word((OPEN if opened else "") + part + (CLOSE if inside else ""), start, end, opened)
        start = end + 1


def _cut(word: _Word, weight: Weight, room: float) -> tuple[_Word, _Word]:
    """The longest beginning of `word` that fits in `room`, at least one letter, and the rest."""
    places = [place for place in range(1, min(len(word.text), _AT_ONCE)) if _may_cut(word.text, place)]
    if not places:
        return word, _Word("", word.end, word.end, False)

    def fits(number: int) -> bool:
        return _width(_parts(word.text, places[number])[0], weight) <= room

    low, high = 0, _SHORT_LINE
    while high < len(places) and fits(high):
        low, high = high, 2 * high
    high = min(high, len(places) - 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    preferred = [place for place in places[low // 2 : low + 1] if word.text[place - 1] in _BREAKABLE_AFTER]
    place = preferred[-1] if preferred else places[low]
    first, rest = _parts(word.text, place)
    middle = word.start + place - (1 if word.opened else 0)
    opened = len(first) + len(rest) > len(word.text)
    return _Word(first, word.start, middle, word.opened), _Word(rest, middle, word.end, opened)


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
