"""Editors for days in either calendar, and for a day with its hour."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.kit.basic import restyle
from desktop.ui.language import said
from desktop.ui.pages.day_picker import DayButton
from desktop.ui.pages.interview.editors import Editor, Line, described, spoken
from desktop.ui.pages.interview.state import Cell
from domain.arabic import to_ascii_digits


class DayEditor(Editor):
    """A day in either calendar, typed or picked."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self.line = Line(said("مثل ١٤٤٨/٦/١١ أو ٢٠٢٦/١١/٢١", "such as 21/11/2026 or 11/6/1448"), left_to_right=True)
        self.line.textEdited.connect(self.typed)
        self.line.rested.connect(self.rested)
        self.line.installEventFilter(self)
        asked = cell.question.label
        self.button = DayButton(said(f"اختيار من التقويم: {asked}", f"Choose from the calendar: {asked}"))
        self.button.picked.connect(self.chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)

    def show_cell(self, cell: Cell) -> None:
        self.line.put(cell.text)
        self.button.show_day(cell.question.value)
        restyle(self.line, "state", "bad" if cell.error else "")
        self.line.setAccessibleName(spoken(cell))
        self.line.setAccessibleDescription(described(cell))

    def stops(self) -> list[QWidget]:
        return [self.line, self.button]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt and Down open the month from the field."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if is_alt and event.key() == Qt.Key.Key_Down:
                self.button.open_month()
                return True
        return bool(super().eventFilter(watched, event))


class MomentEditor(Editor):
    """A day and a time of day, side by side."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self.day = Line(said("اليوم", "Day"), left_to_right=True)
        self.clock = Line(said("الوقت", "Time"), left_to_right=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for line, stretch in ((self.day, 3), (self.clock, 2)):
            line.textEdited.connect(self._edited)
            line.rested.connect(self.rested)
            row.addWidget(line, stretch)

    def show_cell(self, cell: Cell) -> None:
        if to_ascii_digits(cell.text) != to_ascii_digits(self._text()):
            day, _, clock = cell.text.rpartition(" ")
            self.day.put(day or clock)
            self.clock.put(clock if day else "")
        for line, name in ((self.day, said("اليوم", "Day")), (self.clock, said("الوقت", "Time"))):
            restyle(line, "state", "bad" if cell.error else "")
            line.setAccessibleName(f"{spoken(cell)}: {name}")
            line.setAccessibleDescription(described(cell))

    def stops(self) -> list[QWidget]:
        return [self.day, self.clock]

    def _text(self) -> str:
        return f"{self.day.text()} {self.clock.text()}".strip()

    def _edited(self) -> None:
        self.typed.emit(self._text())
