"""An interview that is left, found again in the list and finished, in the real window on a real store."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.pages.interview.view import InterviewView
from desktop.ui.pages.interviews.view import InterviewsView
from desktop.ui.pages.paper.view import PaperPage
from desktop.usecases.keep_person import Registered
from desktop.usecases.open_desk import World
from domain.person import PersonDraft
from resources import shelf
from tests.support.clock import HandClock
from tests.support.window import Window, type_answer

NAME = "هيا بنت راشد الشمري"
HERFA = "herfa/support-request"


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    made = Window(qapp, tmp_path / "store", World(HandClock()))
    made.set_up("herfa")
    yield made
    made.close()


def register(window: Window) -> str:
    kept: list[Registered] = []
    person = PersonDraft(name=NAME, id_number="1000000008", mobile="0500000012", sex="female")
    lane = window.application.lanes.store
    lane.ask(partial(window.desk._actions.register_person, person), then=kept.append)
    window.settle()
    return kept[0].person.id


def open_interview(window: Window) -> InterviewView:
    window.wait_until(lambda: isinstance(window.desk.current, InterviewView))
    window.settle()
    page = window.desk.current
    assert isinstance(page, InterviewView)
    return page


def open_list(window: Window) -> InterviewsView:
    page = window.desk.show_page("interviews")
    window.settle()
    assert isinstance(page, InterviewsView)
    return page


def test_an_interview_is_left_found_in_the_list_and_finished(window: Window) -> None:
    answers = json.loads(shelf.read_text("demonstration/answers/herfa.json"))
    window.desk.ways.begin_interview(register(window), HERFA)
    page = open_interview(window)
    assert window.desk.navigation.marked == "interviews"
    craft = page.block.find_field(page.opened.session.question("craft").ref)
    assert craft is not None
    type_answer(craft, answers["craft"])
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    listed = open_list(window)
    assert [row.row.group for row in listed.rows] == ["بانتظار الإكمال"]
    window.press(listed, f"إكمال مقابلة {NAME}")
    again = open_interview(window)
    assert again is not page
    assert again.opened.session.to_answers()["craft"] == answers["craft"]
    again.presenter.finish()
    window.settle()
    assert len(again.missing.rows) > 5
    window.answer_all(answers)
    assert not again.missing.isVisible()
    for _ in ("what the answers write into the file is shown first", "then it is finished"):
        QTest.keyClick(again, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        window.settle()
    window.press(window.go_before_leaving(), "إعداد الإقرار")
    window.wait_until(lambda: isinstance(window.desk.current, PaperPage))
    window.settle()
    listed = open_list(window)
    assert [row.row.group for row in listed.rows] == ["بانتظار التوقيع"]
    assert [chip.text for chip in listed.rows[0].row.chips] == ["مكتملة", "الإقرار غير موقّع"]


def test_a_page_of_answers_that_was_left_without_one_leaves_nothing_behind(window: Window) -> None:
    window.desk.ways.begin_interview(register(window), HERFA)
    page = open_interview(window)
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert open_list(window).rows == []
