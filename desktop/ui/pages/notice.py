"""What happened and what to do, at the top of a page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.ui.kit.basic import Button, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said


class NoticeBar(QFrame):
    """A sentence at the top of the page, with its own way out; never a modal box."""

    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 16, 4)
        self._text = label("", "body", wrap=True)
        row.addWidget(self._text, 1)
        close = Button(kind="text", glyph="x", name=said("إخفاء الرسالة", "Hide the message"))
        close.clicked.connect(self.dismissed)
        row.addWidget(close)
        self.hide()

    def show_notice(self, text: str, tone: str) -> None:
        set_text(self._text, theme().number(text))
        self._text.setProperty("tone", tone)
        ink, tint = theme().palette.tone(tone)
        self.setStyleSheet(f"NoticeBar {{ background: {tint}; border: 1px solid {ink}; border-radius: 10px; }}")
        self.setAccessibleName(text)
        self.setVisible(bool(text))
