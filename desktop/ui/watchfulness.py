"""What is said over every page: a wrong clock, a line that needs a person, what sync did that nobody has read yet."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.actions import Actions
from desktop.ui.language import said
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.status_lines import clock_sentence
from desktop.usecases.judge_clock import ClockTrouble
from desktop.usecases.sync_now import SyncReport
from domain.errors import Expected

EVERY_MS = 60_000
NOTICES_READ = "notices.read"  # the moment of the newest that was looked at
CLOCK, PROBLEM, NOTICES = "clock", "problem", "notices"


class ShowsBanner(Protocol):
    def __call__(
        self, key: str, text: str, tone: str = ..., *, action: str = ..., act: Callable[[], None] | None = ...
    ) -> None: ...


class Watchfulness(QObject):
    """Never stops work; what it says goes away when it is no longer so."""

    sync_requested = Signal()
    details_requested = Signal()

    def __init__(self, actions: Actions, lane: Asks, *, banner: ShowsBanner, parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._lane, self._banner = actions, lane, banner
        self._newest, self._is_telling = "", False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def look(self) -> None:
        """At the clock: now, and once a minute from now on."""
        self._timer.start()
        self._lane.ask(
            self._actions.find_clock_trouble,
            then=self._show_clock,
            failed=self._not_now,
            priority=BACKGROUND,
            supersedes="clock-trouble",
        )

    def stop(self) -> None:
        self._timer.stop()

    def _show_clock(self, trouble: ClockTrouble | None) -> None:
        text = clock_sentence(trouble)
        self._banner(CLOCK, text, "warn", action=said("مزامنة الآن", "Sync now"), act=self.sync_requested.emit)

    def take_report(self, report: SyncReport) -> None:
        """A round has ended."""
        self.look()
        text = said(report.sentence_ar, report.sentence_en) if report.needs_person else ""
        self._banner(PROBLEM, text, "warn", action=said("التفاصيل", "Details"), act=self.details_requested.emit)
        self._newest = report.notices[0].at if report.notices else ""
        if self._newest:
            self._lane.ask(
                partial(self._actions.find_setting, NOTICES_READ),
                then=self._show_notices,
                failed=self._not_now,
                priority=BACKGROUND,
                supersedes="notices-read",
            )

    def _show_notices(self, read: str | None) -> None:
        is_new = self._is_telling = bool(self._newest) and self._newest > (read or "")
        text = said(
            "حدث في المزامنة ما يحسن أن يعرفه مدير النظام، ولم يضع بسببه شيء.",
            "Syncing brought something the administrator should know; nothing was lost by it.",
        )
        self._banner(NOTICES, text if is_new else "", "info", action=said("اقرأه", "Read it"), act=self._read_notices)

    def _read_notices(self) -> None:
        self.note_read()
        self.details_requested.emit()

    def note_read(self) -> None:
        """Whoever opened the page that says them has read them, whichever way led there."""
        if not self._is_telling:
            return
        self._is_telling = False
        self._banner(NOTICES, "")
        self._lane.ask(partial(self._actions.save_setting, NOTICES_READ, self._newest), failed=self._not_now)

    def _not_now(self, problem: Expected) -> None:
        """The desk was locked meanwhile, or the disk is full: it is said again after the next round."""
