"""The numbers of streams and logs: what is remembered of them is what the database holds."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from headoffice.store.connection import Connection
from headoffice.store.database_url import EMBEDDED, DatabaseUrl
from headoffice.store.opening import open_database
from headoffice.store.streams import Stamp, Streams

ASSOCIATION = bytes(range(16))
ONE, OTHER = "office:RYD1/general", "office:RYD2/general"


@pytest.fixture
def db(tmp_path: Path, hub_database: DatabaseUrl | None) -> Iterator[Connection]:
    with closing(open_database(tmp_path, hub_database or EMBEDDED)) as db:
        yield db


def stamp_one(db: Connection, partition: str, replica: bytes) -> None:
    streams = Streams(db, ASSOCIATION)
    streams.lock(partition)
    streams.add_stamp(partition, 1, Stamp(1, replica, 1, 0, 1, ""), bytes(16))


def replicas(db: Connection, partition: str) -> list[bytes]:
    with db.reading():
        return [stamp.id.replica for stamp in Streams(db, ASSOCIATION).stamps(partition, 1, after=0, most=9)]


def test_a_number_given_in_what_was_undone_is_believed_by_nobody_afterwards(db: Connection) -> None:
    def undone() -> None:
        with db.writing():
            stamp_one(db, ONE, b"1" * 16)
            db.settle()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    with db.writing():
        stamp_one(db, OTHER, b"2" * 16)
    assert (replicas(db, ONE), replicas(db, OTHER)) == ([], [b"2" * 16])
    with db.writing():
        stamp_one(db, ONE, b"3" * 16)
    assert (replicas(db, ONE), replicas(db, OTHER)) == ([b"3" * 16], [b"2" * 16])


def test_a_stream_that_was_read_before_it_was_there_is_found_as_soon_as_it_is(
    db: Connection, tmp_path: Path, hub_database: DatabaseUrl | None
) -> None:
    assert replicas(db, ONE) == []
    with closing(open_database(tmp_path, hub_database or EMBEDDED)) as beside, beside.writing():
        stamp_one(beside, OTHER, b"2" * 16)
        stamp_one(beside, ONE, b"1" * 16)
    assert (replicas(db, ONE), replicas(db, OTHER)) == ([b"1" * 16], [b"2" * 16])


def test_a_number_that_no_longer_holds_is_not_believed_under_the_lock(db: Connection) -> None:
    """The tables were put back from a backup beneath a head office that went on."""
    with db.writing():
        stamp_one(db, ONE, b"1" * 16)
        stamp_one(db, OTHER, b"2" * 16)
    with db.writing():
        Streams(db, ASSOCIATION).open(ONE)
        db.run("UPDATE stream_head SET number = number + 10")
        db.run("UPDATE stamp SET stream = stream + 10")
        db.run("UPDATE stream_head SET head = 1")
    with db.writing():
        streams = Streams(db, ASSOCIATION)
        db.foresee(streams.seen_at(ONE, 1))
        assert streams.lines.find(ONE, 1) == bytes(16)
        head, standing = streams.open(ONE)
        assert (head.head, standing.line) == (1, bytes(16))
