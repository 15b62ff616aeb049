"""The list before the person leaves, as a guest of the window: from the finished interview to the signed paper."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.guest_page import GuestPage
from desktop.ui.interviews_held import InterviewsHeld
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.departure.view import DeparturePage
from desktop.ui.papers import Papers
from domain.sync.changes import Changes


class Departures(QObject):
    """A finished interview leads here, from here it goes to the paper, and the paper leads back."""

    changed = Signal(object)  # Changes
    said = Signal(str)
    procedure_requested = Signal()
    receipt_print_requested = Signal(str)  # interview: without a page

    def __init__(
        self,
        actions: Actions,
        lanes: Lanes,
        info: DeskInfo,
        guest: GuestPage,
        *,
        interviews: InterviewsHeld,
        papers: Papers,
    ) -> None:
        super().__init__(guest)
        self._interviews, self._papers = interviews, papers
        interviews.attestation_requested.connect(self.open)
        papers.departure_requested.connect(self.open)
        self._actions, self._lanes, self._info, self._guest = actions, lanes, info, guest

    def open(self, interview: str) -> None:
        page = DeparturePage(self._actions, self._lanes, self._info, interview)
        page.closed.connect(self._guest.close)
        page.left.connect(self._leave)
        page.changed.connect(self.changed)
        page.answers_requested.connect(self._interviews.resume)
        page.paper_requested.connect(self._papers.open_before_leaving)
        page.slip_requested.connect(partial(self._papers.open_referral_slip, interview))
        page.receipt_print_requested.connect(partial(self.receipt_print_requested.emit, interview))
        page.sheet_requested.connect(partial(self._papers.open_of_case, interview))
        page.procedure_requested.connect(self.procedure_requested)
        self._guest.show(page)

    def apply_changes(self, changes: Changes) -> None:
        if isinstance(self._guest.page, DeparturePage):
            self._guest.page.apply_changes(changes)

    def _leave(self, sentence: str) -> None:
        self._guest.close()
        self.said.emit(sentence)
