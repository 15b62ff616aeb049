"""Stores that stand aside in a store's folder: what a backup replaced, what a newer program changed, what was damaged.

Each is a folder with its own keys. None is ever opened to be written: what it holds stays as it was put there.
"""

import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.blob_places import FOLDER, KEY, KNOWN, hidden_path
from db.connection import Database, connect, naming_failures, prove_key
from db.durable_file import sync_folder
from db.failures import naming_disk
from db.key_file import key_files
from db.settings import Settings
from db.store_files import FILE_NAME, database_path
from db.wal_frames import wal_path
from domain.errors import Unavailable

# A log has no gaps: of two copies of it, the longer one holds the shorter.
LOGS = "SELECT partition, replica, count(*) FROM entry JOIN stream ON stream.id = entry.stream GROUP BY stream, replica"
DRAFTS = "SELECT interview, updated_at FROM draft"
FINISHED = "SELECT id FROM interviews WHERE state = 'finished'"
UNSENT = {"blob": "SELECT sha256 FROM blob WHERE is_held = 0", "draft_file": "SELECT sha256 FROM draft_file"}
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
Logs = Mapping[tuple[str, bytes], int]


@dataclass(frozen=True)
class StandsAside:
    """`name` is the folder's, `seconds` of the epoch when it was filled, `bytes` what it takes of the disk."""

    name: str
    seconds: float
    bytes: int


def list_aside(folder: Path) -> tuple[StandsAside, ...]:
    """The newest first. Raises Unavailable."""
    with naming_disk():
        places = [place for place in folder.glob(f"{FILE_NAME}.aside*") if place.is_dir() and not place.is_symlink()]
        found = [StandsAside(place.name, place.stat().st_mtime, _bytes_in(place)) for place in places]
    return tuple(sorted(found, key=lambda one: one.seconds, reverse=True))


def count_only_aside(db: Database, folder: Path, name: str, key: bytes) -> int | None:
    """How many entries, drafts, and files that head office did not have yet stand there and not in `db`. None when it
    cannot be told: it has another key, is damaged, or was put aside with a log that only writing to it would take
    up."""
    database = database_path(folder / name)
    log = wal_path(database)
    with naming_disk():
        if not database.is_file() or (log.is_file() and log.stat().st_size > 0):
            return None
    try:
        there = _read_held(database, key)
    except Unavailable:
        return None
    with naming_failures():
        here = _Held(_logs_of(db), dict(db.execute(DRAFTS).fetchall()), _names(db, KNOWN))
        finished = _names(db, FINISHED)
    entries = sum(max(0, count - here.logs.get(place, 0)) for place, count in there.logs.items())
    drafts = {id for id, at in there.drafts.items() if at > here.drafts.get(id, "")}
    return entries + len(drafts - finished) + len(there.files - here.files)


@dataclass(frozen=True)
class _Held:
    """Of a store: how long its logs are, when its drafts were changed last, and files."""

    logs: Logs
    drafts: Mapping[str, str]
    files: frozenset[bytes]


def _read_held(database: Path, key: bytes) -> _Held:
    """With those files that lie there and that head office did not have."""
    with naming_failures(), closing(connect(database, is_evidence=True)) as connection:
        prove_key(connection, key)
        db = Database(connection, execute_plugins=False)
        secret, known = Settings(db).find_secret(KEY), _names(db, TABLES)
        # The store of an earlier program may have no files.
        unsent = [name for table, sql in UNSENT.items() if table in known for name in _names(db, sql)]
        place = database.parent / FOLDER
        files = {name for name in unsent if secret is not None and (place / hidden_path(secret, name)).exists()}
        return _Held(_logs_of(db), dict(db.execute(DRAFTS).fetchall()), frozenset(files))


def _logs_of(db: Database) -> Logs:
    return {(partition, replica): count for partition, replica, count in db.execute(LOGS).fetchall()}


def _names(db: Database, sql: str) -> frozenset[Any]:
    return frozenset(name for (name,) in db.execute(sql).fetchall())


def remove_aside(folder: Path, name: str) -> None:
    """For good. Its keys go first: what a power cut leaves opens for nobody, is listed as before, and goes with the
    next try. Raises Unavailable."""
    place = folder / name
    with naming_disk():
        for keys in key_files(database_path(place)):
            keys.unlink(missing_ok=True)
        sync_folder(place)
        shutil.rmtree(place)
        sync_folder(folder)


def _bytes_in(place: Path) -> int:
    return sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
