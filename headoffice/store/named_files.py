"""Which stored parts name which files beside the entries: a file is held as long as one does."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from domain.sync.entries import Entry, EntryId, Operation
from domain.sync.entry_bytes import decode_operations
from domain.sync.named_files import named_files
from headoffice.store.connection import Connection
from headoffice.store.numbers import Numbers
from headoffice.store.recovery_tables import named_file
from headoffice.store.schema import device_replica, entry, replica_head
from headoffice.store.statements import OfMany, at, of_stream

ADD = upsert(named_file).on_conflict_do_nothing()
FIND = select(named_file.c.n).where(*at(named_file, "partition", "sha256"), named_file.c.n >= 0).limit(1)
AMONG = OfMany(
    select(named_file.c.sha256).where(*at(named_file, "partition"), named_file.c.n >= 0), named_file.c.sha256
)
GONE = select(named_file.c.partition, named_file.c.sha256).where(*at(named_file, "n"))
REMOVE = delete(named_file).where(*at(named_file, "partition", "sha256", "replica", "seq", "n"))
# In place of the last line of a file that nothing names any more. It stays: whoever brings the file again is refused,
# and what a power cut left of it is found at the next start.
NOTHING = {"replica": b"", "seq": 0, "n": -1}
UNSAY = delete(named_file).where(*at(named_file, "partition", "sha256", "n"))


# Of entries beyond a place in the stream that other devices wrote.
_LOG = (
    select(replica_head.c.number)
    .where(*(replica_head.c[name] == named_file.c[name] for name in ("association_id", "partition", "replica")))
    .correlate(named_file)
)
_PLACE = (
    select(entry.c.hub_seq)
    .where(*of_stream(entry), entry.c.log == _LOG.scalar_subquery(), entry.c.seq == named_file.c.seq)
    .correlate(named_file)
)
NAMED_SINCE = (
    select(named_file.c.sha256)
    .distinct()
    .where(
        *at(named_file, "partition"),
        named_file.c.n >= 0,
        _PLACE.scalar_subquery() > bindparam("after"),
        named_file.c.replica.not_in(
            select(device_replica.c.replica).where(
                device_replica.c.association_id == bindparam("association_id"),
                device_replica.c.device == bindparam("device"),
            )
        ),
    )
)


class NamedFiles:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association
        self._numbers = Numbers(db, association)

    def note(self, partition: str, id: EntryId, entry: Entry, operations: Iterable[Operation]) -> None:
        """`operations` are those of the entry, read already."""
        if not named_files(operations):
            return
        for number, part in enumerate(entry.parts):
            if not part.is_erased:
                for name in named_files(decode_operations(part.data)):
                    self._db.run(ADD, **self._at(partition, id), n=number, sha256=name)
                    self._db.run(UNSAY, **self._of(partition), sha256=name, n=NOTHING["n"])

    def forget(self, partition: str, id: EntryId, number: int, operations: Iterable[Operation]) -> None:
        """The part is gone, which said these."""
        for name in named_files(operations):
            self._db.run(REMOVE, **self._at(partition, id), sha256=name, n=number)
            if not self.has(partition, name):
                self._db.run(ADD, **self._of(partition), sha256=name, **NOTHING)

    def has(self, partition: str, name: bytes) -> bool:
        return self._db.row(FIND, **self._of(partition), sha256=name) is not None

    def among(self, partition: str, names: Iterable[bytes]) -> frozenset[bytes]:
        """Those of the names that a stored part names."""
        rows = self._db.rows_of(AMONG, sorted(set(names)), **self._of(partition))
        return frozenset(bytes(name) for (name,) in rows)

    def named_since(self, partition: str, after: int, *, but_by: bytes) -> frozenset[bytes]:
        """By entries beyond a place in the stream, other than those of this device: it has what its own name."""
        stream = self._numbers.stream(partition)
        rows = self._db.rows(NAMED_SINCE, **self._of(partition), stream=stream, after=after, device=but_by)
        return frozenset(bytes(name) for (name,) in rows)

    def gone(self) -> list[tuple[str, bytes]]:
        """Files that were named and are no more, with their partitions."""
        rows = self._db.rows(GONE, association_id=self._association, n=NOTHING["n"])
        return [(partition, bytes(name)) for partition, name in rows]

    def _of(self, partition: str) -> dict[str, object]:
        return {"association_id": self._association, "partition": partition}

    def _at(self, partition: str, id: EntryId) -> dict[str, object]:
        return {**self._of(partition), "replica": id.replica, "seq": id.seq}
