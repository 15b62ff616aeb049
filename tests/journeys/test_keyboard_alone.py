"""A clerk without a mouse serves a person of each association: from the reception to the paper that he signs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.pages.departure.document_card import DocumentForm
from desktop.ui.pages.departure.view import DeparturePage
from desktop.ui.pages.interview.view import InterviewView
from desktop.ui.pages.paper.view import PaperPage
from desktop.ui.pages.procedure.view import ProcedurePage, title_of_procedure
from desktop.ui.pages.reception.view import ReceptionView
from desktop.usecases.load_profile import load_profile, profile_ids
from desktop.usecases.open_desk import World
from domain.leave_gate import ATTESTATION, DOCUMENTS
from resources import shelf
from tests.support.at_rest import activate
from tests.support.clock import HandClock
from tests.support.keyboard import ALT, CTRL, Keyboard
from tests.support.seen_pages import texts_of
from tests.support.window import Window

NAME = "نورة بنت سالم الواحي"
MOST_JUMPS = 20
P = TypeVar("P", bound=QWidget)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    made = Window(qapp, tmp_path / "store", World(HandClock()))
    yield made
    made.close()


@pytest.mark.parametrize("profile", profile_ids())
def test_a_person_is_served_from_the_reception_to_the_signed_paper(window: Window, profile: str) -> None:
    window.set_up(profile)
    activate(window.desk)
    keyboard = Keyboard(window)
    _receive(window, keyboard)
    _interview(window, keyboard, json.loads(shelf.read_text(f"demonstration/answers/{profile}.json")))
    _settle_what_is_missing(window, keyboard)
    _sign(window, keyboard, profile)
    last = _page(window, DeparturePage)
    assert last.presenter.missing == ()
    keyboard.press(Qt.Key.Key_Return, CTRL)
    assert window.desk.current is not last


def _page(window: Window, kind: type[P]) -> P:
    window.wait_until(lambda: isinstance(window.desk.current, kind))
    window.settle()
    page = window.desk.current
    assert isinstance(page, kind)
    return page


def _receive(window: Window, keyboard: Keyboard) -> None:
    """Registered because he is new, and come for a request: that begins its interview."""
    keyboard.press(Qt.Key.Key_3, CTRL)
    page = _page(window, ReceptionView)
    keyboard.press(Qt.Key.Key_N, CTRL)
    keyboard.write(NAME)
    form = page.form
    assert form is not None
    for field, text in (("id_number", "1000000008"), ("mobile", "0500000012"), ("born", "14/8/1407")):
        editor = form.editor(field)
        keyboard.tab_to(lambda widget, editor=editor: widget is editor)
        keyboard.write_digits(text)
    keyboard.press(Qt.Key.Key_S, CTRL)
    keyboard.press(Qt.Key.Key_1)
    keyboard.press(Qt.Key.Key_Return)


def _interview(window: Window, keyboard: Keyboard, answers: dict[str, object]) -> None:
    page = _page(window, InterviewView)
    keyboard.answer_all(page, answers)
    assert page.opened.session.problems() == ()
    keyboard.press(Qt.Key.Key_Return, CTRL)
    if page.record.checks:
        # What the answers put into the person's file is seen first; nothing is declined.
        assert keyboard.focused in page.record.stops()
        keyboard.press(Qt.Key.Key_Return, CTRL)


def _settle_what_is_missing(window: Window, keyboard: Keyboard) -> None:
    page = _page(window, DeparturePage)
    for _ in range(MOST_JUMPS):
        kinds = [one.kind for one in page.presenter.missing]
        if kinds[:1] in ([ATTESTATION], []):
            break
        keyboard.press(Qt.Key.Key_1, ALT)
        if kinds[0] == DOCUMENTS:
            _check_document(page, keyboard)
        else:
            keyboard.press(Qt.Key.Key_Space)
    keyboard.press(Qt.Key.Key_Return, CTRL)


def _check_document(page: DeparturePage, keyboard: Keyboard) -> None:
    form = page.documents.form
    assert isinstance(form, DocumentForm)
    wanted = {line.id: line for line in page.presenter.documents}[form.typed().document]
    known = {fact.name: fact.value for fact in wanted.facts}
    keyboard.press(Qt.Key.Key_Space)  # the original was seen
    for editor, text in ((form.number, known.get(wanted.wanted.number or "", "7001")), (form.expires, "1/1/1450")):
        keyboard.tab_to(lambda widget, editor=editor: widget is editor)
        keyboard.write_digits(text)
    keyboard.tab_to(lambda widget: form.verdict.isAncestorOf(widget))
    keyboard.press(Qt.Key.Key_Space)
    keyboard.press(Qt.Key.Key_S, CTRL)


def _sign(window: Window, keyboard: Keyboard, profile: str) -> None:
    sheet = _page(window, PaperPage)
    assert len(pypdfium2.PdfDocument(sheet.pdf)) == sheet.count_shown()
    known = load_profile(profile)
    keyboard.tab_to_name(f"وقّع {known.person.definite.ar} على الورق")
    keyboard.press(Qt.Key.Key_Space)
    assert sheet.state == "signed"
    keyboard.tab_to_name(title_of_procedure(known))
    keyboard.press(Qt.Key.Key_Space)
    told = _page(window, ProcedurePage)
    window.wait_until(lambda: known.steps[-1].text.ar in texts_of(told))
    assert "متى يأتي الجواب" in texts_of(told)
    keyboard.press(Qt.Key.Key_Escape)
    assert window.desk.current is sheet
    keyboard.press(Qt.Key.Key_Escape)
