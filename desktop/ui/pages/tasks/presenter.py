"""What only a person can decide: two values of one field, an edit of what was voided, a step that could not apply.

Knows no Qt.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.tasks import wording
from desktop.usecases.settle_task import Choice, TaskPage
from domain.errors import Expected, RuleBroken
from domain.sync.changes import Changes


@dataclass(frozen=True)
class Line:
    """`differs` when the other values say something else here; `is_code` for numbers that read left to right."""

    title: str
    value: str
    differs: bool
    is_code: bool


@dataclass(frozen=True)
class Option:
    """`number` is its key, from 1."""

    number: int
    title: str
    action: str
    lines: tuple[Line, ...]
    author: str
    written_at: str
    is_shown_now: bool


@dataclass(frozen=True)
class TaskCard:
    id: str
    title: str
    about: str
    detail: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class TasksState:
    """`settling` is the task being settled, or empty. `tone` is of the notice."""

    is_loaded: bool
    cards: tuple[TaskCard, ...]
    settling: str = ""
    notice: str = ""
    tone: str = "ok"


@dataclass(frozen=True)
class _Read:
    tasks: tuple[TaskPage, ...]
    names: dict[str, str]


_CODES = frozenset(("id_number", "mobile", "iban", "member_number", "answers_sha256", "born_hijri", "born_gregorian"))


class TasksPresenter:
    """`tell` hears of a settled task, `count` of how many are left."""

    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        *,
        show: Callable[[TasksState], None],
        tell: Callable[[Changes], None],
        count: Callable[[int], None],
    ) -> None:
        self._actions, self._lane, self._show, self._tell, self._count = actions, lane, show, tell, count
        self._is_loaded = False
        self._cards: tuple[TaskCard, ...] = ()
        self._settling = ""
        self._notice, self._tone = "", "ok"

    def refresh(self) -> None:
        self._lane.ask(self._work, then=self._read, failed=self._failed, priority=BACKGROUND, supersedes="tasks.list")

    def _work(self) -> _Read:
        """On the lane: the tasks, and the names of the persons that a value only names by id."""
        tasks = self._actions.list_tasks()
        texts = {
            text for task in tasks for choice in task.choices for column, text in choice.values if column == "person"
        }
        return _Read(tasks, {text: self._name(text) for text in texts if text})

    def _name(self, person: str) -> str:
        try:
            return self._actions.show_person(person).person.name
        except RuleBroken:
            return person

    def _read(self, read: _Read) -> None:
        self._is_loaded = True
        self._cards = tuple(_card(task, read.names) for task in read.tasks)
        self._count(len(self._cards))
        self.show()

    def settle(self, task: str, number: int) -> None:
        """`number` is the option's key, from 1."""
        if self._settling or all(card.id != task for card in self._cards):
            return
        self._settling, self._notice = task, ""
        self.show()
        self._lane.ask(
            partial(self._actions.settle_task, task, number - 1),
            then=partial(self._settled, task),
            failed=self._failed,
        )

    def _settled(self, task: str, changes: Changes) -> None:
        self._settling = ""
        self._cards = tuple(card for card in self._cards if card.id != task)
        self._notice, self._tone = "حُسمت المهمة، وما لم تختره باقٍ في السجل باسم كاتبه ووقته.", "ok"
        self._count(len(self._cards))
        self._tell(changes)
        self.show()
        self.refresh()

    def _failed(self, problem: Expected) -> None:
        was_settling, self._settling = bool(self._settling), ""
        self._notice, self._tone = problem.ar, "bad"
        self.show()
        if was_settling:
            self.refresh()

    def dismiss_notice(self) -> None:
        self._notice = ""
        self.show()

    def show(self) -> None:
        self._show(TasksState(self._is_loaded, self._cards, self._settling, self._notice, self._tone))


def _card(task: TaskPage, names: dict[str, str]) -> TaskCard:
    about = wording.record(task.table, task.about)
    match task.kind:
        case "two_values":
            title = f"قيمتان مختلفتان: {wording.cell(task.cell)}"
            detail = "كُتبت كل قيمة على جهاز قبل أن يصله خبر الآخر. اختر الصحيحة؛ والأخرى تبقى في السجل."
            return TaskCard(task.id, title, about, detail, tuple(_options(task.choices, names)))
        case "edit_after_void":
            title = "تعديل على سجل أُلغي"
            detail = "ألغاه أحد الأجهزة وعدّله آخر قبل أن يصله خبر الإلغاء. اختر مصيره."
            return TaskCard(task.id, title, about, detail, _void_options(task.choices, names))
        case "skipped_transition":
            title = f"خطوة لم تُطبَّق: {wording.cell(task.cell)}"
            detail = "جاءت الخطوة بعد أن تغيّرت الحالة على جهاز آخر، فبقيت الحالة كما هي."
            return TaskCard(task.id, title, about, detail, _skipped_options(task.choices, names))
    raise ValueError(f"an unknown kind of task: {task.kind}")


def _options(choices: tuple[Choice, ...], names: dict[str, str]) -> Iterable[Option]:
    for index, choice in enumerate(choices):
        others = [other for other in choices if other is not choice]
        title = "المعروضة الآن" if index == 0 else "القيمة الأخرى"
        yield _option(index + 1, title, "اعتماد هذه القيمة", choice, others, names, is_shown_now=index == 0)


def _void_options(choices: tuple[Choice, ...], names: dict[str, str]) -> tuple[Option, ...]:
    edit = choices[0] if choices else Choice((), "", "")
    restored = _option(1, "التعديل", "استعادة السجل بهذا التعديل", edit, [], names, is_shown_now=False)
    return restored, Option(2, "الإلغاء", "إبقاؤه ملغى", (), "", "", True)


def _skipped_options(choices: tuple[Choice, ...], names: dict[str, str]) -> tuple[Option, ...]:
    skipped = choices[0] if choices else Choice((), "", "")
    return (_option(1, "الخطوة التي لم تُطبَّق", "اطّلعت، أبقِ الحالة كما هي", skipped, [], names, is_shown_now=False),)


def _option(
    number: int,
    title: str,
    action: str,
    choice: Choice,
    others: list[Choice],
    names: dict[str, str],
    *,
    is_shown_now: bool,
) -> Option:
    lines = []
    for column, text in choice.values:
        if column in wording.UNSHOWN:
            continue
        said = names.get(text, text) if column == "person" else wording.value(column, text)
        differs = any(dict(other.values).get(column) != text for other in others)
        if text or differs:
            lines.append(Line(wording.COLUMNS.get(column, column), said or wording.EMPTY, differs, column in _CODES))
    written_at = wording.moment(choice.written_at) if choice.written_at else ""
    return Option(number, title, action, tuple(lines), choice.author, written_at, is_shown_now)
