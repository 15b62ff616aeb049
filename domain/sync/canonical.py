"""What head office and every laptop agree on: the rows with only what is stamped, and the digest of them."""

import hashlib
from dataclasses import dataclass, replace

import msgspec

from domain.sync.row_state import RowState, Version, cells_where
from domain.sync.schema import BY_NUMBER, Cell, Policy
from domain.sync.winners import active_voids, heads, winner

_encode = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True, slots=True)
class Digest:
    """How many rows, and the sum of their hashes modulo 2^64, of the canonical state of one partition."""

    count: int = 0
    total: int = 0

    def change(self, before: int, after: int) -> "Digest":
        count = self.count + (after != 0) - (before != 0)
        return Digest(count, (self.total + after - before) % (1 << 64))


def canonical(state: RowState) -> RowState:
    """The same row with only what head office has stamped."""
    if _is_stamped(state):
        return state
    return replace(
        state,
        created=state.created if state.created is not None and state.created.hub_seq else None,
        cells=cells_where(state, lambda version: version.meta.hub_seq > 0),
        voids=tuple(mark for mark in state.voids if mark.meta.hub_seq),
        restores=tuple(mark for mark in state.restores if mark.meta.hub_seq),
    )


def _is_stamped(state: RowState) -> bool:
    if state.created is None or not state.created.hub_seq:
        return False
    for versions in state.cells.values():
        for version in versions:
            if not version.meta.hub_seq:
                return False
    return all(mark.meta.hub_seq for mark in state.voids) and all(mark.meta.hub_seq for mark in state.restores)


def canonical_hash(row: str, state: RowState | None) -> int:
    """64 bits of the row's canonical state, 0 when head office does not show it: what the digest sums."""
    if state is None:
        return 0
    agreed = canonical(state)
    if agreed.created is None:
        return 0
    table = BY_NUMBER[state.table]
    cells = [_said(table.find_cell(number), number, agreed.cells[number]) for number in sorted(agreed.cells)]
    voids = sorted([*mark.meta.id] for mark in active_voids(agreed))
    digest = hashlib.sha256(_encode([state.table, row, cells, voids])).digest()
    return int.from_bytes(digest[:8], "big") or 1


def _said(cell: Cell | None, number: int, versions: tuple[Version, ...]) -> list[object]:
    if len(versions) == 1 and cell is not None and cell.policy is not Policy.STATE:
        # Nearly all: nobody has written it again.
        only = versions[0]
        return [number, only.value, [[*only.meta.id, only.meta.eff]]]
    best = winner(cell, versions) if cell is not None else None
    return [number, best.value if best else None, sorted([*v.meta.id, v.meta.eff] for v in heads(versions))]
