"""A whole day in the real window: first run, counting, a person, an interview, the paper, signing, locking."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.ui.kit.tally_key import TallyKey
from desktop.ui.pages.interview.view import InterviewView
from desktop.ui.pages.paper.view import PaperPage
from desktop.ui.pages.people.form import PersonForm
from desktop.ui.pages.people.view import PeopleView
from desktop.ui.pages.sign_in.view import SignInPage
from desktop.ui.printing import make_printer, print_pdf
from desktop.usecases.open_desk import World
from resources import shelf
from tests.support.at_rest import activate
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


def type_line(form: PersonForm, field: str, text: str) -> None:
    """Arabic has no keys here: the text comes as from the clerk's keyboard."""
    editor = form.editor(field)
    assert isinstance(editor, QLineEdit)
    editor.insert(text)
    editor.textEdited.emit(text)


def register(window: Window, name: str) -> str:
    """Types a person into the form; returns his id."""
    page = window.desk.show_page("persons")
    assert isinstance(page, PeopleView)
    activate(window.desk)
    window.settle()
    window.press(page, "تسجيل جديد (Ctrl+N)")
    form = page.form
    assert form is not None
    type_line(form, "name", name)
    for field, text in (("id_number", "1000000008"), ("mobile", "0500000012"), ("born", "14/8/1407")):
        QTest.keyClicks(form.editor(field), text)
    QTest.keyClick(form.editor("born"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert page.form is None
    shown = page.shown_person
    assert shown is not None
    assert shown.name == name
    return shown.id


def test_fast_presses_are_all_counted_and_one_is_taken_back(window: Window) -> None:
    window.set_up("herfa")
    counter = window.desk.show_page("counter")
    window.settle()
    for _ in range(20):
        QTest.keyClick(counter, Qt.Key.Key_2)
    tiles = counter.findChildren(TallyKey)
    assert sum(tile.count for tile in tiles) == 20
    window.settle()
    QTest.keyClick(counter, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert sum(tile.count for tile in tiles) == 19


def test_what_was_typed_is_there_after_a_kill(qapp: QApplication, tmp_path: Path) -> None:
    clock = HandClock()
    first = Window(qapp, tmp_path / "store", World(clock))
    first.set_up("twaim")
    person = register(first, "سعد بن فهد الرملي")
    first.desk.ways.begin_interview(person, "twaim/service-request")
    first.wait_until(lambda: isinstance(first.desk.current, InterviewView))
    page = first.desk.current
    assert isinstance(page, InterviewView)
    answers = json.loads(shelf.read_text("demonstration/answers/twaim.json"))
    first.answer_all(answers)
    typed, interview = page.opened.session.to_answers(), page.opened.id
    first.settle()
    first.close()  # nothing is left or finished: the draft alone is there
    second = Window(qapp, tmp_path / "store", World(clock))
    second.sign_in("amina", PASSWORD)
    second.desk.ways.resume_interview(interview)
    second.wait_until(lambda: isinstance(second.desk.current, InterviewView))
    again = second.desk.current
    assert isinstance(again, InterviewView)
    assert again.opened.session.to_answers() == typed
    second.close()


def test_locking_closes_the_store_and_a_wrong_password_is_said_beside_the_field(window: Window) -> None:
    window.set_up("alqarinah")
    window.press(window.desk, "قفل أو تبديل المستخدم (Ctrl+L)")
    window.wait_until(lambda: isinstance(window.door, SignInPage))
    window.sign_in("amina", "ليست هي كلمة السر")
    page = window.door
    assert isinstance(page, SignInPage)
    assert page.problem_shown()
    window.sign_in("amina", PASSWORD)
    assert window.desk.isVisible()


def test_a_form_that_was_not_saved_waits_behind_the_lock(window: Window) -> None:
    window.set_up("herfa")
    page = window.desk.show_page("persons")
    assert isinstance(page, PeopleView)
    window.settle()
    window.press(page, "تسجيل جديد (Ctrl+N)")
    assert page.form is not None
    type_line(page.form, "name", "نورة بنت سالم الواحي")
    window.press(window.desk, "قفل أو تبديل المستخدم (Ctrl+L)")
    window.wait_until(lambda: isinstance(window.door, SignInPage))
    window.sign_in("amina", PASSWORD)
    again = window.desk.show_page("persons")
    assert isinstance(again, PeopleView)
    window.settle()
    window.press(again, "متابعة تسجيل نورة بنت سالم الواحي")
    assert again.form is not None
    name = again.form.editor("name")
    assert isinstance(name, QLineEdit)
    assert name.text() == "نورة بنت سالم الواحي"


def test_the_recovery_code_opens_the_door_with_a_new_password(window: Window) -> None:
    code = window.set_up("mustaqbaluna")
    window.press(window.desk, "قفل أو تبديل المستخدم (Ctrl+L)")
    window.wait_until(lambda: isinstance(window.door, SignInPage))
    page = window.door
    assert isinstance(page, SignInPage)
    window.press(page, "نسيت كلمة المرور؟")
    assert page.recovery is not None
    page.recovery.user.setText("amina")
    page.recovery.code.setText(code)
    page.recovery.password.setText("كلمة أخرى طويلة")
    window.press(page, "تغيير كلمة المرور والدخول")
    assert window.desk.isVisible()


def test_what_is_printed_is_the_page_at_its_true_size(window: Window, tmp_path: Path) -> None:
    window.set_up("herfa")
    desk = window.desk
    desk.ways.open_day_sheet("2026-11-21")
    window.wait_until(lambda: isinstance(desk.current, PaperPage))
    window.settle()
    sheet = desk.current
    assert isinstance(sheet, PaperPage)
    printed = tmp_path / "printed.pdf"
    pages = window.pages
    count = print_pdf(sheet.pdf, make_printer(to_file=printed), pages)
    document = pypdfium2.PdfDocument(printed)
    assert len(document) == count
    width, height = document[0].get_size()
    assert width == pytest.approx(595.28, rel=0.003)
    assert height == pytest.approx(841.89, rel=0.003)
    source, copy = (_ink_box(partial(pages.render_page, pdf, 0, 1.0)) for pdf in (sheet.pdf, printed.read_bytes()))
    assert copy == pytest.approx(source, abs=2.0)


def _ink_box(render: "partial[object]") -> tuple[int, int, int, int]:
    """Left, top, right, bottom of everything that is not white, in points."""
    picture = render()
    rows = [picture.bgra[y * picture.stride : y * picture.stride + picture.width * 4] for y in range(picture.height)]  # type: ignore[attr-defined]
    inked = [y for y, row in enumerate(rows) if min(row) < 128]
    columns = [x for x in range(picture.width) if any(row[x * 4] < 128 for row in rows)]  # type: ignore[attr-defined]
    return columns[0], inked[0], columns[-1], inked[-1]
