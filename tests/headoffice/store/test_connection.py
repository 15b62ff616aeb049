"""What every module of head office may rely on of its database, whichever it is."""

import gc
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from domain.errors import Unavailable
from domain.sync.entries import Malformed
from headoffice.store import failures, making, schema
from headoffice.store.connection import Connection
from headoffice.store.database_url import EMBEDDED, DatabaseUrl
from headoffice.store.failures import Contended, contended, patiently
from headoffice.store.opening import open_database

ADD = insert(schema.enrolment_code)
OFFICES = select(schema.enrolment_code.c.office).order_by(schema.enrolment_code.c.office)
USE = update(schema.enrolment_code).values(used_by=b"x")


@pytest.fixture
def place(tmp_path: Path, hub_database: DatabaseUrl | None) -> tuple[Path, DatabaseUrl]:
    return tmp_path, hub_database or EMBEDDED


@pytest.fixture
def db(place: tuple[Path, DatabaseUrl]) -> Iterator[Connection]:
    with closing(open_database(*place)) as db:
        yield db


def code(office: str, number: int = 0) -> dict[str, object]:
    key = f"{office}{number}".encode()
    return {
        "association_id": b"a",
        "code_hash": key,
        "office": office,
        "made_ms": 1,
        "expires_ms": -(1 << 63),
        "used_by": None,
        "reads_complaints": 1,
    }


def offices(db: Connection) -> list[str]:
    with db.reading():
        return [office for (office,) in db.rows(OFFICES)]


