"""Rows, as a cache of the log: the only writer of the business tables.

TEMP triggers refuse everyone else. A row that was never edited keeps no state of its own: its creating entry says it
all, and its state is computed from there when somebody edits it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from db.connection import Database
from domain.arabic import search_key
from domain.sync.entries import Add, EntryId, Operation
from domain.sync.entry_bytes import decode_header, decode_operations
from domain.sync.fold import apply
from domain.sync.packing import pack, unpack
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import BY_NUMBER, TABLES, Cell, Scalar, Table, Value
from domain.sync.tasks import tasks
from domain.sync.winners import shown


def _columns(table: Table) -> tuple[str, ...]:
    return tuple(column.name for cell in table.cells for column in cell.columns)


def _flat(cell: Cell, value: Value) -> list[Scalar]:
    if not cell.is_group:
        return [None if isinstance(value, list) else value]
    return list(value) if isinstance(value, list) else [None] * len(cell.columns)


class Projection:
    """Reads and writes the rows of one open store."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._is_open = False
        self._insert = {table.number: _insert_sql(table) for table in TABLES}
        self._update = {table.number: _update_sql(table) for table in TABLES}
        db.conn.create_function("istiqbal_projecting", 0, self._projecting)
        for table in TABLES:
            for event in ("INSERT", "UPDATE", "DELETE"):
                db.execute(
                    f"CREATE TEMP TRIGGER tripwire_{table.name}_{event.lower()} BEFORE {event} ON main.{table.name} "
                    "WHEN NOT istiqbal_projecting() "
                    "BEGIN SELECT RAISE(ABORT, 'only the projection writes this table'); END"
                )

    def _projecting(self) -> int:
        return int(self._is_open)

    @contextmanager
    def writing(self) -> Iterator[None]:
        self._is_open = True
        try:
            yield
        finally:
            self._is_open = False

    # --- states --------------------------------------------------------------------------------------------------

    def find_packed(self, row: str) -> RowState | None:
        found = self._db.execute("SELECT packed FROM row_state WHERE row = ?", (row,)).fetchone()
        return unpack(found[0]) if found else None

    def find_state(self, table: int, row: str) -> RowState | None:
        """The row's state, from its own record or, when it was never edited, from its creating entry."""
        packed = self.find_packed(row)
        if packed is not None:
            return packed
        name = BY_NUMBER[table].name
        found = self._db.execute(
            "SELECT e.id, e.replica, e.seq, e.eff, CASE WHEN e.reason = '' THEN e.hub_seq END, e.header "  # noqa: S608 (a literal of the registry)
            f"FROM {name} AS r JOIN entry AS e ON e.id = r.entry WHERE r.id = ?",
            (row,),
        ).fetchone()
        if found is None:
            return None
        return self._created_by(row, found)

    def _created_by(self, row: str, entry: tuple[object, ...]) -> RowState | None:
        number, replica, seq, eff, hub_seq, header = entry
        seen = decode_header(header).seen  # type: ignore[arg-type]
        meta = Meta(EntryId(replica, seq), eff, seen, hub_seq or 0)  # type: ignore[arg-type]
        for operation in self._operations(number):
            if isinstance(operation, Add) and operation.row == row:
                return apply(None, operation, meta)
        return None

    def _operations(self, entry: object) -> Iterator[Operation]:
        for (data,) in self._db.execute("SELECT data FROM part WHERE entry = ? ORDER BY n", (entry,)):
            yield from decode_operations(data)

    def is_shown(self, table: int, row: str, state: RowState | None) -> bool:
        """Whether the table shows what the state says."""
        view = shown(state) if state is not None else None
        kind = BY_NUMBER[table]
        columns = ", ".join(("void_reason", *_derived_columns(kind), *_columns(kind)))
        found = self._db.execute(f"SELECT {columns} FROM {kind.name} WHERE id = ?", (row,)).fetchone()  # noqa: S608
        if view is None:
            return found is None
        expected = (view.void_reason, *_derived(table, view.values), *_row(table, view.values))
        return found is not None and tuple(found) == expected

    def save_state(self, stream: int, row: str, state: RowState, entry: int) -> None:
        """Stores the state and what is shown of it. `entry` is the local number of the creating entry, if it is it."""
        with self.writing():
            self._db.execute(
                'INSERT INTO row_state (row, stream, "table", has_tasks, packed) VALUES (?, ?, ?, ?, ?) '
                "ON CONFLICT (row) DO UPDATE SET has_tasks = excluded.has_tasks, packed = excluded.packed",
                (row, stream, state.table, int(bool(tasks(row, state))), pack(state)),
            )
            view = shown(state)
            if view is None:
                self._delete(state.table, row)
            else:
                self._upsert(state.table, row, entry, view.values, view.void_reason)

    def insert_fresh(self, operation: Add, entry: int) -> None:
        """The quick path: a row nobody has touched needs no state."""
        with self.writing():
            self._insert_row(operation.table, operation.row, entry, operation.cells, None)

    def forget_fresh(self, table: int, row: str) -> None:
        with self.writing():
            self._delete(table, row)

    def clear(self) -> None:
        """Empties every cached row; the log stays. For a rebuild."""
        with self.writing():
            for table in TABLES:
                self._db.execute(f"DELETE FROM {table.name}")  # noqa: S608
            self._db.execute("DELETE FROM row_state")
            self._db.execute("INSERT INTO person_words (person_words) VALUES ('delete-all')")

    def fingerprint(self, table: Table) -> bytes:
        """One hash over what the table shows, whatever the order of writing was."""
        digest = hashlib.sha256()
        columns = ", ".join(("id", "void_reason", *_derived_columns(table), *_columns(table)))
        for row in self._db.execute(f"SELECT {columns} FROM {table.name} ORDER BY id"):  # noqa: S608
            digest.update(repr(row).encode())
        return digest.digest()

    # --- rows ----------------------------------------------------------------------------------------------------

    def _upsert(self, table: int, row: str, entry: int, values: Mapping[int, Value], void_reason: str | None) -> None:
        name = BY_NUMBER[table].name
        found = self._db.execute(f"SELECT n FROM {name} WHERE id = ?", (row,)).fetchone()  # noqa: S608
        if found is None:
            self._insert_row(table, row, entry, values, void_reason)
            return
        self._db.execute(self._update[table], (void_reason, *_derived(table, values), *_row(table, values), row))
        if name == "persons":
            self._db.execute("DELETE FROM person_words WHERE rowid = ?", (found[0],))
            self._index_person(found[0], values, void_reason)

    def _insert_row(
        self, table: int, row: str, entry: int, values: Mapping[int, Value], void_reason: str | None
    ) -> None:
        cursor = self._db.execute(
            self._insert[table], (row, entry, void_reason, *_derived(table, values), *_row(table, values))
        )
        if BY_NUMBER[table].name == "persons":
            self._index_person(int(cursor.lastrowid or 0), values, void_reason)

    def _index_person(self, n: int, values: Mapping[int, Value], void_reason: str | None) -> None:
        if void_reason is None:
            words = _searched_words(_name_key(values))
            self._db.execute("INSERT INTO person_words (rowid, name_key) VALUES (?, ?)", (n, words))

    def _delete(self, table: int, row: str) -> None:
        name = BY_NUMBER[table].name
        if name == "persons":
            self._db.execute(
                "DELETE FROM person_words WHERE rowid IN (SELECT n FROM persons WHERE id = ? AND void_reason IS NULL)",
                (row,),
            )
        self._db.execute(f"DELETE FROM {name} WHERE id = ?", (row,))  # noqa: S608


