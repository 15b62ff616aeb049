"""The store of a folder is made, or opened by this process alone."""

from contextlib import ExitStack
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.connection import open_database
from db.damage import set_aside
from db.exchange import DEVICE_KEY
from db.log import Clock, Random
from db.migrate import is_older, migrate
from db.store import OFFICE_CODE, OFFICE_NAME, PROFILE, Store
from db.store_files import database_path
from db.store_lock import hold_store
from db.wal_frames import has_lost_commits
from domain.errors import Unavailable


def create_store(
    folder: Path, key: bytes, *, profile: str, office_code: str, office_name: str, clock: Clock, random: Random
) -> Store:
    """A fresh store with this laptop's device key. The folder exists and holds none yet."""
    with ExitStack() as undo:
        undo.enter_context(hold_store(folder))
        database_path(folder).touch(mode=0o600)
        db = open_database(database_path(folder), key, create=True)
        undo.callback(db.close)
        migrate(db)
        store = Store(db, folder, clock=clock, random=random)
        store.settings.save(PROFILE, profile)
        store.settings.save(OFFICE_CODE, office_code)
        store.settings.save(OFFICE_NAME, office_name)
        store.settings.save_secret(DEVICE_KEY, Ed25519PrivateKey.generate().private_bytes_raw())
        return store.owning(undo.pop_all())


def _refuse_lost_commits(path: Path) -> None:
    """SQLite would drop them in silence: the files are copied away untouched, and the clerk is told."""
    if not path.exists() or not has_lost_commits(path):
        return
    kept = set_aside(path)
    raise Unavailable(
        "store.damaged",
        ar=f"في ملف البيانات تلف يُفقد آخر ما حُفظ لو فُتح. حُفظت نسخة منه كما هو في {kept.name}؛ اتصل بالدعم.",
        en=f"The store is damaged so that opening it would lose the latest work. It was copied to {kept.name}; "
        "call support.",
    )


def open_store(folder: Path, key: bytes, *, clock: Clock, random: Random) -> Store:
    """The store of a folder, for this process alone. Raises Unavailable with what is wrong and what to do."""
    with ExitStack() as undo:
        undo.enter_context(hold_store(folder))
        _refuse_lost_commits(database_path(folder))
        db = open_database(database_path(folder), key)
        if is_older(db):
            db.close()
            set_aside(database_path(folder))
            db = open_database(database_path(folder), key)
        undo.callback(db.close)
        migrate(db)
        return Store(db, folder, clock=clock, random=random).owning(undo.pop_all())
