"""Sign in: user, password, and the way back in with the recovery sheet. It never expires offline."""

from __future__ import annotations

from PySide6 import QtGui
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.kit.check import Check
from desktop.ui.kit.cover import Cover
from desktop.ui.kit.fields import Button, Field, TextField, label
from desktop.ui.kit.numbered import align_start
from desktop.ui.kit.scrolling import scroll
from desktop.ui.language import LANGUAGE_NAMES, other_language, said
from desktop.ui.pages.sign_in.panel import in_the_middle, panel
from desktop.ui.pages.sign_in.presenter import SignInPresenter
from desktop.ui.pages.sign_in.recover_panel import RecoverPanel
from desktop.ui.pages.sign_in.state import RECOVERY, SignInState
from desktop.version import VERSION
from domain.errors import Expected

PANEL_WIDTH = 400


class SignInPage(QFrame):
    sign_in_requested = Signal(str, str)  # username, password
    recover_requested = Signal(str, str, str)  # code, username, new password
    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, usernames: tuple[str, ...] = ()) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        # Each part has its place before it is filled: what changes its parent is styled anew with all that is in it.
        row.addWidget(Cover(self), 11)
        side = QWidget(self)
        scrolled = scroll(side)
        # With its margins and a scroll bar: the cover has what is left.
        scrolled.setMinimumWidth(PANEL_WIDTH + 2 * 32 + 12)
        row.addWidget(scrolled, 10)
        column = QVBoxLayout(side)
        column.setContentsMargins(32, 32, 32, 28)
        column.addStretch(1)
        self.recovery: RecoverPanel | None = None
        self._presenter = SignInPresenter(self)
        self._stack = QStackedWidget()
        self._stack.setFixedWidth(PANEL_WIDTH)
        column.addLayout(in_the_middle(self._stack))
        self._fill_panel()
        self.show_users(usernames)
        column.addStretch(1)
        column.addLayout(self._foot())

    # --- panels --------------------------------------------------------------------------------------------------

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(said(f"الإصدار {VERSION}", f"Version {VERSION}"), "micro"), 1)
        self.language = Button(LANGUAGE_NAMES[other_language()], "text")
        self.language.clicked.connect(self._choose_language)
        row.addWidget(self.language)
        return row

    def _fill_panel(self) -> None:
        side = QWidget()
        self._stack.addWidget(side)
        column = panel(side, said("تسجيل الدخول", "Sign in"), "")
        self.username = QComboBox()
        self.username.setEditable(True)
        editor = self.username.lineEdit()
        if editor is not None:
            align_start(editor)
            editor.setAccessibleName(said("اسم المستخدم", "User name"))
        self._user_field = Field(said("اسم المستخدم", "User name"), self.username, side)
        self.password = TextField()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self._submit)
        self._password_field = Field(said("كلمة المرور", "Password"), self.password, side)
        self._shown = Check(said("إظهار كلمة المرور", "Show the password"))
        self._shown.toggled.connect(self._show_password)
        self.enter = Button(said("تسجيل الدخول", "Sign in"), "primary")
        self.enter.clicked.connect(self._submit)
        forgot = Button(said("نسيت كلمة المرور؟", "Forgot your password?"), "text")
        forgot.clicked.connect(self._presenter.open_recovery)
        for widget in (self._user_field, self._password_field, self._shown, self.enter):
            column.addWidget(widget)
        column.addLayout(in_the_middle(forgot))

    # --- what happens --------------------------------------------------------------------------------------------

    def show_users(self, usernames: tuple[str, ...]) -> None:
        """Who can sign in here; what somebody has begun to type stays."""
        typed = self.username.currentText()
        self.username.addItems(list(usernames))
        if typed:
            self.username.setCurrentText(typed)
        elif usernames and self.username.hasFocus():
            self.password.setFocus()

    def typed(self) -> tuple[str, str]:
        """The username and the password, as far as they are."""
        return self.username.currentText(), self.password.text()

    def focus_first(self) -> None:
        (self.password if self.username.currentText() else self.username).setFocus()

    def show_problem(self, problem: Expected) -> None:
        self._presenter.show_problem(problem)

    def show_state(self, state: SignInState) -> None:
        if state.panel == RECOVERY:
            self._show_recovery(state)
            return
        if self._stack.currentIndex() != 0:
            self._stack.setCurrentIndex(0)
            self.focus_first()
        for name, field in (("username", self._user_field), ("password", self._password_field)):
            if name == state.wrong:
                field.show_error(state.sentence)
                field.editor.setFocus()
            else:
                field.clear()
        if state.wrong == "password":
            self.password.selectAll()
        self.enter.setEnabled(not state.is_busy)
        opening = said("جارٍ فتح البيانات…", "Opening the data…")
        self.enter.setText(opening if state.is_busy else said("تسجيل الدخول", "Sign in"))

    def ask_to_sign_in(self, username: str, password: str) -> None:
        self.sign_in_requested.emit(username, password)

    def ask_to_recover(self, code: str, username: str, new_password: str) -> None:
        self.recover_requested.emit(code, username, new_password)

    def problem_shown(self) -> str:
        """The sentence beside the password, or nothing."""
        return self._password_field.message.text() if self._password_field.has_error else ""

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        # Named here: all standard keys are made by number then (0.7 ms).
        if event.matches(QtGui.QKeySequence.StandardKey.Cancel) and self._presenter.state.panel == RECOVERY:
            self._presenter.go_back()
        else:
            super().keyPressEvent(event)

    def _choose_language(self) -> None:
        if not self._presenter.state.is_busy:
            self.language_chosen.emit(other_language())

    def _submit(self) -> None:
        self._presenter.sign_in(self.username.currentText(), self.password.text())

    def _show_password(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.password.setEchoMode(mode)

    def _show_recovery(self, state: SignInState) -> None:
        if self.recovery is None:
            self.recovery = RecoverPanel()
            self.recovery.recover_requested.connect(self._presenter.recover)
            self.recovery.back_requested.connect(self._presenter.go_back)
            self._stack.addWidget(self.recovery)
        if self._stack.currentWidget() is not self.recovery:
            self._stack.setCurrentWidget(self.recovery)
            self.recovery.begin(self.username.currentText())
        self.recovery.show_state(state)
