"""Processes that end at a commit, disks that fill up: seams in the two database drivers, and nowhere else."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

import db.connection
import db.incarnation
from db.sidecar import Sidecar
from tests.simulator.patching import replaced

sqlcipher: Any = dbapi2
WRITES = ("INSERT", "UPDATE", "DELETE", "COMMIT", "PRAGMA user_version =")
DISK_FULL = 13


class PowerCut(BaseException):
    """The process is gone. No product code may take it for an error it knows."""


@dataclass
class Fuse:
    """Of one process. Burns at a commit point, counted from 0 since it was armed: before it, or right after."""

    left: int | None = None
    is_after: bool = False
    is_dead: bool = False
    full_after: int | None = None
    points: int = 0
    machine: str = ""

    def arm(self, at: int, *, after: bool) -> None:
        self.left, self.is_after = at, after

    def disarm(self) -> None:
        self.left = self.full_after = None

    def around(self, deed: Callable[[], Any]) -> Any:
        """A commit point."""
        self.check()
        self.points += 1
        burns = self.left == 0
        if self.left is not None:
            self.left -= 1
        if burns and not self.is_after:
            self.die()
        result = deed()
        if burns:
            self.die()
        return result

    def check(self) -> None:
        if self.is_dead:
            raise PowerCut

    def die(self) -> None:
        self.is_dead = True
        raise PowerCut

    def is_full(self) -> bool:
        """Counts the writes since the disk began to fill up."""
        if self.full_after is None:
            return False
        self.full_after -= 1
        return self.full_after < 0


class FusedLaptop(sqlcipher.Connection):  # type: ignore[misc]
    fuse: Fuse
    changes_at_begin = 0

    def execute(self, statement: str, *values: Any) -> Any:
        self.fuse.check()
        run = super().execute
        if statement.startswith("BEGIN"):
            self.changes_at_begin = self.total_changes
        if statement == "ROLLBACK" or not statement.startswith(WRITES):
            return run(statement, *values)
        # What changes nothing needs no space.
        is_idle = statement == "COMMIT" and self.total_changes == self.changes_at_begin
        if not is_idle and not statement.startswith("DELETE") and self.fuse.is_full():
            raise _full(sqlcipher.OperationalError)
        if statement != "COMMIT" and self.in_transaction:
            return run(statement, *values)
        return self.fuse.around(lambda: run(statement, *values))

    def executemany(self, statement: str, values: Any) -> Any:
        self.fuse.check()
        if self.fuse.is_full():
            raise _full(sqlcipher.OperationalError)
        return super().executemany(statement, values)


class FusedHub(sqlite3.Connection):
    fuse: Fuse
    is_writing = False

    def execute(self, statement: str, *values: Any) -> Any:
        self.fuse.check()
        if statement.startswith("BEGIN"):
            self.is_writing = "IMMEDIATE" in statement
        if statement.startswith(WRITES) and self.fuse.is_full():
            raise _full(sqlite3.OperationalError)
        return super().execute(statement, *values)

    def executemany(self, statement: str, values: Any) -> Any:
        self.fuse.check()
        if self.fuse.is_full():
            raise _full(sqlite3.OperationalError)
        return super().executemany(statement, values)

    def commit(self) -> None:
        self.fuse.check()
        commit = super().commit
        if self.is_writing:
            self.fuse.around(commit)
        else:
            commit()


def _full(kind: type[Exception]) -> Exception:
    error = kind("database or disk is full")
    error.sqlite_errorcode = DISK_FULL  # type: ignore[attr-defined]
    return error


@contextmanager
def fused(fuses: dict[Path, Fuse], *, is_encrypted: bool) -> Iterator[None]:
    """Every database opened inside has its folder's fuse. A plain store is opened by the same door, less the key."""
    connect_hub = sqlite3.connect

    def laptop(path: Path, *, create: bool = False, any_thread: bool = False) -> Any:
        uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
        connection = sqlcipher.connect(
            uri,
            uri=True,
            timeout=0,
            isolation_level=None,
            factory=FusedLaptop,
            cached_statements=db.connection.MOST_STATEMENTS,
        )
        connection.fuse = fuses[path.parent]
        opened_on[0] = connection.fuse.machine
        return connection

    def hub(path: Path, *values: Any, **options: Any) -> sqlite3.Connection:
        fuse = fuses.get(Path(path).parent)
        if fuse is None:
            return connect_hub(path, *values, **options)
        connection = connect_hub(path, *values, factory=FusedHub, **options)
        connection.fuse = fuse
        return connection

    def write_sidecar(path: Path, sidecar: Sidecar) -> None:
        fuse = fuses[path.parent]
        if fuse.is_full():
            raise OSError(28, "No space left on device")
        fuse.around(lambda: real_sidecar(path, sidecar))

    real_sidecar = db.incarnation.write_sidecar
    opened_on = [""]
    with ExitStack() as stack:
        stack.enter_context(replaced(db.connection, connect=laptop))
        stack.enter_context(replaced(sqlite3, connect=hub))
        stack.enter_context(replaced(db.incarnation, write_sidecar=write_sidecar, machine_id=lambda: opened_on[0]))
        if not is_encrypted:
            stack.enter_context(replaced(db.connection, prove_key=_no_key, _configure=_set_pragmas))
        yield


def _no_key(connection: Any, key: bytes) -> None:
    """Without a key the same driver writes plain pages, in which a raw search finds what must not be there."""


def _set_pragmas(connection: Any) -> None:
    for name, value, _ in db.connection.PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
