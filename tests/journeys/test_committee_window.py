"""Requests in the real window, with the keyboard alone: a session opened, decided, ended; the answer, the service."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.ui.pages.committee.view import CommitteeView
from desktop.ui.pages.paper.view import PaperPage
from desktop.ui.pages.request.view import RequestView
from desktop.ui.pages.requests.view import RequestsView
from desktop.usecases.hold_committee import open_committee
from domain.committee import SessionDraft
from domain.person import PersonDraft
from tests.support.at_rest import activate
from tests.support.decided import MEMBERS, handed_in, seated, with_roles
from tests.support.keyboard import ALT, CTRL, Keyboard
from tests.support.laptop import ADMIN, PASSWORD, Laptop
from tests.support.window import Window

KEY = Qt.Key
OTHER = PersonDraft(name="سعد الواحي", id_number="1000000016", mobile="0512345679", born="14/8/1407")


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    """Two requests that somebody else took wait; who sits down is the secretary. A session was held before."""
    laptop = Laptop(tmp_path / "store")
    with laptop.at_work() as desk:
        clerk = seated(desk, "clerk", "clerk")
        for draft in (PersonDraft(name="نورة الواحي", mobile="0512345678"), OTHER):
            handed_in(clerk, draft)
        secretary = with_roles(desk, "administrator", "secretary")
        open_committee(secretary, SessionDraft("1", desk.today()), MEMBERS)
        session = desk.store.sessions.find("1")
        assert session is not None
        with desk.store.work("committee.cancel", desk.user.id) as work:
            work.operations.put(desk.store.seen("sessions", session.id), {"state": "cancelled"}, subject=None)
    made = Window(qapp, laptop.folder, laptop.world)
    made.sign_in(ADMIN, PASSWORD)
    yield made
    made.close()


def current(window: Window, kind: type[object]) -> object:
    window.settle()
    assert isinstance(window.desk.current, kind), type(window.desk.current)
    return window.desk.current


def test_a_session_is_opened_decided_and_ended_and_the_person_told_with_the_keyboard_alone(office: Window) -> None:
    keys = Keyboard(office)
    activate(office.desk)
    page = office.desk.show_page("requests")
    assert isinstance(page, RequestsView)
    office.settle()
    assert [row.row.name for row in page.rows] == ["نورة الواحي", "سعد الواحي"]
    keys.press(KEY.Key_N, CTRL)
    session = current(office, CommitteeView)
    assert isinstance(session, CommitteeView)
    assert session.opening.number.text() == "2"
    assert len(session.opening.checks) == 2
    keys.press(KEY.Key_Return, CTRL)
    assert [check.text().split("،")[0] for check in session.members.checks.values()] == [one.name for one in MEMBERS]

    # The first is accepted with one key; the second refused, which needs its reason.
    form = session.agenda.form
    assert form is not None
    assert form.line.person_name == "نورة الواحي"
    keys.press(KEY.Key_Return, CTRL)
    form = session.agenda.form
    assert form is not None
    assert form.line.person_name == "سعد الواحي"
    keys.press(KEY.Key_2, ALT)
    assert keys.focused is form.reason
    keys.press(KEY.Key_Return)
    assert form.fields["reason"].has_error
    keys.write("الدخل فوق الحد")
    keys.press(KEY.Key_Return)
    assert [row.line.outcome for row in session.agenda.rows] == ["accepted", "rejected"]

    # The session ends in its minutes; they are closed and the page is there again.
    keys.press(KEY.Key_Return, CTRL)
    paper = current(office, PaperPage)
    assert isinstance(paper, PaperPage)
    keys.press(KEY.Key_Escape)
    session = current(office, CommitteeView)
    assert isinstance(session, CommitteeView)
    keys.press(KEY.Key_Return, CTRL)
    assert session.presenter.page is not None
    assert session.presenter.page.session.state == "signed"

    keys.press(KEY.Key_Left, ALT)
    page = office.desk.show_page("requests")
    assert isinstance(page, RequestsView)
    office.settle()
    keys.press(KEY.Key_Down)
    keys.press(KEY.Key_Return)
    request = current(office, RequestView)
    assert isinstance(request, RequestView)
    assert request.path.lines[-4:] == ["قُبل", "أُبلغ بالجواب", "قُدّمت الخدمة", "أُغلق"]
    keys.press(KEY.Key_Return)
    reply = request.next.form
    assert reply is not None
    assert reply.fields["reached"].has_error
    keys.write("0512345678، أجابت بنفسها")
    keys.press(KEY.Key_Return)
    keys.write("سلة غذائية")
    keys.press(KEY.Key_Return)
    assert request.presenter.page is not None
    assert request.presenter.page.line.stage == "served"
    # Who decided does not close: said beside the field that asks why.
    keys.press(KEY.Key_Return, CTRL)
    assert request.presenter.page.line.stage == "served"
    closing = request.next.form
    assert closing is not None
    assert closing.fields["override"].has_error
