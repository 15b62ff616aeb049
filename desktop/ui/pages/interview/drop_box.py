"""Where a file is dropped, or chosen by one of the keys on it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desktop.ui.kit.basic import label, restyle
from desktop.ui.kit.theme import picture, theme

SIGN = 34


class DropBox(QFrame):
    """The place of an answer that is not there yet: a sign, what to do, and the buttons that do it."""

    def __init__(self, glyph: str, words: str) -> None:
        super().__init__()
        self._glyph = glyph
        self.setProperty("kind", "drop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(14)
        self._sign = QLabel()
        row.addWidget(self._sign)
        column = QVBoxLayout()
        column.setSpacing(8)
        row.addLayout(column, 1)
        column.addWidget(label(words, "small", wrap=True))
        line = QHBoxLayout()
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        line.addLayout(self.buttons)
        line.addStretch(1)
        column.addLayout(line)

    def paint_sign(self) -> None:
        self._sign.setPixmap(picture(self._glyph, theme().palette.primary, SIGN, self))

    def mark(self, *, is_over: bool, is_bad: bool) -> None:
        restyle(self, "state", "over" if is_over else "bad" if is_bad else "")
