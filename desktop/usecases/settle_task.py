"""What only a person can settle: two values of one field, an edit of what was voided, a step that could not apply."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from db.deeds import moment_of, name_of
from db.failures import ROLE_CHANGED
from db.unit_of_work import Seen
from desktop.usecases.compare_answers import compare_answers
from desktop.usecases.desk import Desk
from desktop.usecases.name_record import (
    name_author,
    name_record,
    office_of,
    subject_of,
    with_names,
)
from desktop.usecases.see_complaint_rows import may_see_row
from domain.calendar import saudi_minute
from domain.errors import RuleBroken
from domain.request import roles_for
from domain.sync.changes import Changes
from domain.sync.entries import EntryId
from domain.sync.request_rules import AFTER_DECISION, REQUEST
from domain.sync.row_state import Meta, RowState, Version
from domain.sync.schema import BY_NUMBER, Cell, Value, state_word
from domain.sync.tasks import Task
from domain.sync.winners import active_voids, heads, walk
from domain.user import ROLE_NAMES

REOPENED = "task.reopen"


@dataclass(frozen=True)
class Choice:
    """One of the values, who wrote it, when (ISO, Saudi time), in which office. `deed` is the stable name of that
    entry, and `is_here` whether this laptop wrote it: the only thing that is not the same everywhere. `answers` are the
    questions
    of an interview that were answered differently, and what this one says."""

    values: tuple[tuple[str, str], ...]  # (column, text)
    author: str
    written_at: str
    office: str = ""
    is_here: bool = field(default=False, compare=False)
    deed: str = ""
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TaskPage:
    """`kind` is two_values, edit_after_void or skipped_transition. The first choice is what is shown now.
    `void_reason` is why a void record was voided; `current` is where a state stands, and `may_apply` whether the step
    that was skipped could be taken from there."""

    id: str
    kind: str
    table: str
    row: str
    cell: str
    about: str
    choices: tuple[Choice, ...]
    void_reason: str = ""
    voided: Choice | None = None
    current: str = ""
    may_apply: bool = False


def list_tasks(desk: Desk) -> tuple[TaskPage, ...]:
    """What one entry wrote to a void record is one question, however many fields it has."""
    pages: dict[tuple[str, str, str], TaskPage] = {}
    for task in desk.store.tasks():
        if not may_see_row(desk, BY_NUMBER[task.table].name, task.row):
            continue
        page = _page(desk, task)
        deed = page.choices[0].deed if page.kind == "edit_after_void" else ""
        key = (page.table, page.row, deed or page.id)
        known = pages.get(key)
        pages[key] = page if known is None else replace(known, choices=(_joined(known, page),))
    return tuple(pages.values())


def _joined(page: TaskPage, other: TaskPage) -> Choice:
    return replace(page.choices[0], values=page.choices[0].values + other.choices[0].values)


def settle_task(desk: Desk, task: str, choice: int) -> Changes:
    """Settles with one of the choices (from 0). For an edit of a void record: 0 restores it with the edit, 1 leaves
    it void. For a skipped step: 0 acknowledges that it was not applied, 1 takes it now. The values not chosen stay in
    history."""
    found = next((item for item in desk.store.tasks() if item.id == task), None)
    if found is None:
        raise RuleBroken(
            "task.unknown",
            ar="لا توجد مهمة بهذا المعرّف، وربما حُسمت من جهاز آخر.",
            en="There is no such task; another laptop may have settled it.",
            field="task",
        )
    table, cell = BY_NUMBER[found.table].name, _cell(found.table, found.cell)
    seen = desk.store.seen(table, found.row)
    current = _current(seen, cell)
    _refuse_choice(found, choice, may_apply=_may_apply(desk, found, cell, current))
    with _naming_whose(cell, found, current, choice), desk.store.work("task.settle", desk.user.id) as work:
        subject = subject_of(desk, table, found.row)
        match found.kind:
            case "two_values":
                work.operations.put(seen, {cell.name: found.versions[choice].value}, subject=subject, settles=True)
            case "edit_after_void" if choice == 0:
                work.operations.restore(seen, subject=subject)
            case "edit_after_void":
                work.operations.void(table, found.row, "أُبقي ملغى بعد المراجعة", subject=subject)
            case "skipped_transition":
                value = _stage_kept(found, current, choice)
                work.operations.put(seen, {cell.name: value}, subject=subject, settles=True)
    return work.changes


def _stage_kept(task: Task, current: Version | None, choice: int) -> Value:
    return task.versions[0].value if choice else current.value if current else None


@contextmanager
def _naming_whose(cell: Cell, task: Task, current: Version | None, choice: int) -> Iterator[None]:
    """Where a request stands is said by whoever may take that step: it is no role that was changed meanwhile."""
    try:
        yield
    except RuleBroken as refused:
        roles = roles_for(state_word(_stage_kept(task, current, choice))) if cell is REQUEST else ()
        if refused.code != ROLE_CHANGED or not roles:
            raise
        names = [ROLE_NAMES[role] for role in roles]
        raise RuleBroken(
            "task.role",
            ar=f"هذه الخطوة في الطلب يحسمها: {'، '.join(name.ar for name in names)}. اطلب ذلك من أحدهم؛ لم يُكتب شيء.",
            en=f"This step of the request is settled by: {', '.join(name.en for name in names)}. Ask one of them; "
            "nothing was written.",
        ) from refused


def _cell(table: int, number: int) -> Cell:
    found = BY_NUMBER[table].find_cell(number)
    if found is None:
        raise LookupError(f"table {table} has no cell {number}")
    return found


def _current(seen: Seen, cell: Cell) -> Version | None:
    versions = seen.state.cells.get(cell.number, ()) if seen.state else ()
    return walk(cell, versions).current if cell.transitions else next(iter(heads(versions)), None)


def _may_apply(desk: Desk, task: Task, cell: Cell, current: Version | None) -> bool:
    """Whether a skipped step leads on from where the record stands now."""
    if task.kind != "skipped_transition" or current is None:
        return False
    skipped = task.versions[0].value
    wanted, now = state_word(skipped), state_word(current.value)
    if wanted == now or wanted not in cell.transitions.get(now, frozenset()):
        return False
    return cell is not REQUEST or wanted not in AFTER_DECISION or _follows(desk, task.row, skipped, current.value)


def _follows(desk: Desk, interview: str, skipped: Value, now: Value) -> bool:
    """Whether a step of a request was taken from the one that counts: an answer to another decision is none to this."""
    steps = {step.id: step.follows for step in desk.store.requests.steps_of([interview]).get(interview, ())}
    ids = [value[1] if isinstance(value, list) else None for value in (skipped, now)]
    return steps.get(str(ids[0])) == ids[1]


def _refuse_choice(task: Task, choice: int, *, may_apply: bool) -> None:
    most = {"two_values": len(task.versions), "edit_after_void": 2, "skipped_transition": 1 + may_apply}[task.kind]
    if not 0 <= choice < most:
        raise RuleBroken(
            "task.choice",
            ar=f"اختر رقمًا من 0 إلى {most - 1}.",
            en=f"Choose a number from 0 to {most - 1}.",
            field="choice",
        )


# --- what a task says ------------------------------------------------------------------------------------------------


def _page(desk: Desk, task: Task) -> TaskPage:
    table, cell = BY_NUMBER[task.table].name, _cell(task.table, task.cell)
    seen = desk.store.seen(table, task.row)
    columns, place = tuple(column.name for column in cell.columns), desk.store.place_of(table, task.row)
    voids = active_voids(seen.state) if seen.state else ()
    voided = max(voids, key=lambda mark: mark.meta.rank) if voids and task.kind == "edit_after_void" else None
    current = _current(seen, cell)
    return TaskPage(
        task.id,
        task.kind,
        table,
        task.row,
        cell.name,
        name_record(desk, table, task.row),
        tuple(_with_answers(desk, table, task, [_choice(desk, place, version, columns) for version in task.versions])),
        voided.reason if voided else "",
        _choice(desk, place, Version(voided.meta, None, ()), ()) if voided else None,
        state_word(current.value) if current and task.kind == "skipped_transition" else "",
        _may_apply(desk, task, cell, current),
    )


def _with_answers(desk: Desk, table: str, task: Task, choices: list[Choice]) -> Iterable[Choice]:
    """Whole interviews are compared question by question."""
    saved = [dict(choice.values).get("answers", "") for choice in choices]
    if table != "interviews" or task.kind != "two_values" or not all(saved):
        return choices
    answers = compare_answers(desk, task.row, saved)
    return [replace(choice, answers=said) for choice, said in zip(choices, answers, strict=True)]


def _choice(desk: Desk, place: str, version: Version, columns: tuple[str, ...]) -> Choice:
    items = version.value if isinstance(version.value, list) else [version.value]
    id = _written_first(desk, place, version)
    header = desk.store.find_header(place, id)
    return Choice(
        with_names(
            desk, ((name, "" if item is None else str(item)) for name, item in zip(columns, items, strict=False))
        ),
        name_author(desk, header.author) if header else "",
        saudi_minute(moment_of(header.clock if header else version.meta.eff)),
        office_of(desk, place),
        desk.store.deeds.is_own(id),
        name_of(place, id),
    )


def _written_first(desk: Desk, place: str, version: Version) -> EntryId:
    """Who wrote the value: taking a settlement back repeats it, and its author is who wrote it before that."""
    header = desk.store.find_header(place, version.meta.id)
    return version.base[0] if header and header.action == REOPENED and version.base else version.meta.id


def only(state: RowState, cell: Cell, *ids: EntryId) -> RowState:
    """The row as if these entries alone stood in the cell: what a write then names as its base."""
    versions = tuple(Version(Meta(id, 0, 0, 0), None, ()) for id in ids)
    return RowState(state.table, state.created, MappingProxyType({cell.number: versions}))
