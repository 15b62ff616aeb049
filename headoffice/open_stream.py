"""One partition's stream while its head row is locked: entries are appended, judged and folded in memory."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from domain.sync.deed_rules import asked_of
from domain.sync.effective_time import stamped_eff
from domain.sync.entries import ERASED, Add, Entry, EntryId, Erase, Header, Operation, row_bytes, row_text
from domain.sync.entry_bytes import decode_header
from domain.sync.erasure import PART_MISSING, SUBJECT_ERASED, erased_by
from domain.sync.judge import KNOWN_TWICE, WAITING, judge
from domain.sync.row_state import Meta, RowState
from domain.sync.second_name import is_second
from headoffice.erasing import Erasing, key_of_person
from headoffice.judged import (
    NO_BASES,
    Judged,
    PlainRead,
    Read,
    key_of_entry,
    key_of_schema,
    read_operations,
    rows_added,
    rows_asked,
)
from headoffice.open_rows import SENT_TOGETHER, WORTH_SENDING_AHEAD, OpenRows
from headoffice.rows_above import RowsAbove
from headoffice.rows_below import RowsBelow
from headoffice.store.parked import ParkedEntry
from headoffice.store.streams import Stamp, Streams
from headoffice.stream_end import NO_EFFS, StreamEnd


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


NONE_OPENED: Mapping[str, "OpenStream"] = MappingProxyType({})


class OpenStream:
    def __init__(
        self,
        streams: Streams,
        partition: str,
        *,
        now_ms: int,
        replicas: Sequence[bytes] = (),
        coming: Collection[Read] = (),
        authors: Iterable[str] = (),
        opened: Mapping[str, "OpenStream"] = NONE_OPENED,
        believes: bool = False,
    ) -> None:
        """`replicas`: whose entries come, what these say, and who wrote them, as far as that is known. `opened` are the
        streams that this transaction has opened before. `believes`: rows that plain entries add are not looked for;
        where one is there after all, the transaction fails with RowThere, at the latest with its end."""
        self._streams = streams
        self._below = RowsBelow(streams, partition, opened, partial(rows_asked, coming, authors))
        asked = [read for read in coming if type(read) is not PlainRead] if believes else coming
        operations = [operation for read in asked for operation in read.operations]
        rows: dict[str, RowState | None] = {operation.row: None for operation in operations}
        added = partial(rows_added, coming)
        self._head, standing = streams.open(partition, replicas, rows, added)
        self._below.look_at(standing.reference)
        self._above = RowsAbove(streams, partition, standing, added)
        self._end = StreamEnd(streams, self._head, standing.line)
        self._rows = OpenRows(streams, partition, rows)
        self._parked = standing.parked
        self._erasing = Erasing(streams, partition, standing.erased)
        # What is added and erased at once is never stored, so that nothing would tell whether it was new.
        self._believes = believes and not (standing.parked or standing.erased or erased_by(operations))
        self._now_ms = now_ms
        self.has_gap = False
        self.has_erased = False
        self.is_waited_for = standing.above > 0  # by something in the partition above
        self.came: list[bytes] = []  # the rows it may have waited for

    def find(self, row: str) -> RowState | None:
        """As it stands now."""
        return self._rows.find(row)

    def take(self, entries: Sequence[tuple[Entry, Header]], reads: Sequence[Read]) -> tuple[str, ...]:
        """Stamps entries of one log that are new here, in their order, with what each says, and what waited for them.
        Returns why those were not applied that were not."""
        self._foresee(entries, reads)
        reasons: list[str] = []
        place = 0
        while place < len(entries):
            run = self._plain_run(reads, place)
            if run:
                self._end.append_applied(run, self._rows, received_ms=self._now_ms)
                if self.is_waited_for:
                    self.came += [row_bytes(read.added.row) for read in run]
                place += len(run)
                continue
            reasons.append(self._take_one(*entries[place], reads[place]))
            place += 1
        return tuple(filter(None, reasons))

    def _foresee(self, entries: Sequence[tuple[Entry, Header]], reads: Sequence[Read]) -> None:
        """Reads at once what taking them will ask for one by one: over a line to the database each costs a way."""
        if self._believes and not is_second(reads[0].header.replica):
            self._rows.believe([read.added.row for read in reads if type(read) is PlainRead])
        operations = [operation for read in reads for operation in read.operations]
        self._rows.foresee(operations)
        bases = {base for read in reads if read.bases for base in read.bases}
        if bases:
            self._streams.foresee_effs(self._head.partition, self._head.epoch, bases)
        self._end.forget_ahead()
        if self._may_store_ahead(entries, operations):
            self._end.store_ahead(entries)

    def _plain_run(self, reads: Sequence[Read], start: int) -> list[PlainRead]:
        """The entries from this one on that nothing can keep from being applied, and for which nothing waits: none
        where the next is not one of them. Each adds a row that is free and is of nobody that could have been erased."""
        run: list[PlainRead] = []
        if self._parked or is_second(reads[start].header.replica):
            return run
        is_free = self._rows.is_free if self._below.are_none else self._is_free_below_too
        may_be_erased = self._erasing.count > 0
        added: set[str] = set()
        for read in reads[start : start + SENT_TOGETHER]:
            if type(read) is not PlainRead:
                break
            if may_be_erased and read.header.parts[0][0] is not None:
                break
            row = read.added.row
            if row in added or not is_free(row) or self._above.has(row):
                break
            added.add(row)
            run.append(read)
        return run

    def _is_free_below_too(self, row: str) -> bool:
        return self._rows.is_free(row) and self._below.find(row) is None

    def _may_store_ahead(self, entries: Sequence[tuple[Entry, Header]], operations: Sequence[Operation]) -> bool:
        """Whether entries will be stored as they are, whatever they are judged: nobody was erased here, nor will be by
        one of them or by what waits for one. Then the database can begin while they are judged."""
        is_worth_it = len(entries) >= WORTH_SENDING_AHEAD
        return is_worth_it and not (self._erasing.count or self._parked or erased_by(operations))

    def _take_one(self, entry: Entry, header: Header, read: Read) -> str:
        """Stamps an entry, and what waited for it. Returns why it was not applied, if it was not."""
        stripped = self._erasing.stripped(entry)
        if stripped is not entry:
            entry, read = stripped, read_operations(stripped, header)
        id = header.id
        judged = self._judge(entry, header, read, self._now_ms)
        stamp = self._end.append(entry, id, received_ms=self._now_ms, eff=judged.eff, reason=judged.reason)
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

    def wake(self, came: Sequence[bytes]) -> None:
        """Judges again what waited for rows that have come in a partition below."""
        waited_for = self._streams.parked.rows_waited_for(self._head.partition)
        self.release([row for row in came if row in waited_for])

    def _judge_again(self, waiting: ParkedEntry) -> list[bytes]:
        """What came with the entry, when it waits no more."""
        partition = self._head.partition
        entry = self._streams.get_entry(partition, waiting.id)
        header = decode_header(entry.header)
        judged = self._judge(entry, header, read_operations(entry, header), waiting.received_ms)
        if judged.reason in WAITING:
            if judged.lacks != waiting.lacks:
                self._streams.parked.add(partition, replace(waiting, lacks=judged.lacks))
            return []
        self._streams.parked.remove(partition, waiting.id)
        self._parked -= 1
        received_ms = waiting.received_ms
        stamp = self._end.append_again(waiting.id, received_ms=received_ms, eff=judged.eff, reason=judged.reason)
        self._streams.files.note(partition, waiting.id, entry, judged.operations)
        return [key_of_entry(stamp.id), *self._fold(judged, header, stamp)]

    def _settle(self, judged: Judged, header: Header, stamp: Stamp) -> None:
        came = self._fold(judged, header, stamp)
        if self._parked:
            self.release([key_of_entry(stamp.id), *came])

    def _park(self, id: EntryId, judged: Judged, received_ms: int) -> None:
        self._parked += 1
        self._streams.parked.add(self._head.partition, ParkedEntry(id, judged.lacks, received_ms))

    # --- judging -------------------------------------------------------------------------------------------------

    def _judge(self, entry: Entry, header: Header, read: Read, received_ms: int) -> Judged:
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
        beside = None if self._below.are_none else self._find_beside
        reason = reason or judge(header, operations, self._rows.find, beside).reason
        reason = reason or self._above.refusal_of(operations)
        if reason not in WAITING:
            return Judged(operations, eff, reason)
        row = self._missing_row(operations)
        lacks = row or row_bytes(header.author)
        # Of an author alone nothing goes with a person: he may still come.
        if (has_gone and row) or self._erasing.is_erased(row_text(lacks)) or self._below.is_erased(lacks):
            return Judged(operations, eff, SUBJECT_ERASED)
        return Judged(operations, eff, reason, lacks)

    def _find_beside(self, row: str) -> RowState | None:
        """Here, else in a partition below."""
        state = self._rows.find(row)
        return state if state is not None and state.created is not None else self._below.find(row) or state

    def _waits(self, base: EntryId) -> bool:
        return self._parked > 0 and self._streams.parked.has(self._head.partition, base)

    def _missing_row(self, operations: Sequence[Operation]) -> bytes:
        """None that the entry itself has added before: it would wait for itself."""
        added: set[str] = set()
        for operation in operations:
            state = self._rows.find(operation.row)
            is_there = operation.row in added or (state is not None and state.created is not None)
            if isinstance(operation, Add):
                added.add(operation.row)
            elif not is_there and not isinstance(operation, Erase):
                return row_bytes(operation.row)
            for row in asked_of(operation):
                if row not in added and self._find_beside(row) is None:
                    return row_bytes(row)
        return b""

    def _effs_of(self, bases: Iterable[EntryId]) -> Mapping[EntryId, int]:
        """Of those that are here."""
        partition, epoch = self._head.partition, self._head.epoch
        return {base: eff for base in bases if (eff := self._streams.find_eff(partition, epoch, base)) is not None}

    # --- rows ----------------------------------------------------------------------------------------------------

    def _fold(self, judged: Judged, header: Header, stamp: Stamp) -> list[bytes]:
        """Applies the entry unless it was set aside; returns what came with it, for which others may have waited: of
        persons that it erased, and the rows that it added."""
        came = judged.added()
        if judged.reason:
            return came
        meta = Meta(stamp.id, judged.eff, header.seen, stamp.hub_seq)
        for operation in judged.operations:
            if isinstance(operation, Erase):
                came.extend(self._erase(operation.row, stamp.hub_seq))
            elif isinstance(operation, Add) and self._rows.is_free(operation.row):
                self._rows.add(operation, meta)
            else:
                self._rows.apply(operation, meta)
        if self.is_waited_for:
            self.came += came
        return came

    def _erase(self, person: str, hub_seq: int) -> list[bytes]:
        """Returns for what others may have waited."""
        changed = self._erasing.erase(person, hub_seq, self._rows.find)
        self._rows.replace(changed)
        self.has_erased = True
        return [key_of_person(person), *map(row_bytes, (person, *changed))]

    def save(self) -> None:
        digest = self._rows.save(self._head.digest)
        self._streams.move(replace(self._head, head=self._end.position, digest=digest))
