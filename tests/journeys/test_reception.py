"""Whoever comes is received by keys alone: found, registered, scanned; counted once; nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.ui.kit.tally_key import TallyKey
from desktop.ui.pages.departure.view import DeparturePage
from desktop.ui.pages.enquiries.view import EnquiriesView
from desktop.ui.pages.interview.view import InterviewView
from desktop.ui.pages.paper.view import PaperPage
from desktop.ui.pages.people.view import PeopleView
from desktop.ui.pages.reception.view import ReceptionView
from desktop.usecases.open_desk import World
from tests.desktop.usecases.test_complaints import COMPLAINT
from tests.support.at_rest import activate, come_to_rest
from tests.support.clock import HandClock
from tests.support.seen_pages import cut_texts, is_wider_than_shown, texts_of, unnamed
from tests.support.window import PASSWORD, Window


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    made = Window(qapp, tmp_path / "store", World(HandClock()))
    made.set_up("herfa")
    yield made
    made.close()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def key(window: Window, code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), code, modifier)
    window.settle()


def put(window: Window, text: str) -> None:
    """Arabic has no keys here: the text comes as from the clerk's keyboard."""
    field = focused()
    assert isinstance(field, QLineEdit)
    field.insert(text)
    field.textEdited.emit(text)
    window.settle()


def go(window: Window) -> ReceptionView:
    page = window.desk.show_page("reception")
    assert isinstance(page, ReceptionView)
    activate(window.desk)
    window.settle()
    return page


