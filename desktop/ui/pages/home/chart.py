"""Visitors by hour or by day: bars from right to left, with a scale at the right and the bar of now standing out."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen

from desktop.ui.kit.painted import Painted
from desktop.ui.kit.theme import font, theme

SCALE_WIDTH, FOOT, HEAD = 44, 30, 24
STEPS = 4
LABEL_WIDTH = 44
_NICE = (1, 2, 3, 5, 10, 15, 20, 25, 50, 75, 100, 150, 200, 250, 500, 1_000, 2_500, 5_000)


def scale_step(most: int) -> int:
    """A round number, four of which reach `most`."""
    return next((step for step in _NICE if step * STEPS >= most), -(-most // STEPS))


class VisitChart(Painted):
    def __init__(self) -> None:
        super().__init__()
        self._labels: tuple[str, ...] = ()
        self._counts: tuple[int, ...] = ()
        self._marked = -1
        self.setMinimumHeight(180)
        self.setAccessibleName("عدد الزوار")

    def show_bars(self, labels: Sequence[str], counts: Sequence[int], marked: int) -> None:
        self._labels, self._counts, self._marked = tuple(labels), tuple(counts), marked
        spoken = "، ".join(f"{text}: {count}" for text, count in zip(labels, counts, strict=True) if count)
        self.setAccessibleDescription(spoken or "لا زوار بعد")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        area = QRectF(self.rect()).adjusted(4, HEAD, -SCALE_WIDTH, -FOOT)
        step = scale_step(max([*self._counts, 1]))
        self._draw_scale(painter, area, step)
        if self._counts:
            self._draw_bars(painter, area, step * STEPS)
        painter.end()

    def _draw_scale(self, painter: QPainter, area: QRectF, step: int) -> None:
        p = theme().palette
        painter.setFont(font("micro"))
        for number in range(STEPS + 1):
            y = area.bottom() - area.height() * number / STEPS
            pen = QPen(QColor(p.line_strong if number == 0 else p.line), 1)
            if number:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(p.ink3))
            words = QRectF(area.right() + 8, y - 10, SCALE_WIDTH - 8, 20)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
            painter.drawText(words, right, theme().number(step * number))

    def _draw_bars(self, painter: QPainter, area: QRectF, most: int) -> None:
        p = theme().palette
        cell = area.width() / len(self._counts)
        width = min(38.0, cell * 0.55)
        for index, count in enumerate(self._counts):
            centre = area.right() - cell * (index + 0.5)
            is_marked = index == self._marked
            height = area.height() * count / most
            colour = QColor(p.category(0).ink)
            if self._marked >= 0 and not is_marked:
                colour.setAlphaF(0.38)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPath(_bar(QRectF(centre - width / 2, area.bottom() - height, width, height)))
            painter.setPen(QColor(p.ink if is_marked else p.ink3))
            painter.setFont(font("micro", weight=600 if is_marked else 400))
            # Where the labels would touch, every second one is left out, never the one of now.
            if cell >= LABEL_WIDTH or (index - self._marked) % 2 == 0:
                below = QRectF(centre - cell, area.bottom() + 6, 2 * cell, 20)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, theme().number(self._labels[index]))
            if count:
                above = QRectF(centre - cell / 2, area.bottom() - height - 21, cell, 18)
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, theme().number(count))


def _bar(box: QRectF) -> QPainterPath:
    """Round at the top, square where it stands."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    if box.height() > 0:
        radius = min(6.0, box.height())
        path.addRoundedRect(box, radius, radius)
        path.addRect(box.adjusted(0, radius, 0, 0))
    return path.simplified()
