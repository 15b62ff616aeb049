"""Bringing an older database to `schema.VERSION`. A step is never changed once released: it speaks plain SQL."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

import msgspec

from headoffice.store import schema
from headoffice.store.numbering import to_seventh


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


def to_sixth(db: Database, kind: str) -> None:
    """An entry says where its stamp is, and a stamp what the line is: a table and two indexes less."""
    for statement in SIXTH_ON_SQLITE if kind == "sqlite" else SIXTH_ON_POSTGRESQL:
        db.execute(statement)


SIXTH_ON_SQLITE = (
    "ALTER TABLE entry RENAME TO entry_of_fifth",
    """CREATE TABLE entry (
        association_id BLOB NOT NULL,
        partition TEXT NOT NULL,
        replica BLOB NOT NULL,
        seq INTEGER NOT NULL,
        header BLOB NOT NULL,
        hash BLOB NOT NULL,
        hub_seq INTEGER NOT NULL,
        PRIMARY KEY (association_id, partition, replica, seq)
    ) STRICT""",
    # Of an entry that waited the last stamp counts.
    """INSERT INTO entry
        SELECT e.association_id, e.partition, e.replica, e.seq, e.header, e.hash, s.hub_seq
        FROM entry_of_fifth AS e
        JOIN (
            SELECT association_id, partition, replica, seq, max(hub_seq) AS hub_seq
            FROM stamp GROUP BY association_id, partition, replica, seq
        ) AS s USING (association_id, partition, replica, seq)""",
    "DROP TABLE entry_of_fifth",
    "DROP INDEX stamp_entry",
    "ALTER TABLE stamp RENAME TO stamp_of_fifth",
    """CREATE TABLE stamp (
        association_id BLOB NOT NULL,
        partition TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        hub_seq INTEGER NOT NULL,
        replica BLOB NOT NULL,
        seq INTEGER NOT NULL,
        received_ms INTEGER NOT NULL,
        eff INTEGER NOT NULL,
        reason TEXT NOT NULL,
        line BLOB NOT NULL,
        PRIMARY KEY (association_id, partition, epoch, hub_seq)
    ) STRICT""",
    """INSERT INTO stamp
        SELECT s.association_id, s.partition, s.epoch, s.hub_seq, s.replica, s.seq, s.received_ms, s.eff, s.reason,
            l.line
        FROM stamp_of_fifth AS s JOIN stream_line AS l USING (association_id, partition, hub_seq)""",
    "DROP TABLE stamp_of_fifth",
    "DROP TABLE stream_line",
    "DROP INDEX named_file_part",
    "DROP INDEX parked_lacks",
    "CREATE INDEX parked_lacks ON parked (association_id, lacks)",
)
SIXTH_ON_POSTGRESQL = (
    # What follows joins whole tables, of which the server may never have counted one.
    "ANALYZE entry",
    "ANALYZE stamp",
    "ANALYZE stream_line",
    "ALTER TABLE entry ADD COLUMN hub_seq BIGINT",
    """UPDATE entry AS e SET hub_seq = s.hub_seq
        FROM (
            SELECT association_id, partition, replica, seq, max(hub_seq) AS hub_seq
            FROM stamp GROUP BY association_id, partition, replica, seq
        ) AS s
        WHERE e.association_id = s.association_id AND e.partition = s.partition AND e.replica = s.replica
        AND e.seq = s.seq""",
    "ALTER TABLE entry ALTER COLUMN hub_seq SET NOT NULL",
    "ALTER TABLE stamp ADD COLUMN line BYTEA",
    """UPDATE stamp AS s SET line = l.line FROM stream_line AS l
        WHERE l.association_id = s.association_id AND l.partition = s.partition AND l.hub_seq = s.hub_seq""",
    "ALTER TABLE stamp ALTER COLUMN line SET NOT NULL",
    "DROP INDEX stamp_entry",
    "DROP TABLE stream_line",
    "DROP INDEX named_file_part",
    "DROP INDEX parked_lacks",
    "CREATE INDEX parked_lacks ON parked (association_id, lacks)",
)


def to_eighth(db: Database, kind: str) -> None:
    """Complaints are a partition of their own, which a laptop may read or only send to. Until now each read them among
    the rest of its office."""
    for statement in EIGHTH_ON_SQLITE if kind == "sqlite" else EIGHTH_ON_POSTGRESQL:
        db.execute(statement)
    db.execute(
        "INSERT INTO device_grant (association_id, device, partition, may_write, may_read) "
        "SELECT association_id, device, replace(partition, '/general', '/complaints'), may_write, 1 "
        "FROM device_grant WHERE partition LIKE ?",
        ("office:%/general",),
    )


EIGHTH_ON_SQLITE = (
    "ALTER TABLE device_grant RENAME TO device_grant_of_seventh",
    """CREATE TABLE device_grant (
        association_id BLOB NOT NULL,
        device BLOB NOT NULL,
        partition TEXT NOT NULL,
        may_write INTEGER NOT NULL,
        may_read INTEGER NOT NULL,
        PRIMARY KEY (association_id, device, partition)
    ) STRICT""",
    "INSERT INTO device_grant SELECT association_id, device, partition, may_write, 1 FROM device_grant_of_seventh",
    "DROP TABLE device_grant_of_seventh",
    "ALTER TABLE enrolment_code RENAME TO enrolment_code_of_seventh",
    """CREATE TABLE enrolment_code (
        association_id BLOB NOT NULL,
        code_hash BLOB NOT NULL,
        office TEXT NOT NULL,
        made_ms INTEGER NOT NULL,
        expires_ms INTEGER NOT NULL,
        used_by BLOB,
        reads_complaints INTEGER NOT NULL,
        PRIMARY KEY (association_id, code_hash)
    ) STRICT""",
    """INSERT INTO enrolment_code
        SELECT association_id, code_hash, office, made_ms, expires_ms, used_by, 1 FROM enrolment_code_of_seventh""",
    "DROP TABLE enrolment_code_of_seventh",
)
EIGHTH_ON_POSTGRESQL = (
    "ALTER TABLE device_grant ADD COLUMN may_read BIGINT NOT NULL DEFAULT 1",
    "ALTER TABLE device_grant ALTER COLUMN may_read DROP DEFAULT",
    "ALTER TABLE enrolment_code ADD COLUMN reads_complaints BIGINT NOT NULL DEFAULT 1",
    "ALTER TABLE enrolment_code ALTER COLUMN reads_complaints DROP DEFAULT",
)


# The version a step leads to.
STEPS: Mapping[int, Step] = {
    2: to_second,
    3: to_third,
    4: to_fourth,
    5: to_fifth,
    6: to_sixth,
    7: to_seventh,
    8: to_eighth,
}
