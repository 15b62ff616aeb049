"""From a task to its card: the words of each kind, the values side by side. Knows no Qt."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from desktop.ui.language import apart, headed, said, said_of
from desktop.ui.pages.tasks.state import Line, Option, RecordGroup, TaskCard
from desktop.usecases.settle_task import Choice, TaskPage
from domain import record_words as wording
from domain.policy import Profile
from domain.record_names import CODES, EMPTY, KINDS, UNSHOWN

HISTORIES = frozenset(("persons", "interviews", "visits"))


@dataclass(frozen=True)
class Words:
    """`names` of persons that a value only names by id."""

    profile: Profile | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def said(self, column: str, text: str) -> str:
        if column == "person":
            return self.names.get(text, text)
        return said_of(wording.value(column, text, self.profile))

    def line(self, column: str, text: str, *, differs: bool = False) -> Line:
        title = said_of(wording.column_name(column))
        return Line(title, self.said(column, text.strip()) or said_of(EMPTY), differs, column in CODES)


def group_of(tasks: Iterable[TaskPage], words: Words) -> tuple[RecordGroup, ...]:
    """The decisions of one record stand together, in the order of the first."""
    order: dict[tuple[str, str], int] = {}
    for task in tasks:
        order.setdefault((task.table, task.row), len(order))
    ordered = sorted(tasks, key=lambda task: order[task.table, task.row])
    groups = []
    for (table, row), some in groupby(ordered, key=lambda task: (task.table, task.row)):
        cards = tuple(card_of(task, words) for task in some)
        groups.append(RecordGroup(cards[0].about, cards, table, row, table in HISTORIES))
    return tuple(groups)


def card_of(task: TaskPage, words: Words) -> TaskCard:
    title, detail, options = _told(task, words)
    about = headed(said_of(wording.record(task.table, task.about)))
    return TaskCard(task.id, title, about, detail, tuple(options), task.table, task.row)


def _told(task: TaskPage, words: Words) -> tuple[str, str, Iterable[Option]]:
    cell = said_of(wording.cell(task.cell))
    match task.kind:
        case "two_values":
            return (
                f"{said_of(KINDS[task.kind])}: {cell}",
                said(
                    "كُتبت كل قيمة على جهاز قبل أن يصله خبر الآخر. اختر الصحيحة؛ والأخرى تبقى في السجل.",
                    "Each value was written on a laptop before it heard of the other. Choose the right one; the other "
                    "stays in the history.",
                ),
                _values(task, words),
            )
        case "edit_after_void":
            return (
                said_of(KINDS[task.kind]),
                said(
                    "ألغاه أحد الأجهزة، وعدّله جهاز آخر قبل أن يصله خبر الإلغاء. اختر: يُستعاد بالتعديل، أم يبقى ملغى.",
                    "One laptop voided it, another edited it before it heard of that. Choose: restored with the edit, "
                    "or void as it is.",
                ),
                _void(task, words),
            )
        case "skipped_transition":
            return (
                f"{said_of(KINDS[task.kind])}: {cell}",
                said(
                    "جاءت الخطوة من جهاز بعد أن تغيّرت الحالة على جهاز آخر، فبقيت الحالة كما هي. ما كُتب معها محفوظ.",
                    "The step came from a laptop after the state had changed on another, so the state stayed as it "
                    "is. What was written with it is kept.",
                ),
                _step(task, words),
            )
    raise ValueError(f"an unknown kind of task: {task.kind}")


def _values(task: TaskPage, words: Words) -> Iterator[Option]:
    for index, choice in enumerate(task.choices):
        others = [other for other in task.choices if other is not choice]
        title = said("المعروضة الآن", "Shown now") if index == 0 else said("القيمة الأخرى", "The other value")
        yield _option(
            index + 1,
            title,
            said("اعتماد هذه القيمة", "Choose this value"),
            choice,
            _lines(choice, others, words),
            is_shown_now=index == 0,
        )


def _void(task: TaskPage, words: Words) -> Iterator[Option]:
    edit = task.choices[0] if task.choices else Choice((), "", "")
    yield _option(
        1,
        said("التعديل", "The edit"),
        said("استعادة السجل بهذا التعديل", "Restore the record with this edit"),
        edit,
        _lines(edit, [], words),
        is_shown_now=False,
    )
    voided = task.voided or Choice((), "", "")
    reason = (words.line("void_reason", task.void_reason),) if task.void_reason else ()
    yield _option(
        2, said("الإلغاء", "The voiding"), said("إبقاؤه ملغى", "Leave it void"), voided, reason, is_shown_now=True
    )


def _step(task: TaskPage, words: Words) -> Iterator[Option]:
    skipped = task.choices[0] if task.choices else Choice((), "", "")
    now = (words.line(task.cell, task.current),) if task.current else ()
    yield _option(
        1,
        said("الحالة الآن", "The state now"),
        said("اطّلعت، أبقِ الحالة كما هي", "Seen; leave the state as it is"),
        Choice((), "", ""),
        now,
        is_shown_now=True,
    )
    action = said("طبّق هذه الخطوة الآن", "Apply this step now") if task.may_apply else ""
    yield _option(
        2,
        said("الخطوة التي لم تُطبَّق", "The step that was not applied"),
        action,
        skipped,
        _lines(skipped, [], words),
        is_shown_now=False,
    )


def _lines(choice: Choice, others: list[Choice], words: Words) -> tuple[Line, ...]:
    if choice.answers:
        return tuple(Line(title, text or said_of(EMPTY), True, False) for title, text in choice.answers)
    lines = []
    for column, text in choice.values:
        if column in UNSHOWN:
            continue
        differs = any(dict(other.values).get(column) != text for other in others)
        if text or differs:
            lines.append(words.line(column, text, differs=differs))
    return tuple(lines)


def _option(
    number: int, title: str, action: str, choice: Choice, lines: tuple[Line, ...], *, is_shown_now: bool
) -> Option:
    written_at = said_of(wording.moment(choice.written_at)) if choice.written_at else ""
    place = said_of(wording.place(choice.office, is_here=choice.is_here)) if choice.office else ""
    return Option(number, title, action, lines, apart(choice.author), written_at, place, is_shown_now)
