"""The running application: the door, then the shell with its pages; lanes, locking, syncing."""

from __future__ import annotations

import gc
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, QSize, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop.ui.door import Door, DoorState
from desktop.ui.kit.theme import prepare, theme
from desktop.ui.lane import BACKGROUND, Lane
from desktop.ui.last_resort import LastResort
from desktop.ui.pages.sign_in.view import SignInPage
from domain.errors import Expected

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.actions import Actions, Opened, Pages
    from desktop.ui.desk_window import DeskWindow
    from desktop.ui.pages.first_run.view import FirstRunPage
    from desktop.usecases.open_desk import SetUp
    from domain.policy import Profile

T = TypeVar("T")

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
    "desktop.ui.desk_window",
)

# Loading shares the interpreter with the window: it waits until the first frame stands and a first key was taken.
AFTER_FIRST_FRAME_MS = 50


class OnStore(Protocol):
    """Does a piece of work on the store's lane and waits for it."""

    def __call__(self, work: Callable[[], T], /) -> T: ...


class Entrance(Protocol):
    """The door, and once somebody has signed in, what the desk may ask for."""

    def door(self) -> Door: ...

    def actions(self, on_store: OnStore) -> Actions: ...

    def pages(self) -> Pages: ...


class Lanes:
    """One thread each: the store's owns the connection; the network and paper never wait for it."""

    def __init__(self) -> None:
        self.store = Lane("store")
        self.network = Lane("network")
        self.paper = Lane("paper")

    def close(self) -> None:
        for lane in (self.network, self.paper, self.store):
            lane.close()


