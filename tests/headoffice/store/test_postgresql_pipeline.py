"""Statements to PostgreSQL in one packet, on a real server."""

from collections.abc import Iterator

import psycopg
import pytest

from headoffice.store.database_url import DatabaseUrl
from headoffice.store.postgresql_pipeline import Pipeline, Prepared


@pytest.fixture
def pipeline(postgresql_database: DatabaseUrl) -> Iterator[Pipeline]:
    with psycopg.connect(postgresql_database.text, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n BIGINT PRIMARY KEY, data BYTEA)")
        yield Pipeline(connection, Prepared())


ADD = "INSERT INTO kept VALUES (%(n)s, %(data)s)"
ALL = "SELECT n, data FROM kept ORDER BY n"


def test_each_statement_is_answered_in_its_place(pipeline: Pipeline) -> None:
    answers = pipeline.run(
        [
            (ADD, {"n": 1, "data": b"\0\xff"}),
            (ADD, {"data": None, "n": 2}),
            ("SELECT %s, 7 %% 4", ("كلمة",)),
            (ALL, ()),
            ("SELECT %(n)s::BIGINT + %(n)s::BIGINT", {"n": 4}),
        ]
    )
    assert answers == [[], [], [("كلمة", 3)], [(1, b"\0\xff"), (2, None)], [(8,)]]


def test_after_the_first_that_fails_nothing_is_done_and_the_line_is_used_on(pipeline: Pipeline) -> None:
    add_twice = [("BEGIN", ()), (ADD, {"n": 1, "data": b""}), (ADD, {"n": 1, "data": b""}), ("COMMIT", ()), (ALL, ())]
    with pytest.raises(psycopg.errors.UniqueViolation):
        pipeline.run(add_twice)
    assert pipeline.run([("ROLLBACK", ()), (ALL, ())]) == [[], []]
    assert pipeline.run([(ADD, {"n": 1, "data": b""}), (ALL, ()), ("COMMIT", ())])[1] == [(1, b"")]


def test_a_value_that_cannot_be_sent_leaves_the_line_as_it_was(pipeline: Pipeline) -> None:
    with pytest.raises(psycopg.DataError, match="NUL"):
        pipeline.run([(ADD, {"n": 1, "data": b""}), ("SELECT %s", ("a\0b",))])
    assert pipeline.run([(ALL, ())]) == [[]]


def test_what_is_larger_than_the_line_holds_at_once_goes_and_comes_whole(pipeline: Pipeline) -> None:
    large = [(ADD, {"n": n, "data": bytes([n]) * 3_000_000}) for n in (1, 2, 3)]
    returned = [("SELECT data FROM kept WHERE n = %s", (n,)) for n in (1, 2, 3)]
    answers = pipeline.run([*large, *returned])
    assert answers[3:] == [[(bytes([n]) * 3_000_000,)] for n in (1, 2, 3)]


def test_a_server_that_ends_the_session_is_heard_of(pipeline: Pipeline) -> None:
    with pytest.raises(psycopg.OperationalError):
        pipeline.run([("SELECT pg_terminate_backend(pg_backend_pid())", ()), (ALL, ())])
    with pytest.raises(psycopg.OperationalError):
        pipeline.run([(ALL, ())])


def test_what_is_sent_is_done_before_what_is_run_next_and_only_that_is_answered(pipeline: Pipeline) -> None:
    for n in (1, 2, 3):
        pipeline.send([(ADD, {"n": n, "data": bytes([n]) * 2_000_000})])
        assert pipeline.is_ahead
    assert pipeline.run([("SELECT count(*) FROM kept", ()), ("SELECT 7", ())]) == [[(3,)], [(7,)]]
    assert not pipeline.is_ahead
    pipeline.send([(ADD, {"n": 4, "data": b""})])
    pipeline.catch_up()
    assert pipeline.run([("SELECT count(*) FROM kept", ())]) == [[(4,)]]


def test_what_was_sent_and_failed_is_heard_with_the_next_and_nothing_that_followed_was_done(pipeline: Pipeline) -> None:
    pipeline.send([(ADD, {"n": 1, "data": b""}), (ADD, {"n": 1, "data": b""}), (ADD, {"n": 2, "data": b""})])
    with pytest.raises(psycopg.errors.UniqueViolation):
        pipeline.run([(ADD, {"n": 3, "data": b""})])
    assert pipeline.run([(ALL, ())]) == [[]]
    pipeline.send([("SELECT 1 / 0", ())])
    with pytest.raises(psycopg.errors.DivisionByZero):
        pipeline.catch_up()
    assert not pipeline.is_ahead
