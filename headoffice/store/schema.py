"""The tables of head office. Every one carries the association, so that several can share a database later.

Numbers are 64-bit, texts are UTF-8, and nothing here is special to SQLite but STRICT; `digest_total` is text because
it is unsigned.
"""

VERSION = 1

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
