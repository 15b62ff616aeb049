"""One of very many: a few letters of any part of its name, and the list below the field narrows to them."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.ui.kit.basic import restyle
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.interview.editors import ENTER, Editor, Line, described, spoken
from desktop.ui.pages.interview.state import Cell
from desktop.usecases.interview_views import Option
from domain.arabic import search_key

MOST_FOUND = 60
MOST_SEEN = 6
AROUND = 10


class SearchEditor(Editor):
    """The arrows go through the list, Enter or Tab takes the one that is marked; letters that name none leave the
    answer as it is, an empty field clears it."""

    def __init__(self, _: Cell) -> None:
        super().__init__()
        self._options: tuple[Option, ...] = ()
        self._keys: tuple[str, ...] = ()
        self._found: tuple[Option, ...] = ()
        self._shown = ""
        self.line = Line(said("اكتب حروفًا من الاسم", "Type some letters of the name"))
        self.line.textEdited.connect(self._search)
        self.line.rested.connect(self._rest)
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._clicked)
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.list)

    @property
    def found(self) -> tuple[str, ...]:
        """The values whose names have the letters that were typed, those that begin so first."""
        return tuple(option.value for option in self._found)

    def show_cell(self, cell: Cell) -> None:
        if cell.options is not self._options and cell.options != self._options:
            self._options = cell.options
            self._keys = tuple(search_key(option.label) for option in cell.options)
        self._shown = next((each.label for each in self._options if each.value == cell.question.value), "")
        if not (self.line.hasFocus() and self.line.isModified()):
            self.line.setText(theme().number(self._shown))
        self.line.setEnabled(not cell.question.readonly)
        restyle(self.line, "state", "bad" if cell.error else "")
        self.line.setAccessibleName(spoken(cell))
        self.line.setAccessibleDescription(described(cell))
        self.list.setAccessibleName(cell.question.label)

    def stops(self) -> list[QWidget]:
        return [self.line]

    def _search(self, text: str) -> None:
        wanted = search_key(text)
        if not wanted:
            self._show(())
            self.chosen.emit(None)
            return
        near = [index for index, key in enumerate(self._keys) if wanted in key]
        near.sort(key=lambda index: not self._keys[index].startswith(wanted))
        self._show(tuple(self._options[index] for index in near[:MOST_FOUND]))

    def _show(self, found: tuple[Option, ...]) -> None:
        self._found = found
        self.list.clear()
        self.list.addItems([theme().number(option.label) for option in found])
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        if found:
            row = self.list.sizeHintForRow(0)
            self.list.setFixedHeight(min(len(found), MOST_SEEN) * row + AROUND)

    def _take(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._found):
            option = self._found[row]
            self._show(())
            self.line.setText(theme().number(option.label))
            self.chosen.emit(option.value)

    def _clicked(self, _: QListWidgetItem) -> None:
        self._take()

    def _rest(self) -> None:
        """Left with letters that name nothing chosen: the field says again what is the answer."""
        if not self.line.hasFocus() and not self.list.underMouse():
            self._show(())
            self.line.setText(theme().number(self._shown))
        self.rested.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._found:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, len(self._found) - 1)))
                return True
            if event.key() in (*ENTER, Qt.Key.Key_Tab) and not event.modifiers():
                self._take()
                self.line.focusNextChild()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._show(())
                return True
        return bool(super().eventFilter(watched, event))
