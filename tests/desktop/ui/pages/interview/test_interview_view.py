"""The page of an interview under the clerk's hands: everything by key, every sentence beside its field."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from desktop.ui.kit.theme import theme
from desktop.ui.pages.interview.choices import ChoiceTile
from desktop.ui.pages.interview.view import InterviewView
from domain.errors import Unavailable
from tests.desktop.ui.pages.interview.room import Seat
from tests.support.fake_front import actions_of, desk_info
from tests.support.seen_pages import Stage, button_named, texts_of, type_letter

DISK_FULL = Unavailable("store.full", ar="القرص ممتلئ. أفرغ مساحة.", en="The disk is full.")


@pytest.fixture
def seat(stage: Stage) -> Seat:
    return Seat(stage)


def line_of(seat: Seat, name: str) -> QLineEdit:
    line = seat.field(name).findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return line


def tiles_of(seat: Seat, name: str) -> list[ChoiceTile]:
    return seat.field(name).findChildren(ChoiceTile)


def write(seat: Seat, name: str, text: str) -> None:
    """As an Arabic keyboard would: the text is there and the field says so."""
    line = line_of(seat, name)
    line.setFocus()
    line.setText(text)
    line.textEdited.emit(text)
    seat.run()


def finish_everything(seat: Seat) -> None:
    answer = seat.opened.session.answer
    for name, value in (
        ("full_name", "نورة"),
        ("mobile", "0512345678"),
        ("sex", "female"),
        ("state", "single"),
        ("source", ("social",)),
        ("people", 6),
        ("agreed", True),
    ):
        answer(seat.opened.session.question(name).ref, value)
    seat.opened.session.remove_row("/data/child[1]")


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


# --- going -------------------------------------------------------------------------------------------------------


def test_sections_are_a_key_away(seat: Seat) -> None:
    seat.press(Qt.Key.Key_3, alt=True)
    assert seat.view.steps.buttons[2].accessibleDescription() == "القسم المعروض"
    seat.press(Qt.Key.Key_Return, ctrl=True)
    assert seat.view.steps.buttons[3].accessibleDescription() == "القسم المعروض"


def test_a_step_shows_how_far_its_section_is_and_leads_there(seat: Seat) -> None:
    step = seat.view.steps.buttons[1]
    assert "4 أسئلة" in step.accessibleName()
    QTest.mouseClick(step, Qt.MouseButton.LeftButton)
    seat.settle()
    assert seat.stands_on("state")


def test_the_end_with_something_missing_is_a_list_that_leads_there(seat: Seat) -> None:
    seat.go_to(3)
    seat.press(Qt.Key.Key_Return, ctrl=True)
    assert seat.stands_on("full_name")
    said = [row.accessibleName() for row in seat.view.missing.rows]
    assert said[0] == "الاسم الرباعي، في قسم بيانات المستجيب"
    assert "اسم الابن، في قسم الأبناء، الأبناء 1" in said
    assert len(said) == 8
    seat.view.missing.rows[-1].setFocus()
    seat.press(Qt.Key.Key_Return)
    assert seat.stands_on("agreed")
    assert seat.papers == []


def test_the_list_of_what_is_missing_shrinks_with_every_answer_and_goes(seat: Seat) -> None:
    finish_everything(seat)
    seat.opened.session.answer(seat.opened.session.question("people").ref, None)
    seat.go_to(3)
    seat.press(Qt.Key.Key_Return, ctrl=True)
    assert seat.stands_on("people")
    assert len(seat.view.missing.rows) == 1
    seat.press(Qt.Key.Key_Up)
    assert not seat.view.missing.isVisible()
    assert not seat.view.footer.stop.isVisible()


def test_a_whole_interview_ends_with_its_paper(seat: Seat) -> None:
    finish_everything(seat)
    seat.go_to(3)
    seat.press(Qt.Key.Key_Return, ctrl=True)
    assert seat.papers == [seat.opened.id]
    assert len(seat.changes) == 1


def test_leaving_writes_one_entry_and_says_so(seat: Seat) -> None:
    seat.type("noura")
    seat.press(Qt.Key.Key_S, ctrl=True)
    assert [held.state for held in seat.desk.held] == ["left"]
    assert len(seat.changes) == 1
    assert [held.number for held in seat.left if held] == [seat.opened.number]


def test_undo_by_key_goes_to_what_it_took_back(seat: Seat) -> None:
    tiles_of(seat, "sex")[0].click()
    seat.go_to(2)
    seat.view.steps.buttons[2].setFocus()
    seat.press(Qt.Key.Key_Z, ctrl=True)
    assert seat.value("sex") is None
    assert seat.stands_on("sex")


def test_undo_in_a_field_that_has_nothing_to_take_back_is_the_interviews(seat: Seat) -> None:
    tiles_of(seat, "sex")[0].click()
    seat.stand_on("mobile")
    seat.press(Qt.Key.Key_Z, ctrl=True)
    assert seat.value("sex") is None


def test_f1_tells_why_a_question_is_asked_and_stops_telling(seat: Seat) -> None:
    seat.go_to(1)
    tiles_of(seat, "state")[1].click()
    seat.run()
    seat.stand_on("spouse")
    seat.press(Qt.Key.Key_F1)
    assert "متزوجة" in texts_of(seat.field("spouse"))
    seat.press(Qt.Key.Key_F1)
    assert "متزوجة" not in texts_of(seat.field("spouse"))


# --- rows --------------------------------------------------------------------------------------------------------


def test_a_row_is_added_and_taken_out_and_brought_back(seat: Seat) -> None:
    seat.go_to(2)
    write(seat, "/data/child[1]/child_name", "خالد")
    button_named(seat.view, "إضافة: الأبناء").click()
    seat.run()
    assert seat.stands_on("/data/child[2]/child_name")
    write(seat, "/data/child[2]/child_name", "ريم")
    button_named(seat.view, "حذف الأبناء ١").click()
    seat.run()
    assert line_of(seat, "/data/child[1]/child_name").text() == "ريم"
    button_named(seat.view, "تراجع عن حذف: الأبناء 1").click()
    seat.run()
    assert line_of(seat, "/data/child[1]/child_name").text() == "خالد"
    assert not seat.view.footer.bring_back.isVisible()


def test_bringing_a_row_back_is_offered_until_the_next_answer(seat: Seat) -> None:
    seat.go_to(2)
    button_named(seat.view, "إضافة: الأبناء").click()
    seat.run()
    button_named(seat.view, "حذف الأبناء ٢").click()
    seat.run()
    assert seat.view.footer.bring_back.isVisible()
    write(seat, "/data/child[1]/child_name", "خالد")
    assert not seat.view.footer.bring_back.isVisible()


# --- what goes wrong ---------------------------------------------------------------------------------------------


def test_a_draft_that_could_not_be_written_is_said_until_one_is(seat: Seat) -> None:
    seat.desk.refuse_once(DISK_FULL)
    seat.type("n")
    assert "القرص ممتلئ" in texts_of(seat.view)
    seat.type("o")
    assert "القرص ممتلئ" not in texts_of(seat.view)


def test_the_page_is_whole_again_after_a_refused_end(seat: Seat) -> None:
    finish_everything(seat)
    seat.go_to(3)
    seat.desk.refuse_once(DISK_FULL)
    seat.press(Qt.Key.Key_Return, ctrl=True)
    assert "القرص ممتلئ" in texts_of(seat.view)
    assert seat.view.footer.next.isEnabled()
    seat.view.footer.next.click()
    seat.run()
    assert seat.papers == [seat.opened.id]


def test_an_answer_that_comes_after_the_page_is_gone_harms_nobody(stage: Stage, seat: Seat) -> None:
    QTest.keyClicks(seat.focused(), "noura")
    stage.clear()
    seat.lanes.run()
    assert "noura" in seat.desk.drafts[seat.opened.id].saved


def test_what_was_answered_is_there_when_the_interview_is_opened_again(stage: Stage, seat: Seat) -> None:
    seat.type("noura")
    seat.stand_on("sex")
    seat.press(Qt.Key.Key_2)
    again = seat.desk.resume_interview(seat.opened.id)
    page = InterviewView(actions_of(seat.desk), seat.lanes, desk_info(), again)
    stage.show(page)
    stage.settle()
    fields = {field.ref: field for field in page.block.fields()}
    line = fields[again.session.question("full_name").ref].findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert line.text() == "noura"
    chosen = [tile.isChecked() for tile in fields[again.session.question("sex").ref].findChildren(ChoiceTile)]
    assert chosen == [False, True]
