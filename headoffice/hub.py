"""Head office as opened from its folder: the key, the database, the clock. Made at the first opening."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.errors import Unavailable
from domain.sync.signatures import device_id
from headoffice.keys import KEY_NAME, read_or_make_key
from headoffice.store.connection import Connection
from headoffice.store.database_url import DatabaseUrl
from headoffice.store.opening import DATABASE_NAME, ELSEWHERE_NAME, find_database, open_database
from headoffice.store.registry import Association, Device, Registry, add_association, find_association
from headoffice.store.streams import Streams

Clock = Callable[[], int]  # milliseconds since 1970
Random = Callable[[int], bytes]


def system_clock() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class Hub:
    """Belongs to the thread that opened it, unless its database has several workers."""

    association: bytes
    key: Ed25519PrivateKey
    public_key: bytes
    db: Connection
    registry: Registry
    streams: Streams
    clock: Clock
    random: Random
    folder: Path


@contextmanager
def open_hub(
    folder: Path,
    *,
    database: DatabaseUrl | None = None,
    clock: Clock = system_clock,
    random: Random = os.urandom,
) -> Iterator[Hub]:
    """`database` None: where the environment or the folder says. Raises Unavailable with what is wrong and to do."""
    open_folder(folder)
    key = read_or_make_key(folder)
    public_key = key.public_key().public_bytes_raw()
    db = open_database(folder, find_database(folder, database))
    try:
        association = _association(db, public_key, clock=clock)
        yield Hub(
            association.id,
            key,
            public_key,
            db,
            Registry(db, association.id, Device(device_id(public_key), public_key, "")),
            Streams(db, association.id),
            clock,
            random,
            folder,
        )
    finally:
        db.close()


@contextmanager
def open_known_hub(folder: Path, *, database: DatabaseUrl | None = None) -> Iterator[Hub]:
    """One that was made before: a folder typed wrong must not look like a head office that has lost everything.

    Raises Unavailable, and leaves a folder that holds none as it is.
    """
    if not any((folder / name).exists() for name in (KEY_NAME, DATABASE_NAME, ELSEWHERE_NAME)):
        raise Unavailable(
            "hub.missing",
            ar=f"لا يوجد مركز رئيس في المجلد {folder.name}. تحقق من الخيار --data؛ والمركز الجديد ينشئه الأمر serve.",
            en=f"There is no head office in the folder {folder.name}. Check --data; `serve` makes a new one.",
        )
    with open_hub(folder, database=database) as hub:
        yield hub


def open_folder(folder: Path) -> None:
    """Makes it when it is not there. Raises Unavailable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            "hub.folder",
            ar=f"تعذّر إنشاء مجلد المركز الرئيس {folder.name}: {error.strerror}.",
            en=f"The folder of head office {folder.name} cannot be made: {error.strerror}.",
        ) from error


def association_id(public_key: bytes) -> bytes:
    """Named by its key, so that a head office which lost its database and kept its key is the same association."""
    return hashlib.sha256(b"istiqbal/association/1" + public_key).digest()[:16]


def _association(db: Connection, public_key: bytes, *, clock: Clock) -> Association:
    with db.founding():
        known = find_association(db, public_key)
        if known is None:
            known = Association(association_id(public_key), public_key, None)
            add_association(db, known, now_ms=clock())
    if known.public_key != public_key:
        raise Unavailable(
            "hub.key.other",
            ar="ملف المفتاح لا يخص قاعدة بيانات المركز الرئيس هذه؛ أعد إليها ملف hub.key من نسختها الاحتياطية.",
            en="The key file does not belong to this head office's database; restore its own hub.key from the backup.",
        )
    return known
