"""Rows of a name and its value, the name at the right."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.ui.kit.basic import clear_layout, label
from desktop.ui.kit.theme import theme
from desktop.ui.pages.people.reading import Fact

STEP = 2  # grid columns of a fact: its name and its value


class FactRows(QWidget):
    """Short facts stand side by side where `show_columns` allows it; long ones take a line of their own."""

    def __init__(self, *, name_width: int = 0) -> None:
        super().__init__()
        self._facts: tuple[Fact, ...] = ()
        self._name_width = name_width
        self._columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        theme().changed.connect(self._repaint)

    def show_columns(self, columns: int) -> None:
        if columns != self._columns:
            self._columns = columns
            self._repaint()

    def show_facts(self, facts: Iterable[Fact]) -> None:
        self._facts = tuple(facts)
        clear_layout(self._grid)
        for column in range(2):
            is_used = column < self._columns
            self._grid.setColumnMinimumWidth(column * STEP, self._name_width if is_used else 0)
            self._grid.setColumnStretch(column * STEP + 1, int(is_used))
        line = column = 0
        for fact in self._facts:
            if fact.is_long and column:
                line, column = line + 1, 0
            self._place(fact, line, column)
            column = 0 if fact.is_long else (column + 1) % self._columns
            line += not column

    def _place(self, fact: Fact, line: int, column: int) -> None:
        span = STEP * self._columns - 1 if fact.is_long else 1
        self._grid.addWidget(label(fact.title, "small"), line, column * STEP, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._value(fact), line, column * STEP + 1, 1, span)

    def _value(self, fact: Fact) -> QLabel:
        value = label(theme().number(fact.value), "label", wrap=True)
        value.setProperty("tone", "ink")
        value.setAccessibleName(f"{fact.title}: {fact.value}")
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return value

    def _repaint(self) -> None:
        self.show_facts(self._facts)
