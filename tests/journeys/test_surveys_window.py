"""Satisfaction and supervision in the real window, by keyboard: one office, one window, a morning of work."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.pages.paper.view import PaperPage
from desktop.ui.pages.quality.view import QualityView
from desktop.ui.pages.sheet.inspection_view import InspectionPage
from desktop.ui.pages.sheet.stage_view import StagePage
from desktop.ui.pages.sign_in.view import SignInPage
from tests.support.at_rest import activate
from tests.support.keyboard import CTRL, Keyboard
from tests.support.seen_pages import cut_texts, texts_of, unnamed
from tests.support.window import PASSWORD, Window

# What for (the first, and on), how, was it done, ten marks, is complaining known, and two lines that may stay empty.
SHEET = "1\r11" + "4" * 10 + "1\r\r"


def open_quality(window: Window) -> QualityView:
    page = window.desk.show_page("quality")
    assert isinstance(page, QualityView)
    activate(window.desk)
    window.settle()
    return page


def type_sheets(window: Window, count: int) -> None:
    for _ in range(count):
        for key in SHEET:
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, Qt.Key.Key_Return if key == "\r" else Qt.Key(ord(key)))
        window.settle()


def stage(window: Window) -> StagePage:
    window.wait_until(lambda: isinstance(window.desk.current, StagePage))
    page = window.desk.current
    assert isinstance(page, StagePage)
    return page


def test_a_morning_of_sheets_a_survey_an_emergency_and_the_turned_screen(window: Window) -> None:
    window.set_up("herfa")
    keys = Keyboard(window)
    page = open_quality(window)
    assert (unnamed(page), cut_texts(page)) == ([], [])

    window.press(page, "استبانة رضا: إدخال أوراق مكتوبة")
    typing = stage(window)
    window.settle()
    type_sheets(window, 4)
    assert "أُدخلت ٤ أوراق، وفي الصندوق ٤ أوراق" in texts_of(typing)
    keys.press(Qt.Key.Key_Z, CTRL)
    assert "أُدخلت ٣ أوراق، وفي الصندوق ٣ أوراق" in texts_of(typing)
    type_sheets(window, 2)
    assert "أُدخلت ٥ أوراق، وفي الصندوق لا أوراق" in texts_of(typing)
    keys.press(Qt.Key.Key_Escape)
    assert window.desk.current is page
    assert "٧٥" in texts_of(page)
    assert page.chart.accessibleDescription().endswith("نوفمبر: 75 من 100، 5 أوراق")

    window.press(page, "ابدأ المسح الميداني اليومي")
    window.wait_until(lambda: isinstance(window.desk.current, InspectionPage))
    survey = window.desk.current
    assert isinstance(survey, InspectionPage)
    window.settle()
    for key in (Qt.Key.Key_1, Qt.Key.Key_Tab, Qt.Key.Key_3):
        keys.press(key)
    keys.press(Qt.Key.Key_Return, CTRL)
    assert window.desk.current is survey, "what was done about it is asked first"
    keys.write("اللوحة ساقطة، وعُلّقت من جديد.")
    keys.press(Qt.Key.Key_Escape)
    window.press(page, "ابدأ المسح الميداني اليومي")
    window.wait_until(lambda: isinstance(window.desk.current, InspectionPage))
    survey = window.desk.current
    assert isinstance(survey, InspectionPage)
    window.settle()
    assert survey.presenter.filled.session.question("guidance_remark").value == "اللوحة ساقطة، وعُلّقت من جديد."
    for key in (Qt.Key.Key_1, Qt.Key.Key_Tab, Qt.Key.Key_2):
        keys.press(key)
    keys.press(Qt.Key.Key_Return, CTRL)
    window.wait_until(lambda: window.desk.current is page)
    window.settle()
    assert "المسح الميداني اليومي" in texts_of(page)
    assert window.desk.find_page("home") is not None

    window.press(page, "حالة طارئة")
    keys.write("تسرب ماء في الاستقبال")
    keys.press(Qt.Key.Key_Return, CTRL)
    assert page.emergency.action.property("state") == "bad", "nothing is noted without what was done"
    keys.write("أُغلق المحبس")
    keys.press(Qt.Key.Key_Return, CTRL)
    window.press(page, "تقرير إلى المدير العام: تسرب ماء في الاستقبال")
    window.wait_until(lambda: isinstance(window.desk.current, PaperPage))
    window.settle()
    page = open_quality(window)
    window.press(page, "إغلاق: تسرب ماء في الاستقبال")
    keys.write("أُصلح الأنبوب")
    keys.press(Qt.Key.Key_Return)
    assert "لا ملاحظة مفتوحة" in texts_of(page)

    window.press(page, "استبانة رضا: يملؤها الزائر على الشاشة")
    screen = stage(window)
    window.settle()
    keys.press(Qt.Key.Key_Return)
    type_sheets(window, 1)
    assert "شكرًا لك" in texts_of(screen)
    assert_alone(window, screen)
    window.press(screen, "للموظف: العودة بكلمة المرور")
    window.wait_until(lambda: isinstance(window.door, SignInPage))
    window.sign_in("amina", PASSWORD)
    assert window.desk.navigation.isVisible()


def assert_alone(window: Window, screen: QWidget) -> None:
    """Nothing of the office is in sight, and no key leads there."""
    desk = window.desk
    assert desk.is_alone
    assert not desk.navigation.isVisible()
    desk.show_toast("سُجّل شخص")
    assert "سُجّل شخص" not in texts_of(desk)
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    assert not any(keys.isEnabled() for keys in desk.findChildren(QShortcut, options=direct))
    desk.ways.open_waiting()
    desk.show_page("home")
    assert desk.current is screen, "whatever a round with head office would open"
