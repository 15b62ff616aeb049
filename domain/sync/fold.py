"""State as a pure function of entries, stamps and verdicts (LOG.md, "Who wins"); both ends and the rebuild share it.

A row's state holds the *candidates* of each cell: the values that somebody wrote and that no stamped entry has
replaced. What is shown, what head office agrees on (the canonical state), what a person has to settle and what the
digest counts are all computed from it, never stored.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeVar

import msgspec

from domain.sync.entries import CLOCK_UNITS_PER_MS, Add, EntryId, Operation, Put, Restore, Void
from domain.sync.schema import BY_NUMBER, Cell, Policy, Table, Value

LATEST_AHEAD_MS = 5 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Meta:
    """What the fold knows of an entry besides its operations. `hub_seq` is 0 while no stamp has arrived."""

    id: EntryId
    eff: int
    seen: int
    hub_seq: int

    def saw(self, other: "Meta") -> bool:
        if other.id.replica == self.id.replica:
            return other.id.seq <= self.id.seq
        return 0 < other.hub_seq <= self.seen

    @property
    def rank(self) -> tuple[int, bytes, int]:
        return self.eff, self.id.replica, self.id.seq

    @property
    def stream_order(self) -> tuple[bool, int, bytes, int]:
        """Head office's order; then what has no stamp, each after what it is built on, under whatever name."""
        return self.hub_seq == 0, self.hub_seq or self.eff, self.id.replica, self.id.seq


@dataclass(frozen=True, slots=True)
class Version:
    """A candidate of a cell."""

    meta: Meta
    value: Value
    base: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True)
class VoidMark:
    meta: Meta
    reason: str


@dataclass(frozen=True, slots=True)
class RestoreMark:
    meta: Meta
    voids: tuple[EntryId, ...]


Mark = TypeVar("Mark", VoidMark, RestoreMark)


