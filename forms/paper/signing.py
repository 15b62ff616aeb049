"""Where people sign: names and signatures, the frame of the office's stamp, a thumbprint with two witnesses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from forms.paper.arabic import Line
from forms.paper.fonts import Weight
from forms.paper.layout import Block
from forms.paper.pen import BODY, DARK, GREY, LABEL, MILLIMETRE, STRONG, VALUE, Pen, Type
from forms.paper.square import draw_square, side_of
from forms.paper.text import NOTHING, Text
from forms.paper.wrapping import natural_width, wrap

_STRIP = 21.0
_PAD = 8.0
_HAND, _LOW_HAND = 33.0, 26.0
"""Height in points of a line to sign on."""
_THUMB = 28 * MILLIMETRE
CODE_SIDE = 34 * MILLIMETRE
SEAL_WIDTH, SEAL_HEIGHT = 44 * MILLIMETRE, 37 * MILLIMETRE
"""Room for a round stamp of 35 mm or an oval one of 42."""
REFERENCE = Type(Weight.REGULAR, 8.5, 13, DARK)
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
        indent = _indent(self.label)
        if self.lines:
            if self.label:
                pen.text(self.label, LABEL, left=left, top=top + 3, width=width)
            pen.lines(self.lines, VALUE, left=left, top=top + 3, width=width - indent)
            return
        foot = top + self.room - 6
        pen.text(self.label, LABEL, left=left, top=foot - LABEL.leading + 4, width=width)
        pen.dots(left, foot, left + width - indent)


def filled(label: Text, content: Text, width: float) -> Blank:
    """A blank that is already written on, e.g. with a name; as high as its text needs."""
    return Blank(label, wrap(content, VALUE.weight, VALUE.size, width - _indent(label)))


def _indent(label: Text) -> float:
    return natural_width(label, LABEL.weight, LABEL.size) + 6 if label else 0.0


class Area(NamedTuple):
    """In points from the upper left of what it is on."""

    left: float
    top: float
    right: float
    bottom: float


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
    """One box per party, side by side from the right; at the left, with `seal`, the frame of the office's stamp."""

    parties: tuple[Party, ...]
    seal: Text = NOTHING

    @property
    def height(self) -> float:
        below = max(party.height for party in self.parties) - _STRIP
        return max(self._strip + below, SEAL_HEIGHT if self.seal else 0.0)

    @property
    def least(self) -> float:
        return self.height

    @property
    def _each(self) -> float:
        return party_width(self.width - (SEAL_WIDTH + _PAD if self.seal else 0.0), len(self.parties))

    @property
    def _strip(self) -> float:
        """As high as the longest title, for all of them."""
        lines = max(len(_title(party.role, self._each)) for party in self.parties)
        return _STRIP + (lines - 1) * STRONG.leading

    def hand(self, left: float, top: float) -> Area:
        """Where the first party writes, when the block stands there."""
        right = left + self.width
        return Area(right - self._each, top + self._strip, right, top + self.height)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        each = self._each
        for place, party in enumerate(self.parties):
            start = left + self.width - (place + 1) * each - place * _PAD
            self._draw_titled(pen, party.role, start, top, each)
            y = top + self._strip
            for blank in party.blanks:
                blank.draw(pen, start + _PAD, y, each - 2 * _PAD)
                y += blank.room
        if self.seal:
            self._draw_titled(pen, self.seal, left, top, SEAL_WIDTH)

    def _draw_titled(self, pen: Pen, title: Text, left: float, top: float, width: float) -> None:
        strip = self._strip
        lines = _title(title, width)
        pen.ground(left, top, width, strip)
        down = (strip - len(lines) * STRONG.leading) / 2 - 0.25
        pen.lines(lines, STRONG, left=left + 3, top=top + down, width=width - 6, align="centre")
        pen.box(left, top, width, self.height)
        pen.rule(left, top + strip, left + width)


def _title(text: Text, width: float) -> tuple[Line, ...]:
    return wrap(text, STRONG.weight, STRONG.size, width - 6)


