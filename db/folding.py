"""From entries to rows: what a write, a stamp, a verdict and a rebuild do to the rows of one store.

Everything goes through `domain.sync.fold`, and `db.projection` writes what comes out. Every call happens inside a
transaction of the caller's.
"""

from collections.abc import Container, Iterable, Sequence

import msgspec
from msgspec.structs import replace

from db.connection import Database
from db.entries import Entries, StoredEntry, StoredStream
from db.erasure import Erasure
from db.held_rows import tables_of
from db.projection import Projection
from db.provisional_times import ProvisionalTimes
from db.rows_without import finding_but
from domain.sync.canonical import Digest, added_hash, canonical_hash
from domain.sync.deed_rules import ASKED_BESIDE
from domain.sync.entries import Add, Header, Malformed, Operation
from domain.sync.erasure import erased_by, erased_person, row_operations
from domain.sync.fold import apply, restamp, without
from domain.sync.judge import FindRow, are_readable, is_newer, judge, lack_of, lacks_something
from domain.sync.row_state import Meta, RowState
from domain.sync.tables import USERS
from domain.sync.winners import active_voids


class Unfit(ValueError):
    """An action that head office would quarantine, with the reason it would give."""

    def __init__(self, action: str, reason: str) -> None:
        super().__init__(f"{action} would be quarantined: {reason}")
        self.reason = reason


class Settling(msgspec.Struct, frozen=True, gc=False):
    """An entry whose stamp reaches the rows. `is_fresh` when the rows are without it so far; `is_refused` when head
    office set it aside."""

    stream: StoredStream
    entry: int
    meta: Meta
    is_fresh: bool
    is_refused: bool = False


