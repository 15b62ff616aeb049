"""What a row shows: of each cell the version that wins, and whether the row is void (LOG.md, "Who wins")."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from domain.sync.row_state import RowState, Version, VoidMark
from domain.sync.schema import BY_NUMBER, Cell, Policy, Value, state_word


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
    return state_word(following.value) in cell.transitions.get(state_word(current.value), frozenset())


def winner(cell: Cell, versions: Iterable[Version]) -> Version | None:
    """The version that is shown."""
    if cell.policy is Policy.STATE:
        return walk(cell, versions).current
    standing = heads(versions)
    if cell.policy is Policy.MANUAL and not is_settled(standing):
        return None
    return standing[0] if standing else None


def is_settled(standing: Iterable[Version]) -> bool:
    """Whether all say the same: the same value written twice is no question to anybody."""
    return len({msgspec.msgpack.encode(version.value) for version in standing}) < 2


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
