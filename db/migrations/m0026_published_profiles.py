"""The versions of the association's profile that head office has published. Frozen."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE published_profiles (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        profile_id TEXT,
        profile_version TEXT,
        file_name TEXT,
        file BLOB,
        published_at TEXT
    ) STRICT""",
)
