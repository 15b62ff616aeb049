"""What paints itself, and a line of text drawn where it fits."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.fields import RIGHT_TO_LEFT_MARK, as_read, is_arabic, is_mixed
from desktop.ui.kit.numbered import ABSOLUTE, LEFT, MIDDLE, RIGHT, start
from desktop.ui.kit.theme import font, theme
from desktop.ui.language import reads_from_right


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
        painter.setLayoutDirection(direction())
        return painter


def direction() -> Qt.LayoutDirection:
    """As the window's language is read."""
    return Qt.LayoutDirection.RightToLeft if reads_from_right() else Qt.LayoutDirection.LeftToRight


def at_start() -> Qt.AlignmentFlag:
    """Where a line begins: at the right in Arabic, at the left in English; in the middle of its height."""
    return Qt.AlignmentFlag(start())


def at_end() -> Qt.AlignmentFlag:
    """Where a line ends."""
    return Qt.AlignmentFlag((LEFT if reads_from_right() else RIGHT) | MIDDLE | ABSOLUTE)


def from_start(room: QRectF, distance: float) -> float:
    """The place in the room that is so far from where a line begins."""
    return room.right() - distance if reads_from_right() else room.left() + distance


def mirrored(part: QRectF, room: QRectF) -> QRectF:
    """A part of the room, thought of as Arabic is read: in English on the other side."""
    if reads_from_right():
        return part
    return QRectF(room.left() + room.right() - part.right(), part.top(), part.width(), part.height())


def drawn(text: str) -> str:
    """The text as it runs in a painted line; an ellipsis stays behind the name that it cuts."""
    if reads_from_right() or not any(map(is_arabic, text)):
        return text
    return as_read(text) if is_mixed(text) else f"{RIGHT_TO_LEFT_MARK}{text}{RIGHT_TO_LEFT_MARK}"


def draw_line(
    painter: QPainter, room: QRectF, text: str, role: str, colour: str, *, written: QFont | None = None
) -> None:
    """One line from its start: smaller when it must be, then with an ellipsis. `written` is the font where it is known
    to fit."""
    made = written or fitting_font(role, (text,), room.width())
    painter.setFont(made)
    painter.setPen(QColor(colour))
    cut = QFontMetricsF(made).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, at_start(), drawn(cut))


def fitting_font(role: str, texts: Sequence[str], width: float) -> QFont:
    """In which each of them has room, as far as that can be read."""
    made = font(role)
    while made.pixelSize() > 12 and max(map(QFontMetricsF(made).horizontalAdvance, texts)) > width:
        made.setPixelSize(made.pixelSize() - 1)
    return made