def test_what_a_transaction_wrote_is_there_or_undone_whole(db: Connection) -> None:
    with db.writing():
        db.run(ADD, **code("one"))
        db.later(ADD, **code("two"))

    def fail_half_way() -> None:
        with db.writing():
            db.run(ADD, **code("three"))
            db.later(ADD, **code("four"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert offices(db) == ["one", "two"]


ROWS = {
    "all kinds of values": [
        {"office": "", "made_ms": -(1 << 63), "expires_ms": 0, "used_by": b""},
        {"office": "مكتب الرياض", "made_ms": (1 << 63) - 1, "expires_ms": -1, "used_by": bytes(range(256))},
        {"office": "😀", "made_ms": 0, "expires_ms": 1, "used_by": b"x" * 70_000},
        {"office": "a", "made_ms": 256, "expires_ms": 1, "used_by": b"\0"},
    ],
    "nothing in some": [
        {"office": "a", "made_ms": 1, "expires_ms": number, "used_by": raw}
        for number, raw in enumerate((None, b"x", None, b""))
    ],
    "nothing in all": [{"office": "a", "made_ms": 1, "expires_ms": 1, "used_by": None}] * 4,
    "all alike": [{"office": "جدة", "made_ms": 1, "expires_ms": 2, "used_by": b"z"}] * 1_200,
}


@pytest.mark.parametrize("kind", ROWS)
def test_many_rows_at_once_come_back_as_they_were(db: Connection, kind: str) -> None:
    rows = [{**code("", number), **row} for number, row in enumerate(ROWS[kind])]
    with db.writing():
        for row in rows:
            db.later(ADD, **row)
    with db.reading():
        found = db.rows(select(*schema.enrolment_code.c))
    names = [column.name for column in schema.enrolment_code.c]
    assert sorted(map(repr, found)) == sorted(repr(tuple(row[name] for name in names)) for row in rows)


def test_a_text_with_a_nul_among_many_rows_is_malformed_where_it_cannot_be_kept(db: Connection) -> None:
    def write() -> None:
        with db.writing():
            for number, office in enumerate(("a", "b\0", "c")):
                db.later(ADD, **code(office, number))

    if db.workers == 1:
        write()
        assert offices(db) == ["a", "b\0", "c"]
    else:
        with pytest.raises(Malformed):
            write()
        assert offices(db) == []


def test_what_waits_is_seen_by_whoever_asks_for_its_table(db: Connection) -> None:
    with db.writing():
        for number in range(3):
            db.later(ADD, **code("later", number))
        assert db.rows(select(schema.device.c.device)) == []
        assert len(db.rows(OFFICES)) == 3
        db.later(ADD, **code("later", 3))
        assert db.run(USE) == 4
        db.later(ADD, **code("later", 4))
        assert db.row("SELECT count(*) FROM enrolment_code WHERE office = ? AND used_by IS NULL", "later") == (1,)
        db.later(ADD, **code("later", 5))
        assert sum(1 for _ in db.each(OFFICES)) == 6


def test_text_with_signs_of_other_languages_is_taken_as_it_is(db: Connection) -> None:
    for office in ("100%", "%s", "%(x)s", ":name", "قلعة", "'; --"):
        with db.writing():
            db.run(ADD, **code(office))
        with db.reading():
            assert db.row("SELECT office FROM enrolment_code WHERE office = ? AND '%' <> ''", office) == (office,)


def test_texts_sort_by_their_bytes_and_numbers_are_whole(db: Connection) -> None:
    names = ["B", "a", "Z", "ب", "أ", "_", "1"]
    with db.writing():
        for name in names:
            db.run(ADD, **code(name) | {"made_ms": (1 << 63) - 1})
    assert offices(db) == sorted(names)
    with db.reading():
        made = db.rows(select(schema.enrolment_code.c.made_ms, schema.enrolment_code.c.expires_ms).limit(1))
    assert made == [((1 << 63) - 1, -(1 << 63))]


def test_a_transaction_inside_another_and_a_statement_outside_are_bugs(db: Connection) -> None:
    with db.writing(), pytest.raises(RuntimeError), db.reading():
        pass
    with pytest.raises(RuntimeError):
        db.rows(OFFICES)


def test_a_reader_has_one_view_while_others_write(db: Connection, place: tuple[Path, DatabaseUrl]) -> None:
    with closing(open_database(*place)) as other, db.reading():
        assert db.rows(OFFICES) == []
        with other.writing():
            other.run(ADD, **code("late"))
        assert db.rows(OFFICES) == []
    assert offices(db) == ["late"]


def test_rows_that_somebody_left_half_way_disturb_nobody(db: Connection) -> None:
    with db.writing():
        for number in range(1_200):
            db.later(ADD, **code("many", number))
    for is_undone in (False, True):
        try:
            with db.reading():
                left = db.each(OFFICES)
                beside = db.each(OFFICES)
                assert next(left) == next(beside) == ("many",)
                if is_undone:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            pass
        with db.writing():
            del left, beside
            gc.collect()
            assert db.run(USE) == 1_200


def test_one_process_founds_at_a_time(
    db: Connection, place: tuple[Path, DatabaseUrl], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failures, "WAIT_SECONDS", 0.1)
    met: list[type[BaseException]] = []

    def found() -> None:
        try:
            with closing(open_database(*place)) as other, other.founding():
                pass
        except Unavailable as unavailable:
            met.append(type(unavailable))

    with db.founding():
        thread = threading.Thread(target=found)
        thread.start()
        thread.join(20)
    assert met == [Unavailable]


def test_every_declared_table_is_made(db: Connection) -> None:
    assert {table.name for table in making.tables()} == set(schema.TABLES.tables)
    with db.reading():
        for table in making.tables():
            assert db.rows(select(table)) == []


# --- trying again ----------------------------------------------------------------------------------------------------


def test_what_is_contended_is_done_again_after_pauses_that_grow() -> None:
    pauses: list[float] = []
    attempts = iter([contended()] * (failures.MOST_ATTEMPTS - 1))

    def work() -> str:
        for error in attempts:
            raise error
        return "done"

    assert patiently(work, pause=pauses.append, chance=lambda: 0.5) == "done"
    assert pauses == sorted(pauses)
    assert len(set(pauses)) == failures.MOST_ATTEMPTS - 1


@pytest.mark.parametrize(("doubt", "raised"), [(None, Contended), (ValueError("twice"), ValueError)])
def test_what_never_succeeds_ends_as_busy_and_a_bug_as_itself(doubt: Exception | None, raised: type[Exception]) -> None:
    attempts: list[int] = []

    def work() -> None:
        attempts.append(1)
        raise contended(doubt)

    with pytest.raises(raised):
        patiently(work, pause=lambda seconds: None)
    assert len(attempts) == failures.MOST_ATTEMPTS


# --- sent ahead ------------------------------------------------------------------------------------------------------


def test_what_is_sent_ahead_is_seen_by_what_is_asked_after_it_and_undone_with_the_rest(db: Connection) -> None:
    with db.writing():
        for number in range(30):
            db.later(ADD, **code("a", number))
        db.send_ahead()
        assert len(db.rows(OFFICES)) == 30
        assert db.run(USE) == 30
        db.later(ADD, **code("b"))
        db.send_ahead()
        db.later(ADD, **code("c"))
    assert offices(db) == ["a"] * 30 + ["b", "c"]

    def fail_half_way() -> None:
        with db.writing():
            db.later(ADD, **code("d"))
            db.send_ahead()
            assert list(db.each(OFFICES))[-1] == ("d",)
            db.later(ADD, **code("e"))
            db.send_ahead()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert offices(db) == ["a"] * 30 + ["b", "c"]


@pytest.mark.parametrize("asks", [True, False])
def test_what_fails_on_its_way_is_heard_at_the_latest_with_the_commit_and_nothing_stands(
    db: Connection, *, asks: bool
) -> None:
    with db.writing():
        db.run(ADD, **code("first"))

    def collide() -> None:
        with db.writing():
            db.later(ADD, **code("other"))
            db.later(ADD, **code("first"))
            db.send_ahead()
            if asks:
                db.rows(OFFICES)
            db.later(ADD, **code("last"))

    with pytest.raises((Contended, sqlite3.IntegrityError)):
        collide()
    assert offices(db) == ["first"]
    with db.writing():
        db.run(ADD, **code("afterwards"))
    assert offices(db) == ["afterwards", "first"]


def test_a_connection_on_which_much_was_sent_ahead_is_as_good_as_new_after_something_was_undone(
    db: Connection,
) -> None:
    def write(number: int, *, is_undone: bool = False) -> None:
        with db.writing():
            for place in range(4):
                db.later(ADD, **code(f"{number}", place))
            db.send_ahead()
            assert db.run(USE) == len(offices_here(db))
            if is_undone:
                raise ZeroDivisionError

    for number in range(10):
        write(number)
    for number in range(10, 20):
        with pytest.raises(ZeroDivisionError):
            write(number, is_undone=True)
    write(20)
    assert len(offices(db)) == 11 * 4


def offices_here(db: Connection) -> list[str]:
    return [office for (office,) in db.rows(OFFICES)]
