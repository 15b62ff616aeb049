"""The first tables. Frozen: a later change is a later migration."""

STATEMENTS: tuple[str, ...] = (
    # --- the log -----------------------------------------------------------------------------------------------------
    """CREATE TABLE stream (
        id INTEGER PRIMARY KEY,
        partition TEXT NOT NULL UNIQUE,
        epoch INTEGER NOT NULL DEFAULT 1,
        cursor INTEGER NOT NULL DEFAULT 0,
        digest_count INTEGER NOT NULL DEFAULT 0,
        digest_total TEXT NOT NULL DEFAULT '0'
    ) STRICT""",
    """CREATE TABLE entry (
        id INTEGER PRIMARY KEY,
        stream INTEGER NOT NULL REFERENCES stream (id),
        replica BLOB NOT NULL,
        seq INTEGER NOT NULL,
        header BLOB NOT NULL,
        hash BLOB NOT NULL,
        eff INTEGER NOT NULL,
        epoch INTEGER,
        hub_seq INTEGER,
        received_ms INTEGER,
        reason TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX entry_chain ON entry (stream, replica, seq)",
    "CREATE INDEX entry_stream ON entry (stream, hub_seq) WHERE hub_seq IS NOT NULL",
    "CREATE INDEX entry_unstamped ON entry (stream, seq) WHERE hub_seq IS NULL",
    """CREATE TABLE part (
        entry INTEGER NOT NULL REFERENCES entry (id),
        n INTEGER NOT NULL,
        salt BLOB NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (entry, n)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE row_state (
        row TEXT PRIMARY KEY,
        stream INTEGER NOT NULL REFERENCES stream (id),
        "table" INTEGER NOT NULL,
        has_tasks INTEGER NOT NULL,
        packed BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    'CREATE INDEX row_state_tasks ON row_state ("table", row) WHERE has_tasks = 1',
    """CREATE TABLE replica (
        replica BLOB PRIMARY KEY,
        made_at TEXT NOT NULL,
        is_current INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE acknowledged (
        stream INTEGER NOT NULL REFERENCES stream (id),
        replica BLOB NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (stream, replica)
    ) STRICT, WITHOUT ROWID""",
    # --- local, never synced -----------------------------------------------------------------------------------------
    "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE secret (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE counter (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE draft (
        interview TEXT PRIMARY KEY,
        person TEXT NOT NULL,
        form_id TEXT NOT NULL,
        form_version TEXT NOT NULL,
        form_sha256 TEXT NOT NULL,
        saved TEXT NOT NULL,
        started_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        user TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # --- a cache of the log; only db/projection writes it ------------------------------------------------------------
    """CREATE TABLE users (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        username TEXT,
        name TEXT,
        roles TEXT
    ) STRICT""",
    """CREATE TABLE user_keys (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        user TEXT,
        public_key BLOB,
        made_at TEXT
    ) STRICT""",
    """CREATE TABLE visits (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        day TEXT,
        time TEXT,
        category TEXT,
        purpose TEXT,
        channel TEXT,
        person TEXT,
        note TEXT
    ) STRICT""",
    "CREATE INDEX visits_day ON visits (day, time)",
    "CREATE INDEX visits_person ON visits (person) WHERE person IS NOT NULL",
    """CREATE TABLE persons (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        number TEXT,
        full_name TEXT,
        given TEXT,
        father TEXT,
        grandfather TEXT,
        family TEXT,
        id_type TEXT,
        id_number TEXT,
        id_override TEXT,
        mobile TEXT,
        born_hijri TEXT,
        born_gregorian TEXT,
        born_typed TEXT,
        sex TEXT,
        iban TEXT,
        town TEXT,
        member_number TEXT,
        party_kind TEXT,
        note TEXT,
        name_key TEXT
    ) STRICT""",
    "CREATE INDEX persons_name_key ON persons (name_key)",
    "CREATE INDEX persons_id_number ON persons (id_number) WHERE id_number IS NOT NULL",
    "CREATE INDEX persons_mobile ON persons (mobile) WHERE mobile IS NOT NULL",
    "CREATE INDEX persons_number ON persons (number)",
    """CREATE VIRTUAL TABLE person_words USING fts5 (
        name_key, content='', contentless_delete=1, tokenize='unicode61', prefix='1 2 3'
    )""",
    """CREATE TABLE interviews (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        number TEXT,
        person TEXT,
        form_id TEXT,
        form_version TEXT,
        form_sha256 TEXT,
        started_at TEXT,
        answers TEXT,
        answers_sha256 TEXT,
        state TEXT
    ) STRICT""",
    "CREATE INDEX interviews_person ON interviews (person)",
    "CREATE INDEX interviews_number ON interviews (number)",
    """CREATE TABLE attestations (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        number TEXT,
        interview TEXT,
        person TEXT,
        made_at TEXT,
        frozen BLOB,
        sha256 TEXT,
        answers_sha256 TEXT,
        clerk TEXT,
        clerk_key BLOB,
        clerk_signature BLOB
    ) STRICT""",
    "CREATE INDEX attestations_interview ON attestations (interview)",
    "CREATE INDEX attestations_person ON attestations (person)",
    "CREATE INDEX attestations_number ON attestations (number)",
    """CREATE TABLE signatures (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        attestation TEXT,
        kind TEXT,
        signed_at TEXT,
        seen_by TEXT
    ) STRICT""",
    "CREATE INDEX signatures_attestation ON signatures (attestation)",
)
