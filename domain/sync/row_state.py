"""What is kept of a row: who wrote which value of which cell, and who voided or restored it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from domain.sync.entries import EntryId
from domain.sync.schema import Value


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


@dataclass(frozen=True, slots=True)
class RowState:
    table: int
    created: Meta | None = None
    cells: Mapping[int, tuple[Version, ...]] = field(default_factory=lambda: MappingProxyType({}))
    voids: tuple[VoidMark, ...] = ()
    restores: tuple[RestoreMark, ...] = ()
    touched: tuple[EntryId, ...] = ()
    shown: Mapping[EntryId, tuple[EntryId, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def saw(self, one: Meta, other: Meta) -> bool:
        """Whether the writer of one entry had been shown the other: head office's order, his own log or he says so."""
        return one.saw(other) or other.id in self.shown.get(one.id, ())


def cells_where(state: RowState, is_kept: Callable[[Version], bool]) -> dict[int, tuple[Version, ...]]:
    """A cell nobody has written is absent, never empty: else the digest would count it."""
    kept = {number: tuple(filter(is_kept, versions)) for number, versions in state.cells.items()}
    return {number: versions for number, versions in kept.items() if versions}
