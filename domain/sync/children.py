"""Cells whose values are rows of another table (`append`, `set`, `derived`): what they hold is worked out, not stored.

Rows are folded in whatever order they come, and a row is one however often it comes; so are these.
"""

from collections.abc import Iterable, Iterator, Mapping

from domain.sync.row_state import Meta, RowState
from domain.sync.schema import BY_NUMBER, Cell, Children, Scalar, Value
from domain.sync.winners import active_voids, winner

Rows = Mapping[str, RowState]


def lines(cell: Cell, parent: str, rows: Rows) -> tuple[str, ...]:
    """The rows appended to one, in head office's order and then as they were written here. None is ever replaced."""
    found = [(meta.stream_order, row) for row, _, meta in _children(cell, parent, rows)]
    return tuple(row for _, row in sorted(found))


def members(cell: Cell, parent: str, rows: Rows) -> frozenset[Scalar]:
    """What is in the set: whatever some row adds that nobody who had seen it took out. So adding wins."""
    of = _of(cell)
    values = (_value(state, of.table, of.member) for _, state, _ in _standing(cell, parent, rows))
    return frozenset(value for value in values if value is not None and not isinstance(value, list))


def count(cell: Cell, parent: str, rows: Rows) -> int:
    """How many rows name it and are not void."""
    return sum(1 for _ in _standing(cell, parent, rows))


def _standing(cell: Cell, parent: str, rows: Rows) -> Iterable[tuple[str, RowState, Meta]]:
    return (child for child in _children(cell, parent, rows) if not active_voids(child[1]))


def _children(cell: Cell, parent: str, rows: Rows) -> Iterator[tuple[str, RowState, Meta]]:
    of = _of(cell)
    for row, state in rows.items():
        if state.table == of.table and state.created is not None and _value(state, of.table, of.parent) == parent:
            yield row, state, state.created


def _of(cell: Cell) -> Children:
    if cell.of is None:
        raise TypeError(f"{cell.name} has no rows of its own")
    return cell.of


def _value(state: RowState, table: int, number: int) -> Value:
    cell = BY_NUMBER[table].find_cell(number)
    best = winner(cell, state.cells.get(number, ())) if cell is not None else None
    return best.value if best is not None else None
