"""An interview as a row, and the bar that narrows the list."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout

from desktop.ui.kit.basic import Button, chip, label
from desktop.ui.kit.segments import Marked
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.interviews.state import Part, Row

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class InterviewRow(QFrame):
    """`resumed` and `attested` carry the interview; `moved` a step up or down, for the list to follow."""

    resumed = Signal(str)
    attested = Signal(str)
    history_asked = Signal(str)
    moved = Signal(int)

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row
        self.setProperty("kind", "row")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 12, 10)
        line.setSpacing(10)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(8)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(label(row.name, "h3", wrap=True))
        lines.addWidget(label(theme().number(row.detail), "small", wrap=True))
        self._words.addLayout(lines, 1)
        chips = QHBoxLayout()
        chips.setSpacing(6)
        for item in row.chips:
            chips.addWidget(chip(item.text, item.tone))
        chips.addStretch(1)
        self._words.addLayout(chips)
        line.addLayout(self._words, 1)
        self.buttons: list[Button] = []
        if row.has_paper:
            paper = said(f"إقرار {row.name}", f"Attestation of {row.name}")
            self._add(line, Button(said("الإقرار", "Attestation"), glyph="file-text", name=paper)).clicked.connect(
                self._attest
            )
        resume = Button(
            row.action,
            glyph="pencil",
            name=said(f"{row.action} مقابلة {row.name}", f"{row.action} the interview of {row.name}"),
        )
        self._add(line, resume).clicked.connect(self._resume)
        if row.has_history:
            changes = said(f"سجل تغييرات مقابلة {row.name}", f"Changes of the interview of {row.name}")
            history = Button(kind="icon", glyph="history", name=changes)
            self._add(line, history).clicked.connect(self._ask_history)

    def _add(self, line: QHBoxLayout, button: Button) -> Button:
        self.buttons.append(button)
        button.installEventFilter(self)
        line.addWidget(button)
        return button

    def set_narrow(self, is_narrow: bool) -> None:
        """On a narrow window the chips stand below the words."""
        kind = QBoxLayout.Direction
        self._words.setDirection(kind.TopToBottom if is_narrow else kind.LeftToRight)

    def take_focus(self) -> None:
        """To what is done with this interview next."""
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down go from row to row; Qt would go from button to button."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.moved.emit(step)
                return True
        return bool(super().eventFilter(watched, event))

    def _resume(self) -> None:
        self.resumed.emit(self.row.id)

    def _ask_history(self) -> None:
        self.history_asked.emit(self.row.id)

    def _attest(self) -> None:
        self.attested.emit(self.row.id)


class PartBar(QFrame):
    """What waits, what lacks a signature, what is done: `chosen` carries the part."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self.setAccessibleName(said("عرض المقابلات", "Which interviews"))
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
