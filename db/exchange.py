"""What the client of sync reads and writes in the store."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.arrivals import Arrived, Parted
from db.connection import Database, naming_failures
from db.entries import StoredStream
from db.incarnation import Incarnation, OwnNames
from db.log import Clock, Log, changes_of
from db.notices import Notices
from db.outgoing import OutgoingEntries, Positions
from db.reissue import Reissued
from db.settings import Settings
from domain.sync.card import is_known
from domain.sync.chain import FIRST_HASH
from domain.sync.changes import Changes
from domain.sync.comparing import Hashes
from domain.sync.entries import CLOCK_UNITS_PER_MS, EntryId, Malformed
from domain.sync.entry_bytes import decode_header
from domain.sync.exchange import Enrolment, Outgoing, Problem, Waiting
from domain.sync.notices import HUB_RESTORED, REPLICA_FORKED, REPLICA_RESTORED, ROWS_MENDED
from domain.sync.second_name import is_second
from domain.sync.wire import Cursor, DeviceCertificate, ForkPlace, Head, ReplicaName, Stamped, Stream

DEVICE_KEY = "device.key"
ENROLMENT = "enrolment"
LAST_REACHED = "sync.reached"
LAST_PROBLEM = "sync.last_problem"
COMPARED = "sync.compared."
COMPARISON_LEFT = "sync.comparison_left."


class Exchange:
    def __init__(
        self,
        db: Database,
        log: Log,
        settings: Settings,
        incarnation: Incarnation,
        notices: Notices,
        *,
        clock: Clock,
    ) -> None:
        self._db = db
        self._log = log
        self._settings = settings
        self._incarnation = incarnation
        self._notices = notices
        self._clock = clock
        self._outgoing = OutgoingEntries(db)

    def replica(self) -> bytes:
        return self._incarnation.replica

    def nonce(self) -> bytes:
        return self._incarnation.nonce()

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

    def cursors(self, *, all_marks: Collection[str] = ()) -> list[Cursor]:
        """`all_marks` names partitions of which head office wants to know every place that was passed."""
        found = []
        for stream in self._log.streams():
            marks = self._log.marks(stream, is_whole=stream.partition in all_marks)
            digest = self._log.wire_digest(stream.partition)
            found.append(Cursor(stream.partition, stream.epoch, stream.cursor, digest, marks))
        return found

    def begin_round(self, *, may_void: bool) -> None:
        """`may_void` when a person has said that head office may void however much it likes."""
        self._log.begin_round(may_void=may_void)

    # --- going out -----------------------------------------------------------------------------------------------

    def outgoing(self, *, max_entries: int, max_bytes: int, beyond: Positions | None = None) -> list[Outgoing]:
        """What head office has lost of others', which own work may be built on; then the next entries of every
        incarnation of this device that it has not stated to hold. `beyond` names what a stick carries already
        (`db.outgoing`)."""
        found: list[Outgoing] = []
        for choose in (self._outgoing.others, self._outgoing.own):
            for stream in self._log.streams():
                if max_entries <= 0 or max_bytes <= 0:
                    return found
                for item in choose(stream, max_entries=max_entries, max_bytes=max_bytes, beyond=beyond):
                    found.append(item)
                    max_entries -= len(item.entries)
                    max_bytes -= sum(entry.size for entry in item.entries)
        return found

    def following(self, item: Outgoing, *, max_entries: int, max_bytes: int) -> Outgoing | None:
        """What goes out after this, of the same log, if head office states that it holds it then (`is_next`)."""
        stream = self._log.stream(item.partition)
        return self._outgoing.following(stream, item, max_entries=max_entries, max_bytes=max_bytes)

    def is_next(self, item: Outgoing, *, behind: Outgoing | None = None) -> bool:
        """Whether `outgoing` would begin there, and no other log waits (`db.outgoing`)."""
        return self._outgoing.is_next(self._log.streams(), item, behind=behind)

    def asked(self) -> list[ReplicaName]:
        """Others' logs, and its own older ones, of which this laptop may hold more than head office."""
        return [name for stream in self._log.streams() for name in self._outgoing.asked(stream)]

    def certificates(self, devices: Collection[bytes]) -> list[DeviceCertificate]:
        rows = self._db.execute("SELECT device, certificate FROM device ORDER BY device").fetchall()
        return [msgspec.msgpack.decode(raw, type=DeviceCertificate) for device, raw in rows if device in devices]

    def association_devices(self) -> list[DeviceCertificate]:
        """Every device this laptop has heard of that head office has certified; none before it has joined."""
        enrolment = self.find_enrolment()
        if enrolment is None:
            return []
        rows = self._db.execute("SELECT certificate FROM device ORDER BY device").fetchall()
        devices = [msgspec.msgpack.decode(raw, type=DeviceCertificate) for (raw,) in rows]
        return [one for one in devices if is_known(one, association=enrolment.association, hub_key=enrolment.hub_key)]

    def save_certificates(self, certificates: Mapping[bytes, DeviceCertificate]) -> None:
        """By device: they go back to head office with what it has lost of these devices."""
        for device, certificate in certificates.items():
            self._db.execute(
                "INSERT OR REPLACE INTO device (device, certificate) VALUES (?, ?)",
                (device, msgspec.msgpack.encode(certificate)),
            )

    # --- coming in -----------------------------------------------------------------------------------------------

    def acknowledge(self, head: Head, *, sent_to: int = 0) -> None:
        """Remembers what head office says it holds of a log; `sent_to` is the last entry of it that the answered
        request carried, which head office has compared with its own.

        A head beyond this database's own log, or of another entry, means that it was restored or copied: it goes on
        under a new name, and what is not known to be held is sent again, so that head office says where the two part.
        """
        stream = self._log.stream(head.partition)
        last = self._log.last_seq(stream, head.replica)
        if is_second(head.replica) and head.seq:
            self._hold(stream, head.replica, min(head.seq, last))
            return
        if head.seq <= last and self._outgoing.hash_at(stream, head.replica, head.seq) == (
            head.hash if head.seq else FIRST_HASH
        ):
            self._hold(stream, head.replica, head.seq)
            return
        if head.replica == self._incarnation.replica:
            self._log.continue_as(self._incarnation.renew(REPLICA_RESTORED))
        self._hold(stream, head.replica, self._proven(stream, head, last, sent_to))

    def _proven(self, stream: StoredStream, head: Head, last: int, sent_to: int) -> int:
        """How far a log is known to be the one that head office holds, when its head is not of this database."""
        stamped = self._log.last_stamped(stream, head.replica)
        if head.seq <= last:
            return min(stamped, head.seq - 1)
        confirmed = min(sent_to, last) if head.seq >= sent_to else 0
        before = self._log.acknowledged(stream).get(head.replica, 0)
        return max(stamped, confirmed, min(before, last))

    def _hold(self, stream: StoredStream, replica: bytes, seq: int) -> None:
        if self._log.acknowledged(stream).get(replica) == seq:
            return  # every write waits for the disk
        with naming_failures():
            self._db.execute(
                "INSERT INTO acknowledged (stream, replica, seq) VALUES (?, ?, ?) "
                "ON CONFLICT (stream, replica) DO UPDATE SET seq = excluded.seq",
                (stream.id, replica, seq),
            )

    def reissue(self, place: ForkPlace) -> int:
        """Two databases wrote under one name, and head office holds the other's entries from there on: this one's go
        on under new names. Returns how many there were. A second name is of one entry only: what head office holds
        under it is this one, in other bytes, and its stream brings them."""
        if is_second(place.replica):
            self._hold(self._log.stream(place.partition), place.replica, place.seq)
            return 0
        return self._reissue(place)

    def _reissue(self, place: ForkPlace) -> int:
        done = self._log.reissue(
            place.partition,
            EntryId(place.replica, place.seq),
            own=OwnNames(self._incarnation),
            beside=lambda done: self._note_fork(place.partition, done),
        )
        if done.replica is not None:
            self._incarnation.replica = done.replica
            self._incarnation.write_sidecar()
        return done.count

    def _note_fork(self, partition: str, done: Reissued) -> None:
        if done.count:
            self._notices.add(REPLICA_FORKED, at_ms=self._clock(), count=done.count, detail=partition)

    def receive(self, stream: Stream) -> Changes:
        """Applies the next positions. Raises Malformed; an entry under a name that was given twice is told apart
        first (`reissue`)."""
        while True:
            try:
                return changes_of(self._receive(stream).operations)
            except Parted as parted:
                place = ForkPlace(parted.partition, *parted.id)
                # Going back was undone with the rest: what lost its stamp by it can have a new name only after it.
                is_told_apart = self._reissue(place) or (self._go_back(stream) and self._reissue(place))
                if not is_told_apart:
                    raise Malformed("head office holds another entry under this name") from parted

    def _receive(self, stream: Stream) -> Arrived:
        arrived = self._log.receive(stream)
        if arrived.dropped:
            self._notices.add(HUB_RESTORED, at_ms=self._clock(), count=arrived.dropped, detail=stream.partition)
        return arrived

    def _go_back(self, stream: Stream) -> bool:
        """To where head office's stream parts from what is here, and no further yet."""
        return self._receive(msgspec.structs.replace(stream, items=[])).dropped > 0

    def is_partial(self, partition: str) -> bool:
        """Whether something that head office has applied waits here, so that the digests cannot agree."""
        return self._log.is_partial(partition)

    def rebuild(self) -> None:
        self._log.rebuild()

    # --- where it differs ----------------------------------------------------------------------------------------

    def row_hashes(self, partition: str, *, after: bytes | None, most: int) -> Hashes:
        return self._log.mending.hashes(self._log.stream(partition), after=after, most=most)

    def touched(self, rows: Collection[bytes]) -> frozenset[EntryId]:
        return self._log.mending.touched(rows)

    def hashes_of(self, rows: Collection[bytes]) -> dict[bytes, int]:
        return {row: self._log.mending.hash_of(row) for row in rows}

    def replace_entries(self, partition: str, items: Sequence[Stamped]) -> int:
        return self._log.replace_entries(partition, items)

    def note_mended(self, partition: str, count: int) -> None:
        self._notices.add(ROWS_MENDED, at_ms=self._clock(), count=count, detail=partition)

    def leave_comparison(self, partition: str) -> bool:
        """Leaves what is due to the next round; False when one has left it already."""
        if self._settings.find(COMPARISON_LEFT + partition) is not None:
            return False
        self._settings.save(COMPARISON_LEFT + partition, "1")
        return True

    def last_compared(self, partition: str) -> datetime | None:
        found = self._settings.find(COMPARED + partition)
        return datetime.fromisoformat(found) if found else None

    def note_compared(self, partition: str, at: datetime) -> None:
        self._settings.save(COMPARED + partition, at.isoformat())
        self._settings.remove(COMPARISON_LEFT + partition)

    # --- what is said of it --------------------------------------------------------------------------------------

    def waiting(self) -> Waiting:
        """Own entries that head office has not stated to hold durably."""
        count, oldest = 0, None
        for stream in self._log.streams():
            for replica, after in self._outgoing.unsent_logs(stream):
                condition = "FROM entry WHERE stream = ? AND replica = ? AND seq > ?"
                key = (stream.id, replica, after)
                count += self._db.execute(f"SELECT count(*) {condition}", key).fetchone()[0]
                first = self._db.execute(f"SELECT header {condition} ORDER BY seq LIMIT 1", key).fetchone()
                if first:
                    clock = decode_header(first[0]).clock
                    oldest = clock if oldest is None else min(oldest, clock)
        since = datetime.fromtimestamp(oldest / CLOCK_UNITS_PER_MS / 1000, UTC) if oldest is not None else None
        return Waiting(count, since, self._log.count_parked())

    def note_sync(self, *, at: datetime, problem: Problem | None) -> None:
        if problem is None:
            self._settings.save(LAST_REACHED, at.isoformat())
            self._settings.remove(LAST_PROBLEM)
        else:
            self._settings.save(LAST_PROBLEM, msgspec.json.encode(problem).decode())

    def last_reached(self) -> datetime | None:
        found = self._settings.find(LAST_REACHED)
        return datetime.fromisoformat(found) if found else None

    def last_problem(self) -> Problem | None:
        """Of the last round, with what was said about it."""
        found = self._settings.find(LAST_PROBLEM)
        return msgspec.json.decode(found, type=Problem) if found else None
