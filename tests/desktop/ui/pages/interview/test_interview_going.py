"""Going through an interview under the clerk's hands: sections, rows, the end, and what goes wrong."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.ui.pages.interview.tile import ChoiceTile
from desktop.ui.pages.interview.view import InterviewView
from domain.errors import Unavailable
from tests.desktop.ui.pages.interview.room import Seat, finish_everything, line_of, tiles_of, write
from tests.support.fake_front import actions_of, desk_info
from tests.support.seen_pages import Stage, button_named, texts_of

DISK_FULL = Unavailable("store.full", ar="القرص ممتلئ. أفرغ مساحة.", en="The disk is full.")


@pytest.fixture
def seat(stage: Stage) -> Seat:
    return Seat(stage)


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