@dataclass(frozen=True, slots=True)
class RowState:
    table: int
    created: Meta | None = None
    cells: Mapping[int, tuple[Version, ...]] = field(default_factory=lambda: MappingProxyType({}))
    voids: tuple[VoidMark, ...] = ()
    restores: tuple[RestoreMark, ...] = ()
    touched: tuple[EntryId, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Something only a person can settle. Derived: its id is a hash of what it is about."""

    id: str
    kind: str  # "two_values" | "skipped_transition" | "edit_after_void"
    table: int
    row: str
    cell: int
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """How many rows, and the sum of their hashes modulo 2^64, of the canonical state of one partition."""

    count: int = 0
    total: int = 0

    def change(self, before: int, after: int) -> "Digest":
        count = self.count + (after != 0) - (before != 0)
        return Digest(count, (self.total + after - before) % (1 << 64))


# --- logical time ----------------------------------------------------------------------------------------------------


def local_eff(clock: int, base_effs: Iterable[int]) -> int:
    return max(clock, max(base_effs, default=0) + 1)


def stamped_eff(clock: int, received_ms: int, base_effs: Iterable[int]) -> int:
    """The effective time of an entry, set once by the hub: a clock that runs ahead is held to 5 minutes."""
    held = min(clock, (received_ms + LATEST_AHEAD_MS) * CLOCK_UNITS_PER_MS)
    return max(held, max(base_effs, default=0) + 1)


def bases_of(operations: Iterable[Operation]) -> set[EntryId]:
    found: set[EntryId] = set()
    for operation in operations:
        if isinstance(operation, Put):
            for ids in operation.bases.values():
                found.update(ids)
        elif isinstance(operation, Restore):
            found.update(operation.voids)
    return found


# --- the fold --------------------------------------------------------------------------------------------------------


def apply(state: RowState | None, operation: Operation, meta: Meta) -> RowState:
    """The row after one operation. The operation has been judged (`domain.sync.judge`)."""
    state = state or RowState(operation.table)
    touched = _with_id(state.touched, meta.id)
    match operation:
        case Add():
            if state.created is not None:
                return replace(state, touched=touched)
            fresh = {number: Version(meta, value, ()) for number, value in operation.cells.items()}
            cells = _with_versions(state, fresh)
            return RowState(state.table, meta, cells, state.voids, state.restores, touched)
        case Put():
            fresh = {
                number: Version(meta, value, operation.bases.get(number, ()))
                for number, value in operation.cells.items()
            }
            cells = _with_versions(state, fresh)
            return RowState(state.table, state.created, cells, state.voids, state.restores, touched)
        case Void():
            voids = _sorted_marks((*state.voids, VoidMark(meta, operation.reason)))
            return replace(state, voids=voids, touched=touched)
        case Restore():
            restores = _sorted_marks((*state.restores, RestoreMark(meta, operation.voids)))
            return replace(state, restores=restores, touched=touched)
    raise TypeError(type(operation))


def _with_id(ids: tuple[EntryId, ...], new: EntryId) -> tuple[EntryId, ...]:
    return ids if new in ids else tuple(sorted((*ids, new)))


def _sorted_marks(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: mark.meta.id))


def _with_versions(state: RowState, fresh: Mapping[int, Version]) -> Mapping[int, tuple[Version, ...]]:
    cells = dict(state.cells)
    for number, version in fresh.items():
        standing = cells.get(number, ())
        if not standing and not version.base:
            cells[number] = (version,)
            continue
        others = tuple(item for item in standing if item.meta.id != version.meta.id)
        cells[number] = _kept(state.table, number, (*others, _last_word(version, standing)))
    return MappingProxyType(cells)


def _last_word(version: Version, standing: tuple[Version, ...]) -> Version:
    """An entry has one version of a cell, whatever its operations: the last value, and all they replaced but itself."""
    mine = [base for item in standing if item.meta.id == version.meta.id for base in item.base]
    named = tuple(base for base in dict.fromkeys((*mine, *version.base)) if base != version.meta.id)
    return version if named == version.base else replace(version, base=named)


def _kept(table: int, number: int, versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """Drops what a *stamped* version names; what only a local one names is still needed for the canonical state."""
    cell = BY_NUMBER[table].find_cell(number)
    if cell is not None and cell.policy is not Policy.STATE:
        replaced = {base for version in versions if version.meta.hub_seq for base in version.base}
        versions = tuple(version for version in versions if version.meta.id not in replaced)
    return tuple(sorted(versions, key=lambda version: version.meta.id))


def restamp(state: RowState, meta: Meta) -> RowState:
    """The row after the stamp (or a recomputed local time) of an entry that touched it."""
    cells = {}
    for number, versions in state.cells.items():
        moved = tuple(Version(meta, v.value, v.base) if v.meta.id == meta.id else v for v in versions)
        cells[number] = moved if len(moved) == 1 else _kept(state.table, number, moved)
    return RowState(
        state.table,
        meta if state.created is not None and state.created.id == meta.id else state.created,
        MappingProxyType(cells),
        tuple(replace(mark, meta=meta) if mark.meta.id == meta.id else mark for mark in state.voids),
        tuple(replace(mark, meta=meta) if mark.meta.id == meta.id else mark for mark in state.restores),
        state.touched,
    )


def without(state: RowState, entry: EntryId) -> RowState:
    """The row without an entry that head office could not apply. A row whose `add` goes is no longer shown."""
    return replace(
        state,
        created=None if state.created is not None and state.created.id == entry else state.created,
        cells=MappingProxyType(_cells_of(state, lambda version: version.meta.id != entry)),
        voids=tuple(mark for mark in state.voids if mark.meta.id != entry),
        restores=tuple(mark for mark in state.restores if mark.meta.id != entry),
        touched=tuple(item for item in state.touched if item != entry),
    )


def _cells_of(state: RowState, is_kept: Callable[[Version], bool]) -> dict[int, tuple[Version, ...]]:
    """A cell nobody has written is absent, never empty: else the digest would count it."""
    kept = {number: tuple(filter(is_kept, versions)) for number, versions in state.cells.items()}
    return {number: versions for number, versions in kept.items() if versions}


# --- reading a row ---------------------------------------------------------------------------------------------------


def heads(versions: Iterable[Version]) -> tuple[Version, ...]:
    """The candidates that no other candidate names, the shown one first."""
    versions = tuple(versions)
    if len(versions) == 1:
        return versions
    named = {base for version in versions for base in version.base}
    return tuple(
        sorted((v for v in versions if v.meta.id not in named), key=lambda version: version.meta.rank, reverse=True)
    )


@dataclass(frozen=True, slots=True)
class Walk:
    """The transitions of a state cell in stream order: where it stands, and what was skipped on the way."""

    current: Version | None
    skipped: tuple[Version, ...]


def walk(cell: Cell, versions: Iterable[Version]) -> Walk:
    current: Version | None = None
    skipped: list[Version] = []
    for version in sorted(versions, key=lambda item: item.meta.stream_order):
        if current is None and not version.base:
            current = version
        elif current is not None and version.base[:1] == (current.meta.id,) and _is_legal(cell, current, version):
            current = version
            skipped = [item for item in skipped if item.meta.id not in version.base]
        else:
            skipped.append(version)
    return Walk(current, tuple(skipped))


def _is_legal(cell: Cell, current: Version, following: Version) -> bool:
    return str(following.value) in cell.transitions.get(str(current.value), frozenset())


def winner(cell: Cell, versions: Iterable[Version]) -> Version | None:
    """The version that is shown."""
    if cell.policy is Policy.STATE:
        return walk(cell, versions).current
    standing = heads(versions)
    return standing[0] if standing else None


def active_voids(state: RowState) -> tuple[VoidMark, ...]:
    restored = {void for mark in state.restores for void in mark.voids}
    return tuple(mark for mark in state.voids if mark.meta.id not in restored)


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as it is read: cell number -> value, and why it is void, if it is."""

    values: Mapping[int, Value]
    void_reason: str | None


def shown(state: RowState) -> Shown | None:
    """What the laptop shows; None while the row has not been added."""
    if state.created is None:
        return None
    table = BY_NUMBER[state.table]
    values: dict[int, Value] = {}
    for number, versions in state.cells.items():
        cell = table.find_cell(number)
        best = winner(cell, versions) if cell is not None else None
        if best is not None:
            values[number] = best.value
    voids = active_voids(state)
    reason = max(voids, key=lambda mark: mark.meta.rank).reason if voids else None
    return Shown(values, reason)


def canonical(state: RowState) -> RowState:
    """The same row with only what head office has stamped."""
    if _is_stamped(state):
        return state
    return replace(
        state,
        created=state.created if state.created is not None and state.created.hub_seq else None,
        cells=_cells_of(state, lambda version: version.meta.hub_seq > 0),
        voids=tuple(mark for mark in state.voids if mark.meta.hub_seq),
        restores=tuple(mark for mark in state.restores if mark.meta.hub_seq),
    )


def _is_stamped(state: RowState) -> bool:
    return (
        state.created is not None
        and state.created.hub_seq > 0
        and all(version.meta.hub_seq for versions in state.cells.values() for version in versions)
        and all(mark.meta.hub_seq for mark in state.voids)
        and all(mark.meta.hub_seq for mark in state.restores)
    )


def canonical_hash(row: str, state: RowState | None) -> int:
    """64 bits of the row's canonical state, 0 when head office does not show it: what the digest sums."""
    if state is None:
        return 0
    agreed = canonical(state)
    if agreed.created is None:
        return 0
    table = BY_NUMBER[state.table]
    cells = []
    for number, versions in sorted(agreed.cells.items()):
        cell = table.find_cell(number)
        best = winner(cell, versions) if cell is not None else None
        cells.append([number, best.value if best else None, sorted([*v.meta.id, v.meta.eff] for v in heads(versions))])
    voids = sorted([*mark.meta.id] for mark in active_voids(agreed))
    digest = hashlib.sha256(msgspec.msgpack.encode([state.table, row, cells, voids])).digest()
    return int.from_bytes(digest[:8], "big") or 1


# --- what a person must settle ---------------------------------------------------------------------------------------


def tasks(row: str, state: RowState) -> tuple[Task, ...]:
    if state.created is None:
        return ()
    table = BY_NUMBER[state.table]
    voids = active_voids(state)
    found: list[Task] = []
    for number, versions in sorted(state.cells.items()):
        cell = table.find_cell(number)
        if cell is None:
            continue
        if voids:
            found.extend(_unseen_edits(row, state, number, versions, voids))
        else:
            found.extend(_cell_tasks(row, table, cell, versions))
    return tuple(found)


def _cell_tasks(row: str, table: Table, cell: Cell, versions: tuple[Version, ...]) -> Iterable[Task]:
    if cell.policy is Policy.STATE:
        for version in walk(cell, versions).skipped:
            yield _task("skipped_transition", table.number, row, cell.number, (version,))
    elif cell.policy is Policy.LWW_FLAG:
        standing = heads(versions)
        # The same value written twice is no question to anybody.
        if len({msgspec.msgpack.encode(version.value) for version in standing}) > 1:
            yield _task("two_values", table.number, row, cell.number, standing)


def _unseen_edits(
    row: str, state: RowState, number: int, versions: tuple[Version, ...], voids: tuple[VoidMark, ...]
) -> Iterable[Task]:
    for version in versions:
        known = any(mark.meta.saw(version.meta) for mark in voids)
        if not known and any(not version.meta.saw(mark.meta) for mark in voids):
            yield _task("edit_after_void", state.table, row, number, (version,))


def _task(kind: str, table: int, row: str, cell: int, versions: tuple[Version, ...]) -> Task:
    ids = sorted([*version.meta.id] for version in versions)
    digest = hashlib.sha256(b"istiqbal/task/1" + msgspec.msgpack.encode([kind, row, cell, ids])).hexdigest()
    return Task(digest[:16], kind, table, row, cell, versions)
