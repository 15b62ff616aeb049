"""What goes to head office: this device's own logs, and others' that head office has lost and this laptop still has."""

from collections.abc import Iterable, Iterator, Mapping

from db.connection import Database
from db.entries import Entries, StoredStream
from domain.sync.chain import FIRST_HASH
from domain.sync.entries import Entry
from domain.sync.erasure import in_place
from domain.sync.exchange import Outgoing
from domain.sync.second_name import MARK
from domain.sync.wire import MOST_ASKED, ReplicaName

READ_AT_ONCE = 100

Positions = Mapping[tuple[str, bytes], int]
"""The last entry of a partition and replica."""

SECOND_NAMES = MARK.hex().upper() + "*"
# A log of a second name is one entry, and at head office as soon as it has its place there.
UNSENT_LOGS = """
    SELECT r.replica, coalesce(a.seq, 0) AS held, (
        SELECT e.id FROM entry AS e WHERE e.stream = :stream AND e.replica = r.replica AND e.seq > coalesce(a.seq, 0)
        AND NOT (hex(e.replica) GLOB :second AND e.hub_seq IS NOT NULL) ORDER BY e.seq LIMIT 1
    ) AS first
    FROM replica AS r LEFT JOIN acknowledged AS a ON a.stream = :stream AND a.replica = r.replica
    WHERE first IS NOT NULL ORDER BY first
"""


