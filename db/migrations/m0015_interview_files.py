"""Pictures and files that are answers, and those of interviews under way. Frozen."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE interview_files (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        interview TEXT,
        person TEXT,
        file BLOB,
        answer TEXT,
        title TEXT,
        size INTEGER,
        added_at TEXT,
        added_by TEXT
    ) STRICT""",
    "CREATE INDEX interview_files_interview ON interview_files (interview)",
    "CREATE INDEX interview_files_person ON interview_files (person)",
    # Of this laptop's drafts: on the disk already, named by no entry yet.
    """CREATE TABLE draft_file (
        interview TEXT NOT NULL,
        sha256 BLOB NOT NULL,
        answer TEXT NOT NULL,
        title TEXT NOT NULL,
        size INTEGER NOT NULL,
        PRIMARY KEY (interview, sha256, answer)
    ) STRICT, WITHOUT ROWID""",
)
