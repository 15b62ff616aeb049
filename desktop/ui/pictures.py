"""Pictures of the real window for the demonstration, page by page, driven by its own buttons and keys."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.application import Application, Entrance, make_app
from desktop.ui.desk_window import DeskWindow
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import AS_DESIGNED
from desktop.ui.pages.interview.steps import StepButton
from desktop.ui.pages.sign_in.view import SignInPage

T = TypeVar("T")

PATIENCE_S = 60.0
_STILL_S = 0.3  # painting, and what a page asks for after it was shown


@dataclass(frozen=True)
class Scenes:
    """Who signs in, and what is opened: a person, an interview that is not finished, one whose paper is signed."""

    user: str
    password: str
    person: str
    open_interview: str
    signed: str


def take_pictures(entrance: Entrance, folder: Path, scenes: Scenes) -> tuple[Path, ...]:
    """One PNG a page in the order a clerk sees them.

    Raises TimeoutError when the window does not get that far, and what its own slots raised, which Qt only reports.
    """
    app = make_app()
    theme().apply(choice="light")
    application = Application(entrance, user=scenes.user, password=scenes.password)
    raised: list[BaseException] = []
    before, sys.excepthook = sys.excepthook, lambda kind, error, trace: raised.append(error)
    try:
        application.start()
        # As designed, whatever the screen is: without one there is only a small pretence of it.
        application.door_window.showNormal()
        application.door_window.resize(*AS_DESIGNED)
        pictures = _Photographer(app, application, folder).walk(scenes)
    finally:
        application.close()
        app.processEvents()
        sys.excepthook = before
        if raised:
            raise raised[0]
    return pictures


class _Photographer:
    def __init__(self, app: QApplication, application: Application, folder: Path) -> None:
        self._app = app
        self._application = application
        self._folder = folder
        self._taken: list[Path] = []

    def walk(self, scenes: Scenes) -> tuple[Path, ...]:
        page = self._wait_for(self._find_sign_in)
        self._take("sign-in", page.window())
        page.enter.click()
        window = self._wait_for(lambda: self._application.desk_window)
        self._take("home", window)
        self._count(window)
        self._take("counter", window)
        window.open_person(scenes.person)
        self._take("person", window)
        window.resume_interview(scenes.open_interview)
        self._go_to_first_section(window)
        self._take("interview", window)
        window.open_attestation(scenes.signed)
        self._take("attestation", window)
        for key in ("tasks", "settings"):
            window.show_page(key)
            self._take(key, window)
        self._in_the_dark(window)
        return tuple(self._taken)

    def _count(self, window: DeskWindow) -> None:
        """The first key of the counter, pressed and let go."""
        page = window.show_page("counter")
        self._settle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1")
            QApplication.sendEvent(page, event)

    def _go_to_first_section(self, window: DeskWindow) -> None:
        """It opens where the clerk left it, and the answers so far are before that."""
        self._settle()
        self._wait_for(lambda: next(iter(window.findChildren(StepButton)), None)).click()

    def _in_the_dark(self, window: DeskWindow) -> None:
        window.show_page("home")
        theme().apply(choice="dark")
        self._take("home-dark", window)
        theme().apply(choice="light")

    def _find_sign_in(self) -> SignInPage | None:
        page = self._application.door_window.centralWidget()
        return page if isinstance(page, SignInPage) else None

    def _take(self, name: str, window: QWidget) -> None:
        self._settle()
        path = self._folder / f"{len(self._taken) + 1:02}-{name}.png"
        if not window.grab().save(str(path)):
            raise OSError(f"the picture {path.name} could not be written")
        self._taken.append(path)

    def _wait_for(self, find: Callable[[], T | None]) -> T:
        until = time.monotonic() + PATIENCE_S
        while (found := find()) is None:
            self._app.processEvents()
            if time.monotonic() > until:
                raise TimeoutError("the window did not show what was expected")
            time.sleep(0.01)
        return found

    def _settle(self) -> None:
        """Until every lane has answered and a moment has passed without more work."""
        lanes = self._application.lanes
        until = time.monotonic() + PATIENCE_S
        still_since = time.monotonic()
        while time.monotonic() - still_since < _STILL_S:
            self._app.processEvents()
            if not all(lane.is_idle for lane in (lanes.store, lanes.network, lanes.paper)):
                still_since = time.monotonic()
            if time.monotonic() > until:
                raise TimeoutError("the window did not come to rest")
            time.sleep(0.01)
