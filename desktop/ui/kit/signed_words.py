"""A sign with what it says and a fainter sentence under it: the status at the foot of the navigation, and in full."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.fields import label, set_text
from desktop.ui.kit.theme import theme


class SignedWords(QHBoxLayout):
    """The sign stands where a line begins; what is added afterwards, such as a button, where it ends."""

    def __init__(self, sign: QWidget, *, text_kind: str, detail_kind: str, spacing: int) -> None:
        super().__init__()
        self.setSpacing(spacing)
        self.sign = sign
        self.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        self.text = label("", text_kind)
        self.detail = label("", detail_kind, wrap=True)
        words.addWidget(self.text)
        words.addWidget(self.detail)
        self.addWidget(self._words, 1)

    def show_words(self, text: str, detail: str) -> None:
        """In the user's digits; no detail takes no room."""
        set_text(self.text, theme().number(text))
        set_text(self.detail, theme().number(detail))
        self.detail.setVisible(bool(detail))

    def show_sign_alone(self, is_alone: bool) -> None:
        self._words.setVisible(not is_alone)
