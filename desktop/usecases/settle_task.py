"""What only a person can settle: two values of one field, an edit of what was voided, a step that could not apply."""

from dataclasses import dataclass
from datetime import UTC, datetime

from desktop.usecases.desk import Desk
from domain.errors import RuleBroken
from domain.sync.changes import Changes
from domain.sync.entries import CLOCK_UNITS_PER_MS
from domain.sync.fold import Task, Version
from domain.sync.schema import BY_NUMBER, Value


@dataclass(frozen=True)
class Choice:
    """One of the values, who wrote it and when (ISO, UTC)."""

    values: tuple[tuple[str, str], ...]  # (column, text)
    author: str
    written_at: str


@dataclass(frozen=True)
class TaskPage:
    """`kind` is two_values, edit_after_void or skipped_transition. The first choice is what is shown now."""

    id: str
    kind: str
    table: str
    row: str
    cell: str
    about: str
    choices: tuple[Choice, ...]


def list_tasks(desk: Desk) -> tuple[TaskPage, ...]:
    return tuple(_page(desk, task) for task in desk.store.tasks())


def settle_task(desk: Desk, task: str, choice: int) -> Changes:
    """Settles with one of the choices (from 0). For an edit of a void record: 0 restores it with the edit, 1 leaves
    it void. For a skipped step: 0 acknowledges that it was not applied. The values not chosen stay in history."""
    found = next((item for item in desk.store.tasks() if item.id == task), None)
    if found is None:
        raise RuleBroken(
            "task.unknown",
            ar="لا توجد مهمة بهذا المعرّف، وربما حُسمت من جهاز آخر.",
            en="There is no such task; another laptop may have settled it.",
            field="task",
        )
    table = BY_NUMBER[found.table]
    cell = next(item for item in table.cells if item.number == found.cell)
    seen = desk.store.seen(table.name, found.row)
    _refuse_choice(found, choice)
    with desk.store.work("task.settle", desk.user.id) as work:
        subject = _subject(desk, table.name, found.row)
        match found.kind:
            case "two_values":
                work.operations.put(seen, {cell.name: found.versions[choice].value}, subject=subject, settles=True)
            case "edit_after_void" if choice == 0:
                work.operations.restore(seen, subject=subject)
            case "edit_after_void":
                work.operations.void(table.name, found.row, "أُبقي ملغى بعد المراجعة", subject=subject)
            case "skipped_transition":
                current = _current_value(desk, table.name, found)
                work.operations.put(seen, {cell.name: current}, subject=subject, settles=True)
    return work.changes


def _refuse_choice(task: Task, choice: int) -> None:
    most = {"two_values": len(task.versions), "edit_after_void": 2, "skipped_transition": 1}[task.kind]
    if not 0 <= choice < most:
        raise RuleBroken(
            "task.choice",
            ar=f"اختر رقمًا من 0 إلى {most - 1}.",
            en=f"Choose a number from 0 to {most - 1}.",
            field="choice",
        )


def _current_value(desk: Desk, table: str, task: Task) -> Value:
    interview, _ = desk.store.interviews.get(task.row)
    return interview.state


def _subject(desk: Desk, table: str, row: str) -> str | None:
    match table:
        case "persons":
            return row
        case "visits":
            return desk.store.visits.get(row)[0].person
        case "interviews":
            return desk.store.interviews.get(row)[0].person
    return None


def _page(desk: Desk, task: Task) -> TaskPage:
    table = BY_NUMBER[task.table]
    cell = next(item for item in table.cells if item.number == task.cell)
    choices = tuple(_choice(desk, version, tuple(column.name for column in cell.columns)) for version in task.versions)
    return TaskPage(task.id, task.kind, table.name, task.row, cell.name, _about(desk, table.name, task.row), choices)


def _choice(desk: Desk, version: Version, columns: tuple[str, ...]) -> Choice:
    items = version.value if isinstance(version.value, list) else [version.value]
    header = desk.store.find_header(version.meta.id)
    user = desk.store.users.find(header.author) if header else None
    ms = (header.clock if header else version.meta.eff) // CLOCK_UNITS_PER_MS
    return Choice(
        tuple((name, "" if item is None else str(item)) for name, item in zip(columns, items, strict=True)),
        user.name if user else "",
        datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="minutes"),
    )


def _about(desk: Desk, table: str, row: str) -> str:
    subject = _subject(desk, table, row)
    person = desk.store.persons.find_by_key(subject) if subject else None
    if person is not None:
        return person.name
    user = desk.store.users.find(row) if table == "users" else None
    return user.name if user else row
