"""Requests after the desk as guests of the window: one of them, and the committee that decides them."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.guest_page import GuestPage
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.committee.view import CommitteeView
from desktop.ui.pages.request.view import RequestView
from desktop.ui.papers import Papers


class RequestsOver(QObject):
    """A request leads to the committee and back; papers lead back to whatever asked for them."""

    changed = Signal(object)  # Changes
    said = Signal(str)
    departure_requested = Signal(str)  # interview
    person_requested = Signal(str)
    history_requested = Signal(str, str)  # table, row

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo, guest: GuestPage, *, papers: Papers) -> None:
        super().__init__(guest)
        self._actions, self._lanes, self._info, self._guest, self._papers = actions, lanes, info, guest, papers

    def open(self, interview: str) -> None:
        page = RequestView(self._actions, self._lanes, interview)
        page.closed.connect(self._guest.close)
        page.changed.connect(self.changed)
        page.said.connect(self.said)
        page.committee_requested.connect(self.open_committee)
        page.departure_requested.connect(self.departure_requested)
        page.person_requested.connect(self.person_requested)
        page.history_requested.connect(partial(self.history_requested.emit, "interviews"))
        page.sheet_requested.connect(self._open_sheet)
        self._guest.show(page, back_to="requests")

    def open_committee(self) -> None:
        page = CommitteeView(self._actions, self._lanes, self._info)
        page.closed.connect(self._guest.close)
        page.changed.connect(self.changed)
        page.said.connect(self.said)
        page.request_opened.connect(self.open)
        page.minutes_requested.connect(self._open_minutes)
        self._guest.show(page, back_to="requests")

    def _open_sheet(self, paper: str, interview: str) -> None:
        self._papers.open_and_return(paper, interview, partial(self.open, interview))

    def _open_minutes(self, session: str) -> None:
        self._papers.open_and_return("minutes", session, self.open_committee)
