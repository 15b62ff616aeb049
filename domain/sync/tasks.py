"""What only a person can settle. Tasks are derived from a row and never written."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from domain.sync.row_state import RowState, Version, VoidMark
from domain.sync.schema import BY_NUMBER, Cell, Policy, Table
from domain.sync.winners import active_voids, heads, is_settled, walk


@dataclass(frozen=True, slots=True)
class Task:
    """Something only a person can settle. Derived: its id is a hash of what it is about."""

    id: str
    kind: str  # "two_values" | "skipped_transition" | "edit_after_void"
    table: int
    row: str
    cell: int
    versions: tuple[Version, ...]


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
    elif cell.policy in (Policy.LWW_FLAG, Policy.MANUAL):
        standing = heads(versions)
        if not is_settled(standing):
            yield _task("two_values", table.number, row, cell.number, standing)


def _unseen_edits(
    row: str, state: RowState, number: int, versions: tuple[Version, ...], voids: tuple[VoidMark, ...]
) -> Iterable[Task]:
    for version in versions:
        known = any(state.saw(mark.meta, version.meta) for mark in voids)
        if not known and any(not state.saw(version.meta, mark.meta) for mark in voids):
            yield _task("edit_after_void", state.table, row, number, (version,))


def _task(kind: str, table: int, row: str, cell: int, versions: tuple[Version, ...]) -> Task:
    ids = sorted([*version.meta.id] for version in versions)
    digest = hashlib.sha256(b"istiqbal/task/1" + msgspec.msgpack.encode([kind, row, cell, ids])).hexdigest()
    return Task(digest[:16], kind, table, row, cell, versions)
