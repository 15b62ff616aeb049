"""The days that head office has declared off, or working. Frozen."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE holidays (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        kind TEXT,
        first_day TEXT,
        last_day TEXT,
        title_ar TEXT,
        title_en TEXT,
        authority TEXT,
        declared_at TEXT,
        note TEXT
    ) STRICT""",
)
