"""State as a pure function of entries, stamps and verdicts (LOG.md, "Who wins"); both ends and the rebuild share it.

A row's state holds the *candidates* of each cell: the values that somebody wrote and that no stamped entry has
replaced. What is shown, what head office agrees on (the canonical state), what a person has to settle and what the
digest counts are all computed from it, never stored.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from msgspec.structs import replace

from domain.sync.entries import WHOLE_ROW, Add, EntryId, Operation, Put, Restore, Void
from domain.sync.row_state import Meta, RestoreMark, RowState, Version, VoidMark, cells_where
from domain.sync.schema import BY_NUMBER, Policy

Mark = TypeVar("Mark", VoidMark, RestoreMark)


def apply(state: RowState | None, operation: Operation, meta: Meta) -> RowState:
    """The row after one operation. The operation has been judged (`domain.sync.judge`)."""
    if state is None and isinstance(operation, Add):
        return _added(operation, meta)
    state = state or RowState(operation.table)
    touched = _with_id(state.touched, meta.id)
    match operation:
        case Add():
            if state.created is not None:
                return replace(state, touched=touched)
            fresh = {number: Version(meta, value, ()) for number, value in operation.cells.items()}
            cells = _with_versions(state, fresh)
            return RowState(state.table, meta, cells, state.voids, state.restores, touched, state.shown)
        case Put():
            fresh = {
                number: Version(meta, value, operation.bases.get(number, ()))
                for number, value in operation.cells.items()
            }
            cells = _with_versions(state, fresh)
            shown = _with_shown(state, operation, meta)
            return RowState(state.table, state.created, cells, state.voids, state.restores, touched, shown)
        case Void():
            voids = _sorted_marks((*state.voids, VoidMark(meta, operation.reason)))
            return replace(state, voids=voids, touched=touched)
        case Restore():
            restores = _sorted_marks((*state.restores, RestoreMark(meta, operation.voids)))
            return replace(state, restores=restores, touched=touched)
    raise TypeError(type(operation))


def _added(operation: Add, meta: Meta) -> RowState:
    """Most rows there are: nobody has touched them before."""
    cells = {number: (Version(meta, value, ()),) for number, value in operation.cells.items()}
    return RowState(operation.table, meta, MappingProxyType(cells), touched=(meta.id,))


def _with_shown(state: RowState, operation: Put, meta: Meta) -> Mapping[EntryId, tuple[EntryId, ...]]:
    named = operation.bases.get(WHOLE_ROW)
    if not named:
        return state.shown
    both = {*state.shown.get(meta.id, ()), *named}
    return MappingProxyType({**state.shown, meta.id: tuple(sorted(both))})


def _with_id(ids: tuple[EntryId, ...], new: EntryId) -> tuple[EntryId, ...]:
    if not ids:
        return (new,)
    return ids if new in ids else tuple(sorted((*ids, new)))


def _sorted_marks(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: mark.meta.id))


def _with_versions(state: RowState, fresh: Mapping[int, Version]) -> Mapping[int, tuple[Version, ...]]:
    cells: dict[int, tuple[Version, ...]] = dict(state.cells)
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
        state.shown,
    )


def without(state: RowState, entry: EntryId) -> RowState:
    """The row without an entry that head office could not apply. A row whose `add` goes is no longer shown."""
    return replace(
        state,
        created=None if state.created is not None and state.created.id == entry else state.created,
        cells=MappingProxyType(cells_where(state, lambda version: version.meta.id != entry)),
        voids=tuple(mark for mark in state.voids if mark.meta.id != entry),
        restores=tuple(mark for mark in state.restores if mark.meta.id != entry),
        touched=tuple(item for item in state.touched if item != entry),
        shown=MappingProxyType({id: named for id, named in state.shown.items() if id != entry}),
    )
