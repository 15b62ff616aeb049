"""When an entry counts as written: what comes after what it was built on, whatever the clocks say (LOG.md)."""

from collections.abc import Iterable

from domain.sync.entries import CLOCK_UNITS_PER_MS, EntryId, Operation, Put, Restore

LATEST_AHEAD_MS = 5 * 60 * 1000


def local_eff(clock: int, base_effs: Iterable[int]) -> int:
    return max(clock, max(base_effs, default=0) + 1)


def stamped_eff(clock: int, received_ms: int, base_effs: Iterable[int]) -> int:
    """The effective time of an entry, set once by the hub: a clock that runs ahead is held to 5 minutes."""
    held = min(clock, (received_ms + LATEST_AHEAD_MS) * CLOCK_UNITS_PER_MS)
    return max(held, max(base_effs, default=0) + 1) if base_effs else max(held, 1)


def stamped_effs(clocks: Iterable[int], received_ms: int) -> list[int]:
    """The same of entries that are built on none."""
    latest = (received_ms + LATEST_AHEAD_MS) * CLOCK_UNITS_PER_MS
    return [max(min(clock, latest), 1) for clock in clocks]


def bases_of(operations: Iterable[Operation]) -> set[EntryId]:
    found: set[EntryId] = set()
    for operation in operations:
        if isinstance(operation, Put):
            for ids in operation.bases.values():
                found.update(ids)
        elif isinstance(operation, Restore):
            found.update(operation.voids)
    return found
