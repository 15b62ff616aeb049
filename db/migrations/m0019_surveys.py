"""Sheets of satisfaction without a name, and the box they lie in; inspections and what they found. Frozen."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE survey_sheets (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        instrument TEXT,
        form_id TEXT,
        form_version TEXT,
        form_sha256 TEXT,
        day TEXT,
        answers TEXT
    ) STRICT""",
    "CREATE INDEX survey_sheets_day ON survey_sheets (instrument, day)",
    """CREATE TABLE inspections (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        number TEXT,
        kind TEXT,
        instrument TEXT,
        form_id TEXT,
        form_version TEXT,
        form_sha256 TEXT,
        day TEXT,
        place TEXT,
        answers TEXT,
        made_at TEXT,
        made_by TEXT
    ) STRICT""",
    "CREATE INDEX inspections_day ON inspections (instrument, day)",
    """CREATE TABLE findings (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        inspection TEXT,
        kind TEXT,
        what TEXT,
        action TEXT,
        owner TEXT,
        until TEXT,
        place TEXT,
        noted_at TEXT,
        noted_by TEXT,
        reported_at TEXT,
        reported_by TEXT,
        outcome TEXT,
        closed_at TEXT,
        closed_by TEXT,
        follow_up TEXT
    ) STRICT""",
    "CREATE INDEX findings_inspection ON findings (inspection)",
    "CREATE INDEX findings_follow_up ON findings (follow_up)",
    # Of this laptop: sheets that wait for others. In no order, and with no hour.
    """CREATE TABLE survey_box (
        id TEXT PRIMARY KEY,
        instrument TEXT NOT NULL,
        form_id TEXT NOT NULL,
        form_version TEXT NOT NULL,
        form_sha256 TEXT NOT NULL,
        answers TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
)
