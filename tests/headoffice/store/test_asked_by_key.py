"""What PostgreSQL reads for what it is asked by key, before it has ever counted what is in its tables: it must not
guess that a stream is short and go through the whole of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace

import pytest

from domain.sync.entries import EntryId, Header, row_text
from domain.sync.entry_bytes import encode_header
from domain.sync.packing import pack
from domain.sync.row_state import RowState
from headoffice.store.bodies import pack_stored
from headoffice.store.connection import Connection
from headoffice.store.database_url import read_database_url
from headoffice.store.postgresql import PostgresqlDatabase
from headoffice.store.replica_heads import ReplicaHead
from headoffice.store.streams import Streams
from tests.support.postgresql_server import PostgresqlServer
from tests.support.small_store import AUTHOR

ASSOCIATION, PARTITION, REPLICA, EPOCH = b"a" * 16, "office:RYD1/general", b"r" * 16, 1
HEADER = encode_header(Header(PARTITION, REPLICA, 1, 1, 1, AUTHOR, "test", 0, ((None, bytes(32)),)))
HELD = 12_200
ASKED = 40
OF_EACH = 4  # rows read for one that is asked for: its stream, its entry, its stamp
UNTIL_PREPARED = 7

STREAM = f"'\\x{ASSOCIATION.hex()}'::bytea, '{PARTITION}'"
NUMBER = 1  # of the only stream, and of the only log in it
LOG = f"'\\x{REPLICA.hex()}'::bytea"
FILLED = {
    "row_state (stream, row_id, packed)": (
        f"{NUMBER}, decode(lpad(to_hex(n), 32, '0'), 'hex'), '\\x{pack(RowState(1)).hex()}'"
    ),
    "entry (stream, log, seq, hub_seq, header, hash, parts)": (
        f"{NUMBER}, {NUMBER}, n, n, '\\x{HEADER.hex()}', '', '\\x{pack_stored([]).hex()}'"
    ),
    "stamp (stream, epoch, hub_seq, log, seq, received_ms, eff, reason, line)": (
        f"{NUMBER}, {EPOCH}, n, {NUMBER}, n, 0, n, '', ''"
    ),
    "parked (association_id, partition, replica, seq, lacks, received_ms)": (
        f"{STREAM}, {LOG}, n, decode(lpad(to_hex(n), 48, '0'), 'hex'), 0"
    ),
    "named_file (association_id, partition, sha256, replica, seq, n)": (
        f"{STREAM}, decode(lpad(to_hex(n), 64, '0'), 'hex'), {LOG}, n, 0"
    ),
}
SEQS = range(101, 101 + ASKED * 300, 300)
BEFORE = [EntryId(REPLICA, 1), EntryId(REPLICA, 2)]
IDS = [EntryId(REPLICA, seq) for seq in SEQS]


def find_rows(streams: Streams, ids: Sequence[EntryId]) -> int:
    rows = [row_text(id.seq.to_bytes(16, "big")) for id in ids]
    return sum(state is not None for state in streams.rows.find_many(PARTITION, rows).values())


def find_effs(streams: Streams, ids: Sequence[EntryId]) -> int:
    streams.foresee_effs(PARTITION, EPOCH, ids)
    return sum(streams.find_eff(PARTITION, EPOCH, id) == id.seq for id in ids)


def find_each_eff(streams: Streams, ids: Sequence[EntryId]) -> int:
    return sum(streams.find_eff(PARTITION, EPOCH, id) == id.seq for id in ids)


def find_stamps(streams: Streams, ids: Sequence[EntryId]) -> int:
    return sum(streams.last_stamp(PARTITION, id).hub_seq == id.seq for id in ids)


def find_entries(streams: Streams, ids: Sequence[EntryId]) -> int:
    streams.foresee_entries(PARTITION, ids)
    return len([streams.get_entry(PARTITION, id) for id in ids])


def find_files(streams: Streams, ids: Sequence[EntryId]) -> int:
    return len(streams.files.among(PARTITION, [id.seq.to_bytes(32, "big") for id in ids]))


def find_parked(streams: Streams, ids: Sequence[EntryId]) -> int:
    return sum(streams.parked.has(PARTITION, id) for id in ids)


def find_waiting(streams: Streams, ids: Sequence[EntryId]) -> int:
    return len(streams.parked.waiting_for(PARTITION, [id.seq.to_bytes(24, "big") for id in ids]))


def find_lines(streams: Streams, ids: Sequence[EntryId]) -> int:
    return sum(streams.lines.find(PARTITION, id.seq) is not None for id in ids)


QUESTIONS = (
    find_rows,
    find_effs,
    find_each_eff,
    find_stamps,
    find_parked,
    find_waiting,
    find_lines,
    find_entries,
    find_files,
)


def fill(db: Connection, first: int, last: int) -> None:
    for table, values in FILLED.items():
        db.run(f"INSERT INTO {table} SELECT {values} FROM generate_series({first}, {last}) AS n")


@pytest.fixture(scope="module", params=["never counted", "counted while nearly empty"])
def db(request: pytest.FixtureRequest, postgresql: PostgresqlServer) -> Iterator[Connection]:
    """Full, and nobody has counted what is in it since."""
    url = postgresql.make_database()
    with closing(Connection(PostgresqlDatabase(read_database_url(url), workers=1))) as db:
        with db.writing():
            for (leaf,) in db.rows("SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relname ~ '_[0-9]{2}$'"):
                db.run(f"ALTER TABLE {leaf} SET (autovacuum_enabled = off)")
            streams = Streams(db, ASSOCIATION)
            streams.move(replace(streams.lock(PARTITION), head=HELD))
            streams.move_replica(PARTITION, REPLICA, ReplicaHead(HELD, b""))
            fill(db, 1, 3)
            if request.param != "never counted":
                db.run("ANALYZE")
        for ask in QUESTIONS:
            for _ in range(UNTIL_PREPARED):
                with db.reading():
                    ask(Streams(db, ASSOCIATION), BEFORE)
        with db.writing():
            fill(db, 4, HELD)
        yield db
    postgresql.drop_database(url)


@pytest.mark.parametrize("ask", QUESTIONS)
def test_a_question_reads_about_as_many_rows_as_it_asks_for(
    db: Connection, ask: Callable[[Streams, Sequence[EntryId]], int]
) -> None:
    with db.reading():
        before = rows_read(db)
        assert ask(Streams(db, ASSOCIATION), IDS) == ASKED
        assert rows_read(db) - before <= OF_EACH * ASKED


def rows_read(db: Connection) -> int:
    """By this connection, since its last report."""
    ((read,),) = db.rows(
        "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_xact_user_tables"
    )
    return int(read)
