"""What everybody must see, worked out the slow way from head office's stream and from nothing else.

Written from LOG.md, "Who wins", without the fold of the product: all entries are laid out, and each cell is looked at
as a whole. It knows no candidates, no increments and no order of arrival but the stream's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domain.sync.entries import WHOLE_ROW, Add, EntryId, Operation, Put, Restore, Void
from domain.sync.erasure import row_operations
from domain.sync.schema import BY_NUMBER, Cell, Policy, Value
from tests.simulator.records import Record

UNITS = 65_536
AHEAD_MS = 300_000


@dataclass(frozen=True)
class Written:
    """What one entry last said of one cell."""

    record: Record
    value: Value
    base: frozenset[EntryId]
    first_base: EntryId | None

    @property
    def id(self) -> EntryId:
        return self.record.id


@dataclass
class Row:
    table: int
    is_added: bool = False
    cells: dict[int, dict[EntryId, Written]] = field(default_factory=dict)
    voids: dict[EntryId, tuple[Record, str]] = field(default_factory=dict)
    restored: set[EntryId] = field(default_factory=set)
    shown: dict[EntryId, set[EntryId]] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A task, by what it is about."""

    kind: str
    row: str
    cell: int
    versions: frozenset[EntryId]


@dataclass(frozen=True)
class Seen:
    """One row as everybody must see it."""

    table: str
    cells: dict[str, Value]
    void: str | None
    questions: frozenset[Question]


def expected_eff(record: Record, effs: dict[EntryId, int]) -> int:
    """`effs` of all entries before it in the stream."""
    held = min(record.header.clock, (record.received_ms + AHEAD_MS) * UNITS)
    return max([held, *(effs[base] + 1 for base in named_by(record) if base in effs)])


def named_by(record: Record) -> set[EntryId]:
    return bases_named(record.id, record.operations)


def bases_named(id: EntryId, operations: Sequence[Operation]) -> set[EntryId]:
    named: set[EntryId] = set()
    for operation in operations:
        if isinstance(operation, Put):
            named.update(*operation.bases.values())
        elif isinstance(operation, Restore):
            named.update(operation.voids)
    return named - {id}


def lay_out(stream: Sequence[Record]) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for record in stream:
        if not record.reason and record.is_last:
            for operation in row_operations(record.operations):
                row = rows.setdefault(operation.row, Row(operation.table))
                _lay(row, record, operation)
    return rows


def _lay(row: Row, record: Record, operation: Operation) -> None:
    match operation:
        case Add():
            row.is_added = True
            for number, value in operation.cells.items():
                _write(row, number, Written(record, value, frozenset(), None))
        case Put():
            for number, value in operation.cells.items():
                base = tuple(id for id in operation.bases.get(number, ()) if id != record.id)
                _write(row, number, Written(record, value, frozenset(base), base[0] if base else None))
            row.shown.setdefault(record.id, set()).update(operation.bases.get(WHOLE_ROW, ()))
        case Void():
            row.voids[record.id] = (record, operation.reason)
        case Restore():
            row.restored.update(operation.voids)


def _write(row: Row, number: int, written: Written) -> None:
    cell = row.cells.setdefault(number, {})
    before = cell.get(written.id)
    if before is not None:
        named = before.base | written.base
        written = Written(written.record, written.value, named, before.first_base or written.first_base)
    cell[written.id] = written


def heads(cell: dict[EntryId, Written]) -> list[Written]:
    """What nobody replaced, the winner first."""
    named = frozenset().union(*(written.base for written in cell.values()))
    standing = [written for written in cell.values() if written.id not in named]
    return sorted(standing, key=lambda written: (written.record.eff, *written.id), reverse=True)


def walk(cell: Cell, written: dict[EntryId, Written]) -> tuple[Written | None, list[Written]]:
    """Where a state stands, and the steps that did not apply and that nobody has acknowledged."""
    current: Written | None = None
    skipped: list[Written] = []
    for step in sorted(written.values(), key=lambda item: item.record.hub_seq):
        starts = current is None and not step.base
        follows = current is not None and step.first_base == current.id
        if starts or (follows and current is not None and str(step.value) in cell.transitions[str(current.value)]):
            current = step
            skipped = [item for item in skipped if item.id not in step.base]
        else:
            skipped.append(step)
    return current, skipped


def see(name: str, row: Row) -> Seen | None:
    if not row.is_added:
        return None
    table = BY_NUMBER[row.table]
    standing = {id: void for id, void in row.voids.items() if id not in row.restored}
    last = max(standing.values(), key=lambda void: (void[0].eff, *void[0].id), default=None)
    cells: dict[str, Value] = {}
    questions: set[Question] = set()
    for cell in table.cells:
        written = row.cells.get(cell.number)
        if not written:
            continue
        best = walk(cell, written)[0] if cell.policy is Policy.STATE else _best(cell, written)
        if best is not None:
            cells[cell.name] = best.value
        if standing:
            questions.update(_after_void(name, row, cell, [record for record, _ in standing.values()]))
        else:
            questions.update(_questions(name, cell, written))
    return Seen(table.name, cells, last[1] if last else None, frozenset(questions))


def _best(cell: Cell, written: dict[EntryId, Written]) -> Written | None:
    """Of a cell that a person must settle nothing, while there is more than one answer."""
    standing = heads(written)
    is_open = cell.policy is Policy.MANUAL and len({repr(item.value) for item in standing}) > 1
    return None if is_open else standing[0]


def _questions(row: str, cell: Cell, written: dict[EntryId, Written]) -> Iterator[Question]:
    if cell.policy is Policy.STATE:
        for step in walk(cell, written)[1]:
            yield Question("skipped_transition", row, cell.number, frozenset({step.id}))
    elif cell.policy in (Policy.LWW_FLAG, Policy.MANUAL):
        standing = heads(written)
        if len({repr(item.value) for item in standing}) > 1:
            yield Question("two_values", row, cell.number, frozenset(item.id for item in standing))


def _after_void(name: str, row: Row, cell: Cell, voids: list[Record]) -> Iterator[Question]:
    """An edit that had not seen the void, and that whoever voided had not seen either."""
    written = row.cells[cell.number]
    candidates = list(written.values()) if cell.policy is Policy.STATE else heads(written)
    for item in candidates:
        is_known = any(_saw(row, void, item.record) for void in voids)
        if not is_known and any(not _saw(row, item.record, void) for void in voids):
            yield Question("edit_after_void", name, cell.number, frozenset({item.id}))


def _saw(row: Row, one: Record, other: Record) -> bool:
    if other.id in row.shown.get(one.id, ()):
        return True
    if one.header.replica == other.header.replica:
        return other.header.seq <= one.header.seq
    return other.hub_seq <= one.header.seen