class OutgoingEntries:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._entries = Entries(db)

    def unsent_logs(self, stream: StoredStream) -> list[tuple[bytes, int]]:
        """The logs of this database's own names that head office has not stated to hold to their end, and how far it
        holds them; what was written first comes first, whatever the clock said."""
        rows = self._db.execute(UNSENT_LOGS, {"stream": stream.id, "second": SECOND_NAMES}).fetchall()
        return [(replica, held) for replica, held, _ in rows]

    def own(
        self, stream: StoredStream, *, max_entries: int, max_bytes: int, beyond: Positions | None = None
    ) -> Iterator[Outgoing]:
        """The next entries that head office has not stated to hold, within the budget; after those `beyond` names.

        Nothing while it has not said how far it holds what they may be built on: a name that it has lost may since have
        been given to something else, and this would be taken to be built on that."""
        if beyond is None and self.is_unsure(stream):
            return
        for replica, held in self.unsent_logs(stream):
            after = max(held, (beyond or {}).get((stream.partition, replica), 0))
            entries = tuple(self._after(stream, replica, after, None, max_entries, max_bytes))
            if entries:
                max_entries -= len(entries)
                max_bytes -= sum(entry.size for entry in entries)
                yield Outgoing(stream.partition, replica, self.hash_at(stream, replica, after), after + 1, entries)
            if max_entries <= 0 or max_bytes <= 0:
                return

    def is_unsure(self, stream: StoredStream) -> bool:
        """Whether nothing of its own may go out yet."""
        held = self._entries.acknowledged(stream)
        own = self._entries.own_replicas()
        names = [name.replica for name in self.asked(stream)[:MOST_ASKED]]
        return any(replica not in held for replica in names if replica not in own)

    def following(self, stream: StoredStream, item: Outgoing, *, max_entries: int, max_bytes: int) -> Outgoing | None:
        """What goes on in a log of its own after what is on its way to head office already."""
        entries = tuple(self._after(stream, item.replica, item.last_seq, None, max_entries, max_bytes))
        if not entries:
            return None
        return Outgoing(item.partition, item.replica, item.entries[-1].hash, item.last_seq + 1, entries)

    def is_next(self, streams: Iterable[StoredStream], item: Outgoing, *, behind: Outgoing | None = None) -> bool:
        """Whether what goes out would begin there, and no other log waits. With `behind`, once head office states that
        it holds that, which began where it holds this log now."""
        found = []
        for stream in streams:
            if any(self.others(stream, max_entries=1, max_bytes=1)):
                return False
            if not self.is_unsure(stream):
                found += [(stream, replica, held) for replica, held in self.unsent_logs(stream)]
        if len(found) != 1:
            return False
        stream, replica, held = found[0]
        if behind is not None and held + 1 == behind.first_seq:
            held = behind.last_seq
        is_there = (stream.partition, replica, held + 1) == (item.partition, item.replica, item.first_seq)
        return is_there and self.hash_at(stream, replica, held) == item.previous

    # --- what others wrote ---------------------------------------------------------------------------------------

    def asked(self, stream: StoredStream) -> list[ReplicaName]:
        """Logs of which head office may have lost the end, others' and those of older incarnations, which it may not
        even know to be this laptop's any more: it is asked how far it holds them."""
        rows = self._db.execute(
            "SELECT DISTINCT replica FROM entry WHERE stream = ? AND hub_seq IS NULL "
            "AND replica NOT IN (SELECT replica FROM replica WHERE is_current = 1) ORDER BY replica",
            (stream.id,),
        ).fetchall()
        return [ReplicaName(stream.partition, replica) for (replica,) in rows]

    def others(
        self, stream: StoredStream, *, max_entries: int, max_bytes: int, beyond: Positions | None = None
    ) -> Iterator[Outgoing]:
        """Whole segments as their own devices signed them, of logs whose end head office has stated: at least one.
        With `beyond`, for a stick, also of those it was never asked about: it cannot be asked."""
        held = self._entries.acknowledged(stream)
        own = self._entries.own_replicas()
        for name in self.asked(stream):
            if name.replica in own:
                continue
            after = held.get(name.replica)
            if beyond is not None:
                known = self._entries.last_stamped(stream, name.replica) if after is None else after
                after = max(known, beyond.get((stream.partition, name.replica), 0))
            if after is None:
                continue
            for item in self._signed(stream, name.replica, after):
                max_entries -= len(item.entries)
                max_bytes -= sum(entry.size for entry in item.entries)
                yield item
                if max_entries <= 0 or max_bytes <= 0:
                    return

    def _signed(self, stream: StoredStream, replica: bytes, after: int) -> Iterator[Outgoing]:
        for device, last, signature in self._proofs(stream, replica, after):
            entries = tuple(self._after(stream, replica, after, last, last - after, 1 << 62))
            if len(entries) < last - after:
                return
            previous = self.hash_at(stream, replica, after)
            yield Outgoing(stream.partition, replica, previous, after + 1, entries, device, signature)
            after = last

    def _proofs(self, stream: StoredStream, replica: bytes, after: int) -> list[tuple[bytes, int, bytes]]:
        """Of segments whose device head office can know by its certificate."""
        return self._db.execute(
            "SELECT s.device, s.last_seq, s.signature FROM segment AS s JOIN device AS d ON d.device = s.device "
            "WHERE s.stream = ? AND s.replica = ? AND s.last_seq > ? ORDER BY s.last_seq",
            (stream.id, replica, after),
        ).fetchall()

    # --- entries -------------------------------------------------------------------------------------------------

    def _after(
        self,
        stream: StoredStream,
        replica: bytes,
        after: int,
        last: int | None,
        max_entries: int,
        max_bytes: int,
    ) -> Iterator[Entry]:
        rows = self._db.execute(
            "SELECT id, header, hash FROM entry WHERE stream = ? AND replica = ? AND seq > ? AND seq <= ? "
            "ORDER BY seq LIMIT ?",
            (stream.id, replica, after, last or 1 << 62, max_entries),
        ).fetchall()
        size = 0
        for start in range(0, len(rows), READ_AT_ONCE):
            piece = rows[start : start + READ_AT_ONCE]
            parts = self._entries.parts_of([number for number, _, _ in piece])
            for number, header, digest in piece:
                entry = Entry(header, digest, in_place(header, parts.get(number, ())))
                size += entry.size
                if size > max_bytes and size > entry.size:
                    return
                yield entry

    def hash_at(self, stream: StoredStream, replica: bytes, seq: int) -> bytes:
        """Nothing when there is no such entry here."""
        if seq == 0:
            return FIRST_HASH
        found = self._db.execute(
            "SELECT hash FROM entry WHERE stream = ? AND replica = ? AND seq = ?", (stream.id, replica, seq)
        ).fetchone()
        return found[0] if found else b""
