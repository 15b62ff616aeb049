"""Editors for what is chosen, and the field for what is only read."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from desktop.ui.kit.basic import label, restyle, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.interview.choices import MOST_COLUMNS, ChoiceTiles
from desktop.ui.pages.interview.editors import ENTER, Editor, described, spoken
from desktop.ui.pages.interview.state import Cell
from desktop.ui.pages.interview.tile import ChoiceTile


class TilesEditor(Editor):
    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self._is_quick = cell.question.type == "select_one" and "quick" in cell.question.appearance
        self.tiles = self.make_tiles(cell)
        self.tiles.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tiles)

    def make_tiles(self, cell: Cell) -> ChoiceTiles:
        """`columns-3` asks for three, a scale for all on one line; else as many as the words allow."""
        several = cell.question.type == "select_multiple"
        asked = (word.removeprefix("columns-") for word in cell.question.appearance if word.startswith("columns-"))
        count = next((int(word) for word in asked if word.isdecimal() and int(word)), None)
        if "likert" in cell.question.appearance:
            return ChoiceTiles(is_multiple=several, most_columns=max(1, len(cell.options)), is_scale=True)
        return ChoiceTiles(is_multiple=several, most_columns=count or MOST_COLUMNS)

    def _choose(self, value: object) -> None:
        self.chosen.emit(value)
        if self._is_quick and value is not None:
            self.focusNextChild()

    def show_cell(self, cell: Cell) -> None:
        self.tiles.show_options(cell.options, cell.question.label)
        self.tiles.show_value(cell.question.value, is_readonly=cell.question.readonly)
        self.tiles.show_bad(bool(cell.error))
        for tile in self.tiles.tiles:
            tile.setAccessibleDescription(described(cell))

    def stops(self) -> list[QWidget]:
        return list(self.tiles.tiles)

    def focus(self) -> None:
        stop = self.tiles.first_stop()
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)


class ListEditor(Editor):
    """One of many; typing the first letters goes there, Delete clears. `values` are those of the list, None first."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setMaxVisibleItems(14)
        self.box.activated.connect(self._activated)
        self.box.installEventFilter(self)
        self.values: tuple[object, ...] = ()
        self._labels: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)

    def show_cell(self, cell: Cell) -> None:
        labels = tuple(theme().number(option.label) for option in cell.options)
        if labels != self._labels:
            self._labels = labels
            self.values = (None, *(option.value for option in cell.options))
            self.box.clear()
            self.box.addItems([said("اختر…", "Choose…"), *labels])
        value = cell.question.value
        index = self.values.index(value) if value in self.values else 0
        if self.box.currentIndex() != index:
            self.box.setCurrentIndex(index)
        self.box.setEnabled(not cell.question.readonly)
        restyle(self.box, "state", "bad" if cell.error else "")
        self.box.setAccessibleName(spoken(cell))
        self.box.setAccessibleDescription(described(cell))

    def stops(self) -> list[QWidget]:
        return [self.box]

    def _activated(self, index: int) -> None:
        self.chosen.emit(self.values[index])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and not self.box.hasFocus():
            # A wheel over the page must not change an answer.
            event.ignore()
            return True
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.chosen.emit(None)
                return True
            if event.key() in ENTER:
                self.box.focusNextChild()
                return True
        return bool(super().eventFilter(watched, event))


class AcknowledgeEditor(Editor):
    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self.tile = ChoiceTile(said("نعم", "Yes"), is_multiple=True)
        self.tile.setFixedHeight(theme().control)
        self.tile.clicked.connect(self._clicked)
        self.tile.entered.connect(self._enter)
        self.tile.numbered.connect(self._number)
        self.tile.cleared.connect(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tile)

    def show_cell(self, cell: Cell) -> None:
        self.tile.setChecked(cell.question.value is not None)
        self.tile.setEnabled(not cell.question.readonly)
        self.tile.show_bad(bool(cell.error))
        self.tile.setAccessibleName(f"{spoken(cell)}: {said('نعم', 'Yes')}")
        self.tile.setAccessibleDescription(described(cell))

    def stops(self) -> list[QWidget]:
        return [self.tile]

    def _clicked(self, is_on: bool) -> None:
        self.chosen.emit(True if is_on else None)

    def _enter(self) -> None:
        self.tile.focusNextChild()

    def _number(self, index: int) -> None:
        if index == 0:
            self.tile.click()

    def _clear(self) -> None:
        self.chosen.emit(None)


class ReadOnly(Editor):
    """What the form works out or knows: read, never typed."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self._value = label("", "body", wrap=True)
        frame = QFrame()
        frame.setProperty("kind", "sunken")
        frame.setMinimumHeight(theme().control)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(14, 6, 14, 6)
        inside.addWidget(self._value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)

    def show_cell(self, cell: Cell) -> None:
        set_text(self._value, theme().number(cell.text or "—"))
        self._value.setAccessibleName(f"{cell.question.label}: {cell.text or said('لا قيمة بعد', 'no value yet')}")

    def stops(self) -> list[QWidget]:
        return []
