"""The same window in English: chosen at the door or in the settings, at once, with nothing lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from desktop.bootstrap_language import kept_language
from desktop.ui.kit.theme import theme
from desktop.ui.language import choose_language, language
from desktop.ui.pages.first_run.view import FirstRunPage
from desktop.ui.pages.people.view import PeopleView
from desktop.ui.pages.settings.users_card import TypedUser
from desktop.ui.pages.settings.view import SettingsView
from desktop.ui.pages.sign_in.view import SignInPage
from desktop.usecases.open_desk import World
from tests.support.clock import HandClock
from tests.support.window import PASSWORD, Window


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    made = Window(qapp, tmp_path / "store", World(HandClock()))
    yield made
    made.close()
    choose_language("ar")
    theme().follow_language()


def choose_in_settings(window: Window, text: str) -> None:
    page = window.desk.show_page("settings")
    assert isinstance(page, SettingsView)
    window.settle()
    window.press(page.appearance.language, text)


HALF_A_USER = TypedUser("فهد الدوسري", "fahd", "نصف كلمة", "", ("clerk",))


def begin_adding_a_user(window: Window) -> None:
    page = window.desk.show_page("settings")
    assert isinstance(page, SettingsView)
    card = page.users
    card.start.click()
    for editor, text in ((card.name, "فهد الدوسري"), (card.username, "fahd"), (card.password, "نصف كلمة")):
        editor.setText(text)
    card.roles["clerk"].setChecked(True)


def test_the_door_speaks_english_at_once_and_keeps_what_was_typed(window: Window, tmp_path: Path) -> None:
    first = window.door
    assert isinstance(first, FirstRunPage)
    choice = next(b for b in first.findChildren(QPushButton) if b.property("profile") == "herfa")
    choice.click()
    first.office.code.setText("ryd1")
    window.press(first, "English")
    again = window.door
    assert isinstance(again, FirstRunPage)
    assert again is not first
    assert (again.association.chosen, again.office.code.text()) == ("herfa", "ryd1")
    assert not again.isRightToLeft()
    window.press(again, "العربية")
    window.set_up("herfa")
    window.desk.lock_requested.emit()
    window.settle()
    door = window.door
    assert isinstance(door, SignInPage)
    door.username.setCurrentText("amina")
    door.password.setText(PASSWORD)
    door.language.setFocus()
    QTest.keyClick(door.language, Qt.Key.Key_Return)
    window.settle()
    english = window.door
    assert isinstance(english, SignInPage)
    assert (english.typed(), english.language.text()) == (("amina", PASSWORD), "العربية")
    assert kept_language(tmp_path / "store") == "en"
    window.press(english, "Sign in")
    assert not window.desk.isRightToLeft()


def test_the_language_changes_at_once_at_the_same_page_for_the_same_person(window: Window, tmp_path: Path) -> None:
    window.set_up("herfa")
    before = window.desk
    people = before.show_page("persons")
    assert isinstance(people, PeopleView)
    people.register()
    window.settle()
    form = people.form
    assert form is not None
    editor = form.editor("name")
    assert isinstance(editor, QLineEdit)
    editor.insert("نورة بنت سالم الواحي")
    editor.textEdited.emit(editor.text())
    begin_adding_a_user(window)
    choose_in_settings(window, "English")
    after = window.desk
    assert after is not before
    assert (language(), kept_language(tmp_path / "store")) == ("en", "en")
    page = after.current
    assert isinstance(page, SettingsView)
    assert page.appearance.language.current == "en"
    focused = after.focusWidget()
    assert isinstance(focused, QWidget)
    assert page.appearance.language.isAncestorOf(focused)
    assert page.users.typed() == HALF_A_USER
    assert page.users.add.isVisible()
    assert (after.isRightToLeft(), after.navigation.geometry().left()) == (False, 0)
    people = after.show_page("persons")
    window.settle()
    assert isinstance(people, PeopleView)
    assert [one.name for one in people.unsaved.waiting] == ["نورة بنت سالم الواحي"]
    choose_in_settings(window, "العربية")
    assert window.desk.isRightToLeft()
    assert kept_language(tmp_path / "store") == "ar"
