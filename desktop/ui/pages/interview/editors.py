"""One editor for each kind of question. They show a cell and pass on what is typed or chosen; they decide nothing."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, TextField, label, restyle, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import CONTROL
from desktop.ui.pages.interview.choices import ChoiceTile, ChoiceTiles
from desktop.ui.pages.interview.day_picker import DayButton
from desktop.ui.pages.interview.state import Cell

REST_MS = 1_000
LOWEST_AREA, HIGHEST_AREA = 92, 220
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Editor(QWidget):
    """`typed` with every key, `chosen` with a whole answer, `rested` when the clerk pauses or leaves."""

    typed = Signal(str)
    chosen = Signal(object)
    rested = Signal()

    def show_cell(self, cell: Cell) -> None:
        """Paints what changed. What is being typed is left alone: it is what the cell says."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in order."""
        raise NotImplementedError

    def focus(self) -> None:
        for stop in self.stops()[:1]:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)


def shown_text(cell: Cell) -> str:
    """As typed; what is stored in the user's digits, unless Latin letters (an address) are in it."""
    has_latin = any("a" <= letter <= "z" for letter in cell.text.lower())
    return cell.text if cell.is_typed or has_latin else theme().number(cell.text)


class Line(TextField):
    """A field on one line: Enter goes to the next, `rested` comes after a pause or when the focus leaves."""

    rested = Signal()

    def __init__(self, placeholder: str = "", *, left_to_right: bool = False) -> None:
        super().__init__(placeholder, left_to_right=left_to_right)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(REST_MS)
        self._pause.timeout.connect(self.rested)
        self.textEdited.connect(self._begin)

    def _begin(self) -> None:
        self._pause.start()

    def put(self, text: str) -> None:
        if self.text() != text:
            self.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pause.stop()
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.rested.emit()


