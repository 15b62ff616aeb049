"""Where people sign: names and signatures, a thumbprint with two witnesses, room for the seal and the code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms.paper.arabic import Line
from forms.paper.fonts import Weight
from forms.paper.layout import Block
from forms.paper.pen import BODY, GREY, LABEL, MILLIMETRE, SMALL, STRONG, VALUE, Pen, Type
from forms.paper.text import Text
from forms.paper.wrapping import natural_width, wrap

_STRIP = 21.0
_PAD = 8.0
_HAND = 33.0
"""Height in points of a line to sign on."""
CODE_SIDE = 34 * MILLIMETRE
_HINT = Type(Weight.REGULAR, 9, 13.5, GREY)


@dataclass(frozen=True)
class Blank:
    """A label and what stands beside it; without `lines`, a dotted line of `height` to write on by hand."""

    label: Text
    lines: tuple[Line, ...] = ()
    height: float = 24.0

    @property
    def room(self) -> float:
        return max(len(self.lines) * VALUE.leading + 5, 22.0) if self.lines else self.height

    def draw(self, pen: Pen, left: float, top: float, width: float) -> None:
        indent = natural_width(self.label, LABEL.weight, LABEL.size) + 6
        if self.lines:
            pen.text(self.label, LABEL, left=left, top=top + 3, width=width)
            pen.lines(self.lines, VALUE, left=left, top=top + 3, width=width - indent)
            return
        foot = top + self.room - 6
        pen.text(self.label, LABEL, left=left, top=foot - LABEL.leading + 4, width=width)
        pen.dots(left, foot, left + width - indent)


def filled(label: Text, content: Text, width: float) -> Blank:
    """A blank that is already written on, e.g. with a name; as high as its text needs."""
    indent = natural_width(label, LABEL.weight, LABEL.size) + 6
    return Blank(label, wrap(content, VALUE.weight, VALUE.size, width - indent))


@dataclass(frozen=True)
class Party:
    role: Text
    blanks: tuple[Blank, ...]

    @property
    def height(self) -> float:
        return _STRIP + sum(blank.room for blank in self.blanks) + 7


@dataclass(frozen=True, kw_only=True)
class _Whole:
    """A block that stands on one page or not at all."""

    width: float
    before: float = 8.0
    clings: bool = False

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        return None


@dataclass(frozen=True, kw_only=True)
class Signatures(_Whole):
    """One box per party, side by side from the right."""

    parties: tuple[Party, ...]

    @property
    def height(self) -> float:
        return max(party.height for party in self.parties)

    @property
    def least(self) -> float:
        return self.height

    def draw(self, pen: Pen, left: float, top: float) -> None:
        each = party_width(self.width, len(self.parties))
        for place, party in enumerate(self.parties):
            start = left + self.width - (place + 1) * each - place * _PAD
            pen.ground(start, top, each, _STRIP)
            pen.text(party.role, STRONG, left=start, top=top + 2, width=each, align="centre")
            pen.box(start, top, each, self.height)
            pen.rule(start, top + _STRIP, start + each)
            y = top + _STRIP
            for blank in party.blanks:
                blank.draw(pen, start + _PAD, y, each - 2 * _PAD)
                y += blank.room


def party_width(width: float, parties: int) -> float:
    """The width of one party's box when `parties` of them share `width`."""
    return (width - (parties - 1) * _PAD) / parties


@dataclass(frozen=True, kw_only=True)
class Thumbprint(_Whole):
    """For the person who does not write: the print of a thumb, and two witnesses."""

    title: Text
    caption: Text
    witnesses: tuple[Party, ...]

    @property
    def height(self) -> float:
        return _STRIP + 33 * MILLIMETRE

    @property
    def least(self) -> float:
        return self.height

    def draw(self, pen: Pen, left: float, top: float) -> None:
        pen.ground(left, top, self.width, _STRIP)
        pen.text(self.title, STRONG, left=left + _PAD, top=top + 2, width=self.width - 2 * _PAD)
        pen.box(left, top, self.width, self.height)
        pen.rule(left, top + _STRIP, left + self.width)
        thumb = 30 * MILLIMETRE
        right = left + self.width
        pen.text(self.caption, _HINT, left=right - thumb, top=top + self.height - 17, width=thumb, align="centre")
        pen.upright(right - thumb, top + _STRIP, top + self.height)
        each = (self.width - thumb) / len(self.witnesses)
        for place, witness in enumerate(self.witnesses):
            start = right - thumb - (place + 1) * each
            if place:
                pen.upright(start + each, top + _STRIP, top + self.height)
            pen.text(witness.role, BODY, left=start + _PAD, top=top + _STRIP + 4, width=each - 2 * _PAD)
            y = top + _STRIP + 18
            for blank in witness.blanks:
                blank.draw(pen, start + _PAD, y, each - 2 * _PAD)
                y += blank.room


@dataclass(frozen=True, kw_only=True)
class Verification(_Whole):
    """What ties the paper to the record; left of it, without a frame, room for the office's seal and the code."""

    lines: tuple[Line, ...]
    seal: Text

    @property
    def height(self) -> float:
        return max(CODE_SIDE + 4, len(self.lines) * SMALL.leading)

    @property
    def least(self) -> float:
        return self.height

    def draw(self, pen: Pen, left: float, top: float) -> None:
        right = left + self.width
        text = verification_width(self.width)
        pen.lines(self.lines, SMALL, left=right - text, top=top + 2, width=text)
        seal = self.width - text - CODE_SIDE
        pen.text(self.seal, _HINT, left=left + CODE_SIDE, top=top + 2, width=seal, align="centre")


def verification_width(width: float) -> float:
    """The width of the text beside the seal and the code."""
    return width * 0.44
