"""A backup of an open store: a copy of its encrypted file, checked page by page, packed with its keys."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.backup_file import DATABASE, KEYS, About, pack
from db.connection import Database, begin_immediate, naming_failures
from db.damage import check_file, find_failure_in
from db.durable_file import write_durably
from db.failures import BUSY, get_failure, naming_disk
from db.key_file import encode, key_files, load
from db.migrate import version_of

SITE = ".backup-"
SUFFIX = ".istiqbal-backup"


def make_backup(db: Database, path: Path, key: bytes, target: Path, *, office: str, made_at: str) -> About:
    """The database `db`, which lies at `path` and which nobody else writes, into the file `target`, as it stands now.

    The copy is what is checked, and the file is read back before it takes the place of an older one: what was there
    stays until then. Raises Unavailable, and leaves nothing half written.
    """
    with _site(path.parent) as site:
        copy = site / DATABASE
        _copy_at_rest(db, path, copy)
        keys = encode(load(path))
        for place in key_files(copy):
            write_durably(place, keys)
        failure = find_failure_in(check_file(copy, key))
        if failure is not None:
            raise failure
        sources = {DATABASE: copy, KEYS: key_files(copy)[0]}
        return pack(target, sources, office=office, made_at=made_at, schema=version_of(db))


@contextmanager
def _site(folder: Path) -> Iterator[Path]:
    """A place beside the store to copy to; what an interrupted backup left there is swept away."""
    for left in folder.glob(f"{SITE}*"):
        shutil.rmtree(left, ignore_errors=True)
    with naming_disk():
        site = Path(tempfile.mkdtemp(prefix=SITE, dir=folder))
    try:
        with naming_disk():
            yield site
    finally:
        shutil.rmtree(site, ignore_errors=True)


def _copy_at_rest(db: Database, path: Path, copy: Path) -> None:
    """Everything committed is in the file once the write-ahead log is empty, and nothing is added while we may write
    and do not."""
    with naming_failures():
        is_busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise get_failure(BUSY)
    with begin_immediate(db):
        shutil.copyfile(path, copy)
