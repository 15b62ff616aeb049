"""An interview in progress: nothing typed is lost, nothing is red too early, and the way to the end is always said."""

from datetime import date, datetime, time

import pytest

from desktop.ui.pages.interview.reading import steps
from desktop.usecases.interview_views import Page
from domain.errors import RuleBroken, Unavailable
from tests.desktop.ui.pages.interview.room import Room, full_desk

DISK_FULL = Unavailable("store.full", ar="القرص ممتلئ. أفرغ مساحة.", en="The disk is full.")


@pytest.fixture
def room() -> Room:
    return Room()


def test_it_opens_at_the_first_section_with_the_cursor_in_the_first_question(room: Room) -> None:
    assert room.shown.section == 0
    assert room.shown.focus == room.ref("full_name")
    assert [step.title for step in room.shown.steps] == ["بيانات المستجيب", "السكن والخدمات", "الأبناء", "الإقرار"]


def test_an_interview_that_is_resumed_opens_where_an_answer_is_missing(room: Room) -> None:
    room.type("full_name", "نورة")
    for name, text in (("mobile", "0512345678"), ("born", "1/1/1990"), ("came", "9:00"), ("weight", "60")):
        room.type(name, text)
    room.type("called", "2/1/2026 10:00")
    room.choose("sex", "female")
    room.choose("relation", "mother")
    room.lane.run()
    again = Room(room.desk, resumes=room.opened.id)
    assert again.shown.steps[0].state == "done"
    assert (again.shown.section, again.focused) == (1, again.ref("state"))


def test_every_key_is_saved_as_a_draft_and_only_the_newest_is_written(room: Room) -> None:
    room.type("full_name", "نورة")
    assert room.shown.saved.tone == "info"
    assert len(room.lane.waiting) == 1
    room.lane.run()
    assert "نورة" in room.desk.drafts[room.opened.id].saved
    assert room.shown.saved.tone == "ok"


def test_a_draft_that_could_not_be_written_says_so_and_the_next_answer_tries_again(room: Room) -> None:
    room.desk.refuse_once(DISK_FULL)
    room.type("full_name", "ن")
    room.lane.run()
    assert room.shown.saved.tone == "bad"
    assert "القرص ممتلئ" in room.shown.saved.text
    room.type("full_name", "نو")
    room.lane.run()
    assert room.shown.saved.tone == "ok"


def test_what_is_typed_stays_as_it_was_typed(room: Room) -> None:
    room.type("weight", "٦٢٫٥")
    assert (room.cell("weight").text, room.cell("weight").is_typed) == ("٦٢٫٥", True)
    assert room.value("weight") == 62.5
    room.type("full_name", "نورة ")
    assert room.cell("full_name").text == "نورة "
    assert room.value("full_name") == "نورة"


def test_a_date_is_typed_in_either_calendar_and_the_other_one_is_shown(room: Room) -> None:
    room.type("born", "١٤/٨/١٤٠٧")
    assert room.value("born") == date(1987, 4, 12)
    assert room.cell("born").text == "١٤/٨/١٤٠٧"
    assert "1987" in room.cell("born").note
    room.type("born", "12/4/1987")
    assert "1407" in room.cell("born").note


def test_a_date_and_a_time_make_one_moment(room: Room) -> None:
    room.type("called", "1/6/1448 14:30")
    value = room.value("called")
    assert isinstance(value, datetime)
    assert (value.year, value.hour, value.minute) == (2026, 14, 30)
    room.presenter.type_text(room.ref("called"), "1/6/1448")
    room.rest("called")
    assert "الوقت" in room.cell("called").error
    room.type("came", "٩:٠٥")
    assert room.value("came") == time(9, 5)


def test_nothing_is_red_while_it_is_being_typed_and_it_is_once_the_clerk_rests(room: Room) -> None:
    room.type("mobile", "05512348")
    assert room.cell("mobile").error == ""
    room.rest("mobile")
    assert "ناقص" in room.cell("mobile").error


def test_an_error_that_is_told_is_kept_true_with_every_key(room: Room) -> None:
    room.type("mobile", "05512348")
    room.rest("mobile")
    room.type("mobile", "051234567")
    assert room.cell("mobile").error != ""
    room.type("mobile", "0512345678")
    assert room.cell("mobile").error == ""
    room.type("mobile", "051234567")
    assert room.cell("mobile").error == "", "it is new again, so it waits again"


def test_text_that_is_no_number_is_kept_in_its_field_and_stands_in_the_way(room: Room) -> None:
    room.answer_everything()
    room.type("weight", "ستون")
    room.rest("weight")
    assert room.cell("weight").text == "ستون"
    assert room.cell("weight").error
    room.presenter.go_to_section(3)
    assert room.shown.stop is not None
    room.presenter.finish()
    assert room.shown.focus == room.ref("weight")
    assert room.shown.section == 0
    assert room.finished == []
    room.type("weight", "60")
    room.presenter.finish()
    room.lane.run()
    assert len(room.finished) == 1


def test_what_is_missing_is_said_only_after_the_section_was_passed(room: Room) -> None:
    assert room.shown.stop is None
    assert all(cell.error == "" for cell in room.shown.cells.values())
    room.presenter.go_on()
    assert room.shown.steps[0].state == "problem"
    assert room.shown.stop is not None
    room.presenter.go_back()
    assert room.cell("full_name").error != ""
    assert room.cell("weight").error == ""


def test_the_stop_counts_names_the_first_and_a_click_goes_there(room: Room) -> None:
    room.presenter.go_to_section(1)
    assert room.shown.stop is not None
    assert room.shown.stop.count == 3
    assert "الاسم الرباعي" in room.shown.stop.sentence
    room.presenter.go_to_stop()
    assert (room.shown.section, room.shown.focus) == (0, room.ref("full_name"))


