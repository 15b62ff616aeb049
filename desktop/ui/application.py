"""The running application: the door, then the shell with its pages; lanes, locking, syncing."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QMessageLogContext, QObject, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.door_window import DoorWindow
from desktop.ui.early_loading import EarlyLoading
from desktop.ui.kit.theme import AS_FUSION, dress, prepare, theme
from desktop.ui.kit.tokens import LEAST_WINDOW
from desktop.ui.lane import BACKGROUND, Lane
from desktop.ui.language import choose_language, language, language_of, said, said_of
from desktop.ui.last_resort import LastResort
from desktop.ui.pages.sign_in.view import SignInPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMainWindow

    from desktop.ui.actions import Actions, DeskInfo, Opened, Pages
    from desktop.ui.collecting import Collector
    from desktop.ui.desk_window import DeskWindow
    from desktop.ui.door import Door
    from desktop.ui.language import Language
    from domain.errors import Expected, Unavailable

T = TypeVar("T")

UNAVAILABLE = 3  # as the command line's

# Loading shares the interpreter with the window: it waits until the first frame stands and a first key was taken.
AFTER_FIRST_FRAME_MS = 50
NETWORK_PATIENCE_S = 2.0  # for a line that was hung up: only finding an address or a line can take longer


class OnStore(Protocol):
    """Does a piece of work on the store's lane and waits for it."""

    def __call__(self, work: Callable[[], T], /) -> T: ...


class Entrance(Protocol):
    """The door, and once somebody has signed in, what the desk may ask for."""

    def door(self) -> Door: ...

    def actions(self, on_store: OnStore) -> Actions: ...

    def pages(self) -> Pages: ...


class Lanes:
    """One thread each: the store's owns the connection; the network, paper and printers never wait for it."""

    def __init__(self) -> None:
        self.store = Lane("store")
        self.network = Lane("network")
        self.paper = Lane("paper")
        self.printing = Lane("printing")

    def close(self) -> None:
        self.network.close(patience_s=NETWORK_PATIENCE_S)
        for lane in (self.printing, self.paper, self.store):
            lane.close()


class Application(QObject):
    """Owns the windows. `door_window` is shown until somebody has signed in, `desk_window` after."""

    def __init__(self, entrance: Entrance, *, user: str = "", password: str = "") -> None:
        super().__init__()
        self.lanes = Lanes()
        self._entrance = entrance
        self._door = entrance.door()
        self.desk_window: DeskWindow | None = None
        self.door_window = DoorWindow(self._door, self.lanes.store, entrance.pages)
        self.door_window.fill_in(user, password)
        self.door_window.opened.connect(self._enter)
        self.door_window.language_chosen.connect(self._speak)
        self._at_desk: tuple[Actions, DeskInfo] | None = None
        self._wanted: Language = language()
        self._loading = EarlyLoading(self)
        self._collector: Collector | None = None
        self._after_first_frame = QTimer(self)
        self._after_first_frame.setSingleShot(True)
        self._after_first_frame.timeout.connect(self._prepare)

    def start(self) -> None:
        """The door is painted and takes keys before anything behind it is loaded."""
        self.door_window.stand()
        self.door_window.open()
        self._after_first_frame.start(AFTER_FIRST_FRAME_MS)

    def close(self) -> None:
        """Saves what is open, closes the store, ends the lanes."""
        self._after_first_frame.stop()
        self._loading.stop()
        if self._at_desk is not None:
            self._at_desk[0].hang_up()
        if self.desk_window is not None:
            self.desk_window.leave()
        self.lanes.store.ask(self._door.leave)
        self.lanes.close()
        if self._collector is not None:
            self._collector.stop()

    @property
    def is_prepared(self) -> bool:
        """Whether what is behind the door has been loaded."""
        return self._loading.is_done

    def _prepare(self) -> None:
        # Nothing is garbage before the first frame stands.
        from desktop.ui.collecting import Collector  # noqa: PLC0415

        self._collector = Collector(self)
        self._collector.start()
        self.door_window.look()
        self.lanes.store.ask(self._door.prepare, then=self._load_pages, priority=BACKGROUND)

    def _load_pages(self, nothing: None) -> None:
        self._loading.begin()

    def _enter(self, opened: Opened) -> None:
        self._at_desk = self._entrance.actions(self.lanes.store.call), opened.info
        self._stand_desk(*self._at_desk, self.door_window).start()
        self.door_window.empty()

    def _stand_desk(self, actions: Actions, info: DeskInfo, before: QMainWindow) -> DeskWindow:
        # Loaded here, and most days before: `Door.prepare` has had it since the door was painted.
        from desktop.ui.desk_window import DeskWindow  # noqa: PLC0415

        window = self.desk_window = DeskWindow(actions, self._entrance.pages(), self.lanes, info)
        window.left.connect(self._leave)
        window.language_chosen.connect(self._speak)
        stand_in_place_of(before, window)
        window.show()
        before.hide()
        return window

    def _speak(self, chosen: str) -> None:
        """At once: the window stands anew in the other language, for the same person, at the same page."""
        wanted = language_of(chosen)
        if wanted != language():
            self._wanted = wanted
            # The button that was pressed is of the window that goes.
            QTimer.singleShot(0, self._stand_anew)

    def _stand_anew(self) -> None:
        before, at_desk = self.desk_window, self._at_desk
        typed = before.typed_user() if before is not None else None
        if before is not None:
            # Gone before the style changes: every page that was visited would be dressed once more. The empty door
            # keeps its place on the screen.
            stand_in_place_of(before, self.door_window)
            self.door_window.show()
            self.desk_window = None
            before.leave()
            delete_now(before)
        choose_language(self._wanted)
        theme().follow_language()
        name_program()
        self.lanes.store.ask(partial(self._door.keep_language, self._wanted), failed=self._language_not_kept)
        if before is None or at_desk is None:
            self.door_window.stand_anew()
            return
        window = self._stand_desk(*at_desk, self.door_window)
        window.start()
        window.show_language_choice(typed)

    def _language_not_kept(self, problem: Expected) -> None:
        """It is spoken all the same, until the program ends. The door has no place for what is no hindrance there."""
        if self.desk_window is not None:
            self.desk_window.show_toast(said_of(problem))

    def _leave(self) -> None:
        """Lock or switch user: the store is closed, its keys are gone from memory's reach, the door stands again."""
        window, self.desk_window, self._at_desk = self.desk_window, None, None
        if window is None:
            return
        stand_in_place_of(window, self.door_window)
        window.leave()
        window.hide()
        window.deleteLater()
        self.lanes.store.ask(self._door.leave)
        self.door_window.stand()
        self.door_window.show()
        self.door_window.look()