class Application(QObject):
    """Owns the windows. `door_window` is shown until somebody has signed in, `desk_window` after."""

    def __init__(self, entrance: Entrance, *, user: str = "", password: str = "") -> None:
        super().__init__()
        self.lanes = Lanes()
        self._entrance = entrance
        self._door = entrance.door()
        self._user, self._password = user, password
        self.is_prepared = False  # what is behind the door has been loaded
        self._opened: Opened | None = None
        self._first_run: FirstRunPage | None = None
        self.desk_window: DeskWindow | None = None
        self.door_window = QMainWindow()
        self.door_window.setWindowTitle("استقبال")
        self.door_window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.door_window.setMinimumSize(1024, 640)
        self.door_window.resize(_fitting(self.door_window))

    def start(self) -> None:
        """The door is painted and takes keys before anything behind it is loaded."""
        self._stand_at_door()
        self.door_window.show()
        QTimer.singleShot(AFTER_FIRST_FRAME_MS, self._prepare)

    def close(self) -> None:
        """Saves what is open, closes the store, ends the lanes."""
        if self.desk_window is not None:
            self.desk_window.leave()
        self.lanes.store.ask(self._door.leave)
        self.lanes.close()

    # --- the door ------------------------------------------------------------------------------------------------

    def _stand_at_door(self) -> None:
        if self._door.has_office():
            self._show_sign_in()

    def _prepare(self) -> None:
        self.lanes.store.ask(self._door.look, then=self._show_door, failed=self._could_not_look)
        self.lanes.store.ask(self._door.prepare, then=self._load_pages, priority=BACKGROUND)

    def _load_pages(self, nothing: None, index: int = 0) -> None:
        """One at a time, so that keys are taken between them."""
        if index == len(PAGES_OF_THE_DESK):
            self.is_prepared = True
            return
        import_module(PAGES_OF_THE_DESK[index])
        QTimer.singleShot(0, self, partial(self._load_pages, None, index + 1))

    def _show_door(self, state: DoorState) -> None:
        page = self.door_window.centralWidget()
        if state.kind == "first_run":
            self.lanes.store.ask(self._door.profiles, then=self._show_first_run)
        elif state.kind != "sign_in":
            self._show_problem(state.problem)
        elif isinstance(page, SignInPage):
            page.show_users(state.usernames)

    def _could_not_look(self, problem: Expected) -> None:
        self._show_problem(problem.ar)

    def _show_problem(self, sentence: str) -> None:
        # Loaded here: most days nobody sees it.
        from desktop.ui.kit.basic import EmptyState  # noqa: PLC0415

        self.door_window.setCentralWidget(EmptyState("alert-triangle", "لا يمكن فتح البيانات", sentence))

    def _show_first_run(self, profiles: tuple[Profile, ...]) -> None:
        # Loaded here: it is shown once in the life of an office.
        from desktop.ui.pages.first_run.view import FirstRunPage  # noqa: PLC0415

        page = self._first_run = FirstRunPage(profiles)
        page.file_chosen.connect(self._read_profile)
        page.set_up_requested.connect(self._set_up)
        page.print_requested.connect(self._print_recovery_sheet)
        page.finished.connect(self._enter)
        self.door_window.setCentralWidget(page)

    def _read_profile(self, path: str) -> None:
        self.lanes.store.ask(
            partial(self._door.read_profile, path),
            then=partial(self._show_own_profile, path),
            failed=self._could_not_set_up,
        )

    def _show_own_profile(self, path: str, profile: Profile) -> None:
        if self._first_run is not None:
            self._first_run.show_own_profile(path, profile)

    def _set_up(self, answers: SetUp) -> None:
        self.lanes.store.ask(partial(self._door.set_up, answers), then=self._was_set_up, failed=self._could_not_set_up)

    def _was_set_up(self, opened: Opened) -> None:
        self._opened = opened
        if self._first_run is not None:
            self._first_run.show_recovery(opened.recovery_code)

    def _could_not_set_up(self, problem: Expected) -> None:
        if self._first_run is not None:
            self._first_run.show_problem(problem)

    def _print_recovery_sheet(self) -> None:
        # Loaded here: printing is not what a door is opened for.
        from desktop.ui.printing import save_or_print  # noqa: PLC0415

        if self._opened is not None:
            sheet = self._opened.recovery_sheet
            try:
                save_or_print(self.door_window, sheet, "ورقة-الاستعادة.pdf", self._entrance.pages())
            except Expected as problem:
                self._could_not_set_up(problem)

    def _show_sign_in(self) -> None:
        page = SignInPage()
        page.sign_in_requested.connect(self._sign_in)
        page.recover_requested.connect(self._recover)
        self.door_window.setCentralWidget(page)
        if self._user:
            page.username.setCurrentText(self._user)
            page.password.setText(self._password)
        page.focus_first()

    def _sign_in(self, username: str, password: str) -> None:
        self.lanes.store.ask(
            partial(self._door.sign_in, username, password), then=self._signed_in, failed=self._could_not_sign_in
        )

    def _recover(self, code: str, username: str, new_password: str) -> None:
        self.lanes.store.ask(
            partial(self._door.recover, code, username, new_password),
            then=self._signed_in,
            failed=self._could_not_sign_in,
        )

    def _signed_in(self, opened: Opened) -> None:
        self._opened = opened
        self._enter()

    def _could_not_sign_in(self, problem: Expected) -> None:
        page = self.door_window.centralWidget()
        if isinstance(page, SignInPage):
            page.show_problem(problem)

    # --- the desk ------------------------------------------------------------------------------------------------

    def _enter(self) -> None:
        if self._opened is None:
            return
        # Loaded here, and most days before: `Door.prepare` has had it since the door was painted.
        from desktop.ui.desk_window import DeskWindow  # noqa: PLC0415

        actions = self._entrance.actions(self.lanes.store.call)
        window = DeskWindow(actions, self._entrance.pages(), self.lanes, self._opened.info)
        window.left.connect(self._leave)
        window.setGeometry(self.door_window.geometry())
        self.desk_window = window
        window.show()
        self.door_window.hide()
        self._first_run = None
        self.door_window.setCentralWidget(QWidget())
        window.start()

    def _leave(self) -> None:
        """Lock or switch user: the store is closed, its keys are gone from memory's reach, the door stands again."""
        window, self.desk_window = self.desk_window, None
        self._opened = None
        if window is None:
            return
        self.door_window.setGeometry(window.geometry())
        window.leave()
        window.hide()
        window.deleteLater()
        self._user = self._password = ""
        self.lanes.store.ask(self._door.leave)
        self._stand_at_door()
        self.door_window.show()
        self.lanes.store.ask(self._door.look, then=self._show_door, failed=self._could_not_look)


def _fitting(window: QMainWindow) -> QSize:
    """As designed, or as much as a small screen has."""
    return QSize(1440, 900).boundedTo(window.screen().availableSize())


def make_app() -> QApplication:
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QApplication.setApplicationName("istiqbal")
    QApplication.setApplicationDisplayName("استقبال")
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    prepare(app)
    theme().apply(choice="system")
    return app


def run_application(entrance: Entrance, *, user: str = "", password: str = "") -> int:
    """Until the last window is closed."""
    app = make_app()
    sys.excepthook = LastResort(crash_folder())
    application = Application(entrance, user=user, password=password)
    application.start()
    QTimer.singleShot(AFTER_FIRST_FRAME_MS, _begin_collecting)
    try:
        return app.exec()
    finally:
        application.close()


def _begin_collecting() -> None:
    """The command line began without the garbage collector: what starting makes is kept to the end."""
    gc.freeze()
    gc.enable()


def crash_folder() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)) / "crashes"


def prove_window() -> None:
    """For the self-test: Qt starts, the font is there, a page is painted."""
    app = make_app()
    page = SignInPage(usernames=("tester",))
    page.resize(1024, 640)
    page.show()
    app.processEvents()
    image = page.grab().toImage()
    page.close()
    page.deleteLater()
    app.processEvents()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 16) for y in range(0, image.height(), 16)}
    if len(colours) < 8:
        raise RuntimeError("the window was not painted")
