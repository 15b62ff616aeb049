"""Room to write by hand: dotted lines, a label with its line, boxes to tick, places for the digits of a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from forms.paper.layout import Block
from forms.paper.pen import Pen

HAND_LEADING = 26.0
"""Points between two lines that a hand writes on."""
_ALONE = 2


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
