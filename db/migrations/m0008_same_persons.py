"""Two files of one person, and the privacy notice as each person agreed to it. Frozen."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE same_persons (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        person TEXT,
        same_as TEXT,
        linked_at TEXT,
        linked_by TEXT,
        counts TEXT
    ) STRICT""",
    "CREATE INDEX same_persons_person ON same_persons (person)",
    "CREATE INDEX same_persons_same_as ON same_persons (same_as)",
    """CREATE TABLE consents (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        person TEXT,
        notice_version TEXT,
        notice_sha256 TEXT,
        agreed_at TEXT,
        told_by TEXT
    ) STRICT""",
    "CREATE INDEX consents_person ON consents (person)",
)
