"""Bringing an older database to `schema.VERSION`. A step is never changed once released: it speaks plain SQL."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

import msgspec

from headoffice.store import schema


class Database(Protocol):
    """Inside the transaction that also writes the new version. Text with a question mark for each value."""

    def execute(self, sql: str, values: tuple[object, ...] = (), /) -> Iterable[tuple[Any, ...]]: ...


# Of the kind of database (`statements`), whose types have other names.
Step = Callable[[Database, str], None]


def migrate(db: Database, kind: str, version: int) -> None:
    """From a version that is at least 1 to the present one."""
    for number in range(version + 1, schema.VERSION + 1):
        STEPS[number](db, kind)


def to_second(db: Database, kind: str) -> None:
    """Version 1 was SQLite alone. Epochs, standings, waiting entries, and the line of every stream from its start."""
    for statement in SECOND:
        db.execute(statement)
    lines: dict[tuple[bytes, str], bytes] = {}
    stamps = db.execute(
        "SELECT association_id, partition, hub_seq, replica, seq, received_ms, eff, reason FROM stamp "
        "ORDER BY association_id, partition, hub_seq"
    )
    for association, partition, *stamp in list(stamps):
        stream = (association, partition)
        said = b"istiqbal/line/1" + lines.get(stream, bytes(16)) + msgspec.msgpack.encode(stamp)
        lines[stream] = hashlib.sha256(said).digest()[:16]
        db.execute("INSERT INTO stream_line VALUES (?, ?, ?, ?)", (*stream, stamp[0], lines[stream]))


SECOND = (
    "DROP INDEX stamp_entry",
    "CREATE INDEX stamp_entry ON stamp (association_id, partition, epoch, replica, seq)",
    """CREATE TABLE stream_line (
        association_id BLOB NOT NULL,
        partition TEXT NOT NULL,
        hub_seq INTEGER NOT NULL,
        line BLOB NOT NULL,
        PRIMARY KEY (association_id, partition, hub_seq)
    ) STRICT""",
    """CREATE TABLE hub_epoch (
        association_id BLOB NOT NULL,
        epoch INTEGER NOT NULL,
        started_ms INTEGER NOT NULL,
        cause TEXT NOT NULL,
        PRIMARY KEY (association_id, epoch)
    ) STRICT""",
    """CREATE TABLE device_standing (
        association_id BLOB NOT NULL,
        device BLOB NOT NULL,
        standing TEXT NOT NULL,
        since_ms INTEGER NOT NULL,
        PRIMARY KEY (association_id, device)
    ) STRICT""",
    """CREATE TABLE parked (
        association_id BLOB NOT NULL,
        partition TEXT NOT NULL,
        replica BLOB NOT NULL,
        seq INTEGER NOT NULL,
        lacks BLOB NOT NULL,
        received_ms INTEGER NOT NULL,
        PRIMARY KEY (association_id, partition, replica, seq)
    ) STRICT""",
    "CREATE INDEX parked_lacks ON parked (association_id, partition, lacks)",
)


def to_third(db: Database, kind: str) -> None:
    """When each laptop was last heard of; what is known of it is when it last sent something."""
    blob, number, strict = ("BLOB", "INTEGER", " STRICT") if kind == "sqlite" else ("BYTEA", "BIGINT", "")
    db.execute(
        f"CREATE TABLE device_contact (association_id {blob} NOT NULL, device {blob} NOT NULL, "
        f"last_ms {number} NOT NULL, PRIMARY KEY (association_id, device)){strict}"
    )
    db.execute(
        "INSERT INTO device_contact SELECT association_id, device, max(received_ms) FROM segment "
        "GROUP BY association_id, device"
    )


def to_fourth(db: Database, kind: str) -> None:
    """Whose data was erased: nobody's so far."""
    blob, number, strict = ("BLOB", "INTEGER", " STRICT") if kind == "sqlite" else ("BYTEA", "BIGINT", "")
    words = "TEXT" if kind == "sqlite" else 'TEXT COLLATE "C"'
    db.execute(
        f"CREATE TABLE erased (association_id {blob} NOT NULL, partition {words} NOT NULL, row_id {blob} NOT NULL, "
        f"hub_seq {number} NOT NULL, PRIMARY KEY (association_id, partition, row_id)){strict}"
    )


def to_fifth(db: Database, kind: str) -> None:
    """Which entries name files: none so far, for no program before has written one."""
    blob, number, strict = ("BLOB", "INTEGER", " STRICT") if kind == "sqlite" else ("BYTEA", "BIGINT", "")
    words = "TEXT" if kind == "sqlite" else 'TEXT COLLATE "C"'
    db.execute(
        f"CREATE TABLE named_file (association_id {blob} NOT NULL, partition {words} NOT NULL, sha256 {blob} NOT NULL, "
        f"replica {blob} NOT NULL, seq {number} NOT NULL, n {number} NOT NULL, "
        f"PRIMARY KEY (association_id, partition, sha256, replica, seq, n)){strict}"
    )
    db.execute("CREATE INDEX named_file_part ON named_file (association_id, partition, replica, seq)")


# The version a step leads to.
STEPS: Mapping[int, Step] = {2: to_second, 3: to_third, 4: to_fourth, 5: to_fifth}
