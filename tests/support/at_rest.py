"""When a window has come to rest: whatever a test then looks at is what the clerk sees, however slow the machine is."""

import time
from collections.abc import Callable

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

# Many times what a slow machine with other work takes: only what hangs is given up.
PATIENCE_S = 120.0
LOOK_AGAIN_MS = 5


def come_to_rest() -> None:
    """All that is posted is done, and all that was posted by doing it.

    One `processEvents` does what was posted before it and nothing that comes of it: of a picture that is painted, the
    layout of what it stands in, and the scroll area around that, each asks the next one in another turn.
    """
    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None
    until = time.monotonic() + PATIENCE_S
    is_moving = True
    while is_moving:
        if time.monotonic() > until:
            raise TimeoutError("the window never comes to rest")
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        is_moving = dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def wait_until(is_so: Callable[[], bool]) -> None:
    """And at rest: what is so was looked at when nothing was posted any more."""
    until = time.monotonic() + PATIENCE_S
    come_to_rest()
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError("what was waited for did not come")
        QTest.qWait(LOOK_AGAIN_MS)
        come_to_rest()


def activate(window: QWidget) -> None:
    """The keyboard is this window's."""
    window.activateWindow()
    wait_until(window.isActiveWindow)
