"""Room to write by hand: dotted lines, a label with its line, boxes to tick, places for the digits of a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from forms.paper.arabic import Line
from forms.paper.blocks import PAGEFUL, Together
from forms.paper.layout import Block
from forms.paper.pen import BODY, GREY, VALUE, Pen
from forms.paper.text import Digits, Text, prose, value
from forms.paper.wrapping import natural_width, wrap

HAND_LEADING = 26.0
"""Points between two lines that a hand writes on."""
INDENT = 24.0
"""Where the number of a question stands."""
_ALONE = 2
_BOX, _BESIDE, _ROW = 10.5, 6.0, 20.0
_MOST_COLUMNS, _MOST_BESIDE, _LEAST_QUESTION = 4, 3, 0.35
_CELL, _CELL_HEIGHT, _BETWEEN = 14.0, 18.0, 10.0


@dataclass(frozen=True)
class HandLines:
    """Dotted lines to write on by hand; on one page, or two of them at least on each."""

    count: int
    width: float
    before: float = 4.0
    clings: bool = False

    @property
    def height(self) -> float:
        return self.count * HAND_LEADING

    @property
    def least(self) -> float:
        return self.height if self.count < 2 * _ALONE else _ALONE * HAND_LEADING

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        fitting = min(int(room / HAND_LEADING + 0.001), self.count - (1 if forced else _ALONE))
        if fitting < (1 if forced else _ALONE):
            return None
        return (replace(self, count=fitting),), (replace(self, count=self.count - fitting),)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        for line in range(self.count):
            pen.dots(left, top + (line + 1) * HAND_LEADING - 4, left + self.width)


@dataclass(frozen=True)
class Ticks:
    """Choices with a box before each, in columns of one width from the right; read row by row."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    column: float
    width: float
    before: float = 3.0
    clings: bool = False

    @property
    def height(self) -> float:
        return sum(map(_row_height, self.rows))

    @property
    def least(self) -> float:
        return sum(map(_row_height, self.rows[:_ALONE] if len(self.rows) >= 2 * _ALONE else self.rows))

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        used, fitting = 0.0, 0
        for row in self.rows:
            if used + _row_height(row) > room + 0.01:
                break
            used, fitting = used + _row_height(row), fitting + 1
        fitting = min(fitting, len(self.rows) - (1 if forced else _ALONE))
        if fitting < (1 if forced else _ALONE):
            return None
        return (replace(self, rows=self.rows[:fitting]),), (replace(self, rows=self.rows[fitting:], before=0.0),)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        for row in self.rows:
            for place, lines in enumerate(row):
                right = left + self.width - place * self.column
                pen.check_box(right - _BOX, top + (_ROW - _BOX) / 2, _BOX, ticked=False)
                room = self.column - _BOX - 2 * _BESIDE
                pen.lines(
                    lines, BODY, left=right - _BOX - _BESIDE - room, top=top + (_ROW - BODY.leading) / 2, width=room
                )
            top += _row_height(row)


@dataclass(frozen=True)
class TicksBeside:
    """A question, and beside it in one line its few short choices."""

    lines: tuple[Line, ...]
    choices: tuple[tuple[Line, ...], ...]
    column: float
    width: float
    before: float = 4.0
    clings: bool = False

    @property
    def height(self) -> float:
        return max(len(self.lines) * VALUE.leading, _ROW)

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        beside = self.column * len(self.choices)
        pen.lines(self.lines, VALUE, left=left + beside, top=top + 2.5, width=self.width - beside)
        Ticks((self.choices,), self.column, beside).draw(pen, left, top)


def ticks_beside(text: Text, choices: Sequence[Text], width: float) -> TicksBeside | None:
    """None where question and choices are too long to share a line."""
    if not 1 <= len(choices) <= _MOST_BESIDE:
        return None
    column = max(natural_width(one, BODY.weight, BODY.size) for one in choices) + _BOX + 2 * _BESIDE + 8
    room = width - len(choices) * column - 2 * _BESIDE
    if room < width * _LEAST_QUESTION or natural_width(text, VALUE.weight, VALUE.size) > room * 2:
        return None
    shaped = tuple(wrap(one, BODY.weight, BODY.size, column - _BOX - 2 * _BESIDE) for one in choices)
    return TicksBeside(wrap(text, VALUE.weight, VALUE.size, room), shaped, column, width)


