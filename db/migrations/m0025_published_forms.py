"""The forms that head office has published. Frozen."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE published_forms (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        file_name TEXT,
        form_id TEXT,
        file BLOB,
        authority TEXT,
        published_at TEXT
    ) STRICT""",
)
