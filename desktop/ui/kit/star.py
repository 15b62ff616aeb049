"""The product's mark. By itself: the door shows it and needs nothing else that is painted."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.theme import theme


class Star(QWidget):
    """The product's mark: two squares turned on each other."""

    def __init__(self, size: int = 40) -> None:
        super().__init__()
        self.setFixedSize(size, size)
        self.setAccessibleName("استقبال")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        p = theme().palette
        centre, radius = QPointF(self.width() / 2, self.height() / 2), self.width() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(p.nav_accent))
        painter.drawPath(star_path(centre, radius))
        painter.setBrush(QColor(p.nav))
        painter.drawPath(star_path(centre, radius * 0.52))
        painter.setBrush(QColor("#F0B455"))
        painter.drawEllipse(centre, radius * 0.17, radius * 0.17)
        painter.end()


def star_path(centre: QPointF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for turn in (0.0, pi / 4):
        corners = [
            QPointF(centre.x() + radius * cos(turn + k * pi / 2), centre.y() + radius * sin(turn + k * pi / 2))
            for k in range(4)
        ]
        path.addPolygon(QPolygonF([*corners, corners[0]]))
    return path.simplified()
