"""Sentences over every page, each until what it says is over."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desktop.ui.kit.basic import Button, label, set_text
from desktop.ui.kit.theme import picture, theme


class Banner(QFrame):
    """A sentence over every page, until what it says is over; never a box that stops work."""

    def __init__(self, text: str, tone: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._tone = tone
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 12, 8)
        row.setSpacing(12)
        self._icon = QLabel()
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self.text = text
        self._label = label(theme().number(text), "body", wrap=True)
        row.addWidget(self._label, 1)
        self.button: Button | None = None
        if act is not None:
            self.button = Button(action, "text", name=action)
            self.button.clicked.connect(act)
            row.addWidget(self.button)
        self.setAccessibleName(text)
        theme().changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        ink, tint = theme().palette.tone(self._tone)
        self._icon.setPixmap(picture("alert-triangle" if self._tone != "info" else "info-circle", ink, 22, self))
        set_text(self._label, theme().number(self.text))
        self.setStyleSheet(f"Banner {{ background: {tint}; border: none; border-bottom: 1px solid {ink}; }}")


class Banners(QVBoxLayout):
    """One of each key."""

    def __init__(self) -> None:
        super().__init__()
        self.setSpacing(0)
        self._standing: dict[str, Banner] = {}

    def show_banner(self, key: str, text: str, tone: str, action: str, act: Callable[[], None] | None) -> None:
        """Until it is shown again with no text."""
        standing = self._standing.get(key)
        if standing is not None and standing.text == text:
            return
        if standing is not None:
            self.removeWidget(standing)
            standing.deleteLater()
            del self._standing[key]
        if text:
            self._standing[key] = Banner(text, tone, action, act)
            self.addWidget(self._standing[key])

    def text_of(self, key: str) -> str:
        standing = self._standing.get(key)
        return standing.text if standing is not None else ""
