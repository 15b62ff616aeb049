"""An older head office goes on with everything it had."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.errors import Unavailable
from domain.sync.entries import Entry, EntryId, Header
from domain.sync.entry_bytes import encode_header
from domain.sync.line import FIRST_LINE, next_line
from headoffice.hub import open_hub
from headoffice.store import schema
from headoffice.store.connection import Connection
from headoffice.store.database_url import EMBEDDED, DatabaseUrl
from headoffice.store.migrations import STEPS
from headoffice.store.opening import open_database
from headoffice.store.postgresql import PostgresqlDatabase
from headoffice.store.sqlite import SqliteDatabase
from headoffice.store.streams import Stamp, Streams
from tests.headoffice.store.version_1 import ASSOCIATION, KEY_SEED, PARTITION, STAMPS, write_version_1
from tests.headoffice.store.version_5 import take_back_to_version_5
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
    stamps = [Stamp(place, id, 0, place, "") for place, id in enumerate((ids[0], ids[1], ids[2], ids[0]), 1)]
    with closing(open_database(*place)) as db, db.writing():
        streams = Streams(db, ASSOCIATION)
        streams.lock(PARTITION)
        for stamp in stamps:
            streams.add_stamps(PARTITION, 1, [(stamp, bytes([stamp.hub_seq]) * 16)])
        for stamp in stamps[1:]:
            streams.add_entries(PARTITION, [(stamp.id, ENTRY, stamp.hub_seq)])
        take_back_to_version_5(db, is_embedded=hub_database is None)
        db.run("PRAGMA user_version = 5" if hub_database is None else "UPDATE istiqbal_schema SET version = 5")
    with closing(open_database(*place)) as db, db.reading():
        streams = Streams(db, ASSOCIATION)
        assert [streams.last_stamp(PARTITION, id) for id in ids] == [stamps[3], stamps[1], stamps[2]]
        assert [streams.lines.find(PARTITION, place) for place in (1, 2, 3, 4)] == [
            bytes([n]) * 16 for n in (1, 2, 3, 4)
        ]
        assert streams.get_entry(PARTITION, ids[0]) == ENTRY


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
