"""A printed page as the eye goes over it: the characters of every line from left to right.

Readers of PDFs guess an order for Arabic lines and turn the numbers in them around; where a character stands is no
guess.
"""

from contextlib import closing
from typing import Any

import pypdfium2

SAME_LINE_POINTS = 3.0


def seen_lines(pdf: bytes) -> list[list[str]]:
    """For every page its lines, from the top; blanks taken out."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [_lines(page) for page in document]


def _lines(page: Any) -> list[str]:
    with closing(page), closing(page.get_textpage()) as text:
        characters = text.get_text_range()
        placed = []
        for place, character in enumerate(characters):
            left, bottom, _, _ = text.get_charbox(place, loose=True)
            if not character.isspace():
                placed.append((bottom, left, character))
    lines: list[list[tuple[float, str]]] = []
    last = float("inf")
    for bottom, left, character in sorted(placed, key=lambda item: -item[0]):
        if last - bottom > SAME_LINE_POINTS:
            lines.append([])
        lines[-1].append((left, character))
        last = bottom
    return ["".join(character for _, character in sorted(line)) for line in lines]
