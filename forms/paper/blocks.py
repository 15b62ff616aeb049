"""Plain blocks: a paragraph, a heading, a box around others, others that stay together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from forms.paper.arabic import Line
from forms.paper.layout import Block
from forms.paper.pen import BLACK, BODY, HEADING, Align, Pen, Type
from forms.paper.text import Text
from forms.paper.wrapping import wrap

_ALONE = 2
"""Lines of a paragraph that may stand apart from the rest at a page's foot or head."""
PAGEFUL = 600
"""Points; what is taller is not asked to stay on one page."""


@dataclass(frozen=True)
class Paragraph:
    lines: tuple[Line, ...]
    kind: Type
    width: float
    align: Align = "right"
    before: float = 4.0
    clings: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.kind.leading

    @property
    def least(self) -> float:
        return (_ALONE if len(self.lines) >= 2 * _ALONE else len(self.lines)) * self.kind.leading

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        parts = self.cut(room, forced=forced)
        return ((parts[0],), (parts[1],)) if parts else None

    def cut(self, room: float, *, forced: bool) -> tuple[Paragraph, Paragraph] | None:
        """The same as two paragraphs."""
        fitting = min(int(room / self.kind.leading + 0.001), len(self.lines) - (0 if forced else _ALONE))
        if fitting < (1 if forced else _ALONE):
            return None
        return replace(self, lines=self.lines[:fitting]), replace(self, lines=self.lines[fitting:])

    def draw(self, pen: Pen, left: float, top: float) -> None:
        pen.lines(self.lines, self.kind, left=left, top=top, width=self.width, align=self.align)


def paragraph(
    text: Text, width: float, kind: Type = BODY, *, align: Align = "right", before: float = 4.0, clings: bool = False
) -> Paragraph:
    return Paragraph(wrap(text, kind.weight, kind.size, width), kind, width, align, before, clings)


@dataclass(frozen=True)
class Heading:
    """The title of a section, a rule under it; always with the beginning of its section."""

    lines: tuple[Line, ...]
    width: float
    before: float = 9.0
    clings: bool = True

    @property
    def height(self) -> float:
        return len(self.lines) * HEADING.leading + 3.5

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        pen.lines(self.lines, HEADING, left=left, top=top, width=self.width)
        pen.rule(left, top + self.height - 2, left + self.width, weight=0.9, ink=BLACK)


def heading(text: Text, width: float) -> Heading:
    return Heading(wrap(text, HEADING.weight, HEADING.size, width), width)


@dataclass(frozen=True)
class Boxed:
    """Blocks with a frame around them; on two pages, two frames."""

    inside: tuple[Block, ...]
    width: float
    padding: float = 10.0
    before: float = 8.0
    clings: bool = False
    weight: float = 1.0
    ink: float = BLACK

    @property
    def height(self) -> float:
        return _stack(self.inside) + 2 * self.padding

    @property
    def least(self) -> float:
        first = self.inside[0]
        rest = self.inside[1].before + self.inside[1].least if first.clings and len(self.inside) > 1 else 0.0
        return (first.height if rest else first.least) + rest + 2 * self.padding

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        parts = split_stack(self.inside, room - 2 * self.padding, forced=forced)
        if parts is None:
            return None
        return (replace(self, inside=tuple(parts[0])),), (replace(self, inside=tuple(parts[1])),)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        pen.box(left, top, self.width, self.height, weight=self.weight, ink=self.ink)
        _draw_stack(self.inside, pen, left + self.padding, top + self.padding)


@dataclass(frozen=True)
class Together:
    """Blocks that stay on one page as long as a page holds them all; `most` is what it holds."""

    inside: tuple[Block, ...]
    clings: bool = False
    most: float = PAGEFUL

    @property
    def before(self) -> float:
        return self.inside[0].before

    @property
    def height(self) -> float:
        return _stack(self.inside)

    @property
    def least(self) -> float:
        return self.inside[0].least if self.height > self.most else self.height

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        if not forced and self.height <= self.most:
            return None
        return split_stack(self.inside, room, forced=forced)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        _draw_stack(self.inside, pen, left, top)


@dataclass(frozen=True)
class SideBySide:
    """Columns of blocks next to each other from the right, each `column` wide; on one page as long as a page holds
    them, else each column goes on below itself."""

    columns: tuple[tuple[Block, ...], ...]
    column: float
    gap: float
    clings: bool = False

    @property
    def before(self) -> float:
        return max((column[0].before for column in self.columns if column), default=0.0)

    @property
    def height(self) -> float:
        return max(map(_stack, self.columns))

    @property
    def least(self) -> float:
        return self.height if self.height <= PAGEFUL else max(map(_beginning, self.columns))

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        if not forced and self.height <= PAGEFUL:
            return None
        parts = [_divided(column, room, forced=forced) for column in self.columns]
        if any(part is None for part in parts):
            return None
        first, rest = zip(*filter(None, parts), strict=True)
        return (replace(self, columns=first),), (replace(self, columns=rest),)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        for place, column in enumerate(reversed(self.columns)):
            _draw_stack(column, pen, left + place * (self.column + self.gap), top)


def _divided(
    column: tuple[Block, ...], room: float, *, forced: bool
) -> tuple[tuple[Block, ...], tuple[Block, ...]] | None:
    if _stack(column) <= room + 0.01:
        return column, ()
    parts = split_stack(column, room, forced=forced)
    return (tuple(parts[0]), tuple(parts[1])) if parts else None


def _beginning(blocks: Sequence[Block]) -> float:
    """The least that may stand of them: headings, and the beginning of what follows them."""
    needed = 0.0
    for place, block in enumerate(blocks):
        needed += (block.before if place else 0.0) + (block.height if block.clings else block.least)
        if not block.clings:
            break
    return needed


def split_stack(blocks: Sequence[Block], room: float, *, forced: bool) -> tuple[list[Block], list[Block]] | None:
    """The blocks that fit into `room`, the last of them cut if it can be, and the rest; None when nothing fits."""
    fitting: list[Block] = []
    used = 0.0
    for place, block in enumerate(blocks):
        start = used + (block.before if fitting else 0.0)
        if start + block.height <= room + 0.01:
            fitting.append(block)
            used = start + block.height
            continue
        parts = block.split(room - start, forced=forced and all(above.clings for above in fitting))
        if parts is not None:
            return [*fitting, *parts[0]], [*parts[1], *blocks[place + 1 :]]
        kept = list(fitting)
        while kept and kept[-1].clings:
            kept.pop()
        if not kept and forced:
            kept = fitting  # a page that holds no more than a heading is better than none
        return (kept, list(blocks[len(kept) :])) if kept else None
    return None


def _stack(blocks: Sequence[Block]) -> float:
    return sum(block.height for block in blocks) + sum(block.before for block in blocks[1:])


def _draw_stack(blocks: Sequence[Block], pen: Pen, left: float, top: float) -> None:
    for place, block in enumerate(blocks):
        top += block.before if place else 0.0
        block.draw(pen, left, top)
        top += block.height
