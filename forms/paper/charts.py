"""Charts as lines and grounds, read from the right: columns over time, bars beside their labels, figures in boxes.

Every number that a chart shows in ink it also says in digits, or stands in a table's row: paper is read without a
pointer, and copied in black and white.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from forms.paper.arabic import Line
from forms.paper.fonts import Weight
from forms.paper.layout import Block
from forms.paper.pen import BLACK, BODY, DARK, PALE, VALUE, Pen, Type
from forms.paper.text import Digits, Text, prose, value
from forms.paper.wrapping import natural_width, wrap

_INKS = (0.22, 0.62, 0.9)
"""Of the first, second and third series: apart on a copy too, for each is drawn with an edge."""
MOST_SERIES = len(_INKS)
_ALONE_INK, _WHITE = 0.5, 1.0
"""Of the only series."""
_EDGE = 0.5
_SCALE = Type(Weight.REGULAR, 9, 12, DARK)
_ON_TOP = Type(Weight.MEDIUM, 9, 12)
_STEPS = 4
_NICE = (1, 2, 5, 10, 15, 20, 25, 50, 75, 100, 150, 200, 250, 500, 750, 1000)
_SCALE_GAP, _FOOT, _HEAD = 5.0, 15.0, 14.0
_WIDEST = 34.0
"""Points: a few columns are no walls."""
_FIGURE = Type(Weight.BOLD, 19, 27)
_BOX_PAD = 6.0
_ALONE = 3
"""Bars that may stand apart from the others at a page's foot or head."""


