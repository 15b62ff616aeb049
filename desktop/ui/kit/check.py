"""A tick box in the product's own drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox

from desktop.ui.kit.fields import as_read
from desktop.ui.kit.numbered import point_at, start
from desktop.ui.kit.theme import mark, picture, theme
from desktop.ui.language import reads_from_right

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QPaintEvent


class Check(QCheckBox):
    """A tick box that is drawn with the tokens: 22 px, a filled square with a tick when on, a ring with the focus."""

    SIDE = 22

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.setMinimumHeight(32)
        theme().changed.connect(self._repaint)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + self.SIDE + 16, 32)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def _repaint(self) -> None:
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        point_at(self)
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = theme().palette
        painter = QPainter(self)  # its pen has the colour of words, by the style sheet
        left = self.width() - self.SIDE - 4 if reads_from_right() else 0
        corner = QPointF(left, (self.height() - self.SIDE) / 2 - 2)
        if self.hasFocus():
            painter.drawPixmap(corner, mark("check-ring", p.primary, self.SIDE + 4, self))
        if self.isChecked():
            painter.drawPixmap(corner, mark("check-on", p.primary, self.SIDE + 4, self))
            painter.drawPixmap(corner + QPointF(5, 5), picture("check", p.on_primary, 16, self))
        else:
            painter.drawPixmap(corner, mark("check-off", p.field, self.SIDE + 4, self))
        beside = 0 if reads_from_right() else self.SIDE + 12
        painter.drawText(beside, 0, self.width() - self.SIDE - 12, self.height(), start(), as_read(self.text()))
        painter.end()
