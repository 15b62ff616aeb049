"""The numbers beside the pages of the navigation: decisions that wait for a person, interviews that are open."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.ui.actions import Actions
from desktop.ui.lane import BACKGROUND, Lane
from domain.errors import Expected
from domain.sync.changes import Changes

T = TypeVar("T")


class Badges(QObject):
    """`counted` carries a page's key and its number. What cannot be counted now keeps its number until it can."""

    counted = Signal(str, int)

    def __init__(self, actions: Actions, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._lane = actions, lane
        self._refused = 0

    def take_changes(self, changes: Changes) -> None:
        self.count_tasks()
        if "interviews" in changes.kinds:
            self.count_open()
        if "complaints" in changes.kinds:
            self.count_complaints()
        if "enquiries" in changes.kinds:
            self.count_enquiries()

    def count_complaints(self) -> None:
        """Whose next step is due, of those that the user works on."""
        self._ask(self._actions.count_due_complaints, partial(self._tell, "complaints"), "complaint-count")

    def count_enquiries(self) -> None:
        """Those that wait for an answer, or whose answer nobody was told."""
        self._ask(self._actions.count_waiting_enquiries, partial(self._tell, "enquiries"), "enquiry-count")

    def count_tasks(self) -> None:
        """Decisions and what head office did not apply: both wait for a person."""
        self._ask(self._actions.list_tasks, self._tasks_read, "task-count")

    def count_open(self) -> None:
        """Drafts and interviews that were left. A draft makes no change: ask whenever a page is shown."""
        self._ask(self._actions.count_open_interviews, partial(self._tell, "interviews"), "open-count")

    def count_refused(self) -> None:
        """Only head office makes more of them: reading through the log for every press at the counter would be dear."""
        self._ask(self._actions.count_refused, self._refused_read, "refused-count")

    def note_refused(self, count: int) -> None:
        self._refused = count

    def _ask(self, work: Callable[[], T], then: Callable[[T], None], key: str) -> None:
        self._lane.ask(work, then=then, failed=self._later, priority=BACKGROUND, supersedes=key)

    def _refused_read(self, count: int) -> None:
        self.note_refused(count)
        self.count_tasks()

    def _tasks_read(self, tasks: tuple[object, ...]) -> None:
        self._tell("tasks", len(tasks) + self._refused)

    def _tell(self, page: str, count: int) -> None:
        self.counted.emit(page, count)

    def _later(self, problem: Expected) -> None:
        """The page itself says what is wrong when it is opened."""
