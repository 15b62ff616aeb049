"""Paper from a roll of 80 mm, as a receipt printer has it: one column, one page as long as what is said on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.paper.blocks import paragraph
from forms.paper.fonts import Weight
from forms.paper.issued import Form, Issue, both_days, named_form, printed_at
from forms.paper.layout import Block, Paper, Sheet, paginate, render
from forms.paper.logo import logo_of
from forms.paper.pen import BLACK, MILLIMETRE, Pen, Type
from forms.paper.text import Digits, Text, code, prose

WIDTH, MARGIN = 80 * MILLIMETRE, 5.5 * MILLIMETRE
"""The head of such a printer reaches 72 mm: 576 dots of an eighth of a millimetre."""
CONTENT = WIDTH - 2 * MARGIN
_TOP, _END = 7 * MILLIMETRE, 7 * MILLIMETRE
_LOGO_SHARE = 0.6
_LONGEST = 5000 * MILLIMETRE
"""A page of PDF ends here; what is longer goes on on another."""

# No grey: a thermal head prints black dots or none, and grey small letters come out as dust.
_ASSOCIATION = Type(Weight.BOLD, 13, 18)
_OFFICE = Type(Weight.MEDIUM, 10.5, 15)
_TITLE = Type(Weight.BOLD, 14, 20)
_NUMBER = Type(Weight.BOLD, 14, 20)
_LABEL = Type(Weight.REGULAR, 10, 14)
_VALUE = Type(Weight.SEMIBOLD, 11, 15.5)
BODY = Type(Weight.REGULAR, 10.5, 15)
STRONG = Type(Weight.BOLD, 11, 16)
SMALL = Type(Weight.REGULAR, 9, 13)


@dataclass(frozen=True)
class Strip:
    """The frame of a page that has neither head nor foot."""

    def top(self, page: int) -> float:
        return _TOP

    def bottom(self) -> float:
        return _LONGEST

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        pass


@dataclass(frozen=True)
class Rule:
    """A line across."""

    weight: float = 0.8
    before: float = 5.0
    clings: bool = False
    height: float = 1.0

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float, *, forced: bool) -> None:
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        pen.rule(left, top, left + CONTENT, weight=self.weight, ink=BLACK)


@dataclass(frozen=True)
class Logo:
    """The association's mark in the middle."""

    picture: bytes
    height: float = 18 * MILLIMETRE
    before: float = 0.0
    clings: bool = False

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float, *, forced: bool) -> None:
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        wide = CONTENT * _LOGO_SHARE
        logo_of(self.picture).draw(pen, left + (CONTENT - wide) / 2, top, wide, self.height)


def render_roll(blocks: Sequence[Block], paper: Paper) -> bytes:
    """One page, 80 mm wide, cut after its last line."""
    frame = Strip()
    last = max((placed.top + placed.block.height for page in paginate(blocks, frame) for placed in page), default=_TOP)
    return render(blocks, frame, paper, sheet=Sheet(WIDTH, last + _END, MARGIN))


def roll_head(issue: Issue, form: Form, digits: Digits) -> Iterator[Block]:
    if issue.own.logo:
        yield Logo(issue.own.logo)
    yield paragraph(prose(issue.association, digits), CONTENT, _ASSOCIATION, align="centre", before=2)
    yield paragraph(prose(issue.office, digits), CONTENT, _OFFICE, align="centre", before=0)
    yield Rule(1.4)
    yield paragraph(prose(form.title, digits), CONTENT, _TITLE, align="centre", before=4)
    if issue.number:
        yield paragraph(code(issue.number), CONTENT, _NUMBER, align="centre", before=0)
    if issue.moment is not None:
        yield paragraph(both_days(issue.moment.date(), digits), CONTENT, SMALL, align="centre", before=0)
    yield Rule()


def roll_foot(issue: Issue, form: Form, made_at: str, digits: Digits) -> Iterator[Block]:
    yield Rule()
    if issue.own.clause:
        yield paragraph(prose(issue.own.clause, digits), CONTENT, SMALL, align="centre", before=3)
    yield paragraph(printed_at(made_at, digits), CONTENT, SMALL, align="centre", before=3)
    yield paragraph(named_form(form, digits), CONTENT, SMALL, align="centre", before=0)


def roll_fields(pairs: Sequence[tuple[Text, Text]]) -> Iterator[Block]:
    """A label and under it its value; what is empty is left out."""
    for label, shown in pairs:
        if shown:
            yield paragraph(label, CONTENT, _LABEL, before=4, clings=True)
            yield paragraph(shown, CONTENT, _VALUE, before=0)
