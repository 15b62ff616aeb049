"""Complaints as guests of the window: one opened from the register, one being taken down, their papers."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.guest_page import GuestPage
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.complaint.view import ComplaintPageView
from desktop.ui.pages.complaints.register_page import RegisterPage
from desktop.ui.papers import Papers
from desktop.usecases.know_complaint import ComplaintPage
from domain.arabic import isolate
from domain.errors import Expected
from domain.sync.changes import Changes

PAGE = "complaints"


class ComplaintsHeld(QObject):
    changed = Signal(object)  # Changes
    said = Signal(str)
    undo_offered = Signal(str, object)  # what was done, how it is taken back
    person_requested = Signal(str)
    history_requested = Signal(str, str)  # table, row

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo, guest: GuestPage, *, papers: Papers) -> None:
        super().__init__(guest)
        self._actions, self._lanes, self._info, self._guest, self._papers = actions, lanes, info, guest, papers
        papers.complaint_requested.connect(self.open)

    def open(self, complaint: str) -> None:
        page = ComplaintPageView(self._actions, self._lanes, self._info, complaint)
        page.closed.connect(self._guest.close)
        page.changed.connect(self.changed)
        page.paper_requested.connect(self._papers.open_of_complaint)
        page.person_requested.connect(self.person_requested)
        page.history_requested.connect(partial(self.history_requested.emit, "complaints"))
        self._guest.show(page, back_to=PAGE)

    def register(self) -> None:
        page = RegisterPage(self._actions, self._lanes, self._info)
        page.closed.connect(self._guest.close)
        page.registered.connect(self._registered)
        self._guest.show(page, back_to=PAGE)

    def _registered(self, page: ComplaintPage) -> None:
        self.changed.emit(page.changes)
        number = isolate(page.complaint.number)
        self.open(page.complaint.id)
        self.undo_offered.emit(
            said(f"سُجّلت الشكوى رقم {number}", f"Complaint {number} was registered"),
            partial(self._undo, page.complaint.id),
        )

    def _undo(self, complaint: str) -> None:
        self._lanes.store.ask(
            partial(self._actions.complaints.undo, complaint), then=self._undone, failed=self._could_not
        )

    def _undone(self, changes: Changes) -> None:
        self._guest.close()
        self.changed.emit(changes)

    def _could_not(self, problem: Expected) -> None:
        self.said.emit(said_of(problem))
