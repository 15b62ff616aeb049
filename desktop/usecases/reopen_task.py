"""Takes a settlement back: the values stand beside one another again, as new entries; nothing is erased."""

from collections.abc import Iterator

from msgspec import structs

from db.deeds import name_of
from db.unit_of_work import Seen
from desktop.usecases.desk import Desk
from desktop.usecases.name_record import subject_of
from desktop.usecases.settle_task import REOPENED, TaskPage, only
from domain.errors import RuleBroken
from domain.sync.changes import NO_CHANGES, Changes
from domain.sync.entries import Add, EntryId, Put
from domain.sync.row_state import RowState, Version
from domain.sync.schema import BY_NUMBER, Cell, Value, state_word
from domain.sync.winners import active_voids, heads, walk


def reopen_task(desk: Desk, settled: TaskPage, choice: int) -> Changes:
    """`settled` is the task as it was shown before, `choice` what was chosen. Raises RuleBroken when something was
    written since, and for a step that was only acknowledged."""
    table = next(item for item in BY_NUMBER.values() if item.name == settled.table)
    cell = table.cell(settled.cell)
    seen = desk.store.seen(settled.table, settled.row)
    if seen.state is None:
        raise _moved_on()
    match settled.kind:
        case "two_values":
            return _reopen_values(desk, settled, seen.state, cell)
        case "edit_after_void":
            return _reopen_void(desk, settled, seen, restored=choice == 0)
        case "skipped_transition" if choice == 1:
            return _step_back(desk, settled, seen, cell)
    raise RuleBroken(
        "task.acknowledged",
        ar="الاطلاع على الخطوة لم يغيّر شيئًا في السجل، فلا شيء يُتراجع عنه.",
        en="Acknowledging the step changed nothing in the record: there is nothing to take back.",
    )


def _moved_on() -> RuleBroken:
    return RuleBroken(
        "task.moved_on",
        ar="كُتب في السجل شيء بعد حسمك، فلا يُتراجع عنه. افتح السجل وصحّحه فيه.",
        en="Something was written after you settled it. Open the record and put it right there.",
    )


# --- two values ------------------------------------------------------------------------------------------------------


def _reopen_values(desk: Desk, settled: TaskPage, state: RowState, cell: Cell) -> Changes:
    standing = heads(state.cells.get(cell.number, ()))
    place = desk.store.place_of(settled.table, settled.row)
    if len(standing) != 1 or not _is_settlement(desk, place, standing[0].meta.id) or not standing[0].base:
        raise _moved_on()
    chosen = standing[0]
    former = {id: value for id in chosen.base for value in _values(desk, place, settled, cell, id)}
    if len(former) != len(chosen.base):
        raise _moved_on()
    # What was shown before is written last, so that it is shown again.
    shown_first = settled.choices[0].deed
    order = sorted(former, key=lambda id: name_of(place, id) == shown_first)
    subject = subject_of(desk, settled.table, settled.row)
    changes = NO_CHANGES
    for id in order:
        is_last = id == order[-1]
        if former[id] == chosen.value and not is_last:
            continue  # the settlement itself stands for it
        bases = (id, chosen.meta.id) if former[id] == chosen.value else (id,)
        with desk.store.work(REOPENED, desk.user.id) as work:
            base = Seen(settled.table, settled.row, only(state, cell, *bases))
            work.operations.put(base, {cell.name: former[id]}, subject=subject, settles=True)
        changes |= work.changes
    return changes


def _is_settlement(desk: Desk, place: str, id: EntryId) -> bool:
    header = desk.store.find_header(place, id)
    return header is not None and header.action == "task.settle" and desk.store.deeds.is_own(id)


def _values(desk: Desk, place: str, settled: TaskPage, cell: Cell, id: EntryId) -> Iterator[Value]:
    """What an entry wrote into the cell; nothing when it is not here."""
    for deed in desk.store.deeds.of(place, [id]):
        found = [
            operation.cells[cell.number]
            for operation in deed.operations or ()
            if isinstance(operation, Add | Put) and operation.row == settled.row and cell.number in operation.cells
        ]
        yield from found[-1:]


# --- void, step ------------------------------------------------------------------------------------------------------


def _reopen_void(desk: Desk, settled: TaskPage, seen: Seen, *, restored: bool) -> Changes:
    state = seen.state or RowState(0)
    voids = active_voids(state)
    subject = subject_of(desk, settled.table, settled.row)
    if restored:
        if voids:
            raise _moved_on()
        with desk.store.work(REOPENED, desk.user.id) as work:
            work.operations.void(settled.table, settled.row, settled.void_reason or "تراجع", subject=subject)
        return work.changes
    place = desk.store.place_of(settled.table, settled.row)
    mine = tuple(mark for mark in voids if _is_settlement(desk, place, mark.meta.id))
    if not mine:
        raise _moved_on()
    with desk.store.work(REOPENED, desk.user.id) as work:
        last = max(mine, key=lambda mark: mark.meta.rank)
        work.operations.restore(
            Seen(seen.table, seen.row, structs.replace(state, voids=(last,), restores=())), subject=subject
        )
    return work.changes


def _step_back(desk: Desk, settled: TaskPage, seen: Seen, cell: Cell) -> Changes:
    versions: tuple[Version, ...] = seen.state.cells.get(cell.number, ()) if seen.state else ()
    current = walk(cell, versions).current
    place = desk.store.place_of(settled.table, settled.row)
    is_mine = current is not None and _is_settlement(desk, place, current.meta.id)
    former = next((one.value for one in versions if current is not None and one.meta.id in current.base[:1]), None)
    may_follow = cell.transitions.get(state_word(current.value), frozenset()) if current is not None else frozenset()
    if not is_mine or state_word(former) != settled.current or settled.current not in may_follow:
        raise _moved_on()
    with desk.store.work(REOPENED, desk.user.id) as work:
        subject = subject_of(desk, settled.table, settled.row)
        work.operations.put(seen, {cell.name: former}, subject=subject)
    return work.changes
