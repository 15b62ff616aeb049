"""What waits to be sent, over whatever page is shown."""

from PySide6.QtCore import QObject, Signal

from desktop.ui.actions import Actions
from desktop.ui.page_over import PageOver
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.waiting.view import WaitingPage
from desktop.ui.shell import Shell
from desktop.ui.status_lines import TransferLine
from desktop.ui.sync_clock import SyncClock
from desktop.usecases.sync_now import SyncReport
from domain.sync.changes import Changes


class WaitingOver(QObject):
    opened = Signal()
    joining_requested = Signal()

    def __init__(self, shell: Shell, actions: Actions, lanes: Lanes, clock: SyncClock) -> None:
        super().__init__(shell)
        self._shell, self._actions, self._lanes, self._clock = shell, actions, lanes, clock
        self._over = PageOver(shell, self._make)
        self._transfer: TransferLine | None = None

    def open(self) -> None:
        if self._over.open():
            self.opened.emit()

    def _make(self) -> WaitingPage:
        page = WaitingPage(self._actions, self._lanes)
        page.closed.connect(self._over.close)
        page.sync_requested.connect(self._clock.sync)
        page.pause_toggled.connect(self._clock.toggle_pause)
        page.voids_accepted.connect(self._clock.sync_with_voids)
        page.settings_requested.connect(self.joining_requested)
        page.show_transfer(self._transfer)
        return page

    def show_transfer(self, transfer: TransferLine | None) -> None:
        self._transfer = transfer
        if self._over.page is not None:
            self._over.page.show_transfer(transfer)

    def show_sync(self, report: SyncReport) -> None:
        if self._over.page is not None:
            self._over.page.show_sync(report)

    def apply_changes(self, changes: Changes) -> None:
        if self._over.page is not None:
            self._over.page.apply_changes(changes)
