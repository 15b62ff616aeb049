"""What only a person can decide: two values of one field, an edit of what was voided, a step that could not apply.

Knows no Qt.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.person_names import person_names
from desktop.ui.pages.tasks.reading import Words, card_of, group_of
from desktop.ui.pages.tasks.state import TasksState
from desktop.usecases.settle_task import TaskPage
from domain.errors import Expected
from domain.policy import Profile
from domain.sync.changes import Changes
from domain.text import Text

MOST_RECORDS = 20
LATER = "tasks.later"  # ids of the tasks that were put off, on this laptop alone
SETTLED = Text(
    "حُسمت المهمة، وما لم تختره باقٍ في السجل باسم كاتبه ووقته.",
    "Settled; what you did not choose stays in the history with its author and time.",
)


@dataclass(frozen=True)
class _Read:
    tasks: tuple[TaskPage, ...]
    names: dict[str, str]
    later: frozenset[str]


class TasksPresenter:
    """`tell` hears of a settled task, `count` of how many are left, `offer_undo` of a choice that can be taken back."""

    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        *,
        show: Callable[[TasksState], None],
        tell: Callable[[Changes], None],
        count: Callable[[int], None],
        offer_undo: Callable[[str], None] | None = None,
        profile: Profile | None = None,
    ) -> None:
        self._actions, self._lane, self._show, self._tell, self._count = actions, lane, show, tell, count
        self._offer_undo, self._profile = offer_undo, profile
        self._is_loaded = False
        self._data = _Read((), {}, frozenset())
        self._most = MOST_RECORDS
        self._settling = ""
        self._last: tuple[TaskPage, int] | None = None
        self._notice, self._tone = "", "ok"

    def refresh(self) -> None:
        self._lane.ask(self._work, then=self._read, failed=self._failed, priority=BACKGROUND, supersedes="tasks.list")

    def _work(self) -> _Read:
        """On the lane: the tasks, and the names of the persons that a value only names by id."""
        tasks = self._actions.list_tasks()
        texts = {
            text for task in tasks for choice in task.choices for column, text in choice.values if column == "person"
        }
        later = frozenset((self._actions.find_setting(LATER) or "").split())
        return _Read(tasks, person_names(self._actions.show_person, filter(None, texts)), later)

    def _read(self, read: _Read) -> None:
        self._is_loaded, self._data = True, read
        self._count(len(read.tasks))
        self.show()

    # --- deciding ------------------------------------------------------------------------------------------------

    def settle(self, task: str, number: int) -> None:
        """`number` is the option's key, from 1."""
        found = next((item for item in self._data.tasks if item.id == task), None)
        if self._settling or found is None:
            return
        self._settling, self._notice = task, ""
        self.show()
        self._lane.ask(
            partial(self._actions.settle_task, task, number - 1),
            then=partial(self._settled, found, number - 1),
            failed=self._failed,
        )

    def _settled(self, task: TaskPage, choice: int, changes: Changes) -> None:
        self._settling = ""
        left = tuple(item for item in self._data.tasks if item.id != task.id)
        self._data = _Read(left, self._data.names, self._data.later)
        self._notice, self._tone = said_of(SETTLED), "ok"
        self._last = None if task.kind == "skipped_transition" and choice == 0 else (task, choice)
        self._count(len(left))
        self._tell(changes)
        if self._last is not None and self._offer_undo is not None:
            self._offer_undo(said("حُسمت المهمة", "The task is settled"))
        self.show()
        self.refresh()

    def undo(self) -> None:
        """The last choice of this page; nothing when there is none."""
        last, self._last = self._last, None
        if last is not None and not self._settling:
            self._lane.ask(partial(self._actions.reopen_task, *last), then=self._reopened, failed=self._failed)

    def _reopened(self, changes: Changes) -> None:
        self._notice, self._tone = (
            said("عادت المهمة كما كانت قبل اختيارك.", "The task is as it was before you chose."),
            "ok",
        )
        self._tell(changes)
        self.refresh()

    def put_off(self, task: str) -> None:
        """It stays a decision, at the end of the page, until somebody takes it up."""
        self._keep_later(self._data.later | {task})

    def take_up(self, task: str) -> None:
        self._keep_later(self._data.later - {task})

    def _keep_later(self, later: frozenset[str]) -> None:
        standing = later & {task.id for task in self._data.tasks}
        self._data = _Read(self._data.tasks, self._data.names, standing)
        self._lane.ask(partial(self._actions.save_setting, LATER, " ".join(sorted(standing))), failed=self._failed)
        self.show()

    def _failed(self, problem: Expected) -> None:
        was_settling, self._settling = bool(self._settling), ""
        self._notice, self._tone = said_of(problem), "bad"
        self.show()
        if was_settling:
            self.refresh()

    def show_more(self) -> None:
        self._most += MOST_RECORDS
        self.show()

    def dismiss_notice(self) -> None:
        self._notice = ""
        self.show()

    def show(self) -> None:
        words = Words(self._profile, self._data.names)
        later = self._data.later
        groups = group_of([task for task in self._data.tasks if task.id not in later], words)
        put_off = tuple(card_of(task, words) for task in self._data.tasks if task.id in later)
        shown, more = groups[: self._most], max(0, len(groups) - self._most)
        self._show(TasksState(self._is_loaded, shown, put_off, self._settling, self._notice, self._tone, more))
