"""What a person left of his hand on an attestation: a scan, a drawing on a screen, a thumbprint. Frozen."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE signature_proofs (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,
        void_reason TEXT,
        attestation TEXT,
        person TEXT,
        kind TEXT,
        sha256 TEXT,
        signed_at TEXT,
        seen_by TEXT,
        device TEXT,
        file BLOB,
        first_witness TEXT,
        first_witness_id TEXT,
        second_witness TEXT,
        second_witness_id TEXT
    ) STRICT""",
    "CREATE INDEX signature_proofs_attestation ON signature_proofs (attestation)",
    "CREATE INDEX signature_proofs_person ON signature_proofs (person)",
)
