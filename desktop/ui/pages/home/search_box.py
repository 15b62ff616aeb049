"""The way into the search from the first page: whoever presses or types here goes on in the search over the page."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from desktop.ui.kit.basic import label, set_text
from desktop.ui.kit.theme import picture, theme
from desktop.ui.language import said

WIDTH, NARROW_WIDTH = 340, 240


class SearchBox(QFrame):
    """`opened` carries the letter that was typed, or nothing."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setFixedHeight(46)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(said("البحث في كل شيء (Ctrl+K)", "Search everything (Ctrl+K)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(8)
        self._sign = QLabel()
        self._sign.setAccessibleName(said("بحث", "Search"))
        self._words = label("", "body")
        self._hint = label("Ctrl+K", "micro")
        self._hint.setFixedHeight(28)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._hint)
        theme().changed.connect(self._paint)
        self._paint()
        self.show_narrow(False)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), 46)

    def show_narrow(self, is_narrow: bool) -> None:
        self.setFixedWidth(NARROW_WIDTH if is_narrow else WIDTH)
        set_text(
            self._words,
            said("ابحث في كل شيء", "Search everything")
            if is_narrow
            else said("ابحث عن شخص أو مقابلة أو أمر", "Search people and interviews"),
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.opened.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit("")
        elif event.text().isprintable() and event.text().strip():
            self.opened.emit(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._paint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._paint()

    def _paint(self) -> None:
        p = theme().palette
        self._sign.setPixmap(picture("search", p.ink2, 20, self))
        border = f"2px solid {p.primary}" if self.hasFocus() else f"1px solid {p.field}"
        self.setStyleSheet(f"QFrame#search {{ background: {p.surface}; border: {border}; border-radius: 10px; }}")
        self._words.setStyleSheet(f"color: {p.ink3};")
        self._hint.setStyleSheet(
            f"background: {p.sunken}; border: 1px solid {p.line_strong}; border-radius: 6px; padding: 2px 8px;"
        )
