"""A sixth association in the real window: its file is chosen at the first run, and the desk is its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.ui.pages.first_run.view import FirstRunPage
from desktop.ui.pages.interview.view import InterviewView
from desktop.ui.pages.paper.view import PaperPage
from desktop.usecases.keep_person import Registered
from desktop.usecases.open_desk import World
from domain.person import PersonDraft
from tests.support.clock import HandClock
from tests.support.sixth_association import ANSWERS, WATER, bring, change
from tests.support.window import Window


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    made = Window(qapp, tmp_path / "store", World(HandClock()))
    yield made
    made.close()


def register(window: Window, name: str) -> str:
    """Somebody who is known by the name alone."""
    registered: list[Registered] = []
    actions = window.entrance.actions(window.application.lanes.store.call)
    draft = PersonDraft(name=name)
    window.application.lanes.store.ask(lambda: actions.register_person(draft), then=registered.append)
    window.settle()
    return registered[0].person.id


def first_page(window: Window) -> FirstRunPage:
    page = window.door
    assert isinstance(page, FirstRunPage)
    return page


def test_a_sixth_association_is_served_from_its_file_to_its_paper(window: Window, tmp_path: Path) -> None:
    file = bring(tmp_path / "stick")
    first_page(window).file_chosen.emit(str(file))
    window.settle()
    window.set_up(str(file))
    desk = window.desk
    counter = desk.show_page("counter")
    window.settle()
    QTest.keyClick(counter, Qt.Key.Key_2)
    window.settle()
    desk.ways.begin_interview(register(window, "نورة بنت سالم الواحي"), WATER)
    window.wait_until(lambda: isinstance(desk.current, InterviewView))
    window.answer_all(ANSWERS)
    page = desk.current
    assert isinstance(page, InterviewView)
    window.press(page, "إنهاء المقابلة")
    window.press(window.go_before_leaving(), "إعداد الإقرار")
    window.wait_until(lambda: isinstance(desk.current, PaperPage))
    window.settle()
    sheet = desk.current
    assert isinstance(sheet, PaperPage)
    window.press(sheet, "وقّع المساهم على الورق")
    assert sheet.state == "signed"


def test_a_file_with_a_fault_is_explained_where_the_association_is_chosen(window: Window, tmp_path: Path) -> None:
    file = change(bring(tmp_path / "stick"), 'version = "3"', 'versoin = "3"')
    page = first_page(window)
    page.file_chosen.emit(str(file))
    window.settle()
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("rawabi.toml" in text and "versoin" in text for text in said)
    assert page.association.chosen == ""
