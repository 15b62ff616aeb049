"""What the client of sync reads and writes in the store."""

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.connection import Database
from db.entries import StoredStream
from db.log import Log
from db.settings import Settings
from domain.errors import RuleBroken
from domain.sync.changes import Changes
from domain.sync.entries import CLOCK_UNITS_PER_MS, FIRST_HASH, Entry, Part, decode_header
from domain.sync.exchange import Enrolment, Outgoing, Waiting
from domain.sync.wire import Cursor, Head, Stream

DEVICE_KEY = "device.key"
ENROLMENT = "enrolment"
LAST_REACHED = "sync.reached"
LAST_PROBLEM = "sync.problem"


class Exchange:
    def __init__(self, db: Database, log: Log, settings: Settings, *, replica: bytes) -> None:
        self._db = db
        self._log = log
        self._settings = settings
        self._replica = replica

    def replica(self) -> bytes:
        return self._replica

    def device_key(self) -> Ed25519PrivateKey:
        seed = self._settings.find_secret(DEVICE_KEY)
        if seed is None:
            raise KeyError(DEVICE_KEY)
        return Ed25519PrivateKey.from_private_bytes(seed)

    def find_enrolment(self) -> Enrolment | None:
        raw = self._settings.find_secret(ENROLMENT)
        return msgspec.msgpack.decode(raw, type=Enrolment) if raw else None

    def save_enrolment(self, enrolment: Enrolment) -> None:
        self._settings.save_secret(ENROLMENT, msgspec.msgpack.encode(enrolment))

    def cursors(self) -> list[Cursor]:
        return [
            Cursor(stream.partition, stream.epoch, stream.cursor, self._log.wire_digest(stream.partition))
            for stream in self._log.streams()
        ]

    # --- going out -----------------------------------------------------------------------------------------------

    def outgoing(self, *, max_entries: int, max_bytes: int) -> list[Outgoing]:
        """The next entries of every incarnation of this device that head office has not stated to hold."""
        found: list[Outgoing] = []
        for stream in self._log.streams():
            for replica, after in self._replicas(stream):
                entries = tuple(self._entries(stream, replica, after, max_entries, max_bytes))
                if entries:
                    max_entries -= len(entries)
                    max_bytes -= sum(map(_size, entries))
                    previous = self._hash_at(stream, replica, after)
                    found.append(Outgoing(stream.partition, replica, previous, after + 1, entries))
                if max_entries <= 0 or max_bytes <= 0:
                    return found
        return found

    def _replicas(self, stream: StoredStream) -> list[tuple[bytes, int]]:
        rows = self._db.execute(
            "SELECT r.replica, coalesce(a.seq, 0) FROM replica AS r "
            "LEFT JOIN acknowledged AS a ON a.stream = ? AND a.replica = r.replica ORDER BY r.made_at, r.replica",
            (stream.id,),
        ).fetchall()
        return [(replica, seq) for replica, seq in rows]

    def _entries(
        self, stream: StoredStream, replica: bytes, after: int, max_entries: int, max_bytes: int
    ) -> Iterator[Entry]:
        rows = self._db.execute(
            "SELECT id, header, hash FROM entry WHERE stream = ? AND replica = ? AND seq > ? ORDER BY seq LIMIT ?",
            (stream.id, replica, after, max_entries),
        ).fetchall()
        size = 0
        for number, header, digest in rows:
            parts = self._db.execute("SELECT salt, data FROM part WHERE entry = ? ORDER BY n", (number,)).fetchall()
            entry = Entry(header, digest, tuple(Part(salt, data) for salt, data in parts))
            size += _size(entry)
            if size > max_bytes and size > _size(entry):
                return
            yield entry

    def _hash_at(self, stream: StoredStream, replica: bytes, seq: int) -> bytes:
        if seq == 0:
            return FIRST_HASH
        found = self._db.execute(
            "SELECT hash FROM entry WHERE stream = ? AND replica = ? AND seq = ?", (stream.id, replica, seq)
        ).fetchone()
        return found[0] if found else b""

    # --- coming in -----------------------------------------------------------------------------------------------

    def acknowledge(self, head: Head) -> None:
        """Remembers what head office says it holds. Raises RuleBroken `sync.fork` when that is not this log."""
        stream = self._log.stream(head.partition)
        held = self._hash_at(stream, head.replica, head.seq)
        # What an older incarnation sent and this one has lost, as after a restored backup, comes back with the stream.
        is_lost = not held and head.replica != self._replica
        if head.seq and held != head.hash and not is_lost:
            raise RuleBroken(
                "sync.fork",
                ar="سجل هذا الجهاز لا يطابق ما لدى المركز الرئيس، فقد استُعيد من نسخة قديمة أو نُسخ. "
                "عملك محفوظ هنا؛ أبلغ مدير النظام.",
                en="Head office holds another log under this device's name: it was restored or copied. "
                "Your work is safe here; tell the administrator.",
            )
        self._db.execute(
            "INSERT INTO acknowledged (stream, replica, seq) VALUES (?, ?, ?) "
            "ON CONFLICT (stream, replica) DO UPDATE SET seq = excluded.seq",
            (stream.id, head.replica, head.seq),
        )

    def receive(self, stream: Stream) -> Changes:
        return self._log.receive(stream)

    def rebuild(self) -> None:
        self._log.rebuild()

    # --- what is said of it --------------------------------------------------------------------------------------

    def waiting(self) -> Waiting:
        """Own entries that head office has not stated to hold durably."""
        count, oldest = 0, None
        for stream in self._log.streams():
            for replica, after in self._replicas(stream):
                condition = "FROM entry WHERE stream = ? AND replica = ? AND seq > ?"
                key = (stream.id, replica, after)
                count += self._db.execute(f"SELECT count(*) {condition}", key).fetchone()[0]
                first = self._db.execute(f"SELECT header {condition} ORDER BY seq LIMIT 1", key).fetchone()
                if first:
                    clock = decode_header(first[0]).clock
                    oldest = clock if oldest is None else min(oldest, clock)
        since = datetime.fromtimestamp(oldest / CLOCK_UNITS_PER_MS / 1000, UTC) if oldest is not None else None
        return Waiting(count, since)

    def note_sync(self, *, at: datetime, problem: str | None) -> None:
        if problem is None:
            self._settings.save(LAST_REACHED, at.isoformat())
            self._settings.remove(LAST_PROBLEM)
        else:
            self._settings.save(LAST_PROBLEM, problem)

    def last_reached(self) -> datetime | None:
        found = self._settings.find(LAST_REACHED)
        return datetime.fromisoformat(found) if found else None

    def last_problem(self) -> str | None:
        return self._settings.find(LAST_PROBLEM)


def _size(entry: Entry) -> int:
    return len(entry.header) + sum(len(part.data) + len(part.salt) for part in entry.parts)
