"""A card is scanned wherever the cursor stands on a page: what its digits did before it was known as one is undone."""

import time

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.ui.pages.reception.scanning import ScanWatch

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CardReader(QObject):
    """`began` with every digit that may be a card's first, `scanned` once it was one, with its digits."""

    began = Signal()
    scanned = Signal(str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._watch = ScanWatch()
        self._watched: QWidget | None = None
        self._line: QLineEdit | None = None
        self._text = ""
        self._is_listening = False

    def start(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication) and not self._is_listening:
            self._is_listening = True
            application.focusChanged.connect(self._follow)
            self._follow(None, application.focusWidget())

    def stop(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication) and self._is_listening:
            self._is_listening = False
            application.focusChanged.disconnect(self._follow)
        self._follow(None, None)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """Only where the cursor is: a filter over everything would slow every event of the window."""
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now if now is not None and self._page.isAncestorOf(now) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        at_ms = event.timestamp() or round(time.monotonic() * 1000)
        if event.key() not in ENTER or event.modifiers():
            if self._watch.hear(event.text(), at_ms):
                self._remember(watched)
            return False
        digits = self._watch.take(at_ms)
        if digits:
            self._put_back()
            self.scanned.emit(digits)
        return bool(digits)

    def _remember(self, watched: QObject) -> None:
        self._line = watched if isinstance(watched, QLineEdit) else None
        self._text = self._line.text() if self._line is not None else ""
        self.began.emit()

    def _put_back(self) -> None:
        line, self._line = self._line, None
        if line is not None and shiboken6.isValid(line):
            line.setText(self._text)
            line.textEdited.emit(self._text)
