"""What stands below a person's file and is worked with there: documents, contacts, the notice, other
files, erasure."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.people.consent_card import ConsentCard
from desktop.ui.pages.people.contacts_card import ContactsCard
from desktop.ui.pages.people.documents_card import DocumentsCard
from desktop.ui.pages.people.erasure_card import ErasureCard
from desktop.ui.pages.people.file import PersonFile
from desktop.ui.pages.people.same_card import SameCard
from desktop.ui.pages.people.state import FileState
from desktop.usecases.keep_person import PersonPage


class FileCards(QObject):
    changed = Signal(object)  # Changes
    said = Signal(str)
    dropped = Signal(str, object)  # what was done, and a callable that takes it back
    opened = Signal(str)  # person
    history_requested = Signal(str, str)  # table, row

    def __init__(self, file: PersonFile, actions: Actions, store: Asks, info: DeskInfo) -> None:
        super().__init__(file)
        self.documents = DocumentsCard(actions, store, info)
        self.contacts = ContactsCard(actions, store)
        self.consent = ConsentCard(actions, store)
        self.same = SameCard(actions, store)
        self.erasure = ErasureCard(actions, store, info)
        self._cards = (self.documents, self.contacts, self.consent, self.same, self.erasure)
        for card in self._cards:
            file.add_below(card)
        for card in (self.documents, self.contacts, self.consent, self.same):
            card.changed.connect(self.changed)
        self.contacts.removed.connect(self.dropped)
        self.documents.history_requested.connect(self.history_requested)
        self.contacts.history_requested.connect(self.history_requested)
        self.same.done.connect(self.dropped)
        self.same.said.connect(self.said)
        self.same.opened.connect(self.opened)
        self.same.history_requested.connect(self.history_requested)
        self.erasure.asked.connect(self.changed)
        self.erasure.said.connect(self.said)

    def leave_focused(self) -> bool:
        """Escape within a card where something is being typed: that is left, and nothing else."""
        focused = QApplication.focusWidget()
        if focused is None:
            return False
        return any(card.leave() for card in self._cards if card.isAncestorOf(focused))

    def point_at(self, state: FileState, page: PersonPage | None) -> None:
        self.erasure.point_at(state.person, state.number)
        if page is not None:
            self.documents.point_at(page)
            self.contacts.point_at(page)
            self.same.point_at(page)
            self.consent.point_at(page)