def _row_height(row: Sequence[Sequence[Line]]) -> float:
    return _ROW + (max(map(len, row)) - 1) * BODY.leading


def ticks(choices: Sequence[Text], width: float, *, before: float = 3.0) -> Ticks:
    """As many columns as the longest choice leaves room for."""
    wanted = (
        max((natural_width(text, BODY.weight, BODY.size) for text in choices), default=0.0) + _BOX + 2 * _BESIDE + 1
    )
    count = max(1, min(int(width / wanted), _MOST_COLUMNS, len(choices)))
    column = width / count
    shaped = [wrap(text, BODY.weight, BODY.size, column - _BOX - 2 * _BESIDE) for text in choices]
    rows = tuple(tuple(shaped[start : start + count]) for start in range(0, len(shaped), count))
    return Ticks(rows, column, width, before)


Writing = Literal["line", "number", "date", "time"]
_SHARES: dict[Writing, float] = {"line": 0.55, "number": 0.25, "date": 0.46, "time": 0.25}


@dataclass(frozen=True)
class Answer:
    """A question, and beside it the place of its answer: a line, or a box for each digit of a date or a time."""

    lines: tuple[Line, ...]
    writing: Writing
    width: float
    digits: Digits
    before: float = 4.0
    clings: bool = False

    @property
    def height(self) -> float:
        return max(len(self.lines) * VALUE.leading, _CELL_HEIGHT + 5)

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        room = self.width * _SHARES[self.writing]
        pen.lines(self.lines, VALUE, left=left + room, top=top + 2.5, width=self.width - room)
        right, down = left + room - 10, top + 2.5
        match self.writing:
            case "date":
                right = _cells(pen, right, down, (2, 2, 4), "/", self.digits)
                for name in ("م", "هـ"):
                    pen.check_box(right - 8 - _BOX, down + 4, _BOX, ticked=False)
                    pen.text(prose(name, self.digits), BODY, left=right - 10 - _BOX - 16, top=down + 1, width=14)
                    right -= 36
            case "time":
                _cells(pen, right, down, (2, 2), ":", self.digits)
            case _:
                pen.dots(left, top + VALUE.leading + 1, right)


def answer(text: Text, writing: Writing, width: float, digits: Digits, *, before: float = 4.0) -> Answer:
    room = width * (1 - _SHARES[writing])
    return Answer(wrap(text, VALUE.weight, VALUE.size, room), writing, width, digits, before)


def _cells(pen: Pen, right: float, top: float, groups: Sequence[int], between: str, digits: Digits) -> float:
    """Groups from the right: the day, the month, the year; gives where they end at the left."""
    for place, count in enumerate(groups):
        if place:
            pen.text(value(between, digits), BODY, left=right - _BETWEEN, top=top + 1, width=_BETWEEN, align="centre")
            right -= _BETWEEN
        for _ in range(count):
            right -= _CELL
            pen.box(right, top, _CELL, _CELL_HEIGHT, weight=0.6, ink=GREY)
    return right


@dataclass(frozen=True)
class Marked:
    """Blocks with a number at the right of the first of them; together on a page unless they are taller than `most`."""

    mark: tuple[Line, ...]
    inside: tuple[Block, ...]
    width: float
    most: float
    before: float = 7.0
    clings: bool = False

    @property
    def _whole(self) -> Together:
        return Together(self.inside, most=self.most)

    @property
    def height(self) -> float:
        return self._whole.height

    @property
    def least(self) -> float:
        return self._whole.least

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        parts = self._whole.split(room, forced=forced)
        if parts is None:
            return None
        return (replace(self, inside=tuple(parts[0])),), (replace(self, mark=(), inside=tuple(parts[1])),)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        down = 2.5 if isinstance(self.inside[0], Answer | TicksBeside) else 0.0
        pen.lines(self.mark, VALUE, left=left + self.width - INDENT, top=top + down, width=INDENT)
        self._whole.draw(pen, left, top)


def marked(number: int, inside: Sequence[Block], width: float, digits: Digits, *, most: float = PAGEFUL) -> Marked:
    """What is `inside` was made `INDENT` narrower."""
    mark = wrap(Text(f"{value(str(number), digits)}."), VALUE.weight, VALUE.size, INDENT)
    return Marked(mark, tuple(inside), width, most)
