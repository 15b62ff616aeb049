"""Interviews under way as guests of the window."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.guest_page import GuestPage
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.interview.view import InterviewView
from desktop.usecases.hold_interview import Held
from domain.arabic import isolate
from domain.errors import Expected

if TYPE_CHECKING:
    from desktop.usecases.hold_interview import OpenInterview


class InterviewsHeld(QObject):
    changed = Signal(object)  # Changes
    said = Signal(str)
    attestation_requested = Signal(str)  # interview

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo, guest: GuestPage) -> None:
        super().__init__(guest)
        self._actions, self._lanes, self._info, self._guest = actions, lanes, info, guest

    def begin(self, person: str, form: str) -> None:
        self._guest.back_to = "persons"
        self._lanes.store.ask(
            partial(self._actions.begin_interview, form, person), then=partial(self._show, ""), failed=self._could_not
        )

    def resume(self, interview: str, question: str = "") -> None:
        """At that question, where one is named."""
        self._guest.back_to = "interviews"
        self._lanes.store.ask(
            partial(self._actions.resume_interview, interview),
            then=partial(self._show, question),
            failed=self._could_not,
        )

    def _show(self, question: str, opened: "OpenInterview") -> None:
        page = InterviewView(self._actions, self._lanes, self._info, opened)
        page.left.connect(self._left)
        page.attestation_requested.connect(self.attestation_requested)
        page.changed.connect(self.changed)
        self._guest.show(page, under="interviews")
        if question:
            page.presenter.go_to(question)

    def _left(self, held: Held | None) -> None:
        self._guest.close()
        if held is None:
            self.said.emit(said("لم يُجب عن سؤال، فلم يُحفظ شيء", "No question was answered, so nothing was kept"))
        else:
            number = isolate(held.number)
            kept = said(
                f"حُفظت المقابلة {number}، ويمكن إكمالها في أي وقت",
                f"Interview {number} is kept and can be completed at any time",
            )
            self.said.emit(kept)

    def _could_not(self, problem: Expected) -> None:
        self.said.emit(said_of(problem))
