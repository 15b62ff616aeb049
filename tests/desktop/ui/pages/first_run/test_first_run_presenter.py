"""The first run asks in order, says what is wrong where it is wrong, and keeps no password longer than it must."""

import pytest

from desktop.ui.pages.first_run.presenter import FirstRunPresenter
from desktop.ui.pages.first_run.state import ADMINISTRATOR, ASSOCIATION, OFFICE, RECOVERY, FirstRunState
from desktop.usecases.open_desk import SetUp
from domain.errors import RuleBroken, Unavailable

PASSWORD = "كلمة سر طويلة"
CODE = "ABCD-EFGH-JKMN"


class FirstRun:
    def __init__(self) -> None:
        self.states: list[FirstRunState] = []
        self.asked: list[SetUp] = []
        self.presenter = FirstRunPresenter(self)

    def show_state(self, state: FirstRunState) -> None:
        self.states.append(state)

    def ask_to_set_up(self, answers: SetUp) -> None:
        self.asked.append(answers)

    @property
    def state(self) -> FirstRunState:
        return self.presenter.state

    def reach(self, step: int) -> "FirstRun":
        if step >= OFFICE:
            self.presenter.take_association("herfa")
        if step >= ADMINISTRATOR:
            self.presenter.take_office("ryd1", "مكتب الرياض")
        return self

    def answer(self) -> "FirstRun":
        self.reach(ADMINISTRATOR).presenter.take_administrator("أمينة السالم", "amina", PASSWORD, PASSWORD)
        return self


def test_the_answers_of_all_steps_are_asked_for_once() -> None:
    first = FirstRun().answer()
    first.presenter.take_administrator("أمينة السالم", "amina", PASSWORD, PASSWORD)
    assert first.asked == [SetUp("herfa", "RYD1", "مكتب الرياض", "amina", "أمينة السالم", PASSWORD)]
    assert first.state.is_busy


def test_without_an_association_there_is_no_next_step() -> None:
    first = FirstRun()
    first.presenter.take_association("")
    assert (first.state.step, first.state.wrong) == (ASSOCIATION, "profile")
    first.presenter.dismiss()
    assert first.state == FirstRunState()


@pytest.mark.parametrize(
    ("code", "name", "wrong"),
    [
        (" ", "مكتب", "office_code"),
        ("R", "مكتب", "office_code"),
        ("الرياض", "مكتب", "office_code"),
        ("RYD1", " ", "office_name"),
    ],
)
def test_a_wrong_office_is_said_before_the_next_step(code: str, name: str, wrong: str) -> None:
    first = FirstRun().reach(OFFICE)
    first.presenter.take_office(code, name)
    assert (first.state.step, first.state.wrong) == (OFFICE, wrong)
    assert first.state.sentence


@pytest.mark.parametrize(
    ("name", "username", "password", "again", "wrong"),
    [
        (" ", "amina", PASSWORD, PASSWORD, "name"),
        ("أمينة", " ", PASSWORD, PASSWORD, "username"),
        ("أمينة", "a b", PASSWORD, PASSWORD, "username"),
        ("أمينة", "amina", "قصيرة", "قصيرة", "password"),
        ("أمينة", "amina", PASSWORD, "غيرها", "again"),
    ],
)
def test_a_wrong_administrator_is_said_before_anything_is_built(
    name: str, username: str, password: str, again: str, wrong: str
) -> None:
    first = FirstRun().reach(ADMINISTRATOR)
    first.presenter.take_administrator(name, username, password, again)
    assert (first.state.step, first.state.wrong, first.asked) == (ADMINISTRATOR, wrong, [])


@pytest.mark.parametrize(
    ("field", "step", "wrong"),
    [("office_code", OFFICE, "office_code"), ("password", ADMINISTRATOR, "password"), (None, ADMINISTRATOR, "")],
)
def test_what_the_store_refuses_is_said_on_its_step(field: str | None, step: int, wrong: str) -> None:
    first = FirstRun().answer()
    first.presenter.show_problem(RuleBroken("x", ar="خطأ.", en="Wrong.", field=field))
    assert (first.state.step, first.state.wrong, first.state.sentence, first.state.is_busy) == (
        step,
        wrong,
        "خطأ.",
        False,
    )


def test_one_step_back_and_on_keeps_what_was_answered() -> None:
    first = FirstRun().reach(ADMINISTRATOR)
    first.presenter.go_back()
    first.presenter.go_back()
    first.presenter.go_back()
    assert first.state.step == ASSOCIATION
    first.answer()
    assert first.asked[0].profile == "herfa"


def test_nobody_steps_back_from_the_recovery_sheet_or_while_the_store_is_built() -> None:
    first = FirstRun().answer()
    first.presenter.go_back()
    assert first.state.step == ADMINISTRATOR
    first.presenter.show_recovery(CODE)
    first.presenter.go_back()
    assert (first.state.step, first.state.code, first.state.is_kept) == (RECOVERY, CODE, False)


def test_work_begins_when_the_sheet_is_kept() -> None:
    first = FirstRun().answer()
    first.presenter.show_recovery(CODE)
    first.presenter.keep(True)
    assert first.state.is_kept
    first.presenter.keep(False)
    assert not first.state.is_kept


def test_a_printer_that_refuses_leaves_the_code_on_the_screen() -> None:
    first = FirstRun().answer()
    first.presenter.show_recovery(CODE)
    first.presenter.show_problem(Unavailable("print.refused", ar="لم تقبل الطابعة.", en="Refused."))
    assert (first.state.step, first.state.code, first.state.sentence) == (RECOVERY, CODE, "لم تقبل الطابعة.")


def test_no_password_outlives_the_office_that_was_made() -> None:
    first = FirstRun().answer()
    first.presenter.show_recovery(CODE)
    assert PASSWORD not in repr(vars(first.presenter)["_answers"].password)
