"""Syncs in the background while the desk is open, and says the one honest status."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.actions import Actions
from desktop.ui.lane import BACKGROUND, Lane
from desktop.ui.shell import SyncLine
from desktop.usecases.sync_now import SyncReport
from domain.calendar import SAUDI_TIME
from domain.errors import Expected

FIRST_MS = 1_500
SOON_MS = 4_000
QUIET_MS = 60_000
RETRY_MS = (15_000, 30_000, 60_000, 120_000, 300_000)


class SyncClock(QObject):
    """A round soon after each local write, one a minute when quiet, and after a failure again and again, later and
    later, without any new write."""

    status_changed = Signal(object)  # SyncLine
    pulled = Signal(object)  # Changes
    finished = Signal(object)  # SyncReport

    def __init__(
        self, actions: Actions, *, store: Lane, network: Lane, jitter: Callable[[], float], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._actions, self._store, self._network, self._jitter = actions, store, network, jitter
        self._failures = 0
        self._is_running = self._is_stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.sync)

    def start(self) -> None:
        self.refresh()
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        self._is_stopped = True
        self._timer.stop()

    def note_write(self) -> None:
        """Something was saved here: say so, and send it soon."""
        self.refresh()
        if not self._is_running and not self._failures:
            self._timer.start(SOON_MS)

    def refresh(self) -> None:
        self._store.ask(
            self._actions.sync_status, then=self._show, failed=self._could_not, priority=BACKGROUND, supersedes="status"
        )

    def sync(self) -> None:
        """Now, unless a round is under way."""
        if self._is_running or self._is_stopped:
            return
        self._is_running = True
        self._network.ask(self._actions.sync_now, then=self._synced, failed=self._could_not)

    def _synced(self, report: SyncReport) -> None:
        self._is_running = False
        self._failures = self._failures + 1 if report.problem else 0
        self._show(report)
        if report.changes:
            self.pulled.emit(report.changes)
        self.finished.emit(report)
        self._plan()

    def _could_not(self, problem: Expected) -> None:
        # The desk was locked or the store is busy: the next round will tell.
        self._is_running = False
        self._failures += 1
        self._plan()

    def _plan(self) -> None:
        if self._is_stopped:
            return
        wait = RETRY_MS[min(self._failures, len(RETRY_MS)) - 1] if self._failures else QUIET_MS
        self._timer.start(int(wait * (0.8 + 0.4 * self._jitter())))

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
