"""Every character on the pages of a PDF, where PDFium sees it: its page, its box, and its letter without the form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

SAME_LINE_POINTS = 2.5
LARGEST_POINTS = 40
"""What is larger is a word across the whole sheet, under everything else."""


class Character(NamedTuple):
    """The box in points from the lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    said: str


class Place(NamedTuple):
    """Where a word begins, so that places in the order of reading are in order."""

    page: int
    line: int
    from_right: float


def characters(pdf: bytes) -> list[Character]:
    """Blanks left out."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [found for number, page in enumerate(document, start=1) for found in _characters(number, page)]


def _characters(number: int, page: Any) -> Iterator[Character]:
    with closing(page), closing(page.get_textpage()) as text:
        for place in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, place)  # type: ignore[attr-defined]  # made by ctypesgen
            said = unicodedata.normalize("NFKC", chr(code)).strip() if code else ""
            if not said or raw.FPDFText_IsGenerated(text, place):  # type: ignore[attr-defined]
                continue
            if raw.FPDFText_GetFontSize(text, place) < LARGEST_POINTS:  # type: ignore[attr-defined]
                yield Character(number, *text.get_charbox(place, loose=True), said)


def places(found: list[Character], pattern: str) -> dict[str, list[Place]]:
    """Everything that matches in the lines as they are read from the right, blanks left out, with all the places
    where it stands, in the order of reading."""
    placed: dict[str, list[Place]] = {}
    for page, on_page in groupby(found, key=lambda one: one.page):
        for number, line in enumerate(_lines(list(on_page))):
            letters = [(letter, one) for one in line for letter in one.said]
            for match in re.finditer(pattern, "".join(letter for letter, _ in letters)):
                place = Place(page, number, -letters[match.start()][1].right)
                placed.setdefault(match.group(), []).append(place)
    return placed


def _lines(found: list[Character]) -> Iterator[list[Character]]:
    """From the top; the characters of a line from the right."""
    line: list[Character] = []
    for one in sorted(found, key=lambda one: -one.bottom):
        if line and line[-1].bottom - one.bottom > SAME_LINE_POINTS:
            yield sorted(line, key=lambda one: -one.right)
            line = []
        line.append(one)
    if line:
        yield sorted(line, key=lambda one: -one.right)
