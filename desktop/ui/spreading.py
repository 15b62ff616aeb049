"""What was written here or came from head office reaches every page that is open, and whatever counts it."""

from PySide6.QtCore import QObject

from desktop.ui.badges import Badges
from desktop.ui.departures import Departures
from desktop.ui.guest_page import GuestPage
from desktop.ui.quiet_moment import QuietMoment
from desktop.ui.shell import Shell
from desktop.ui.sync_clock import SyncClock
from desktop.ui.waiting_over import WaitingOver
from desktop.ui.watchfulness import Watchfulness
from desktop.usecases.sync_now import SyncReport
from domain.sync.changes import Changes


class Spreading(QObject):
    """A page hears of it by `apply_changes` and of a round by `show_sync`, where it has them."""

    def __init__(
        self,
        shell: Shell,
        guest: GuestPage,
        *,
        departures: Departures,
        waiting: WaitingOver,
        badges: Badges,
        watch: Watchfulness,
        clock: SyncClock,
        quiet: QuietMoment,
    ) -> None:
        super().__init__(shell)
        self._shell, self._guest = shell, guest
        self._departures, self._waiting, self._badges = departures, waiting, badges
        self._watch, self._clock, self._quiet = watch, clock, quiet

    def wrote(self, changes: Changes) -> None:
        """Saved here: every page shows it, and it is sent soon."""
        self._show_changes(changes)
        self._clock.note_write()
        self._quiet.note_write()

    def spread(self, changes: Changes) -> None:
        """From head office: its verdicts come with it."""
        self._show_changes(changes)
        self._badges.count_refused()

    def _show_changes(self, changes: Changes) -> None:
        for page in (*self._shell.visited_pages(), self._guest.page):
            apply_changes = getattr(page, "apply_changes", None)
            if apply_changes is not None:
                apply_changes(changes)
        self._departures.apply_changes(changes)
        self._waiting.apply_changes(changes)
        self._badges.take_changes(changes)
        self._watch.look()

    def show_report(self, report: SyncReport) -> None:
        for page in self._shell.visited_pages():
            show = getattr(page, "show_sync", None)
            if show is not None:
                show(report)
        self._waiting.show_sync(report)
        self._watch.take_report(report)
