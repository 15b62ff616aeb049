"""Days behind a number as a soft line; the newest where a line ends, with a dot on it."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainterPath, QPaintEvent, QPen

from desktop.ui.kit.painted import Painted, from_start
from desktop.ui.kit.theme import theme
from desktop.ui.language import said

MARGIN = 6.0


class TrailLine(Painted):
    def __init__(self, category: int) -> None:
        super().__init__()
        self._category = category
        self._values: tuple[int, ...] = ()
        self.setFixedHeight(44)

    def show_trail(self, values: Sequence[int], title: str, spoken: str) -> None:
        self._values = tuple(values)
        self.setAccessibleName(title or said("لا أيام سابقة", "no days before"))
        self.setAccessibleDescription(spoken)
        self.setToolTip(theme().number(title))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._values) < 2:
            return
        painter = self.painter()
        ink = QColor(theme().palette.category(self._category).ink)
        area = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        points = _points(self._values, area)
        line = _smooth(points)
        fill = QPainterPath(line)
        fill.lineTo(points[-1].x(), area.bottom())
        fill.lineTo(points[0].x(), area.bottom())
        fill.closeSubpath()
        shade = QLinearGradient(area.topLeft(), area.bottomLeft())
        for place, strength in ((0.0, 0.24), (1.0, 0.0)):
            faded = QColor(ink)
            faded.setAlphaF(strength)
            shade.setColorAt(place, faded)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawPath(fill)
        painter.setPen(QPen(ink, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(line)
        painter.setPen(QPen(QColor(theme().palette.surface), 2))
        painter.setBrush(ink)
        painter.drawEllipse(points[-1], 4.5, 4.5)
        painter.end()


def _points(values: Sequence[int], area: QRectF) -> list[QPointF]:
    most = max([*values, 1])
    step = area.width() / (len(values) - 1)
    return [
        QPointF(from_start(area, step * index), area.bottom() - area.height() * value / most)
        for index, value in enumerate(values)
    ]


def _smooth(points: Sequence[QPointF]) -> QPainterPath:
    """Through every point, level at each, so that it never swings beyond them."""
    path = QPainterPath(points[0])
    for one, other in pairwise(points):
        middle = (one.x() + other.x()) / 2
        path.cubicTo(QPointF(middle, one.y()), QPointF(middle, other.y()), other)
    return path
