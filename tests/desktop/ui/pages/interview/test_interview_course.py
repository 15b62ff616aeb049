"""The course of an interview: what is left is told in its turn, undo takes back one deed, wrong text is never an
answer."""

import pytest

from desktop.ui.pages.interview.outline import section_to_open
from tests.desktop.ui.pages.interview.room import Room, full_desk


@pytest.fixture
def room() -> Room:
    return Room()


# --- what is left ------------------------------------------------------------------------------------------------


def test_the_whole_list_comes_only_once_the_end_was_asked_for(room: Room) -> None:
    room.presenter.go_to_section(3)
    assert not room.shown.missing
    room.presenter.finish()
    labels = [item.label for item in room.shown.missing]
    assert labels[:3] == ["الاسم الرباعي", "رقم الجوال", "الجنس"]
    assert labels[-1] == "أقرّ بصحة ما ذكرت"
    assert room.shown.stop is not None
    assert room.shown.stop.count == len(labels)


def test_a_question_in_a_row_is_named_with_its_row(room: Room) -> None:
    room.presenter.finish()
    places = {item.label: item.section for item in room.shown.missing}
    assert places["اسم الابن"] == "الأبناء، الأبناء 1"
    assert places["رقم الجوال"] == "بيانات المستجيب"


def test_the_list_stays_current_and_is_gone_with_the_last_answer(room: Room) -> None:
    room.answer_everything()
    room.choose("agreed", None)
    room.choose("sex", None)
    room.presenter.finish()
    assert [item.label for item in room.shown.missing] == ["الجنس", "أقرّ بصحة ما ذكرت"]
    room.choose("sex", "female")
    assert [item.label for item in room.shown.missing] == ["أقرّ بصحة ما ذكرت"]
    room.choose("agreed", True)
    assert not room.shown.missing
    assert room.shown.stop is None
    room.choose("agreed", None)
    assert not room.shown.missing, "a new gap is told in its own turn"


def test_a_click_in_the_list_goes_there(room: Room) -> None:
    room.presenter.finish()
    room.presenter.go_to(room.ref("agreed"))
    assert (room.shown.section, room.shown.focus) == (3, room.ref("agreed"))


def test_questions_that_appear_later_are_not_red_at_once(room: Room) -> None:
    room.presenter.finish()
    room.presenter.go_to_section(1)
    room.choose("state", "married")
    assert room.cell("source").error != ""
    assert room.cell("spouse").error == ""
    room.presenter.go_on()
    room.presenter.go_back()
    assert room.cell("spouse").error != ""


# --- wrong text --------------------------------------------------------------------------------------------------


def test_what_stood_before_a_wrong_text_is_neither_answer_nor_draft(room: Room) -> None:
    room.type("weight", "62")
    room.type("weight", "62x")
    assert room.value("weight") is None
    room.lane.run()
    assert '"/data/who/weight"' not in room.desk.drafts[room.opened.id].saved
    room.presenter.undo()
    assert (room.value("weight"), room.cell("weight").text) == (None, "")


def test_a_wrong_text_survives_undo_elsewhere(room: Room) -> None:
    room.type("weight", "ستون")
    room.choose("sex", "male")
    room.presenter.undo()
    assert room.cell("weight").text == "ستون"
    assert room.value("sex") is None


def test_taking_out_a_row_keeps_what_is_typed_in_questions_of_like_names(room: Room) -> None:
    room.type("weight", "ستون")
    room.presenter.rows.add("/data/child")
    room.presenter.rows.remove("/data/child[2]")
    room.presenter.go_to_section(0)
    assert room.cell("weight").text == "ستون"


def test_leaving_never_loses_a_wrong_text_in_silence(room: Room) -> None:
    room.type("full_name", "نورة")
    room.type("weight", "ستون")
    room.presenter.go_to_section(2)
    room.presenter.leave()
    room.lane.run()
    assert room.left == []
    assert "الوزن" in room.shown.problem
    assert (room.shown.section, room.focused) == (0, room.ref("weight"))
    room.presenter.type_text(room.ref("weight"), "")
    room.presenter.leave()
    room.lane.run()
    assert len(room.left) == 1


# --- undo --------------------------------------------------------------------------------------------------------


def test_undo_of_a_row_is_offered_by_its_name_until_something_else_is_done(room: Room) -> None:
    room.presenter.go_to_section(2)
    assert room.shown.removed == ""
    room.presenter.rows.add("/data/child")
    room.presenter.rows.remove("/data/child[2]")
    assert room.shown.removed == "الأبناء 2"
    room.presenter.undo()
    assert room.shown.removed == ""
    assert "/data/child[2]/child_name" in room.shown.cells
    room.presenter.rows.remove("/data/child[2]")
    room.presenter.type_text("/data/child[1]/child_name", "ر")
    assert room.shown.removed == ""


def test_everything_can_be_taken_back_to_the_beginning(room: Room) -> None:
    blank = room.opened.session.to_answers()
    room.type("full_name", "نورة")
    room.choose("sex", "female")
    room.type("weight", "6x")
    room.presenter.rows.add("/data/child")
    room.presenter.rows.remove("/data/child[1]")
    room.choose("state", "married")
    room.type("spouse", "سعد")
    room.choose("state", "single")
    for _ in range(8):
        room.presenter.undo()
    assert room.opened.session.to_answers() == blank
    assert not room.shown.can_undo


def test_nothing_is_taken_back_once_the_page_is_left(room: Room) -> None:
    room.type("full_name", "نورة")
    room.presenter.leave()
    room.lane.run()
    room.presenter.undo()
    assert room.value("full_name") == "نورة"
    assert room.lane.waiting == []


# --- where it opens ----------------------------------------------------------------------------------------------


def test_what_is_left_out_by_choice_does_not_hold_a_resumed_interview_back(room: Room) -> None:
    room.type("full_name", "نورة")
    room.type("mobile", "0512345678")
    room.choose("sex", "female")
    room.lane.run()
    assert Room(room.desk, resumes=room.opened.id).shown.section == 1


def test_a_whole_interview_opens_at_its_end() -> None:
    room = Room(full_desk())
    room.answer_everything()
    room.lane.run()
    assert section_to_open(room.opened.session.pages()) == 3
