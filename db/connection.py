"""The one door to an encrypted store.

Importing this module is what makes sqlite_utils speak SQLCipher, so everyone else takes `Database` from here and never
from the library: whoever imported the library first would get the unencrypted driver of the standard library.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3

from db.failures import naming_failures, sqlcipher
from db.safe_folder import refuse_unsafe_folder
from domain.errors import Unavailable


def use_sqlcipher() -> None:
    """Makes sqlite_utils use SQLCipher, and checks that it does.

    The library asks for `pysqlite3` before it takes the standard library's driver. Merely handing it a SQLCipher
    connection is not enough: it would not know that driver's errors, an ``INSERT … RETURNING`` that fails would leave a
    transaction open, and later inserts would vanish at close.
    """
    sys.modules["pysqlite3"] = sqlcipher3
    sys.modules["pysqlite3.dbapi2"] = sqlcipher
    library = importlib.import_module("sqlite_utils.utils")
    if library.sqlite3 is not sqlcipher3 or library.OperationalError is not sqlcipher.OperationalError:
        raise RuntimeError(
            "sqlite_utils was imported before db.connection and uses the unencrypted driver; "
            "import Database from db.connection"
        )


use_sqlcipher()

from sqlite_utils import Database  # noqa: E402 - only after the driver is in place

__all__ = ["KEY_BYTES", "Database", "begin_immediate", "naming_failures", "open_database", "refuse_unsafe_folder"]

KEY_BYTES = 32
BUSY_TIMEOUT_MS = 5_000
# A round with head office alone has more of them than the driver would keep prepared by itself.
MOST_STATEMENTS = 500

# Name, the value set, the value that must be read back. FULL, because NORMAL loses acknowledged commits in a power cut.
# Temporary tables and sorting stay in memory: SQLCipher does not encrypt what would spill to a temporary file.
# `cipher_memory_security` stays off: it locks and wipes every allocation, at a great cost, and the library wipes its
# own key material without it.
PRAGMAS = (
    ("busy_timeout", str(BUSY_TIMEOUT_MS), str(BUSY_TIMEOUT_MS)),
    ("trusted_schema", "OFF", "0"),
    ("temp_store", "MEMORY", "2"),
    ("secure_delete", "ON", "1"),
    ("cache_size", "-16000", "-16000"),
    ("foreign_keys", "ON", "1"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
)


def open_database(path: Path, key: bytes, *, create: bool = False, any_thread: bool = False) -> Database:
    """The database of `path`, proven to open with `key`: the raw 32 bytes, never a passphrase.

    Every statement commits by itself unless it stands in `begin_immediate`. Only the opening thread may use the
    connection, unless `any_thread` is asked for (then the caller keeps two threads from using it at once). With
    `create` there must be no such file yet; without it there must be one.

    Raises Unavailable: ``store.missing``, ``store.exists``, ``store.unreadable`` (wrong key, or a damaged first page:
    `db.damage.check_file` tells which), ``store.damaged`` and the others of `db.failures`; RuleBroken for a folder on a
    network or in a cloud.
    """
    if len(key) != KEY_BYTES:
        # SQLCipher would silently take any other length for a passphrase.
        raise ValueError(f"the key has {len(key)} bytes, not {KEY_BYTES}")
    refuse_unsafe_folder(path.parent)
    _expect_file(path, create=create)
    with naming_failures(path.parent):
        connection = connect(path, create=create, any_thread=any_thread)
        try:
            prove_key(connection, key)
            _configure(connection)
        except BaseException:
            connection.close()
            raise
    # Without this, any installed package with an entry point would be handed the unlocked connection.
    return Database(connection, execute_plugins=False)


def connect(path: Path, *, create: bool = False, any_thread: bool = False, is_evidence: bool = False) -> Any:
    """A bare connection without a key, for `open_database` and for looking at damage and at what stands aside; nobody
    else. Evidence is read as it lies: not a byte of it nor a file beside it changes, and its log is not taken up."""
    mode = "ro&immutable=1" if is_evidence else "rwc" if create else "rw"
    with naming_failures():
        return sqlcipher.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_TIMEOUT_MS / 1000,
            isolation_level=None,
            check_same_thread=not any_thread,
            cached_statements=MOST_STATEMENTS,
        )


def _expect_file(path: Path, *, create: bool) -> None:
    if create and path.exists() and path.stat().st_size > 0:
        raise Unavailable(
            "store.exists",
            ar="يوجد في هذا المجلد ملف بيانات سابق، ولم يُمسّ. افتحه، أو اختر مجلدًا فارغًا.",
            en="This folder already holds a store, and it was left untouched. Open it, or choose an empty folder.",
        )
    if not create and not path.exists():
        raise Unavailable(
            "store.missing",
            ar="لا يوجد ملف بيانات في هذا المجلد. تأكد من المجلد، أو استعد نسخة احتياطية.",
            en="There is no store in this folder. Check the folder, or restore a backup.",
        )
    if not create and path.stat().st_size == 0:
        # SQLite would take an empty file for a new database that any key opens.
        raise Unavailable(
            "store.damaged",
            ar="ملف البيانات فارغ، ولم يُمسّ. استعد آخر نسخة احتياطية أو اتصل بالدعم.",
            en="The store's file is empty, and it was left untouched. Restore the last backup or call support.",
        )


def prove_key(connection: Any, key: bytes) -> None:
    """Gives a fresh connection its key and reads with it; raises the library's error when the key does not open it."""
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    # Before the first read, which would otherwise write about a wrong key to the terminal.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _configure(connection: Any) -> None:
    for name, value, _ in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    for name, _, expected in PRAGMAS:
        found = str(connection.execute(f"PRAGMA {name}").fetchone()[0])
        if found == expected:
            continue
        if name == "journal_mode":
            raise Unavailable(
                "store.folder.unfit",
                ar="لا يصلح هذا القرص لحفظ البيانات بأمان. اختر مجلدًا على قرص هذا الجهاز نفسه.",
                en="This disk cannot keep the records safely. Choose a folder on this computer's own disk.",
            )
        raise RuntimeError(f"PRAGMA {name} is {found} and not {expected}")
    if connection.execute("PRAGMA cipher_status").fetchone() != ("1",):
        raise RuntimeError("the connection is not encrypted")


@contextmanager
def begin_immediate(db: Database) -> Iterator[None]:
    """One transaction that owns the right to write from its first statement, so it never fails half way for a lock.

    Commits when the block ends, rolls back when it raises. Not nested, and nothing inside may end it. What the world
    does to it (disk full, damage, a lock) comes out as Unavailable, after the rollback.
    """
    connection = db.conn
    if connection.in_transaction:
        raise RuntimeError("a transaction is already open: one action is one transaction")
    with naming_failures():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            if not connection.in_transaction:
                raise RuntimeError("the transaction was ended inside its block")
            connection.execute("COMMIT")
        except BaseException:
            # SQLite has already rolled back by itself after some failures.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
