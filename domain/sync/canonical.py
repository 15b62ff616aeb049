"""What head office and every laptop agree on: the rows with only what is stamped, and the digest of them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from domain.sync.entries import Add
from domain.sync.fold import apply
from domain.sync.row_state import Meta, RowState, Version, cells_where
from domain.sync.schema import BY_NUMBER, Cell, Value
from domain.sync.winners import active_voids, heads, winner

_encode = msgspec.msgpack.Encoder().encode

Said = Sequence[object]  # of a cell: its number, its value, and whose word that is


class Digest(msgspec.Struct, frozen=True, gc=False):
    """How many rows, and the sum of their hashes modulo 2^64, of the canonical state of one partition."""

    count: int = 0
    total: int = 0

    def change(self, before: int, after: int) -> "Digest":
        count = self.count + (after != 0) - (before != 0)
        return Digest(count, (self.total + after - before) % (1 << 64))

    def with_rows(self, hashes: Sequence[int]) -> "Digest":
        """With these of rows that are shown and were not before."""
        return Digest(self.count + len(hashes), (self.total + sum(hashes)) % (1 << 64))


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
    plain = _written_once(state)
    if plain is not None:
        return hash_of(state.table, row, plain)
    agreed = canonical(state)
    if agreed.created is None:
        return 0
    table = BY_NUMBER[state.table]
    cells = [_said(table.find_cell(number), number, agreed.cells[number]) for number in sorted(agreed.cells)]
    voids = sorted([*mark.meta.id] for mark in active_voids(agreed))
    return hash_of(state.table, row, cells, voids)


def added_hash(operation: Add, meta: Meta) -> int:
    """The same of a row that nobody has touched before, when its adding has been stamped."""
    if not BY_NUMBER[operation.table].stateless.issuperset(operation.cells):
        return canonical_hash(operation.row, apply(None, operation, meta))
    who = ((*meta.id, meta.eff),)
    cells = [(number, value, who) for number, value in by_number(operation.cells).items()]
    return hash_of(operation.table, operation.row, cells)


def by_number(cells: Mapping[int, Value]) -> Mapping[int, Value]:
    """The cells in the order of their numbers, in which they are written."""
    return cells if _are_in_order(*cells) else dict(sorted(cells.items()))


@lru_cache(maxsize=1_000)
def _are_in_order(*numbers: int) -> bool:
    """The same few rows of numbers come again and again."""
    return list(numbers) == sorted(numbers)


def _written_once(state: RowState) -> list[Said] | None:
    """What the cells say where each has one stamped version and the row was never void; None elsewhere."""
    if state.created is None or not state.created.hub_seq or state.voids:
        return None
    if not BY_NUMBER[state.table].stateless.issuperset(state.cells):
        return None
    said: list[Said] = []
    for number, versions in sorted(state.cells.items()):
        version = versions[0]
        meta = version.meta
        if len(versions) > 1 or not meta.hub_seq:
            return None
        said.append([number, version.value, [[*meta.id, meta.eff]]])
    return said


def hash_of(table: int, row: str, cells: Sequence[Said], voids: Sequence[object] = ()) -> int:
    """Of what an agreed row says; `cells` by their numbers."""
    digest = sha256(_encode((table, row, cells, voids))).digest()
    return int.from_bytes(digest[:8], "big") or 1


def _said(cell: Cell | None, number: int, versions: tuple[Version, ...]) -> Said:
    best = winner(cell, versions) if cell is not None else None
    return [number, best.value if best else None, sorted([*v.meta.id, v.meta.eff] for v in heads(versions))]
