"""Answers that were taken out of an office as files: which form, how many interviews, when and by whom. Frozen."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE exports (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        form_id TEXT,
        kind TEXT,
        interviews INTEGER,
        made_at TEXT,
        made_by TEXT
    ) STRICT""",
)
