"""Tables that read from the right: of fields (label, value) and of rows under a repeated head.

The columns are given in the order of reading and laid from the right edge; cells hold shaped lines, never strings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from forms.paper.arabic import Line
from forms.paper.layout import Block
from forms.paper.pen import LABEL, STRONG, VALUE, Align, Pen, Stroke, Type
from forms.paper.text import Text
from forms.paper.wrapping import longest_word, natural_width, wrap

PAD_X, PAD_Y = 6.0, 1.6
_CHECK_BOX = 10.5
_ALONE = 2
"""Rows that may stand apart from the rest at a page's foot or head."""
_CUTTABLE = 6
"""A row of more lines than this may be cut between two pages; a lower one moves as a whole."""
_SHORT_LABELS, _LONG_LABEL = (0.185, 0.25, 0.31), 0.42
"""Shares of the page's width: a label of a few words (the one that saves most rows), a question of a sentence."""
_WIDEST_WORD = 118.0
"""Points: a record's number stays on one line; a longer word is broken rather than push the other columns aside."""


@dataclass(frozen=True)
class Cell:
    """`width` with its padding; `tick` draws a check box, ticked or not, before the text, or alone in the middle."""

    lines: tuple[Line, ...]
    width: float
    kind: Type = VALUE
    align: Align = "right"
    tinted: bool = False
    tick: bool | None = None

    @property
    def height(self) -> float:
        return max(len(self.lines), 1 if self.tick is not None else 0) * self.kind.leading

    def after(self, count: int) -> Cell:
        """The cell without its first `count` lines; a label that is all among them is repeated instead."""
        label = self.tinted and len(self.lines) <= count
        return replace(self, lines=self.lines if label else self.lines[count:], tick=None)


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]

    @cached_property
    def height(self) -> float:
        return max(cell.height for cell in self.cells) + 2 * PAD_Y

    def cut(self, room: float) -> tuple[Row, Row] | None:
        """The lines that fit into `room` and the others, at least one on each side; a whole label is said again."""
        counts = [int((room - 2 * PAD_Y) / cell.kind.leading + 0.001) for cell in self.cells]
        if min(counts) < 1 or all(len(c.lines) <= n for c, n in zip(self.cells, counts, strict=True)):
            return None
        pairs = list(zip(self.cells, counts, strict=True))
        first = tuple(replace(cell, lines=cell.lines[:count]) for cell, count in pairs)
        rest = tuple(cell.after(count) for cell, count in pairs)
        return Row(first), Row(rest)


@dataclass(frozen=True)
class Table:
    """Rows as wide as their cells; `head` is drawn again at the top of every part."""

    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    before: float = 4.0
    clings: bool = False

    @cached_property
    def height(self) -> float:
        return sum(row.height for row in (*self.head, *self.rows))

    @property
    def least(self) -> float:
        first = self.rows[:_ALONE] if len(self.rows) >= 2 * _ALONE else self.rows
        return self._head_height + sum(min(row.height, self._cuttable) for row in first)

    @property
    def _cuttable(self) -> float:
        return _CUTTABLE * VALUE.leading + 2 * PAD_Y

    @cached_property
    def _head_height(self) -> float:
        return sum(row.height for row in self.head)

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        parts = self.cut(room, forced=forced)
        return ((parts[0],), (replace(parts[1], before=0.0),)) if parts else None

    def cut(self, room: float, *, forced: bool) -> tuple[Table, Table] | None:
        """The same as two tables, each with the head."""
        left = room - self._head_height + 0.01
        heights = list(accumulate(row.height for row in self.rows))
        count = sum(height <= left for height in heights)
        one_left = count == len(self.rows) - 1 and self.rows[-1].height <= self._cuttable
        if one_left and (count > _ALONE or not forced):
            count -= 1
        first, rest = list(self.rows[:count]), list(self.rows[count:])
        if rest and (rest[0].height > self._cuttable or (forced and not first)):
            parts = rest[0].cut(left - (heights[count - 1] if count else 0.0))
            if parts:
                first, rest = [*first, parts[0]], [parts[1], *rest[1:]]
        tall = bool(first) and sum(row.height for row in first) >= self._cuttable
        if not rest or not (tall or len(first) >= (1 if forced else _ALONE)):
            return None
        return replace(self, rows=tuple(first)), replace(self, rows=tuple(rest))

    def draw(self, pen: Pen, left: float, top: float) -> None:
        width = sum(cell.width for cell in self.rows[0].cells)
        y = top
        between: list[Stroke] = []
        for place, row in enumerate((*self.head, *self.rows)):
            between += _draw_row(pen, row, left + width, y)
            if place:
                between.append((left, y, left + width, y))
            y += row.height
        pen.strokes(between)
        pen.box(left, top, width, y - top)


@dataclass(frozen=True)
class Titled:
    """A heading and its table; where the table goes on, on the next page, it is headed `again`."""

    title: Block
    table: Table
    again: Block
    clings: bool = False

    @property
    def before(self) -> float:
        return self.title.before

    @property
    def height(self) -> float:
        return self._above + self.table.height

    @property
    def least(self) -> float:
        return self._above + self.table.least

    @property
    def _above(self) -> float:
        return self.title.height + self.table.before

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        parts = self.table.cut(room - self._above, forced=forced)
        if parts is None:
            return None
        first, rest = parts
        return (replace(self, table=first),), (replace(self, title=self.again, table=rest),)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        self.title.draw(pen, left, top)
        self.table.draw(pen, left, top + self._above)


