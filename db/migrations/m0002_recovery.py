"""What identity and recovery need: parked entries, the line of a stream, others' signatures, notices. Frozen."""

STATEMENTS: tuple[str, ...] = (
    # 1 when the entry's operations are not in the rows although nothing set it aside.
    "ALTER TABLE entry ADD COLUMN parked INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX entry_parked ON entry (stream) WHERE parked = 1",
    # Null in a store that was written before there were lines: it is computed from the stamps.
    "ALTER TABLE stream ADD COLUMN line BLOB",
    """CREATE TABLE mark (
        stream INTEGER NOT NULL REFERENCES stream (id),
        hub_seq INTEGER NOT NULL,
        line BLOB NOT NULL,
        PRIMARY KEY (stream, hub_seq)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE device (device BLOB PRIMARY KEY, certificate BLOB NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE segment (
        stream INTEGER NOT NULL REFERENCES stream (id),
        replica BLOB NOT NULL,
        last_seq INTEGER NOT NULL,
        device BLOB NOT NULL,
        signature BLOB NOT NULL,
        PRIMARY KEY (stream, replica, last_seq)
    ) STRICT, WITHOUT ROWID""",
    # The header and the hash only: what it said lives on under the new name, and can be erased there in one place.
    """CREATE TABLE reissued (
        stream INTEGER NOT NULL REFERENCES stream (id),
        replica BLOB NOT NULL,
        seq INTEGER NOT NULL,
        header BLOB NOT NULL,
        hash BLOB NOT NULL,
        as_replica BLOB NOT NULL,
        as_seq INTEGER NOT NULL,
        at_ms INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE notice (
        n INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        code TEXT NOT NULL,
        count INTEGER NOT NULL,
        detail TEXT NOT NULL
    ) STRICT""",
)
