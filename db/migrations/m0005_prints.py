"""Every print of an attestation on this laptop. Frozen."""

STATEMENTS: tuple[str, ...] = (
    # Local, like the printer it went to: not in the log, and it goes with its person when he is erased.
    """CREATE TABLE print (
        n INTEGER PRIMARY KEY,
        attestation TEXT NOT NULL,
        person TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        state TEXT NOT NULL,
        way TEXT NOT NULL,
        place TEXT NOT NULL,
        copies INTEGER NOT NULL,
        at TEXT NOT NULL,
        user TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX print_attestation ON print (attestation)",
)
