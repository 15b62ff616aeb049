"""The step to version 7: numbers stand for streams and logs where there is a row for each entry, and the parts of an
entry stand in its row. Never changed once released."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import msgspec

AT_ONCE = 100
PIECES = 16


class Database(Protocol):
    def execute(self, sql: str, values: tuple[object, ...] = (), /) -> Iterable[tuple[Any, ...]]: ...


def to_seventh(db: Database, kind: str) -> None:
    for table in ("stream_head", "replica_head", "entry", "part", "stamp", "row_state"):
        _set_aside(db, kind, table)
    for statement in _tables(kind):
        db.execute(statement)
    for statement in HEADS:
        db.execute(statement)
    _add_missing_heads(db)
    _copy_entries(db)
    for statement in (STAMPS, ROWS):
        db.execute(statement)
    _check_whole(db)
    for table in ("stream_head", "replica_head", "entry", "part", "stamp", "row_state"):
        db.execute(f"DROP TABLE {table}_of_sixth")


def _set_aside(db: Database, kind: str, table: str) -> None:
    """On PostgreSQL with the names of its pieces and of their keys, which are wanted again."""
    names = [table]
    if kind != "sqlite" and table not in ("stream_head", "replica_head"):
        names += [f"{table}_{piece:02}" for piece in range(PIECES)]
    for name in names:
        db.execute(f"ALTER TABLE {name} RENAME TO {name}_of_sixth")
        if kind != "sqlite":
            db.execute(f"ALTER TABLE {name}_of_sixth RENAME CONSTRAINT {name}_pkey TO {name}_of_sixth_pkey")
            db.execute(f"ANALYZE {name}_of_sixth")


def _tables(kind: str) -> Iterator[str]:
    if kind == "sqlite":
        raw, number, words, strict, spread = "BLOB", "INTEGER", "TEXT", " STRICT", ""
    else:
        raw, number, words, strict, spread = "BYTEA", "BIGINT", 'TEXT COLLATE "C"', "", " PARTITION BY HASH (stream)"
    yield f"""CREATE TABLE stream_head (
        association_id {raw} NOT NULL,
        partition {words} NOT NULL,
        epoch {number} NOT NULL,
        head {number} NOT NULL,
        digest_count {number} NOT NULL,
        digest_total {words} NOT NULL,
        number {number} NOT NULL,
        PRIMARY KEY (association_id, partition)
    ){strict}"""
    yield f"""CREATE TABLE replica_head (
        association_id {raw} NOT NULL,
        partition {words} NOT NULL,
        replica {raw} NOT NULL,
        seq {number} NOT NULL,
        hash {raw} NOT NULL,
        number {number} NOT NULL,
        PRIMARY KEY (association_id, partition, replica)
    ){strict}"""
    yield f"""CREATE TABLE entry (
        stream {number} NOT NULL,
        log {number} NOT NULL,
        seq {number} NOT NULL,
        hub_seq {number} NOT NULL,
        header {raw} NOT NULL,
        hash {raw} NOT NULL,
        parts {raw} NOT NULL,
        PRIMARY KEY (stream, log, seq)
    ){strict}{spread}"""
    yield f"""CREATE TABLE stamp (
        stream {number} NOT NULL,
        epoch {number} NOT NULL,
        hub_seq {number} NOT NULL,
        log {number} NOT NULL,
        seq {number} NOT NULL,
        received_ms {number} NOT NULL,
        eff {number} NOT NULL,
        reason {words} NOT NULL,
        line {raw} NOT NULL,
        PRIMARY KEY (stream, epoch, hub_seq)
    ){strict}{spread}"""
    yield f"""CREATE TABLE row_state (
        stream {number} NOT NULL,
        row_id {raw} NOT NULL,
        packed {raw} NOT NULL,
        PRIMARY KEY (stream, row_id)
    ){strict}{spread}"""
    if spread:
        for table in ("entry", "stamp", "row_state"):
            for piece in range(PIECES):
                yield (
                    f"CREATE TABLE {table}_{piece:02} PARTITION OF {table} "
                    f"FOR VALUES WITH (MODULUS {PIECES}, REMAINDER {piece})"
                )


HEADS = (
    """INSERT INTO stream_head
        SELECT association_id, partition, epoch, head, digest_count, digest_total,
            row_number() OVER (ORDER BY association_id, partition)
        FROM stream_head_of_sixth""",
    """INSERT INTO replica_head
        SELECT association_id, partition, replica, seq, hash,
            row_number() OVER (PARTITION BY association_id, partition ORDER BY replica)
        FROM replica_head_of_sixth""",
    "CREATE UNIQUE INDEX stream_head_number ON stream_head (number)",
    "CREATE UNIQUE INDEX replica_head_number ON replica_head (association_id, partition, number)",
)
STAMPS = """INSERT INTO stamp
    SELECT h.number, s.epoch, s.hub_seq, r.number, s.seq, s.received_ms, s.eff, s.reason, s.line
    FROM stamp_of_sixth AS s
    JOIN stream_head AS h ON h.association_id = s.association_id AND h.partition = s.partition
    JOIN replica_head AS r
        ON r.association_id = s.association_id AND r.partition = s.partition AND r.replica = s.replica"""
ROWS = """INSERT INTO row_state
    SELECT h.number, s.row_id, s.packed FROM row_state_of_sixth AS s
    JOIN stream_head AS h ON h.association_id = s.association_id AND h.partition = s.partition"""


def _add_missing_heads(db: Database) -> None:
    """Of replicas that stamps name: those whose head was lost stand at nothing, as they did."""
    lost = db.execute(
        "SELECT DISTINCT s.association_id, s.partition, s.replica FROM stamp_of_sixth AS s WHERE NOT EXISTS "
        "(SELECT 1 FROM replica_head AS r WHERE r.association_id = s.association_id AND r.partition = s.partition "
        "AND r.replica = s.replica)"
    )
    for log in list(lost):
        db.execute(
            "INSERT INTO replica_head SELECT ?, ?, ?, 0, ?, coalesce(max(number), 0) + 1 FROM replica_head "
            "WHERE association_id = ? AND partition = ?",
            (*log, bytes(32), *log[:2]),
        )


ONE_ENTRY = "(?, ?, ?, ?, ?, ?, ?)"
ADD_ENTRIES = [f"INSERT INTO entry VALUES {', '.join([ONE_ENTRY] * number)}" for number in range(AT_ONCE + 1)]  # noqa: S608 - nothing but question marks


def _copy_entries(db: Database) -> None:
    """Log by log and a piece at a time, however many there are."""
    logs = db.execute(
        "SELECT r.association_id, r.partition, r.replica, h.number, r.number FROM replica_head AS r "
        "JOIN stream_head AS h ON h.association_id = r.association_id AND h.partition = r.partition"
    )
    for association, partition, replica, stream, number in list(logs):
        log, after = (association, partition, replica), -(1 << 63)
        while entries := _entries(db, log, after):
            parts = _parts(db, log, entries[0][0], entries[-1][0])
            rows = [
                (stream, number, seq, hub_seq, header, hash, msgspec.msgpack.encode(parts.get(seq, ())))
                for seq, hub_seq, header, hash in entries
            ]
            db.execute(ADD_ENTRIES[len(rows)], tuple(value for row in rows for value in row))
            after = entries[-1][0]


def _entries(db: Database, log: tuple[object, ...], after: int) -> list[tuple[Any, ...]]:
    found = db.execute(
        "SELECT seq, hub_seq, header, hash FROM entry_of_sixth "
        "WHERE association_id = ? AND partition = ? AND replica = ? AND seq > ? ORDER BY seq LIMIT ?",
        (*log, after, AT_ONCE),
    )
    return list(found)


def _parts(db: Database, log: tuple[object, ...], first: int, last: int) -> dict[int, list[object]]:
    """By the number of the entry: number, salt and bytes of each part that is left."""
    found: dict[int, list[object]] = {}
    rows = db.execute(
        "SELECT seq, n, salt, data FROM part_of_sixth "
        "WHERE association_id = ? AND partition = ? AND replica = ? AND seq BETWEEN ? AND ? ORDER BY seq, n",
        (*log, first, last),
    )
    for seq, *part in rows:
        found.setdefault(seq, []).extend(part)
    return found


WHOLE = {
    "entry": "SELECT (SELECT count(*) FROM entry_of_sixth), (SELECT count(*) FROM entry)",
    "stamp": "SELECT (SELECT count(*) FROM stamp_of_sixth), (SELECT count(*) FROM stamp)",
    "row_state": "SELECT (SELECT count(*) FROM row_state_of_sixth), (SELECT count(*) FROM row_state)",
}


def _check_whole(db: Database) -> None:
    """Raises ValueError, and the database stays as it is, where something stands in no stream that there is."""
    for table, counting in WHOLE.items():
        ((before, after),) = db.execute(counting)
        if before != after:
            raise ValueError(f"{table}: {before} rows were there and {after} have a stream")
