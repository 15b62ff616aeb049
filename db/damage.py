"""What is wrong with a store's file, and how to keep it from getting worse."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, assert_never

from db.connection import connect, prove_key
from db.durable_file import sync_folder
from db.failures import BUSY, CORRUPT, FULL, IO_ERROR, NOT_A_DATABASE, family_of, find_failure, get_failure, sqlcipher
from db.key_file import key_files
from db.key_info import is_database_key
from db.sidecar import sidecar_path
from db.wal_frames import has_lost_commits, wal_path
from domain.errors import Unavailable

PAGE_BYTES = 4096
MOST_COMPLAINTS = 5
# Who checks holds the store, so nobody else should be at it.
PATIENCE_MS = 300


class Kind(StrEnum):
    SOUND = "sound"
    WRONG_KEY = "wrong_key"
    DAMAGED = "damaged"
    TRUNCATED = "truncated"
    NEWER = "newer"


@dataclass(frozen=True)
class Finding:
    """`detail` is for the log and for support: English, without anything a person wrote."""

    kind: Kind
    detail: str = ""

    @property
    def is_sound(self) -> bool:
        return self.kind is Kind.SOUND


def check_file(path: Path, key: bytes, *, newest_version: int | None = None) -> Finding:
    """Reads every page of the database at `path` and what they say of each other.

    Tells a wrong key from a damaged first page by the keys beside the file and, without them, by the other pages.
    `newest_version` is the newest schema this program knows. Empties the write-ahead log into the file, so what has
    already failed is first copied with `set_aside`, and the copy is checked. What it cannot find: an old page put back
    (LOG.md keeps the last position outside the file for that).

    Raises Unavailable when the file is missing, cannot be read at all, or is being written by somebody else.
    """
    size = _size_of(path)
    if size == 0:
        return Finding(Kind.TRUNCATED, "the file is empty")
    if has_lost_commits(path):
        return Finding(Kind.DAMAGED, "finished commits stand behind a damaged frame of the write-ahead log")
    with closing(connect(path)) as connection:
        try:
            prove_key(connection, key)
        except sqlcipher.DatabaseError as error:
            return _judge_unopened(path, key, connection, error)
        return _judge_opened(connection, newest_version)


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError as error:
        raise Unavailable(
            "store.missing",
            ar="لا يوجد ملف بيانات في هذا المجلد. تأكد من المجلد، أو استعد نسخة احتياطية.",
            en="There is no store in this folder. Check the folder, or restore a backup.",
        ) from error


def _judge_unopened(path: Path, key: bytes, connection: Any, error: Exception) -> Finding:
    family = family_of(error)
    if family not in (NOT_A_DATABASE, CORRUPT):
        raise find_failure(error) or error
    if path.stat().st_size < PAGE_BYTES:
        return Finding(Kind.TRUNCATED, f"the file has {path.stat().st_size} bytes, less than one page")
    complaints = _sealed_pages_that_fail(connection)
    if family == CORRUPT:
        return _judge_pages(complaints) or Finding(Kind.TRUNCATED, "the file ends before the pages its header counts")
    is_own_key = is_database_key(path, key)
    if is_own_key is None:
        is_own_key = len(complaints) < path.stat().st_size // PAGE_BYTES
    if is_own_key:
        return Finding(Kind.DAMAGED, _listed(complaints))
    return Finding(Kind.WRONG_KEY, "the key opens no page of this file")


def _judge_opened(connection: Any, newest_version: int | None) -> Finding:
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}").fetchall()
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if newest_version is not None and version > newest_version:
        return Finding(Kind.NEWER, f"schema {version}; this program knows {newest_version}")
    try:
        is_busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise get_failure(BUSY)
        # Only after the checkpoint: before it, pages that the log is still to replace raise false alarms.
        return _judge_pages(_sealed_pages_that_fail(connection)) or _judge_structure(connection)
    except sqlcipher.DatabaseError as error:
        if family_of(error) not in (NOT_A_DATABASE, CORRUPT):
            raise find_failure(error) or error from error
        return Finding(Kind.DAMAGED, str(error))


def _sealed_pages_that_fail(connection: Any) -> list[str]:
    """Finds every flipped bit, and no page that is missing."""
    return [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]


def _judge_pages(complaints: list[str]) -> Finding | None:
    if not complaints:
        return None
    is_cut = all("invalid size" in complaint for complaint in complaints)
    return Finding(Kind.TRUNCATED if is_cut else Kind.DAMAGED, _listed(complaints))


def _judge_structure(connection: Any) -> Finding:
    """Finds a missing tail and pages that contradict each other."""
    rows = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    return Finding(Kind.SOUND) if rows == ["ok"] else Finding(Kind.DAMAGED, _listed(rows))


def _listed(complaints: list[str]) -> str:
    more = len(complaints) - MOST_COMPLAINTS
    shown = "; ".join(complaints[:MOST_COMPLAINTS])
    return f"{shown}; and {more} more" if more > 0 else shown


def find_failure_in(finding: Finding) -> Unavailable | None:
    """The finding as a failure with a sentence; None for a sound file."""
    match finding.kind:
        case Kind.SOUND:
            return None
        case Kind.WRONG_KEY:
            return Unavailable(
                "store.wrong_key",
                ar="هذه المفاتيح ليست مفاتيح ملف البيانات هذا. أعِد الملف ومفاتيحه معًا من النسخة الاحتياطية نفسها.",
                en="These keys belong to another store. Put the store and its keys back from one and the same backup.",
            )
        case Kind.DAMAGED:
            return get_failure(CORRUPT)
        case Kind.TRUNCATED:
            return Unavailable(
                "store.truncated",
                ar="ملف البيانات مقطوع من آخره، وقد توقفت الكتابة فيه. لا تحذف شيئًا، واستعد آخر نسخة احتياطية "
                "(istiqbal backup restore).",
                en="The end of the store's file is missing and writing has stopped. Delete nothing; restore a backup "
                "(istiqbal backup restore).",
            )
        case Kind.NEWER:
            return Unavailable(
                "store.newer",
                ar="حفظ هذه البيانات إصدار أحدث من البرنامج، ولم يُمسّ منها شيء. ثبّت الإصدار الأحدث ثم افتحها.",
                en="A newer version wrote this store, and it was left untouched. Install that version to open it.",
            )
        case _:
            assert_never(finding.kind)


def set_aside(path: Path) -> Path:
    """Copies the database with its log, keys and sidecar into a new folder beside it, and returns the copied database.

    For a store that is not open and that something is wrong with, before anything writes to it; a copy is durable when
    this returns. Raises Unavailable ``store.full`` or ``store.disk`` and leaves no half copy.
    """
    target = new_folder(path)
    with _copying(target):
        for source in (path, wal_path(path), *key_files(path), sidecar_path(path)):
            if source.exists():
                _copy_durably(source, target / source.name)
        sync_folder(target)
        sync_folder(target.parent)
    return target / path.name


def move_leftovers_aside(path: Path) -> None:
    """What lies beside a database that is gone (keys, log, sidecar) moves into a new folder: an interrupted set-up left
    it, or it is all that will open a file that somebody moved away. Raises Unavailable ``store.disk``."""
    left = [file for file in sorted(path.parent.glob(f"{path.name}*")) if file.is_file()]
    if not left:
        return
    target = new_folder(path)
    try:
        for file in left:
            file.replace(target / file.name)
    except OSError as error:
        raise get_failure(IO_ERROR) from error


def new_folder(path: Path) -> Path:
    """An empty folder beside the database for what is put aside. Raises Unavailable ``store.disk``."""
    number = 1
    while True:
        folder = path.with_name(f"{path.name}.aside{number}")
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            number += 1
        except OSError as error:
            raise get_failure(IO_ERROR) from error
        else:
            return folder


@contextmanager
def _copying(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        shutil.rmtree(target)
        raise get_failure(FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else IO_ERROR) from error


def _copy_durably(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
