"""Opening head office's database, and its transactions.

One thread owns the connection. A second process (`istiqbal-headoffice code`) may write between its transactions.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import Unavailable
from headoffice.store import schema

WAIT_SECONDS = 10.0
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


class Connection:
    """Transactions and rows; the statements are in the other modules of this package."""

    def __init__(self, path: Path) -> None:
        """Opens or creates. Raises Unavailable when the file is damaged, newer, or cannot be reached."""
        try:
            self._sqlite = _open(path)
        except (sqlite3.Error, OSError) as error:
            raise _unreadable(path) from error

    def close(self) -> None:
        self._sqlite.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction that nobody else writes beside; durable when the block ends, undone when it raises."""
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One view of the whole database."""
        with self._transaction("BEGIN DEFERRED"):
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        try:
            self._sqlite.execute(begin)
            try:
                yield
            except BaseException:
                self._sqlite.rollback()
                raise
            self._sqlite.commit()
        except sqlite3.OperationalError as error:
            if self._sqlite.in_transaction:
                self._sqlite.rollback()
            if error.sqlite_errorcode & 0xFF not in OF_THE_WORLD:
                raise
            raise _busy() from error

    def rows(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self._sqlite.execute(statement, values)

    def row(self, statement: str, *values: object) -> tuple[object, ...] | None:
        found: tuple[object, ...] | None = self._sqlite.execute(statement, values).fetchone()
        return found

    def run(self, statement: str, *values: object) -> int:
        """How many rows it changed."""
        return self._sqlite.execute(statement, values).rowcount


def _open(path: Path) -> sqlite3.Connection:
    # The file is made before SQLite does, which would make it readable for everybody.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    sqlite = sqlite3.connect(path, isolation_level=None, timeout=WAIT_SECONDS)
    try:
        sqlite.execute("PRAGMA journal_mode = WAL")
        sqlite.execute("PRAGMA synchronous = FULL")
        sqlite.execute("PRAGMA trusted_schema = OFF")
        _prepare(sqlite)
    except BaseException:
        sqlite.close()
        raise
    return sqlite


def _prepare(sqlite: sqlite3.Connection) -> None:
    sqlite.execute("BEGIN IMMEDIATE")
    (version,) = sqlite.execute("PRAGMA user_version").fetchone()
    if version == 0:
        for statement in schema.STATEMENTS:
            sqlite.execute(statement)
        sqlite.execute(f"PRAGMA user_version = {schema.VERSION}")
    sqlite.commit()
    if version > schema.VERSION:
        raise Unavailable(
            "hub.store.newer",
            ar="قاعدة بيانات المركز الرئيس من إصدار أحدث من هذا البرنامج؛ حدّث البرنامج ثم أعد التشغيل.",
            en="Head office's database is of a newer version than this program; update the program and start again.",
        )


def _unreadable(path: Path) -> Unavailable:
    return Unavailable(
        "hub.store.unreadable",
        ar=f"تعذّر فتح قاعدة بيانات المركز الرئيس {path.name}: قد تكون تالفة أو محجوبة. تحقق من المجلد ومن صلاحياته، "
        "أو استعد نسخة احتياطية.",
        en=f"Head office's database {path.name} cannot be opened: it may be damaged or out of reach. "
        "Check the folder and its permissions, or restore a backup.",
    )


def _busy() -> Unavailable:
    return Unavailable(
        "hub.busy",
        ar="قاعدة بيانات المركز الرئيس مشغولة أو امتلأ القرص؛ لم يضع شيء، وستعاد المحاولة.",
        en="Head office's database is busy or its disk is full; nothing was lost, it will be tried again.",
    )
