"""The columns of the business tables, as the registry of what syncs has them."""

from collections.abc import Mapping

from domain.arabic import search_key
from domain.sync.entries import Add
from domain.sync.row_state import RowState
from domain.sync.schema import BY_NUMBER, TABLES, Scalar, Table, Value
from domain.sync.winners import shown


def columns_of(table: Table) -> tuple[str, ...]:
    return tuple(column.name for cell in table.cells for column in cell.columns)


_NAME_CELL = next(table for table in TABLES if table.name == "persons").cell("name").number


def name_key(values: Mapping[int, Value]) -> str:
    parts = values.get(_NAME_CELL)
    return search_key(str(parts[0] or "")) if isinstance(parts, list) else ""


def searched_words(key: str) -> str:
    """The words of a name, and those with the article again without it: «عتي» finds «العتيبي»."""
    bare = [word[2:] for word in key.split(" ") if word.startswith("ال") and len(word) > 4]
    return " ".join((key, *bare))


def derived(table: int, values: Mapping[int, Value]) -> list[Scalar]:
    return [name_key(values)] if BY_NUMBER[table].name == "persons" else []


def row_values(table: int, values: Mapping[int, Value]) -> list[Scalar]:
    found: list[Scalar] = []
    for cell in BY_NUMBER[table].cells:
        value = values.get(cell.number)
        count = len(cell.columns)
        if count == 1:
            found.append(None if isinstance(value, list) else value)
        elif count:
            found.extend(value if isinstance(value, list) else [None] * count)
    return found


def derived_columns(table: Table) -> tuple[str, ...]:
    return ("name_key",) if table.name == "persons" else ()


def columns_shown(table: Table) -> str:
    """What `values_shown` says of a row, as columns of its table."""
    return ", ".join(("void_reason", *derived_columns(table), *columns_of(table)))


def values_shown(table: int, state: RowState | None) -> tuple[Scalar, ...] | None:
    """What the table must show of a row; None when the row must not be there."""
    view = shown(state) if state is not None else None
    return None if view is None else _values(table, view.values, view.void_reason)


def added_values(operation: Add) -> tuple[Scalar, ...]:
    """The same of a row that was added and not touched since."""
    return _values(operation.table, operation.cells, None)


def _values(table: int, values: Mapping[int, Value], void_reason: str | None) -> tuple[Scalar, ...]:
    return (void_reason, *derived(table, values), *row_values(table, values))


def insert_sql(table: Table) -> str:
    columns = ("id", "entry", "void_reason", *derived_columns(table), *columns_of(table))
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608


def update_sql(table: Table) -> str:
    columns = ("void_reason", *derived_columns(table), *columns_of(table))
    return f"UPDATE {table.name} SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?"  # noqa: S608
