"""An administrator erases a person from his file in the real window, with a real head office."""

import pytest

from desktop.ui.pages.people.view import PeopleView
from desktop.usecases.keep_person import register_person
from domain.person import PersonDraft
from tests.support.hub_process import HubProcess
from tests.support.seen_pages import cut_texts, texts_of, unnamed
from tests.support.window import Window

NAME = "رقية الواحي"

pytestmark = pytest.mark.usefixtures("rounds_only_when_asked")


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


def test_a_person_is_erased_from_his_file_and_leaves_the_screen_when_head_office_has_done_it(
    window: Window, hub: HubProcess
) -> None:
    window.set_up("herfa")
    front = window.entrance.front
    lanes = window.application.lanes
    code = str(hub.ask("code", "--office", "RYD1")["code"])
    lanes.network.ask(lambda: front.enrol(lanes.store.call, hub.url, code))
    made: list[str] = []
    lanes.store.ask(
        lambda: register_person(front.desk(), PersonDraft(name=NAME)), then=lambda done: made.append(done.person.id)
    )
    window.settle()
    page = window.desk.show_page("persons")
    assert isinstance(page, PeopleView)
    page.open_person(made[0])
    window.settle()
    window.press(page, "محو بيانات هذا الشخص…")
    card = page.cards.erasure
    assert "في المركز الرئيس وفي كل الأجهزة" in texts_of(card)
    assert unnamed(card) == []
    assert cut_texts(card) == []
    window.press(page, "محو البيانات نهائيًا")
    assert "اكتب رقم هذا الملف كما هو" in texts_of(card)
    assert page.shown_person is not None
    card.number.setText(page.shown_person.number)
    card.reason.setText(f"بطلب {NAME}")
    window.press(page, "محو البيانات نهائيًا")
    assert "في السبب كلمة من اسم الشخص" in texts_of(card)
    card.reason.setText("بطلب صاحبة البيانات")
    window.press(page, "محو البيانات نهائيًا")
    assert "سُجّل طلب المحو" in texts_of(card)
    assert NAME in texts_of(page)
    window.desk.sync_requested.emit()
    window.settle()
    assert NAME not in texts_of(page)
    assert page.shown_person is None
