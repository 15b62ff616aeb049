"""From laptop to laptop, where no head office is in reach: what another one wrote is stored with its own device's
signature and shown, unstamped, until head office's stream brings its place or this laptop brings it to head office.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from db.connection import Database, begin_immediate
from db.entries import Entries, StoredEntry, StoredStream
from db.folding import Folding
from db.outgoing import OutgoingEntries, Positions
from db.projection import Projection
from domain.sync.chain import FIRST_HASH, operations_of
from domain.sync.effective_time import bases_of, local_eff
from domain.sync.entries import Entry, EntryId, Header, Malformed, Operation
from domain.sync.entry_bytes import decode_header
from domain.sync.erasure import without_subjects
from domain.sync.exchange import Outgoing
from domain.sync.second_name import is_second
from domain.sync.segments import ProvenSegment
from domain.sync.wire import Head, Proof


class Standing(Enum):
    """Why nothing of a segment was new: it is known; it begins later; this laptop holds another one of that name."""

    NEW = "new"
    KNOWN = "known"
    GAP = "gap"
    PARTED = "parted"


@dataclass(frozen=True)
class HandedOver:
    standing: Standing
    entries: int = 0
    operations: tuple[Operation, ...] = ()


class Handover(OutgoingEntries):
    """Of one open store. What comes in is proven by the caller."""

    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(db)
        self._folding = Folding(db, Entries(db), projection)

    # --- out ---------------------------------------------------------------------------------------------------------

    def heads(self, partition: str) -> list[Head]:
        """How far this laptop holds everybody's log."""
        stream = self._entries.stream(partition)
        rows = self._db.execute(
            "SELECT e.replica, e.seq, e.hash FROM entry AS e JOIN "
            "(SELECT replica, max(seq) AS seq FROM entry WHERE stream = ? GROUP BY replica) AS last "
            "ON e.replica = last.replica AND e.seq = last.seq WHERE e.stream = ? ORDER BY e.replica",
            (stream.id, stream.id),
        ).fetchall()
        return [Head(partition, replica, seq, digest) for replica, seq, digest in rows]

    def lacking(
        self, partition: str, held: Mapping[bytes, int], *, max_entries: int, max_bytes: int, beyond: Positions
    ) -> list[Outgoing]:
        """The next entries of any log that somebody lacks who holds what `held` says. Others' logs go as they were
        signed; one whose signatures this laptop never got is left out."""
        stream = self._entries.stream(partition)
        found: list[Outgoing] = []
        for item in self._lacking(stream, held, beyond, max_entries=max_entries, max_bytes=max_bytes):
            found.append(item)
            max_entries -= len(item.entries)
            max_bytes -= sum(entry.size for entry in item.entries)
            if max_entries <= 0 or max_bytes <= 0:
                break
        return found

    def _lacking(
        self, stream: StoredStream, held: Mapping[bytes, int], beyond: Positions, *, max_entries: int, max_bytes: int
    ) -> Iterator[Outgoing]:
        own = self._entries.own_replicas()
        for head in self.heads(stream.partition):
            after = max(held.get(head.replica, 0), beyond.get((stream.partition, head.replica), 0))
            if head.replica not in own:
                yield from self._signed(stream, head.replica, after)
                continue
            entries = tuple(self._after(stream, head.replica, after, None, max_entries, max_bytes))
            if entries:
                previous = self.hash_at(stream, head.replica, after)
                yield Outgoing(stream.partition, head.replica, previous, after + 1, entries)

    # --- in ----------------------------------------------------------------------------------------------------------

    def take(self, segment: ProvenSegment) -> HandedOver:
        """Stores what is new of it, in one transaction; the same segment again changes nothing."""
        with begin_immediate(self._db):
            stream = self._entries.stream(segment.partition)
            standing = self._standing(stream, segment)
            if standing is not Standing.NEW:
                return HandedOver(standing)
            last = self._last(stream, segment.replica)
            fresh = [(entry, header) for entry, header in segment.entries if header.seq > last]
            shown = [operation for entry, header in fresh for operation in self._store(stream, entry, header)]
            self._entries.add_proof(stream, segment.last, Proof(segment.device, segment.signature))
            shown.extend(self._folding.lay_parked(stream))
        return HandedOver(standing, len(fresh), tuple(shown))

    def count_foreign(self) -> int:
        """Entries of other laptops that are here and have no place in head office's stream yet."""
        found: int = self._db.execute(
            "SELECT count(*) FROM entry WHERE hub_seq IS NULL AND replica NOT IN (SELECT replica FROM replica)"
        ).fetchone()[0]
        return found

    def foreign_headers(self) -> tuple[Header, ...]:
        """Of these entries, as they came here."""
        rows = self._db.execute(
            "SELECT header FROM entry WHERE hub_seq IS NULL AND replica NOT IN (SELECT replica FROM replica) "
            "ORDER BY id"
        ).fetchall()
        return tuple(decode_header(header) for (header,) in rows)

    def _last(self, stream: StoredStream, replica: bytes) -> int:
        found = self._entries.last(stream, replica)
        return found[0].seq if found else 0

    def _standing(self, stream: StoredStream, segment: ProvenSegment) -> Standing:
        if self._is_of_another_device(stream, segment):
            return Standing.PARTED
        last = self._last(stream, segment.replica)
        before = segment.first_seq - 1
        if before > last:
            return Standing.GAP
        said = {before: segment.previous} | {header.seq: entry.hash for entry, header in segment.entries}
        for seq in range(before, min(last, segment.last.seq) + 1):
            held = FIRST_HASH if seq == 0 else self.hash_at(stream, segment.replica, seq)
            if held != said[seq]:
                return Standing.PARTED
        return Standing.KNOWN if segment.last.seq <= last else Standing.NEW

    def _is_of_another_device(self, stream: StoredStream, segment: ProvenSegment) -> bool:
        """The first device that speaks for a replica keeps it; this laptop speaks for its own. A second name is
        everybody's."""
        if is_second(segment.replica):
            return False
        if segment.replica in self._entries.own_replicas():
            return True
        found = self._db.execute(
            "SELECT 1 FROM segment WHERE stream = ? AND replica = ? AND device <> ? LIMIT 1",
            (stream.id, segment.replica, segment.device),
        ).fetchone()
        return found is not None

    def _store(self, stream: StoredStream, entry: Entry, header: Header) -> tuple[Operation, ...]:
        """What of it is shown now; nothing when it waits for what it is built on, or cannot be read here."""
        entry = without_subjects(entry, self._folding.erasure.subjects(stream.id))
        try:
            operations = operations_of(entry)
        except Malformed:
            operations = ()
        eff = local_eff(header.clock, self._entries.effs(stream, bases_of(operations)))
        number = self._entries.insert(stream, entry, EntryId(header.replica, header.seq), eff)
        if not operations or self._folding.lacks(header, operations):
            self._entries.set_parked(number, is_parked=True)
            return ()
        stored = StoredEntry(number, header, eff, 0, "", is_parked=False)
        self._folding.lay_over(stream, operations, stored.meta, number)
        return operations
