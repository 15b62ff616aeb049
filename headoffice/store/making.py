"""The statements that make the tables of a new database."""

from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import Table
from sqlalchemy.schema import CreateIndex, CreateTable

from headoffice.store import recovery_tables, schema
from headoffice.store.statements import DIALECTS, POSTGRESQL

# Every module that declares tables, so that none is forgotten because nobody had imported it yet.
MODULES = (schema, recovery_tables)


def tables() -> list[Table]:
    return [thing for module in MODULES for thing in vars(module).values() if isinstance(thing, Table)]


@lru_cache(maxsize=2)
def first_statements(kind: str) -> tuple[str, ...]:
    return tuple(statement for table in tables() for statement in _statements_of(table, kind))


def _statements_of(table: Table, kind: str) -> Iterator[str]:
    yield str(CreateTable(table).compile(dialect=DIALECTS[kind]))
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        yield str(CreateIndex(index).compile(dialect=DIALECTS[kind]))
    if kind == POSTGRESQL:
        yield from schema.pieces_of(table)
