"""The rows that come out of the streams: a cache, which the streams can make again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from sqlalchemy import Insert, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from domain.sync.entries import row_bytes, row_text
from domain.sync.packing import pack, packed_hash, unpack
from domain.sync.row_state import RowState
from headoffice.store.connection import Connection, Foresight, ForesightOfMany
from headoffice.store.driver import Row
from headoffice.store.numbers import Numbers
from headoffice.store.schema import row_state, stream_head
from headoffice.store.statements import OfMany, at, of_stream

ROW = select(row_state.c.packed).where(*of_stream(row_state, "row_id"))
ONE_ROW = select(row_state.c.row_id, row_state.c.packed).where(*of_stream(row_state, "row_id"))
ROWS_OF = select(row_state.c.row_id, row_state.c.packed).where(*of_stream(row_state))
ROWS = OfMany(ROWS_OF, row_state.c.row_id)
ADD_ROW = insert(row_state)
_saved = upsert(row_state)
SAVE_ROW = _saved.on_conflict_do_update(index_elements=["stream", "row_id"], set_={"packed": _saved.excluded.packed})
STREAMS = select(stream_head.c.number).where(*at(stream_head)).order_by(stream_head.c.partition)


class RowStates:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association
        self._numbers = Numbers(db, association)

    def find(self, partition: str, row: str) -> RowState | None:
        found = self._db.row(ROW, **self._numbers.of(partition), row_id=row_bytes(row))
        return unpack(found[0]) if found else None

    def find_many(self, partition: str, rows: Iterable[str]) -> dict[str, RowState | None]:
        """Each of them."""
        found: dict[str, RowState | None] = dict.fromkeys(rows)
        if found:
            self._db.foresee(self.those(partition, found))
        return found

    def those(self, partition: str, rows: dict[str, RowState | None]) -> Foresight | ForesightOfMany:
        """What `find_many` is asked, for those that are the keys of `rows`, where it writes what it finds."""

        def take(found: list[Row]) -> None:
            for row_id, packed in found:
                rows[row_text(row_id)] = unpack(packed)

        asked = [row_bytes(row) for row in rows]
        if len(asked) == 1:
            return Foresight(ONE_ROW, {**self._numbers.of(partition), "row_id": asked[0]}, take)
        return ForesightOfMany(ROWS, asked, self._numbers.of(partition), take)

    def save(self, partition: str, rows: Sequence[tuple[str, RowState]]) -> None:
        self._save(SAVE_ROW, partition, [row_bytes(row) for row, _ in rows], [pack(state) for _, state in rows])

    def save_added(self, partition: str, ids: Sequence[bytes], states: Sequence[bytes]) -> None:
        """Rows that are new, by their ids, with their states as bytes: one that is there after all fails the
        transaction."""
        self._save(ADD_ROW, partition, ids, states)

    def _save(self, how: Insert, partition: str, ids: Sequence[bytes], states: Sequence[bytes]) -> None:
        self._db.add_later(how, [self._numbers.stream(partition)] * len(ids), ids, states)

    def hashes(self, partition: str) -> Iterator[tuple[bytes, int]]:
        """Of every row of a partition: its id, and the canonical hash of it."""
        for row, packed in self._db.each(ROWS_OF, **self._numbers.of(partition)):
            yield row, packed_hash(row_text(row), packed)

    def of(self, partition: str) -> dict[str, RowState]:
        """Every row of a partition which is small."""
        rows = self._db.rows(ROWS_OF, **self._numbers.of(partition))
        return {row_text(row): unpack(packed) for row, packed in rows}

    def of_small(self, partition: str, head: int) -> Mapping[str, RowState]:
        """Every row of a partition that is small, when its stream has come to this head: read once for all who ask."""
        key = ("rows", self._association, partition)
        known = cast("tuple[int, Mapping[str, RowState]] | None", self._db.known(key))
        if known is None or known[0] != head:
            known = head, self.of(partition)
            self._db.learn(key, known)
        return known[1]

    def all(self) -> Iterator[tuple[str, RowState]]:
        """Every row of every partition."""
        for (stream,) in self._db.rows(STREAMS, association_id=self._association):
            for row, packed in self._db.each(ROWS_OF, stream=stream):
                yield row_text(row), unpack(packed)
