"""Sentences that stand in a policy, each with the clause it comes from; never without it where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from forms.paper.arabic import Line
from forms.paper.blocks import Paragraph, paragraph
from forms.paper.layout import Block
from forms.paper.pen import BODY, Pen, Type
from forms.paper.text import NOTHING, Digits, Text, prose, value
from forms.paper.wrapping import wrap

_INDENT = 20.0
DASH = "–"


@dataclass(frozen=True)
class Stated:
    """`source` is the clause of the policy, empty where the association has said it elsewhere or not at all."""

    text: str
    source: str = ""

    def shown(self, digits: Digits) -> Text:
        return prose(f"{self.text} ({self.source})" if self.source else self.text, digits)


@dataclass(frozen=True)
class Item:
    """A paragraph with a number or a dash before it; where it goes on, on the next page, the place stays empty."""

    mark: tuple[Line, ...]
    said: Paragraph
    indent: float = _INDENT

    @property
    def before(self) -> float:
        return self.said.before

    @property
    def clings(self) -> bool:
        return self.said.clings

    @property
    def height(self) -> float:
        return self.said.height

    @property
    def least(self) -> float:
        return self.said.least

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        parts = self.said.cut(room, forced=forced)
        if parts is None:
            return None
        return (replace(self, said=parts[0]),), (Item((), parts[1], self.indent),)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        self.said.draw(pen, left, top)
        pen.lines(self.mark, self.said.kind, left=left + self.said.width, top=top, width=self.indent)


def item(mark: Text, text: Text, width: float, kind: Type = BODY, *, before: float = 3.0) -> Item:
    """`mark` is known to be narrow."""
    drawn = wrap(mark, kind.weight, kind.size, _INDENT) if mark else ()
    return Item(drawn, paragraph(text, width - _INDENT, kind, before=before))


def numbered(
    said: Sequence[Stated], width: float, digits: Digits, kind: Type = BODY, *, before: float = 3.0
) -> Iterator[Item]:
    for place, one in enumerate(said, start=1):
        yield item(Text(f"{value(str(place), digits)}."), one.shown(digits), width, kind, before=before)


def listed(
    said: Sequence[Stated], width: float, digits: Digits, kind: Type = BODY, *, before: float = 3.0
) -> Iterator[Item]:
    mark = prose(DASH, digits) if len(said) > 1 else NOTHING
    for one in said:
        yield item(mark, one.shown(digits), width, kind, before=before)
