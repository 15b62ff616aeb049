"""The fields of a person that are typed: each says when the clerk rests."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from desktop.ui.kit.basic import TextField
from desktop.ui.kit.theme import theme
from desktop.ui.language import said_of
from domain.text import Text

LEFT_TO_RIGHT = ("id_number", "mobile", "iban", "member_number", "born", "born_other")
REST_MS = 1_000
NOTE_HEIGHT = 84
PLACEHOLDERS = {
    "mobile": Text("05", "05"),
    "iban": Text("SA", "SA"),
    "town": Text("الحي أو القرية", "Quarter or village"),
    "id_override": Text("مثل: هكذا طُبع على البطاقة", "For example: printed like this on the card"),
}
DATED = {"born": "12/5/1410", "born_other": "10/12/1989"}


def _example(name: str) -> str:
    if name in DATED:
        return theme().number(DATED[name])
    return said_of(PLACEHOLDERS[name]) if name in PLACEHOLDERS else ""


class Line(TextField):
    """`put` with every key, `rested` after a pause or when the clerk leaves, `entered` with Enter."""

    put = Signal(str, str)
    rested = Signal(str)
    entered = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(_example(name), left_to_right=name in LEFT_TO_RIGHT)
        self._name = name
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(REST_MS)
        self._pause.timeout.connect(self._rest)
        self.textEdited.connect(self._edited)

    def _edited(self, text: str) -> None:
        self._pause.start()
        self.put.emit(self._name, text)

    def _rest(self) -> None:
        self.rested.emit(self._name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit(self._name)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pause.stop()
        self._rest()


class NoteArea(QPlainTextEdit):
    """Several lines; Tab goes on. `put` and `rested` as of a line."""

    put = Signal(str, str)
    rested = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setTabChangesFocus(True)
        self.setFixedHeight(NOTE_HEIGHT)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(REST_MS)
        self._pause.timeout.connect(self._rest)
        self.textChanged.connect(self._edited)

    def show_text(self, text: str) -> None:
        """Shows it without telling anybody."""
        if self.toPlainText() != text:
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)

    def _edited(self) -> None:
        self._pause.start()
        self.put.emit(self._name, self.toPlainText())

    def _rest(self) -> None:
        self.rested.emit(self._name)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pause.stop()
        self._rest()
