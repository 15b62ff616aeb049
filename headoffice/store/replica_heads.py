"""How far the log of each replica is held."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from domain.sync.chain import FIRST_HASH
from headoffice.store.connection import Connection, Foresight
from headoffice.store.driver import Row
from headoffice.store.numbers import Numbers
from headoffice.store.schema import replica_head
from headoffice.store.statements import at


@dataclass(frozen=True)
class ReplicaHead:
    """The last entry of a replica that is held; `seq` 0 when there is none."""

    seq: int
    hash: bytes


NO_HEAD = ReplicaHead(0, FIRST_HASH)
HEAD = select(replica_head.c.seq, replica_head.c.hash, replica_head.c.number).where(
    *at(replica_head, "partition", "replica")
)
_moved = upsert(replica_head)
MOVE = _moved.on_conflict_do_update(
    index_elements=["association_id", "partition", "replica"],
    set_={"seq": _moved.excluded.seq, "hash": _moved.excluded.hash},
)


class ReplicaHeads:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association
        self._numbers = Numbers(db, association)

    def find(self, partition: str, replica: bytes) -> ReplicaHead:
        key = self._key(partition, replica)
        if key not in self._db.notes:
            self._db.foresee(self.head_of(partition, replica))
        return cast("ReplicaHead", self._db.notes[key])

    def note_seen(self, partition: str, replica: bytes, head: ReplicaHead | None) -> None:
        """What was read beside others, before the stream was locked if it was. None where there is none."""
        self._db.notes[self._seen_key(partition, replica)] = head or NO_HEAD

    def head_of(self, partition: str, replica: bytes) -> Foresight:
        """What `find` will be asked."""

        def take(rows: list[Row]) -> None:
            head = NO_HEAD
            for seq, hash, number in rows:
                head = ReplicaHead(seq, hash)
                self._numbers.note_log(partition, replica, number)
            self._db.notes[self._key(partition, replica)] = head

        values = {"association_id": self._association, "partition": partition, "replica": replica}
        return Foresight(HEAD, values, take)

    def foresee(self, names: Iterable[tuple[str, bytes]]) -> None:
        """Reads at once what `find` will be asked, as far as it is not known yet: to be told, which may be what was so
        when the transaction began, and not to build on."""
        notes = self._db.notes
        unknown = []
        for name in names:
            if self._key(*name) not in notes:
                if self._seen_key(*name) in notes:
                    notes[self._key(*name)] = notes[self._seen_key(*name)]
                else:
                    unknown.append(name)
        if unknown:
            self._db.foresee(*(self.head_of(*name) for name in unknown))

    def forget(self, partition: str, replica: bytes) -> None:
        self._db.forget_note(self._key(partition, replica))

    def move(self, partition: str, replica: bytes, head: ReplicaHead) -> None:
        self._db.notes[self._key(partition, replica)] = head
        self._db.later(
            MOVE,
            association_id=self._association,
            partition=partition,
            replica=replica,
            seq=head.seq,
            hash=head.hash,
            number=self._numbers.logs(partition, [replica])[replica],
        )

    def _seen_key(self, partition: str, replica: bytes) -> object:
        return ("seen_replica_head", self._association, partition, replica)

    def _key(self, partition: str, replica: bytes) -> object:
        return ("replica_head", self._association, partition, replica)
