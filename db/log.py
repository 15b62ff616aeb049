"""The log of one laptop: every write is one entry, chained, in the same transaction as the rows it changes.

There is one path for a local write, a pulled entry and a rebuild: the entry goes through `domain.sync.fold`, and
`db.projection` writes what comes out.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from db.arrivals import Arrivals, Arrived
from db.chain_proof import ChainProof
from db.closed_partition import ClosedPartition
from db.connection import Database, begin_immediate
from db.entries import Entries, StoredStream
from db.failures import role_changed, row_mended
from db.folding import Folding, Unfit
from db.marks import Marks
from db.mending import Mending
from db.plain_entries import PlainEntries
from db.projection import Projection
from db.refold_proof import RefoldProof
from db.reissue import OwnNames, Reissued, Reissuing, under_todays_names
from domain.sync.chain import FIRST_HASH, Written, build_entry, operations_of
from domain.sync.changes import NO_CHANGES, Changes
from domain.sync.deed_rules import NOT_ALLOWED
from domain.sync.effective_time import bases_of, local_eff
from domain.sync.entries import SALT_BYTES, EntryId, Header, Operation, Put, Void, next_clock
from domain.sync.erasure import erased_by
from domain.sync.row_bases import not_said, with_row_bases
from domain.sync.row_state import Meta
from domain.sync.schema import BY_NUMBER, SCHEMA_VERSION, TABLES
from domain.sync.wire import Mark, Stamped, Stream, WireDigest

Clock = Callable[[], int]  # milliseconds since 1970
Random = Callable[[int], bytes]


def system_clock() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class _Tip:
    """The last entry of this replica in one stream; kept in memory, moved only after a commit."""

    seq: int
    hash: bytes
    clock: int


class Log:
    def __init__(
        self,
        db: Database,
        projection: Projection,
        *,
        replica: bytes,
        clock: Clock,
        random: Random,
        forget_files: Callable[[], object],
    ) -> None:
        """`forget_files` sweeps away those that an erasure has left unnamed."""
        self._db = db
        self._forget_files = forget_files
        self._entries = Entries(db)
        self._marks = Marks(db, self._entries)
        self._projection = projection
        self._folding = Folding(db, self._entries, projection)
        self._arrivals = Arrivals(db, self._entries, self._folding, PlainEntries(self._entries, projection))
        self.mending = Mending(db, self._entries, projection, self._folding)
        self._replica = replica
        self._clock = clock
        self._random = random
        self._tips: dict[int, _Tip] = {}
        self._streams: dict[str, StoredStream] = {}

    def streams(self) -> tuple[StoredStream, ...]:
        return tuple(self.stream(name) for name in self._entries.partitions())

    def stream(self, partition: str) -> StoredStream:
        known = self._streams.get(partition)
        if known is None:
            known = self._streams[partition] = self._entries.stream(partition)
        return known

    def wire_digest(self, partition: str) -> WireDigest:
        digest = self.stream(partition).digest
        return WireDigest(digest.count, digest.total)

    def marks(self, stream: StoredStream, *, is_whole: bool) -> list[Mark]:
        """The place of the cursor; or every place that is remembered, and the beginning."""
        if is_whole:
            return self._marks.all(stream)
        return [Mark(stream.cursor, stream.line)] if stream.cursor else []

    def count_parked(self) -> int:
        return self._entries.count_parked()

    def is_partial(self, partition: str) -> bool:
        """Whether something that head office has applied waits here for a newer program, and all that is built on it.

        What waits for a row alone is no excuse: a rebuild has every row that head office had."""
        stream = self.stream(partition)
        if self._folding.erasure.is_ahead(stream.id):
            # Head office still shows a person who is gone here, until it gets the erasure back.
            return True
        parked = self._entries.parked(stream)
        return any(entry.is_agreed and entry.header.schema > SCHEMA_VERSION for entry in parked)

    def last_seq(self, stream: StoredStream, replica: bytes) -> int:
        found = self._entries.last(stream, replica)
        return found[0].seq if found else 0

    def acknowledged(self, stream: StoredStream) -> dict[bytes, int]:
        """How far head office holds each replica's log, as it stated last."""
        return self._entries.acknowledged(stream)

    def last_stamped(self, stream: StoredStream, replica: bytes) -> int:
        """The last entry of a replica that has its place in head office's stream."""
        return self._entries.last_stamped(stream, replica)

    def find_header(self, partition: str, id: EntryId) -> Header | None:
        """Who wrote an entry, when, by which action."""
        found = self._entries.find(self.stream(partition), id)
        return found.header if found else None

    # --- a local write -------------------------------------------------------------------------------------------

    def append(
        self,
        written: Mapping[str, Sequence[Written]],
        *,
        action: str,
        author: str,
        beside: Callable[[], None] | None = None,
    ) -> Changes:
        """Writes one entry into each of these partitions, in their order, and the rows, in one transaction; after it
        returns, all of it is durable.

        `beside` writes, in the same transaction, what belongs to this laptop alone.
        """
        tips: dict[int, _Tip] = {}
        changes = NO_CHANGES
        with self._mending_rows(), begin_immediate(self._db):
            for partition, items in written.items():
                stream = self.stream(partition)
                tips[stream.id], operations = self._append_to(stream, items, action=action, author=author)
                changes |= changes_of(operations)
            if beside is not None:
                beside()
        self._tips.update(tips)
        return changes

    def _append_to(
        self, stream: StoredStream, written: Sequence[Written], *, action: str, author: str
    ) -> tuple[_Tip, list[Operation]]:
        tip = self._tip(stream)
        entry, header = build_entry(
            self._with_row_bases(stream, self._under_todays_names(stream, written)),
            partition=stream.partition,
            id=EntryId(self._replica, tip.seq + 1),
            clock=next_clock(tip.clock, self._clock()),
            author=author,
            action=action,
            seen=stream.cursor,
            previous=tip.hash,
            salts=iter(lambda: self._random(SALT_BYTES), b""),
        )
        # As head office will read them: grouped by the person they concern.
        operations = list(operations_of(entry))
        unknown = self._folding.refuse_unfit(header, operations)
        eff = local_eff(header.clock, self._entries.effs(stream, bases_of(operations)))
        number = self._entries.insert(stream, entry, header.id, eff)
        meta = Meta(header.id, eff, header.seen, 0)
        self._folding.lay_over(stream, operations, meta, number, unknown=unknown)
        return _Tip(header.seq, entry.hash, header.clock), operations

    @contextmanager
    def _mending_rows(self) -> Iterator[None]:
        """What does not fit was perhaps meant for a row that was shown otherwise than the log has it. Raises RuleBroken
        for an author who has lost the role since he signed in."""
        try:
            yield
        except Unfit as unfit:
            if not self.compare_with_refold():
                if unfit.reason == NOT_ALLOWED:
                    raise role_changed() from unfit
                raise
            self.rebuild()
            raise row_mended() from unfit

    def _under_todays_names(self, stream: StoredStream, written: Sequence[Written]) -> list[Written]:
        """What the clerk was shown may have been issued again since: the edit names what she saw, as it is called
        now."""
        names = self._entries.reissued(stream)
        if not names:
            return list(written)
        found = []
        for item in written:
            state = self._projection.find_state(item.operation.table, item.operation.row)
            found.append(replace(item, operation=under_todays_names(item.operation, state, names)))
        return found

    def _with_row_bases(self, stream: StoredStream, written: Iterable[Written]) -> list[Written]:
        def is_said(meta: Meta) -> bool:
            return meta.id.replica == self._replica or 0 < meta.hub_seq <= stream.cursor

        def unsaid(operation: Operation) -> tuple[EntryId, ...]:
            is_told = isinstance(operation, Put | Void)
            return not_said(operation, self._folding.find_row(operation), is_said) if is_told else ()

        return [
            Written(operation, item.subject) for item in written for operation in with_row_bases(item.operation, unsaid)
        ]

    def _tip(self, stream: StoredStream) -> _Tip:
        tip = self._tips.get(stream.id)
        if tip is None:
            found = self._entries.last(stream, self._replica)
            tip = _Tip(found[0].seq, found[1], found[0].clock) if found else _Tip(0, FIRST_HASH, 0)
            self._tips[stream.id] = tip
        return tip

    # --- what head office sends ----------------------------------------------------------------------------------

    def receive(self, answer: Stream) -> Arrived:
        """Applies the next positions of a stream and moves the cursor, all in one transaction. Raises Malformed;
        Parted when head office holds another entry under the name of one that has not reached it."""
        arrived = self._arrivals.receive(self.stream(answer.partition), answer)
        if arrived.dropped or arrived.has_erased:
            self._streams.clear()
        self._streams[answer.partition] = arrived.stream
        if arrived.has_erased:
            self._forget_files()
            self._folding.erasure.wipe()
        return arrived

    def reissue(
        self,
        partition: str,
        parted: EntryId,
        *,
        own: OwnNames,
        beside: Callable[[Reissued], None],
    ) -> Reissued:
        """Gives new names to what head office does not hold from the parted entry on (`db.reissue`), in one
        transaction with what `beside` writes; this database goes on under a fresh one when its own log lost its end."""
        stream = self.stream(partition)
        reissuing = Reissuing(self._entries, self._folding, clock=self._clock)
        with begin_immediate(self._db):
            done = reissuing.reissue(stream, parted, own)
            beside(done)
        self._streams.clear()
        if done.replica is not None:
            self.continue_as(done.replica)
        return done

    def continue_as(self, replica: bytes) -> None:
        """This database is a new incarnation: what is written from now on carries its name."""
        self._replica = replica
        self._tips.clear()

    def leave(self, partition: str, epoch: int) -> bool:
        """What others wrote in a partition that may be read no more goes (`db.closed_partition`), if head office has it
        in the life it is in; whether it went."""
        stream = self.stream(partition)
        closed = ClosedPartition(self._db, self._entries, self._folding)
        if not closed.may_leave(stream, epoch):
            return False
        with begin_immediate(self._db):
            closed.leave(stream)
        self._streams.clear()
        self._forget_files()
        self._folding.erasure.wipe()
        return True

    # --- repair and proof ----------------------------------------------------------------------------------------

    def begin_round(self, *, may_void: bool) -> None:
        """Of syncing: how much it voids is counted anew (`db.void_floor`)."""
        self._arrivals.floor.begin(is_open=may_void)

    def take_up_parked(self) -> None:
        """After an update of the program: what waited for one that knows its schema is applied."""
        parked = (entry for stream in self.streams() for entry in self._entries.parked(stream))
        if any(entry.is_agreed and entry.header.schema <= SCHEMA_VERSION for entry in parked):
            self.rebuild()

    def rebuild(self) -> None:
        """Refolds every row from the log: the same rows as applying entries as they came."""
        with begin_immediate(self._db):
            self._folding.refold()
        self._streams.clear()

    def replace_entries(self, partition: str, items: Sequence[Stamped]) -> int:
        """By what head office has of them (`db.mending`): how many were otherwise. Raises Malformed."""
        changed = self.mending.replace(self.stream(partition), items)
        self._streams.clear()
        self._tips.clear()
        return changed

    def compare_with_refold(self) -> tuple[str, ...]:
        """The tables and partitions that a refold would change. Nothing is changed."""
        return RefoldProof(self._db, self._entries, self._projection, self._folding).differences()

    def breaks(self) -> Iterator[str]:
        return ChainProof(self._db, self._entries).breaks()


def changes_of(operations: Iterable[Operation]) -> Changes:
    operations = tuple(operations)
    if erased_by(operations):
        # Whatever concerned the person is not shown any more.
        return Changes(frozenset(table.name for table in TABLES), tuple(operation.row for operation in operations))
    kinds = frozenset(BY_NUMBER[operation.table].name for operation in operations)
    return Changes(kinds, tuple(dict.fromkeys(operation.row for operation in operations)))
