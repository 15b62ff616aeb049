"""Which kinds of record a write or a sync touched: every page refreshes what it shows of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Changes:
    kinds: frozenset[str] = frozenset()
    rows: tuple[str, ...] = ()

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.kinds | other.kinds, self.rows + other.rows)

    def __bool__(self) -> bool:
        return bool(self.kinds)


NO_CHANGES = Changes()
