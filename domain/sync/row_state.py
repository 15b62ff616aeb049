"""What is kept of a row: who wrote which value of which cell, and who voided or restored it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from domain.sync.entries import EntryId
from domain.sync.schema import Value

NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Meta(msgspec.Struct, frozen=True, gc=False):
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


class Version(msgspec.Struct, frozen=True, gc=False):
    """A candidate of a cell."""

    meta: Meta
    value: Value
    base: tuple[EntryId, ...]


class VoidMark(msgspec.Struct, frozen=True, gc=False):
    meta: Meta
    reason: str


class RestoreMark(msgspec.Struct, frozen=True, gc=False):
    meta: Meta
    voids: tuple[EntryId, ...]


class RowState(msgspec.Struct, frozen=True, gc=False):
    table: int
    created: Meta | None = None
    cells: Mapping[int, tuple[Version, ...]] = msgspec.field(default_factory=lambda: NOTHING)
    voids: tuple[VoidMark, ...] = ()
    restores: tuple[RestoreMark, ...] = ()
    touched: tuple[EntryId, ...] = ()
    shown: Mapping[EntryId, tuple[EntryId, ...]] = msgspec.field(default_factory=lambda: NOTHING)

    def saw(self, one: Meta, other: Meta) -> bool:
        """Whether the writer of one entry had been shown the other: head office's order, his own log or he says so."""
        return one.saw(other) or other.id in self.shown.get(one.id, ())


def cells_where(state: RowState, is_kept: Callable[[Version], bool]) -> dict[int, tuple[Version, ...]]:
    """A cell nobody has written is absent, never empty: else the digest would count it."""
    kept = {number: tuple(filter(is_kept, versions)) for number, versions in state.cells.items()}
    return {number: versions for number, versions in kept.items() if versions}
