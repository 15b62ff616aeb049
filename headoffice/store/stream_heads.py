"""The heads of the streams: how far each has come, and what is read with a head that is locked."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from domain.sync.canonical import Digest
from domain.sync.row_state import RowState
from headoffice.store import schema
from headoffice.store.connection import Connection, Foresight, ForesightOfMany
from headoffice.store.driver import Row
from headoffice.store.lines import Lines
from headoffice.store.numbers import NO_STREAM, Numbers
from headoffice.store.replica_heads import ReplicaHeads
from headoffice.store.row_states import RowStates
from headoffice.store.second_names import SecondNames
from headoffice.store.statements import at
from headoffice.store.stream_standing import STANDING, Standing, just_above, lines_of, standing_of, standing_values

NOTHING: Callable[[], Iterable[str]] = tuple


@dataclass(frozen=True)
class StreamHead:
    partition: str
    epoch: int
    head: int
    digest: Digest


@dataclass
class Opening:
    """What was read of a stream under its lock: the states of the rows that are keys of `rows`, and the rest, where
    the stream has the `number` under which it was asked for; and how the rows of `above` stand in the stream above it,
    if its number is `number_above`."""

    rows: dict[str, RowState | None]
    number: int
    head: StreamHead | None = None
    standing: Standing | None = None
    number_above: int = NO_STREAM
    above: dict[str, RowState | None] = field(default_factory=dict)


_head = schema.stream_head.c

HEAD = select(_head.number, _head.epoch, _head.head, _head.digest_count, _head.digest_total).where(
    *at(schema.stream_head, "partition")
)
# With the line at a place of it, of the stream that is believed to have this number.
SEEN = (
    "SELECT number, epoch, head, digest_count, digest_total, (SELECT line FROM stamp WHERE stream = ? "
    "AND epoch = h.epoch AND hub_seq = ?) FROM stream_head AS h WHERE association_id = ? AND partition = ?"
)
LOCKED_HEAD = HEAD.with_for_update()
SHARED_HEAD = HEAD.with_for_update(read=True)
FIRST_HEAD = upsert(schema.stream_head).on_conflict_do_nothing(index_elements=["association_id", "partition"])
MOVE = (
    update(schema.stream_head)
    .where(*at(schema.stream_head, "partition"))
    .values({name: bindparam(f"new_{name}") for name in ("head", "digest_count", "digest_total")})
)


class StreamHeads:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association
        self._numbers = Numbers(db, association)
        self._replicas = ReplicaHeads(db, association)
        self.lines = Lines(db, association)
        self.second_names = SecondNames(db, association)
        self.rows = RowStates(db, association)

    def lock(self, partition: str) -> StreamHead:
        """The head, whose row nobody else moves before this transaction ends. Asked for in sorted order."""
        key = {"association_id": self._association, "partition": partition}
        found = self._db.row(LOCKED_HEAD, **key)
        if found is None:
            self.lines.hold_epoch()
            first = {"epoch": self.lines.epoch(), "head": 0, "digest_count": 0, "digest_total": "0"}
            self._db.run(FIRST_HEAD, **key, **first, number=self._numbers.next_stream())
            found = self._db.row(LOCKED_HEAD, **key)
        return self._note_head(self._stream_head(partition, found))

    def _note_head(self, head: StreamHead) -> StreamHead:
        """Nobody else moves it before this transaction ends."""
        self._db.notes["head", self._association, head.partition] = head
        return head

    def head(self, partition: str) -> StreamHead:
        for name in ("head", "seen"):
            if isinstance(noted := self._db.notes.get((name, self._association, partition)), StreamHead):
                return noted
        return self._stream_head(partition, self._db.row(HEAD, association_id=self._association, partition=partition))

    def _stream_head(self, partition: str, found: Row | None) -> StreamHead:
        if found is None:
            return StreamHead(partition, self.lines.epoch(), 0, Digest())
        number, epoch, head, count, total = found
        self._numbers.learn_stream(partition, number)
        return StreamHead(partition, epoch, head, Digest(count, int(total)))

    def share(self, partition: str, rows: dict[str, RowState | None]) -> None:
        """The rows that are keys of `rows`, read where nobody moves the head before this transaction ends; whoever
        moves it waits, and others who share it do not."""
        key = {"association_id": self._association, "partition": partition}
        believed = self._numbers.stream(partition)
        heads: list[Row] = []
        foreseen = [self.rows.those(partition, rows)] if rows else []
        self._db.foresee(Foresight(SHARED_HEAD, key, heads.extend), *foreseen)
        if not heads:
            # Nobody has written there: somebody may just have begun, and is waited for.
            self.lock(partition)
        else:
            self._stream_head(partition, heads[0])
        if rows and self._numbers.stream(partition) != believed:
            rows.update(self.rows.find_many(partition, rows))

    def open(
        self,
        partition: str,
        replicas: Sequence[bytes] = (),
        rows: dict[str, RowState | None] | None = None,
        added: Callable[[], Iterable[str]] = NOTHING,
    ) -> tuple[StreamHead, Standing]:
        """The head, locked, and what it stands at; read with it is what will be asked of these replicas, the states of
        the rows that are keys of `rows`, and what `find_above` is asked of those that are `added`."""
        key = ("opening", self._association, partition)
        if key not in self._db.notes:
            self._db.foresee(*self.opening(partition, replicas, rows or (), added=added))
        opening = cast("Opening", self._db.notes.pop(key))
        if rows:
            rows.update(opening.rows)
            rows.update(self.rows.find_many(partition, rows.keys() - opening.rows.keys()))
        if opening.head is not None and opening.standing is not None:
            self._db.notes["above", self._association, partition] = opening
            return opening.head, opening.standing
        # Nobody has written here before, or somebody has just begun: only what is read under the lock counts.
        self.second_names.forget(partition)
        for replica in replicas:
            self._replicas.forget(partition, replica)
        head = self.lock(partition)
        if rows:
            rows.update(self.rows.find_many(partition, rows))
        standings = self._db.rows(STANDING, *self._standing_values(partition))
        return head, standing_of(standings, partition, head.head)

    def find_above(
        self, partition: str, standing: Standing, added: Callable[[], Iterable[str]]
    ) -> Mapping[str, RowState | None]:
        """Of rows that are added to a stream which is open: how they stand in the one above it."""
        opening = cast("Opening | None", self._db.notes.pop(("above", self._association, partition), None))
        if standing.number == NO_STREAM:
            return {}
        higher = just_above(partition)
        self._numbers.learn_stream(higher, standing.number)
        found = opening.above if opening is not None and opening.number_above == standing.number else {}
        return found | self.rows.find_many(higher, set(added()) - found.keys())

    def opening(
        self,
        partition: str,
        replicas: Sequence[bytes],
        rows: Iterable[str],
        place: int = 0,
        added: Callable[[], Iterable[str]] = NOTHING,
    ) -> Iterator[Foresight | ForesightOfMany]:
        """What `open` will ask, which locks the head: for who asks more at once. With the line at a place of the
        stream."""
        opening = Opening(dict.fromkeys(rows), self._numbers.stream(partition))
        self._db.notes["opening", self._association, partition] = opening

        def take_head(rows: list[Row]) -> None:
            if rows:
                opening.head = self._note_head(self._stream_head(partition, rows[0]))

        def take_standing(rows: list[Row]) -> None:
            if opening.head is not None and self._numbers.stream(partition) == opening.number:
                opening.standing = standing_of(rows, partition, opening.head.head)
                for hub_seq, line in lines_of(rows).items():
                    self.lines.note(partition, hub_seq, line)

        key = {"association_id": self._association, "partition": partition}
        yield Foresight(LOCKED_HEAD, key, take_head)
        yield Foresight(STANDING, self._standing_values(partition, place), take_standing)
        yield self.second_names.names(partition)
        yield from (self._replicas.head_of(partition, replica) for replica in replicas)
        if opening.rows:
            yield self.rows.those(partition, opening.rows)
        higher = just_above(partition)
        opening.number_above = self._numbers.known_stream(higher)
        if opening.number_above != NO_STREAM:
            opening.above = dict.fromkeys(added())
            if opening.above:
                yield self.rows.those(higher, opening.above)

    def _standing_values(self, partition: str, place: int = 0) -> tuple[object, ...]:
        return standing_values(self._association, partition, self._numbers.stream(partition), place)

    def seen_at(self, partition: str, hub_seq: int) -> Foresight:
        """What `head` and `lines.find` will be asked of a stream before it is locked."""

        believed = self._numbers.known_stream(partition)

        def take(rows: list[Row]) -> None:
            if not rows:
                self._db.notes["seen", self._association, partition] = self._stream_head(partition, None)
            for *head, line in rows:
                self._db.notes["seen", self._association, partition] = self._stream_head(partition, tuple(head))
                if line is not None and head[0] == believed:
                    self.lines.note(partition, hub_seq, line)

        return Foresight(SEEN, (believed, hub_seq, self._association, partition), take)

    def move(self, head: StreamHead) -> None:
        self._note_head(head)
        self._db.later(
            MOVE,
            association_id=self._association,
            partition=head.partition,
            new_head=head.head,
            new_digest_count=head.digest.count,
            new_digest_total=str(head.digest.total),
        )
