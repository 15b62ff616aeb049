"""The effective times of what head office has not stamped, which follow those of what it is built on. Every call is
inside a transaction of the caller's."""

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush

from msgspec.structs import replace

from db.entries import Entries
from db.projection import Projection
from db.stored import StoredEntry, StoredStream
from domain.sync.effective_time import bases_of, local_eff
from domain.sync.entries import EntryId, Malformed, Operation
from domain.sync.fold import restamp


class ProvisionalTimes:
    def __init__(self, entries: Entries, projection: Projection) -> None:
        self._entries = entries
        self._projection = projection

    def recompute_unstamped(self, stream: StoredStream, moved: set[EntryId]) -> None:
        """A stamp changed the effective time of an entry: local ones built on it follow (LOG.md, "Who wins"). They are
        looked for in the rows it touched, each after whatever it is built on: as they came here."""
        following = {entry.number: entry for id in moved for entry in self._following(stream, id)}
        waiting = list(following)
        heapify(waiting)
        while waiting:
            entry = following.pop(heappop(waiting))
            operations = self._entries.operations(entry.number)
            bases = bases_of(operations)
            if not bases & moved:
                continue
            eff = local_eff(entry.header.clock, self._entries.effs(stream, bases))
            if eff != entry.eff:
                moved.add(entry.header.id)
                self._entries.set_eff(entry.number, eff)
                self._restamp_packed(stream, replace(entry, eff=eff), operations)
                for later in self._following(stream, entry.header.id):
                    if later.number > entry.number and later.number not in following:
                        following[later.number] = later
                        heappush(waiting, later.number)

    def _following(self, stream: StoredStream, id: EntryId) -> Iterator[StoredEntry]:
        """What lies unstamped on the rows that an entry touched. A row nobody has edited has nothing on it."""
        entry = self._entries.find(stream, id)
        rows = {operation.row for operation in self._entries.operations(entry.number)} if entry is not None else set()
        states = (self._projection.find_packed(row) for row in sorted(rows))
        for other in {touched for state in states if state is not None for touched in state.touched} - {id}:
            found = self._entries.find(stream, other)
            if found is not None and not found.hub_seq and not found.is_parked:
                yield found

    def _restamp_packed(self, stream: StoredStream, entry: StoredEntry, operations: Iterable[Operation]) -> None:
        for row in dict.fromkeys(operation.row for operation in operations):
            packed = self._projection.find_packed(row)
            if packed is not None:
                self._projection.save_state(stream.id, row, restamp(packed, entry.meta), entry.number)

    def recompute_effs(self, stream: StoredStream) -> None:
        """Stamps were dropped: what they dated has its own clock again. The rows are refolded by the caller."""
        for entry in self._entries.unstamped(stream):
            try:
                bases = bases_of(self._entries.operations(entry.number))
            except Malformed:
                continue
            eff = local_eff(entry.header.clock, self._entries.effs(stream, bases))
            if eff != entry.eff:
                self._entries.set_eff(entry.number, eff)
