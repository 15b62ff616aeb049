"""Which day is shown: a step earlier or later, today, or any day from a month in both calendars."""

import calendar
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, label, set_text
from desktop.ui.kit.painted import Painted, mirrored
from desktop.ui.kit.theme import font, theme
from desktop.ui.language import reads_from_right, said, said_of
from desktop.ui.shown import hijri_year, month_and_year, name_of_hijri_month, shown_day
from domain.calendar import (
    SHORT_WEEKDAYS,
    add_gregorian_months,
    hijri_of,
    week_start,
)

CELL_WIDTH, CELL_HEIGHT, HEAD = 46, 44, 30
WEEKS = 6


class DayBar(QWidget):
    """`stepped` carries -1 or 1, `chosen` an ISO day."""

    stepped = Signal(int)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._today = Button(
            said(" العودة إلى اليوم", " Back to today"),
            "text",
            glyph="arrow-back-up",
            name=said("العودة إلى اليوم", "Back to today"),
        )
        self._today.clicked.connect(self._choose_today)
        self._earlier = Button(kind="icon", glyph="chevron-right", name=said("اليوم السابق", "The day before"))
        self._earlier.clicked.connect(self._step_earlier)
        self._day = Button("", "secondary", glyph="calendar", name=said("اختيار يوم سابق", "Choose a former day"))
        self._day.clicked.connect(self._open)
        self._later = Button(kind="icon", glyph="chevron-left", name=said("اليوم التالي", "The day after"))
        self._later.clicked.connect(self._step_later)
        for button in (self._today, self._earlier, self._day, self._later):
            row.addWidget(button)
        self._popup = DayPopup(self)
        self._popup.chosen.connect(self.chosen)
        self._shown = date.min

    def show_day(self, day: str, text: str, *, is_today: bool) -> None:
        self._shown = date.fromisoformat(day)
        self._day.setText(f" {theme().number(text)}")
        self._day.setAccessibleName(
            said(f"اليوم المعروض {text}. اختيار يوم سابق", f"The day shown is {text}. Choose a former day")
        )
        self._today.setVisible(not is_today)
        self._later.setEnabled(not is_today)
        if is_today:
            self._popup.last_day = self._shown

    def _choose_today(self) -> None:
        self.chosen.emit(self._popup.last_day.isoformat())

    def _step_earlier(self) -> None:
        self.stepped.emit(-1)

    def _step_later(self) -> None:
        self.stepped.emit(1)

    def _open(self) -> None:
        self._popup.open_below(self._day, self._shown)


