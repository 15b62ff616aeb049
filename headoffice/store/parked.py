"""Entries that wait at head office for what they are built on, or for a newer program."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.sync.entries import EntryId
from headoffice.store.connection import Connection

ROW_ID_BYTES = 16  # no other key of what is lacked is as long
# The stream is compared and not looked up: the key would find all that waits in it, and a server that has not counted
# them yet may take that for as good as the index.
WAITING = (
    "SELECT replica, seq, lacks, received_ms FROM parked "
    "WHERE association_id = ? AND lacks = ? AND partition || '' = ? ORDER BY replica, seq"
)


@dataclass(frozen=True)
class ParkedEntry:
    """`lacks` names what has to come first; `received_ms` is when the entry came."""

    id: EntryId
    lacks: bytes
    received_ms: int


class Parked:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association

    def partitions(self) -> tuple[str, ...]:
        rows = self._db.rows(
            "SELECT DISTINCT partition FROM parked WHERE association_id = ? ORDER BY partition", self._association
        )
        return tuple(partition for (partition,) in rows)

    def has(self, partition: str, id: EntryId) -> bool:
        found = self._db.row(
            "SELECT 1 FROM parked WHERE association_id = ? AND partition = ? AND replica = ? AND seq = ?",
            self._association,
            partition,
            id.replica,
            id.seq,
        )
        return found is not None

    def add(self, partition: str, parked: ParkedEntry) -> None:
        """Or says what it lacks now."""
        self._db.run(
            "INSERT INTO parked (association_id, partition, replica, seq, lacks, received_ms) "
            "VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (association_id, partition, replica, seq) DO UPDATE SET lacks = excluded.lacks",
            self._association,
            partition,
            parked.id.replica,
            parked.id.seq,
            parked.lacks,
            parked.received_ms,
        )

    def waiting_for(self, partition: str, keys: Sequence[bytes]) -> list[ParkedEntry]:
        """As they were written."""
        found: list[ParkedEntry] = []
        for key in keys:
            rows = self._db.rows(WAITING, self._association, key, partition)
            found.extend(ParkedEntry(EntryId(replica, seq), lacks, ms) for replica, seq, lacks, ms in rows)
        return found

    def rows_waited_for(self, partition: str) -> set[bytes]:
        """The rows that something there lacks."""
        rows = self._db.rows(
            "SELECT DISTINCT lacks FROM parked WHERE association_id = ? AND partition = ? AND length(lacks) = ?",
            self._association,
            partition,
            ROW_ID_BYTES,
        )
        return {bytes(lacks) for (lacks,) in rows}

    def remove(self, partition: str, id: EntryId) -> None:
        self._db.run(
            "DELETE FROM parked WHERE association_id = ? AND partition = ? AND replica = ? AND seq = ?",
            self._association,
            partition,
            id.replica,
            id.seq,
        )
