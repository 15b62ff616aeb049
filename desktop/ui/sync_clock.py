"""Syncs in the background while the desk is open, and says the one honest status."""

import math
from collections.abc import Callable
from datetime import timedelta
from weakref import WeakMethod

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.actions import Actions
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.status_lines import sync_line, transfer_line
from desktop.usecases.show_transfer import TransferProgress
from desktop.usecases.sync_now import SyncReport
from domain.errors import Expected

NOT_ENROLLED = "sync.not_enrolled"


class SyncClock(QObject):
    """Wakes when the pace says so, and starts a round on the network's lane. It decides nothing itself."""

    status_changed = Signal(object)  # SyncLine
    transfer_changed = Signal(object)  # TransferLine, or None when nothing is under way
    pulled = Signal(object)  # Changes
    finished = Signal(object)  # SyncReport
    joining_needed = Signal()  # somebody asked for a round, and no head office has been joined
    _heard = Signal(object)  # TransferProgress, from the network's thread

    def __init__(self, actions: Actions, *, store: Asks, network: Asks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions, self._store, self._network = actions, store, network
        self._pace = actions.sync_pace()
        self._is_stopped = self._is_asked = False
        self._progress: TransferProgress | None = None
        self._has_spread = False
        self._heard.connect(self._step_done)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._actions.watch_transfer(_weakly(self._hear))
        self._show_transfer()
        self.refresh()
        self._wind()

    def stop(self) -> None:
        self._is_stopped = True
        self._timer.stop()

    def note_write(self) -> None:
        """Something was saved here: say so, and send it soon."""
        self.refresh()
        self._pace.note_write()
        self._wind()

    def refresh(self) -> None:
        self._store.ask(
            self._actions.sync_status, then=self._show, failed=self._no_status, priority=BACKGROUND, supersedes="status"
        )

    def sync(self) -> None:
        """Now, also while a line that failed is waited for; the round that is under way, if there is one. Whoever
        asks for it lets a paused transfer go on."""
        self._actions.pause_transfer(False)
        self._show_transfer()
        self._pace.note_request()
        self._is_asked = True
        self._tick()

    def toggle_pause(self) -> None:
        """A transfer stops after the request that is under way, and goes on where it stopped."""
        if self._actions.is_transfer_paused():
            self.sync()
        else:
            self._actions.pause_transfer(True)
            self._show_transfer()
            self._wind()

    def sync_with_voids(self) -> None:
        """Once, and head office may void however much it likes: a person has said so."""
        if not self._is_stopped:
            self._actions.pause_transfer(False)
            self._network.ask(self._actions.accept_voids, then=self._synced, failed=self._could_not_begin)

    def _tick(self) -> None:
        if not self._waits_for_person and self._pace.take_turn():
            self._has_spread = False
            self._network.ask(self._actions.sync_now, then=self._synced, failed=self._could_not_begin)
        self._wind()

    @property
    def _waits_for_person(self) -> bool:
        return self._is_stopped or self._actions.is_transfer_paused()

    def _wind(self) -> None:
        delay = self._pace.delay()
        if self._waits_for_person or delay is None:
            self._timer.stop()
        else:
            # Upwards, else it would wake a moment too early and once more for the rest.
            self._timer.start(math.ceil(delay / timedelta(milliseconds=1)))

    def _synced(self, report: SyncReport) -> None:
        self._is_asked = False
        self._pace.note_end(report)
        self._show(report)
        if not report.goes_on and not report.is_paused:
            self._progress = None
        self._show_transfer()
        if report.changes and not self._has_spread:
            self.pulled.emit(report.changes)
        self.finished.emit(report)
        self._wind()

    def _hear(self, progress: TransferProgress) -> None:
        """On the network's thread. A desk that was locked meanwhile is told nothing."""
        if not self._is_stopped:
            self._heard.emit(progress)

    def _step_done(self, progress: TransferProgress) -> None:
        """What has come is shown while the rest is on its way."""
        if self._is_stopped:
            return
        self._progress = progress
        self._show_transfer()
        # What was written here goes out first: it would be said to wait until the last record has come.
        self.refresh()
        if progress.changes:
            self._has_spread = True
            self.pulled.emit(progress.changes)

    def _show_transfer(self) -> None:
        if not self._is_stopped:
            self.transfer_changed.emit(transfer_line(self._progress, is_paused=self._actions.is_transfer_paused()))

    def _could_not_begin(self, problem: Expected) -> None:
        # The desk is locked, or no head office has been joined: the next round will tell.
        self._pace.note_end(None)
        if self._is_asked and problem.code == NOT_ENROLLED and not self._is_stopped:
            self.joining_needed.emit()
        self._is_asked = False
        self._wind()

    def _no_status(self, problem: Expected) -> None:
        """The desk was locked meanwhile: the line stays as it was."""

    def _show(self, report: SyncReport) -> None:
        if not self._is_stopped:
            self.status_changed.emit(sync_line(report))


def _weakly(hear: Callable[[TransferProgress], None]) -> Callable[[TransferProgress], None]:
    """Whoever watches transfers outlives the window: he must not keep its clock, whose timer belongs to this thread,
    for garbage collection to find on another."""
    kept = WeakMethod(hear)

    def tell(progress: TransferProgress) -> None:
        found = kept()
        if found is not None:
            found(progress)

    return tell
