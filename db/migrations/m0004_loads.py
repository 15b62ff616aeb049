"""Streams on their way as one file, in the pieces that have come. Frozen."""

STATEMENTS: tuple[str, ...] = (
    # `about` is head office's word of the file; `held` how many of its bytes are here.
    """CREATE TABLE load (
        partition TEXT PRIMARY KEY,
        about BLOB NOT NULL,
        held INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE load_chunk (
        partition TEXT NOT NULL REFERENCES load (partition) ON DELETE CASCADE,
        n INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (partition, n)
    ) STRICT""",
    # Files that were proved not to be what head office said.
    "CREATE TABLE load_refused (sha256 BLOB PRIMARY KEY) STRICT, WITHOUT ROWID",
)