def register(window: Window, name: str, number: str = "") -> ReceptionView:
    page = go(window)
    key(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    put(window, name)
    if number:
        form = page.form
        assert form is not None
        form.focus_field("id_number")
        QTest.keyClicks(focused(), number)
    key(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    return page


def count(window: Window) -> int:
    counter = window.desk.show_page("counter")
    window.settle()
    return sum(tile.count for tile in counter.findChildren(TallyKey))


def test_somebody_new_is_registered_received_and_counted_once(window: Window) -> None:
    page = register(window, "نورة بنت سالم الواحي")
    state = page.presenter.state
    assert state is not None
    assert state.name == "نورة بنت سالم الواحي"
    key(window, Qt.Key.Key_3)  # a service of the office
    key(window, Qt.Key.Key_Return)
    assert page.presenter.state is None
    assert focused() is page.finder.search
    assert count(window) == 1


def test_whoever_comes_with_a_question_is_led_to_the_enquiries_with_his_name_and_visit(window: Window) -> None:
    page = register(window, "نورة بنت سالم الواحي")
    key(window, Qt.Key.Key_2)  # an enquiry
    page.panel.note.setFocus()
    QTest.keyClicks(page.panel.note, "when is it open")
    key(window, Qt.Key.Key_Return)
    asked = window.desk.current
    assert isinstance(asked, EnquiriesView)
    assert asked.entry.subject.text() == "when is it open"
    assert focused() is asked.entry.answer
    QTest.keyClicks(asked.entry.answer, "every day")
    asked.entry.source.setCurrentIndex(1)
    key(window, Qt.Key.Key_Return)
    asked.show_part("recent")
    window.settle()
    [row] = asked.rows
    assert "نورة بنت سالم الواحي" in row.row.detail
    assert count(window) == 1


def test_three_letters_and_enter_bring_who_is_known_and_a_request_begins_its_interview(window: Window) -> None:
    page = register(window, "نورة بنت سالم الواحي")
    key(window, Qt.Key.Key_Escape)
    put(window, "نور")
    key(window, Qt.Key.Key_Return)
    assert page.presenter.state is not None
    key(window, Qt.Key.Key_1)
    key(window, Qt.Key.Key_Return)
    window.wait_until(lambda: isinstance(window.desk.current, InterviewView))
    assert count(window) == 1


def test_whoever_complains_is_heard_at_once_and_goes_with_a_receipt(window: Window) -> None:
    """Two steps by keys: who it is, and that he complains. Nothing is proven or signed before he may go."""
    page = register(window, "نورة بنت سالم الواحي")
    key(window, Qt.Key.Key_8)
    assert page.panel.keep.accessibleName() == "سجّل واكتب شكواه (Ctrl+S)"
    key(window, Qt.Key.Key_Return)
    window.wait_until(lambda: isinstance(window.desk.current, InterviewView))
    held = window.desk.current
    assert isinstance(held, InterviewView)
    assert held.opened.session.form.id == "shared/complaint"
    window.answer_all(COMPLAINT)
    held.presenter.finish()
    window.wait_until(lambda: isinstance(window.desk.current, DeparturePage))
    window.settle()
    leaving = window.desk.current
    assert isinstance(leaving, DeparturePage)
    assert leaving.presenter.missing == ()
    assert "أعطه إشعارًا برقم شكواه" in texts_of(leaving)
    assert "نموذج الطلب" not in texts_of(leaving)
    assert (unnamed(leaving), cut_texts(leaving), is_wider_than_shown(leaving)) == ([], [], False)
    QTest.keyClick(leaving, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    window.wait_until(lambda: isinstance(window.desk.current, PaperPage))
    window.settle()
    assert "إشعار استلام شكوى" in texts_of(window.desk.current)
    QTest.keyClick(window.desk.current, Qt.Key.Key_Escape)
    window.wait_until(lambda: isinstance(window.desk.current, DeparturePage))
    window.settle()
    QTest.keyClick(window.desk.current, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.wait_until(lambda: not isinstance(window.desk.current, DeparturePage))
    assert count(window) == 1


def test_a_scanned_card_opens_its_owner_and_an_unknown_one_begins_a_file(window: Window) -> None:
    page = register(window, "نورة بنت سالم الواحي", "1000000008")
    key(window, Qt.Key.Key_Escape)
    QTest.keyClicks(page.finder.search, "1000000008")
    QTest.keyClick(page.finder.search, Qt.Key.Key_Return)
    window.settle()
    assert page.presenter.state is not None
    assert page.presenter.state.caller.person.id_number == "1000000008"
    key(window, Qt.Key.Key_Escape)
    page.finder.search.clear()
    QTest.keyClicks(page.finder.search, "2000000006")
    QTest.keyClick(page.finder.search, Qt.Key.Key_Return)
    window.settle()
    form = page.form
    assert form is not None
    field = form.editor("id_number")
    assert isinstance(field, QLineEdit)
    assert field.text() == "2000000006"


def test_whom_the_counter_has_just_counted_is_not_counted_again(window: Window) -> None:
    page = register(window, "نورة بنت سالم الواحي")
    key(window, Qt.Key.Key_Escape)
    counter = window.desk.show_page("counter")
    window.settle()
    QTest.keyClick(counter, Qt.Key.Key_3)
    window.settle()
    QTest.keyClick(counter, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert window.desk.current is page
    put(window, "نورة")
    key(window, Qt.Key.Key_Return)
    key(window, Qt.Key.Key_2)
    key(window, Qt.Key.Key_Return)
    window.press(window.desk, "تراجع")
    assert count(window) == 1


def test_a_reception_is_taken_back(window: Window) -> None:
    register(window, "نورة بنت سالم الواحي")
    key(window, Qt.Key.Key_2)
    key(window, Qt.Key.Key_Return)
    window.press(window.desk, "تراجع")
    assert count(window) == 0


def test_nothing_typed_is_lost_by_leaving_or_behind_the_lock(window: Window) -> None:
    page = register(window, "نورة بنت سالم الواحي")
    key(window, Qt.Key.Key_2)
    page.panel.note.setFocus()
    put(window, "تسأل عن شروط المعرض")
    window.desk.show_page("home")
    window.settle()
    assert go(window) is page
    state = page.presenter.state
    assert state is not None
    assert (state.chosen.purpose, state.chosen.note) == ("enquiry", "تسأل عن شروط المعرض")
    key(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    put(window, "هند بنت فهد الرملي")
    key(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window.sign_in("amina", PASSWORD)
    again = go(window)
    assert again is not page
    assert [item.name for item in again.unsaved.waiting] == ["هند بنت فهد الرملي"]
    kept = again.presenter.state
    assert kept is not None
    assert (kept.name, kept.chosen.note) == ("نورة بنت سالم الواحي", "تسأل عن شروط المعرض")
    key(window, Qt.Key.Key_Return)
    assert count(window) == 1


def test_the_privacy_notice_is_ticked_at_intake_and_not_asked_again(window: Window) -> None:
    page = register(window, "نورة بنت سالم الواحي")
    assert page.presenter.state is not None
    assert not page.presenter.state.caller.has_agreed
    page.panel.agrees.setFocus()
    key(window, Qt.Key.Key_Space)
    key(window, Qt.Key.Key_3)
    key(window, Qt.Key.Key_Return)
    put(window, "نورة")
    key(window, Qt.Key.Key_Return)
    assert page.presenter.state is not None
    assert page.presenter.state.caller.has_agreed


def test_escape_leads_from_the_person_to_the_search_and_out(window: Window) -> None:
    page = register(window, "نورة بنت سالم الواحي")
    key(window, Qt.Key.Key_Escape)
    assert page.presenter.state is None
    assert focused() is page.finder.search
    key(window, Qt.Key.Key_Escape)
    assert window.desk.current is window.desk.find_page("home")


def scan(window: Window, digits: str) -> None:
    """A reader's burst into whatever has the cursor, ten milliseconds a key, then Enter."""
    no_modifier = Qt.KeyboardModifier.NoModifier
    presses = [(Qt.Key(ord(digit)), digit) for digit in digits] + [(Qt.Key.Key_Return, "\r")]
    for number, (code, text) in enumerate(presses):
        press = QKeyEvent(QEvent.Type.KeyPress, code, no_modifier, text)
        press.setTimestamp(90_000 + 10 * number)
        QApplication.sendEvent(focused(), press)
        come_to_rest()
    window.settle()


def at_the_desk(page: ReceptionView) -> str:
    state = page.presenter.state
    return (state.caller.person.id_number or "") if state is not None else ""


def test_a_card_is_scanned_wherever_the_cursor_stands_and_its_digits_do_nothing_else(window: Window) -> None:
    page = register(window, "نورة بنت سالم الواحي", "1000000008")
    key(window, Qt.Key.Key_2)  # an enquiry
    page.panel.note.setFocus()
    put(window, "سأل عن 3 أشياء")
    scan(window, "1000000008")
    state = page.presenter.state
    assert state is not None
    assert at_the_desk(page) == "1000000008"
    assert (state.chosen.purpose, state.chosen.note) == ("enquiry", "سأل عن 3 أشياء")
    page.panel.take_focus()
    scan(window, "2000000006")
    form = page.form
    assert form is not None, "an unknown card begins a file"
    form.focus_field("name")
    put(window, "سعد الحربي")
    scan(window, "1000000008")
    assert at_the_desk(page) == "1000000008"
    again = page.presenter.state
    assert again is not None
    assert again.chosen.purpose == "enquiry"
    assert count(window) == 0


def test_a_form_chosen_in_the_search_begins_with_whoever_is_received_next(window: Window) -> None:
    page = register(window, "نورة بنت سالم الواحي")
    key(window, Qt.Key.Key_Escape)
    window.desk.show_page("home")
    window.desk.search.form_asked.emit("herfa/support-request", "طلب دعم حرفي")
    window.settle()
    assert window.desk.current is page
    put(window, "نور")
    key(window, Qt.Key.Key_Return)
    state = page.presenter.state
    assert state is not None
    assert (state.chosen.purpose, state.chosen.form) == ("request", "herfa/support-request")
    key(window, Qt.Key.Key_Return)
    window.wait_until(lambda: isinstance(window.desk.current, InterviewView))
    assert count(window) == 1


def test_who_comes_back_about_something_is_led_to_his_file(window: Window) -> None:
    page = register(window, "نورة بنت سالم الواحي")
    key(window, Qt.Key.Key_4)  # follows up a request
    assert page.panel.keep.text().strip() == "سجّل وافتح ملفه"
    key(window, Qt.Key.Key_Return)
    assert isinstance(window.desk.current, PeopleView)
    assert count(window) == 1


def test_each_purpose_asks_for_the_words_it_needs(window: Window) -> None:
    page = register(window, "نورة بنت سالم الواحي")
    key(window, Qt.Key.Key_7)
    assert page.panel.note.accessibleName() == "من يقابل؟"
    key(window, Qt.Key.Key_8)  # what he complains about is written in its form
    assert page.panel.note.accessibleName() == "ملاحظة"
    key(window, Qt.Key.Key_3)
    assert page.panel.note.accessibleName() == "أي خدمة؟"
    key(window, Qt.Key.Key_5)
    assert page.panel.note.accessibleName() == "ملاحظة"
