"""The ways to reach a person are noted, preferred and taken away in his file, with the keyboard alone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.unit_of_work import Seen
from desktop.ui.pages.people.view import PeopleView
from desktop.usecases.keep_contacts import HeldContact
from desktop.usecases.keep_person import PersonPage
from domain.contact import Contact, ContactDraft, refuse_twice
from domain.sync.changes import Changes
from tests.support.fake_desk import NOURA, FullDesk
from tests.support.fake_front import actions_of, desk_info
from tests.support.seen_pages import HandLanes, Stage, button_named, cut_texts, texts_of, type_letter, unnamed

NOTED = Changes(frozenset({"contacts"}), (NOURA.id,))


class ContactDesk(FullDesk):
    """Keeps contacts as the store would."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.contacts: list[HeldContact] = []
        self.removed: list[tuple[HeldContact, str]] = []

    def show_person(self, person: str) -> PersonPage:
        return replace(super().show_person(person), contacts=tuple(self.contacts))

    def add_contact(self, person: str, draft: ContactDraft, is_preferred: bool) -> Changes:
        reach = draft.check()
        refuse_twice(reach, [one.contact for one in self.contacts])
        id = f"c-{len(self.contacts)}"
        made = Contact(id, person, reach, draft.is_for_notices, "", "2026-11-21T09:00+03:00", "u-sara")
        self.contacts.append(HeldContact(made, Seen("contacts", id, None), is_preferred, "سارة"))
        return NOTED

    def edit_contact(self, held: HeldContact, draft: ContactDraft, is_preferred: bool) -> Changes:
        place = self.contacts.index(held)
        if is_preferred:
            self.contacts = [replace(one, is_preferred=False) for one in self.contacts]
        contact = replace(held.contact, reach=draft.check(), is_for_notices=draft.is_for_notices)
        self.contacts[place] = replace(held, contact=contact, is_preferred=is_preferred)
        return NOTED

    def remove_contact(self, held: HeldContact, reason: str) -> Changes:
        self.contacts.remove(held)
        self.removed.append((held, reason))
        return NOTED

    def bring_back_contact(self, contact: str) -> Changes:
        self.contacts += [held for held, _ in self.removed if held.contact.id == contact]
        return NOTED


class File:
    def __init__(self, stage: Stage, *, width: int = 1192, **person: str | None) -> None:
        noura = replace(NOURA, **person)  # type: ignore[arg-type]
        self.desk, self.lanes = ContactDesk(people=[noura]), HandLanes()
        self.undos: list[object] = []
        self.view = PeopleView(actions_of(self.desk), self.lanes, desk_info())
        self.view.dropped.connect(self._hear)
        self.view.changed.connect(self.view.apply_changes)
        stage.show(self.view, width=width)
        self._stage = stage
        self.view.open_person(NOURA.id)
        self.run()
        self.card = self.view.cards.contacts

    def run(self) -> None:
        self.lanes.run()
        self._stage.settle()

    def _hear(self, _: str, undo: object) -> None:
        self.undos.append(undo)

    def press(self, name: str) -> None:
        button_named(self.card, name).setFocus()
        self.key(Qt.Key.Key_Return)

    def key(self, key: Qt.Key) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)
        self.run()

    def type(self, text: str) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        for letter in text:
            type_letter(widget, letter)


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    made = Stage(qapp)
    yield made
    made.clear()


def test_with_none_the_card_says_what_to_do_and_begins_with_the_mobile_of_the_file(stage: Stage) -> None:
    file = File(stage)
    assert "لا وسيلة مسجّلة بعد" in texts_of(file.card)
    file.press("إضافة وسيلة")
    editor = file.card.editor
    assert (editor.address.text(), editor.preferred.isChecked()) == ("051 234 5678", True)
    assert editor.address.hasFocus()
    file.key(Qt.Key.Key_Return)
    (held,) = file.desk.contacts
    assert (held.contact.reach.address, held.is_preferred) == (NOURA.mobile, True)
    assert "المفضلة" in texts_of(file.card)
    assert file.card.start.hasFocus()


def test_what_is_wrong_stands_beside_its_field_and_goes_once_it_is_right(stage: Stage) -> None:
    file = File(stage, mobile=None)
    file.press("إضافة وسيلة")
    file.type("05")
    file.key(Qt.Key.Key_Return)
    assert file.desk.contacts == []
    assert "ناقص" in texts_of(file.card.editor)
    file.type("12345678")
    assert "ناقص" not in texts_of(file.card.editor)
    assert "مكتوبة كما ينبغي" in texts_of(file.card.editor)


def test_a_relatives_number_asks_who_answers(stage: Stage) -> None:
    file = File(stage, mobile=None)
    file.press("إضافة وسيلة")
    assert not file.card.editor.whose.isVisible()
    file.press("النوع: رقم قريب")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    file.card.editor.address.setFocus()
    file.type("0501234567")
    file.card.editor.whose.setFocus()
    file.type("أخوها سعد")
    file.key(Qt.Key.Key_Return)
    (held,) = file.desk.contacts
    assert (held.contact.reach.kind, held.contact.reach.whose) == ("relative", "أخوها سعد")


def test_another_is_preferred_and_one_taken_away_comes_back(stage: Stage) -> None:
    file = File(stage)
    file.desk.add_contact(NOURA.id, ContactDraft("mobile", "0501234567"), True)
    file.desk.add_contact(NOURA.id, ContactDraft("email", "n@example.com", is_for_notices=True), False)
    file.view.apply_changes(NOTED)
    file.run()
    assert "وافق على الإشعارات بها" in texts_of(file.card)
    file.press("هي المفضلة: بريد إلكتروني")
    assert [held.is_preferred for held in file.desk.contacts] == [False, True]
    file.press("حذف: جوال")
    assert file.card.reason.hasFocus()
    file.type("لم يعد لها")
    file.key(Qt.Key.Key_Return)
    assert [reason for _, reason in file.desk.removed] == ["لم يعد لها"]
    (undo,) = file.undos
    undo()  # type: ignore[operator]
    file.run()
    assert "050 123 4567" in texts_of(file.card).translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))


def test_escape_leaves_the_form_and_the_file_stays(stage: Stage) -> None:
    file = File(stage)
    file.press("إضافة وسيلة")
    file.key(Qt.Key.Key_Escape)
    assert not file.card.editor.isVisible()
    assert file.view.file.isVisible()
    assert file.card.start.hasFocus()


def test_escape_leaves_what_is_begun_in_any_card_below_the_file(stage: Stage) -> None:
    file = File(stage)
    file.card = file.view.cards.same  # type: ignore[assignment]
    file.press("هو نفسه صاحب ملف آخر")
    assert file.view.cards.same.search.hasFocus()
    file.key(Qt.Key.Key_Escape)
    assert not file.view.cards.same.search.isVisible()
    file.card = file.view.cards.erasure  # type: ignore[assignment]
    file.press("محو بيانات هذا الشخص")
    assert file.view.cards.erasure.reason.hasFocus()
    file.key(Qt.Key.Key_Escape)
    assert not file.view.cards.erasure.reason.isVisible()


@pytest.mark.parametrize("width", [1192, 760])
def test_the_card_cuts_no_word_and_hides_no_name(stage: Stage, width: int) -> None:
    file = File(stage, width=width)
    file.desk.add_contact(NOURA.id, ContactDraft("relative", "0501234567", "أخوها عبدالرحمن الأكبر"), True)
    file.view.apply_changes(NOTED)
    file.run()
    file.press("تعديل")
    assert cut_texts(file.card) == []
    assert unnamed(file.card) == []
