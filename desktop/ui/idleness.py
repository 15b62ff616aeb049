"""Whether anybody is at the machine: keys, clicks, the wheel and touches that the program is given."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

INPUTS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin)
MINUTE_MS = 60_000
LOOK_MS = 3_000


class Idleness(QObject):
    """Says `too_long` after so many minutes in which neither the window that has the keys was given one of them nor
    what has popped up over it."""

    too_long = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.too_long)
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(self._follow_popup)
        self._window: QWindow | None = None
        self._is_watching = False

    def watch(self, minutes: int) -> None:
        """From now on; 0 never."""
        self._timer.stop()
        self._listen(minutes > 0)
        if minutes > 0:
            self._timer.setInterval(minutes * MINUTE_MS)
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_watching and event.type() in INPUTS:
            self._timer.start()
        return False

    def _listen(self, wanted: bool) -> None:
        application = QGuiApplication.instance()
        if not isinstance(application, QGuiApplication) or wanted == self._is_watching:
            return
        self._is_watching = wanted
        if wanted:
            application.focusWindowChanged.connect(self._follow)
            self._follow(application.focusWindow())
            self._looking.start()
        else:
            self._looking.stop()
            application.focusWindowChanged.disconnect(self._follow)
            self._follow(None)

    def _follow(self, now: QWindow | None) -> None:
        """Only at the door by which keys and clicks come in: a filter over everything would hear of every event of
        every widget, which is a sixth of all work of the window."""
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = now
        if now is not None:
            now.installEventFilter(self)

    def _follow_popup(self) -> None:
        """A list or a menu is given its clicks itself while the window under it keeps the keys, and nothing tells that
        it came: soon is early enough beside a minute."""
        popup = QApplication.activePopupWidget()
        handle = popup.windowHandle() if popup is not None else None
        if handle is not None:
            handle.installEventFilter(self)
