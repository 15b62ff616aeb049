"""Laying blocks out on A4 pages: what stands where is decided before anything is drawn, so "page 2 of 5" is known."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple, Protocol

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from domain.errors import RuleBroken
from forms.paper.fonts import Weight, fonts_for
from forms.paper.pen import MILLIMETRE, PAGE_HEIGHT, PAGE_WIDTH, Pen

MARGIN = 17 * MILLIMETRE
"""Every printer of an office reaches this far; the punch holes of a file too."""
CONTENT_WIDTH = PAGE_WIDTH - 2 * MARGIN


@dataclass(frozen=True)
class Sheet:
    """What a page is printed on, in points. Whoever draws goes on measuring as on A4, from the upper edge and from
    `MARGIN`: there the `margin` of this sheet begins."""

    width: float = PAGE_WIDTH
    height: float = PAGE_HEIGHT
    margin: float = MARGIN


A4_SHEET = Sheet()
HALF_SHEET = Sheet(height=148 * MILLIMETRE)
"""A5 lying: an A4 page cut across."""

_DRAWING = Lock()
"""reportlab reads the glyphs of a font from one place in its file, which all threads move."""


class Block(Protocol):
    """Something of a known `height` that stands across the width it was made for.

    `before` is the space above it unless it is first on its page; `least` is the height of the smallest beginning
    that may stand at the foot of a page; with `clings` it never stands there without the beginning of what follows.
    """

    @property
    def height(self) -> float: ...
    @property
    def before(self) -> float: ...
    @property
    def least(self) -> float: ...
    @property
    def clings(self) -> bool: ...

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        """What fits into `room` and the rest, or None; `forced` on an empty page, where waiting helps nothing."""

    def draw(self, pen: Pen, left: float, top: float) -> None: ...


class Placed(NamedTuple):
    block: Block
    top: float


class Frame(Protocol):
    """What surrounds the blocks on every page; pages count from 1."""

    def top(self, page: int) -> float:
        """Where the blocks begin, in points from the upper edge."""

    def bottom(self) -> float:
        """Where they end."""

    def draw(self, pen: Pen, page: int, pages: int) -> None: ...


@dataclass(frozen=True)
class Paper:
    """What a viewer shows about the file; no personal data belongs here."""

    title: str
    author: str
    subject: str = ""


def paginate(blocks: Sequence[Block], frame: Frame) -> tuple[tuple[Placed, ...], ...]:
    """The blocks on their pages, in order; nothing overlaps, nothing is outside the frame, nothing is left out. Raises
    RuleBroken where a name is so long that no page holds what it stands in."""
    waiting = list(blocks)
    pages: list[tuple[Placed, ...]] = []
    while waiting:
        placed, waiting = _fill(waiting, frame.top(len(pages) + 1), frame.bottom())
        if not placed:
            raise _too_long()
        pages.append(placed)
    return tuple(pages) or ((),)


def _fill(waiting: list[Block], top: float, bottom: float) -> tuple[tuple[Placed, ...], list[Block]]:
    placed: list[Placed] = []
    while waiting:
        block = waiting[0]
        start = top + (block.before if placed else 0.0)
        company = _start_of(waiting[1:]) if block.clings and placed else 0.0
        if start + block.height + company <= bottom + 0.01:
            placed.append(Placed(block, start))
            top, waiting = start + block.height, waiting[1:]
            continue
        parts = (
            None
            if block.clings and placed
            else block.split(bottom - start, forced=all(above.block.clings for above in placed))
        )
        if parts is not None:
            for part in parts[0]:
                placed.append(Placed(part, start))
                start += part.height
            waiting = [*parts[1], *waiting[1:]]
        break
    return tuple(placed), waiting


def _start_of(following: Sequence[Block]) -> float:
    """The room that a clinging block needs below it."""
    needed = 0.0
    for block in following:
        needed += block.before + (block.height if block.clings else block.least)
        if not block.clings:
            break
    return needed


def render(
    blocks: Sequence[Block],
    frame: Frame,
    paper: Paper,
    ground: Callable[[Pen], None] | None = None,
    sheet: Sheet = A4_SHEET,
) -> bytes:
    """The PDF of `blocks`; the same blocks give the same bytes. `ground` is drawn first on every page. Any thread."""
    pages = paginate(blocks, frame)
    with _DRAWING:
        return _drawn(pages, frame, paper, ground, sheet)


def _drawn(
    pages: Sequence[Sequence[Placed]],
    frame: Frame,
    paper: Paper,
    ground: Callable[[Pen], None] | None,
    sheet: Sheet,
) -> bytes:
    rl_config.useA85 = 0  # type: ignore[attr-defined]  # plain bytes: a fifth smaller, and quicker
    target = io.BytesIO()
    first_font = fonts_for(Weight.REGULAR)[0].fontName
    size = (sheet.width, sheet.height)
    canvas = Canvas(target, pagesize=size, invariant=1, pageCompression=1, initialFontName=first_font, lang="ar")
    canvas.setTitle(paper.title)
    canvas.setAuthor(paper.author)
    canvas.setSubject(paper.subject)
    canvas.setCreator("Istiqbal")
    canvas.setProducer("Istiqbal")
    # No /Direction of R2L: of a file that has it PDFium gives "SA03 8000" out as "8000 03SA" when it is copied.
    canvas.setViewerPreference("DisplayDocTitle", "true")
    pen = Pen(canvas)
    for number, placed in enumerate(pages, start=1):
        if sheet != A4_SHEET:
            canvas.translate(sheet.margin - MARGIN, sheet.height - PAGE_HEIGHT)
        if ground:
            ground(pen)
        frame.draw(pen, number, len(pages))
        for block, top in placed:
            block.draw(pen, MARGIN, top)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _too_long() -> RuleBroken:
    return RuleBroken(
        "paper.too_long",
        ar="في هذه الورقة اسم أطول من أن تسعه صفحة: اسم الجمعية أو المكتب أو صاحب الورقة أو من يوقّعها. اختصره ثم أعد "
        "الطباعة.",
        en="A name on this paper is longer than a page holds: the association's, the office's, the person's or a "
        "signer's. Shorten it and print again.",
    )
