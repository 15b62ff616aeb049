"""One partition's stream while its head row is locked: entries are appended, judged and folded in memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from domain.sync.canonical import added_hash, canonical_hash
from domain.sync.effective_time import stamped_eff
from domain.sync.entries import ERASED, Add, Entry, EntryId, Erase, Header, Operation, row_bytes, row_text
from domain.sync.entry_bytes import decode_header
from domain.sync.erasure import PART_MISSING, SUBJECT_ERASED, erased_by
from domain.sync.fold import apply
from domain.sync.judge import KNOWN_TWICE, WAITING, judge
from domain.sync.line import next_line
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import SCHEMA_VERSION
from domain.sync.second_name import is_second
from headoffice.erasing import Erasing, key_of_person
from headoffice.judged import NO_BASES, Judged, Read, key_of_entry, key_of_schema, read_operations
from headoffice.store.parked import ParkedEntry
from headoffice.store.streams import Stamp, Streams


@dataclass(frozen=True)
class Received:
    """How many entries are new here, and why some of them were quarantined or wait."""

    entries: int = 0
    reasons: tuple[str, ...] = ()

    @property
    def quarantined(self) -> int:
        return len(self.reasons)

    def __add__(self, other: "Received") -> "Received":
        return Received(self.entries + other.entries, self.reasons + other.reasons)


WORTH_SENDING_AHEAD = 20  # entries; fewer are sent with the rest
SENT_TOGETHER = 125  # stamps or rows: the database has them while the next ones are made
NO_EFFS: Mapping[EntryId, int] = MappingProxyType({})


class OpenStream:
    def __init__(self, streams: Streams, partition: str, *, now_ms: int, replicas: Sequence[bytes] = ()) -> None:
        """`replicas`: whose entries come."""
        self._streams = streams
        self._head, standing = streams.open(partition, replicas)
        self._position = self._head.head
        self._digest = self._head.digest
        self._line = standing.line
        self._foreseen: dict[bytes, Read] = {}
        self._parked = standing.parked
        self._erasing = Erasing(streams, partition, standing.erased)
        self._now_ms = now_ms
        self._rows: dict[str, RowState | None] = {}
        # Rows that were added here and touched by nothing else, of which the digest knows nothing yet.
        self._fresh: dict[str, tuple[Add, Meta]] = {}
        self._changed: set[str] = set()
        self._stored: dict[EntryId, int] = {}  # of what was foreseen last, each with the place it was stored for
        self.has_gap = False
        self.has_erased = False

    def foresee(self, entries: Sequence[tuple[Entry, Header]]) -> None:
        """Reads at once what taking them will ask for one by one: over a line to the database each costs a way."""
        self._foreseen = {entry.hash: read_operations(entry, header) for entry, header in entries}
        operations = [operation for read in self._foreseen.values() for operation in read.operations]
        rows = {operation.row for operation in operations} - self._rows.keys()
        self._rows.update(self._streams.rows.find_many(self._head.partition, sorted(rows)))
        bases = {base for read in self._foreseen.values() for base in read.bases}
        self._streams.foresee_effs(self._head.partition, self._head.epoch, bases)
        self._stored = {}
        if self._may_store_ahead(entries, operations):
            places = enumerate(entries, self._position + 1)
            stored = [(header.id, entry, place) for place, (entry, header) in places]
            self._stored = {id: place for id, _, place in stored}
            self._streams.add_entries(self._head.partition, stored)
            self._streams.send_ahead()

    def _may_store_ahead(self, entries: Sequence[tuple[Entry, Header]], operations: Sequence[Operation]) -> bool:
        """Whether entries will be stored as they are, whatever they are judged: nobody was erased here, nor will be by
        one of them or by what waits for one. Then the database can begin while they are judged."""
        is_worth_it = len(entries) >= WORTH_SENDING_AHEAD
        return is_worth_it and not (self._erasing.count or self._parked or erased_by(operations))

    def take(self, entry: Entry, header: Header) -> str:
        """Stamps an entry that is new here, and what waited for it. Returns why it was not applied, if it was not."""
        entry = self._erasing.stripped(entry)
        id = header.id
        judged = self._judge(entry, header, self._now_ms)
        stamp = self._next_stamp(id, judged, self._now_ms)
        if id not in self._stored:
            self._streams.add_entry(self._head.partition, id, entry, stamp.hub_seq)
        elif self._stored[id] != stamp.hub_seq:
            # Something before it came again, that had waited for something between them.
            self._streams.restamp(self._head.partition, id, stamp.hub_seq)
        self._streams.add_stamp(self._head.partition, self._head.epoch, stamp, self._line)
        if self._stored and self._position % SENT_TOGETHER == 0:
            self._streams.send_ahead()
        self._streams.files.note(self._head.partition, id, entry, judged.operations)
        if judged.reason in WAITING:
            self._park(id, judged, self._now_ms)
        else:
            self._settle(judged, header, stamp)
        return judged.reason

    def release(self, keys: Sequence[bytes]) -> None:
        """Judges again what waited for these, and what waited for that in turn."""
        pending = list(keys)
        while pending and self._parked:
            ready = self._streams.parked.waiting_for(self._head.partition, [pending.pop(0)])
            for waiting in ready:
                pending.extend(self._judge_again(waiting))

    def _judge_again(self, waiting: ParkedEntry) -> list[bytes]:
        """What came with the entry, when it waits no more."""
        partition = self._head.partition
        entry = self._streams.get_entry(partition, waiting.id)
        header = decode_header(entry.header)
        judged = self._judge(entry, header, waiting.received_ms)
        if judged.reason in WAITING:
            if judged.lacks != waiting.lacks:
                self._streams.parked.add(partition, replace(waiting, lacks=judged.lacks))
            return []
        self._streams.parked.remove(partition, waiting.id)
        self._parked -= 1
        stamp = self._next_stamp(waiting.id, judged, waiting.received_ms)
        self._streams.restamp(partition, waiting.id, stamp.hub_seq)
        self._streams.add_stamp(partition, self._head.epoch, stamp, self._line)
        self._streams.files.note(partition, waiting.id, entry, judged.operations)
        return [key_of_entry(stamp.id), *self._fold(judged, header, stamp), *judged.added()]

    def _settle(self, judged: Judged, header: Header, stamp: Stamp) -> None:
        came = self._fold(judged, header, stamp)
        if self._parked:
            self.release([key_of_entry(stamp.id), *came, *judged.added()])

    def _park(self, id: EntryId, judged: Judged, received_ms: int) -> None:
        self._parked += 1
        self._streams.parked.add(self._head.partition, ParkedEntry(id, judged.lacks, received_ms))

    def _next_stamp(self, id: EntryId, judged: Judged, received_ms: int) -> Stamp:
        self._position = hub_seq = self._position + 1
        stamp = Stamp(hub_seq, id, received_ms, judged.eff, judged.reason)
        self._line = next_line(self._line, hub_seq, id, received_ms=received_ms, eff=judged.eff, reason=judged.reason)
        return stamp

    # --- judging -------------------------------------------------------------------------------------------------

    def _judge(self, entry: Entry, header: Header, received_ms: int) -> Judged:
        read = self._read(entry, header)
        operations, reason = read.operations, read.reason
        bases = read.bases - {header.id} if read.bases else NO_BASES
        effs = self._effs_of(bases) if bases else NO_EFFS
        eff = stamped_eff(header.clock, received_ms, effs.values())
        if reason in WAITING:
            return Judged(operations, eff, reason, key_of_schema(header.schema))
        has_gone = ERASED in entry.parts
        person = self._erasing.find_unexplained(entry, header) if has_gone else None
        if person is not None:
            return Judged(operations, eff, PART_MISSING, key_of_person(person))
        if has_gone and not operations:
            return Judged((), eff, SUBJECT_ERASED)
        if is_second(header.replica) and self._streams.second_names.has_first(self._head.partition, header.replica):
            return Judged(operations, eff, KNOWN_TWICE)
        missing = [base for base in bases if base not in effs or self._waits(base)] if bases else ()
        if missing and not reason:
            return Judged(operations, eff, "base.unknown", key_of_entry(min(missing)))
        reason = reason or judge(header, operations, self._find_row).reason
        if reason not in WAITING:
            return Judged(operations, eff, reason)
        row = self._missing_row(operations)
        lacks = row or row_bytes(header.author)
        # Of an author alone nothing goes with a person: he may still come.
        if (has_gone and row) or self._erasing.is_erased(row_text(lacks)):
            return Judged(operations, eff, SUBJECT_ERASED)
        return Judged(operations, eff, reason, lacks)

    def _read(self, entry: Entry, header: Header) -> Read:
        known = self._foreseen.pop(entry.hash, None)
        # One of which an erased person's part was taken since is another.
        return known if known is not None and known.entry is entry else read_operations(entry, header)

    def _waits(self, base: EntryId) -> bool:
        return self._parked > 0 and self._streams.parked.has(self._head.partition, base)

    def _missing_row(self, operations: Sequence[Operation]) -> bytes:
        """None that the entry itself has added before: it would wait for itself."""
        added: set[str] = set()
        for operation in operations:
            state = self._find_row(operation.row)
            is_there = operation.row in added or (state is not None and state.created is not None)
            if isinstance(operation, Add):
                added.add(operation.row)
            elif not is_there and not isinstance(operation, Erase):
                return row_bytes(operation.row)
        return b""

    def _effs_of(self, bases: Iterable[EntryId]) -> Mapping[EntryId, int]:
        """Of those that are here."""
        partition, epoch = self._head.partition, self._head.epoch
        return {base: eff for base in bases if (eff := self._streams.find_eff(partition, epoch, base)) is not None}

    # --- rows ----------------------------------------------------------------------------------------------------

    def _fold(self, judged: Judged, header: Header, stamp: Stamp) -> list[bytes]:
        """Applies the entry unless it was set aside; returns what came of persons that it erased, for which others
        may have waited."""
        came: list[bytes] = []
        if judged.reason:
            return came
        meta = Meta(stamp.id, judged.eff, header.seen, stamp.hub_seq)
        before: dict[str, RowState | None] = {}
        for operation in judged.operations:
            row = operation.row
            if isinstance(operation, Erase):
                came.extend(self._erase(row, stamp.hub_seq))
                continue
            if isinstance(operation, Add) and row not in before and self._find_row(row) is None:
                # Nobody has written it before, which is so of most: its state is made when somebody asks for it.
                self._fresh[row] = operation, meta
                continue
            before.setdefault(row, self._find_row(row))
            self._rows[row] = apply(self._rows[row], operation, meta)
        for row, old in before.items():
            self._change_digest(row, old, self._rows[row])
        self._changed.update(before)
        return came

    def _erase(self, person: str, hub_seq: int) -> list[bytes]:
        """Returns for what others may have waited."""
        changed = self._erasing.erase(person, hub_seq, self._find_row)
        self._note_erased(changed)
        return [key_of_person(person), *map(row_bytes, (person, *changed))]

    def _change_digest(self, row: str, before: RowState | None, after: RowState | None) -> None:
        self._digest = self._digest.change(canonical_hash(row, before), canonical_hash(row, after))

    def _note_erased(self, changed: Mapping[str, RowState | None]) -> None:
        """Rows of which an erasure left less, or nothing."""
        for row, state in changed.items():
            self._change_digest(row, self._find_row(row), state)
            self._rows[row] = state
        self._changed.update(changed)
        self.has_erased = True

    def _find_row(self, row: str) -> RowState | None:
        if row in self._fresh:
            self._rows[row] = state = apply(None, *self._fresh.pop(row))
            self._changed.add(row)
            self._change_digest(row, None, state)
        elif row not in self._rows:
            self._rows[row] = self._streams.rows.find(self._head.partition, row)
        return self._rows[row]

    def save(self) -> None:
        changed = [(row, state) for row in sorted(self._changed) if (state := self._rows[row]) is not None]
        self._streams.rows.save(self._head.partition, changed)
        fresh = list(self._fresh.values())
        for start in range(0, len(fresh), SENT_TOGETHER):
            self._streams.rows.save_added(self._head.partition, fresh[start : start + SENT_TOGETHER])
            if len(fresh) >= WORTH_SENDING_AHEAD:
                self._streams.send_ahead()
        self._digest = self._digest.with_rows([added_hash(operation, meta) for operation, meta in self._fresh.values()])
        self._streams.move(replace(self._head, head=self._position, digest=self._digest))


def release_for_this_program(streams: Streams, *, now_ms: int) -> bool:
    """After an update: what waited for a program that knows its schema is judged now. Whether somebody was erased by
    it: then the database is to be wiped after the transaction."""
    has_erased = False
    known = [key_of_schema(schema) for schema in range(1, SCHEMA_VERSION + 1)]
    for partition in streams.parked.partitions():
        stream = OpenStream(streams, partition, now_ms=now_ms)
        stream.release(known)
        stream.save()
        has_erased = has_erased or stream.has_erased
    return has_erased
