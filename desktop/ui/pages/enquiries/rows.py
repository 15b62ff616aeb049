"""An enquiry, a frequent question or an official as a row: what it is, how it stands, what may be done with it."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, chip, label
from desktop.ui.kit.segments import Marked
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.enquiries.forms import RowForm
from desktop.ui.pages.enquiries.state import ANSWER, DECIDE, DROP, EDIT, KEEP, REOPEN, TELL, WITHDRAW, Part, Row
from domain.text import Text

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
DEEDS = {
    ANSWER: (Text("الجواب", "Answer"), "pencil"),
    DECIDE: (Text("البتّ", "Decide"), "scale"),
    TELL: (Text("أُبلغ صاحبه", "Told"), "check"),
    KEEP: (Text("سؤال متكرر", "Frequent"), "plus"),
    WITHDRAW: (Text("سحب", "Withdraw"), ""),
    REOPEN: (Text("إعادة فتحه", "Open again"), "arrow-back-up"),
    EDIT: (Text("تعديل", "Change"), "pencil"),
    DROP: (Text("حذف", "Take off"), ""),
}


class EnquiryRow(QFrame):
    """`asked` carries the deed; `moved` a step up or down, for the list to follow."""

    asked = Signal(str, str)  # deed, row
    history_asked = Signal(str, str)  # table, row
    moved = Signal(int)

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row
        self.setProperty("kind", "row")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 10, 12, 10)
        self._column.setSpacing(4)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(10)
        self._line.addLayout(self._words(row), 1)
        self._line.addLayout(self._make_buttons(row))
        self._column.addLayout(self._line)

    def _words(self, row: Row) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(theme().number(row.title), "h3", wrap=True), 1)
        for item in row.chips:
            head.addWidget(chip(item.text, item.tone), 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(head)
        words.addWidget(label(theme().number(row.detail), "small", wrap=True))
        if row.body:
            words.addWidget(label(theme().number(row.body), "body", wrap=True))
        return words

    def _make_buttons(self, row: Row) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        self.buttons: list[Button] = []
        for place, deed in enumerate(row.deeds):
            text, glyph = DEEDS[deed]
            title = said_of(text)
            button = Button(title, "secondary" if place == 0 else "text", glyph=glyph, name=f"{title}: {row.title}")
            button.clicked.connect(partial(self.asked.emit, deed, row.id))
            self._add(line, button)
        name = said(f"سجل تغييرات: {row.title}", f"Changes: {row.title}")
        history = Button(kind="icon", glyph="history", name=name)
        history.clicked.connect(partial(self.history_asked.emit, *row.record))
        self._add(line, history)
        line.addStretch(1)
        return line

    def _add(self, line: QHBoxLayout, button: Button) -> None:
        self.buttons.append(button)
        button.installEventFilter(self)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def hold_form(self, form: RowForm) -> None:
        self._column.addWidget(form)

    def set_narrow(self, is_narrow: bool) -> None:
        kind = QBoxLayout.Direction
        self._line.setDirection(kind.TopToBottom if is_narrow else kind.LeftToRight)

    def take_focus(self) -> None:
        """To what is done with it next."""
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.moved.emit(step)
                return True
        return bool(super().eventFilter(watched, event))


class PartBar(QFrame):
    """What the list shows: `chosen` carries the part."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self.setAccessibleName(said("ما يُعرض", "What is shown"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4, 4, 4, 4)
        self._row.setSpacing(4)
        self._buttons: dict[str, Marked] = {}

    def show_parts(self, parts: tuple[Part, ...], current: str) -> None:
        for part in parts:
            button = self._buttons.get(part.key) or self._make(part.key)
            # An Arabic nought looks like a dot.
            button.setText(theme().number(f"{part.title} ({part.count})") if part.count else part.title)
            button.setAccessibleName(f"{part.title}: {part.count}")
            button.setChecked(part.key == current)

    def _make(self, key: str) -> Marked:
        button = Marked("", "segment")
        button.setAutoExclusive(True)
        button.clicked.connect(partial(self.chosen.emit, key))
        self._row.addWidget(button)
        self._buttons[key] = button
        return button


def focused_row(rows: list[EnquiryRow], focused: QWidget | None) -> str:
    """The row that has the keyboard; empty when none has."""
    return next((row.row.id for row in rows if focused is not None and row.isAncestorOf(focused)), "")
