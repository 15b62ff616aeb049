"""The legal basis of a copy is recorded beside the document it is of, by whoever may, and read by everybody."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.pages.people.view import PeopleView
from desktop.usecases.check_documents import DocumentsPage
from desktop.usecases.keep_person import PersonPage
from desktop.usecases.know_person import HeldDocument
from domain.document import CopyBasis, check_copy
from domain.sync.changes import Changes
from domain.text import Text
from tests.support.fake_desk import NOURA, FullDesk
from tests.support.fake_front import actions_of, desk_info
from tests.support.seen_pages import HandLanes, Stage, button_named, cut_texts, texts_of, type_letter, unnamed

IDENTITY = HeldDocument(
    "d-1",
    Text("بطاقة الهوية", "Identity card"),
    "1000000008",
    None,
    "valid",
    "2026-11-21T09:00+03:00",
    "سارة القحطاني",
    interview="i-1",
    document="identity",
)


class DocumentDesk(FullDesk):
    """Keeps the basis of a copy as the store would."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.held = IDENTITY
        self.roles: tuple[str, ...] = ("supervisor",)

    def show_person(self, person: str) -> PersonPage:
        return replace(super().show_person(person), documents=(self.held,))

    def record_copy(self, interview: str, document: str, basis: str) -> DocumentsPage:
        said = check_copy(basis, self.roles)
        assert (interview, document) == ("i-1", "identity")
        self.held = replace(self.held, copy=CopyBasis(said, "هند المشرفة", "2026-11-21T09:30+03:00"))
        changes = Changes(frozenset({"document_checks"}), (NOURA.id,))
        return DocumentsPage(interview, "", NOURA.id, NOURA.name, (), "", False, True, (), changes)


class File:
    def __init__(self, stage: Stage, *roles: str) -> None:
        info = desk_info()
        self.desk, self.lanes, self._stage = DocumentDesk(people=[NOURA]), HandLanes(), stage
        self.view = PeopleView(actions_of(self.desk), self.lanes, replace(info, user=replace(info.user, roles=roles)))
        self.view.changed.connect(self.view.apply_changes)
        stage.show(self.view)
        self.view.open_person(NOURA.id)
        self.run()
        self.card = self.view.cards.documents

    def run(self) -> None:
        self.lanes.run()
        self._stage.settle()

    def key(self, key: Qt.Key) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)
        self.run()


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    made = Stage(qapp)
    yield made
    made.clear()


def test_a_supervisor_records_why_a_copy_was_taken_with_the_keyboard_alone(stage: Stage) -> None:
    file = File(stage, "supervisor")
    button_named(file.card, "أساس صورته: بطاقة الهوية").setFocus()
    file.key(Qt.Key.Key_Return)
    assert file.card.basis.hasFocus()
    file.key(Qt.Key.Key_Return)
    assert "اكتب الأساس النظامي" in texts_of(file.card)
    for letter in "المادة السادسة":
        type_letter(file.card.basis, letter)
    file.key(Qt.Key.Key_Return)
    said = texts_of(file.card)
    assert "أُخذت صورة: المادة السادسة" in said
    assert "سجّله هند المشرفة" in said
    assert not file.card.basis.isVisible()


def test_escape_records_nothing(stage: Stage) -> None:
    file = File(stage, "manager")
    button_named(file.card, "أساس صورته").setFocus()
    file.key(Qt.Key.Key_Return)
    file.key(Qt.Key.Key_Escape)
    assert not file.card.basis.isVisible()
    assert file.desk.held.copy is None


def test_a_clerk_reads_it_and_is_not_offered_to_record_it(stage: Stage) -> None:
    file = File(stage, "clerk")
    file.desk.held = replace(IDENTITY, copy=CopyBasis("المادة السادسة", "هند", "2026-11-21T09:30+03:00"))
    file.view.apply_changes(Changes(frozenset({"document_checks"}), (NOURA.id,)))
    file.run()
    assert "أُخذت صورة: المادة السادسة" in texts_of(file.card)
    with pytest.raises(AssertionError):
        button_named(file.card, "أساس صورته")


def test_the_card_cuts_no_word_and_hides_no_name(stage: Stage) -> None:
    file = File(stage, "supervisor")
    file.card.presenter.begin("d-1")
    file.run()
    assert cut_texts(file.card) == []
    assert unnamed(file.card) == []
