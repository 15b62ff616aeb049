"""The first run: association, office, administrator, recovery sheet; a step is checked before the next. Knows no Qt."""

from dataclasses import replace
from typing import Protocol

from desktop.ui.language import said, said_of
from desktop.ui.pages.first_run.state import ADMINISTRATOR, ASSOCIATION, OFFICE, RECOVERY, FirstRunState
from desktop.usecases.open_desk import SetUp
from domain.credentials import check_password, normal_username
from domain.errors import Expected, RuleBroken
from domain.office import check_office_name, normal_office_code

FIELDS = {
    ASSOCIATION: ("profile",),
    OFFICE: ("office_code", "office_name"),
    ADMINISTRATOR: ("name", "username", "password", "again"),
    RECOVERY: (),
}


class FirstRunView(Protocol):
    def show_state(self, state: FirstRunState) -> None: ...

    def ask_to_set_up(self, answers: SetUp) -> None: ...


class FirstRunPresenter:
    def __init__(self, view: FirstRunView) -> None:
        self._view = view
        self._state = FirstRunState()
        self._answers = SetUp("", "", "", "", "", "")

    @property
    def state(self) -> FirstRunState:
        return self._state

    def show(self) -> None:
        self._view.show_state(self._state)

    # --- the steps -----------------------------------------------------------------------------------------------

    def take_association(self, profile: str) -> None:
        if not profile:
            self._point_out("profile", said("اختر الجمعية أولًا.", "Choose the association first."))
            return
        self._answers = replace(self._answers, profile=profile)
        self._go(OFFICE)

    def take_office(self, code: str, name: str) -> None:
        name = name.strip()
        if not code.strip():
            self._point_out("office_code", said("اكتب رمز المكتب.", "Write the branch's code."))
            return
        try:
            code = normal_office_code(code)
        except RuleBroken as problem:
            self._point_out("office_code", said_of(problem))
            return
        try:
            name = check_office_name(name)
        except RuleBroken as problem:
            self._point_out("office_name", said_of(problem))
            return
        self._answers = replace(self._answers, office_code=code, office_name=name)
        self._go(ADMINISTRATOR)

    def take_administrator(self, name: str, username: str, password: str, again: str) -> None:
        name, username = name.strip(), username.strip()
        if self._state.is_busy:
            return
        if not name:
            self._point_out("name", said("اكتب الاسم.", "Write the name."))
            return
        if not username:
            self._point_out("username", said("اكتب اسم المستخدم.", "Write the user name."))
            return
        try:
            check_password(password, normal_username(username))
        except RuleBroken as problem:
            self.show_problem(problem)
            return
        if password != again:
            differ = said(
                "كلمتا المرور مختلفتان. أعد كتابة الثانية.", "The passwords differ. Write the second one again."
            )
            self._point_out("again", differ)
            return
        self._answers = replace(self._answers, name=name, username=username, password=password)
        self._show(replace(self._state, is_busy=True, wrong="", sentence=""))
        self._view.ask_to_set_up(self._answers)

    def dismiss(self) -> None:
        """What was pointed out is being mended."""
        self._show(replace(self._state, wrong="", sentence=""))

    def go_back(self) -> None:
        """Never out of the recovery sheet: the office stands by then."""
        if ASSOCIATION < self._state.step < RECOVERY and not self._state.is_busy:
            self._go(self._state.step - 1)

    # --- the office that was made --------------------------------------------------------------------------------

    def show_problem(self, problem: Expected) -> None:
        """On the step that has its field, beside it; else on the step that is shown."""
        field = problem.field or ""
        step = next((step for step, fields in FIELDS.items() if field in fields), self._state.step)
        wrong = field if field in FIELDS[step] else ""
        self._show(replace(self._state, step=step, is_busy=False, wrong=wrong, sentence=said_of(problem)))

    def show_recovery(self, code: str) -> None:
        # The answers hold a password, and nobody needs it any more.
        self._answers = replace(self._answers, password="")
        self._show(FirstRunState(RECOVERY, code=code))

    def keep(self, is_kept: bool) -> None:
        """The administrator says that the sheet lies in a safe place."""
        self._show(replace(self._state, is_kept=is_kept, sentence=""))

    # --- inside --------------------------------------------------------------------------------------------------

    def _go(self, step: int) -> None:
        self._show(FirstRunState(step))

    def _point_out(self, field: str, sentence: str) -> None:
        self._show(replace(self._state, wrong=field, sentence=sentence))

    def _show(self, state: FirstRunState) -> None:
        self._state = state
        self.show()
