"""Statements as the drivers take them, compiled once for each kind of database."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Column, ColumnElement, Delete, Insert, Select, Table, Update, bindparam
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect

# Text has a question mark for each value, and only what both databases understand.
Statement = Select[*tuple[object, ...]] | Insert | Update | Delete | str

SQLITE, POSTGRESQL = "sqlite", "postgresql"
DIALECTS: Mapping[str, Dialect] = {
    SQLITE: SQLiteDialect_pysqlite(paramstyle="named"),
    POSTGRESQL: PGDialect_psycopg(),  # type: ignore[no-untyped-call]
}


@dataclass(frozen=True, eq=False)
class Compiled:
    """`fixed` are the values that the statement itself brings; `tables` None when nobody knows what text touches."""

    sql: str
    fixed: Mapping[str, object]
    tables: frozenset[str] | None


@lru_cache(maxsize=1_000)
def compiled(statement: Statement, kind: str) -> Compiled:
    """Values are bytes, text and 64-bit numbers, which both drivers take and give as they are."""
    if isinstance(statement, str):
        return Compiled(statement if kind == SQLITE else statement.replace("%", "%%").replace("?", "%s"), {}, None)
    made = statement.compile(dialect=DIALECTS[kind])
    fixed = {name: value for name, value in made.params.items() if value is not None}
    touched = statement.get_final_froms() if isinstance(statement, Select) else [statement.table]
    is_plain = all(isinstance(table, Table) for table in touched)
    return Compiled(str(made), fixed, frozenset(str(table) for table in touched) if is_plain else None)


def given(column: Column[object]) -> ColumnElement[bool]:
    """`column = value`, where the value comes with each call under the column's name."""
    return column == bindparam(column.name)


def at(table: Table, *names: str) -> tuple[ColumnElement[bool], ...]:
    """The rows of one association with these columns as given in the call."""
    return tuple(given(table.c[name]) for name in ("association_id", *names))
