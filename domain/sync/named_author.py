"""Whoever is named as having done something has written it: a column whose name ends in `_by` is a user's id, and that
of the author of the entry."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from domain.sync.entries import Add, Header, Operation, Put
from domain.sync.row_state import RowState
from domain.sync.schema import TABLES, Cell, Table, Value

ANOTHER = "author.another"
SETTLING = ("task.settle", "task.reopen")
_ENDING, _WITNESS = "_by", "clerk"

FindRow = Callable[[str], RowState | None]


def judge_named(header: Header, operation: Operation, find_row: FindRow) -> str:
    """Nobody writes in another's name; he may name nobody, and he may write again what stands there in another's name,
    as whoever chooses between two values does."""
    if not isinstance(operation, Add | Put):
        return ""
    for number, place in PLACES.get(operation.table, ()):
        named = _named(operation.cells.get(number), place)
        if not named or named == header.author:
            continue
        if not isinstance(operation, Put) or not is_repeated(header, operation, number, find_row(operation.row)):
            return ANOTHER
    return ""


def is_repeated(header: Header, operation: Put, number: int, state: RowState | None) -> bool:
    """Whether a cell is given a value that stands in it. When a question was settled twice at once, or settled and
    taken back, the value may have gone meanwhile: what it was, nobody can tell here."""
    standing = state.cells.get(number, ()) if state is not None else ()
    if any(version.value == operation.cells[number] for version in standing):
        return True
    bases, known = operation.bases.get(number, ()), {version.meta.id for version in standing}
    is_choice = len(bases) > 1 or header.action in SETTLING
    return is_choice and not known.issuperset(bases)


def in_the_name_of(author: str, table: Table, cell: Cell, value: Value) -> Value:
    """A value as this author writes it."""
    place = dict(PLACES.get(table.number, ())).get(cell.number)
    if place is None or not _named(value, place):
        return value
    return [author if at == place else item for at, item in enumerate(value)] if isinstance(value, list) else author


def _named(value: Value, place: int) -> Value:
    if not isinstance(value, list):
        return value
    return value[place] if len(value) > place else None


def _places(table: Table) -> tuple[tuple[int, int], ...]:
    return tuple(
        (cell.number, place)
        for cell in table.cells
        for place, column in enumerate(cell.columns)
        if column.name.endswith(_ENDING) or column.name == _WITNESS
    )


PLACES: Mapping[int, tuple[tuple[int, int], ...]] = MappingProxyType(
    {table.number: places for table in TABLES if (places := _places(table))}
)
"""By table the cells that name somebody, and where in them."""
