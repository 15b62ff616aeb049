"""The hashes of many rows as they stand in the tables, in a few statements (`domain.sync.comparing`)."""

import json
from collections.abc import Iterator, Mapping

from db.connection import Database
from db.row_columns import added_values, columns_shown, values_shown
from domain.sync.canonical import added_hash, canonical_hash
from domain.sync.entries import Add, EntryId
from domain.sync.entry_bytes import decode_operations
from domain.sync.packing import unpack
from domain.sync.row_state import Meta
from domain.sync.schema import BY_NUMBER

STATES = "SELECT row, packed FROM row_state WHERE row IN (SELECT value FROM json_each(?))"
ADDED = (
    "SELECT r.id, e.replica, e.seq, e.eff, CASE WHEN e.reason = '' THEN e.hub_seq END, p.data "
    "FROM {table} AS r JOIN entry AS e ON e.id = r.entry JOIN part AS p ON p.entry = e.id "
    "WHERE r.id IN (SELECT value FROM json_each(?))"
)
SHOWN = "SELECT id, {columns} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
OTHERWISE = 2  # makes another number of a hash


def hash_rows(db: Database, tables: Mapping[str, int]) -> dict[str, int]:
    """Each of these rows, which are of these tables, by its id: 0 for one that head office does not show, and another
    number than head office's for one that shows what its state does not say. Raises Malformed, ValueError or KeyError
    when one cannot be read."""
    said: dict[str, tuple[int, object]] = {row: (0, None) for row in tables}
    shown: dict[str, object] = {}
    for number in set(tables.values()):
        rows = [row for row, table in tables.items() if table == number]
        shown.update(_shown(db, number, rows))
        said.update(_added(db, number, rows))
    said.update(_edited(db, tables))
    return {row: value if shown.get(row) == expected else value ^ OTHERWISE for row, (value, expected) in said.items()}


def _shown(db: Database, number: int, rows: list[str]) -> Iterator[tuple[str, object]]:
    table = BY_NUMBER[number]
    statement = SHOWN.format(columns=columns_shown(table), table=table.name)
    for row, *values in db.execute(statement, (json.dumps(rows),)):
        yield row, tuple(values)


def _added(db: Database, number: int, rows: list[str]) -> Iterator[tuple[str, tuple[int, object]]]:
    """What the entries say that added them: all there is of a row that nobody has edited."""
    found = db.execute(ADDED.format(table=BY_NUMBER[number].name), (json.dumps(rows),))
    for row, replica, seq, eff, hub_seq, data in found:
        for operation in decode_operations(data):
            if isinstance(operation, Add) and operation.row == row:
                meta = Meta(EntryId(replica, seq), eff, 0, hub_seq or 0)
                yield row, (added_hash(operation, meta) if hub_seq else 0, added_values(operation))


def _edited(db: Database, tables: Mapping[str, int]) -> Iterator[tuple[str, tuple[int, object]]]:
    """Rows that have a state of their own."""
    for row, packed in db.execute(STATES, (json.dumps(list(tables)),)):
        state = unpack(packed)
        yield row, (canonical_hash(row, state), values_shown(tables[row], state))
