"""What people suggest, and what became of it. Frozen."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE suggestions (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        number TEXT,
        given_at TEXT,
        taken_by TEXT,
        person TEXT,
        caller_id TEXT,
        caller_name TEXT,
        caller_address TEXT,
        visit TEXT,
        channel TEXT,
        subject TEXT,
        said TEXT,
        suggestion_outcome TEXT,
        outcome_reason TEXT,
        decided_by TEXT,
        decided_at TEXT,
        told_means TEXT,
        told_at TEXT,
        told_by TEXT,
        suggestion_state TEXT
    ) STRICT""",
    "CREATE INDEX suggestions_person ON suggestions (person)",
    "CREATE INDEX suggestions_given ON suggestions (given_at)",
)
