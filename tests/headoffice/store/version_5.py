"""A database of the present version taken back to what version 5 of head office had of the same."""

from headoffice.store.connection import Connection
from tests.headoffice.store.version_6 import take_back_to_version_6


def take_back_to_version_5(db: Connection, *, is_embedded: bool) -> None:
    """Inside a transaction. The version itself is left for the caller to write."""
    take_back_to_version_6(db, is_embedded=is_embedded)
    raw, number, words = ("BLOB", "INTEGER", "TEXT") if is_embedded else ("BYTEA", "BIGINT", 'TEXT COLLATE "C"')
    db.run(
        f"CREATE TABLE stream_line (association_id {raw} NOT NULL, partition {words} NOT NULL, "
        f"hub_seq {number} NOT NULL, line {raw} NOT NULL, PRIMARY KEY (association_id, partition, hub_seq))"
    )
    db.run("INSERT INTO stream_line SELECT association_id, partition, hub_seq, line FROM stamp")
    db.run("ALTER TABLE stamp DROP COLUMN line")
    db.run("ALTER TABLE entry DROP COLUMN hub_seq")
    db.run("CREATE INDEX stamp_entry ON stamp (association_id, partition, epoch, replica, seq)")
    db.run("DROP INDEX parked_lacks")
    db.run("CREATE INDEX parked_lacks ON parked (association_id, partition, lacks)")
    db.run("CREATE INDEX named_file_part ON named_file (association_id, partition, replica, seq)")
