"""Statements as the drivers take them, compiled once for each kind of database."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Delete,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.visitors import iterate

# Text has a question mark for each value, and only what both databases understand.
Statement = Select[*tuple[object, ...]] | Insert | Update | Delete | str

SQLITE, POSTGRESQL = "sqlite", "postgresql"
DIALECTS: Mapping[str, Dialect] = {
    SQLITE: SQLiteDialect_pysqlite(paramstyle="named"),
    POSTGRESQL: PGDialect_psycopg(),  # type: ignore[no-untyped-call]
}
# On SQLite many values go in pieces of one size, so that there is one statement for any number of them.
PIECE = 40
BY_PLACE = SQLiteDialect_pysqlite(paramstyle="qmark")


@dataclass(frozen=True, eq=False)
class Compiled:
    """`fixed` are the values that the statement itself brings; `tables` None when nobody knows what text touches.

    `columns` are those of an insert of whole rows, in their order in the table: its rows wait as tuples, which SQLite
    takes by `by_place`."""

    sql: str
    fixed: Mapping[str, object]
    tables: frozenset[str] | None
    insert: Insert | None = None  # on PostgreSQL
    columns: tuple[str, ...] = ()
    by_place: str = ""

    @lru_cache(maxsize=100)  # noqa: B019 - as many as there are inserts, which are kept for ever as they are
    def of_arrays(self, alike: frozenset[str]) -> str:
        """The same for any number of rows at once, from an array for each column; of those that are alike in all rows
        the value itself."""
        if self.insert is None:
            raise ValueError("only inserts take arrays")
        columns = self.insert.table.columns
        sources = [
            bindparam(column.name, type_=column.type)
            if column.name in alike
            else func.unnest(bindparam(column.name, type_=ARRAY(column.type)))
            for column in columns
        ]
        made = self.insert.from_select([column.name for column in columns], select(*sources))
        # Sent as the server keeps them, which costs a third of sending them as text.
        return re.sub(r"%\((\w+)\)s", r"%(\1)b", str(made.compile(dialect=DIALECTS[POSTGRESQL])))

    @cached_property
    def of_a_piece(self) -> str:
        """`by_place` for PIECE rows, whose values follow each other."""
        places = "(" + ", ".join("?" * len(self.columns)) + ")"
        before, after = self.by_place.split(f" VALUES {places}")
        return f"{before} VALUES {', '.join([places] * PIECE)}{after}"

    @cached_property
    def key(self) -> tuple[int, ...]:
        """The places of the columns that name a row, where it replaces what stands: then no row may come twice."""
        if self.insert is None or " DO UPDATE " not in self.sql:
            return ()
        return tuple(place for place, column in enumerate(self.insert.table.columns) if column.primary_key)


@lru_cache(maxsize=1_000)
def compiled(statement: Statement, kind: str) -> Compiled:
    """Values are bytes, text and 64-bit numbers, which both drivers take and give as they are."""
    if isinstance(statement, str):
        return Compiled(statement if kind == SQLITE else statement.replace("%", "%%").replace("?", "%s"), {}, None)
    made = statement.compile(dialect=DIALECTS[kind])
    fixed = {name: value for name, value in made.params.items() if value is not None}
    touched = frozenset(str(table) for table in iterate(statement) if isinstance(table, Table))
    of_rows = statement if kind == POSTGRESQL and isinstance(statement, Insert) else None
    columns = _whole_row(statement, made.params, fixed)
    by_place = str(statement.compile(dialect=BY_PLACE)) if columns and kind == SQLITE else ""
    return Compiled(str(made), fixed, touched, of_rows, columns, by_place)


def _whole_row(statement: Statement, named: Iterable[str], fixed: Mapping[str, object]) -> tuple[str, ...]:
    """The columns of the table, where the statement inserts all of them as they are given under their names."""
    if not isinstance(statement, Insert) or fixed:
        return ()
    columns = tuple(column.name for column in statement.table.columns)
    return columns if columns == tuple(named) else ()


class OfMany:
    """A question asked of many values of one column at once. `question` says the rest of the key."""

    def __init__(self, question: Select[*tuple[object, ...]], column: Column[Any]) -> None:
        self._question = question
        self._column = column
        self.name = column.name

    @cached_property
    def of_a_piece(self) -> Select[*tuple[object, ...]]:
        places: list[ColumnElement[Any]] = [bindparam(f"{self.name}_{place}") for place in range(PIECE)]
        return self._question.where(self._column.in_(places))

    @cached_property
    def of_all(self) -> Select[*tuple[object, ...]]:
        """For PostgreSQL, with the values as an array under the column's name: answered value by value, each by its
        whole key. Asked for what is in a list, a server that has not counted yet how long a stream is may go through
        all of it and look each row up in the list."""
        values = bindparam(self.name, type_=ARRAY(self._column.type))
        asked = func.unnest(values).table_valued("value").render_derived(name="asked")
        # OFFSET 0 keeps it a question of its own: the server would look for another way to join it.
        of_one = self._question.where(self._column == asked.c.value).offset(literal_column("0")).lateral("of_one")
        return select(*of_one.c).select_from(asked.join(of_one, true()))

    def pieces(self, values: Sequence[object]) -> Iterator[dict[str, object]]:
        """The values for `of_a_piece`, a piece at a time; the last value fills the places that are left."""
        for start in range(0, len(values), PIECE):
            piece = values[start : start + PIECE]
            yield {f"{self.name}_{place}": piece[min(place, len(piece) - 1)] for place in range(PIECE)}


def given(column: Column[object]) -> ColumnElement[bool]:
    """`column = value`, where the value comes with each call under the column's name."""
    return column == bindparam(column.name)


def of_stream(table: Table, *names: str) -> tuple[ColumnElement[bool], ...]:
    """The rows of one stream, whose number is given, with these columns as given in the call."""
    return tuple(given(table.c[name]) for name in ("stream", *names))


def at(table: Table, *names: str) -> tuple[ColumnElement[bool], ...]:
    """The rows of one association with these columns as given in the call."""
    return tuple(given(table.c[name]) for name in ("association_id", *names))
