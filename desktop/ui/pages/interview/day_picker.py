"""A day picked from a month that shows both calendars."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Segments, label, set_text
from desktop.ui.kit.painted import direction
from desktop.ui.kit.theme import font, theme
from desktop.ui.language import listed, reads_from_right, said, said_of
from desktop.ui.pages.interview.month import GREGORIAN, HIJRI, Month, clamp, month_of, step_month
from desktop.ui.shown import both_calendars
from domain.calendar import SAUDI_TIME, SHORT_WEEKDAYS

CELL_WIDTH, CELL_HEIGHT, HEAD = 44, 40, 28
EDGE, BETWEEN = 8, 6
ELSEWHERE = (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn, QEvent.Type.Wheel)


def _steps() -> dict[Qt.Key, int]:
    onward = 1 if reads_from_right() else -1
    return {Qt.Key.Key_Left: onward, Qt.Key.Key_Right: -onward, Qt.Key.Key_Down: 7, Qt.Key.Key_Up: -7}


def _place(column: int) -> int:
    """From the left, of a column counted as the language is read."""
    return 6 - column if reads_from_right() else column


class MonthGrid(QWidget):
    """Painted as the language is read. Arrows move the marked day, PageUp and PageDown the month, Enter picks."""

    picked = Signal(object)  # date
    wandered = Signal(object)  # date: the marked day left the month

    def __init__(self) -> None:
        super().__init__()
        self._month: Month | None = None
        self._marked = date(2000, 1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(CELL_WIDTH * 7)
        self.setFixedHeight(HEAD + CELL_HEIGHT * 6)

    def sizeHint(self) -> QSize:
        return QSize(CELL_WIDTH * 7, HEAD + CELL_HEIGHT * 6)

    def show_month(self, month: Month, marked: date) -> None:
        self._month, self._marked = month, marked
        both = both_calendars(clamp(marked))
        self.setAccessibleName(listed((both.hijri, both.gregorian)))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _steps().get(Qt.Key(event.key()))
        if step is not None:
            self.wandered.emit(clamp(self._marked + timedelta(days=step)))
        elif self._month is not None and event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.wandered.emit(step_month(self._month, -1 if event.key() == Qt.Key.Key_PageUp else 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self._marked)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = int((event.position().y() - HEAD) // CELL_HEIGHT)
        column = _place(int(event.position().x() // CELL_WIDTH))
        index = row * 7 + column
        if self._month is not None and row >= 0 and 0 <= column < 7 and index < len(self._month.cells):
            cell = self._month.cells[index]
            if cell.is_inside:
                self.picked.emit(cell.day)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._month is None:
            return
        p = theme().palette
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setFont(font("micro"))
        painter.setPen(QColor(p.ink3))
        for column, name in enumerate(SHORT_WEEKDAYS):
            painter.drawText(
                QRectF(_place(column) * CELL_WIDTH, 0, CELL_WIDTH, HEAD), Qt.AlignmentFlag.AlignCenter, said_of(name)
            )
        for index, cell in enumerate(self._month.cells):
            if not cell.is_inside:
                continue
            box = QRectF(_place(index % 7) * CELL_WIDTH, HEAD + (index // 7) * CELL_HEIGHT, CELL_WIDTH, CELL_HEIGHT)
            is_marked = cell.day == self._marked
            if is_marked:
                painter.setPen(QPen(QColor(p.ink), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(p.primary))
                painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 8, 8)
            painter.setPen(QColor(p.on_primary if is_marked else p.ink))
            painter.setFont(font("body", weight=600 if is_marked else 400))
            painter.drawText(box.adjusted(0, 1, 0, -14), Qt.AlignmentFlag.AlignCenter, theme().number(cell.number))
            painter.setPen(QColor(p.on_primary if is_marked else p.ink3))
            painter.setFont(font("micro", size=11))
            painter.drawText(box.adjusted(0, 22, 0, -1), Qt.AlignmentFlag.AlignCenter, theme().number(cell.other))
        painter.end()


class DayPopup(QFrame):
    """A month over the page, in the same window: Escape, a click or the focus elsewhere takes it away."""

    picked = Signal(object)  # date

    def __init__(self, opener: QWidget) -> None:
        super().__init__()
        self._opener = opener
        opener.destroyed.connect(self.deleteLater)
        self.setProperty("kind", "popup")
        self.setAccessibleName(said("اختيار يوم", "Choose a day"))
        self.setLayoutDirection(direction())
        self._calendar = HIJRI
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
        self._day = clamp(day)
        self._calendars.choose(self._calendar)
        self._paint()
        self.adjustSize()
        self.move(self._place(QRect(self._opener.mapTo(host, QPoint(0, 0)), self._opener.size()), host.size()))
        self.show()
        self.raise_()
        self.grid.setFocus()

    def _place(self, opener: QRect, host: QSize) -> QPoint:
        below, above = opener.bottom() + BETWEEN, opener.top() - BETWEEN - self.height()
        x, y = opener.right() - self.width(), below
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
            self.hide()
            self._opener.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _paint(self) -> None:
        month = month_of(self._day, self._calendar)
        set_text(self._title, theme().number(month.title))
        set_text(self._detail, theme().number(month.detail))
        self.grid.show_month(month, self._day)

    def _switch(self, calendar: str) -> None:
        self._calendar = calendar
        self._paint()

    def _wander(self, day: date) -> None:
        self._day = clamp(day)
        self._paint()

    def _go_back(self) -> None:
        self._wander(step_month(month_of(self._day, self._calendar), -1))

    def _go_on(self) -> None:
        self._wander(step_month(month_of(self._day, self._calendar), 1))

    def _pick(self, day: date) -> None:
        self.hide()
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
