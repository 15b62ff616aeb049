"""Ctrl+K in the real window, by keys alone: from whatever page to whatever it finds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.ui.pages.interview.view import InterviewView
from desktop.ui.pages.palette.view import Palette
from desktop.ui.pages.people.view import PeopleView
from desktop.usecases.open_desk import World
from tests.journeys.test_window import register
from tests.support.at_rest import activate, come_to_rest
from tests.support.clock import HandClock
from tests.support.window import Window

NAME = "نورة بنت سالم الواحي"


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    made = Window(qapp, tmp_path / "store", World(HandClock()))
    made.set_up("herfa")
    activate(made.desk)
    yield made
    made.close()


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """To whatever has the focus, as a keyboard does."""
    target = QApplication.focusWidget() or window.desk
    QTest.keyClick(target, key, modifier)
    window.settle()


def open_search(window: Window) -> Palette:
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.desk.findChild(Palette)
    assert isinstance(palette, Palette)
    assert palette.isVisible()
    assert palette.field.hasFocus()
    return palette


def type_words(window: Window, palette: Palette, text: str) -> None:
    """Arabic has no keys here: the text comes as from the clerk's keyboard."""
    palette.field.setText(text)
    palette.field.textEdited.emit(text)
    window.settle()


def test_a_person_is_opened_from_any_page_by_three_letters_in_any_spelling(window: Window) -> None:
    person = register(window, NAME)
    for page in ("home", "counter", "settings", "interviews"):
        window.desk.show_page(page)
        window.settle()
        palette = open_search(window)
        type_words(window, palette, "نوره")
        assert palette.presenter.state.chosen is not None
        press(window, Qt.Key.Key_Return)
        assert not palette.isVisible()
        people = window.desk.current
        assert isinstance(people, PeopleView), page
        assert people.shown_person is not None
        assert people.shown_person.id == person


def test_an_interview_that_was_left_is_gone_on_with_by_arrows_and_enter(window: Window) -> None:
    person = register(window, NAME)
    window.desk.ways.begin_interview(person, "herfa/support-request")
    window.wait_until(lambda: isinstance(window.desk.current, InterviewView))
    window.desk.show_page("home")
    window.settle()
    names = [button.accessibleName() for button in window.desk.findChildren(QPushButton)]
    assert "المقابلات (1)" in names
    palette = open_search(window)
    type_words(window, palette, "سالم الواحى")
    kinds = [item.kind for item in palette.presenter.state.items]
    for _ in range(kinds.index("resume")):
        press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    window.wait_until(lambda: isinstance(window.desk.current, InterviewView))


def test_commands_are_obeyed_and_escape_gives_the_keys_back(window: Window) -> None:
    palette = open_search(window)
    type_words(window, palette, "اعدادات")
    press(window, Qt.Key.Key_Return)
    assert window.desk.current is window.desk.find_page("settings")
    window.desk.show_page("persons")
    window.settle()
    people = window.desk.current
    assert isinstance(people, PeopleView)
    people.focus_search()
    palette = open_search(window)
    press(window, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert people.search.hasFocus()
    palette = open_search(window)
    type_words(window, palette, "تسجيل مستفيد")
    press(window, Qt.Key.Key_Return)
    assert people.form is not None


def test_ctrl_k_again_closes_it_and_a_page_that_is_shown_too(window: Window) -> None:
    palette = open_search(window)
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert not palette.isVisible()
    palette = open_search(window)
    press(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert not palette.isVisible()
    assert window.desk.current is window.desk.find_page("counter")


def test_what_is_typed_never_waits_for_the_store(window: Window) -> None:
    """The lane is held: letters and commands come all the same, and the answer when it is free."""
    register(window, NAME)
    palette = open_search(window)
    held, release = window.application.lanes.store, []
    held.ask(lambda: _wait_for(release))
    type_now(palette, "نورة")
    assert palette.field.text() == "نورة"
    assert palette.presenter.state.groups == ()
    type_now(palette, "الرئيسة")
    assert [item.title for item in palette.presenter.state.items] == ["الرئيسة"]
    type_now(palette, "نورة")
    release.append(True)
    window.settle()
    assert [item.title for item in palette.presenter.state.items if item.kind == "person"] == [NAME]


def type_now(palette: Palette, text: str) -> None:
    palette.field.setText(text)
    palette.field.textEdited.emit(text)
    come_to_rest()


def _wait_for(release: list[bool]) -> None:
    while not release:
        QTest.qSleep(1)
