"""A tick box in the product's own drawing."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from desktop.ui.kit.fields import rtl
from desktop.ui.kit.theme import picture, theme


class Check(QCheckBox):
    """A tick box that is drawn with the tokens: 22 px, a filled square with a tick when on, a ring with the focus."""

    SIDE = 22

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.setMinimumHeight(32)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self._repaint)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + self.SIDE + 16, 32)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def _repaint(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = theme().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.width() - self.SIDE - 2, (self.height() - self.SIDE) / 2, self.SIDE, self.SIDE)
        if self.hasFocus():
            painter.setPen(QPen(QColor(p.primary), 2))
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 7, 7)
        is_on = self.isChecked()
        painter.setPen(QPen(QColor(p.primary if is_on else p.field), 1.5))
        painter.setBrush(QColor(p.primary if is_on else p.surface))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        if is_on:
            painter.drawPixmap(box.adjusted(3, 3, 0, 0).topLeft(), picture("check", p.on_primary, 16, self))
        painter.setPen(QColor(p.ink if self.isEnabled() else p.disabled))
        words = QRectF(0, 0, box.left() - 10, self.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(words, right, rtl(self.text()))
        painter.end()
