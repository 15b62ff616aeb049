"""Every section of every interview, shown whole: nothing is cut, squeezed or without a name, on any screen."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import COMPACT_CONTROL
from desktop.ui.pages.interview.view import InterviewView
from desktop.usecases.load_profile import load_profile, profile_ids
from resources import shelf
from tests.desktop.ui.pages.interview.room import Seat
from tests.support.fake_desk import NOURA, FullDesk
from tests.support.seen_pages import Stage, cut_texts, is_wider_than_shown, squeezed_texts, texts_of, unnamed

A_HAIR = 2
WIDTHS = (712, 776, 1118, 1192)


def faults(page: InterviewView) -> dict[str, list[str]]:
    found = {"unnamed": unnamed(page), "cut": cut_texts(page), "squeezed": squeezed_texts(page)}
    wanted = {field: field.heightForWidth(field.width()) for field in page.block.fields()}
    found["low"] = [field.ref for field, height in wanted.items() if field.height() < height - A_HAIR]
    if is_wider_than_shown(page):
        found["wide"] = ["the page scrolls sideways"]
    return {kind: words for kind, words in found.items() if words}


def faults_of_sections(seat: Seat) -> dict[str, dict[str, list[str]]]:
    seen = {}
    for number, page in enumerate(seat.opened.session.pages()):
        seat.go_to(number)
        seat.settle()
        seen[page.label] = faults(seat.view)
    return {title: found for title, found in seen.items() if found}


@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_question_is_whole_and_named(stage: Stage, width: int) -> None:
    assert faults_of_sections(Seat(stage, width=width)) == {}


@pytest.mark.parametrize("width", [712, 1118])
def test_a_page_full_of_sentences_is_whole_too(stage: Stage, width: int) -> None:
    seat = Seat(stage, width=width)
    seat.opened.session.answer(seat.opened.session.question("state").ref, "married")
    seat.opened.session.answer(seat.opened.session.question("people").ref, 99)
    seat.view.presenter.finish()
    for question in seat.opened.session.visible():
        seat.view.presenter.remarks.explain(question.ref)
    seat.settle()
    assert faults_of_sections(seat) == {}


@pytest.mark.parametrize("profile", profile_ids())
@pytest.mark.parametrize("width", [712, 1118])
def test_every_shipped_interview_is_whole_when_it_is_answered(stage: Stage, profile: str, width: int) -> None:
    form = load_profile(profile).interviews[0]
    seat = Seat(stage, FullDesk(profile_id=profile, people=[NOURA]), form=form, width=width)
    seat.opened.session.fill(json.loads(shelf.read_text(f"demonstration/answers/{profile}.json")))
    assert faults_of_sections(seat) == {}


def test_sentences_that_come_and_go_leave_every_question_its_room(stage: Stage) -> None:
    seat = Seat(stage, width=1118)
    seat.view.presenter.finish()
    seat.settle()
    assert faults(seat.view) == {}
    seat.stand_on("full_name")
    QTest.keyClicks(seat.focused(), "noura")
    seat.press(Qt.Key.Key_Return)
    assert faults(seat.view) == {}


def test_questions_that_were_moved_by_a_new_one_still_grow_with_their_sentences(stage: Stage) -> None:
    seat = Seat(stage, FullDesk(people=[NOURA]), form="herfa/support-request", width=1118)
    for name, value in (("support", ("tools", "training")), ("helped_before", "yes")):
        seat.view.presenter.choose(seat.opened.session.question(name).ref, value)
        seat.settle()
    seat.view.presenter.finish()
    seat.settle()
    assert "إلزامي" in texts_of(seat.field("support_cost"))
    assert faults(seat.view) == {}


def test_questions_side_by_side_have_their_fields_on_one_line(stage: Stage) -> None:
    seat = Seat(stage, FullDesk(people=[NOURA]), form="herfa/support-request", width=1118)
    session = seat.opened.session
    session.answer(session.question("sources").ref, ("craft", "state"))
    seat.go_to(2)
    seat.settle()
    one, other = seat.field("craft_amount"), seat.field("state_amount")
    assert one.y() == other.y()
    assert one.editor.y() == other.editor.y()


def test_a_field_is_as_high_with_the_focus_and_with_an_error_as_without(stage: Stage) -> None:
    seat = Seat(stage)
    names = ("full_name", "mobile", "born", "weight", "relation")
    seat.stand_on("sex")
    calm = {name: seat.field(name).editor.stops()[0].sizeHint().height() for name in names}
    seat.view.presenter.finish()
    seat.settle()
    for name in names:
        seat.stand_on(name)
        assert seat.field(name).editor.stops()[0].sizeHint().height() == calm[name]


@pytest.mark.parametrize("width", [712, 1118])
def test_a_compact_page_is_whole_too_and_lower(stage: Stage, width: int) -> None:
    seat = Seat(stage, width=width)
    theme().apply(choice="light", density="compact")
    seat.settle()
    assert faults_of_sections(seat) == {}
    seat.go_to(0)
    seat.settle()
    heights = [seat.field(name).editor.stops()[0].height() for name in ("full_name", "mobile", "sex", "relation")]
    assert max(heights) <= COMPACT_CONTROL + A_HAIR


@pytest.mark.parametrize(("digits", "nought"), [("arabic", "٠٪"), ("western", "0٪")])
def test_digits_and_colours_are_the_users_at_once(stage: Stage, digits: str, nought: str) -> None:
    seat = Seat(stage)
    theme().apply(choice="dark", digits=digits)
    seat.settle()
    assert nought in texts_of(seat.view).split("\n")
    assert faults(seat.view) == {}
