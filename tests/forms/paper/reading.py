"""Reading printed paper back: what a PDF says, which fonts it has, and where every line of text was set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

import pypdfium2
import pytest

from forms.paper import layout
from forms.paper.layout import CONTENT_WIDTH, Block, Placed, paginate
from forms.paper.pen import PAGE_HEIGHT, PAGE_WIDTH, Align, Pen, Type

_UNTOLD, _TOLD = b"/DisplayDocTitle true", b"/Direction /R2L      "
"""Of one length: the file's table of places stays true."""
_A_HAIR = 1.5
"""Points."""


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        yield document


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page in points."""
    with opened(pdf) as document:
        return [document.get_page_size(index) for index in range(len(document))]


def texts(pdf: bytes, *, is_told: bool = True) -> list[str]:
    """What a reader finds on every page, lines and words as it guesses them. PDFium is told that they are Arabic, as
    the eye knows: else it reads a line from the left in which most words are Latin, as in the foot of a page."""
    found = []
    with opened(pdf.replace(_UNTOLD, _TOLD) if is_told else pdf) as document:
        for page in document:
            with closing(page), closing(page.get_textpage()) as text:
                found.append(text.get_text_bounded())
    return found


def font_names(pdf: bytes) -> set[str]:
    """The fonts that the file names anywhere, without the tag of their subset."""
    return {name.decode().split("+")[-1] for name in re.findall(rb"/BaseFont /([A-Za-z0-9+-]+)", pdf)}


def embedded_fonts(pdf: bytes) -> int:
    return len(re.findall(rb"/FontFile2 \d+ 0 R", pdf))


class Set(NamedTuple):
    """One line of text where it was set: its page, and its box in points from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    characters: str

    def covers(self, other: Set) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return self.page == other.page and across > 0.5 and down > 0.5


class Bounded:
    """A block that is drawn as before, and whatever stands outside of the room that it asked for is noted."""

    def __init__(self, block: Block, watch: Watch) -> None:
        self.block, self.watch = block, watch

    def draw(self, pen: Pen, left: float, top: float) -> None:
        lines, boxes = len(self.watch.lines), len(self.watch.boxes)
        self.block.draw(pen, left, top)
        for one in (*self.watch.lines[lines:], *self.watch.boxes[boxes:]):
            across = one.left > left - _A_HAIR and one.right < left + CONTENT_WIDTH + _A_HAIR
            if not across or one.top < top - _A_HAIR or one.bottom > top + self.block.height + _A_HAIR:
                self.watch.strays.append((type(self.block).__name__, one))


class Watch:
    """Writes down every line that any pen sets while the test runs, and what stands outside of its block's room."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lines: list[Set] = []
        self.boxes: list[Set] = []
        self.strays: list[tuple[str, Set]] = []
        monkeypatch.setattr(Pen, "lines", self._noting(Pen.lines))
        monkeypatch.setattr(Pen, "box", self._noting_boxes(Pen.box))
        monkeypatch.setattr(Pen, "ground", self._noting_boxes(Pen.ground))
        monkeypatch.setattr(layout, "paginate", self._bounded)

    def _bounded(self, blocks: Any, frame: Any) -> Any:
        pages = paginate(blocks, frame)
        return tuple(tuple(Placed(Bounded(block, self), top) for block, top in page) for page in pages)  # type: ignore[arg-type]

    def _noting_boxes(self, original: Any) -> Any:
        def box(pen: Pen, left: float, top: float, width: float, height: float, **more: float) -> None:
            self.boxes.append(Set(pen.canvas.getPageNumber(), left, top, left + width, top + height, "□"))
            original(pen, left, top, width, height, **more)

        return box

    def _noting(self, original: Any) -> Any:
        def lines(
            pen: Pen, lines: Any, kind: Type, *, left: float, top: float, width: float, align: Align = "right"
        ) -> None:
            page = pen.canvas.getPageNumber()
            for place, line in enumerate(lines):
                if not line.stretches:
                    continue
                wide = line.width * kind.size / 1000
                start = left + (width - wide) * {"right": 1.0, "centre": 0.5, "left": 0.0}[align]
                middle = top + (place + 0.5) * kind.leading
                drawn = "".join(stretch.characters for stretch in line.stretches)
                self.lines.append(
                    Set(page, start, middle - kind.size * 0.6, start + wide, middle + kind.size * 0.6, drawn)
                )
            original(pen, lines, kind, left=left, top=top, width=width, align=align)

        return lines

    def overlaps(self) -> list[tuple[Set, Set]]:
        return [
            (one, other)
            for place, one in enumerate(self.lines)
            for other in self.lines[place + 1 :]
            if one.covers(other)
        ]

    def outside(self, margin: float) -> list[Set]:
        """Lines that come nearer than `margin` to an edge of the page."""
        return [
            line
            for line in self.lines
            if line.left < margin - 0.1
            or line.top < margin - 0.1
            or line.right > PAGE_WIDTH - margin + 0.1
            or line.bottom > PAGE_HEIGHT - margin + 0.1
        ]
