"""What became of an attestation after it was printed: how it was signed, and whether newer data took its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.drawn_signature import BoundDrawing, Drawing
from domain.ink import segments_of
from domain.paper import Superseded, told_superseded
from domain.signing import DEVICES, INK, SCAN, SCREEN, THUMB
from forms.paper.arabic import Line
from forms.paper.blocks import paragraph
from forms.paper.dates import gregorian, hijri, office_moment
from forms.paper.layout import CONTENT_WIDTH, Block
from forms.paper.pen import MILLIMETRE, PAGE_HEIGHT, STRONG, Pen
from forms.paper.signing import REFERENCE
from forms.paper.text import Digits, Text, prose, spaced, value
from forms.paper.wrapping import wrap

_HEIGHT = 24 * MILLIMETRE
_DRAWING_WIDTH = 62 * MILLIMETRE
_PAD = 8.0
_TITLE_HEIGHT = 18.0
_COUNTS = "تعتمده الجمعية توقيعًا."
_SUPPORTS = "يعضد التوقيع على الورق، ولا يحل محله."
INK_BLACK = "#111111"


@dataclass(frozen=True)
class After:
    """`kinds` as in `domain.signing`: all that is on record of the signing. `by` is the clerk who was there when
    `drawn` was drawn; `witnesses` are those of a thumbprint. `screen_counts`: the association takes a drawing for the
    signature."""

    superseded: Superseded | None = None
    kinds: frozenset[str] = frozenset()
    drawn: BoundDrawing | None = None
    by: str = ""
    witnesses: tuple[str, ...] = ()
    screen_counts: bool = False


NOTHING_YET = After()


def hand_of(after: After) -> tuple[str, str]:
    """What stands in place of the person's and of the clerk's hand on a print of the signed attestation."""
    kept = "محفوظ على الأصل الورقي"
    if after.kinds & {INK, SCAN} or not after.kinds:
        return kept, kept
    if THUMB in after.kinds:
        return "بصمة إبهام على الأصل الورقي، بحضور شاهدين", kept
    if SCREEN in after.kinds:
        return "على الشاشة، كما يظهر أدناه", "وقّعه إلكترونيًا بحسابه"
    return kept, kept


def support(after: After, digits: Digits) -> Iterator[Block]:
    """What was given beside the ink: the drawing of the screen as lines, the witnesses by name."""
    if after.witnesses:
        names = prose(f"شهد على البصمة: {'، '.join(after.witnesses)}", digits)
        yield paragraph(names, CONTENT_WIDTH, REFERENCE, before=4)
    if after.drawn is not None:
        yield DrawnOnScreen(after.drawn.drawing, _told(after.drawn, after.by, digits, counts=after.screen_counts))


def superseded_words(after: After, digits: Digits) -> Text | None:
    return prose(told_superseded(after.superseded).ar, digits) if after.superseded is not None else None


def _told(drawn: BoundDrawing, by: str, digits: Digits, *, counts: bool) -> tuple[Line, ...]:
    at = office_moment(drawn.at)
    day = spaced(hijri(at.date(), digits), prose("الموافق", digits), gregorian(at.date(), digits))
    device = DEVICES[drawn.device].ar if drawn.device in DEVICES else ""
    said = (
        spaced(prose("في", digits), day, value(f"{at:%H:%M}", digits)),
        prose(f"بحضور {by}" + (f"، بواسطة {device}" if device else ""), digits),
        prose("مرتبط ببصمة بيانات هذا الإقرار.", digits),
        prose(_COUNTS if counts else _SUPPORTS, digits),
    )
    room = CONTENT_WIDTH - _DRAWING_WIDTH - 3 * _PAD
    return tuple(line for text in said for line in wrap(text, REFERENCE.weight, REFERENCE.size, room))


@dataclass(frozen=True)
class DrawnOnScreen:
    """A box of its own: at the left the drawing, beside it what it is. It stands whole, and covers no other place."""

    drawing: Drawing
    told: tuple[Line, ...]
    before: float = 6.0
    clings: bool = False

    @property
    def height(self) -> float:
        return max(_HEIGHT, _TITLE_HEIGHT + len(self.told) * REFERENCE.leading + 2 * 5)

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float, *, forced: bool) -> None:
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        pen.box(left, top, CONTENT_WIDTH, self.height)
        pen.upright(left + _DRAWING_WIDTH + _PAD, top, top + self.height)
        _draw_strokes(pen, self.drawing, left + _PAD / 2, top + 3, _DRAWING_WIDTH, self.height - 6)
        start = left + _DRAWING_WIDTH + 2 * _PAD
        room = CONTENT_WIDTH - _DRAWING_WIDTH - 3 * _PAD
        pen.text(prose("وُقّع على الشاشة", "arab"), STRONG, left=start, top=top + 4, width=room)
        pen.lines(self.told, REFERENCE, left=start, top=top + 5 + _TITLE_HEIGHT, width=room)


def _draw_strokes(pen: Pen, drawing: Drawing, left: float, top: float, width: float, height: float) -> None:
    """As lines with round ends, however far they are enlarged."""
    scale = min(width / drawing.width, height / drawing.height)
    x0 = left + (width - drawing.width * scale) / 2
    y0 = PAGE_HEIGHT - top - (height - drawing.height * scale) / 2
    canvas = pen.canvas
    canvas.saveState()
    canvas.setLineCap(1)
    canvas.setStrokeColor(INK_BLACK)
    for stroke in drawing.strokes:
        for piece in segments_of(stroke):
            canvas.setLineWidth(max(0.35, piece.width * scale))
            canvas.line(x0 + piece.x1 * scale, y0 - piece.y1 * scale, x0 + piece.x2 * scale, y0 - piece.y2 * scale)
    canvas.restoreState()
