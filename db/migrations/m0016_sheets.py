"""Prints of papers that are no attestation, each kind counted by itself. Frozen."""

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE print RENAME COLUMN attestation TO subject",
    "ALTER TABLE print ADD COLUMN paper TEXT NOT NULL DEFAULT 'attestation'",
    "ALTER TABLE print_job ADD COLUMN subject TEXT NOT NULL DEFAULT ''",
)
