"""Drawing on one page, measured in points from its upper left corner, black on white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, FILL_NON_ZERO

from forms.paper.arabic import Line, draw_line, shape_line
from forms.paper.fonts import Weight
from forms.paper.svg import Drawing, Shape
from forms.paper.text import Text

PAGE_WIDTH, PAGE_HEIGHT = A4
MILLIMETRE = mm

BLACK, DARK, GREY, PALE, TINT = 0.0, 0.27, 0.45, 0.72, 0.945
"""Greys that stay apart on an office's laser printer: text, second text, hints, thin lines, ground of a heading."""

Stroke = tuple[float, float, float, float]
"""Across and down to where it begins, and to where it ends."""

Align = Literal["right", "centre", "left"]
_ASCENT, _DESCENT = 1.085, 0.415


@dataclass(frozen=True)
class Type:
    """How a piece of text is set: sizes and leading in points, `ink` from 0 (black) to 1 (white)."""

    weight: Weight
    size: float
    leading: float
    ink: float = BLACK


BODY = Type(Weight.REGULAR, 11, 16.5)
VALUE = Type(Weight.MEDIUM, 11, 16.5)
LABEL = Type(Weight.REGULAR, 11, 16.5, DARK)
STRONG = Type(Weight.SEMIBOLD, 11, 16.5)
HEADING = Type(Weight.SEMIBOLD, 12.5, 19)
TITLE = Type(Weight.BOLD, 20, 28)
SMALL = Type(Weight.REGULAR, 9, 13.5, DARK)


class Pen:
    """A thin layer over reportlab's canvas: shaped lines, rules and boxes."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas

    def lines(
        self, lines: Sequence[Line], kind: Type, *, left: float, top: float, width: float, align: Align = "right"
    ) -> None:
        """Set `lines` below each other between `left` and `left + width`, the first one's leading starting at `top`."""
        self.canvas.setFillGray(kind.ink)
        base = top + (kind.leading - (_ASCENT + _DESCENT) * kind.size) / 2 + _ASCENT * kind.size
        share = {"right": 1.0, "centre": 0.5, "left": 0.0}[align]
        for line in lines:
            free = width - line.width * kind.size / 1000
            draw_line(self.canvas, line, left=left + free * share, base=PAGE_HEIGHT - base, size=kind.size)
            base += kind.leading

    def text(self, text: Text, kind: Type, *, left: float, top: float, width: float, align: Align = "right") -> None:
        """One line that is known to fit."""
        self.lines((shape_line(text, kind.weight),), kind, left=left, top=top, width=width, align=align)

    def rule(self, left: float, top: float, right: float, *, weight: float = 0.5, ink: float = PALE) -> None:
        self._stroke(weight, ink)
        self.canvas.line(left, PAGE_HEIGHT - top, right, PAGE_HEIGHT - top)

    def upright(self, left: float, top: float, bottom: float, *, weight: float = 0.5, ink: float = PALE) -> None:
        self._stroke(weight, ink)
        self.canvas.line(left, PAGE_HEIGHT - top, left, PAGE_HEIGHT - bottom)

    def strokes(self, lines: Sequence[Stroke], *, weight: float = 0.5, ink: float = PALE) -> None:
        """Many lines of one kind at once."""
        if lines:
            self._stroke(weight, ink)
            self.canvas.lines([(x, PAGE_HEIGHT - y, to_x, PAGE_HEIGHT - to_y) for x, y, to_x, to_y in lines])

    def dots(self, left: float, top: float, right: float) -> None:
        """A line to write on."""
        self._stroke(0.7, GREY)
        self.canvas.setDash(0.1, 2.4)
        self.canvas.setLineCap(1)
        self.canvas.line(left, PAGE_HEIGHT - top, right, PAGE_HEIGHT - top)
        self.canvas.setLineCap(0)
        self.canvas.setDash()

    def box(
        self, left: float, top: float, width: float, height: float, *, weight: float = 0.7, ink: float = GREY
    ) -> None:
        self._stroke(weight, ink)
        self.canvas.rect(left, PAGE_HEIGHT - top - height, width, height)

    def ground(self, left: float, top: float, width: float, height: float, *, ink: float = TINT) -> None:
        self.canvas.setFillGray(ink)
        self.canvas.rect(left, PAGE_HEIGHT - top - height, width, height, stroke=0, fill=1)

    def check_box(self, left: float, top: float, side: float, *, ticked: bool) -> None:
        """A square drawn as lines: no font's check mark is asked for."""
        self.box(left, top, side, side, weight=0.9, ink=BLACK)
        if ticked:
            self._stroke(1.5, BLACK)
            bottom = PAGE_HEIGHT - top - side
            path = self.canvas.beginPath()
            path.moveTo(left + side * 0.2, bottom + side * 0.5)
            path.lineTo(left + side * 0.42, bottom + side * 0.24)
            path.lineTo(left + side * 0.82, bottom + side * 0.8)
            self.canvas.drawPath(path)

    def picture(self, image: Any, left: float, top: float, width: float, height: float) -> None:
        """`image` (reportlab's ImageReader) as large as fits, centred, its proportions kept."""
        self.canvas.drawImage(
            image, left, PAGE_HEIGHT - top - height, width, height, mask="auto", preserveAspectRatio=True, anchor="c"
        )

    def drawing(self, drawn: Drawing, left: float, top: float, width: float, height: float) -> None:
        """`drawn` as large as fits, centred; what lies outside its own edges is not shown."""
        scale = min(width / drawn.width, height / drawn.height)
        wide, high = drawn.width * scale, drawn.height * scale
        self.canvas.saveState()
        self.canvas.translate(left + (width - wide) / 2, PAGE_HEIGHT - top - (height - high) / 2)
        self.canvas.scale(scale, -scale)
        edges = self.canvas.beginPath()
        edges.rect(0, 0, drawn.width, drawn.height)
        self.canvas.clipPath(edges, stroke=0, fill=0)
        for shape in drawn.shapes:
            self._shape(shape)
        self.canvas.restoreState()

    def _shape(self, shape: Shape) -> None:
        path = self.canvas.beginPath()
        steps = {"move": path.moveTo, "line": path.lineTo, "curve": path.curveTo, "close": path.close}
        for segment in shape.segments:
            steps[segment.kind](*(number for point in segment.points for number in point))
        if shape.fill:
            self.canvas.setFillColorRGB(*shape.fill)
        if shape.stroke:
            self.canvas.setStrokeColorRGB(*shape.stroke)
            self.canvas.setLineWidth(shape.stroke_width)
            self.canvas.setLineCap(shape.cap)
            self.canvas.setLineJoin(shape.join)
        mode = FILL_EVEN_ODD if shape.is_even_odd else FILL_NON_ZERO
        self.canvas.drawPath(
            path, stroke=int(shape.stroke is not None), fill=int(shape.fill is not None), fillMode=mode
        )

    def slanted(self, text: Text, kind: Type, *, degrees: float, width: float) -> None:
        """A word across the whole page, as wide as `width`, under everything drawn after it."""
        line = shape_line(text, kind.weight)
        size = width * 1000 / line.width
        self.canvas.saveState()
        self.canvas.setFillGray(kind.ink)
        self.canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
        self.canvas.rotate(degrees)
        draw_line(self.canvas, line, left=-width / 2, base=-size * 0.25, size=size)
        self.canvas.restoreState()

    def _stroke(self, weight: float, ink: float) -> None:
        self.canvas.setLineWidth(weight)
        self.canvas.setStrokeGray(ink)