def scale_step(most: int) -> int:
    """A round number, four of which reach `most`."""
    return next((step for step in _NICE if step * _STEPS >= most), -(-most // (_STEPS * 1000)) * 1000)


@dataclass(frozen=True)
class Legend:
    """What each ink stands for, in one line."""

    titles: tuple[Text, ...]
    width: float
    before: float = 4.0
    clings: bool = True

    @property
    def height(self) -> float:
        return BODY.leading

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        right = left + self.width
        for title, ink in zip(self.titles, _INKS, strict=False):
            _ground(pen, right - 10, top + 3.5, 10, 10, ink)
            room = natural_width(title, BODY.weight, BODY.size)
            pen.text(title, BODY, left=right - 15 - room, top=top, width=room)
            right -= 15 + room + 18


@dataclass(frozen=True)
class Columns:
    """One column for each label, from the right; `counts` has a number for each series, the first one lowest."""

    labels: tuple[Text, ...]
    counts: tuple[tuple[int, ...], ...]
    width: float
    digits: Digits
    height: float = 150.0
    before: float = 4.0
    clings: bool = False

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        step = scale_step(max([*map(sum, self.counts), 1]))
        scale = max(natural_width(self._number(step * _STEPS), _SCALE.weight, _SCALE.size), 12.0)
        right, foot = left + self.width - scale - _SCALE_GAP, top + self.height - _FOOT
        tall = foot - top - _HEAD
        for number in range(_STEPS + 1):
            y = foot - tall * number / _STEPS
            pen.rule(left, y, right, weight=0.9 if number == 0 else 0.4, ink=BLACK if number == 0 else PALE)
            pen.text(self._number(step * number), _SCALE, left=right + _SCALE_GAP, top=y - 6, width=scale, align="left")
        if self.labels:
            self._draw_columns(pen, right, foot, (right - left) / len(self.labels), tall / (step * _STEPS))

    def _draw_columns(self, pen: Pen, right: float, foot: float, each: float, points: float) -> None:
        said = [natural_width(label, _SCALE.weight, _SCALE.size) for label in self.labels]
        every = next((n for n in range(1, len(said) + 1) if max(said) + 4 <= each * n), len(said))
        numbers = [self._number(sum(counts)) for counts in self.counts]
        is_numbered = all(natural_width(one, _ON_TOP.weight, _ON_TOP.size) + 2 <= each for one in numbers)
        for place, (label, counts) in enumerate(zip(self.labels, self.counts, strict=True)):
            middle = right - each * (place + 0.5)
            head = self._draw_column(pen, middle, foot, min(each * 0.72, _WIDEST), [one * points for one in counts])
            if is_numbered and sum(counts) > 0:
                room = natural_width(numbers[place], _ON_TOP.weight, _ON_TOP.size)
                pen.ground(middle - room / 2, head - 11, room, 9, ink=_WHITE)
                pen.text(numbers[place], _ON_TOP, left=middle - room / 2, top=head - 12.5, width=room)
            if place % every == 0:
                pen.text(label, _SCALE, left=middle - said[place] / 2, top=foot + 2.5, width=said[place])

    def _draw_column(self, pen: Pen, middle: float, foot: float, wide: float, heights: Sequence[float]) -> float:
        """Gives where it ends above."""
        for height, ink in zip(heights, _INKS if len(heights) > 1 else (_ALONE_INK,), strict=False):
            if height:
                foot -= height
                _ground(pen, middle - wide / 2, foot, wide, height, ink)
        return foot

    def _number(self, number: int) -> Text:
        return value(f"{number:,}", self.digits)


@dataclass(frozen=True)
class Bar:
    lines: tuple[Line, ...]
    count: int
    number: Line

    @property
    def height(self) -> float:
        return max(1, len(self.lines)) * VALUE.leading + 2


@dataclass(frozen=True)
class Bars:
    """One row each: its label, a bar that grows to the left, the number and its share of them all."""

    rows: tuple[Bar, ...]
    most: int
    label: float
    number: float
    width: float
    before: float = 5.0
    clings: bool = False

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows)

    @property
    def least(self) -> float:
        return sum(row.height for row in (self.rows if len(self.rows) < 2 * _ALONE else self.rows[:_ALONE]))

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        used, count = 0.0, 0
        for row in self.rows:
            if used + row.height > room + 0.01:
                break
            used, count = used + row.height, count + 1
        if not forced:
            count = min(count, len(self.rows) - _ALONE)
        if count < (1 if forced else _ALONE) or count == len(self.rows):
            return None
        return (replace(self, rows=self.rows[:count]),), (replace(self, rows=self.rows[count:], before=0.0),)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        right = left + self.width - self.label
        longest = self.width - self.label - self.number - 10
        y = top
        for row in self.rows:
            pen.lines(row.lines, VALUE, left=right + 8, top=y + 1, width=self.label - 8)
            bar = longest * row.count / self.most if self.most else 0.0
            middle = y + row.height / 2
            if bar:
                _ground(pen, right - bar, middle - 4.5, bar, 9, _ALONE_INK)
            start, up = right - bar - 6 - self.number, middle - VALUE.leading / 2
            pen.lines((row.number,), VALUE, left=start, top=up, width=self.number)
            y += row.height
        pen.upright(right, top, y, weight=0.9, ink=BLACK)


def bars(
    rows: Sequence[tuple[str, int]], width: float, digits: Digits, *, before: float = 5.0, of: int | None = None
) -> Bars:
    """Shares are of the sum of all rows. With `of` the numbers are scores and have none: a whole bar is that much."""
    whole = sum(count for _, count in rows) if of is None else 0
    texts = [prose(label, digits) for label, _ in rows]
    wanted = max((natural_width(text, VALUE.weight, VALUE.size) for text in texts), default=0.0) + 10
    label = min(max(wanted, width * 0.16), width * 0.46)
    numbers = [wrap(_counted(count, whole, digits), VALUE.weight, VALUE.size, width)[0] for _, count in rows]
    room = max((line.width for line in numbers), default=0.0) * VALUE.size / 1000 + 2
    made = tuple(
        Bar(wrap(text, VALUE.weight, VALUE.size, label - 8), count, line)
        for text, line, (_, count) in zip(texts, numbers, rows, strict=True)
    )
    most = max((count for _, count in rows), default=0) if of is None else of
    return Bars(made, most, label, room, width, before)


def _counted(count: int, whole: int, digits: Digits) -> Text:
    """The sign stands where each way of writing numbers has it, ٪٢٥ and 25%; one in a thousand is not called none."""
    if not count or not whole:
        return value(f"{count:,}", digits)
    share = count * 100 / whole
    percent = f"{share:.0f}" if share >= 1 else f"{max(share, 0.1):.1f}"
    shown = value(f"{percent}%" if digits == "latn" else f"٪{percent}", digits)
    return Text(f"{value(f'{count:,}', digits)} ({shown})")


@dataclass(frozen=True)
class Boxes:
    """Figures that are read first, each in a box: the number, and what it counts."""

    figures: tuple[tuple[tuple[Line, ...], tuple[Line, ...]], ...]
    width: float
    gap: float = 8.0
    before: float = 8.0
    clings: bool = False

    @property
    def height(self) -> float:
        numbers = max(len(number) for number, _ in self.figures) * _FIGURE.leading
        return numbers + max(len(said) for _, said in self.figures) * BODY.leading + 2 * _BOX_PAD

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        each = (self.width - (len(self.figures) - 1) * self.gap) / len(self.figures)
        for place, (number, said) in enumerate(self.figures):
            start = left + self.width - (place + 1) * each - place * self.gap
            pen.box(start, top, each, self.height)
            pen.lines(number, _FIGURE, left=start, top=top + _BOX_PAD, width=each, align="centre")
            below = top + _BOX_PAD + len(number) * _FIGURE.leading
            pen.lines(said, BODY, left=start + _BOX_PAD, top=below, width=each - 2 * _BOX_PAD, align="centre")


def boxes(figures: Sequence[tuple[Text, Text]], width: float, *, gap: float = 8.0) -> Boxes:
    """(number, what it counts), side by side."""
    inner = (width - (len(figures) - 1) * gap) / len(figures) - 2 * _BOX_PAD
    shaped = tuple(
        (
            wrap(number, _FIGURE.weight, _FIGURE.size, inner),
            wrap(said, BODY.weight, BODY.size, inner),
        )
        for number, said in figures
    )
    return Boxes(shaped, width, gap)


def _ground(pen: Pen, left: float, top: float, width: float, height: float, ink: float) -> None:
    pen.ground(left, top, width, height, ink=ink)
    pen.box(left, top, width, height, weight=_EDGE, ink=BLACK)