class DayPopup(QFrame):
    """A month over the page; days after `last_day` cannot be chosen. Escape or a click elsewhere takes it away."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setProperty("kind", "card")
        self.last_day = date.max
        self._opener: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        head = QHBoxLayout()
        before = Button(kind="icon", glyph="chevron-right", name=said("الشهر السابق", "The month before"))
        before.clicked.connect(self._before)
        after = Button(kind="icon", glyph="chevron-left", name=said("الشهر التالي", "The month after"))
        after.clicked.connect(self._after)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._gregorian, self._hijri = label("", "h3"), label("", "small")
        for text in (self._gregorian, self._hijri):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.addWidget(text)
        head.addWidget(before)
        head.addLayout(words, 1)
        head.addWidget(after)
        column.addLayout(head)
        self.grid = MonthGrid()
        self.grid.chosen.connect(self._choose)
        self.grid.moved.connect(self._name_month)
        column.addWidget(self.grid)

    def open_below(self, button: QWidget, day: date) -> None:
        if self.isVisible():
            self.hide()
            return
        self._opener = button
        host = button.window()
        self.setParent(host)
        self.grid.show_day(day, self.last_day)
        self._name_month()
        self.adjustSize()
        corner = button.mapTo(host, QPoint(button.width(), button.height() + 6))
        start = corner.x() - self.width() if reads_from_right() else corner.x() - button.width()
        self.move(max(8, min(start, host.width() - self.width() - 8)), corner.y())
        self.show()
        self.raise_()
        self.grid.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        _application().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        _application().removeEventFilter(self)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            is_inside = watched is self or self.isAncestorOf(watched)
            # The button that opened it closes it by itself.
            if not is_inside and watched is not self._opener:
                self.hide()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _go_back(self) -> None:
        """With the keyboard, to what it was opened from."""
        self.hide()
        if self._opener is not None:
            self._opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def _before(self) -> None:
        self.grid.move_months(-1)

    def _after(self) -> None:
        self.grid.move_months(1)

    def _name_month(self) -> None:
        day = self.grid.day
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        set_text(self._gregorian, theme().number(month_and_year(day)))
        first_hijri, last_hijri = hijri_of(day.replace(day=1)), hijri_of(last)
        names = dict.fromkeys(name_of_hijri_month(item.month) for item in (first_hijri, last_hijri))
        set_text(self._hijri, theme().number(hijri_year(" – ".join(names), last_hijri.year)))

    def _choose(self, day: str) -> None:
        self._go_back()
        self.chosen.emit(day)


def _application() -> QCoreApplication:
    found = QCoreApplication.instance()
    if found is None:
        raise RuntimeError("a widget is shown without an application")
    return found


class MonthGrid(Painted):
    """Six weeks from Sunday; the Gregorian day large, the Hijri one below. Arrows move, Enter chooses."""

    chosen = Signal(str)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.day, self._last = date.min, date.max
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._over: date | None = None
        self.setAccessibleName(
            said("أيام الشهر: الأسهم للتنقل وEnter للاختيار", "Days of the month: arrows move, Enter chooses")
        )

    def sizeHint(self) -> QSize:
        return QSize(CELL_WIDTH * 7, HEAD + CELL_HEIGHT * WEEKS)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_day(self, day: date, last: date) -> None:
        self._last = last
        self._move_to(day)

    def move_months(self, count: int) -> None:
        self._move_to(add_gregorian_months(self.day, count))

    def _move_to(self, day: date) -> None:
        self.day = min(day, self._last)
        self.setAccessibleDescription(theme().number(shown_day(self.day.isoformat())))
        self.moved.emit()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        onward = 1 if reads_from_right() else -1
        steps = {Qt.Key.Key_Right: -onward, Qt.Key.Key_Left: onward, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        key = Qt.Key(event.key())
        if key in steps:
            self._move_to(self.day + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.move_months(-1 if key is Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.day.isoformat())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day is not None and day <= self._last:
            self.chosen.emit(day.isoformat())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._day_at(event.position())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = None
        self.update()

    def _first(self) -> date:
        return week_start(self.day.replace(day=1))

    def _day_at(self, point: QPointF) -> date | None:
        distance = self.width() - point.x() if reads_from_right() else point.x()
        column, row = int(distance // CELL_WIDTH), int((point.y() - HEAD) // CELL_HEIGHT)
        if not (0 <= column < 7 and 0 <= row < WEEKS):
            return None
        return self._first() + timedelta(days=row * 7 + column)

    def _cell(self, column: int, top: float, height: float) -> QRectF:
        """The first column stands where a line begins."""
        made = QRectF(self.width() - (column + 1) * CELL_WIDTH, top, CELL_WIDTH, height)
        return mirrored(made, QRectF(self.rect()))

    def paintEvent(self, event: QPaintEvent) -> None:
        p = theme().palette
        painter = self.painter()
        painter.setFont(font("micro"))
        painter.setPen(QColor(p.ink3))
        for column, name in enumerate(SHORT_WEEKDAYS):
            painter.drawText(self._cell(column, 0, HEAD), Qt.AlignmentFlag.AlignCenter, said_of(name))
        for number in range(7 * WEEKS):
            day = self._first() + timedelta(days=number)
            if day.month != self.day.month:
                continue
            cell = self._cell(number % 7, HEAD + number // 7 * CELL_HEIGHT, CELL_HEIGHT).adjusted(2, 2, -2, -2)
            ink, small = QColor(p.ink), QColor(p.ink3)
            if day == self.day:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(p.primary))
                painter.drawRoundedRect(cell, 9, 9)
                ink = small = QColor(p.on_primary)
            elif day == self._over and day <= self._last:
                painter.setPen(QPen(QColor(p.line_strong), 1))
                painter.setBrush(QColor(p.sunken))
                painter.drawRoundedRect(cell, 9, 9)
            if day > self._last:
                ink = small = QColor(p.disabled)
            painter.setPen(ink)
            painter.setFont(font("label", weight=600))
            painter.drawText(cell.adjusted(0, 2, 0, -16), Qt.AlignmentFlag.AlignCenter, theme().number(day.day))
            painter.setPen(small)
            painter.setFont(font("micro"))
            painter.drawText(
                cell.adjusted(0, 20, 0, -1), Qt.AlignmentFlag.AlignCenter, theme().number(hijri_of(day).day)
            )
        painter.end()
