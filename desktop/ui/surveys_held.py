"""Sheets, surveys and visits under way: over the pages, or alone on the screen that is turned to a visitor."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.actions import Actions
from desktop.ui.guest_page import GuestPage
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.quality.reading import SHEETS
from desktop.ui.pages.sheet.inspection_view import InspectionPage
from desktop.ui.pages.sheet.stage_presenter import PAPER, SCREEN
from desktop.ui.pages.sheet.stage_view import StagePage
from desktop.ui.shell import Shell
from domain.arabic import isolate
from domain.errors import Expected

if TYPE_CHECKING:
    from desktop.usecases.fill_form import FilledForm
    from desktop.usecases.keep_inspection import Inspected

QUALITY = "quality"


class SurveysHeld(QObject):
    changed = Signal(object)  # Changes
    said = Signal(str)
    locked = Signal()

    def __init__(self, shell: Shell, actions: Actions, lanes: Lanes, guest: GuestPage) -> None:
        super().__init__(guest)
        self._shell, self._actions, self._lanes, self._guest = shell, actions, lanes, guest

    def begin(self, instrument: str, how: str) -> None:
        """`how` is screen, paper or form."""
        self._lanes.store.ask(
            partial(self._actions.open_form, instrument), then=partial(self._show, how), failed=self._could_not
        )

    def _show(self, how: str, filled: "FilledForm") -> None:
        if how in (SCREEN, PAPER):
            self._show_stage(how, filled)
            return
        page = InspectionPage(self._actions, self._lanes, filled)
        page.recorded.connect(self._recorded)
        page.left.connect(self._left_for_later)
        page.given_up.connect(self._guest.close)
        self._guest.show(page, back_to=QUALITY)

    def _show_stage(self, how: str, filled: "FilledForm") -> None:
        page = StagePage(self._actions, self._lanes, filled, mode=how)
        page.changed.connect(self.changed)
        page.left.connect(self._typed_in)
        page.locked.connect(self.locked)
        if how == SCREEN:
            self._shell.show_alone(page)
        else:
            self._guest.show(page, back_to=QUALITY)

    def _recorded(self, made: "Inspected") -> None:
        self._guest.close()
        self.changed.emit(made.changes)
        number = isolate(made.inspection.number)
        self.said.emit(said(f"سُجّلت برقم {number}", f"Recorded as {number}"))

    def _left_for_later(self) -> None:
        self._guest.close()
        self.said.emit(said("ما كتبته محفوظ، تكمله متى شئت", "What you wrote is kept for later"))

    def _typed_in(self, count: int) -> None:
        self._guest.close()
        if count:
            done = SHEETS.of(count)
            self.said.emit(said(f"أُدخلت {done} بلا أسماء", f"Typed in: {done}, without names"))

    def _could_not(self, problem: Expected) -> None:
        self.said.emit(said_of(problem))
