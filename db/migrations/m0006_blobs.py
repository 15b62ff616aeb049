"""Files beside the entries that this laptop has, and which of them head office has not stated to hold. Frozen."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE blob (
        sha256 BLOB NOT NULL,
        partition TEXT NOT NULL,
        size INTEGER NOT NULL,
        is_held INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (sha256, partition)
    ) STRICT, WITHOUT ROWID""",
    # Of files that are on their way here, what has come.
    """CREATE TABLE blob_arriving (
        sha256 BLOB NOT NULL,
        partition TEXT NOT NULL,
        size INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (sha256, partition)
    ) STRICT""",
)