class LineEditor(Editor):
    """Text, decimals, places, scanned codes."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        is_latin = cell.question.type != "text" or "numbers" in cell.question.appearance
        self.line = Line(left_to_right=is_latin)
        self.line.textEdited.connect(self.typed)
        self.line.rested.connect(self.rested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)

    def show_cell(self, cell: Cell) -> None:
        self.line.put(shown_text(cell))
        restyle(self.line, "state", "bad" if cell.error else "")
        self.line.setAccessibleName(cell.question.label)
        self.line.setAccessibleDescription(cell.error or cell.question.hint)

    def stops(self) -> list[QWidget]:
        return [self.line]


class NumberEditor(LineEditor):
    """A whole number with a key on either side; the arrows up and down do the same."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(cell)
        self._value = 0
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.setMaximumWidth(200)
        self.line.installEventFilter(self)
        more = Button(kind="icon", glyph="plus", name=f"زيادة: {cell.question.label}")
        less = Button(kind="icon", glyph="minus", name=f"إنقاص: {cell.question.label}")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button, handler in ((more, self.increase), (less, self.decrease)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoRepeat(True)
            button.clicked.connect(handler)
        row.addWidget(more)
        row.addWidget(self.line, 1)
        row.addWidget(less)
        row.addStretch(1)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.addLayout(row)

    def show_cell(self, cell: Cell) -> None:
        super().show_cell(cell)
        self._value = cell.question.value if isinstance(cell.question.value, int) else 0

    def increase(self) -> None:
        self.chosen.emit(self._value + 1)

    def decrease(self) -> None:
        if self._value > 0:
            self.chosen.emit(self._value - 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Up:
                self.increase()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.decrease()
                return True
        return bool(super().eventFilter(watched, event))


class AreaEditor(Editor):
    """Text on several lines; Tab leaves it, and it grows with what is written."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(LOWEST_AREA)
        self.area.textChanged.connect(self._changed)
        self.area.installEventFilter(self)
        self._is_showing = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)

    def show_cell(self, cell: Cell) -> None:
        text = shown_text(cell)
        if self.area.toPlainText() != text:
            self._is_showing = True
            self.area.setPlainText(text)
            self._is_showing = False
        restyle(self.area, "state", "bad" if cell.error else "")
        self.area.setAccessibleName(cell.question.label)
        self.area.setAccessibleDescription(cell.error or cell.question.hint)
        self._grow()

    def stops(self) -> list[QWidget]:
        return [self.area]

    def _changed(self) -> None:
        if not self._is_showing:
            self._grow()
            self.typed.emit(self.area.toPlainText())

    def _grow(self) -> None:
        lines = max(1, round(self.area.document().size().height()))
        height = lines * self.area.fontMetrics().lineSpacing() + 28
        self.area.setFixedHeight(max(LOWEST_AREA, min(HIGHEST_AREA, height)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.rested.emit()
        return bool(super().eventFilter(watched, event))


class DayEditor(Editor):
    """A day in either calendar, typed or picked."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self.line = Line("مثل ١٤٤٨/٦/١١ أو ٢٠٢٦/١١/٢١", left_to_right=True)
        self.line.textEdited.connect(self.typed)
        self.line.rested.connect(self.rested)
        self.button = DayButton(f"اختيار من التقويم: {cell.question.label}")
        self.button.picked.connect(self.chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)

    def show_cell(self, cell: Cell) -> None:
        self.line.put(shown_text(cell))
        self.button.show_day(cell.question.value)
        restyle(self.line, "state", "bad" if cell.error else "")
        self.line.setAccessibleName(cell.question.label)
        self.line.setAccessibleDescription(cell.error or cell.note)

    def stops(self) -> list[QWidget]:
        return [self.line, self.button]


class MomentEditor(Editor):
    """A day and a time of day, side by side."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self.day = Line("اليوم", left_to_right=True)
        self.clock = Line("الوقت", left_to_right=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for line, stretch in ((self.day, 3), (self.clock, 2)):
            line.textEdited.connect(self._edited)
            line.rested.connect(self.rested)
            row.addWidget(line, stretch)

    def show_cell(self, cell: Cell) -> None:
        text = shown_text(cell)
        if text != self._text():
            day, _, clock = text.rpartition(" ")
            self.day.put(day or clock)
            self.clock.put(clock if day else "")
        for line, name in ((self.day, "اليوم"), (self.clock, "الوقت")):
            restyle(line, "state", "bad" if cell.error else "")
            line.setAccessibleName(f"{cell.question.label}: {name}")

    def stops(self) -> list[QWidget]:
        return [self.day, self.clock]

    def _text(self) -> str:
        return f"{self.day.text()} {self.clock.text()}".strip()

    def _edited(self) -> None:
        self.typed.emit(self._text())


class TilesEditor(Editor):
    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self.tiles = ChoiceTiles(is_multiple=cell.question.type == "select_multiple")
        self.tiles.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tiles)

    def show_cell(self, cell: Cell) -> None:
        self.tiles.show_options(cell.options, cell.question.label)
        self.tiles.show_value(cell.question.value, is_readonly=cell.question.readonly)
        self.tiles.show_bad(bool(cell.error))

    def stops(self) -> list[QWidget]:
        return list(self.tiles.tiles)

    def focus(self) -> None:
        stop = self.tiles.first_stop()
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)


class ListEditor(Editor):
    """One of many; typing the first letters goes there, Delete clears."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setMaxVisibleItems(14)
        self.box.activated.connect(self._activated)
        self.box.installEventFilter(self)
        self._values: list[object] = []
        self._labels: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)

    def show_cell(self, cell: Cell) -> None:
        labels = tuple(theme().number(option.label) for option in cell.options)
        if labels != self._labels:
            self._labels = labels
            self._values = [None, *(option.value for option in cell.options)]
            self.box.clear()
            self.box.addItems(["اختر…", *labels])
        value = cell.question.value
        index = self._values.index(value) if value in self._values else 0
        if self.box.currentIndex() != index:
            self.box.setCurrentIndex(index)
        self.box.setEnabled(not cell.question.readonly)
        restyle(self.box, "state", "bad" if cell.error else "")
        self.box.setAccessibleName(cell.question.label)
        self.box.setAccessibleDescription(cell.error or cell.question.hint)

    def stops(self) -> list[QWidget]:
        return [self.box]

    def _activated(self, index: int) -> None:
        self.chosen.emit(self._values[index])

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
        self.tile = ChoiceTile("نعم", is_multiple=True)
        self.tile.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tile)

    def show_cell(self, cell: Cell) -> None:
        self.tile.setChecked(cell.question.value is not None)
        self.tile.setEnabled(not cell.question.readonly)
        self.tile.show_bad(bool(cell.error))
        self.tile.setAccessibleName(f"{cell.question.label}: نعم")

    def stops(self) -> list[QWidget]:
        return [self.tile]

    def _clicked(self, is_on: bool) -> None:
        self.chosen.emit(is_on)


class ReadOnly(Editor):
    """What the form works out or knows: read, never typed."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self._value = label("", "body", wrap=True)
        frame = QFrame()
        frame.setProperty("kind", "sunken")
        frame.setMinimumHeight(CONTROL)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(14, 6, 14, 6)
        inside.addWidget(self._value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)

    def show_cell(self, cell: Cell) -> None:
        set_text(self._value, theme().number(cell.text or "—"))
        self._value.setAccessibleName(f"{cell.question.label}: {cell.text or 'لا قيمة بعد'}")

    def stops(self) -> list[QWidget]:
        return []
