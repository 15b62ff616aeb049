"""An older head office goes on with everything it had."""

import multiprocessing
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from domain.errors import Unavailable
from domain.sync.entries import ERASED, Entry, EntryId, Header, Part
from domain.sync.entry_bytes import encode_header
from domain.sync.line import FIRST_LINE, next_line
from domain.sync.row_state import RowState
from headoffice.hub import open_hub
from headoffice.store import numbering, schema
from headoffice.store.connection import Connection
from headoffice.store.database_url import EMBEDDED, DatabaseUrl
from headoffice.store.migrations import STEPS
from headoffice.store.opening import DATABASE_NAME, open_database
from headoffice.store.postgresql import PostgresqlDatabase
from headoffice.store.replica_heads import ReplicaHead
from headoffice.store.sqlite import SqliteDatabase
from headoffice.store.streams import Stamp, Streams
from tests.headoffice.store.version_1 import ASSOCIATION, KEY_SEED, PARTITION, STAMPS, write_version_1
from tests.headoffice.store.version_5 import take_back_to_version_5
from tests.headoffice.store.version_6 import take_back_to_version_6
from tests.support.cut_off import KILL
from tests.support.made_entries import row
from tests.support.small_store import AUTHOR

ENTRY = Entry(encode_header(Header(PARTITION, b"r" * 16, 1, 1, 1, AUTHOR, "test", 0, ())), bytes(32), ())

# By the steps after the second, which was the first on PostgreSQL.
ADDED_LATER = ("device_contact", "erased", "named_file")


