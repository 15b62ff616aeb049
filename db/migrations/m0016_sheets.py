"""Prints of papers that are no attestation, each kind counted by itself. Frozen."""

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE print RENAME COLUMN attestation TO subject",
    "ALTER TABLE print ADD COLUMN paper TEXT NOT NULL DEFAULT 'attestation'",
)
