"""Pictures of the real window for the demonstration, page by page, driven by its own buttons and keys."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.application import Application, Entrance
from desktop.ui.camera import Camera, filmed
from desktop.ui.desk_window import DeskWindow
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import AS_DESIGNED
from desktop.ui.pages.interview.steps import StepButton


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
    with filmed(entrance, AS_DESIGNED, user=scenes.user, password=scenes.password) as (application, camera):
        theme().apply(choice="light")
        return _Photographer(application, camera, folder).walk(scenes)


class _Photographer:
    def __init__(self, application: Application, camera: Camera, folder: Path) -> None:
        self._application, self._camera, self._folder = application, camera, folder
        self._taken: list[Path] = []

    def walk(self, scenes: Scenes) -> tuple[Path, ...]:
        page = self._camera.wait_for(self._camera.find_sign_in)
        self._take("sign-in", page.window())
        page.enter.click()
        window = self._camera.wait_for(lambda: self._application.desk_window)
        self._take("home", window)
        self._count(window)
        self._take("counter", window)
        window.ways.open_person(scenes.person)
        self._take("person", window)
        window.ways.resume_interview(scenes.open_interview)
        go_to_first_section(window, self._camera)
        self._take("interview", window)
        window.ways.open_attestation(scenes.signed)
        self._take("attestation", window)
        for key in ("tasks", "settings"):
            window.show_page(key)
            self._take(key, window)
        self._in_the_dark(window)
        return tuple(self._taken)

    def _count(self, window: DeskWindow) -> None:
        """The first key of the counter, pressed and let go."""
        page = window.show_page("counter")
        self._camera.settle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1")
            QApplication.sendEvent(page, event)

    def _in_the_dark(self, window: DeskWindow) -> None:
        window.show_page("home")
        theme().apply(choice="dark")
        self._take("home-dark", window)
        theme().apply(choice="light")

    def _take(self, name: str, window: QWidget) -> None:
        self._taken.append(self._camera.take(window, self._folder / f"{len(self._taken) + 1:02}-{name}.png"))


def go_to_first_section(window: DeskWindow, camera: Camera) -> None:
    """An interview opens where the clerk left it, and the answers so far are before that."""
    camera.settle()
    camera.wait_for(lambda: next(iter(window.findChildren(StepButton)), None)).click()