def _draw_row(pen: Pen, row: Row, right: float, top: float) -> Iterator[Stroke]:
    """Gives the lines between its cells, which are drawn with all others of the table."""
    for place, cell in enumerate(row.cells):
        left = right - cell.width
        if cell.tinted:
            pen.ground(left, top, cell.width, row.height)
        if place:
            yield right, top, right, top + row.height
        shift = 0.0
        if cell.tick is not None:
            shift = _CHECK_BOX + 6
            start, down = right - PAD_X - _CHECK_BOX, top + PAD_Y + (cell.kind.leading - _CHECK_BOX) / 2
            if cell.align == "centre" and not cell.lines:
                start, down = left + (cell.width - _CHECK_BOX) / 2, top + (row.height - _CHECK_BOX) / 2
            pen.check_box(start, down, _CHECK_BOX, ticked=cell.tick)
        width = cell.width - 2 * PAD_X - shift
        pen.lines(cell.lines, cell.kind, left=left + PAD_X, top=top + PAD_Y, width=width, align=cell.align)
        right = left


def cell(text: Text, width: float, kind: Type = VALUE, *, align: Align = "right", tinted: bool = False) -> Cell:
    return Cell(wrap(text, kind.weight, kind.size, width - 2 * PAD_X), width, kind, align, tinted)


def cell_beside(text: Text, width: float, kind: Type, leading: float) -> Cell:
    """A cell beside a place to write, `leading` high: one line of text stands in its middle."""
    made = cell(text, width, kind)
    return replace(made, kind=replace(kind, leading=leading)) if len(made.lines) == 1 else made


def checked(text: Text, width: float, *, ticked: bool) -> Cell:
    """A cell that begins with a check box."""
    lines = wrap(text, VALUE.weight, VALUE.size, width - 2 * PAD_X - _CHECK_BOX - 6) if text else ()
    return Cell(lines, width, VALUE, tick=ticked)


def fields(pairs: Sequence[tuple[Text, Text]], width: float, *, before: float = 4.0) -> Table:
    """Labels and values, two pairs in a row while both are short, else one pair across the page."""
    tries = (_field_rows(pairs, width, share) for share in _SHORT_LABELS)
    return Table(min(tries, key=lambda rows: sum(row.height for row in rows)), before=before)


def _field_rows(pairs: Sequence[tuple[Text, Text]], width: float, share: float) -> tuple[Row, ...]:
    """All labels of the pairs that share a row are `share` wide; those of the others have one width too."""
    label = width * share
    grouped: list[tuple[tuple[Text, Text], ...]] = []
    for pair in pairs:
        short = _short(pair, label, width / 2 - label)
        if short and grouped and len(grouped[-1]) == 1 and _short(grouped[-1][0], label, width / 2 - label):
            grouped[-1] = (*grouped[-1], pair)
        else:
            grouped.append((pair,))
    alone = [group[0][0] for group in grouped if len(group) == 1]
    wide = width * _LONG_LABEL if any(_too_wide(text, LABEL, label) for text in alone) else label
    return tuple(
        Row(tuple(found for pair in group for found in _field(pair, label, width / 2).cells))
        if len(group) > 1
        else _field(group[0], wide, width)
        for group in grouped
    )


def _short(pair: tuple[Text, Text], label: float, value: float) -> bool:
    return not _too_wide(pair[0], LABEL, label) and not _too_wide(pair[1], VALUE, value)


def _too_wide(text: Text, kind: Type, width: float) -> bool:
    return "\n" in text or natural_width(text, kind.weight, kind.size) > width - 2 * PAD_X


def _field(pair: tuple[Text, Text], label: float, width: float) -> Row:
    return Row((cell(pair[0], label, LABEL, tinted=True), cell(pair[1], width - label)))


def grid(titles: Sequence[Text], rows: Sequence[Sequence[Text]], width: float, *, before: float = 4.0) -> Table | None:
    """Rows under a repeated head, as wide as the texts ask for; None when they do not fit side by side."""
    columns = [[title, *(row[place] for row in rows)] for place, title in enumerate(titles)]
    least = [_least_width(column) for column in columns]
    if sum(least) > width:
        return None
    wanted = [max(_natural(column), low) for column, low in zip(columns, least, strict=True)]
    widths = _shared(least, wanted, width)
    head = Row(tuple(cell(t, w, STRONG, tinted=True) for t, w in zip(titles, widths, strict=True)))
    body = tuple(Row(tuple(cell(text, w) for text, w in zip(row, widths, strict=True))) for row in rows)
    return Table(body, (head,), before)


def _least_width(column: Sequence[Text]) -> float:
    widest = max(longest_word(text, STRONG.weight, STRONG.size) for text in column)
    return min(widest, _WIDEST_WORD) + 2 * PAD_X + 1


def _natural(column: Sequence[Text]) -> float:
    return max(natural_width(text, STRONG.weight, STRONG.size) for text in column) + 2 * PAD_X + 1


def _shared(least: Sequence[float], wanted: Sequence[float], width: float) -> list[float]:
    """Everybody's least, then what is left in proportion to what each still wants (or, if all have it, to its size)."""
    spare = width - sum(wanted)
    if spare >= 0:
        return [want + spare * want / sum(wanted) for want in wanted]
    asked = [want - low for low, want in zip(least, wanted, strict=True)]
    share = (width - sum(least)) / sum(asked)
    return [low + ask * share for low, ask in zip(least, asked, strict=True)]
