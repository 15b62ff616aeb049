"""The page of an interview under the clerk's hands: everything by key, every sentence beside its field."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit

from desktop.ui.kit.theme import theme
from tests.desktop.ui.pages.interview.room import Seat, line_of, tiles_of, write
from tests.support.seen_pages import Stage, button_named, texts_of, type_letter


@pytest.fixture
def seat(stage: Stage) -> Seat:
    return Seat(stage)


# --- typing ------------------------------------------------------------------------------------------------------


def test_the_cursor_stands_in_the_first_question(seat: Seat) -> None:
    assert seat.stands_on("full_name")


def test_enter_and_tab_go_on_to_the_next_question(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Return)
    assert seat.stands_on("mobile")
    seat.press(Qt.Key.Key_Tab)
    assert seat.stands_on("born")


def test_from_the_last_question_enter_goes_on_to_the_next_section(seat: Seat) -> None:
    seat.stand_on("relation")
    seat.press(Qt.Key.Key_Return)
    assert seat.view.footer.next.hasFocus()
    seat.press(Qt.Key.Key_Return)
    assert seat.stands_on("state")


def test_every_key_is_an_answer_and_a_draft(seat: Seat) -> None:
    seat.stand_on("mobile")
    seat.type("0512345678")
    assert seat.value("mobile") == "0512345678"
    assert "0512345678" in seat.desk.drafts[seat.opened.id].saved
    assert "حُفظ هنا" in texts_of(seat.view)


def test_digits_stay_as_they_are_typed_and_are_the_users_once_the_field_is_left(seat: Seat) -> None:
    seat.stand_on("mobile")
    seat.type("0512345678")
    assert line_of(seat, "mobile").text() == "0512345678"
    seat.press(Qt.Key.Key_Return)
    assert line_of(seat, "mobile").text() == "٠٥١٢٣٤٥٦٧٨"
    assert seat.value("mobile") == "0512345678"
    theme().apply(choice="light", digits="western")
    seat.run()
    assert line_of(seat, "mobile").text() == "0512345678"


def test_arabic_digits_are_read_like_the_others(seat: Seat) -> None:
    write(seat, "weight", "٦٢٫٥")
    assert seat.value("weight") == 62.5
    write(seat, "born", "١٤/٨/١٤٠٧")
    assert "الموافق" in texts_of(seat.field("born"))
    assert "١٩٨٧" in texts_of(seat.field("born"))


def test_the_sentence_stands_beside_the_field_and_goes_when_it_is_right(seat: Seat) -> None:
    seat.stand_on("mobile")
    seat.type("05123")
    assert "الرقم ناقص" not in texts_of(seat.field("mobile"))
    seat.press(Qt.Key.Key_Return)
    assert "الرقم ناقص" in texts_of(seat.field("mobile"))
    assert "الرقم ناقص" in line_of(seat, "mobile").accessibleDescription()
    write(seat, "mobile", "0512345678")
    assert "الرقم ناقص" not in texts_of(seat.field("mobile"))


def test_what_stood_before_a_wrong_text_is_no_answer(seat: Seat) -> None:
    write(seat, "weight", "62")
    write(seat, "weight", "62 كيلو")
    seat.press(Qt.Key.Key_Return)
    assert seat.value("weight") is None
    assert line_of(seat, "weight").text() == "٦٢ كيلو"
    assert "اكتب رقمًا" in texts_of(seat.field("weight"))


def test_a_new_question_does_not_take_the_cursor_away(seat: Seat) -> None:
    seat.go_to(1)
    seat.stand_on("state")
    seat.press(Qt.Key.Key_2)
    assert seat.stands_on("state")
    assert seat.field("spouse").isVisible()


def test_a_long_text_grows_and_tab_leaves_it(seat: Seat) -> None:
    seat.go_to(1)
    seat.stand_on("story")
    area = seat.focused()
    assert isinstance(area, QPlainTextEdit)
    before = area.height()
    area.insertPlainText("سطر\n" * 8)
    seat.settle()
    assert area.height() > before
    seat.press(Qt.Key.Key_Tab)
    assert not area.hasFocus()
    assert str(seat.value("story")).count("سطر") == 8


# --- choosing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["2", "٢"])
def test_a_digit_of_any_layout_chooses(seat: Seat, letter: str) -> None:
    seat.stand_on("sex")
    type_letter(seat.focused(), letter)
    assert seat.value("sex") == "female"


def test_arrows_move_space_chooses_delete_clears(seat: Seat) -> None:
    seat.stand_on("sex")
    seat.press(Qt.Key.Key_Left)
    assert seat.value("sex") is None
    seat.press(Qt.Key.Key_Space)
    assert seat.value("sex") == "female"
    seat.press(Qt.Key.Key_Delete)
    assert seat.value("sex") is None


def test_enter_on_a_choice_takes_it_and_goes_on(seat: Seat) -> None:
    seat.stand_on("sex")
    seat.press(Qt.Key.Key_Return)
    assert seat.value("sex") == "male"
    assert seat.stands_on("relation")


def test_several_are_chosen_one_by_one_and_enter_only_goes_on(seat: Seat) -> None:
    seat.go_to(1)
    seat.stand_on("source")
    seat.press(Qt.Key.Key_1)
    seat.press(Qt.Key.Key_3)
    seat.press(Qt.Key.Key_Return)
    assert seat.value("source") == ("salary", "social")
    assert seat.stands_on("people")


def test_a_second_click_on_the_chosen_one_is_a_slip(seat: Seat) -> None:
    tile = tiles_of(seat, "sex")[1]
    for _ in range(2):
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert seat.value("sex") == "female"


def test_the_wheel_over_the_page_changes_no_answer(seat: Seat) -> None:
    box = seat.field("relation").findChild(QComboBox)
    assert isinstance(box, QComboBox)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert seat.value("relation") is None


def test_a_number_goes_up_and_down_by_key_and_by_press(seat: Seat) -> None:
    seat.go_to(1)
    seat.stand_on("people")
    seat.press(Qt.Key.Key_Up)
    seat.press(Qt.Key.Key_Up)
    button_named(seat.view, "زيادة: كم عدد").click()
    seat.press(Qt.Key.Key_Down)
    assert seat.value("people") == 2
    assert line_of(seat, "people").text() == "٢"


def test_a_letter_that_the_paper_cannot_show_is_said_beside_the_field_while_typing(seat: Seat) -> None:
    write(seat, "full_name", "نورة 😀")
    assert "لا يظهر على الورقة: «😀». اكتبه بكلمات." in texts_of(seat.field("full_name"))
    assert seat.value("full_name") == "نورة 😀"
    write(seat, "full_name", "نورة")
    assert "لا يظهر على الورقة" not in texts_of(seat.field("full_name"))
