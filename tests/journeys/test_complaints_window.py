"""Complaints in the real window, by the keyboard alone: taken down, given an owner, decided, told, closed, reopened."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from desktop.ui.pages.complaint.deed_form import DeedForm
from desktop.ui.pages.complaint.view import ComplaintPageView
from desktop.ui.pages.complaints.register_page import RegisterPage
from desktop.ui.pages.complaints.view import ComplaintsView
from desktop.ui.pages.paper.view import PaperPage
from tests.support.at_rest import activate
from tests.support.seen_pages import cut_texts, texts_of, unnamed
from tests.support.window import Window

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifiers)
    window.settle()


def type_into(form: DeedForm, name: str, text: str) -> None:
    form.focus(name)
    for letter in text:
        QTest.keyClick(form.fields[name].editor, letter)


def do(window: Window, page: ComplaintPageView, deed: str, **typed: str) -> None:
    """Chosen with its button by the keyboard, typed, and saved with Ctrl+Enter."""
    card = next(card for card in page.cards if deed in card.buttons)
    card.buttons[deed].setFocus()
    press(window, KEY.Key_Return)
    if not typed:
        return
    form = card.form
    assert form is not None
    for name, text in typed.items():
        editor = form.fields[name].editor
        if isinstance(editor, QComboBox):
            editor.setFocus()
            editor.setCurrentIndex(editor.findData(text))
        else:
            type_into(form, name, text)
    press(window, KEY.Key_Return, CTRL)


def test_a_complaint_is_taken_down_worked_on_told_and_closed_with_the_keyboard_alone(window: Window) -> None:
    window.set_up("herfa")
    activate(window.desk)
    page = window.desk.show_page("complaints")
    assert isinstance(page, ComplaintsView)
    window.settle()
    press(window, KEY.Key_N, CTRL)
    form_page = window.desk.current
    assert isinstance(form_page, RegisterPage)
    press(window, KEY.Key_Return, CTRL)
    # What lacks is said beside its field, and the keyboard is there.
    assert form_page.form.fields["subject"].has_error
    assert focused() is form_page.form.fields["subject"].editor
    type_into(form_page.form, "subject", "late tools")
    type_into(form_page.form, "told", "promised a month ago")
    type_into(form_page.form, "party_name", "Palm Co")
    press(window, KEY.Key_Return, CTRL)

    one = window.desk.current
    assert isinstance(one, ComplaintPageView)
    assert "late tools" in texts_of(one)
    assert (cut_texts(one), unnamed(one)) == ([], [])
    assert set(one.doing.buttons) == {"note", "assign", "decide", "mend"}
    do(window, one, "assign", unit="Services")
    do(window, one, "note", said="called them", next_step="visit", next_day="1/1/2099")
    do(window, one, "decide", outcome="settled", note="agreed")
    form = one.doing.form
    assert form is not None
    assert form.fields["outcome"].has_error
    press(window, KEY.Key_Escape)
    do(window, one, "settle", terms="tools | Services | 2099-01-01", parties="Fahd")
    do(window, one, "sign", day="")
    do(window, one, "decide", outcome="settled", note="done")
    assert "close" not in one.doing.buttons
    do(window, one, "tell", means="call")
    do(window, one, "close")
    assert set(one.doing.buttons) == {"reopen"}
    one._papers["settlement"].click()
    window.settle()
    paper = window.desk.current
    assert isinstance(paper, PaperPage)
    press(window, KEY.Key_Escape)
    again = window.desk.current
    assert isinstance(again, ComplaintPageView)
    do(window, again, "reopen", reason="not delivered")
    assert "decide" in again.doing.buttons
    press(window, KEY.Key_Escape)
    window.settle()
    assert window.desk.current is page
    assert [row.row.subject for row in page.rows] == ["late tools"]
    assert window.desk.navigation.marked == "complaints"
