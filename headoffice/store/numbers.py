"""The numbers that stand for streams and logs where there is a row for each entry.

A stream keeps its number for ever, and so does a log. That of a stream is given when its head is made, that of a log
before its first entry is stored, with the stream locked.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from domain.sync.chain import FIRST_HASH
from headoffice.store.connection import Connection
from headoffice.store.schema import replica_head, stream_head
from headoffice.store.statements import at

NO_STREAM = 0  # nothing is stored under it

STREAM = select(stream_head.c.number).where(*at(stream_head, "partition"))
LAST_STREAM = select(func.max(stream_head.c.number))
LOG = select(replica_head.c.number).where(*at(replica_head, "partition", "replica"))
LAST_LOG = select(func.max(replica_head.c.number)).where(*at(replica_head, "partition"))
FIRST_HEAD = upsert(replica_head).on_conflict_do_nothing(index_elements=["association_id", "partition", "replica"])

LOGS = select(replica_head.c.number, replica_head.c.replica).where(*at(replica_head, "partition"))
# For statements about the log of a replica: nothing where the stream has none of it.
LOG_OF_REPLICA = LOG.scalar_subquery()


class Numbers:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association

    def stream(self, partition: str) -> int:
        """NO_STREAM for one that nobody has written to."""
        known = self.known_stream(partition)
        if known == NO_STREAM:
            found = self._db.row(STREAM, association_id=self._association, partition=partition)
            if found is not None:
                known = found[0]
                self.learn_stream(partition, known)
        return known

    def known_stream(self, partition: str) -> int:
        """Without asking the database."""
        known = self._db.known(self._key(partition))
        return known if isinstance(known, int) else NO_STREAM

    def learn_stream(self, partition: str, number: int) -> None:
        """What its head says."""
        self._db.learn(self._key(partition), number)

    def next_stream(self) -> int:
        """For a head that is about to be made."""
        found = self._db.row(LAST_STREAM)
        return int(found[0] or 0) + 1 if found else 1

    def logs(self, partition: str, replicas: Iterable[bytes]) -> Mapping[bytes, int]:
        """With the stream locked: one that is new there gets its number, and the place for its head."""
        logs = self._logs(partition)
        for replica in replicas:
            if replica not in logs:
                logs[replica] = self._find_log(partition, replica) or self._add_log(partition, replica)
        return logs

    def note_log(self, partition: str, replica: bytes, number: int) -> None:
        """What the head of the replica says."""
        self._logs(partition)[replica] = number

    def replicas(self, partition: str, logs: Iterable[int]) -> Mapping[int, bytes]:
        """Whose these logs are."""
        noted = {number: replica for replica, number in self._logs(partition).items()}
        if not noted.keys() >= set(logs):
            noted.update(self._db.rows(LOGS, association_id=self._association, partition=partition))
            self._logs(partition).update({replica: number for number, replica in noted.items()})
        return noted

    def of(self, partition: str) -> dict[str, object]:
        """The values of a question about one stream."""
        return {"stream": self.stream(partition)}

    def of_log(self, partition: str, replica: bytes) -> dict[str, object]:
        """The values of a question about a log, with `LOG_OF_REPLICA`."""
        key = {"association_id": self._association, "partition": partition, "replica": replica}
        return key | self.of(partition)

    def _logs(self, partition: str) -> dict[bytes, int]:
        """As far as they were heard of in this transaction."""
        return self._db.noted(("logs", self._association, partition), dict)

    def _find_log(self, partition: str, replica: bytes) -> int | None:
        found = self._db.row(LOG, association_id=self._association, partition=partition, replica=replica)
        return found[0] if found else None

    def _add_log(self, partition: str, replica: bytes) -> int:
        stream = {"association_id": self._association, "partition": partition}
        found = self._db.row(LAST_LOG, **stream)
        number = int(found[0] or 0) + 1 if found else 1
        self._db.run(FIRST_HEAD, **stream, replica=replica, seq=0, hash=FIRST_HASH, number=number)
        return number

    def _key(self, partition: str) -> object:
        return ("stream", self._association, partition)
