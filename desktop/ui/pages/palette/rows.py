"""One result of the search: its icon, its name, what tells it from others, and its keys or its state."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.ui.kit.painted import direction, mirrored
from desktop.ui.kit.theme import font, picture, theme
from desktop.ui.kit.tokens import RADIUS, RADIUS_SMALL
from desktop.ui.language import listed
from desktop.ui.pages.home.rows import CHIP_HEIGHT, chip_width, draw_chip, draw_text
from desktop.ui.pages.palette.state import Item

HEIGHT, LOW_HEIGHT = 54, 42
KEY_PADDING = 16.0


class ResultRow(QAbstractButton):
    """The keys stay in the field: a row is marked, never focused."""

    entered = Signal(int)
    chosen = Signal(object)  # Item

    def __init__(self, item: Item, index: int) -> None:
        super().__init__()
        self.item = item
        self._index = index
        self._is_marked = False
        self.setFixedHeight(HEIGHT if item.detail else LOW_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(listed((item.title, item.detail, item.chip, item.keys)))
        self.setToolTip(theme().number(item.title))
        self.clicked.connect(self._choose)

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def show_marked(self, is_marked: bool) -> None:
        if is_marked != self._is_marked:
            self._is_marked = is_marked
            self.update()

    def _choose(self) -> None:
        self.chosen.emit(self.item)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.entered.emit(self._index)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, item = theme().palette, self.item
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(direction())
        face = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._is_marked:
            painter.setPen(QPen(QColor(p.primary), 2))
            painter.setBrush(QColor(p.primary_tint))
            painter.drawRoundedRect(face, RADIUS, RADIUS)
        ink = p.primary if self._is_marked else p.ink2
        sign = mirrored(QRectF(face.right() - 38, face.center().y() - 11, 22, 22), face)
        painter.drawPixmap(sign.topLeft(), picture(item.icon, ink, 22, self))
        taken = self._draw_end(painter, face)
        words = mirrored(QRectF(face.left() + 12 + taken, 0, face.width() - 12 - taken - 54, self.height()), face)
        if item.detail:
            draw_text(painter, words.adjusted(0, 5, 0, -self.height() / 2 + 3), item.title, "label", p.ink)
            draw_text(painter, words.adjusted(0, self.height() / 2 - 2, 0, -5), item.detail, "small", p.ink3)
        else:
            draw_text(painter, words, item.title, "label", p.ink)
        painter.end()

    def _draw_end(self, painter: QPainter, face: QRectF) -> float:
        """The chip or the key cap where the line ends; returns the room it takes."""
        middle = face.center().y()
        if self.item.chip:
            chip = QRectF(face.left() + 12, middle - CHIP_HEIGHT / 2, chip_width(self.item.chip), CHIP_HEIGHT)
            draw_chip(painter, mirrored(chip, face), self.item.chip, self.item.tone)
            return chip.width() + 10
        if not self.item.keys:
            return 0.0
        p, made = theme().palette, font("micro")
        width = QFontMetricsF(made).horizontalAdvance(self.item.keys) + KEY_PADDING
        cap = mirrored(QRectF(face.left() + 12, middle - 12, width, 24), face)
        painter.setPen(QPen(QColor(p.line_strong), 1))
        painter.setBrush(QColor(p.sunken))
        painter.drawRoundedRect(cap, RADIUS_SMALL, RADIUS_SMALL)
        painter.setPen(QColor(p.ink2))
        painter.setFont(made)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.item.keys)
        return width + 10
