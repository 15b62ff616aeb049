"""The streams: what laptops wrote, in head office's order."""

from collections.abc import Iterable, Sequence
from itertools import repeat

import msgspec
from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from domain.sync.entries import Entry, EntryId
from domain.sync.second_name import is_second
from headoffice.store import schema
from headoffice.store.bodies import Bodies
from headoffice.store.connection import Connection
from headoffice.store.effs import PLACE, Effs
from headoffice.store.erased import Erased
from headoffice.store.named_files import NamedFiles
from headoffice.store.parked import Parked
from headoffice.store.proofs import Proofs
from headoffice.store.replica_heads import ReplicaHead
from headoffice.store.statements import at, of_stream
from headoffice.store.stream_heads import StreamHeads


class Stamp(msgspec.Struct, frozen=True, gc=False):
    hub_seq: int
    replica: bytes
    seq: int
    received_ms: int
    eff: int
    reason: str

    @property
    def id(self) -> EntryId:
        return EntryId(self.replica, self.seq)


_head = schema.stream_head.c
_stamp = schema.stamp.c

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


class Streams(StreamHeads):
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        super().__init__(db, association)
        self._bodies = Bodies(db, association)
        self._effs = Effs(db, association)
        self.parked = Parked(db, association)
        self.proofs = Proofs(db, association)
        self.erased = Erased(db, association)
        self.files = NamedFiles(db, association)

    # --- replicas ------------------------------------------------------------------------------------------------

    def replica_head(self, partition: str, replica: bytes) -> ReplicaHead:
        return self._replicas.find(partition, replica)

    def note_seen_replica(self, partition: str, replica: bytes, head: ReplicaHead | None) -> None:
        """What was read beside others, before the stream was locked if it was."""
        self._replicas.note_seen(partition, replica, head)

    def foresee_replica_heads(self, names: Iterable[tuple[str, bytes]]) -> None:
        """Reads at once what `replica_head` will be asked by who tells it to a laptop."""
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
        (hub_seq, replica, seq, received_ms, _, reason), count = msgspec.structs.astuple(first), len(effs)
        seqs, places = range(seq, seq + count), range(hub_seq, hub_seq + count)
        self._effs.note(partition, epoch, zip(zip(repeat(replica), seqs), effs, strict=True))
        self._stamped_here(partition, epoch).extend(
            [first]
            if count == 1
            else [
                Stamp(place, replica, seq, received_ms, eff, reason)
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
        return [Stamp(hub_seq, replicas[log], seq, *rest) for log, seq, hub_seq, *rest in rows]

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
        return Stamp(hub_seq, *id, received_ms, eff, reason)

    def foresee_entries(self, partition: str, ids: Iterable[EntryId]) -> None:
        """`get_entry` will be asked for these in this transaction, as they are written here."""
        self._bodies.foresee(partition, ids)

    def get_entry(self, partition: str, id: EntryId) -> Entry:
        """An entry that has a stamp."""
        return self._bodies.get(partition, id)
