"""The streams: what laptops wrote, in head office's order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

import msgspec
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from domain.sync.canonical import Digest
from domain.sync.entries import Entry, EntryId
from domain.sync.row_state import RowState
from domain.sync.second_name import is_second
from headoffice.store import schema
from headoffice.store.bodies import Bodies
from headoffice.store.connection import Connection, Foresight
from headoffice.store.driver import Row
from headoffice.store.effs import PLACE, Effs
from headoffice.store.erased import Erased
from headoffice.store.lines import Lines
from headoffice.store.named_files import NamedFiles
from headoffice.store.numbers import Numbers
from headoffice.store.parked import Parked
from headoffice.store.proofs import Proofs
from headoffice.store.replica_heads import ReplicaHead, ReplicaHeads
from headoffice.store.row_states import RowStates
from headoffice.store.second_names import SecondNames
from headoffice.store.statements import at, of_stream
from headoffice.store.stream_standing import STANDING, Standing, standing_of, standing_values


@dataclass(frozen=True)
class StreamHead:
    partition: str
    epoch: int
    head: int
    digest: Digest


class Stamp(msgspec.Struct, frozen=True, gc=False):
    hub_seq: int
    id: EntryId
    received_ms: int
    eff: int
    reason: str


_head = schema.stream_head.c
_stamp = schema.stamp.c

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
ADD_SEGMENT = upsert(schema.segment).on_conflict_do_nothing()
ADD_STAMP = insert(schema.stamp)
_EPOCH = select(_head.epoch).where(*at(schema.stream_head, "partition")).scalar_subquery()
STAMPS = (
    select(_stamp.log, _stamp.seq, _stamp.hub_seq, _stamp.received_ms, _stamp.eff, _stamp.reason)
    .where(*of_stream(schema.stamp, "epoch"), _stamp.hub_seq > bindparam("after"))
    .order_by(_stamp.hub_seq)
    .limit(bindparam("most"))
)
LAST_STAMP = select(_stamp.hub_seq, _stamp.received_ms, _stamp.eff, _stamp.reason).where(
    *of_stream(schema.stamp), _stamp.epoch == _EPOCH, _stamp.hub_seq == PLACE
)


class Streams:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association
        self._numbers = Numbers(db, association)
        self._bodies = Bodies(db, association)
        self._effs = Effs(db, association)
        self._replicas = ReplicaHeads(db, association)
        self.lines = Lines(db, association)
        self.parked = Parked(db, association)
        self.proofs = Proofs(db, association)
        self.second_names = SecondNames(db, association)
        self.erased = Erased(db, association)
        self.files = NamedFiles(db, association)
        self.rows = RowStates(db, association)

    # --- heads ---------------------------------------------------------------------------------------------------

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
        self, partition: str, replicas: Sequence[bytes] = (), rows: dict[str, RowState | None] | None = None
    ) -> tuple[StreamHead, Standing]:
        """The head, locked, and what it stands at; read with it is what will be asked of these replicas, and the states
        of the rows that are keys of `rows`."""
        key = {"association_id": self._association, "partition": partition}
        believed = self._numbers.stream(partition)
        heads: list[Row] = []
        standings: list[Row] = []
        self._db.foresee(
            Foresight(LOCKED_HEAD, key, heads.extend),
            Foresight(STANDING, self._standing_values(partition), standings.extend),
            self.second_names.names(partition),
            *(self._replicas.head_of(partition, replica) for replica in replicas),
            *([self.rows.those(partition, rows)] if rows else ()),
        )
        if heads:
            head = self._note_head(self._stream_head(partition, heads[0]))
        if heads and self._numbers.stream(partition) == believed:
            return head, standing_of(standings, partition, head.head)
        # Nobody has written here before, or somebody has just begun: only what is read under the lock counts.
        self.second_names.forget(partition)
        for replica in replicas:
            self._replicas.forget(partition, replica)
        head = self.lock(partition)
        if rows:
            rows.update(self.rows.find_many(partition, rows))
        standings = self._db.rows(STANDING, *self._standing_values(partition))
        return head, standing_of(standings, partition, head.head)

    def _standing_values(self, partition: str) -> tuple[object, ...]:
        return standing_values(self._association, partition, self._numbers.stream(partition))

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

    def replica_head(self, partition: str, replica: bytes) -> ReplicaHead:
        return self._replicas.find(partition, replica)

    def head_of_replica(self, partition: str, replica: bytes) -> Foresight:
        """What `replica_head` will be asked."""
        return self._replicas.head_of(partition, replica)

    def foresee_replica_heads(self, names: Iterable[tuple[str, bytes]]) -> None:
        """Reads at once what `replica_head` will be asked of each log in a partition."""
        self._replicas.foresee(names)

    def move_replica(self, partition: str, replica: bytes, head: ReplicaHead) -> None:
        if is_second(replica):
            self.second_names.forget(partition)
        self._replicas.move(partition, replica, head)

    # --- entries -------------------------------------------------------------------------------------------------

    def hashes(self, partition: str, replica: bytes, first: int, last: int) -> dict[int, bytes]:
        """Of the entries held between two numbers, both included."""
        return self._bodies.hashes(partition, replica, first, last)

    def add_segment(self, partition: str, last: EntryId, *, device: bytes, signature: bytes, received_ms: int) -> None:
        """Keeps the device's signature: it proves every entry up to this one to any other laptop."""
        self._db.later(
            ADD_SEGMENT,
            association_id=self._association,
            partition=partition,
            replica=last.replica,
            last_seq=last.seq,
            device=device,
            signature=signature,
            received_ms=received_ms,
        )

    def add_entries(self, partition: str, first: EntryId, entries: Sequence[Entry], *, hub_seq: int) -> None:
        """That follow each other in their log and, from this place on, in the stream: their stamps follow in the same
        transaction."""
        self._bodies.add(partition, first, entries, hub_seq=hub_seq)

    def send_ahead(self) -> None:
        """What was added goes on its way to the database, which works beside whoever goes on here."""
        self._db.send_ahead()

    def restamp(self, partition: str, id: EntryId, hub_seq: int) -> None:
        """The stamp of an entry that counts is at this place, and no more where it was said to be."""
        self._bodies.restamp(partition, id, hub_seq)

    def add_stamp(self, partition: str, epoch: int, stamp: Stamp, line: bytes) -> None:
        """The first one of an entry, or another for one that waited; and what the stream is with it."""
        self.add_stamps(partition, epoch, stamp, [stamp.eff], [line])

    def add_stamps(self, partition: str, epoch: int, first: Stamp, effs: Sequence[int], lines: Sequence[bytes]) -> None:
        """The first one and those that follow it, of entries that follow each other in their log and are alike but for
        their effective times."""
        (hub_seq, (replica, seq), received_ms, _, reason), count = msgspec.structs.astuple(first), len(effs)
        seqs, places = range(seq, seq + count), range(hub_seq, hub_seq + count)
        self._effs.note(partition, epoch, zip(zip(repeat(replica), seqs), effs, strict=True))
        self._stamped_here(partition, epoch).extend(
            [first]
            if count == 1
            else [
                Stamp(place, EntryId(replica, seq), received_ms, eff, reason)
                for place, seq, eff in zip(places, seqs, effs, strict=True)
            ]
        )
        stream, log = self._numbers.stream(partition), self._numbers.logs(partition, [replica])[replica]
        alike = [[value] * count for value in (stream, epoch, log, received_ms, reason)]
        streams, epochs, logs, received, reasons = alike
        self._db.add_later(ADD_STAMP, streams, epochs, places, logs, seqs, received, effs, reasons, lines)

    def find_eff(self, partition: str, epoch: int, id: EntryId) -> int | None:
        return self._effs.find(partition, epoch, id)

    def foresee_effs(self, partition: str, epoch: int, ids: Iterable[EntryId]) -> None:
        """Reads at once what `find_eff` will be asked for in this transaction, whose stream is locked."""
        self._effs.foresee(partition, epoch, ids)

    def stamps(self, partition: str, epoch: int, *, after: int, most: int) -> list[Stamp]:
        """The positions of the stream that follow `after`, without a gap."""
        here = self._stamped_here(partition, epoch)
        if here and here[0].hub_seq <= after + 1:
            first = after + 1 - here[0].hub_seq
            return here[first : first + most]
        rows = self._db.rows(STAMPS, **self._numbers.of(partition), epoch=epoch, after=after, most=most)
        replicas = self._numbers.replicas(partition, {log for log, *_ in rows})
        return [Stamp(hub_seq, EntryId(replicas[log], seq), *rest) for log, seq, hub_seq, *rest in rows]

    def _stamped_here(self, partition: str, epoch: int) -> list[Stamp]:
        """The end of a stream, as far as it was stamped in this transaction, which holds its head."""
        return self._db.noted(("stamps", self._association, partition, epoch), list)

    def last_stamp(self, partition: str, id: EntryId) -> Stamp:
        """The one that counts, of an entry that has one."""
        found = self.find_last_stamp(partition, id)
        if found is None:
            raise LookupError(f"an entry without a stamp: {partition} {id.replica.hex()} {id.seq}")
        return found

    def find_last_stamp(self, partition: str, id: EntryId) -> Stamp | None:
        found = self._db.row(LAST_STAMP, **self._numbers.of_log(partition, id.replica), seq=id.seq)
        if found is None:
            return None
        hub_seq, received_ms, eff, reason = found
        return Stamp(hub_seq, id, received_ms, eff, reason)

    def foresee_entries(self, partition: str, ids: Iterable[EntryId]) -> None:
        """`get_entry` will be asked for these in this transaction, as they are written here."""
        self._bodies.foresee(partition, ids)

    def get_entry(self, partition: str, id: EntryId) -> Entry:
        """An entry that has a stamp."""
        return self._bodies.get(partition, id)
