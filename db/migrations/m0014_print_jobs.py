"""What was sent to a printer and has not come out yet, with the paper itself. Frozen."""

STATEMENTS: tuple[str, ...] = (
    # Local, like the printer it goes to: not in the log, and it goes with its person when he is erased.
    """CREATE TABLE print_job (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        person TEXT,
        attestation TEXT,
        state TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        pdf BLOB NOT NULL,
        printer TEXT NOT NULL,
        copies INTEGER NOT NULL,
        pages TEXT NOT NULL,
        thermal INTEGER NOT NULL,
        progress TEXT NOT NULL,
        ticket INTEGER NOT NULL,
        reason_ar TEXT NOT NULL,
        reason_en TEXT NOT NULL,
        at TEXT NOT NULL,
        user TEXT NOT NULL
    ) STRICT""",
)
