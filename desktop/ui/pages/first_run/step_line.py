"""Where one stands in the first run: in words, and as a line of four parts."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.kit.basic import label, set_text
from desktop.ui.kit.painted import mirrored
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.first_run.state import STEPS

HEIGHT, SPACE = 5, 6


class StepLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._words = label("", "small")
        column.addWidget(self._words)
        self._bars = _Bars()
        column.addWidget(self._bars)

    def show_step(self, step: int) -> None:
        name, number, last = said_of(STEPS[step]), step + 1, len(STEPS)
        told = said(f"الخطوة {number} من {last}: {name}", f"Step {number} of {last}: {name}")
        set_text(self._words, theme().number(told))
        self._bars.show_step(step)


class _Bars(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self._step = 0
        theme().changed.connect(self._repaint)

    def show_step(self, step: int) -> None:
        self._step = step
        self.update()

    def _repaint(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - SPACE * (len(STEPS) - 1)) / len(STEPS)
        for number in range(len(STEPS)):
            colour = theme().palette.primary if number <= self._step else theme().palette.line_strong
            painter.setBrush(QColor(colour))
            part = QRectF(self.width() - (number + 1) * width - number * SPACE, 0, width, HEIGHT)
            painter.drawRoundedRect(mirrored(part, QRectF(self.rect())), HEIGHT / 2, HEIGHT / 2)
        painter.end()
