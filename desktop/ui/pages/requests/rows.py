"""A request as a row of the list."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout

from desktop.ui.kit.basic import Button, chip, label
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.requests.state import Row

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class RequestRow(QFrame):
    """`opened` carries the request; `moved` a step up or down, for the list to follow."""

    opened = Signal(str)
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
        name = row.name or said("بلا اسم", "No name")
        lines.addWidget(label(name, "h3", wrap=True))
        lines.addWidget(label(theme().number(row.detail), "small", wrap=True))
        self._words.addLayout(lines, 1)
        chips = QHBoxLayout()
        chips.setSpacing(6)
        for item in row.chips:
            chips.addWidget(chip(theme().number(item.text), item.tone))
        chips.addStretch(1)
        self._words.addLayout(chips)
        line.addLayout(self._words, 1)
        said_chips = " ".join(item.text for item in row.chips)
        self.button = Button(
            said("فتح", "Open"),
            glyph="chevron-left",
            name=said(f"فتح طلب {name}: {said_chips}", f"Open the request of {name}: {said_chips}"),
        )
        self.button.clicked.connect(self._open)
        self.button.installEventFilter(self)
        line.addWidget(self.button)

    def set_narrow(self, is_narrow: bool) -> None:
        """On a narrow window the chips stand below the words."""
        kind = QBoxLayout.Direction
        self._words.setDirection(kind.TopToBottom if is_narrow else kind.LeftToRight)

    def take_focus(self) -> None:
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down go from row to row."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.moved.emit(step)
                return True
        return bool(super().eventFilter(watched, event))

    def _open(self) -> None:
        self.opened.emit(self.row.id)
