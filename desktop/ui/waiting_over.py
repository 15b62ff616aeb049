"""What waits to be sent, over whatever page is shown; that one comes back after it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.actions import Actions
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.waiting.view import WaitingPage
from desktop.ui.shell import Shell
from desktop.ui.status_lines import TransferLine
from desktop.ui.sync_clock import SyncClock
from desktop.usecases.sync_now import SyncReport
from domain.sync.changes import Changes


class WaitingOver(QObject):
    """The page is made when it is first opened."""

    opened = Signal()

    def __init__(self, shell: Shell, actions: Actions, lanes: Lanes, clock: SyncClock) -> None:
        super().__init__(shell)
        self._shell, self._actions, self._lanes, self._clock = shell, actions, lanes, clock
        self._page: WaitingPage | None = None
        self._before: QWidget | None = None
        self._transfer: TransferLine | None = None

    def open(self) -> None:
        """An interview under way comes back too."""
        if self._page is not None and self._shell.current is self._page:
            return
        self._before = self._shell.current
        if self._page is None:
            self._page = self._make()
        self._shell.show_widget(self._page)
        self.opened.emit()

    def _make(self) -> WaitingPage:
        page = WaitingPage(self._actions, self._lanes)
        page.closed.connect(self._close)
        page.sync_requested.connect(self._clock.sync)
        page.pause_toggled.connect(self._clock.toggle_pause)
        page.voids_accepted.connect(self._clock.sync_with_voids)
        page.settings_requested.connect(self._show_settings)
        page.show_transfer(self._transfer)
        return page

    def _show_settings(self) -> None:
        self._shell.show_page("settings")

    def _close(self) -> None:
        if self._before is not None:
            self._shell.show_widget(self._before)

    def show_transfer(self, transfer: TransferLine | None) -> None:
        self._transfer = transfer
        if self._page is not None:
            self._page.show_transfer(transfer)

    def show_sync(self, report: SyncReport) -> None:
        if self._page is not None:
            self._page.show_sync(report)

    def apply_changes(self, changes: Changes) -> None:
        if self._page is not None:
            self._page.apply_changes(changes)