def test_finishing_with_something_open_goes_to_the_first_of_it_and_writes_nothing(room: Room) -> None:
    room.type("full_name", "نورة")
    room.presenter.finish()
    room.lane.run()
    assert room.desk.held == []
    assert room.focused == room.ref("mobile")
    assert room.cell("mobile").error != ""


def test_a_whole_interview_is_finished_and_everybody_hears_of_it(room: Room) -> None:
    room.answer_everything()
    room.presenter.finish()
    assert room.shown.is_busy
    room.lane.run()
    assert [held.state for held in room.finished] == ["finished"]
    assert room.changes[0].kinds == {"interviews"}


def test_a_refused_end_gives_the_page_back_with_the_sentence(room: Room) -> None:
    room.answer_everything()
    room.lane.run()
    room.desk.refuse_once(DISK_FULL)
    room.presenter.finish()
    room.lane.run()
    assert not room.shown.is_busy
    assert "القرص ممتلئ" in room.shown.problem


def test_leaving_writes_what_was_answered(room: Room) -> None:
    room.type("full_name", "نورة")
    room.presenter.leave()
    room.lane.run()
    assert [held.state for held in room.desk.held] == ["left"]
    assert room.left == room.desk.held


def test_leaving_without_an_answer_leaves_nothing_behind(room: Room) -> None:
    room.presenter.leave()
    room.lane.run()
    assert room.desk.held == []
    assert room.desk.drafts == {}
    assert room.left == [None]


def test_one_undo_takes_back_a_field_not_a_letter(room: Room) -> None:
    room.type("full_name", "نورة")
    room.type("mobile", "05")
    room.presenter.undo()
    assert (room.value("mobile"), room.value("full_name")) == (None, "نورة")
    room.presenter.undo()
    assert room.value("full_name") is None
    assert not room.shown.can_undo


def test_undo_goes_to_the_place_it_changed(room: Room) -> None:
    room.type("full_name", "نورة")
    room.presenter.go_to_section(3)
    room.presenter.undo()
    assert (room.shown.section, room.shown.focus) == (0, room.ref("full_name"))


def test_undo_is_saved_too(room: Room) -> None:
    room.type("full_name", "نورة")
    room.lane.run()
    room.presenter.undo()
    room.lane.run()
    assert "نورة" not in room.desk.drafts[room.opened.id].saved.replace("نورة بنت عبدالله السدري", "")


def test_a_question_that_depends_on_an_answer_comes_and_says_why(room: Room) -> None:
    room.presenter.go_to_section(1)
    assert room.opened.session.question("spouse").ref not in room.shown.cells
    room.choose("state", "married")
    cell = room.cell("spouse")
    assert "متزوجة" in cell.why
    assert not cell.tells_why
    room.presenter.remarks.explain(cell.question.ref)
    assert room.cell("spouse").tells_why
    assert room.cell("state").why == ""


def test_a_row_is_added_with_the_cursor_in_it_and_removed_with_its_words(room: Room) -> None:
    room.presenter.go_to_section(2)
    room.presenter.type_text("/data/child[1]/child_name", "خالد")
    room.presenter.rows.add("/data/child")
    assert room.shown.focus == "/data/child[2]/child_name"
    room.presenter.type_text("/data/child[2]/child_name", "ريم")
    room.presenter.rows.remove("/data/child[1]")
    assert room.shown.cells["/data/child[1]/child_name"].text == "ريم"
    room.presenter.undo()
    assert room.shown.cells["/data/child[1]/child_name"].text == "خالد"


def test_calculated_questions_follow(room: Room) -> None:
    room.presenter.go_to_section(1)
    room.choose("people", 6)
    assert room.cell("rooms").text == "12"
    assert room.cell("rooms").number == 0


def test_questions_are_numbered_on_their_page(room: Room) -> None:
    numbers = [cell.number for cell in room.shown.cells.values()]
    assert numbers == [0, 1, 2, 3, 4, 5, 6, 7, 8]


def test_a_step_says_how_far_its_section_is(room: Room) -> None:
    assert room.shown.steps[1].detail == "4 أسئلة"
    room.choose("state", "single")
    assert room.shown.steps[1].detail == "1 من 4 أسئلة"
    room.choose("source", ("salary",))
    room.choose("people", 3)
    room.type("story", "حال مستورة")
    assert (room.shown.steps[1].state, room.shown.steps[1].detail) == ("done", "مكتمل")


def test_two_questions_are_said_as_arabic_says_them_after_a_preposition() -> None:
    (step,) = steps((Page("/data/hand", "المخطط والتوقيع", (), (), answered=1, total=2, problems=0),), 0, ())
    assert step.detail == "1 من سؤالين"


def test_the_last_section_has_no_next(room: Room) -> None:
    assert room.shown.next_title == "السكن والخدمات"
    room.presenter.go_to_section(3)
    assert room.shown.is_last


def test_a_section_that_is_not_there_is_nothing(room: Room) -> None:
    room.presenter.go_to_section(9)
    room.presenter.go_back()
    assert room.shown.section == 0


def test_what_the_engine_refuses_of_a_choice_is_said_beside_it(room: Room) -> None:
    room.presenter.go_to_section(1)
    room.choose("people", 99)
    assert room.cell("people").error == "العدد بين 1 و30"


def test_a_rule_that_the_desk_names_is_gone_to() -> None:
    room = Room(full_desk())
    room.answer_everything()
    room.lane.run()
    room.desk.refuse_once(RuleBroken("x", ar="راجع الجوال.", en="Check.", field=room.ref("mobile")))
    room.presenter.finish()
    room.lane.run()
    assert room.shown.focus == room.ref("mobile")
