"""The streams: what laptops wrote, in head office's order, and the rows that come out of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.sync.entries import FIRST_HASH, Entry, EntryId, Part, row_bytes, row_text
from domain.sync.fold import Digest, RowState
from domain.sync.packing import pack, unpack
from headoffice.store.connection import Connection

FIRST_EPOCH = 1


@dataclass(frozen=True)
class StreamHead:
    partition: str
    epoch: int
    head: int
    digest: Digest


@dataclass(frozen=True)
class ReplicaHead:
    """The last entry of a replica that is held; `seq` 0 when there is none."""

    seq: int
    hash: bytes


@dataclass(frozen=True)
class Stamp:
    hub_seq: int
    id: EntryId
    received_ms: int
    eff: int
    reason: str


class Streams:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association

    # --- heads ---------------------------------------------------------------------------------------------------

    def lock(self, partition: str) -> StreamHead:
        """The head, whose row nobody else moves before this transaction ends. Asked for in sorted order."""
        self._db.run(
            "INSERT INTO stream_head (association_id, partition, epoch, head, digest_count, digest_total) "
            "VALUES (?, ?, ?, 0, 0, '0') ON CONFLICT (association_id, partition) DO UPDATE SET head = head",
            self._association,
            partition,
            FIRST_EPOCH,
        )
        return self.head(partition)

    def head(self, partition: str) -> StreamHead:
        found = self._db.row(
            "SELECT epoch, head, digest_count, digest_total FROM stream_head "
            "WHERE association_id = ? AND partition = ?",
            self._association,
            partition,
        )
        if found is None:
            return StreamHead(partition, FIRST_EPOCH, 0, Digest())
        epoch, head, count, total = found
        return StreamHead(partition, epoch, head, Digest(count, int(total)))  # type: ignore[arg-type,call-overload]

    def move(self, head: StreamHead) -> None:
        self._db.run(
            "UPDATE stream_head SET head = ?, digest_count = ?, digest_total = ? "
            "WHERE association_id = ? AND partition = ?",
            head.head,
            head.digest.count,
            str(head.digest.total),
            self._association,
            head.partition,
        )

    def replica_head(self, partition: str, replica: bytes) -> ReplicaHead:
        found = self._db.row(
            "SELECT seq, hash FROM replica_head WHERE association_id = ? AND partition = ? AND replica = ?",
            self._association,
            partition,
            replica,
        )
        return ReplicaHead(*found) if found else ReplicaHead(0, FIRST_HASH)  # type: ignore[arg-type]

    def move_replica(self, partition: str, replica: bytes, head: ReplicaHead) -> None:
        self._db.run(
            "INSERT INTO replica_head (association_id, partition, replica, seq, hash) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (association_id, partition, replica) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
            self._association,
            partition,
            replica,
            head.seq,
            head.hash,
        )

    # --- entries -------------------------------------------------------------------------------------------------

    def hashes(self, partition: str, replica: bytes, first: int, last: int) -> dict[int, bytes]:
        """Of the entries held between two numbers, both included."""
        rows = self._db.rows(
            "SELECT seq, hash FROM entry WHERE association_id = ? AND partition = ? AND replica = ? "
            "AND seq BETWEEN ? AND ?",
            self._association,
            partition,
            replica,
            first,
            last,
        )
        return dict(rows.fetchall())

    def add_segment(self, partition: str, last: EntryId, *, device: bytes, signature: bytes, received_ms: int) -> None:
        """Keeps the device's signature: it proves every entry up to this one to any other laptop."""
        self._db.run(
            "INSERT INTO segment (association_id, partition, replica, last_seq, device, signature, received_ms) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            self._association,
            partition,
            last.replica,
            last.seq,
            device,
            signature,
            received_ms,
        )

    def add_entry(self, partition: str, epoch: int, entry: Entry, stamp: Stamp) -> None:
        key = (self._association, partition, stamp.id.replica, stamp.id.seq)
        self._db.run(
            "INSERT INTO entry (association_id, partition, replica, seq, header, hash) VALUES (?, ?, ?, ?, ?, ?)",
            *key,
            entry.header,
            entry.hash,
        )
        for number, part in enumerate(entry.parts):
            self._db.run(
                "INSERT INTO part (association_id, partition, replica, seq, n, salt, data) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                *key,
                number,
                part.salt,
                part.data,
            )
        self._db.run(
            "INSERT INTO stamp (association_id, partition, replica, seq, epoch, hub_seq, received_ms, eff, reason) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *key,
            epoch,
            stamp.hub_seq,
            stamp.received_ms,
            stamp.eff,
            stamp.reason,
        )

    def find_eff(self, partition: str, epoch: int, id: EntryId) -> int | None:
        found = self._db.row(
            "SELECT eff FROM stamp "
            "WHERE association_id = ? AND partition = ? AND epoch = ? AND replica = ? AND seq = ?",
            self._association,
            partition,
            epoch,
            id.replica,
            id.seq,
        )
        return found[0] if found else None  # type: ignore[return-value]

    def stamps(self, partition: str, epoch: int, *, after: int, most: int) -> list[Stamp]:
        """The positions of the stream that follow `after`, without a gap."""
        rows = self._db.rows(
            "SELECT hub_seq, replica, seq, received_ms, eff, reason FROM stamp "
            "WHERE association_id = ? AND partition = ? AND epoch = ? AND hub_seq > ? ORDER BY hub_seq LIMIT ?",
            self._association,
            partition,
            epoch,
            after,
            most,
        )
        return [
            Stamp(hub_seq, EntryId(replica, seq), received_ms, eff, reason)
            for hub_seq, replica, seq, received_ms, eff, reason in rows
        ]

    def get_entry(self, partition: str, id: EntryId) -> Entry:
        """An entry that has a stamp."""
        key = (self._association, partition, id.replica, id.seq)
        found = self._db.row(
            "SELECT header, hash FROM entry WHERE association_id = ? AND partition = ? AND replica = ? AND seq = ?",
            *key,
        )
        if found is None:
            raise LookupError(f"a stamp without its entry: {partition} {id.replica.hex()} {id.seq}")
        parts = self._db.rows(
            "SELECT salt, data FROM part WHERE association_id = ? AND partition = ? AND replica = ? AND seq = ? "
            "ORDER BY n",
            *key,
        )
        return Entry(found[0], found[1], tuple(Part(salt, data) for salt, data in parts))  # type: ignore[arg-type]

    # --- rows ----------------------------------------------------------------------------------------------------

    def find_row(self, partition: str, row: str) -> RowState | None:
        found = self._db.row(
            "SELECT packed FROM row_state WHERE association_id = ? AND partition = ? AND row_id = ?",
            self._association,
            partition,
            row_bytes(row),
        )
        return unpack(found[0]) if found else None  # type: ignore[arg-type]

    def save_rows(self, partition: str, rows: Iterable[tuple[str, RowState]]) -> None:
        for row, state in rows:
            self._db.run(
                "INSERT INTO row_state (association_id, partition, row_id, packed) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (association_id, partition, row_id) DO UPDATE SET packed = excluded.packed",
                self._association,
                partition,
                row_bytes(row),
                pack(state),
            )

    def all_rows(self) -> Iterator[tuple[str, RowState]]:
        """Every row of every partition."""
        rows = self._db.rows("SELECT row_id, packed FROM row_state WHERE association_id = ?", self._association)
        for row, packed in rows:
            yield row_text(row), unpack(packed)
