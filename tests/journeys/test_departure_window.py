"""The list before leaving in the real window, by keys: what is refused stands beside its field, and an incomplete case
comes back on the first page with the reason."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.pages.departure.view import DeparturePage
from desktop.ui.pages.home.rows import WaitingRow
from desktop.ui.pages.interview.view import InterviewView
from desktop.ui.pages.paper.view import PaperPage
from desktop.ui.pages.people.view import PeopleView
from desktop.usecases.open_desk import World
from resources import shelf
from tests.journeys.test_window import register
from tests.support.clock import HandClock
from tests.support.seen_pages import texts_of
from tests.support.window import Window


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Window, DeparturePage]]:
    """A finished interview of herfa, on the list before leaving."""
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    window = Window(qapp, tmp_path / "store", World(HandClock()))
    window.set_up("herfa")
    window.desk.ways.begin_interview(register(window, "نورة بنت سالم الواحي"), "herfa/support-request")
    window.wait_until(lambda: isinstance(window.desk.current, InterviewView))
    window.answer_all(json.loads(shelf.read_text("demonstration/answers/herfa.json")))
    for _ in ("what the answers write into the file is shown first", "then it is finished"):
        window.press(window.desk, "إنهاء المقابلة")
    window.wait_until(lambda: isinstance(window.desk.current, DeparturePage))
    window.settle()
    assert isinstance(window.desk.current, DeparturePage)
    yield window, window.desk.current
    window.close()


def test_an_expired_card_and_an_unreadable_day_are_said_beside_the_document(page: tuple[Window, DeparturePage]) -> None:
    window, shown = page
    shown.presenter.open_document("identity")
    window.settle()
    form = shown.documents.form
    assert form is not None
    QTest.keyClick(form.seen, Qt.Key.Key_Space)
    QTest.keyClicks(form.number, "1000000008")
    QTest.keyClicks(form.expires, "1/13/1448")
    form.verdict.focus()
    QTest.keyClick(window.focused, Qt.Key.Key_Space)
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert form.expires.property("state") == "bad"
    form.expires.clear()
    QTest.keyClicks(form.expires, "1/1/1448")
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert shown.documents.form is None
    assert "انتهت صلاحية" in texts_of(shown)
    assert not shown.next.isEnabled()


def paper_shown(window: Window, pages: int = 0) -> PaperPage:
    """The paper in front, all its pages drawn; `pages` of them where that is known."""
    window.wait_until(lambda: isinstance(window.desk.current, PaperPage))
    paper = window.desk.current
    assert isinstance(paper, PaperPage)
    window.wait_until(lambda: paper.count_shown() >= max(1, pages))
    assert paper.pdf.startswith(b"%PDF")
    return paper


def test_receipt_request_requirements_and_statement_are_a_press_away_and_lead_back(
    page: tuple[Window, DeparturePage],
) -> None:
    window, shown = page
    window.press(shown, "طباعة إشعار الاستلام مباشرة (Ctrl+P)")  # the first one: its printer is chosen on its page
    paper_shown(window, 1).closed.emit()
    window.wait_until(lambda: isinstance(window.desk.current, DeparturePage))
    window.settle()
    assert isinstance(window.desk.current, DeparturePage)
    window.press(window.desk.current, "إشعار الاستلام")
    paper_shown(window, 1).closed.emit()
    window.wait_until(lambda: isinstance(window.desk.current, DeparturePage))
    window.settle()
    assert isinstance(window.desk.current, DeparturePage)
    window.press(window.desk.current, "نموذج الطلب")
    paper_shown(window, 2).closed.emit()
    window.wait_until(lambda: isinstance(window.desk.current, DeparturePage))
    procedure = window.desk.show_page("procedure")
    window.settle()
    for word in ("ورقة المتطلبات: المستندات: طلب دعم", "نموذج فارغ: المستندات: طلب دعم"):
        window.press(procedure, word)
        paper_shown(window).closed.emit()
        window.wait_until(lambda: window.desk.current is procedure)
    people = window.desk.show_page("persons")
    window.settle()
    assert isinstance(people, PeopleView)
    people.statement_requested.emit(shown.presenter.person)
    paper_shown(window, 2).closed.emit()
    window.wait_until(lambda: window.desk.current is people)


def test_a_question_is_asked_answered_and_told_on_the_page(page: tuple[Window, DeparturePage]) -> None:
    window, shown = page
    shown.referral.question.setText("هل تكفي صورة العقد؟")
    window.press(shown, "إحالة السؤال")
    (form,) = shown.referral.forms.values()
    form.answer.setText("لا")
    window.press(shown, "حفظ الجواب")
    assert form.fields["officer"].has_error
    form.officer.setText("أ. هدى")
    window.press(shown, "حفظ الجواب")
    window.press(shown, "أُبلغ بالجواب: هل تكفي صورة العقد؟")
    assert "referral" not in [one.kind for one in shown.presenter.missing]


def test_an_incomplete_case_is_kept_and_comes_back_on_the_first_page(page: tuple[Window, DeparturePage]) -> None:
    window, shown = page
    shown.keep.note.setText("يعود غدًا بسجل الأسرة")
    QTest.keyClick(shown.keep.note, Qt.Key.Key_Return)
    window.settle()
    assert window.desk.current is not shown
    home = window.desk.show_page("home")
    window.settle()
    rows = [row.accessibleName() for row in home.findChildren(WaitingRow)]
    assert any("يعود غدًا بسجل الأسرة" in name for name in rows)
