"""Loads what is behind the door while it stands, so that nobody waits for it after signing in."""

from importlib import import_module

from PySide6.QtCore import QObject, QTimer

# Loaded on the window's own thread: Qt's classes are made when they are first named, by one thread at a time.
PAGES_OF_THE_DESK = (
    "desktop.ui.kit.painted",
    "desktop.ui.shell",
    "desktop.ui.pages.home.view",
    "desktop.ui.pages.counter.view",
    "desktop.ui.pages.people.view",
    "desktop.ui.pages.interview.view",
    "desktop.ui.pages.paper.view",
    "desktop.ui.pages.settings.view",
    "desktop.ui.pages.tasks.view",
    "desktop.ui.pages.palette.view",
    "desktop.ui.desk_window",
)


class EarlyLoading(QObject):
    """One at a time, so that keys are taken between them. Its timer goes with it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting = list(PAGES_OF_THE_DESK)
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._load)

    @property
    def is_done(self) -> bool:
        return not self._waiting

    def begin(self) -> None:
        self._next.start(0)

    def stop(self) -> None:
        self._next.stop()

    def _load(self) -> None:
        if self._waiting:
            import_module(self._waiting[0])
            del self._waiting[0]
            self._next.start(0)