def stand_in_place_of(old: QWidget, new: QWidget) -> None:
    """Where the other stood, and filling the screen if that did."""
    new.setGeometry(old.normalGeometry() if old.isMaximized() else old.geometry())
    new.setWindowState(old.windowState())


def delete_now(window: QWidget) -> None:
    """Not when the event loop comes round to it."""
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def name_program() -> None:
    """As the system shows it beside its windows."""
    QApplication.setApplicationDisplayName(said("استقبال", "Istiqbal"))


def make_app() -> QApplication:
    QApplication.setApplicationName("istiqbal")
    name_program()
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        app = existing
        prepare(app)
    else:
        app = QApplication([*sys.argv[:1], *AS_FUSION])
        dress(app)
    theme().apply(choice="system", density="screen")
    return app


def run_application(entrance: Entrance, *, no_screen: Unavailable, user: str = "", password: str = "") -> int:
    """Until the last window is closed. `no_screen` is told where Qt cannot reach the screen it was promised."""
    app = _make_app_or_end(no_screen)
    sys.excepthook = LastResort(crash_folder)
    application = Application(entrance, user=user, password=password)
    application.start()
    try:
        return app.exec()
    finally:
        application.close()


def _make_app_or_end(no_screen: Unavailable) -> QApplication:
    """Without a screen Qt aborts the process, with a core dump and words for programmers: it ends like a command."""

    def tell(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        print(text, file=sys.stderr)
        if kind == QtMsgType.QtFatalMsg:
            print(f"{no_screen.ar}\n{no_screen.en}", file=sys.stderr, flush=True)
            # Back in Qt it would abort; nothing has been opened yet.
            os._exit(UNAVAILABLE)

    before = qInstallMessageHandler(tell)
    app = make_app()
    qInstallMessageHandler(before)
    return app


def crash_folder() -> Path:
    paths = QtCore.QStandardPaths  # named here: most days nothing crashes
    return Path(paths.writableLocation(paths.StandardLocation.AppLocalDataLocation)) / "crashes"


def prove_window() -> None:
    """For the self-test: Qt starts, the font is there, a page is painted."""
    app = make_app()
    page = SignInPage(usernames=("tester",))
    page.resize(*LEAST_WINDOW)
    page.show()
    app.processEvents()
    image = page.grab().toImage()
    page.close()
    page.deleteLater()
    app.processEvents()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 16) for y in range(0, image.height(), 16)}
    if len(colours) < 8:
        raise RuntimeError("the window was not painted")