def shape(path: Path) -> dict[str, object]:
    """Tables with their columns and keys, indexes with theirs."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").fetchall()
        found: dict[str, object] = {}
        for kind, name in names:
            pragma = "table_info" if kind == "table" else "index_info"
            found[name] = connection.execute(f"PRAGMA {pragma}({name})").fetchall()
        unique = {
            (table, index, is_unique)
            for kind, table in names
            if kind == "table"
            for _, index, is_unique, *_ in connection.execute(f"PRAGMA index_list({table})")
        }
        found["unique"] = sorted(unique)
        return found


def test_a_migrated_database_is_shaped_like_a_new_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    write_version_1(old)
    for path in (old, new):
        SqliteDatabase(path).close()
    assert shape(old) == shape(new)


def test_a_head_office_of_version_1_opens_with_its_streams_and_gets_their_lines(tmp_path: Path) -> None:
    write_version_1(tmp_path / "hub.db")
    (tmp_path / "hub.key").write_bytes(KEY_SEED)
    with open_hub(tmp_path) as hub, hub.db.reading():
        assert hub.association == ASSOCIATION
        assert hub.streams.stamps(PARTITION, 1, after=0, most=10) == list(STAMPS)
        line = FIRST_LINE
        for stamp in STAMPS:
            line = next_line(
                line, stamp.hub_seq, stamp.id, received_ms=stamp.received_ms, eff=stamp.eff, reason=stamp.reason
            )
            assert hub.streams.lines.find(PARTITION, stamp.hub_seq) == line


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "hub.db"
    write_version_1(path)
    before = shape(path)

    second = STEPS[2]

    def fails(db: sqlite3.Connection, kind: str) -> None:
        second(db, kind)
        db.execute("INSERT INTO nowhere VALUES (1)")

    monkeypatch.setattr("headoffice.store.migrations.STEPS", STEPS | {2: fails})
    with pytest.raises(Unavailable, match="cannot be opened"):
        SqliteDatabase(path)
    assert shape(path) == before


def test_every_version_has_its_step() -> None:
    assert sorted(STEPS) == list(range(2, schema.VERSION + 1))


def test_a_head_office_on_postgresql_goes_on_from_the_first_version_it_had_there(
    postgresql_database: DatabaseUrl,
) -> None:
    """Version 2 was the first one there."""
    with closing(Connection(PostgresqlDatabase(postgresql_database))) as db, db.writing():
        before = columns_on_postgresql(db)
        take_back_to_version_5(db, is_embedded=False)
        for table in ADDED_LATER:
            db.run(f"DROP TABLE IF EXISTS {table}")
        db.run("UPDATE istiqbal_schema SET version = 2")
    with closing(Connection(PostgresqlDatabase(postgresql_database))) as db, db.reading():
        assert columns_on_postgresql(db) == before
        assert db.rows("SELECT version FROM istiqbal_schema") == [(schema.VERSION,)]


def test_entries_and_stamps_of_version_5_know_of_each_other_and_of_their_lines(
    tmp_path: Path, hub_database: DatabaseUrl | None
) -> None:
    """Also those of an entry that waited, and so has two stamps."""
    place = (tmp_path, hub_database or EMBEDDED)
    ids = [EntryId(b"r" * 16, seq) for seq in (1, 2, 3)]
    stamps = [Stamp(place, *id, 0, place, "") for place, id in enumerate((ids[0], ids[1], ids[2], ids[0]), 1)]
    with closing(open_database(*place)) as db, db.writing():
        streams = Streams(db, ASSOCIATION)
        streams.lock(PARTITION)
        for stamp in stamps:
            streams.add_stamp(PARTITION, 1, stamp, bytes([stamp.hub_seq]) * 16)
        for stamp in stamps[1:]:
            streams.add_entries(PARTITION, stamp.id, [ENTRY], hub_seq=stamp.hub_seq)
        take_back_to_version_5(db, is_embedded=hub_database is None)
        db.run("PRAGMA user_version = 5" if hub_database is None else "UPDATE istiqbal_schema SET version = 5")
    with closing(open_database(*place)) as db, db.reading():
        streams = Streams(db, ASSOCIATION)
        assert [streams.last_stamp(PARTITION, id) for id in ids] == [stamps[3], stamps[1], stamps[2]]
        assert [streams.lines.find(PARTITION, place) for place in (1, 2, 3, 4)] == [
            bytes([n]) * 16 for n in (1, 2, 3, 4)
        ]
        assert streams.get_entry(PARTITION, ids[0]) == ENTRY


@pytest.fixture
def place_of_version_6(tmp_path: Path, hub_database: DatabaseUrl | None) -> tuple[Path, DatabaseUrl]:
    """Two laptops' logs in one stream and one in another; one part, several, some and all of them erased, and none."""
    place = (tmp_path, hub_database or EMBEDDED)
    with closing(open_database(*place)) as db, db.writing():
        streams = Streams(db, ASSOCIATION)
        for partition, ids in IDS.items():
            streams.lock(partition)
            for hub_seq, id in enumerate(ids, 1):
                streams.add_entries(partition, id, [entry_of(partition, id)], hub_seq=hub_seq)
                stamp = Stamp(hub_seq, *id, 5, hub_seq, "row.unknown" if id.seq == 2 else "")
                streams.add_stamp(partition, 1, stamp, bytes([hub_seq]) * 16)
                streams.move_replica(partition, id.replica, ReplicaHead(id.seq, bytes([id.seq]) * 32))
            streams.rows.save(partition, [(row(number), RowState(number)) for number in range(1, len(ids))])
        take_back_to_version_6(db, is_embedded=hub_database is None)
        db.run("PRAGMA user_version = 6" if hub_database is None else "UPDATE istiqbal_schema SET version = 6")
    return place


IDS = {
    PARTITION: [EntryId(bytes([replica]) * 16, seq) for seq in range(1, 10) for replica in (1, 2)],
    "association/reference": [EntryId(bytes([2]) * 16, seq) for seq in range(1, 4)],
}
PARTS = ((Part(b"s" * 16, b"one"),), (Part(b"a" * 16, b"x" * 300), ERASED, Part(b"c" * 16, b"")), (ERASED,), ())


