"""The door asks one question at a time, and says beside which field it was answered wrongly."""

import pytest

from desktop.ui.pages.sign_in.presenter import SignInPresenter
from desktop.ui.pages.sign_in.state import RECOVERY, SIGN_IN, SignInState
from domain.errors import RuleBroken, Unavailable

WRONG = RuleBroken("sign_in.wrong", ar="غير صحيحة.", en="Wrong.", field="password")
MISCOPIED = RuleBroken("recovery.miscopied", ar="خانة منقولة خطأ.", en="Miscopied.", field="code")
IN_USE = Unavailable("store.in_use", ar="البرنامج مفتوح في نافذة أخرى.", en="In use.")


class Door:
    def __init__(self) -> None:
        self.states: list[SignInState] = []
        self.asked: list[tuple[str, ...]] = []
        self.presenter = SignInPresenter(self)

    def show_state(self, state: SignInState) -> None:
        self.states.append(state)

    def ask_to_sign_in(self, username: str, password: str) -> None:
        self.asked.append((username, password))

    def ask_to_recover(self, code: str, username: str, new_password: str) -> None:
        self.asked.append((code, username, new_password))

    @property
    def state(self) -> SignInState:
        return self.presenter.state


def test_name_and_password_are_asked_once() -> None:
    door = Door()
    door.presenter.sign_in(" amina ", " كلمة فيها فراغ ")
    door.presenter.sign_in("amina", "second press")
    assert door.asked == [("amina", " كلمة فيها فراغ ")]
    assert door.state == SignInState(SIGN_IN, is_busy=True)


@pytest.mark.parametrize(("username", "password", "wrong"), [("  ", "x", "username"), ("amina", "", "password")])
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_asked(
    username: str, password: str, wrong: str
) -> None:
    door = Door()
    door.presenter.sign_in(username, password)
    assert (door.asked, door.state.wrong, door.state.is_busy) == ([], wrong, False)
    assert door.state.sentence


@pytest.mark.parametrize(
    ("code", "username", "password", "wrong"),
    [("", "amina", "x", "code"), ("X", "", "x", "username"), ("X", "amina", "", "password")],
)
def test_the_sheet_needs_its_code_a_user_and_a_new_password(
    code: str, username: str, password: str, wrong: str
) -> None:
    door = Door()
    door.presenter.open_recovery()
    door.presenter.recover(code, username, password)
    assert (door.asked, door.state.panel, door.state.wrong) == ([], RECOVERY, wrong)


def test_a_wrong_password_is_said_and_can_be_tried_again() -> None:
    door = Door()
    door.presenter.sign_in("amina", "x")
    door.presenter.show_problem(WRONG)
    assert door.state == SignInState(SIGN_IN, wrong="password", sentence="غير صحيحة.")
    door.presenter.sign_in("amina", "y")
    assert door.state == SignInState(SIGN_IN, is_busy=True)
    assert len(door.asked) == 2


def test_what_belongs_to_no_field_stands_beside_the_password() -> None:
    door = Door()
    for problem in (IN_USE, MISCOPIED):
        door.presenter.sign_in("amina", "x")
        door.presenter.show_problem(problem)
        assert (door.state.wrong, door.state.sentence) == ("password", problem.ar)


def test_a_miscopied_code_is_said_beside_the_code() -> None:
    door = Door()
    door.presenter.open_recovery()
    door.presenter.recover(" ABCD ", " amina", "كلمة جديدة")
    assert door.asked == [("ABCD", "amina", "كلمة جديدة")]
    door.presenter.show_problem(MISCOPIED)
    assert door.state == SignInState(RECOVERY, wrong="code", sentence="خانة منقولة خطأ.")


def test_the_panels_do_not_change_while_the_key_is_derived() -> None:
    door = Door()
    door.presenter.sign_in("amina", "x")
    door.presenter.open_recovery()
    assert door.state.panel == SIGN_IN
    door.presenter.show_problem(WRONG)
    door.presenter.open_recovery()
    assert door.state == SignInState(RECOVERY)
    door.presenter.go_back()
    assert door.state == SignInState(SIGN_IN)
