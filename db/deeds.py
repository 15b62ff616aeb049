"""Entries as people ask about them: what waits to be sent, what head office did not apply, what touched a record."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from db.connection import Database
from db.entries import Entries, StoredStream
from db.outgoing import OutgoingEntries
from domain.sync.entries import CLOCK_UNITS_PER_MS, EntryId, Header, Malformed, Operation
from domain.sync.entry_bytes import decode_header
from domain.sync.judge import KNOWN_TWICE

MOST_DATED = 20_000


@dataclass(frozen=True)
class Deed:
    """One entry. `name` is its stable name for people; `written_at` is the writer's clock. `operations` is None when
    the bytes cannot be read. `is_held` by head office; `reason` is why it did not apply it."""

    name: str
    partition: str
    header: Header
    operations: tuple[Operation, ...] | None
    is_own: bool
    is_held: bool
    reason: str

    @property
    def written_at(self) -> datetime:
        return moment_of(self.header.clock)


def moment_of(clock: int) -> datetime:
    return datetime.fromtimestamp(clock / CLOCK_UNITS_PER_MS / 1000, UTC)


def name_of(partition: str, id: EntryId) -> str:
    text = f"{partition} {id.replica.hex()} {id.seq}"
    return hashlib.sha256(b"istiqbal/deed/1 " + text.encode()).hexdigest()[:16]


_COLUMNS = "e.id, e.replica, e.header, e.hub_seq, e.reason"


class Deeds:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._entries = Entries(db)
        self._outgoing = OutgoingEntries(db)

    def waiting(self, *, most: int) -> tuple[Deed, ...]:
        """What head office has not stated to hold, the newest first, no more than `most`."""
        found: list[Deed] = []
        for stream in self._streams():
            for replica, after in self._outgoing.unsent_logs(stream):
                rows = self._db.execute(
                    f"SELECT {_COLUMNS} FROM entry AS e WHERE e.stream = ? AND e.replica = ? AND e.seq > ? "  # noqa: S608
                    "ORDER BY e.seq DESC LIMIT ?",
                    (stream.id, replica, after, most),
                ).fetchall()
                found.extend(self._deed(stream, row, is_own=True) for row in rows)
        return tuple(sorted(found, key=lambda deed: deed.header.clock, reverse=True)[:most])

    def not_applied(self) -> tuple[Deed, ...]:
        """This laptop's own, of all its incarnations, that head office holds and has not applied; the newest first."""
        found: list[Deed] = []
        for stream in self._streams():
            rows = self._db.execute(
                f"SELECT {_COLUMNS} FROM entry AS e WHERE e.stream = ? AND e.hub_seq IS NOT NULL "  # noqa: S608
                "AND e.reason NOT IN ('', ?) AND e.replica IN (SELECT replica FROM replica) ORDER BY e.hub_seq DESC",
                (stream.id, KNOWN_TWICE),
            ).fetchall()
            found.extend(self._deed(stream, row, is_own=True) for row in rows)
        return tuple(found)

    def of(self, partition: str, ids: Iterable[EntryId]) -> tuple[Deed, ...]:
        """Those that are here, the newest first as the writers' clocks say."""
        stream = self._entries.stream(partition)
        own = self._entries.own_replicas()
        found = []
        for id in ids:
            row = self._db.execute(
                f"SELECT {_COLUMNS} FROM entry AS e WHERE e.stream = ? AND e.replica = ? AND e.seq = ?",  # noqa: S608
                (stream.id, *id),
            ).fetchone()
            if row is not None:
                found.append(self._deed(stream, row, is_own=id.replica in own))
        return tuple(sorted(found, key=lambda deed: deed.header.clock, reverse=True))

    def own_by_day(self, since: datetime) -> tuple[tuple[str, int], ...]:
        """(day, count) of what this laptop wrote since a moment, by the office's day. Of the newest MOST_DATED entries
        only: what came long ago is not read through."""
        rows = self._db.execute(
            "SELECT date(eff / ? / 1000, 'unixepoch', '+3 hours'), count(*) FROM ("
            "SELECT eff, replica FROM entry ORDER BY id DESC LIMIT ?"
            ") WHERE eff >= ? AND replica IN (SELECT replica FROM replica) GROUP BY 1 ORDER BY 1",
            (CLOCK_UNITS_PER_MS, MOST_DATED, int(since.timestamp() * 1000) * CLOCK_UNITS_PER_MS),
        )
        return tuple(rows)

    def last_clock(self) -> int:
        """The greatest clock of what this laptop wrote; 0 when it wrote nothing."""
        found = 0
        for stream in self._streams():
            for replica in self._entries.own_replicas():
                last = self._entries.last(stream, replica)
                found = max(found, last[0].clock if last else 0)
        return found

    def is_own(self, id: EntryId) -> bool:
        """Whether this laptop wrote it, under any of its names."""
        return id.replica in self._entries.own_replicas()

    def _streams(self) -> list[StoredStream]:
        return [self._entries.stream(name) for name in self._entries.partitions()]

    def _deed(
        self, stream: StoredStream, row: tuple[int, bytes, bytes, int | None, str | None], *, is_own: bool
    ) -> Deed:
        number, _, raw, hub_seq, reason = row
        header = decode_header(raw)
        try:
            operations = self._entries.operations(number)
        except Malformed:
            operations = None
        name = name_of(stream.partition, header.id)
        is_held = hub_seq is not None or (is_own and header.seq <= self._stated(stream, header))
        return Deed(name, stream.partition, header, operations, is_own, is_held, reason or "")

    def _stated(self, stream: StoredStream, header: Header) -> int:
        """How far head office holds a log by its own word: no stamp comes of a partition that is only sent."""
        return self._entries.acknowledged(stream).get(header.replica, 0)