def entry_of(partition: str, id: EntryId) -> Entry:
    parts = PARTS[id.seq % len(PARTS)]
    references = tuple((None, bytes(32)) for _ in parts)
    header = Header(partition, id.replica, id.seq, 1, 1, AUTHOR, "test", 0, references)
    return Entry(encode_header(header), bytes([id.seq]) * 32, parts)


def assert_goes_on(db: Connection) -> None:
    with db.reading():
        streams = Streams(db, ASSOCIATION)
        for partition, ids in IDS.items():
            stamps = streams.stamps(partition, 1, after=0, most=1_000)
            assert [(stamp.hub_seq, stamp.id) for stamp in stamps] == list(enumerate(ids, 1))
            assert [streams.get_entry(partition, id) for id in ids] == [entry_of(partition, id) for id in ids]
            assert [streams.last_stamp(partition, id) for id in ids] == stamps
            assert streams.lines.find(partition, 3) == bytes([3]) * 16
            assert dict(streams.rows.find_many(partition, [row(1), row(2)])) == {
                row(1): RowState(1),
                row(2): RowState(2),
            }
            assert streams.replica_head(partition, ids[-1].replica).seq == ids[-1].seq
        assert sum(1 for _ in streams.rows.all()) == sum(len(ids) - 1 for ids in IDS.values())


def test_what_version_6_held_is_all_there_and_more_may_be_written(
    place_of_version_6: tuple[Path, DatabaseUrl], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbering, "AT_ONCE", 4)
    with closing(open_database(*place_of_version_6)) as db:
        assert_goes_on(db)
        newcomer, partition = EntryId(b"n" * 16, 1), "office:RYD2/general"
        with db.writing():
            streams = Streams(db, ASSOCIATION)
            for name in (PARTITION, partition):
                streams.lock(name)
                streams.add_entries(name, newcomer, [entry_of(name, newcomer)], hub_seq=900)
                streams.add_stamp(name, 1, Stamp(900, *newcomer, 1, 1, ""), bytes(16))
        with db.reading():
            for name in (PARTITION, partition):
                assert Streams(db, ASSOCIATION).last_stamp(name, newcomer).hub_seq == 900
                assert Streams(db, ASSOCIATION).get_entry(name, newcomer) == entry_of(name, newcomer)


def die_half_way(folder: Path, database: DatabaseUrl) -> None:
    def die(db: object) -> None:
        os.kill(os.getpid(), KILL)

    numbering._check_whole = die
    open_database(folder, database)


def test_killed_half_way_to_version_7_a_head_office_is_one_of_version_6_and_gets_there_the_next_time(
    place_of_version_6: tuple[Path, DatabaseUrl],
) -> None:
    context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    process = context.Process(target=die_half_way, args=place_of_version_6)
    process.start()
    process.join(60)
    assert process.exitcode not in (0, 1)
    process.close()
    with closing(open_database(*place_of_version_6)) as db:
        assert_goes_on(db)


@pytest.mark.parametrize("hub_database", ["sqlite"], indirect=True)
def test_rows_of_no_stream_stop_the_step_to_version_7_instead_of_being_left_behind(
    place_of_version_6: tuple[Path, DatabaseUrl],
) -> None:
    path = place_of_version_6[0] / DATABASE_NAME
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM stream_head WHERE partition = ?", (PARTITION,))
        connection.commit()
    before = shape(path)
    with pytest.raises(ValueError, match="have a stream"):
        open_database(*place_of_version_6)
    assert shape(path) == before


def columns_on_postgresql(db: Connection) -> list[tuple[object, ...]]:
    return db.rows(
        "SELECT table_name::text, column_name::text, data_type::text, is_nullable::text, collation_name::text "
        "FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
    )


def test_a_newer_database_on_postgresql_is_refused_untouched(postgresql_database: DatabaseUrl) -> None:
    with closing(Connection(PostgresqlDatabase(postgresql_database))) as db, db.writing():
        db.run("UPDATE istiqbal_schema SET version = 99")
    with pytest.raises(Unavailable, match="newer"):
        PostgresqlDatabase(postgresql_database)
