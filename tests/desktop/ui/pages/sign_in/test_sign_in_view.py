"""The door under hands: keys, errors beside their fields, the way back in, and nothing cut or unnamed."""

from collections import Counter

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop.ui.kit.theme import theme
from desktop.ui.pages.sign_in.view import SignInPage
from domain.errors import RuleBroken, Unavailable
from tests.support.seen_pages import Stage, button_named, cut_texts, squeezed_texts, texts_of, unnamed

WRONG = RuleBroken(
    "sign_in.wrong",
    ar="اسم المستخدم أو كلمة المرور غير صحيحة. تأكد من لغة لوحة المفاتيح ثم أعد المحاولة.",
    en="Wrong.",
    field="password",
)
OLDER = Unavailable(
    "keys.older",
    ar="ملفا المفاتيح بجوار البيانات أقدم منها، وقد يفتحان لمن أُوقف حسابه أو بكلمة مرور قديمة، فلم تُفتح البيانات. "
    "أعِد أحدث ‎.keys‎ و‎.keys2‎ من النسخة الاحتياطية، أو ادخل بورقة الاستعادة.",
    en="Older.",
)
LENGTH = RuleBroken(
    "recovery.length",
    ar="رمز الاستعادة ٣٦ خانة في تسع مجموعات، وما كُتب ليس كذلك. انقله كاملًا من الورقة.",
    en="Length.",
    field="code",
)


class Door:
    def __init__(self, stage: Stage, *, width: int = 1440, height: int = 900) -> None:
        self._stage = stage
        self.asked: list[tuple[str, ...]] = []
        self.page = SignInPage(usernames=("amina", "saad"))
        self.page.sign_in_requested.connect(self._hear)
        self.page.recover_requested.connect(self._hear_recovery)
        stage.show(self.page, width, height)
        self.page.focus_first()
        stage.settle()

    def _hear(self, username: str, password: str) -> None:
        self.asked.append((username, password))

    def _hear_recovery(self, code: str, username: str, password: str) -> None:
        self.asked.append((code, username, password))

    def settle(self) -> None:
        self._stage.settle()

    def faults(self) -> tuple[list[str], list[str], list[str]]:
        for _ in range(3):  # a longer sentence is passed up from layout to layout
            self.settle()
        return unnamed(self.page), cut_texts(self.page), squeezed_texts(self.page)


class StylesCounted(QObject):
    """How often a widget was given its style, by its address."""

    def __init__(self) -> None:
        super().__init__()
        self.of: Counter[int] = Counter()

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.StyleChange and isinstance(target, QWidget):
            self.of[shiboken6.getCppPointer(target)[0]] += 1
        return False


def test_nothing_of_the_door_is_styled_anew_with_each_part_it_is_put_into(stage: Stage, qapp: QApplication) -> None:
    """Once when it is made or has its place, and once more what Qt has made within it."""
    window, counted = QMainWindow(), StylesCounted()
    qapp.installEventFilter(counted)
    page = SignInPage(window)
    window.setCentralWidget(page)
    qapp.removeEventFilter(counted)
    stage.show(window, 1440, 900)
    assert len(counted.of) > 20
    assert max(counted.of.values()) <= 3
    assert sum(counted.of.values()) <= 2 * len(counted.of)


def test_the_password_has_the_focus_and_enter_signs_in(stage: Stage) -> None:
    door = Door(stage)
    assert door.page.password.hasFocus()
    QTest.keyClicks(door.page.password, "secret word")
    QTest.keyClick(door.page.password, Qt.Key.Key_Return)
    assert door.asked == [("amina", "secret word")]
    assert not door.page.enter.isEnabled()


def test_a_wrong_password_is_said_beside_it_and_typed_over(stage: Stage) -> None:
    door = Door(stage)
    door.page.password.setText("wrong")
    door.page.enter.click()
    door.page.show_problem(WRONG)
    assert door.page.problem_shown() == WRONG.ar
    assert door.page.password.selectedText()
    assert door.page.enter.isEnabled()
    QTest.keyClicks(door.page.password, "right")
    door.page.enter.click()
    assert door.asked[-1] == ("amina", "right")
    assert door.page.problem_shown() == ""


def test_the_way_back_in_is_one_press_and_escape_leaves_it(stage: Stage) -> None:
    door = Door(stage)
    assert door.page.recovery is None  # the door opens without it
    button_named(door.page, "نسيت كلمة المرور؟").click()
    door.settle()
    assert door.page.recovery is not None
    assert door.page.recovery.user.text() == "amina"
    assert door.page.recovery.code.hasFocus()
    door.page.recovery.code.setText("ABCD-EFGH")
    door.page.recovery.password.setText("كلمة جديدة")
    QTest.keyClick(door.page.recovery.password, Qt.Key.Key_Return)
    assert door.asked == [("ABCD-EFGH", "amina", "كلمة جديدة")]
    door.page.show_problem(LENGTH)
    assert LENGTH.ar in texts_of(door.page)
    QTest.keyClick(door.page.recovery.code, Qt.Key.Key_Escape)
    assert door.page.password.isVisible()


def test_a_shown_password_can_be_read(stage: Stage) -> None:
    door = Door(stage)
    door.page.password.setText("secret")
    button_named(door.page, "إظهار كلمة المرور").click()
    assert door.page.password.displayText() == "secret"


@pytest.mark.parametrize("size", [(880, 460), (910, 470), (1366, 728), (1440, 900)])
@pytest.mark.parametrize("choice", ["light", "dark"])
def test_nothing_is_cut_squeezed_or_unnamed(stage: Stage, size: tuple[int, int], choice: str) -> None:
    theme().apply(choice=choice)
    door = Door(stage, width=size[0], height=size[1])
    assert door.faults() == ([], [], [])
    for problem in (WRONG, OLDER):
        door.page.show_problem(problem)
        assert door.faults() == ([], [], [])
    button_named(door.page, "نسيت كلمة المرور؟").click()
    assert door.faults() == ([], [], [])
    door.page.show_problem(LENGTH)
    assert door.faults() == ([], [], [])
