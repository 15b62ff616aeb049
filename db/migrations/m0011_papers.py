"""What was issued on paper: its number, its data's hash and the code of its square. Frozen."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE papers (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        kind TEXT,
        record TEXT,
        person TEXT,
        number TEXT,
        form TEXT,
        revision TEXT,
        made_at TEXT,
        made_by TEXT,
        sha256 TEXT,
        code TEXT,
        data BLOB,
        file BLOB
    ) STRICT""",
    "CREATE INDEX papers_record ON papers (record)",
    "CREATE INDEX papers_number ON papers (number)",
    "CREATE INDEX papers_person ON papers (person)",
    "CREATE INDEX attestations_sha256 ON attestations (sha256)",
)