def party_width(width: float, parties: int) -> float:
    """The width of one party's box when `parties` of them share `width`."""
    return (width - (parties - 1) * _PAD) / parties


@dataclass(frozen=True)
class SignLine:
    """Who signs, and below it a dotted line: for a paper that has no room for boxes."""

    who: Text
    label: Text
    width: float
    before: float = 6.0
    clings: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        return wrap(self.who, BODY.weight, BODY.size, self.width)

    @property
    def height(self) -> float:
        return len(self.lines) * BODY.leading + _LOW_HAND

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float, *, forced: bool) -> tuple[Sequence[Block], Sequence[Block]] | None:
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        pen.lines(self.lines, BODY, left=left, top=top, width=self.width)
        Blank(self.label, height=_LOW_HAND).draw(pen, left, top + len(self.lines) * BODY.leading, self.width)


def code_side(square: str) -> float:
    """How wide a square code is drawn: 34 mm, and wider only for one that says unusually much."""
    return max(CODE_SIDE, side_of(square)) if square else CODE_SIDE


@dataclass(frozen=True, kw_only=True)
class Coded(_Whole):
    """The square code at the left, and beside it, in letters, what ties the paper to the record."""

    square: str
    reference: tuple[Line, ...]

    @property
    def height(self) -> float:
        return max(code_side(self.square), len(self.reference) * REFERENCE.leading)

    @property
    def least(self) -> float:
        return self.height

    def draw(self, pen: Pen, left: float, top: float) -> None:
        side = code_side(self.square)
        draw_square(pen, self.square, left, top, side)
        down = (self.height - len(self.reference) * REFERENCE.leading) / 2
        room = self.width - side - _PAD
        pen.lines(self.reference, REFERENCE, left=left + side + _PAD, top=top + down, width=room)


@dataclass(frozen=True, kw_only=True)
class Thumbprint(_Whole):
    """For the person who does not write: the print of a thumb, and two witnesses. At the left what ties the paper to
    the record: the text of its square code, and `reference`, in letters."""

    title: Text
    caption: Text
    witnesses: tuple[Party, ...]
    square: str = ""
    reference: tuple[Line, ...] = ()

    @property
    def height(self) -> float:
        beside = (code_side(self.square) if self.square else 3.0) + len(self.reference) * REFERENCE.leading
        return max(_STRIP + 33 * MILLIMETRE, beside)

    @property
    def least(self) -> float:
        return self.height

    def thumb(self, left: float, top: float) -> Area:
        """Where the thumb is set, when the block stands there."""
        right = left + self.width
        return Area(right - _THUMB, top + _STRIP, right, top + self.height)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        side = code_side(self.square)
        beside = side + _PAD if self.reference or self.square else 0.0
        below = 3.0
        if self.square:
            draw_square(pen, self.square, left, top, side)
            below = side
        pen.lines(self.reference, REFERENCE, left=left, top=top + below, width=side, align="centre")
        self._draw_box(pen, left + beside, top, self.width - beside)

    def _draw_box(self, pen: Pen, left: float, top: float, width: float) -> None:
        pen.ground(left, top, width, _STRIP)
        pen.text(self.title, STRONG, left=left + _PAD, top=top + 2, width=width - 2 * _PAD)
        pen.box(left, top, width, self.height)
        pen.rule(left, top + _STRIP, left + width)
        thumb = _THUMB
        right = left + width
        pen.text(self.caption, _HINT, left=right - thumb, top=top + self.height - 17, width=thumb, align="centre")
        pen.upright(right - thumb, top + _STRIP, top + self.height)
        each = (width - thumb) / len(self.witnesses)
        for place, witness in enumerate(self.witnesses):
            start = right - thumb - (place + 1) * each
            if place:
                pen.upright(start + each, top + _STRIP, top + self.height)
            pen.text(witness.role, BODY, left=start + _PAD, top=top + _STRIP + 4, width=each - 2 * _PAD)
            y = top + _STRIP + 18
            for blank in witness.blanks:
                blank.draw(pen, start + _PAD, y, each - 2 * _PAD)
                y += blank.room
