"""The square code on paper (ISO/IEC 18004): one filled path, so that no printer leaves hair lines between modules."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import segno

from forms.paper.pen import MILLIMETRE, PAGE_HEIGHT, Pen

QUIET = 4
"""Modules of white on every side, as the standard asks."""
LEAST_MODULE = 0.55 * MILLIMETRE
"""Smaller ones are lost by an office's printer, copier and scanner together."""

Run = tuple[int, int, int]
"""A row and, in it, dark modules from the first column up to the second."""


def side_of(text: str) -> float:
    """In points, the white around it included, at the least module."""
    return (_modules(text)[0] + 2 * QUIET) * LEAST_MODULE


def draw_square(pen: Pen, text: str, left: float, top: float, side: float) -> None:
    """`side` includes the white around the code."""
    count, runs = _modules(text)
    module = side / (count + 2 * QUIET)
    path = pen.canvas.beginPath()
    for row, first, after in runs:
        x, y = left + (QUIET + first) * module, top + (QUIET + row) * module
        path.rect(x, PAGE_HEIGHT - y - module, (after - first) * module, module)
    pen.canvas.setFillGray(0)
    pen.canvas.drawPath(path, stroke=0, fill=1)


@lru_cache(maxsize=64)
def _modules(text: str) -> tuple[int, tuple[Run, ...]]:
    made = segno.make_qr(text, error="m", boost_error=False)
    rows = [list(row) for row in made.matrix]
    return len(rows), tuple(_runs(rows))


def _runs(rows: list[list[int]]) -> Iterator[Run]:
    for place, row in enumerate(rows):
        column = 0
        for dark, group in groupby(row, key=bool):
            length = sum(1 for _ in group)
            if dark:
                yield place, column, column + length
            column += length
