"""The trap of readers that page by a sequence, and that the streams of head office do not fall into it.

A sequence gives numbers in another order than transactions commit in: a reader that has seen 7 never asks for 6 again.
"""

import threading
import time
from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest

from domain.sync.canonical import Digest
from domain.sync.chain import Written, build_entry
from domain.sync.entries import EntryId
from domain.sync.schema import general_partition
from headoffice.store.connection import Connection
from headoffice.store.database_url import DatabaseUrl
from headoffice.store.postgresql import PostgresqlDatabase
from headoffice.store.stream_heads import StreamHead
from headoffice.store.streams import Stamp, Streams
from tests.support.made_entries import add_visit
from tests.support.small_store import AUTHOR

WRITERS = 12
ENTRIES_OF_EACH = 25
PARTITION = general_partition("RYD1")
ASSOCIATION = bytes(16)
PAGE = 7


def beside(writers: list[Callable[[], None]], read_page: Callable[[], bool]) -> None:
    """The writers in threads of their own; the reader pages on until they have ended, and once more to the end."""
    failures: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=guarded, args=(work,)) for work in writers]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        read_page()
    for thread in threads:
        thread.join()
    while read_page():
        pass
    assert not failures


def test_a_reader_of_a_stream_misses_nothing_of_twelve_writers(postgresql_database: DatabaseUrl) -> None:
    database = PostgresqlDatabase(postgresql_database, workers=WRITERS + 1)
    with closing(Connection(database)) as db:
        streams = Streams(db, ASSOCIATION)
        seen: list[Stamp] = []

        def writing(writer: int) -> Callable[[], None]:
            replica = bytes(15) + bytes([writer + 1])

            def work() -> None:
                for seq in range(1, ENTRIES_OF_EACH + 1):
                    with db.writing():
                        append(streams, EntryId(replica, seq))

            return work

        def read_page() -> bool:
            with db.reading():
                found = streams.stamps(PARTITION, 1, after=len(seen), most=PAGE)
            seen.extend(found)
            return bool(found)

        beside([writing(writer) for writer in range(WRITERS)], read_page)
    assert [stamp.hub_seq for stamp in seen] == list(range(1, WRITERS * ENTRIES_OF_EACH + 1))
    assert len({stamp.id for stamp in seen}) == WRITERS * ENTRIES_OF_EACH


def append(streams: Streams, id: EntryId) -> None:
    head = streams.lock(PARTITION)
    entry, _ = build_entry(
        [Written(add_visit(id.seq), None)],
        partition=PARTITION,
        id=id,
        clock=id.seq,
        author=AUTHOR,
        action="test",
        seen=0,
        previous=bytes(32),
        salts=[bytes(16)],
    )
    streams.add_entries(PARTITION, id, [entry], hub_seq=head.head + 1)
    streams.add_stamp(PARTITION, 1, Stamp(head.head + 1, *id, 0, id.seq, ""), bytes(16))
    streams.move(StreamHead(PARTITION, 1, head.head + 1, Digest()))


def test_a_reader_by_a_sequence_misses_what_commits_late(postgresql_database: DatabaseUrl) -> None:
    """What the test above would be worth if it could not fail."""
    with psycopg.connect(postgresql_database.text, autocommit=True) as reader:
        reader.execute("CREATE TABLE naive (id BIGSERIAL PRIMARY KEY, writer INT NOT NULL)")
        seen: list[int] = []

        def writing(writer: int) -> Callable[[], None]:
            def work() -> None:
                with psycopg.connect(postgresql_database.text) as connection:
                    for _ in range(ENTRIES_OF_EACH):
                        row = connection.execute("INSERT INTO naive (writer) VALUES (%s) RETURNING id", (writer,))
                        if writer == 0:
                            be_overtaken(*row.fetchone())
                        connection.commit()

            return work

        def be_overtaken(id: int) -> None:
            """As a transaction is that works a little after it got its number, until the last ones have ended."""
            end = time.monotonic() + 20
            while time.monotonic() < end and not (seen and seen[-1] > id) and id < WRITERS * 5:
                time.sleep(0.001)

        def read_page() -> bool:
            after = seen[-1] if seen else 0
            found = reader.execute("SELECT id FROM naive WHERE id > %s ORDER BY id LIMIT %s", (after, PAGE)).fetchall()
            seen.extend(id for (id,) in found)
            return bool(found)

        beside([writing(writer) for writer in range(WRITERS)], read_page)
        counted = reader.execute("SELECT count(*) FROM naive").fetchone()
    assert counted == (WRITERS * ENTRIES_OF_EACH,)
    assert len(seen) < WRITERS * ENTRIES_OF_EACH


def test_of_two_open_transactions_the_sequence_shows_the_later_number_first(postgresql_database: DatabaseUrl) -> None:
    """The same trap, step by step: never by chance."""
    url = postgresql_database.text
    with psycopg.connect(url) as slow, psycopg.connect(url) as quick, psycopg.connect(url, autocommit=True) as reader:
        reader.execute("CREATE TABLE naive (id BIGSERIAL PRIMARY KEY)")
        slow.execute("INSERT INTO naive DEFAULT VALUES")
        quick.execute("INSERT INTO naive DEFAULT VALUES")
        quick.commit()
        seen = [id for (id,) in reader.execute("SELECT id FROM naive WHERE id > 0 ORDER BY id")]
        slow.commit()
        seen += [id for (id,) in reader.execute("SELECT id FROM naive WHERE id > %s ORDER BY id", (seen[-1],))]
    assert seen == [2]


def test_a_second_writer_of_a_stream_waits_for_the_first(postgresql_database: DatabaseUrl) -> None:
    database = PostgresqlDatabase(postgresql_database, workers=3)
    with closing(Connection(database)) as db:
        streams = Streams(db, ASSOCIATION)
        has_locked, may_end = threading.Event(), threading.Event()

        def first() -> None:
            with db.writing():
                append(streams, EntryId(bytes(16), 1))
                has_locked.set()
                may_end.wait(20)

        def second() -> None:
            with db.writing():
                append(streams, EntryId(bytes(16), 2))

        threads = [threading.Thread(target=first), threading.Thread(target=second)]
        threads[0].start()
        assert has_locked.wait(20)
        threads[1].start()
        threads[1].join(0.1)
        assert threads[1].is_alive()
        with db.reading():
            assert streams.stamps(PARTITION, 1, after=0, most=9) == []
        may_end.set()
        for thread in threads:
            thread.join(20)
        with db.reading():
            assert [stamp.id.seq for stamp in streams.stamps(PARTITION, 1, after=0, most=9)] == [1, 2]


@pytest.mark.parametrize("hub_database", ["postgresql"], indirect=True)
def test_streams_are_spread_over_pieces_by_their_hash(hub_database: DatabaseUrl) -> None:
    with closing(Connection(PostgresqlDatabase(hub_database))) as db:
        streams = Streams(db, ASSOCIATION)
        with db.writing():
            for number in range(40):
                head = streams.lock(general_partition(f"RYD{number}"))
                streams.add_stamp(head.partition, 1, Stamp(1, bytes(16), 1, 0, 1, ""), bytes(16))
        with db.reading():
            pieces = {piece for (piece,) in db.rows("SELECT DISTINCT CAST(tableoid AS TEXT) FROM stamp")}
            plan = db.rows("EXPLAIN SELECT eff FROM stamp WHERE stream = ? AND epoch = 1", 3)
    assert len(pieces) > 8
    assert len({line for (line,) in plan if "stamp_" in line and " on " in line}) == 1