_NAME_CELL = next(table for table in TABLES if table.name == "persons").cell("name").number


def _name_key(values: Mapping[int, Value]) -> str:
    parts = values.get(_NAME_CELL)
    return search_key(str(parts[0] or "")) if isinstance(parts, list) else ""


def _searched_words(key: str) -> str:
    """The words of a name, and those with the article again without it: «عتي» finds «العتيبي»."""
    bare = [word[2:] for word in key.split(" ") if word.startswith("ال") and len(word) > 4]
    return " ".join((key, *bare))


def _derived(table: int, values: Mapping[int, Value]) -> list[Scalar]:
    return [_name_key(values)] if BY_NUMBER[table].name == "persons" else []


def _row(table: int, values: Mapping[int, Value]) -> list[Scalar]:
    return [item for cell in BY_NUMBER[table].cells for item in _flat(cell, values.get(cell.number))]


def _derived_columns(table: Table) -> tuple[str, ...]:
    return ("name_key",) if table.name == "persons" else ()


def _insert_sql(table: Table) -> str:
    columns = ("id", "entry", "void_reason", *_derived_columns(table), *_columns(table))
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608


def _update_sql(table: Table) -> str:
    columns = ("void_reason", *_derived_columns(table), *_columns(table))
    return f"UPDATE {table.name} SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?"  # noqa: S608
