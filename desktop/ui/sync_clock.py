"""Syncs in the background while the desk is open, and says the one honest status."""

import math
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.actions import Actions
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.shell import SyncLine
from desktop.usecases.sync_now import SyncReport
from domain.calendar import SAUDI_TIME
from domain.errors import Expected


class SyncClock(QObject):
    """Wakes when the pace says so, and starts a round on the network's lane. It decides nothing itself."""

    status_changed = Signal(object)  # SyncLine
    pulled = Signal(object)  # Changes
    finished = Signal(object)  # SyncReport

    def __init__(self, actions: Actions, *, store: Asks, network: Asks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions, self._store, self._network = actions, store, network
        self._pace = actions.sync_pace()
        self._is_stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
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
        """Now, also while a line that failed is waited for; the round that is under way, if there is one."""
        self._pace.note_request()
        self._tick()

    def _tick(self) -> None:
        if not self._is_stopped and self._pace.take_turn():
            self._network.ask(self._actions.sync_now, then=self._synced, failed=self._could_not_begin)
        self._wind()

    def _wind(self) -> None:
        delay = self._pace.delay()
        if self._is_stopped or delay is None:
            self._timer.stop()
        else:
            # Upwards, else it would wake a moment too early and once more for the rest.
            self._timer.start(math.ceil(delay / timedelta(milliseconds=1)))

    def _synced(self, report: SyncReport) -> None:
        self._pace.note_end(report)
        self._show(report)
        if report.changes:
            self.pulled.emit(report.changes)
        self.finished.emit(report)
        self._wind()

    def _could_not_begin(self, problem: Expected) -> None:
        # The desk is locked, or no head office has been joined: the next round will tell.
        self._pace.note_end(None)
        self._wind()

    def _no_status(self, problem: Expected) -> None:
        """The desk was locked meanwhile: the line stays as it was."""

    def _show(self, report: SyncReport) -> None:
        if not self._is_stopped:
            self.status_changed.emit(sync_line(report))


def sync_line(report: SyncReport) -> SyncLine:
    """What the status card says: never more than is true."""
    waiting = f"{report.waiting} بانتظار الإرسال" if report.waiting else ""
    since = f" منذ {_moment(report.since)}" if report.since and report.waiting else ""
    if not report.is_enrolled:
        return SyncLine("محفوظ هنا", "لم يُربط هذا الجهاز بالمركز الرئيس بعد", "info")
    if report.has_reached:
        return SyncLine("وصل إلى المركز الرئيس", f"آخر مزامنة {_moment(report.reached_at)}", "ok")
    if report.problem:
        return SyncLine("محفوظ هنا", f"{waiting}{since}" or "المركز الرئيس لا يجيب الآن", "warn")
    return SyncLine("محفوظ هنا", f"{waiting}{since}", "info")


def _moment(iso: str | None) -> str:
    """Local time of day today, else the day too."""
    if not iso:
        return ""
    moment = datetime.fromisoformat(iso).astimezone(SAUDI_TIME)
    today = datetime.now(SAUDI_TIME).date()
    return moment.strftime("%H:%M") if moment.date() == today else moment.strftime("%d/%m %H:%M")
