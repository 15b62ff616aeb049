"""A database of the present version taken back to what version 6 of head office had of the same."""

from headoffice.store.bodies import unpack_parts
from headoffice.store.connection import Connection
from tests.headoffice.store.version_7 import take_back_to_version_7

SPREAD_OVER = 16
SPREAD = ("entry", "part", "stamp", "row_state")


def take_back_to_version_6(db: Connection, *, is_embedded: bool) -> None:
    """Inside a transaction. The version itself is left for the caller to write."""
    take_back_to_version_7(db)
    db.settle()
    parts = [
        (stream, log, seq, *part)
        for stream, log, seq, packed in db.rows("SELECT stream, log, seq, parts FROM entry")
        for part in unpack_parts(packed)
    ]
    for table in ("entry", "stamp", "row_state"):
        db.run(f"CREATE TABLE {table}_of_seventh AS SELECT * FROM {table}")
        db.run(f"DROP TABLE {table}")
    for statement in _tables(is_embedded=is_embedded):
        db.run(statement)
    for statement in BACK:
        db.run(statement)
    for stream, log, *part in parts:
        db.run(
            "INSERT INTO part SELECT h.association_id, h.partition, r.replica, ?, ?, ?, ? FROM stream_head AS h "
            "JOIN replica_head AS r ON r.association_id = h.association_id AND r.partition = h.partition "
            "WHERE h.number = ? AND r.number = ?",
            *(*part, stream, log),
        )
    for table in ("entry", "stamp", "row_state"):
        db.run(f"DROP TABLE {table}_of_seventh")
    for table in ("stream_head", "replica_head"):
        db.run(f"DROP INDEX {table}_number")
        db.run(f"ALTER TABLE {table} DROP COLUMN number")


def _tables(*, is_embedded: bool) -> list[str]:
    raw, number, words = ("BLOB", "INTEGER", "TEXT") if is_embedded else ("BYTEA", "BIGINT", 'TEXT COLLATE "C"')
    stream = f"association_id {raw} NOT NULL, partition {words} NOT NULL"
    entry = f"replica {raw} NOT NULL, seq {number} NOT NULL"
    columns = {
        "entry": f"{entry}, header {raw} NOT NULL, hash {raw} NOT NULL, hub_seq {number} NOT NULL, "
        "PRIMARY KEY (association_id, partition, replica, seq)",
        "part": f"{entry}, n {number} NOT NULL, salt {raw} NOT NULL, data {raw} NOT NULL, "
        "PRIMARY KEY (association_id, partition, replica, seq, n)",
        "stamp": f"epoch {number} NOT NULL, hub_seq {number} NOT NULL, {entry}, received_ms {number} NOT NULL, "
        f"eff {number} NOT NULL, reason {words} NOT NULL, line {raw} NOT NULL, "
        "PRIMARY KEY (association_id, partition, epoch, hub_seq)",
        "row_state": f"row_id {raw} NOT NULL, packed {raw} NOT NULL, PRIMARY KEY (association_id, partition, row_id)",
    }
    if is_embedded:
        return [f"CREATE TABLE {table} ({stream}, {columns[table]}) STRICT" for table in SPREAD]
    pieces = [
        f"CREATE TABLE {table}_{piece:02} PARTITION OF {table} FOR VALUES WITH (MODULUS 16, REMAINDER {piece})"
        for table in SPREAD
        for piece in range(SPREAD_OVER)
    ]
    return [
        f"CREATE TABLE {table} ({stream}, {columns[table]}) PARTITION BY HASH (association_id, partition)"
        for table in SPREAD
    ] + pieces


NAMED = (
    "JOIN stream_head AS h ON h.number = x.stream "
    "JOIN replica_head AS r ON r.association_id = h.association_id AND r.partition = h.partition AND r.number = x.log"
)
BACK = (
    "INSERT INTO entry SELECT h.association_id, h.partition, r.replica, x.seq, x.header, x.hash, x.hub_seq "
    f"FROM entry_of_seventh AS x {NAMED}",
    "INSERT INTO stamp SELECT h.association_id, h.partition, x.epoch, x.hub_seq, r.replica, x.seq, x.received_ms, "
    f"x.eff, x.reason, x.line FROM stamp_of_seventh AS x {NAMED}",
    "INSERT INTO row_state SELECT h.association_id, h.partition, x.row_id, x.packed FROM row_state_of_seventh AS x "
    "JOIN stream_head AS h ON h.number = x.stream",
)
