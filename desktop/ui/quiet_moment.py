"""Gives the store a quiet moment some seconds after the last write: what lags beside the database catches up."""

from PySide6.QtCore import QObject, QTimer

from desktop.ui.actions import Actions
from desktop.ui.pages.asking import BACKGROUND, Asks
from domain.errors import Expected

AFTER_WRITING_MS = 5_000


class QuietMoment(QObject):
    """Nothing is asked of the store while the clerk goes on writing, and nothing at all while nobody writes."""

    def __init__(self, actions: Actions, *, store: Asks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions, self._store = actions, store
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._rest)

    def note_write(self) -> None:
        self._timer.start(AFTER_WRITING_MS)

    def stop(self) -> None:
        self._timer.stop()

    def _rest(self) -> None:
        self._store.ask(self._actions.rest, failed=self._could_not, priority=BACKGROUND, supersedes="rest")

    def _could_not(self, problem: Expected) -> None:
        """Locked meanwhile: closing the store does the same."""
