"""Takes pictures of the running window, each once every lane has answered and nothing moves any more."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.application import Application, Entrance, make_app
from desktop.ui.pages.sign_in.view import SignInPage

T = TypeVar("T")

PATIENCE_S = 180.0
_ROUNDS = 12
_STILL_S = 0.3  # painting, and what a page asks for after it was shown


class Camera:
    """Raises TimeoutError when the window does not come to what is to be seen."""

    def __init__(self, app: QApplication, application: Application) -> None:
        self._app, self._application = app, application

    def take(self, window: QWidget, path: Path) -> Path:
        self.settle()
        return self.take_at_once(window, path)

    def take_at_once(self, window: QWidget, path: Path) -> Path:
        """While the lanes are still at work."""
        self._app.processEvents()
        if not window.grab().save(str(path)):
            raise OSError(f"the picture {path.name} could not be written")
        return path

    def find_sign_in(self) -> SignInPage | None:
        page = self._application.door_window.centralWidget()
        return page if isinstance(page, SignInPage) else None

    def wait_for(self, find: Callable[[], T | None]) -> T:
        until = time.monotonic() + PATIENCE_S
        while (found := find()) is None:
            self._app.processEvents()
            if time.monotonic() > until:
                raise TimeoutError("the window did not show what was expected")
            time.sleep(0.01)
        return found

    def settle(self) -> None:
        """Until every lane has answered and a moment has passed without more work."""
        lanes = self._application.lanes
        until = time.monotonic() + PATIENCE_S
        still_since, rounds = time.monotonic(), 0
        # On a busy machine one round takes long; a layout in a layout needs some.
        while time.monotonic() - still_since < _STILL_S or rounds < _ROUNDS:
            self._app.processEvents()
            rounds += 1
            if not all(lane.is_idle for lane in (lanes.store, lanes.network, lanes.paper, lanes.printing)):
                still_since, rounds = time.monotonic(), 0
            if time.monotonic() > until:
                raise TimeoutError("the window did not come to rest")
            time.sleep(0.01)


@contextmanager
def filmed(
    entrance: Entrance, size: tuple[int, int], *, user: str = "", password: str = ""
) -> Iterator[tuple[Application, Camera]]:
    """The application at its door, in a window of that size. Raises what its slots raised, which Qt only reports."""
    app = make_app()
    application = Application(entrance, user=user, password=password)
    raised: list[BaseException] = []
    before, sys.excepthook = sys.excepthook, lambda kind, error, trace: raised.append(error)
    try:
        application.start()
        # Whatever the screen is: without one there is only a small pretence of it.
        application.door_window.showNormal()
        application.door_window.resize(*size)
        yield application, Camera(app, application)
    finally:
        application.close()
        app.processEvents()
        sys.excepthook = before
        if raised:
            raise raised[0]
