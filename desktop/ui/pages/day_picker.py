"""A day picked from a month that shows both calendars: over the page, opened by a button."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Segments, label, set_text
from desktop.ui.kit.painted import direction
from desktop.ui.kit.theme import theme
from desktop.ui.language import reads_from_right, said
from desktop.ui.pages.month import GREGORIAN, HIJRI, clamp, month_of, step_month
from desktop.ui.pages.month_grid import MonthGrid
from domain.calendar import SAUDI_TIME

EDGE, BETWEEN = 8, 6
ELSEWHERE = (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn, QEvent.Type.Wheel)


class DayPopup(QFrame):
    """A month over the page, in the same window: Escape, a click or the focus elsewhere takes it away. It begins in
    `calendar`; days after `last_day` cannot be picked."""

    picked = Signal(object)  # date

    def __init__(self, opener: QWidget, *, calendar: str = HIJRI) -> None:
        super().__init__()
        self._opener = opener
        opener.destroyed.connect(self.deleteLater)
        self.setProperty("kind", "popup")
        self.setAccessibleName(said("اختيار يوم", "Choose a day"))
        self.setLayoutDirection(direction())
        self.last_day = date.max
        self._calendar = calendar
        self._day = date(2000, 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 10)
        column.setSpacing(8)
        self._calendars = Segments(
            ((HIJRI, said("هجري", "Hijri")), (GREGORIAN, said("ميلادي", "Gregorian"))),
            self._switch,
            name=said("التقويم", "Calendar"),
        )
        column.addWidget(self._calendars)
        row = QHBoxLayout()
        before = Button(kind="icon", glyph="chevron-right", name=said("الشهر السابق", "Month before"))
        after = Button(kind="icon", glyph="chevron-left", name=said("الشهر التالي", "Month after"))
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title, self._detail = label("", "h3"), label("", "micro")
        for text in (self._title, self._detail):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.addWidget(text)
        before.clicked.connect(self._go_back)
        after.clicked.connect(self._go_on)
        row.addWidget(before)
        row.addLayout(words, 1)
        row.addWidget(after)
        column.addLayout(row)
        self.grid = MonthGrid()
        self.grid.picked.connect(self._pick)
        self.grid.wandered.connect(self._wander)
        column.addWidget(self.grid)

    def open_at(self, day: date) -> None:
        """Below the opener; above or beside it where there is no room."""
        host = self._opener.window()
        self.setParent(host)
        self._day = self._nearest(day)
        self._calendars.choose(self._calendar)
        self._paint()
        self.adjustSize()
        self.move(self._place(QRect(self._opener.mapTo(host, QPoint(0, 0)), self._opener.size()), host.size()))
        self.show()
        self.raise_()
        self.grid.setFocus()

    def _place(self, opener: QRect, host: QSize) -> QPoint:
        below, above = opener.bottom() + BETWEEN, opener.top() - BETWEEN - self.height()
        x, y = opener.right() - self.width() if reads_from_right() else opener.left(), below
        if below + self.height() > host.height() - EDGE:
            y = above
            if above < EDGE:
                x, y = opener.left() - BETWEEN - self.width(), host.height() - EDGE - self.height()
                x = x if x >= EDGE else opener.right() + BETWEEN
        return QPoint(max(EDGE, min(x, host.width() - EDGE - self.width())), max(EDGE, y))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        _application().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        _application().removeEventFilter(self)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_gone = watched is self._opener and event.type() is QEvent.Type.Hide
        is_elsewhere = event.type() in ELSEWHERE and isinstance(watched, QWidget) and not self._is_ours(watched)
        if is_gone or is_elsewhere:
            self.hide()
        return False

    def _is_ours(self, widget: QWidget) -> bool:
        # A press of the opener closes by itself; its window hears of every press first.
        return widget is self or self.isAncestorOf(widget) or widget in (self._opener, self.window())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        """With the keyboard, to what it was opened from."""
        self.hide()
        self._opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def _paint(self) -> None:
        month = month_of(self._day, self._calendar)
        set_text(self._title, theme().number(month.title))
        set_text(self._detail, theme().number(month.detail))
        self.grid.show_month(month, self._day, self.last_day)

    def _switch(self, calendar: str) -> None:
        self._calendar = calendar
        self._paint()

    def _wander(self, day: date) -> None:
        self._day = self._nearest(day)
        self._paint()

    def _nearest(self, day: date) -> date:
        return min(clamp(day), self.last_day)

    def _go_back(self) -> None:
        self._wander(step_month(month_of(self._day, self._calendar), -1))

    def _go_on(self) -> None:
        self._wander(step_month(month_of(self._day, self._calendar), 1))

    def _pick(self, day: date) -> None:
        self._leave()
        self.picked.emit(day)


class DayButton(Button):
    """Opens the month under itself; Alt and Down do too from the field beside it."""

    picked = Signal(object)  # date

    def __init__(self, name: str) -> None:
        super().__init__(kind="icon", glyph="calendar", name=name)
        self._day: date | None = None
        self.popup: DayPopup | None = None
        self.clicked.connect(self.open_month)

    def show_day(self, day: object) -> None:
        self._day = day if isinstance(day, date) else None

    def open_month(self) -> None:
        if self.popup is None:
            self.popup = DayPopup(self)
            self.popup.picked.connect(self.picked)
        if self.popup.isVisible():
            self.popup.hide()
        else:
            self.popup.open_at(self._day or _today())


def _application() -> QCoreApplication:
    found = QCoreApplication.instance()
    if found is None:
        raise RuntimeError("a widget is shown without an application")
    return found


def _today() -> date:
    return datetime.now(SAUDI_TIME).date()
