"""A database as version 1 of head office made it, with one stream of three stamps."""

import sqlite3
from contextlib import closing
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from headoffice.store.streams import Stamp

ASSOCIATION = bytes(range(16))
KEY_SEED = bytes(range(32))
PARTITION = "office:RYD1/general"
REPLICA = bytes(15) + b"\1"
STAMPS = (
    Stamp(1, REPLICA, 1, 1_000, 65_536_000, ""),
    Stamp(2, REPLICA, 2, 1_000, 65_536_001, "row.unknown"),
    Stamp(3, REPLICA, 3, -5, 65_536_002, ""),
)

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE association (
        association_id BLOB NOT NULL PRIMARY KEY,
        public_key BLOB NOT NULL,
        profile TEXT,
        made_ms INTEGER NOT NULL
    ) STRICT""",
    # --- who may sync what -------------------------------------------------------------------------------------------
    """CREATE TABLE device (
        association_id BLOB NOT NULL,
        device BLOB NOT NULL,
        public_key BLOB NOT NULL,
        office TEXT NOT NULL,
        office_name TEXT NOT NULL,
        enrolled_ms INTEGER NOT NULL,
        PRIMARY KEY (association_id, device)
    ) STRICT""",
    """CREATE TABLE device_grant (
        association_id BLOB NOT NULL,
        device BLOB NOT NULL,
        partition TEXT NOT NULL,
        may_write INTEGER NOT NULL,
        PRIMARY KEY (association_id, device, partition)
    ) STRICT""",
    """CREATE TABLE device_replica (
        association_id BLOB NOT NULL,
        replica BLOB NOT NULL,
        device BLOB NOT NULL,
        first_ms INTEGER NOT NULL,
        PRIMARY KEY (association_id, replica)
    ) STRICT""",
    "CREATE INDEX device_replica_device ON device_replica (association_id, device)",
    """CREATE TABLE enrolment_code (
        association_id BLOB NOT NULL,
        code_hash BLOB NOT NULL,
        office TEXT NOT NULL,
        made_ms INTEGER NOT NULL,
        expires_ms INTEGER NOT NULL,
        used_by BLOB,
        PRIMARY KEY (association_id, code_hash)
    ) STRICT""",
    # --- the streams -------------------------------------------------------------------------------------------------
    """CREATE TABLE stream_head (
        association_id BLOB NOT NULL,
        partition TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        head INTEGER NOT NULL,
        digest_count INTEGER NOT NULL,
        digest_total TEXT NOT NULL,
        PRIMARY KEY (association_id, partition)
    ) STRICT""",
    """CREATE TABLE replica_head (
        association_id BLOB NOT NULL,
        partition TEXT NOT NULL,
        replica BLOB NOT NULL,
        seq INTEGER NOT NULL,
        hash BLOB NOT NULL,
        PRIMARY KEY (association_id, partition, replica)
    ) STRICT""",
    """CREATE TABLE segment (
        association_id BLOB NOT NULL,
        partition TEXT NOT NULL,
        replica BLOB NOT NULL,
        last_seq INTEGER NOT NULL,
        device BLOB NOT NULL,
        signature BLOB NOT NULL,
        received_ms INTEGER NOT NULL,
        PRIMARY KEY (association_id, partition, replica, last_seq)
    ) STRICT""",
    """CREATE TABLE entry (
        association_id BLOB NOT NULL,
        partition TEXT NOT NULL,
        replica BLOB NOT NULL,
        seq INTEGER NOT NULL,
        header BLOB NOT NULL,
        hash BLOB NOT NULL,
        PRIMARY KEY (association_id, partition, replica, seq)
    ) STRICT""",
    """CREATE TABLE part (
        association_id BLOB NOT NULL,
        partition TEXT NOT NULL,
        replica BLOB NOT NULL,
        seq INTEGER NOT NULL,
        n INTEGER NOT NULL,
        salt BLOB NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (association_id, partition, replica, seq, n)
    ) STRICT""",
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
        PRIMARY KEY (association_id, partition, epoch, hub_seq)
    ) STRICT""",
    "CREATE UNIQUE INDEX stamp_entry ON stamp (association_id, partition, epoch, replica, seq)",
    # --- a cache of the streams --------------------------------------------------------------------------------------
    """CREATE TABLE row_state (
        association_id BLOB NOT NULL,
        partition TEXT NOT NULL,
        row_id BLOB NOT NULL,
        packed BLOB NOT NULL,
        PRIMARY KEY (association_id, partition, row_id)
    ) STRICT""",
)


def write_version_1(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in STATEMENTS:
            connection.execute(statement)
        public_key = Ed25519PrivateKey.from_private_bytes(KEY_SEED).public_key().public_bytes_raw()
        connection.execute("INSERT INTO association VALUES (?, ?, 'herfa', 1)", (ASSOCIATION, public_key))
        connection.execute("INSERT INTO stream_head VALUES (?, ?, 1, 3, 0, '0')", (ASSOCIATION, PARTITION))
        for stamp in STAMPS:
            connection.execute(
                "INSERT INTO stamp VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?)",
                (
                    *(ASSOCIATION, PARTITION, stamp.hub_seq, stamp.id.replica, stamp.id.seq),
                    *(stamp.received_ms, stamp.eff, stamp.reason),
                ),
            )
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
