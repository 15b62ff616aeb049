"""Whose data was erased from each stream, and the rows that went with them; taking it out of what is stored."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from domain.sync.entries import EntryId, Malformed, Operation, row_bytes
from domain.sync.entry_bytes import decode_header, decode_operations
from domain.sync.erasure import numbers_of
from headoffice.store import schema
from headoffice.store.bodies import Bodies
from headoffice.store.connection import Connection
from headoffice.store.named_files import NamedFiles
from headoffice.store.numbers import Numbers
from headoffice.store.recovery_tables import erased
from headoffice.store.statements import at, of_stream


class _PlaceOf(GenericFunction[int]):
    """Where bytes begin in others, from 1; 0 when they are not in them."""

    type = BigInteger()
    name = "place_of"
    inherit_cache = True


@compiles(_PlaceOf, "sqlite")
def _place_in_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    sought, whole = element.clauses
    return f"instr({compiler.process(whole, **options)}, {compiler.process(sought, **options)})"


@compiles(_PlaceOf, "postgresql")
def _place_in_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    sought, whole = element.clauses
    return f"position({compiler.process(sought, **options)} in {compiler.process(whole, **options)})"


_entry = schema.entry.c
ADD = upsert(erased).on_conflict_do_nothing()
COUNT = select(func.count()).select_from(erased).where(*at(erased, "partition"))
FIND = select(erased.c.hub_seq).where(*at(erased, "partition", "row_id"))
ABOUT = select(_entry.header).where(
    *of_stream(schema.entry), _PlaceOf(bindparam("sought", type_=_entry.header.type), _entry.header) > 0
)
REMOVE_ROW = delete(schema.row_state).where(*of_stream(schema.row_state, "row_id"))


class Erased:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association
        self._files = NamedFiles(db, association)
        self._numbers = Numbers(db, association)
        self._bodies = Bodies(db, association)

    def count(self, partition: str) -> int:
        found = self._db.row(COUNT, association_id=self._association, partition=partition)
        return int(found[0]) if found else 0

    def has(self, partition: str, row: bytes) -> bool:
        """Whether a person was erased, or a row went with one."""
        key = {"association_id": self._association, "partition": partition, "row_id": row}
        return self._db.row(FIND, **key) is not None

    def add(self, partition: str, rows: Iterable[str], hub_seq: int) -> None:
        for row in rows:
            key = {"association_id": self._association, "partition": partition, "row_id": row_bytes(row)}
            self._db.run(ADD, **key, hub_seq=hub_seq)

    def take_out(self, partition: str, person: str) -> dict[str, int]:
        """Deletes what the stored entries say of a person, and tells the rows they touched, with their tables."""
        rows: dict[str, int] = {}
        for (raw,) in self._db.rows(ABOUT, **self._numbers.of(partition), sought=row_bytes(person)):
            header = decode_header(raw)
            for number in numbers_of(header, person):
                for operation in self._take_part(partition, header.id, number):
                    rows[operation.row] = operation.table
        return rows

    def _take_part(self, partition: str, id: EntryId, number: int) -> tuple[Operation, ...]:
        taken = self._bodies.take_part(partition, id, number)
        if taken is None:
            return ()
        try:
            operations = decode_operations(taken)
        except Malformed:
            # Of a newer program, or set aside unread: it has touched no row.
            return ()
        self._files.forget(partition, id, number, operations)
        return operations

    def remove_row(self, partition: str, row: str) -> None:
        self._db.run(REMOVE_ROW, **self._numbers.of(partition), row_id=row_bytes(row))
