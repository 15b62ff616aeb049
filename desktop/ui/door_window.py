"""The window that stands until somebody has signed in: the first run, signing in, or why neither is possible."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.scrolling import FollowingWindow
from desktop.ui.kit.tokens import AS_DESIGNED, LEAST_WINDOW
from desktop.ui.language import said, said_of
from desktop.ui.pages.sign_in.view import SignInPage
from domain.errors import Expected

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.actions import Opened, Pages
    from desktop.ui.door import Door, DoorState
    from desktop.ui.lane import Lane
    from desktop.ui.pages.first_run.view import FirstRunPage
    from desktop.usecases.open_desk import SetUp
    from domain.policy import Profile


class DoorWindow(FollowingWindow):
    """`opened` carries what was opened. `pages` draws paper, for the recovery sheet of the first run."""

    opened = Signal(object)  # Opened
    language_chosen = Signal(str)

    def __init__(self, door: Door, store: Lane, pages: Callable[[], Pages]) -> None:
        super().__init__()
        self._door, self._store, self._pages = door, store, pages
        self._user = self._password = ""
        self._first_run: FirstRunPage | None = None
        self._made: Opened | None = None
        self.setMinimumSize(*LEAST_WINDOW)

    def open(self) -> None:
        """For the first time: as designed, or as much as a small screen has."""
        room = self.screen().availableSize()
        self.resize(min(AS_DESIGNED[0], room.width()), min(AS_DESIGNED[1], room.height()))
        if room.width() < AS_DESIGNED[0] or room.height() < AS_DESIGNED[1]:
            # A window's own frame would hang over the edge of a small screen.
            self.showMaximized()
        else:
            self.show()

    def fill_in(self, user: str, password: str) -> None:
        """For the demonstration: what is typed at the door already. Before `stand`."""
        self._user, self._password = user, password

    def stand(self) -> None:
        """Where somebody can sign in, he can at once."""
        self.setWindowTitle(said("استقبال", "Istiqbal"))
        if self._door.has_office():
            self._show_sign_in()

    def stand_anew(self) -> None:
        """In another language, with what was typed."""
        self.setWindowTitle(said("استقبال", "Istiqbal"))
        page = self.centralWidget()
        if isinstance(page, SignInPage):
            self.fill_in(*page.typed())
            self._show_sign_in()
            self.fill_in("", "")
        self.look()

    def look(self) -> None:
        """Reads what there is behind the door."""
        self._store.ask(self._door.look, then=self._show_state, failed=self._could_not_look)

    def empty(self) -> None:
        """Nothing of what was typed stays."""
        self._user = self._password = ""
        self._first_run = self._made = None
        self.setCentralWidget(QWidget())

    def _show_state(self, state: DoorState) -> None:
        page = self.centralWidget()
        if state.kind == "first_run":
            self._store.ask(self._door.profiles, then=self._show_first_run)
        elif state.kind != "sign_in":
            self._show_problem(said(state.problem, state.problem_en))
        elif isinstance(page, SignInPage):
            page.show_users(state.usernames)

    def _could_not_look(self, problem: Expected) -> None:
        self._show_problem(said_of(problem))

    def _show_problem(self, sentence: str) -> None:
        # Loaded here: most days nobody sees it.
        from desktop.ui.kit.basic import EmptyState  # noqa: PLC0415

        self.setCentralWidget(
            EmptyState("alert-triangle", said("لا يمكن فتح البيانات", "The data cannot be opened"), sentence)
        )

    # --- the first run -------------------------------------------------------------------------------------------

    def _show_first_run(self, profiles: tuple[Profile, ...]) -> None:
        # Loaded here: it is shown once in the life of an office.
        from desktop.ui.pages.first_run.view import FirstRunPage  # noqa: PLC0415

        before, page = self._first_run, FirstRunPage(profiles)
        self._first_run = page
        if before is not None:
            page.take_over(before)
        page.language_chosen.connect(self.language_chosen)
        page.file_chosen.connect(self._read_profile)
        page.set_up_requested.connect(self._set_up)
        page.print_requested.connect(self._print_recovery_sheet)
        page.finished.connect(self._was_read)
        self.setCentralWidget(page)

    def _read_profile(self, path: str) -> None:
        self._store.ask(
            partial(self._door.read_profile, path),
            then=partial(self._show_own_profile, path),
            failed=self._could_not_set_up,
        )

    def _show_own_profile(self, path: str, profile: Profile) -> None:
        if self._first_run is not None:
            self._first_run.show_own_profile(path, profile)

    def _set_up(self, answers: SetUp) -> None:
        self._store.ask(partial(self._door.set_up, answers), then=self._was_set_up, failed=self._could_not_set_up)

    def _was_set_up(self, opened: Opened) -> None:
        self._made = opened
        if self._first_run is not None:
            self._first_run.show_recovery(opened.recovery_code)

    def _could_not_set_up(self, problem: Expected) -> None:
        if self._first_run is not None:
            self._first_run.show_problem(problem)

    def _was_read(self) -> None:
        if self._made is not None:
            self.opened.emit(self._made)

    def _print_recovery_sheet(self) -> None:
        # Loaded here: printing is not what a door is opened for.
        from desktop.ui.printing import save_or_print  # noqa: PLC0415

        if self._made is not None:
            try:
                save_or_print(
                    self, self._made.recovery_sheet, said("ورقة-الاستعادة.pdf", "recovery-sheet.pdf"), self._pages()
                )
            except Expected as problem:
                self._could_not_set_up(problem)

    # --- signing in ----------------------------------------------------------------------------------------------

    def _show_sign_in(self) -> None:
        page = SignInPage(self)
        page.sign_in_requested.connect(self._sign_in)
        page.recover_requested.connect(self._recover)
        page.language_chosen.connect(self.language_chosen)
        self.setCentralWidget(page)
        if self._user:
            page.username.setCurrentText(self._user)
            page.password.setText(self._password)
        page.focus_first()

    def _sign_in(self, username: str, password: str) -> None:
        self._store.ask(
            partial(self._door.sign_in, username, password), then=self._signed_in, failed=self._could_not_sign_in
        )

    def _recover(self, code: str, username: str, new_password: str) -> None:
        self._store.ask(
            partial(self._door.recover, code, username, new_password),
            then=self._signed_in,
            failed=self._could_not_sign_in,
        )

    def _signed_in(self, opened: Opened) -> None:
        self.opened.emit(opened)

    def _could_not_sign_in(self, problem: Expected) -> None:
        page = self.centralWidget()
        if isinstance(page, SignInPage):
            page.show_problem(problem)
