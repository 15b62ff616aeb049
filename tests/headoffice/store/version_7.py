"""A database of the present version taken back to what version 7 of head office had of the same."""

from headoffice.store.connection import Connection


def take_back_to_version_7(db: Connection) -> None:
    """Inside a transaction. The version itself is left for the caller to write."""
    db.run("DELETE FROM device_grant WHERE partition LIKE ?", "%/complaints")
    db.run("ALTER TABLE device_grant DROP COLUMN may_read")
    db.run("ALTER TABLE enrolment_code DROP COLUMN reads_complaints")
