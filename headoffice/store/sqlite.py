"""The embedded database: one file, one thread. Another process (`istiqbal-headoffice code`) may write in between."""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from domain.errors import Unavailable
from headoffice.store import failures, schema
from headoffice.store.driver import Batch, Columns, Purpose, Question, Row, Values, Work, nothing
from headoffice.store.making import first_statements
from headoffice.store.migrations import migrate
from headoffice.store.statements import PIECE, SQLITE, Compiled, OfMany, compiled

# Locked, out of space, out of reach. Any other operational error is a bug.
OF_THE_WORLD = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    }
)

# Of the write-ahead log, 16 MB: a laptop that sends ten thousand visits does not wait while they are moved to the file.
PAGES_AHEAD = 4_000

ROW_THERE = f"UNIQUE constraint failed: {schema.row_state.name}.{schema.STREAM}, "

READING = (Purpose.GLANCE, Purpose.READ)


class SqliteDatabase:
    """Belongs to the thread that opened it."""

    kind = SQLITE
    workers = 1

    def __init__(self, path: Path) -> None:
        """Opens or creates. Raises Unavailable when the file is damaged, newer, or cannot be reached."""
        try:
            self._sqlite = _open(path)
        except (sqlite3.Error, OSError) as error:
            raise _unreadable(path) from error

    def close(self) -> None:
        self._sqlite.close()

    def begin(self, purpose: Purpose) -> "SqliteSession":
        try:
            self._sqlite.execute("BEGIN DEFERRED" if purpose in READING else "BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            meaning = self.meaning_of(error)
            if meaning is not None:
                raise meaning from error
            raise
        return SqliteSession(self._sqlite)

    def wipe(self) -> None:
        """The write-ahead log is emptied; what another process still reads of it goes at the next checkpoint."""
        self._sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def meaning_of(self, error: BaseException) -> Exception | None:
        if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in OF_THE_WORLD:
            return failures.busy()
        if isinstance(error, sqlite3.IntegrityError) and ROW_THERE in str(error):
            return failures.contended(error, failures.RowThere)
        return None


class SqliteSession:
    def __init__(self, sqlite: sqlite3.Connection) -> None:
        self._sqlite = sqlite

    def rows(self, sql: str, values: Values) -> list[Row]:
        return self._sqlite.execute(sql, values).fetchall()

    def asked_of(self, question: OfMany, values: Sequence[object], named: Mapping[str, object]) -> list[Question]:
        known = compiled(question.of_a_piece, SQLITE)
        return [(known.sql, {**known.fixed, **named, **piece}) for piece in question.pieces(values)]

    def rows_of_each(self, questions: Sequence[Question], meanwhile: Work = nothing) -> list[list[Row]]:
        meanwhile()
        return [self.rows(sql, values) for sql, values in questions]

    def each(self, sql: str, values: Values) -> Iterator[Row]:
        return self._sqlite.execute(sql, values)

    def change(self, sql: str, values: Values) -> int:
        return self._sqlite.execute(sql, values).rowcount

    def change_many(self, batches: Sequence[Batch]) -> None:
        for known, rows in batches:
            if isinstance(rows, Columns):
                self._add(known, rows)
            else:
                self._sqlite.executemany(known.sql, rows)

    def _add(self, known: Compiled, columns: Columns) -> None:
        """Each statement costs as much as the row it adds, so that many rows are added by one."""
        rows = columns.rows()
        for _ in range(len(columns) // PIECE):
            self._sqlite.execute(known.of_a_piece, list(chain.from_iterable(islice(rows, PIECE))))
        self._sqlite.executemany(known.by_place, rows)

    def send_ahead(self, batches: Sequence[Batch]) -> None:
        """The database has no process of its own."""
        self.change_many(batches)

    def commit(self, batches: Sequence[Batch], meanwhile: Work = nothing) -> None:
        self.change_many(batches)
        meanwhile()
        self._sqlite.commit()

    @property
    def is_in_vain(self) -> bool:
        return False

    def roll_back(self) -> None:
        self._sqlite.rollback()


def _open(path: Path) -> sqlite3.Connection:
    # The file is made before SQLite does, which would make it readable for everybody.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    sqlite = sqlite3.connect(path, isolation_level=None, timeout=failures.WAIT_SECONDS, cached_statements=500)
    try:
        sqlite.execute("PRAGMA journal_mode = WAL")
        sqlite.execute("PRAGMA synchronous = FULL")
        sqlite.execute(f"PRAGMA wal_autocheckpoint = {PAGES_AHEAD}")
        sqlite.execute("PRAGMA trusted_schema = OFF")
        # What is deleted is overwritten with zeros: a person can be erased.
        sqlite.execute("PRAGMA secure_delete = ON")
        _prepare(sqlite)
    except BaseException:
        sqlite.close()
        raise
    return sqlite


def _prepare(sqlite: sqlite3.Connection) -> None:
    sqlite.execute("BEGIN IMMEDIATE")
    (version,) = sqlite.execute("PRAGMA user_version").fetchone()
    if version > schema.VERSION:
        raise failures.newer()
    if version == 0:
        for statement in first_statements(SQLITE):
            sqlite.execute(statement)
    else:
        migrate(sqlite, SQLITE, version)
    if version != schema.VERSION:
        sqlite.execute(f"PRAGMA user_version = {schema.VERSION}")
    sqlite.commit()


def _unreadable(path: Path) -> Unavailable:
    return Unavailable(
        "hub.store.unreadable",
        ar=f"تعذّر فتح قاعدة بيانات المركز الرئيس {path.name}: قد تكون تالفة أو محجوبة. تحقق من المجلد ومن صلاحياته، "
        "أو استعد نسخة احتياطية.",
        en=f"Head office's database {path.name} cannot be opened: it may be damaged or out of reach. "
        "Check the folder and its permissions, or restore a backup.",
    )
