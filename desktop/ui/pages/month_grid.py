"""The days of a month, each with its number in both calendars, as they are walked through and picked."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from desktop.ui.kit.painted import Painted
from desktop.ui.kit.theme import font, theme
from desktop.ui.language import listed, reads_from_right, said_of
from desktop.ui.pages.month import Cell, Month, clamp, step_month
from desktop.ui.shown import both_calendars
from domain.calendar import SHORT_WEEKDAYS

CELL_WIDTH, CELL_HEIGHT, HEAD = 44, 40, 28
CENTRE = Qt.AlignmentFlag.AlignCenter


def _steps() -> dict[Qt.Key, int]:
    onward = 1 if reads_from_right() else -1
    return {Qt.Key.Key_Left: onward, Qt.Key.Key_Right: -onward, Qt.Key.Key_Down: 7, Qt.Key.Key_Up: -7}


def _place(column: int) -> int:
    """From the left, of a column counted as the language is read."""
    return 6 - column if reads_from_right() else column


class MonthGrid(Painted):
    """Painted as the language is read. Arrows move the marked day, PageUp and PageDown the month, Enter picks."""

    picked = Signal(object)  # date
    wandered = Signal(object)  # date: another day is to be marked

    def __init__(self) -> None:
        super().__init__()
        self._month: Month | None = None
        self._last = date.max
        self._over: date | None = None
        self.day = date(2000, 1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(CELL_WIDTH * 7, HEAD + CELL_HEIGHT * 6)

    def show_month(self, month: Month, marked: date, last: date = date.max) -> None:
        """Days after `last` are shown and cannot be picked."""
        self._month, self.day, self._last = month, marked, last
        both = both_calendars(clamp(marked))
        self.setAccessibleName(listed((both.hijri, both.gregorian)))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _steps().get(Qt.Key(event.key()))
        if step is not None:
            self.wandered.emit(clamp(self.day + timedelta(days=step)))
        elif self._month is not None and event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.wandered.emit(step_month(self._month, -1 if event.key() == Qt.Key.Key_PageUp else 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day is not None:
            self.picked.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._day_at(event.position())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = None
        self.update()

    def _day_at(self, point: QPointF) -> date | None:
        """None beside the days of the month, and for one that cannot be picked."""
        row, column = int((point.y() - HEAD) // CELL_HEIGHT), _place(int(point.x() // CELL_WIDTH))
        cells = self._month.cells if self._month is not None else ()
        if row < 0 or not 0 <= column < 7 or row * 7 + column >= len(cells):
            return None
        cell = cells[row * 7 + column]
        return cell.day if cell.is_inside and cell.day <= self._last else None

    # --- painted -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._month is None:
            return
        painter = self.painter()
        painter.setFont(font("micro"))
        painter.setPen(QColor(theme().palette.ink3))
        for column, name in enumerate(SHORT_WEEKDAYS):
            painter.drawText(QRectF(_place(column) * CELL_WIDTH, 0, CELL_WIDTH, HEAD), CENTRE, said_of(name))
        for index, cell in enumerate(self._month.cells):
            if cell.is_inside:
                left, top = _place(index % 7) * CELL_WIDTH, HEAD + index // 7 * CELL_HEIGHT
                self._paint_cell(painter, QRectF(left, top, CELL_WIDTH, CELL_HEIGHT), cell)
        painter.end()

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: Cell) -> None:
        p = theme().palette
        is_marked = cell.day == self.day
        ink, small = (p.on_primary, p.on_primary) if is_marked else (p.ink, p.ink3)
        if cell.day > self._last:
            ink = small = p.disabled
        if is_marked:
            painter.setPen(QPen(QColor(p.ink), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(p.primary))
            painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 8, 8)
        elif cell.day == self._over:
            painter.setPen(QPen(QColor(p.line_strong), 1))
            painter.setBrush(QColor(p.sunken))
            painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 8, 8)
        painter.setPen(QColor(ink))
        painter.setFont(font("body", weight=600 if is_marked else 400))
        painter.drawText(box.adjusted(0, 1, 0, -14), CENTRE, theme().number(cell.number))
        painter.setPen(QColor(small))
        painter.setFont(font("micro", size=11))
        painter.drawText(box.adjusted(0, 22, 0, -1), CENTRE, theme().number(cell.other))
