"""Somebody registered twice becomes one person in the real window, by keys, and two again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from desktop.ui.pages.people.view import PeopleView
from desktop.usecases.open_desk import World
from tests.support.at_rest import activate
from tests.support.clock import HandClock
from tests.support.seen_pages import texts_of
from tests.support.window import Window

NAME, AGAIN = "نورة بنت سالم الواحي", "نورة سالم بن علي الواحي"


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    made = Window(qapp, tmp_path / "store", World(HandClock()))
    made.set_up("herfa")
    yield made
    made.close()


def put(window: Window, field: QWidget, text: str) -> None:
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.insert(text)
    field.textEdited.emit(text)
    window.settle()


def enter(window: Window, page: QWidget, name: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """A key on the visible button whose name begins so, as after the Tab key has come to it."""
    buttons = (one for one in page.findChildren(QPushButton) if one.isVisibleTo(page))
    button = next(one for one in buttons if one.accessibleName().startswith(name))
    button.setFocus()
    QTest.keyClick(button, key)
    window.settle()


def register(window: Window, name: str, mobile: str) -> PeopleView:
    page = window.desk.show_page("persons")
    assert isinstance(page, PeopleView)
    activate(window.desk)
    window.settle()
    QTest.keyClick(page.finder.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = page.form
    assert form is not None
    put(window, form.editor("name"), name)
    put(window, form.editor("mobile"), mobile)
    QTest.keyClick(form.editor("mobile"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    return page


def found(window: Window, page: PeopleView) -> list[str]:
    page.finder.search.setText("الواحي")
    window.settle()
    return [row.name for row in page.search_presenter.state.rows]


def test_two_files_are_set_side_by_side_linked_undone_linked_and_parted(window: Window) -> None:
    register(window, NAME, "0501111111")
    page = register(window, AGAIN, "0502222222")
    assert set(found(window, page)) == {NAME, AGAIN}
    enter(window, page, "هو نفسه صاحب ملف آخر")
    put(window, page.cards.same.search, "نورة بنت سالم")
    enter(window, page, f"قارن بملف {NAME}")
    assert "الجوال" in texts_of(page.cards.same)
    enter(window, page, "الجوال، الملف الآخر", Qt.Key.Key_Space)
    enter(window, page, "شخص واحد: اربطهما")
    assert found(window, page) == [AGAIN]
    assert page.search_presenter.state.rows[0].marks[0] == "ملفان"
    assert "050 111 1111" in texts_of(page.file)
    window.press(window.desk, "تراجع")
    assert set(found(window, page)) == {NAME, AGAIN}
    enter(window, page, "هو نفسه صاحب ملف آخر")
    put(window, page.cards.same.search, "نورة بنت سالم")
    enter(window, page, f"قارن بملف {NAME}")
    enter(window, page, "شخص واحد: اربطهما")
    assert found(window, page) == [AGAIN]
    enter(window, page, "شخصان: افصلهما")
    assert set(found(window, page)) == {NAME, AGAIN}


def test_a_mobile_is_edited_as_it_is_dialled(window: Window) -> None:
    page = register(window, NAME, "0501111111")
    QTest.keyClick(page.file, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    form = page.form
    assert form is not None
    field = form.editor("mobile")
    assert isinstance(field, QLineEdit)
    assert field.text() == "050 111 1111"
