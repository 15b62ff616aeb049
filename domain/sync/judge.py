"""Head office judges what it has stored. A laptop asks the same judge before it writes, so that it writes nothing
that would be quarantined."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.sync.deed_rules import asked_of, judge_deed
from domain.sync.entries import Add, Erase, Header, Operation, Put, Restore, Void
from domain.sync.erasure import PART_MISSING, judge_erasure
from domain.sync.fold import apply
from domain.sync.partitions import office_of
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import (
    APPENDED,
    BY_NUMBER,
    PYTHON_TYPES,
    SCHEMA_VERSION,
    Cell,
    Kind,
    Policy,
    Scalar,
    Table,
    Value,
    partition_class,
)

APPLIED = "applied"
# Reasons that time may cure: the entry keeps its place and is judged again when what it lacks has come.
WAITING = frozenset({"schema.newer", "base.unknown", "row.unknown", PART_MISSING})
# The same deed is here under its first name (`domain.sync.second_name`): it counts once, and nobody has to do anything.
KNOWN_TWICE = "entry.again"
ADDED_TWICE = "row.added_twice"
_LACKING = WAITING | {"table.unknown", "cell.unknown", "cell.wrong_kind"}

FindRow = Callable[[str], RowState | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is empty when the entry is applied; else a stable word the window turns into a sentence."""

    reason: str = ""

    @property
    def is_applied(self) -> bool:
        return not self.reason


_APPLIED = Verdict()


def judge(
    header: Header, operations: Iterable[Operation], find_row: FindRow, find_beside: FindRow | None = None
) -> Verdict:
    """`find_row` finds the rows of the entry's own partition, which alone it may write; `find_beside` those of the
    partitions that it rests on as well (`domain.sync.partitions`), for the rules. Without it `find_row` finds both."""
    if is_newer(header):
        return Verdict("schema.newer")
    operations = tuple(operations)
    beside = find_beside or find_row
    added: dict[str, int] = {}  # rows of this entry, and of which table
    adds: dict[str, Add] = {}
    find_also = _also(header, adds, beside)
    for operation in operations:
        reason = _judge_one(header, operation, find_row, added)
        if not reason and isinstance(operation, Add) and find_beside is not None and _exists(beside(operation.row)):
            reason = ADDED_TWICE
        elif not reason and isinstance(operation, Erase):
            reason = judge_erasure(header, operations, operation, beside(header.author))
        elif not reason:
            reason = judge_deed(header, operation, find_also if adds else beside)
        if reason:
            return Verdict(reason)
        if isinstance(operation, Add):
            added[operation.row] = operation.table
            adds[operation.row] = operation
    return _APPLIED


def _also(header: Header, adds: dict[str, Add], find_row: FindRow) -> FindRow:
    """Finds what the entry itself has added before, too: as it was added."""

    def find(row: str) -> RowState | None:
        found = find_row(row)
        if found is not None or row not in adds:
            return found
        return apply(None, adds[row], Meta(header.id, 0, header.seen, 0))

    return find


def is_newer(header: Header) -> bool:
    """Whether only a newer program can read the entry."""
    return header.schema > SCHEMA_VERSION


def lacks_something(header: Header, operations: Iterable[Operation], find_row: FindRow) -> bool:
    """Whether an entry that head office may well apply cannot be read here yet: it is of a newer program, or names a
    row that is not here. Also one of which head office has not looked at every operation, since another one waits."""
    operations = tuple(operations)
    return bool(lack_of(header, operations, find_row)) or not are_readable(operations)


def lack_of(header: Header, operations: Iterable[Operation], find_row: FindRow) -> str:
    """What keeps an entry from being read here; empty for nothing. Head office has judged it, or will: who may do what
    is not asked again, nor for a row of another partition than the entry's own, which may come later than it."""
    if is_newer(header):
        return "schema.newer"
    added: dict[str, int] = {}
    for operation in operations:
        reason = _judge_one(header, operation, find_row, added)
        if reason in _LACKING:
            return reason
        if _is_at_home(header, operation) and not all(row in added or find_row(row) for row in asked_of(operation)):
            return "row.unknown"
        if isinstance(operation, Add):
            added[operation.row] = operation.table
    return ""


