"""Rows, as a cache of the log: the only writer of the business tables.

TEMP triggers refuse everyone else. A row that was never edited keeps no state of its own: its creating entry says it
all, and its state is computed from there when somebody edits it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from db.connection import Database
from db.held_rows import CREATED, Added, HeldRow, created, read_rows
from db.row_columns import (
    columns_shown,
    derived,
    insert_sql,
    name_key,
    row_values,
    searched_words,
    update_sql,
    values_shown,
)
from domain.sync.entries import Add
from domain.sync.fold import apply
from domain.sync.packing import pack, unpack
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import BY_NUMBER, TABLES, Scalar, Table, Value
from domain.sync.tables import PERSONS
from domain.sync.tasks import tasks
from domain.sync.winners import shown


def _nothing() -> None:
    """Nothing is held back."""


def _tripwires() -> Iterator[str]:
    """The statements that let nobody else write a table of records."""
    for table in TABLES:
        for event in ("INSERT", "UPDATE", "DELETE"):
            yield (
                f"CREATE TEMP TRIGGER tripwire_{table.name}_{event.lower()} BEFORE {event} ON main.{table.name} "
                "WHEN NOT istiqbal_projecting() "
                "BEGIN SELECT RAISE(ABORT, 'only the projection writes this table'); END;"
            )


class Projection:
    """Reads and writes the rows of one open store."""

    def __init__(self, db: Database) -> None:
        self._tables = db
        self._is_open = False
        self._held: dict[str, HeldRow] = {}
        self._fresh: list[tuple[Add, int]] = []
        self._settle_log: Callable[[], None] = _nothing
        self._insert = {table.number: insert_sql(table) for table in TABLES}
        self._update = {table.number: update_sql(table) for table in TABLES}
        db.conn.create_function("istiqbal_projecting", 0, self._projecting)
        # In one piece: a hundred statements by themselves are half of what opening a store takes.
        db.conn.executescript("".join(_tripwires()))

    def _projecting(self) -> int:
        return int(self._is_open)

    @contextmanager
    def writing(self) -> Iterator[None]:
        self._is_open = True
        try:
            yield
        finally:
            self._is_open = False

    # --- a piece of a stream ---------------------------------------------------------------------------------------

    def read_ahead(
        self,
        tables: Mapping[str, int],
        settle_log: Callable[[], None],
        find_added: Callable[[int, str], Added | None],
    ) -> None:
        """These rows are read now and written by `settle`. `settle_log` makes the log's tables whole to be asked;
        `find_added` says what it has of an entry already."""
        self._held = read_rows(self._tables, tables, find_added)
        self._settle_log = settle_log

    def settle(self) -> None:
        """Writes the rows that were held back."""
        fresh, self._fresh = self._fresh, []
        saved = {row: held for row, held in self._held.items() if held.to_save is not None}
        if not fresh and not saved:
            return
        with self.writing():
            self._insert_many(fresh)
            for row, held in saved.items():
                if held.state is not None and held.to_save is not None:
                    self._save(held.to_save[0], row, held.state, held.to_save[1])
                held.to_save = None

    def forget_ahead(self) -> None:
        """Also what was not written, as after a transaction that was undone."""
        self._held, self._fresh, self._settle_log = {}, [], _nothing

    @property
    def _db(self) -> Database:
        """The tables with all that was written to them."""
        self._settle_log()
        self.settle()
        return self._tables

    # --- states --------------------------------------------------------------------------------------------------

    def find_packed(self, row: str) -> RowState | None:
        held = self._held.get(row)
        if held is not None:
            return held.state if held.is_packed else None
        found = self._db.execute("SELECT packed FROM row_state WHERE row = ?", (row,)).fetchone()
        return unpack(found[0]) if found else None

    def find_state(self, table: int, row: str) -> RowState | None:
        """The row's state, from its own record or, when it was never edited, from its creating entry."""
        if row in self._held:
            return self._held[row].state
        packed = self.find_packed(row)
        if packed is not None:
            return packed
        found = self._db.execute(CREATED.format(table=BY_NUMBER[table].name, which="r.id = ?"), (row,))
        return next((apply(None, *added) for _, added in created(found)), None)

    def find_adding(self, table: int, row: str) -> Meta | None:
        """Of the entry that added the row, of one that is there."""
        held = self._held.get(row)
        if held is not None:
            return held.adding
        state = self.find_state(table, row)
        return state.created if state is not None else None

    def find_plain(self, row: str) -> Meta | None:
        """Of the entry that added a row which was read ahead and is nothing else."""
        held = self._held.get(row)
        return held.plain if held is not None else None

    def is_shown(self, table: int, row: str, state: RowState | None) -> bool:
        """Whether the table shows what the state says."""
        kind = BY_NUMBER[table]
        statement = f"SELECT {columns_shown(kind)} FROM {kind.name} WHERE id = ?"  # noqa: S608
        found = self._db.execute(statement, (row,)).fetchone()
        return (None if found is None else tuple(found)) == values_shown(table, state)

    def save_state(self, stream: int, row: str, state: RowState, entry: int) -> None:
        """Stores the state and what is shown of it. `entry` is the local number of the creating entry, if it is it."""
        held = self._held.get(row)
        if held is not None and state.created is not None:
            held.set_state(state)
            held.is_packed, held.to_save = True, held.to_save or (stream, entry)
            return
        self.settle()
        with self.writing():
            self._save(stream, row, state, entry)
        if held is not None:
            held.set_state(state)
            held.is_packed = True

    def _save(self, stream: int, row: str, state: RowState, entry: int) -> None:
        self._tables.execute(
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
        if operation.row in self._held:
            self._fresh.append((operation, entry))
            return
        with self.writing():
            self._insert_row(operation.table, operation.row, entry, operation.cells, None)

    def note_fresh(self, operation: Add, meta: Meta) -> None:
        """What a row without a state of its own is since its entry was stamped."""
        held = self._held.get(operation.row)
        if held is not None:
            held.set_added((operation, meta))

    def forget_fresh(self, table: int, row: str) -> None:
        self.settle()
        with self.writing():
            self._delete(table, row)
        held = self._held.get(row)
        if held is not None:
            held.set_state(None)

    def clear(self) -> None:
        """Empties every cached row; the log stays. For a rebuild."""
        self._held, self._fresh = {}, []
        with self.writing():
            for table in TABLES:
                self._tables.execute(f"DELETE FROM {table.name}")  # noqa: S608
            self._tables.execute("DELETE FROM row_state")
            self._tables.execute("INSERT INTO person_words (person_words) VALUES ('delete-all')")

    def fingerprint(self, table: Table) -> bytes:
        """One hash over what the table shows, whatever the order of writing was."""
        digest = hashlib.sha256()
        for row in self._db.execute(f"SELECT id, {columns_shown(table)} FROM {table.name} ORDER BY id"):  # noqa: S608
            digest.update(repr(row).encode())
        return digest.digest()

    # --- rows ----------------------------------------------------------------------------------------------------

    def _upsert(self, table: int, row: str, entry: int, values: Mapping[int, Value], void_reason: str | None) -> None:
        name = BY_NUMBER[table].name
        new = (void_reason, *derived(table, values), *row_values(table, values), row)
        if not self._tables.execute(self._update[table], new).rowcount:
            self._insert_row(table, row, entry, values, void_reason)
        elif name == "persons":
            (n,) = self._tables.execute("SELECT n FROM persons WHERE id = ?", (row,)).fetchone()
            self._tables.execute("DELETE FROM person_words WHERE rowid = ?", (n,))
            self._index_person(n, values, void_reason)

    def _insert_many(self, fresh: Iterable[tuple[Add, int]]) -> None:
        plain: dict[int, list[tuple[Scalar, ...]]] = {}
        for operation, entry in fresh:
            if operation.table == PERSONS.number:
                # Its number in the table is that of its words.
                self._insert_row(operation.table, operation.row, entry, operation.cells, None)
            else:
                row = (operation.row, entry, None, *row_values(operation.table, operation.cells))
                plain.setdefault(operation.table, []).append(row)
        for table, many in plain.items():
            self._tables.conn.executemany(self._insert[table], many)

    def _insert_row(
        self, table: int, row: str, entry: int, values: Mapping[int, Value], void_reason: str | None
    ) -> None:
        cursor = self._tables.execute(
            self._insert[table], (row, entry, void_reason, *derived(table, values), *row_values(table, values))
        )
        if BY_NUMBER[table].name == "persons":
            self._index_person(int(cursor.lastrowid or 0), values, void_reason)

    def _index_person(self, n: int, values: Mapping[int, Value], void_reason: str | None) -> None:
        if void_reason is None:
            words = searched_words(name_key(values))
            self._tables.execute("INSERT INTO person_words (rowid, name_key) VALUES (?, ?)", (n, words))

    def _delete(self, table: int, row: str) -> None:
        name = BY_NUMBER[table].name
        if name == "persons":
            self._tables.execute(
                "DELETE FROM person_words WHERE rowid IN (SELECT n FROM persons WHERE id = ? AND void_reason IS NULL)",
                (row,),
            )
        self._tables.execute(f"DELETE FROM {name} WHERE id = ?", (row,))  # noqa: S608
