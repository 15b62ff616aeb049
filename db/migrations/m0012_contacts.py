"""The ways to reach a person, each a row of its own. Frozen: a later change is a later migration."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE contacts (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        person TEXT,
        kind TEXT,
        address TEXT,
        whose TEXT,
        notices TEXT,
        preferred_at TEXT,
        noted_at TEXT,
        noted_by TEXT
    ) STRICT""",
    "CREATE INDEX contacts_person ON contacts (person)",
)
