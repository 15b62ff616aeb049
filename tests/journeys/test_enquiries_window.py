"""Enquiries in the real window, by the keyboard alone: taken down, answered from the frequent ones, left open, told."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.ui.pages.enquiries.state import FREQUENT, RECENT, SUGGESTIONS, WAITING
from desktop.ui.pages.enquiries.view import EnquiriesView
from tests.support.at_rest import activate
from tests.support.window import Window

KEY = Qt.Key


def type_into(widget: QWidget, text: str) -> None:
    """As an input method commits it: Qt types no Arabic letters by itself."""
    assert QApplication.focusWidget() is widget, QApplication.focusWidget()
    for letter in text:
        QTest.keyClick(widget, letter)


def press(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)
    window.settle()


def enquiries(window: Window) -> EnquiriesView:
    activate(window.desk)
    page = window.desk.show_page("enquiries")
    assert isinstance(page, EnquiriesView)
    window.settle()
    return page


def titles(page: EnquiriesView) -> list[str]:
    return [row.row.title for row in page.rows]


def test_enquiries_and_a_suggestion_go_from_the_question_to_the_end_with_the_keyboard_alone(window: Window) -> None:
    """One window for both: answered at once, and left open."""
    window.set_up("herfa")
    _answered_kept_as_a_frequent_one_and_the_next_is_answered_by_it(window)
    _left_open_it_waits_on_the_first_page_until_it_is_told(window)
    _a_suggestion_without_a_name_ends_with_its_outcome(window)


def _answered_kept_as_a_frequent_one_and_the_next_is_answered_by_it(window: Window) -> None:
    page = enquiries(window)
    entry = page.entry
    type_into(entry.subject, "when does support open")
    press(window, KEY.Key_Return)
    type_into(entry.answer, "on the first of each month")
    press(window, KEY.Key_Return)
    # What the answer rests on is missing: said beside it, and the keyboard is there.
    assert entry.fields["source"].has_error
    assert QApplication.focusWidget() is entry.source
    press(window, KEY.Key_Down)
    press(window, KEY.Key_Tab)
    press(window, KEY.Key_Return)
    assert titles(page) == []
    assert QApplication.focusWidget() is entry.subject
    page.show_part(RECENT)
    window.settle()
    assert titles(page) == ["when does support open"]

    page.focus_search()
    press(window, KEY.Key_Down)
    press(window, KEY.Key_Return)
    assert page.form is not None
    press(window, KEY.Key_Return)
    assert page.form is None
    page.show_part(FREQUENT)
    window.settle()
    assert titles(page) == ["when does support open"]

    press(window, KEY.Key_N, Qt.KeyboardModifier.ControlModifier)
    type_into(entry.subject, "supp")
    window.settle()
    press(window, KEY.Key_Down)
    press(window, KEY.Key_Return)
    assert entry.answer.text() == "on the first of each month"
    press(window, KEY.Key_Return)
    page.show_part(RECENT)
    window.settle()
    assert titles(page) == ["when does support open"] * 2
    assert [one.count for one in page.presenter.parts] == [0, 2, 1, 0, 0]


def _left_open_it_waits_on_the_first_page_until_it_is_told(window: Window) -> None:
    page = enquiries(window)
    page.show_part(WAITING)
    page.focus_entry()
    entry = page.entry
    press(window, KEY.Key_E, Qt.KeyboardModifier.ControlModifier)
    press(window, KEY.Key_Return)
    assert entry.fields["subject"].has_error
    type_into(entry.subject, "carpentry")
    press(window, KEY.Key_Return)
    type_into(entry.department, "crafts")
    entry.name.setFocus()
    type_into(entry.name, "Saad")
    entry.address.setFocus()
    type_into(entry.address, "0512345678")
    press(window, KEY.Key_Return)
    assert titles(page) == ["carpentry"]
    home = window.desk.show_page("home")
    window.settle()
    assert any("carpentry" in widget.accessibleName() for widget in home.findChildren(QWidget))
    page = enquiries(window)
    page.rows[0].take_focus()
    press(window, KEY.Key_Return)
    assert page.form is not None
    type_into(page.form.fields["answer"].editor, "yes")
    press(window, KEY.Key_Return)
    assert page.form.fields["source"].has_error
    press(window, KEY.Key_Down)
    press(window, KEY.Key_Tab)
    press(window, KEY.Key_Return)
    assert [row.row.deeds[0] for row in page.rows] == ["tell"]
    page.rows[0].take_focus()
    press(window, KEY.Key_Return)
    press(window, KEY.Key_Return)
    assert titles(page) == []
    assert page.presenter.parts[0].key == WAITING


def _a_suggestion_without_a_name_ends_with_its_outcome(window: Window) -> None:
    page = enquiries(window)
    entry = page.entry
    suggestion = page.entry.mode.findChildren(QPushButton)[-1]
    suggestion.setFocus()
    press(window, KEY.Key_Space)
    page.focus_entry()
    type_into(entry.subject, "more seats")
    press(window, KEY.Key_Return)
    page.show_part(SUGGESTIONS)
    window.settle()
    assert titles(page) == ["more seats"]
    page.rows[0].take_focus()
    press(window, KEY.Key_Return)
    press(window, KEY.Key_Down)
    press(window, KEY.Key_Tab)
    assert page.form is not None
    type_into(page.form.fields["reason"].editor, "bought")
    press(window, KEY.Key_Return)
    assert page.form is None
    assert [row.row.deeds for row in page.rows] == [("decide",)]
    assert "bought" in page.rows[0].row.body
