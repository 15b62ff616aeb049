"""Rows that a piece of a stream touches: read at once before, kept here while it is folded, written together after."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from db.connection import Database
from domain.sync.entries import Add, EntryId, Operation
from domain.sync.entry_bytes import decode_header, decode_operations
from domain.sync.fold import apply
from domain.sync.packing import unpack
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import BY_NUMBER

CREATED = (
    "SELECT r.id, e.id, e.replica, e.seq, e.eff, CASE WHEN e.reason = '' THEN e.hub_seq END, e.header, p.data "
    "FROM {table} AS r JOIN entry AS e ON e.id = r.entry JOIN part AS p ON p.entry = e.id WHERE {which} "
    "ORDER BY r.id, p.n"
)


@dataclass
class HeldRow:
    """`to_save` names the stream and the entry to save it with."""

    state: RowState | None
    is_packed: bool
    to_save: tuple[int, int] | None = None


def read_rows(db: Database, tables: Mapping[str, int]) -> dict[str, HeldRow]:
    """Each of these rows, which are of these tables, with its state as it stands in the log."""
    held = {row: HeldRow(None, is_packed=False) for row in tables}
    for row, packed in db.execute(
        "SELECT row, packed FROM row_state WHERE row IN (SELECT value FROM json_each(?))", (json.dumps(sorted(held)),)
    ):
        held[row] = HeldRow(unpack(packed), is_packed=True)
    for number in {table for row, table in tables.items() if not held[row].is_packed}:
        rows = sorted(row for row, table in tables.items() if table == number and not held[row].is_packed)
        which = "r.id IN (SELECT value FROM json_each(?))"
        created = db.execute(CREATED.format(table=BY_NUMBER[number].name, which=which), (json.dumps(rows),))
        for row, state in created_states(created):
            held[row] = HeldRow(state, is_packed=False)
    return held


def created_states(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[str, RowState]]:
    """The states of rows that were never edited, from the entries that created them."""
    for row, _, replica, seq, eff, hub_seq, header, data in rows:
        for operation in decode_operations(data):  # type: ignore[arg-type]
            if isinstance(operation, Add) and operation.row == row:
                seen = decode_header(header).seen  # type: ignore[arg-type]
                meta = Meta(EntryId(replica, seq), eff, seen, hub_seq or 0)  # type: ignore[arg-type]
                yield operation.row, apply(None, operation, meta)


def tables_of(operations: Iterable[Operation]) -> dict[str, int] | None:
    """Of each row that they touch; None when one is said to be of two, or of a table that is not known."""
    tables: dict[str, int] = {}
    for operation in operations:
        if tables.setdefault(operation.row, operation.table) != operation.table or operation.table not in BY_NUMBER:
            return None
    return tables
