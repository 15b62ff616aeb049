"""The list before leaving in the real window under two policies whose documents and referrals differ, by keys."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from desktop.ui.pages.departure.document_form import DocumentForm
from desktop.ui.pages.departure.view import DeparturePage
from desktop.ui.pages.paper.view import PaperPage
from desktop.usecases.fill_demonstration import (
    DEMO_PASSWORD,
    DEMO_USER,
    demonstration_office,
    fill_demonstration,
)
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.open_desk import World, create_desk
from domain.leave_gate import ATTESTATION, DOCUMENTS, REQUEST
from tests.support.at_rest import activate
from tests.support.clock import HandClock
from tests.support.seen_pages import texts_of
from tests.support.window import Window

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Case:
    """The one case of an office that was kept incomplete, on the list before leaving."""

    def __init__(self, app: QApplication, folder: Path, profile: str) -> None:
        world = World(HandClock())
        opened = create_desk(folder, demonstration_office(profile), world=world)
        fill_demonstration(opened.desk, days=1, persons=2, random=Random(3))
        case = next(line for line in list_interviews(opened.desk) if line.kept)
        opened.desk.store.close()
        self.window = Window(app, folder, world)
        self.window.sign_in(DEMO_USER, DEMO_PASSWORD)
        self.window.desk.ways.open_departure(case.id)
        self.window.wait_until(lambda: isinstance(self.window.desk.current, DeparturePage))
        self.window.settle()
        activate(self.window.desk)

    @property
    def page(self) -> DeparturePage:
        page = self.window.desk.current
        assert isinstance(page, DeparturePage)
        return page

    @property
    def kinds(self) -> list[str]:
        return [one.kind for one in self.page.presenter.missing]

    def key(self, code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.focused, code, modifier)
        self.window.settle()

    def jump_to(self, kind: str, target: str = "") -> None:
        """Alt and the number of its line."""
        place = next(
            place
            for place, one in enumerate(self.page.presenter.missing)
            if (one.kind, one.target if target else "") == (kind, target)
        )
        self.key(Qt.Key(Qt.Key.Key_1 + place), ALT)

    def choose_request(self, words: str) -> None:
        self.jump_to(REQUEST)
        while words not in self.window.focused.accessibleName():
            self.key(Qt.Key.Key_Right)
        self.key(Qt.Key.Key_Space)

    def check(self, document: str, *, number: str = "", expires: str = "") -> None:
        self.jump_to(DOCUMENTS, document)
        form = self.form
        if not form.seen.isChecked():
            self.key(Qt.Key.Key_Space)
        _type(form.number, number)
        _type(form.expires, expires)
        form.verdict.focus()
        self.key(Qt.Key.Key_Space)
        self.key(Qt.Key.Key_S, CONTROL)

    @property
    def form(self) -> DocumentForm:
        form = self.page.documents.form
        assert form is not None
        return form

    def recorded(self, name: str) -> str:
        facts = (fact for line in self.page.presenter.documents for fact in line.facts)
        return next(fact.value for fact in facts if fact.name == name)


def _type(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, text)


@pytest.fixture
def case(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Case]:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    made = Case(qapp, tmp_path / "store", request.param)
    yield made
    made.window.close()


@pytest.mark.parametrize("case", ["twaim"], indirect=True)
def test_twaim_lets_nobody_go_incomplete_without_a_reason_and_refers_to_nobody(case: Case) -> None:
    page = case.page
    assert not page.referral.isVisibleTo(page)
    case.choose_request("طلب خدمة")
    assert [line.id for line in page.presenter.documents] == ["identity"]
    page.keep.note.setFocus()
    case.key(Qt.Key.Key_Return)
    assert page.keep.field.has_error
    case.check("identity", number=case.recorded("id_number"), expires="1/1/1440")
    assert "انتهت صلاحية" in texts_of(page)
    assert not page.next.isEnabled()
    case.check("identity", number=case.recorded("id_number"), expires="1/1/1460")
    assert DOCUMENTS not in case.kinds
    case.jump_to(ATTESTATION)
    case.window.wait_until(lambda: isinstance(case.window.desk.current, PaperPage))


@pytest.mark.parametrize("case", ["dumat-al-jandal-beekeepers"], indirect=True)
def test_beekeepers_match_the_membership_and_may_ask_the_officer_in_three_ways(case: Case) -> None:
    page = case.page
    case.choose_request("خدمة")
    assert [line.id for line in page.presenter.documents] == ["identity", "membership_proof"]
    case.check("membership_proof", number="99999")
    assert "غير المسجّل" in texts_of(page)
    case.check("membership_proof", number=case.recorded("member_number"))
    assert [one.target for one in page.presenter.missing if one.kind == DOCUMENTS] == ["identity"]
    page.referral.question.setFocus()
    page.referral.question.insert("هل تكفي صورة البطاقة؟")
    case.key(Qt.Key.Key_Return)
    assert len(page.referral.means.findChildren(QPushButton)) == 3
    (form,) = page.referral.forms.values()
    case.jump_to("referral")
    assert case.window.focused is form.answer
    form.answer.insert("لا، الأصل")
    case.key(Qt.Key.Key_Return)
    assert case.window.focused is form.officer
    form.officer.insert("أ. هدى")
    case.key(Qt.Key.Key_Return)
    case.jump_to("referral")
    case.key(Qt.Key.Key_Space)
    assert "referral" not in case.kinds
