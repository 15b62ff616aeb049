"""What paints itself, and a line of text drawn where it fits."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.theme import font, theme


class Painted(QWidget):
    """Repaints when the theme changes."""

    def __init__(self) -> None:
        super().__init__()
        theme().changed.connect(self.repaint_soon)

    def repaint_soon(self) -> None:
        self.update()

    def painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        return painter


def draw_line(painter: QPainter, room: QRectF, text: str, role: str, colour: str) -> None:
    """One line at the right: smaller when it must be, then with an ellipsis."""
    made = _fitting(role, text, room.width())
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.setFont(made)
    painter.setPen(QColor(colour))
    painter.drawText(room, right, QFontMetricsF(made).elidedText(text, Qt.TextElideMode.ElideRight, room.width()))


def _fitting(role: str, text: str, width: float) -> QFont:
    made = font(role)
    while QFontMetricsF(made).horizontalAdvance(text) > width and made.pixelSize() > 12:
        made.setPixelSize(made.pixelSize() - 1)
    return made
