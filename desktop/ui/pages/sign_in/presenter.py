"""Signing in, and the way back in with the recovery sheet. Knows no Qt; small: it is loaded before the first frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from desktop.ui.language import said, said_of
from desktop.ui.pages.sign_in.state import RECOVERY, SIGN_IN, SignInState

if TYPE_CHECKING:
    from domain.errors import Expected

FIELDS = {SIGN_IN: ("username", "password"), RECOVERY: ("username", "code", "password")}


class SignInView(Protocol):
    def show_state(self, state: SignInState) -> None: ...

    def ask_to_sign_in(self, username: str, password: str) -> None: ...

    def ask_to_recover(self, code: str, username: str, new_password: str) -> None: ...


class SignInPresenter:
    """One question at a time: while the key is derived, nothing else is asked."""

    def __init__(self, view: SignInView) -> None:
        self._view = view
        self._state = SignInState()

    @property
    def state(self) -> SignInState:
        return self._state

    def sign_in(self, username: str, password: str) -> None:
        username = username.strip()
        if not username:
            self._point_out("username", said("اكتب اسم المستخدم.", "Write your user name."))
        elif not password:
            self._point_out("password", said("اكتب كلمة المرور.", "Write your password."))
        elif self._begin():
            self._view.ask_to_sign_in(username, password)

    def recover(self, code: str, username: str, new_password: str) -> None:
        code, username = code.strip(), username.strip()
        if not username:
            wanted = said("اكتب اسم المستخدم الذي تريد كلمة مرور جديدة له.", "Write whose password is to be new.")
            self._point_out("username", wanted)
        elif not code:
            wanted = said(
                "انقل الرمز من ورقة الاستعادة، مجموعةً بعد مجموعة.", "Copy the code from the sheet, group by group."
            )
            self._point_out("code", wanted)
        elif not new_password:
            self._point_out("password", said("اكتب كلمة المرور الجديدة.", "Write the new password."))
        elif self._begin():
            self._view.ask_to_recover(code, username, new_password)

    def show_problem(self, problem: Expected) -> None:
        """Beside its field; what belongs to no field of the panel stands beside the password."""
        field = problem.field if problem.field in FIELDS[self._state.panel] else "password"
        self._show(self._state._replace(is_busy=False, wrong=field or "password", sentence=said_of(problem)))

    def open_recovery(self) -> None:
        if not self._state.is_busy:
            self._show(SignInState(RECOVERY))

    def go_back(self) -> None:
        if not self._state.is_busy:
            self._show(SignInState(SIGN_IN))

    def _point_out(self, field: str, sentence: str) -> None:
        if not self._state.is_busy:
            self._show(self._state._replace(wrong=field, sentence=sentence))

    def _begin(self) -> bool:
        if self._state.is_busy:
            return False
        self._show(SignInState(self._state.panel, is_busy=True))
        return True

    def _show(self, state: SignInState) -> None:
        self._state = state
        self._view.show_state(state)
