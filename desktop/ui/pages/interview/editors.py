"""Editors for what is typed: lines, numbers, long text.

They show a cell and pass on what is typed or chosen; they decide nothing.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, TextField, restyle
from desktop.ui.kit.theme import theme
from desktop.ui.language import reads_from_right, said
from desktop.ui.pages.interview.state import Cell
from domain.arabic import to_ascii_digits

REST_MS = 1_000
# Whatever else is typed on a line are digits and codes.
WRITTEN = ("text", "audio", "video")
MASKED = ("masked", "hidden-answer")
LOWEST_AREA, HIGHEST_AREA = 92, 220
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Editor(QWidget):
    """`typed` with every key, `chosen` with a whole answer, `rested` when the clerk pauses or leaves.

    Every kind has `show_cell`, which paints what changed and leaves what is being typed alone, and `stops`: where the
    Tab key stops, in order. A kind without them cannot be defined.
    """

    typed = Signal(str)
    chosen = Signal(object)
    rested = Signal()

    show_cell: Callable[[Cell], None]
    stops: Callable[[], list[QWidget]]

    def __init_subclass__(cls) -> None:
        # Qt's metaclass leaves no room for abstract classes.
        super().__init_subclass__()
        for name in ("show_cell", "stops"):
            if not callable(getattr(cls, name, None)):
                raise TypeError(f"{cls.__name__} is no editor without {name}")

    def focus(self) -> None:
        for stop in self.stops()[:1]:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)


def spoken(cell: Cell) -> str:
    """What a screen reader calls the field."""
    asked = cell.question.label
    return said(f"{asked}، إلزامي", f"{asked}, required") if cell.question.required else asked


def described(cell: Cell) -> str:
    """What stands below the field."""
    return cell.error or cell.warning or cell.note or cell.question.hint


def in_user_digits(text: str) -> str:
    """Text with Latin letters in it, such as an address, stays as it is."""
    return text if any("a" <= letter <= "z" for letter in text.lower()) else theme().number(text)


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
        """In the user's digits; what is being typed stays as it is typed."""
        is_same = to_ascii_digits(self.text()) == to_ascii_digits(text)
        shown = in_user_digits(text)
        if self.text() != shown and not (is_same and self.hasFocus()):
            self.setText(shown)

    def event(self, event: QEvent) -> bool:
        """Undo is the field's while it has something to take back, else the interview's."""
        is_undo = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        if is_undo and event.type() is QEvent.Type.ShortcutOverride and not self.isUndoAvailable():
            event.ignore()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pause.stop()
        self.put(self.text())
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.rested.emit()


class LineEditor(Editor):
    """Text, decimals, places, scanned codes."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        is_latin = cell.question.type not in WRITTEN or "numbers" in cell.question.appearance
        self.line = Line(left_to_right=is_latin)
        if any(name in MASKED for name in cell.question.appearance):
            self.line.setEchoMode(Line.EchoMode.Password)
        self.line.textEdited.connect(self.typed)
        self.line.rested.connect(self.rested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)

    def show_cell(self, cell: Cell) -> None:
        self.line.put(cell.text)
        restyle(self.line, "state", "bad" if cell.error else "")
        self.line.setAccessibleName(spoken(cell))
        self.line.setAccessibleDescription(described(cell))

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
        asked = cell.question.label
        more = Button(kind="icon", glyph="plus", name=said(f"زيادة: {asked}", f"More: {asked}"))
        less = Button(kind="icon", glyph="minus", name=said(f"إنقاص: {asked}", f"Less: {asked}"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for button, handler in ((more, self.increase), (less, self.decrease)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoRepeat(True)
            button.clicked.connect(handler)
        first, last = (more, less) if reads_from_right() else (less, more)
        row.addWidget(first)
        row.addWidget(self.line, 1)
        row.addWidget(last)
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
        if to_ascii_digits(self.area.toPlainText()) != to_ascii_digits(cell.text):
            self._is_showing = True
            self.area.setPlainText(in_user_digits(cell.text))
            self._is_showing = False
        restyle(self.area, "state", "bad" if cell.error else "")
        self.area.setAccessibleName(spoken(cell))
        self.area.setAccessibleDescription(described(cell))
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
