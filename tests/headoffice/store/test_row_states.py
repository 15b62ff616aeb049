"""The rows that come out of the streams, as the database keeps them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from domain.sync.entries import EntryId, row_bytes
from domain.sync.packing import pack_added
from domain.sync.row_state import Meta, RowState
from headoffice.store.connection import Connection
from headoffice.store.database_url import EMBEDDED, DatabaseUrl
from headoffice.store.failures import RowThere
from headoffice.store.opening import open_database
from headoffice.store.row_states import RowStates
from headoffice.store.streams import Streams
from tests.support.made_entries import add_visit, row

PARTITION = "office:RYD1/general"


@pytest.fixture
def db(tmp_path: Path, hub_database: DatabaseUrl | None) -> Iterator[Connection]:
    with closing(open_database(tmp_path, hub_database or EMBEDDED)) as db:
        yield db


def test_a_row_that_was_believed_to_be_new_and_is_there_is_not_overwritten(db: Connection) -> None:
    rows = RowStates(db, b"a" * 16)
    kept = RowState(7)
    with db.writing():
        Streams(db, b"a" * 16).lock(PARTITION)
        rows.save(PARTITION, [(row(2), kept)])

    def add_three() -> None:
        with db.writing():
            meta = Meta(EntryId(b"r" * 16, 1), 1, 0, 1)
            states = [pack_added(add_visit(number), meta) for number in (1, 2, 3)]
            rows.save_added(PARTITION, [row_bytes(row(number)) for number in (1, 2, 3)], states)

    with pytest.raises(RowThere):
        add_three()
    with db.reading():
        assert rows.find_many(PARTITION, [row(1), row(2), row(3)]) == {row(1): None, row(2): kept, row(3): None}


def test_however_many_rows_are_stored_at_once_each_has_its_own_state_and_the_last_word_counts(db: Connection) -> None:
    rows, whole = RowStates(db, b"a" * 16), {row(number): RowState(number) for number in range(1, 96)}
    with db.writing():
        Streams(db, b"a" * 16).lock(PARTITION)
        rows.save(PARTITION, list(whole.items()))
    with db.reading():
        assert rows.find_many(PARTITION, whole) == whole
    again = {name: RowState(state.table + 1) for name, state in whole.items()}
    with db.writing():
        rows.save(PARTITION, [*whole.items(), *again.items()])
    with db.reading():
        assert rows.find_many(PARTITION, whole) == again
