"""Putting a backup in the place of a store: built and proven beside it, then swapped in, and never half of each.

Once the new store is whole, a file `ready` says so: from then on whoever opens the folder finishes the swap, so that a
power cut in the middle of it leaves nothing to do by hand. The replaced store is kept aside, with its keys, its log and
the files beside it; of those, the restored one gets what it knows.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from db.backup_file import About, unpack
from db.blob_places import FOLDER, hidden_paths, kept_aside
from db.connection import naming_failures, open_database
from db.damage import Finding, check_file, find_failure_in, new_folder
from db.durable_file import sync_folder, write_durably
from db.failures import naming_disk
from db.incarnation import Incarnation
from db.key_file import encode, key_files, load
from db.migrate import MIGRATIONS, migrate
from db.notices import Notices
from db.sidecar import sidecar_path
from db.store_files import READY, RESTORE_SITE, database_path, unfinished_restores
from db.store_lock import hold_store
from domain.sync.notices import REPLICA_RESTORED


@contextmanager
def restoring_in(folder: Path) -> Iterator[Path]:
    """A place inside the folder to build in; it is gone afterwards. The caller holds the store."""
    for left in folder.glob(f"{RESTORE_SITE}*"):
        shutil.rmtree(left, ignore_errors=True)
    with naming_disk():
        site = Path(tempfile.mkdtemp(prefix=RESTORE_SITE, dir=folder))
    try:
        yield site
    finally:
        if not (site / READY).exists():
            shutil.rmtree(site, ignore_errors=True)


def lay_out(backup: Path, site: Path) -> About:
    """The backup's database and both copies of its keys. Raises as `db.backup_file.unpack`."""
    about = unpack(backup, site)
    path = database_path(site)
    with naming_disk():
        keys = encode(load(path))
        for place in key_files(path):
            write_durably(place, keys)
    return about


def refuse_unsound(site: Path, key: bytes) -> None:
    """Reads every page. Raises Unavailable for one that is damaged, cut off or written by a newer program."""
    found: Finding = check_file(database_path(site), key, newest_version=len(MIGRATIONS))
    failure = find_failure_in(found)
    if failure is not None:
        raise failure


def bring_files(folder: Path, site: Path, key: bytes) -> None:
    """Those that the restored store knows and that lie beside the one in charge, or beside one that was kept aside:
    one and the same file under two names where the disk can, for none is ever written again, else a copy. A store that
    opens without them would ask head office for all of them."""
    with naming_failures(), closing(open_database(database_path(site), key)) as db:
        migrate(db)
        paths = hidden_paths(db)
    sources = (folder / FOLDER, *kept_aside(folder))
    with naming_disk():
        (site / FOLDER).mkdir(mode=0o700)
        for path in paths:
            source = next((place / path for place in sources if (place / path).exists()), None)
            if source is not None:
                _bring(source, site / FOLDER / path)
        for changed in (*(site / FOLDER).iterdir(), site / FOLDER, site):
            sync_folder(changed)


def _bring(source: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        # A stick's file system knows no second names; a disk that refuses says so again here.
        write_durably(target, source.read_bytes())


def begin_new_incarnation(site: Path, key: bytes, *, clock: Callable[[], int], random: Callable[[int], bytes]) -> None:
    """What was restored goes on under a new name, whatever lies beside it: the store it was copied from may have
    written more since (SYNC.md)."""
    path = database_path(site)
    with naming_failures(), closing(open_database(path, key)) as db:
        Incarnation(db, path, Notices(db), clock=clock, random=random).renew(REPLICA_RESTORED)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    # It names the building site, and would make the store a copy of itself the moment it is opened.
    sidecar_path(path).unlink(missing_ok=True)


def swap_in(folder: Path, site: Path) -> str:
    """The built store in the place of what the folder holds; the name of the folder that keeps that, empty for none.
    The caller holds the store. Raises Unavailable; what was begun is finished by `finish_interrupted`."""
    with naming_disk():
        aside = new_folder(database_path(folder)).name if _parts_of(folder) else ""
        write_durably(site / READY, aside.encode())
        _finish(folder, site)
    return aside


def finish_interrupted(folder: Path) -> None:
    """Ends a swap that a power cut or a full disk ended half way. Cheap when there is none. Raises Unavailable."""
    for ready in unfinished_restores(folder):
        with hold_store(folder), naming_disk():
            if ready.exists():
                _finish(folder, ready.parent)


def _finish(folder: Path, site: Path) -> None:
    """May be cut off after any step and begun again. The database goes last: until it is there, there is no store."""
    database = database_path(site)
    if database.exists():
        _move_aside(folder, site)
        for source in (site / FOLDER, *key_files(database), database):
            if source.exists():
                source.replace(folder / source.name)
        sync_folder(folder)
    (site / READY).unlink(missing_ok=True)
    shutil.rmtree(site, ignore_errors=True)


def _move_aside(folder: Path, site: Path) -> None:
    aside = (site / READY).read_text(encoding="utf-8")
    brought = {FOLDER, *(path.name for path in (database_path(site), *key_files(database_path(site))))}
    for part in _parts_of(folder):
        is_new = part.name in brought and not (site / part.name).exists()
        if not is_new:
            part.replace(folder / aside / part.name)
    if aside:
        sync_folder(folder / aside)


def _parts_of(folder: Path) -> list[Path]:
    """What is the store's: database, log, keys, sidecar, and the folder of the files beside the entries."""
    files = [file for file in sorted(folder.glob(f"{database_path(folder).name}*")) if file.is_file()]
    return [*files, *(place for place in (folder / FOLDER,) if place.is_dir())]
