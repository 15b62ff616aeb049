"""Laptops and a head office in memory, on the pure core alone: what the laws of the fold are tried on.

A model laptop keeps its rows twice: as entries come (`rows`), and folded from nothing (`refold`). The law is that they
never differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.sync.canonical import Digest, canonical_hash
from domain.sync.chain import FIRST_HASH, Written, build_entry, check_entry, operations_of
from domain.sync.effective_time import bases_of, local_eff, stamped_eff
from domain.sync.entries import Entry, EntryId, Header, Operation, next_clock
from domain.sync.fold import apply, restamp, without
from domain.sync.judge import judge
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import general_partition

PARTITION = general_partition("RYD1")
AUTHOR = "01990000-0000-7000-8000-000000000001"
REFUSED = "refused"


@dataclass(frozen=True)
class Position:
    """One place of the stream."""

    hub_seq: int
    eff: int
    reason: str
    entry: Entry
    header: Header
    digest: Digest  # after it

    @property
    def meta(self) -> Meta:
        return Meta(self.header.id, self.eff, self.header.seen, self.hub_seq)


@dataclass
class ModelHub:
    now_ms: int = 1_000_000
    stream: list[Position] = field(default_factory=list)
    heads: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    rows: dict[str, RowState] = field(default_factory=dict)
    digest: Digest = field(default_factory=Digest)

    def take(self, entry: Entry, replica: bytes) -> None:
        seq, previous = self.heads.get(replica, (0, FIRST_HASH))
        header = check_entry(entry, previous)
        assert header.id == EntryId(replica, seq + 1)
        operations = operations_of(entry)
        effs = {position.header.id: position.eff for position in self.stream}
        bases = bases_of(operations)
        assert bases <= effs.keys(), "a log in order names only what is held"
        eff = stamped_eff(header.clock, self.now_ms, [effs[base] for base in bases])
        reason = "test" if header.action == REFUSED else judge(header, operations, self.rows.get).reason
        meta = Meta(header.id, eff, header.seen, len(self.stream) + 1)
        if not reason:
            self.digest = fold_in(self.rows, operations, meta, self.digest)
        self.stream.append(Position(meta.hub_seq, eff, reason, entry, header, self.digest))
        self.heads[replica] = (seq + 1, entry.hash)


def fold_in(rows: dict[str, RowState], operations: Sequence[Operation], meta: Meta, digest: Digest) -> Digest:
    before = {operation.row: rows.get(operation.row) for operation in operations}
    for operation in operations:
        rows[operation.row] = apply(rows.get(operation.row), operation, meta)
    return _changed(digest, before, rows)


def _changed(digest: Digest, before: dict[str, RowState | None], rows: dict[str, RowState]) -> Digest:
    for row, old in before.items():
        digest = digest.change(canonical_hash(row, old), canonical_hash(row, rows[row]))
    return digest


@dataclass
class Known:
    """An entry as a laptop holds it; `hub_seq` 0 while unstamped."""

    entry: Entry
    header: Header
    operations: tuple[Operation, ...]
    eff: int
    hub_seq: int = 0
    reason: str = ""

    @property
    def meta(self) -> Meta:
        return Meta(self.header.id, self.eff, self.header.seen, self.hub_seq)


@dataclass
class ModelLaptop:
    replica: bytes
    hub: ModelHub
    clock_ms: int = 1_000_000
    log: list[Entry] = field(default_factory=list)
    known: dict[EntryId, Known] = field(default_factory=dict)
    rows: dict[str, RowState] = field(default_factory=dict)
    cursor: int = 0
    sent: int = 0
    digest: Digest = field(default_factory=Digest)
    _last_clock: int = 0

    # --- here ------------------------------------------------------------------------------------------------------

    def write(self, *operations: Operation, action: str = "test") -> Known:
        self.clock_ms += 1
        self._last_clock = next_clock(self._last_clock, self.clock_ms)
        entry, header = build_entry(
            [Written(operation, None) for operation in operations],
            partition=PARTITION,
            id=EntryId(self.replica, len(self.log) + 1),
            clock=self._last_clock,
            author=AUTHOR,
            action=action,
            seen=self.cursor,
            previous=self.log[-1].hash if self.log else FIRST_HASH,
            salts=[bytes(16)],
        )
        known = Known(entry, header, operations, local_eff(header.clock, self._effs(operations)))
        self.log.append(entry)
        self.known[header.id] = known
        for operation in operations:
            self.rows[operation.row] = apply(self.rows.get(operation.row), operation, known.meta)
        return known

    def _effs(self, operations: Sequence[Operation]) -> list[int]:
        return [self.known[base].eff for base in bases_of(operations)]

    # --- with head office ------------------------------------------------------------------------------------------

    def push(self, most: int) -> None:
        for entry in self.log[self.sent : self.sent + most]:
            self.hub.take(entry, self.replica)
            self.sent += 1

    def pull(self, most: int) -> None:
        for position in self.hub.stream[self.cursor : self.cursor + most]:
            self._take(position)
            self.cursor = position.hub_seq

    def _take(self, position: Position) -> None:
        mine = self.known.get(position.header.id)
        operations = operations_of(position.entry)
        known = Known(position.entry, position.header, operations, position.eff, position.hub_seq, position.reason)
        self.known[position.header.id] = known
        if mine is None:
            if not position.reason:
                self.digest = fold_in(self.rows, operations, known.meta, self.digest)
            return
        before: dict[str, RowState | None] = {operation.row: self.rows[operation.row] for operation in operations}
        for row in before:
            state = self.rows[row]
            self.rows[row] = without(state, known.meta.id) if position.reason else restamp(state, known.meta)
        self.digest = _changed(self.digest, before, self.rows)
        self._follow({known.meta.id})

    def _follow(self, moved: set[EntryId]) -> None:
        """Local entries built on what moved get their effective time anew."""
        for known in self._unstamped():
            if bases_of(known.operations) & moved:
                known.eff = local_eff(known.header.clock, self._effs(known.operations))
                moved.add(known.header.id)
                for operation in known.operations:
                    self.rows[operation.row] = restamp(self.rows[operation.row], known.meta)

    def _unstamped(self) -> list[Known]:
        local = [known for known in self.known.values() if not known.hub_seq]
        return sorted(local, key=lambda known: known.header.seq)

    # --- from nothing ----------------------------------------------------------------------------------------------

    def refold(self) -> tuple[dict[str, RowState], Digest]:
        """The stamped stream in its order, the local entries over it."""
        rows: dict[str, RowState] = {}
        digest = Digest()
        stamped = sorted((known for known in self.known.values() if known.hub_seq), key=lambda known: known.hub_seq)
        for known in stamped:
            if not known.reason:
                digest = fold_in(rows, known.operations, known.meta, digest)
        for known in self._unstamped():
            for operation in known.operations:
                rows[operation.row] = apply(rows.get(operation.row), operation, known.meta)
        return rows, digest
