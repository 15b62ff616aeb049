"""Rows of a name and its value, the name at the right."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.ui.kit.basic import clear_layout, label
from desktop.ui.kit.theme import theme
from desktop.ui.pages.people.reading import Fact


class FactRows(QWidget):
    def __init__(self, *, name_width: int = 0) -> None:
        super().__init__()
        self._facts: tuple[Fact, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        if name_width:
            self._grid.setColumnMinimumWidth(0, name_width)
        theme().changed.connect(self._repaint)

    def show_facts(self, facts: Iterable[Fact]) -> None:
        self._facts = tuple(facts)
        clear_layout(self._grid)
        for line, fact in enumerate(self._facts):
            name = label(fact.title, "small")
            value = self._value(fact)
            self._grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, line, 1)

    def _value(self, fact: Fact) -> QLabel:
        value = label(theme().number(fact.value), "label", wrap=True)
        value.setProperty("tone", "ink")
        value.setAccessibleName(f"{fact.title}: {fact.value}")
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return value

    def _repaint(self) -> None:
        self.show_facts(self._facts)