def _is_at_home(header: Header, operation: Operation) -> bool:
    """Whether what an operation rests on stands where it does itself: then it has come before it."""
    table = BY_NUMBER.get(operation.table)
    return table is not None and table.partition_class == partition_class(header.partition)


def are_readable(operations: Iterable[Operation]) -> bool:
    """Whether there is a table for each row, and a place for every value."""
    return all(map(_is_readable, operations))


def _is_readable(operation: Operation) -> bool:
    table = BY_NUMBER.get(operation.table)
    if table is None or not isinstance(operation, Add | Put):
        return table is not None
    cells = ((table.find_cell(number), value) for number, value in operation.cells.items())
    return all(cell is not None and cell.of is None and _fits(cell, value) for cell, value in cells)


def _judge_one(header: Header, operation: Operation, find_row: FindRow, added: dict[str, int]) -> str:
    reason = _judge_row(header, operation, find_row, added)
    if reason:
        return reason
    if operation.table in APPENDED and not isinstance(operation, Add):
        return "row.appended"
    match operation:
        case Add():
            return _judge_cells(operation, adding=True)
        case Put():
            if any(header.id in ids for ids in operation.bases.values()):
                return "base.of_itself"
            return _judge_cells(operation, adding=False)
        case Void():
            return "" if operation.reason.strip() else "void.without_reason"
        case Restore():
            return "" if operation.voids else "restore.of_nothing"
        case Erase():
            return ""


def _judge_row(header: Header, operation: Operation, find_row: FindRow, added: dict[str, int]) -> str:
    table = BY_NUMBER.get(operation.table)
    if table is None:
        return "table.unknown"
    if not _may_stand(table, header, operation):
        return "table.wrong_partition"
    known = operation.row in added
    state = None if known else find_row(operation.row)
    if isinstance(operation, Add):
        return ADDED_TWICE if known or _exists(state) else ""
    # Whoever is erased may be unknown here, as at a head office that lost everything: what it gets of him waits for it.
    if known:
        return "" if added[operation.row] == operation.table else "row.of_another_table"
    if isinstance(operation, Erase) and state is None:
        return ""
    if not _exists(state) and not isinstance(operation, Erase):
        return "row.unknown"
    return "row.of_another_table" if state is not None and state.table != operation.table else ""


def _may_stand(table: Table, header: Header, operation: Operation) -> bool:
    """Whoever is erased is so in every partition of an office, each for itself."""
    if isinstance(operation, Erase):
        return bool(office_of(header.partition))
    return partition_class(header.partition) in table.classes


def _exists(state: RowState | None) -> bool:
    return state is not None and state.created is not None


def _judge_cells(operation: Add | Put, *, adding: bool) -> str:
    table = BY_NUMBER[operation.table]
    plain = table.plain_cells if adding else {}
    for number, value in operation.cells.items():
        if number in plain and (value is None or type(value) is plain[number]):
            continue
        cell = table.find_cell(number)
        if cell is None:
            return "cell.unknown"
        if cell.of is not None:
            return "cell.not_written"
        if not _fits(cell, value):
            return "cell.wrong_kind"
        if not adding and cell.policy is Policy.IMMUTABLE:
            return "cell.immutable"
    return ""


def _fits(cell: Cell, value: Value) -> bool:
    if not cell.is_group:
        return not isinstance(value, list) and _scalar_fits(cell.columns[0].kind, value)
    return (
        isinstance(value, list)
        and len(value) == len(cell.columns)
        and all(_scalar_fits(column.kind, item) for column, item in zip(cell.columns, value, strict=True))
    )


def _scalar_fits(kind: Kind, value: Scalar) -> bool:
    return value is None or isinstance(value, PYTHON_TYPES[kind])
