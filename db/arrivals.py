"""What head office sends: the next positions of a stream, stored, settled and counted in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from db.connection import Database, begin_immediate
from db.entries import Entries, StoredEntry, StoredStream
from db.folding import Folding, Settling
from db.marks import Marks
from db.plain_entries import PlainEntries
from db.rows_without import take_along
from db.void_floor import VoidFloor
from domain.sync.chain import operations_of
from domain.sync.entries import Entry, EntryId, Header, Malformed, Operation
from domain.sync.entry_bytes import decode_header, decode_operations
from domain.sync.erasure import erased_by
from domain.sync.judge import WAITING
from domain.sync.line import next_line
from domain.sync.second_name import is_second
from domain.sync.signatures import is_log_signed
from domain.sync.wire import Proof, Stamped, Stream, read_entry, stored_entry

LEAST_AHEAD = 2  # positions: of one alone nothing is asked twice


class Parted(Exception):
    """Head office holds another entry under a name that this laptop has given to one of its own."""

    def __init__(self, partition: str, id: EntryId) -> None:
        super().__init__("parted")
        self.partition = partition
        self.id = id


@dataclass(frozen=True)
class Arrived:
    """What one piece of a stream did here. `dropped` stamps were taken back because head office's stream goes
    another way."""

    stream: StoredStream
    operations: tuple[Operation, ...] = ()
    dropped: int = 0
    has_erased: bool = False


class Arrivals:
    def __init__(self, db: Database, entries: Entries, folding: Folding, plain: PlainEntries) -> None:
        self.floor = VoidFloor()
        self._db = db
        self._marks = Marks(db, entries)
        self._entries = entries
        self._folding = folding
        self._plain = plain
        self._has_erased = False  # in the piece that is being taken
        self._told: dict[int, tuple[Operation, ...]] = {}  # by its positions, as far as they could be read before

    def receive(self, stream: StoredStream, answer: Stream) -> Arrived:
        """Applies the next positions and moves the cursor. Raises Malformed, Parted for a fork, and RuleBroken for a
        pull that would void too much."""
        try:
            return self._receive(stream, answer)
        finally:
            self._folding.forget_ahead()

    def _receive(self, stream: StoredStream, answer: Stream) -> Arrived:
        with begin_immediate(self._db):
            stream, dropped = self._go_back(stream, answer)
            start = stream
            self._has_erased = False
            self._folding.erasure.note_head(stream.id, answer.head)
            self._folding.voided.clear()
            operations: list[Operation] = []
            moved: set[EntryId] = set()
            self._read_ahead(stream, answer.items)
            for item in answer.items:
                stream, applied = self._take(stream, item, answer.epoch, moved)
                operations.extend(applied)
            self._folding.settle_ahead()
            if any(item.reason for item in answer.items):
                take_along(self._folding, self._entries, stream)
            if moved:
                self._folding.times.recompute_unstamped(stream, moved)
            if operations:
                operations.extend(self._folding.lay_parked(stream))
            stream = self._entries.move(replace(stream, epoch=answer.epoch))
            if answer.items:
                self._marks.add(stream)
            voided = self.floor.check(start, self._folding.voided)
            stream = self._put_in_order(stream)
        self.floor.note(stream.partition, voided)
        return Arrived(stream, tuple(operations), dropped, self._has_erased)

    def _read_ahead(self, stream: StoredStream, items: Sequence[Stamped]) -> None:
        """What a piece of any size will ask of the tables, in a few statements. Not while persons are erased: what
        their parts leave behind is taken one entry after the other."""
        self._told.clear()
        if len(items) < LEAST_AHEAD or self._folding.erasure.persons(stream.id):
            return
        ahead = self._entries.ahead
        ids = [EntryId(item.replica, item.seq) for item in items]
        ahead.read(stream, ids, has_parked=self._entries.has_parked(stream))
        self._told.update((item.hub_seq, told) for item in items if (told := _told_by(item)) is not None)
        operations = [operation for told in (*self._told.values(), *ahead.operations.values()) for operation in told]
        if erased_by(operations) or not self._folding.read_ahead(operations):
            self._folding.forget_ahead()

    def _put_in_order(self, stream: StoredStream) -> StoredStream:
        if not self._folding.needs_refold:
            return stream
        self._folding.needs_refold = False
        self._folding.refold()
        return self._entries.stream(stream.partition)

    def _go_back(self, stream: StoredStream, answer: Stream) -> tuple[StoredStream, int]:
        """Head office was restored from a backup: what it has not stamped (any more) is unstamped here too."""
        if answer.after is None or answer.after == stream.cursor:
            return stream, 0
        if not 0 <= answer.after < stream.cursor:
            raise Malformed("the stream has a gap")
        stream, dropped = self._marks.go_back(stream, answer.after)
        self._folding.times.recompute_effs(stream)
        self._folding.refold()
        return self._entries.stream(stream.partition), dropped

    def _take(
        self, stream: StoredStream, item: Stamped, epoch: int, moved: set[EntryId]
    ) -> tuple[StoredStream, tuple[Operation, ...]]:
        """One position: stores what is new, stamps it, brings the rows to it."""
        if item.hub_seq != stream.cursor + 1:
            raise Malformed("the stream has a gap")
        id = EntryId(item.replica, item.seq)
        line = next_line(stream.line, item.hub_seq, id, received_ms=item.received_ms, eff=item.eff, reason=item.reason)
        known = self._entries.find(stream, id)
        confirmed = self._plain.confirm(item, id, known, epoch) if known is not None else None
        if confirmed is None:
            stream, operations = self._take_fully(stream, item, id, known, epoch, moved)
            return replace(stream, cursor=item.hub_seq, line=line), operations
        operation, after = confirmed
        return replace(stream, cursor=item.hub_seq, line=line, digest=stream.digest.change(0, after)), (operation,)

    def _take_fully(
        self,
        stream: StoredStream,
        item: Stamped,
        id: EntryId,
        known: StoredEntry | None,
        epoch: int,
        moved: set[EntryId],
    ) -> tuple[StoredStream, tuple[Operation, ...]]:
        if known is not None and self._is_in_other_bytes(stream, item, known):
            stream, known = self._forget(stream, known), None
        read: tuple[Operation, ...] | None = None
        if known is None:
            known, read = self._store_new(stream, item, id)
            is_fresh = True
        elif known.hub_seq and known.reason not in WAITING:
            raise Malformed("an entry is stamped twice")
        else:
            is_fresh = known.is_parked or known.is_set_aside
        self._entries.stamp(known.number, item, epoch)
        if item.proof is not None:
            self._keep_proof(stream, id, item.proof)
        stamped = replace(known, eff=item.eff, hub_seq=item.hub_seq, reason=item.reason)
        if not self._entries.ahead.is_on and self._folding.erasure.strip(stream.id, known.number):
            self._folding.has_erased, read = True, None
        stream, operations = self._settle(stream, stamped, read, is_fresh=is_fresh)
        if self._folding.refold_if_erased():
            self._has_erased = True
            stream = replace(stream, digest=self._entries.stream(stream.partition).digest)
        if not is_fresh and known.eff != item.eff:
            moved.add(id)
        return stream, operations

    def _keep_proof(self, stream: StoredStream, id: EntryId, proof: Proof) -> None:
        """The device's signature holds for every entry of the segment, each of which is chained to the last. Raises
        Malformed when it does not, as far as the device is known."""
        certificate = self._entries.find_certificate(proof.device)
        if certificate is not None and not is_log_signed(
            certificate.device_key,
            proof.signature,
            stream.partition,
            id.replica,
            id.seq,
            self._entries.hash_at(stream, id),
        ):
            raise Malformed("a log is not signed by its device")
        self._entries.add_proof(stream, id, proof)

    def _settle(
        self, stream: StoredStream, entry: StoredEntry, read: tuple[Operation, ...] | None, *, is_fresh: bool
    ) -> tuple[StoredStream, tuple[Operation, ...]]:
        """`read` are the operations, if somebody has decoded them already."""
        operations = self._operations_to_settle(stream, entry, read, is_fresh=is_fresh)
        is_parked = operations is None
        if is_parked is not entry.is_parked:
            self._entries.set_parked(entry.number, is_parked=is_parked)
        if not operations:
            return stream, ()
        settling = Settling(stream, entry.number, entry.meta, is_fresh=is_fresh, is_refused=entry.is_set_aside)
        return replace(stream, digest=self._folding.settle(settling, operations, stream.digest)), operations

    def _operations_to_settle(
        self, stream: StoredStream, entry: StoredEntry, read: tuple[Operation, ...] | None, *, is_fresh: bool
    ) -> tuple[Operation, ...] | None:
        """None when the entry is to be parked; nothing when it does not touch the rows."""
        if entry.is_set_aside:
            # What was quarantined may not even decode: it is kept as it is and not read.
            return () if is_fresh else self._entries.operations(entry.number)
        if entry.reason in WAITING:
            return None if is_fresh else self._entries.operations(entry.number)
        if not is_fresh:
            return self._entries.operations(entry.number)
        if self._folding.lacks(entry.header, ()):
            return None
        operations = self._entries.operations(entry.number) if read is None else read
        is_partial = self._entries.has_parked(stream)
        return None if is_partial and self._folding.lacks(entry.header, operations) else operations

    def _store_new(
        self, stream: StoredStream, item: Stamped, id: EntryId
    ) -> tuple[StoredEntry, tuple[Operation, ...] | None]:
        if item.entry is None:
            raise Malformed("a stamp names an entry that is not here")
        previous = self._entries.hash_at(stream, EntryId(id.replica, id.seq - 1))
        entry, header = read_entry(item.entry, previous)
        if header.partition != stream.partition or header.id != id:
            raise Malformed("an entry is not where its header says")
        read = self._read_applied(header, entry, item)
        number = self._entries.insert(stream, entry, id, item.eff)
        return StoredEntry(number, header, item.eff, 0, "", is_parked=False), read

    def _read_applied(self, header: Header, entry: Entry, item: Stamped) -> tuple[Operation, ...] | None:
        """What head office says it has applied, unless it is of a newer program. Raises Malformed."""
        if item.reason or self._folding.lacks(header, ()):
            return None
        told = self._told.get(item.hub_seq)
        return operations_of(entry) if told is None else told

    def _is_in_other_bytes(self, stream: StoredStream, item: Stamped, known: StoredEntry) -> bool:
        """Whether head office's entry of a name that is known here is the same deed in other bytes: another copy of
        this laptop has issued it again too, and of one of the two a person's part was erased. Raises Parted when it is
        another deed, of which head office has stamped none here."""
        if item.entry is None:
            return False
        id = known.header.id
        previous = self._entries.hash_at(stream, EntryId(id.replica, id.seq - 1))
        told = stored_entry(item.entry, previous)
        if told.hash == self._entries.hash_at(stream, id):
            return False
        if known.hub_seq:
            raise Malformed("head office holds another entry under this name")
        if is_second(id.replica) and _is_same_deed(known.header, decode_header(told.header)):
            return True
        raise Parted(stream.partition, id)

    def _forget(self, stream: StoredStream, entry: StoredEntry) -> StoredStream:
        self._entries.remove(entry.number)
        self._folding.refold()
        return replace(stream, digest=self._entries.stream(stream.partition).digest)


def _told_by(item: Stamped) -> tuple[Operation, ...] | None:
    """The operations of an entry that is sent; None when there is none, or one that cannot be read."""
    if item.entry is None:
        return None
    try:
        return tuple(operation for part in item.entry.parts if part for operation in decode_operations(part[1]))
    except Malformed:
        return None


def _is_same_deed(one: Header, other: Header) -> bool:
    """Whether two entries of one second name say the same: only the hashes of parts may differ."""
    subjects = [subject for subject, _ in one.parts]
    return replace(one, parts=()) == replace(other, parts=()) and subjects == [subject for subject, _ in other.parts]