class Folding:
    def __init__(self, db: Database, entries: Entries, projection: Projection) -> None:
        self._entries = entries
        self._projection = projection
        self.times = ProvisionalTimes(entries, projection)
        # Set when a row was added twice and the agreed one came second: only a refold puts that in order.
        self.needs_refold = False
        # Set when an erasure took parts out of the log that the rows still show.
        self.has_erased = False
        self.erasure = Erasure(db)
        # Rows as they were before head office's word made them void.
        self.voided: list[RowState] = []

    # --- what is not agreed yet ----------------------------------------------------------------------------------

    def refuse_unfit(self, header: Header, operations: Sequence[Operation]) -> frozenset[str]:
        """The rows it looked for of which nothing is known. Raises Unfit for an action that head office would
        quarantine; RuleBroken when a person of it was erased."""
        stream = self._entries.stream(header.partition)
        concerned = {subject for subject, _ in header.parts} | {operation.row for operation in operations}
        if concerned & self.erasure.persons(stream.id):
            raise erased_person()
        find_row = self._finding(header, operations)
        unknown: set[str] = set()

        def find_noting(row: str) -> RowState | None:
            state = find_row(row)
            if state is None:
                unknown.add(row)
            return state

        verdict = judge(header, operations, find_noting)
        if not verdict.is_applied:
            raise Unfit(header.action, verdict.reason)
        return frozenset(unknown)

    def _finding(self, header: Header, operations: Sequence[Operation]) -> FindRow:
        tables = {header.author: USERS.number} | {operation.row: operation.table for operation in operations}

        def find(row: str) -> RowState | None:
            if row in tables:
                return self._projection.find_state(tables[row], row)
            # What a rule asks of beside: of which table it is, the row does not say.
            states = (self._projection.find_state(table, row) for table in ASKED_BESIDE)
            return next((state for state in states if state is not None), None)

        return find

    def find_row(self, operation: Operation) -> RowState | None:
        """The row of an operation as it is shown."""
        return self._projection.find_state(operation.table, operation.row)

    def lay_over(
        self,
        stream: StoredStream,
        operations: Sequence[Operation],
        meta: Meta,
        entry: int,
        *,
        unknown: Container[str] = (),
    ) -> None:
        """Shows an entry that head office has not applied. Nobody is erased before it has.

        `unknown` are rows that were looked for in this transaction and not found: a new one is not looked for again.
        """
        for operation in row_operations(operations):
            is_new = isinstance(operation, Add) and operation.row in unknown
            state = None if is_new else self._projection.find_state(operation.table, operation.row)
            if isinstance(operation, Add) and state is None:
                self._projection.insert_fresh(operation, entry)
                continue
            self._projection.save_state(stream.id, operation.row, apply(state, operation, meta), entry)

    def lay_parked(self, stream: StoredStream) -> list[Operation]:
        """Shows what waited for a row that has come; returns what is shown now and was not before."""
        shown: list[Operation] = []
        waiting = [entry for entry in self._entries.parked(stream) if not entry.hub_seq]
        while waiting:
            ready = [entry for entry in waiting if self._lay_if_whole(stream, entry, shown)]
            if not ready:
                break
            waiting = [entry for entry in waiting if entry not in ready]
        return shown

    def _lay_if_whole(self, stream: StoredStream, entry: StoredEntry, shown: list[Operation]) -> bool:
        operations = self._readable(entry)
        if operations is None:
            return False
        self.lay_over(stream, operations, entry.meta, entry.number)
        self._entries.set_parked(entry.number, is_parked=False)
        shown.extend(operations)
        return True

    def _readable(self, entry: StoredEntry) -> tuple[Operation, ...] | None:
        """The operations of an entry; None when it lacks something here: a newer program, a row, a shape."""
        try:
            operations = self._entries.operations(entry.number)
        except Malformed:
            return None
        return None if self.lacks(entry.header, operations) else operations

    def lacks(self, header: Header, operations: Sequence[Operation]) -> bool:
        """Also of one that stands in the rows already."""
        if not operations:
            return is_newer(header)
        find_row = finding_but(header.id, self._finding(header, operations))
        if not lacks_something(header, operations, find_row):
            return False
        # A row that went with a person is missed by nobody.
        is_row = lack_of(header, operations, find_row) == "row.unknown"
        is_missed = not (is_row and self.erasure.persons(self._entries.stream(header.partition).id))
        return is_missed or not are_readable(operations)

    # --- what head office says -----------------------------------------------------------------------------------

    def read_ahead(self, operations: Iterable[Operation]) -> bool:
        """Reads the rows that a piece of a stream touches; whether they could be told."""
        tables = tables_of(operations)
        if tables is not None:
            ahead = self._entries.ahead
            self._projection.read_ahead(tables, ahead.settle, ahead.find_added)
        return tables is not None

    def settle_ahead(self) -> None:
        """What was read ahead is written, and forgotten."""
        self._entries.ahead.settle()
        self._projection.settle()
        self.forget_ahead()

    def forget_ahead(self) -> None:
        self._entries.ahead.forget()
        self._projection.forget_ahead()

    def settle(self, item: Settling, operations: Sequence[Operation], digest: Digest) -> Digest:
        """Brings the rows of an entry to its stamp and verdict; returns the canonical digest after it."""
        if item.is_fresh and item.is_refused:
            return digest
        if item.meta.hub_seq and not item.is_refused:
            self._erase(item.stream, erased_by(operations))
        operations = row_operations(operations)
        if len(operations) == 1:
            # As most do.
            return digest.change(*self._settle_operations(item, operations[0].row, operations))
        for row in dict.fromkeys(operation.row for operation in operations):
            mine = [operation for operation in operations if operation.row == row]
            digest = digest.change(*self._settle_operations(item, row, mine))
        return digest

    def take_out(self, stream: StoredStream, entry: StoredEntry, operations: Sequence[Operation]) -> None:
        """An entry that head office has not applied, until it has."""
        settling = Settling(stream, entry.number, entry.meta, is_fresh=False, is_refused=True)
        self.settle(settling, operations, stream.digest)
        self._entries.set_parked(entry.number, is_parked=True)

    def _settle_operations(self, item: Settling, row: str, mine: Sequence[Operation]) -> tuple[int, int]:
        packed = self._projection.find_packed(row)
        if packed is None and len(mine) == 1 and isinstance(mine[0], Add):
            return self._settle_fresh(item, mine[0])
        return self._settle_row(item, row, mine, packed)

    def _erase(self, stream: StoredStream, persons: Iterable[str]) -> None:
        for person in persons:
            for reached in self.erasure.reached(stream):
                if self.erasure.erase(reached, person):
                    self.has_erased = True

    def _settle_fresh(self, item: Settling, operation: Add) -> tuple[int, int]:
        """A row nobody has edited has no state of its own: its entry's stamp is enough."""
        adding = self._projection.find_adding(operation.table, operation.row)
        if adding is not None and adding.id != item.meta.id:
            self.needs_refold = self.needs_refold or not adding.hub_seq
            standing = self._projection.find_state(operation.table, operation.row)
            return self._settle_row(item, operation.row, [operation], standing)
        if item.is_refused:
            self._projection.forget_fresh(operation.table, operation.row)
            return 0, 0
        if item.is_fresh:
            self._projection.insert_fresh(operation, item.entry)
        self._projection.note_fresh(operation, item.meta)
        return 0, added_hash(operation, item.meta) if item.meta.hub_seq else 0

    def _settle_row(
        self, item: Settling, row: str, operations: Sequence[Operation], packed: RowState | None
    ) -> tuple[int, int]:
        table = operations[0].table
        before = packed or self._projection.find_state(table, row)
        after = before or RowState(table)
        if item.is_refused:
            after = without(after, item.meta.id)
        elif item.is_fresh:
            for operation in operations:
                after = apply(after, operation, item.meta)
        else:
            after = restamp(after, item.meta)
        self._projection.save_state(item.stream.id, row, after, item.entry)
        if before is not None and active_voids(after) and not active_voids(before):
            self.voided.append(before)
        return canonical_hash(row, before), canonical_hash(row, after)

    # --- from nothing --------------------------------------------------------------------------------------------

    def refold(self) -> None:
        """Every row from the log: the same rows as applying entries as they came."""
        self._refold()
        if self.has_erased:
            # An erasure that only this program could read: once more, without what it took out.
            self.has_erased = False
            self._refold()

    def refold_if_erased(self) -> bool:
        """After an erasure that took something out."""
        if not self.has_erased:
            return False
        self.has_erased = False
        voided = list(self.voided)
        self._refold()
        self.voided[:] = voided
        return True

    def _refold(self) -> None:
        self._projection.clear()
        for partition in self._entries.partitions():
            stream = self._entries.stream(partition)
            self._entries.move(replace(stream, digest=self._refold_stream(stream)))

    def _refold_stream(self, stream: StoredStream) -> Digest:
        digest = Digest()
        own = self._entries.own_replicas()
        is_partial = False
        for entry in self._entries.in_order(stream):
            if entry.is_set_aside:
                continue
            if not entry.is_agreed:
                self._refold_over(stream, entry, is_own=entry.header.replica in own)
                continue
            operations = self._agreed_operations(entry, is_partial=is_partial)
            if operations is None:
                is_partial = True
            else:
                digest = self.settle(Settling(stream, entry.number, entry.meta, is_fresh=True), operations, digest)
            if entry.is_parked is not (operations is None):
                self._entries.set_parked(entry.number, is_parked=operations is None)
        self.lay_parked(stream)
        return digest

    def _agreed_operations(self, entry: StoredEntry, *, is_partial: bool) -> tuple[Operation, ...] | None:
        """What head office has applied lacks nothing, unless something before it does."""
        if is_partial or entry.is_parked or lacks_something(entry.header, (), _no_row):
            return self._readable(entry)
        return self._entries.operations(entry.number)

    def _refold_over(self, stream: StoredStream, entry: StoredEntry, *, is_own: bool) -> None:
        if entry.is_parked:
            return  # what lacks nothing any more is laid over at the end
        is_readable = is_own and not lacks_something(entry.header, (), _no_row)
        operations = self._entries.operations(entry.number) if is_readable else self._readable(entry)
        if operations is None:
            self._entries.set_parked(entry.number, is_parked=True)
            return
        self.lay_over(stream, operations, entry.meta, entry.number)


def _no_row(_: str) -> None:
    return None
