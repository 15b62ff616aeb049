"""The product's mark. By itself: the door shows it and needs nothing else that is painted."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.theme import mark, theme
from desktop.ui.language import said

AMBER = "#F0B455"


class Star(QWidget):
    """Two squares turned on each other, a smaller one inside, and its heart."""

    def __init__(self, size: int = 40) -> None:
        super().__init__()
        self.setFixedSize(size, size)
        self.setAccessibleName(said("استقبال", "Istiqbal"))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().palette
        painter = QPainter(self)
        for name, colour, share in (
            ("star", colours.nav_accent, 1.0),
            ("star", colours.nav, 0.52),
            ("dot", AMBER, 0.17),
        ):
            side = round(self.width() * share)
            corner = (self.width() - side) / 2
            painter.drawPixmap(QPointF(corner, corner), mark(name, colour, side, self))
        painter.end()
