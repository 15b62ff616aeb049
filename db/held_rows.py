"""Rows that a piece of a stream touches: read at once before, kept here while it is folded, written together after."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

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
ENTRIES = "SELECT id, entry FROM {table} WHERE id IN (SELECT value FROM json_each(?))"


Added = tuple[Add, Meta]  # all there is of a row that nobody has edited


class HeldRow:
    """`to_save` names the stream and the entry to save it with."""

    __slots__ = ("_added", "_state", "is_packed", "to_save")

    def __init__(self, state: RowState | None = None, *, added: Added | None = None, is_packed: bool = False) -> None:
        self._state = state
        self._added = added
        self.is_packed = is_packed
        self.to_save: tuple[int, int] | None = None

    @property
    def state(self) -> RowState | None:
        if self._added is not None:
            # Made when it is asked for: most rows are never asked for more than who added them.
            self._state, self._added = apply(None, *self._added), None
        return self._state

    @property
    def adding(self) -> Meta | None:
        """Of the entry that added it."""
        if self._added is not None:
            return self._added[1]
        return self._state.created if self._state is not None else None

    @property
    def plain(self) -> Meta | None:
        """The same of a row that nobody has edited, nor asked for its state."""
        return self._added[1] if self._added is not None else None

    def set_state(self, state: RowState | None) -> None:
        self._state, self._added = state, None

    def set_added(self, added: Added) -> None:
        self._state, self._added = None, added


def read_rows(
    db: Database, tables: Mapping[str, int], find_added: Callable[[int, str], Added | None]
) -> dict[str, HeldRow]:
    """Each of these rows, which are of these tables, with its state as it stands in the log. `find_added` says what
    the entry of a local number adds to the row, if that is known already."""
    held: dict[str, HeldRow] = {}
    for row, packed in db.execute(
        "SELECT row, packed FROM row_state WHERE row IN (SELECT value FROM json_each(?))", (json.dumps(sorted(tables)),)
    ):
        held[row] = HeldRow(unpack(packed), is_packed=True)
    by_table: dict[int, list[str]] = {}
    for row, number in tables.items():
        if row not in held:
            by_table.setdefault(number, []).append(row)
    for number, rows in by_table.items():
        table = BY_NUMBER[number].name
        unread = []
        for row, entry in db.execute(ENTRIES.format(table=table), (json.dumps(sorted(rows)),)):
            added = find_added(entry, row)
            if added is None:
                unread.append(row)
            else:
                held[row] = HeldRow(added=added)
        for row, added in created_rows(db, table, unread):
            held[row] = HeldRow(added=added)
    for row in tables.keys() - held.keys():
        held[row] = HeldRow()
    return held


def created_rows(db: Database, table: str, rows: Iterable[str]) -> Iterator[tuple[str, Added]]:
    """Of those that are there and were never edited."""
    which = "r.id IN (SELECT value FROM json_each(?))"
    return created(db.execute(CREATED.format(table=table, which=which), (json.dumps(list(rows)),)))


def created(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[str, Added]]:
    """Rows that were never edited, from the entries that created them."""
    for row, _, replica, seq, eff, hub_seq, header, data in rows:
        for operation in decode_operations(data):  # type: ignore[arg-type]
            if isinstance(operation, Add) and operation.row == row:
                seen = decode_header(header).seen  # type: ignore[arg-type]
                meta = Meta(EntryId(replica, seq), eff, seen, hub_seq or 0)  # type: ignore[arg-type]
                yield operation.row, (operation, meta)


def tables_of(operations: Iterable[Operation]) -> dict[str, int] | None:
    """Of each row that they touch; None when one is said to be of two, or of a table that is not known."""
    tables: dict[str, int] = {}
    for operation in operations:
        if tables.setdefault(operation.row, operation.table) != operation.table or operation.table not in BY_NUMBER:
            return None
    return tables
