"""Which day is shown: a step earlier or later, today, or any day from a month in both calendars."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.kit.basic import Button
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.day_picker import DayPopup
from desktop.ui.pages.month import GREGORIAN


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
        self._popup = DayPopup(self._day, calendar=GREGORIAN)
        self._popup.picked.connect(self._choose)
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
        if self._popup.isVisible():
            self._popup.hide()
        else:
            self._popup.open_at(self._shown)

    def _choose(self, day: date) -> None:
        self.chosen.emit(day.isoformat())
