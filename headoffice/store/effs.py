"""The effective times of entries that others are built on, by the stamp of each that counts."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from domain.sync.entries import EntryId
from headoffice.store import schema
from headoffice.store.connection import Connection
from headoffice.store.numbers import LOG_OF_REPLICA, Numbers
from headoffice.store.statements import OfMany, of_stream

_entry = schema.entry.c
_stamp = schema.stamp.c

_OF_LOG = (*of_stream(schema.entry), _entry.log == LOG_OF_REPLICA)
PLACE = select(_entry.hub_seq).where(*_OF_LOG, _entry.seq == bindparam("seq")).scalar_subquery()
EFF = select(_stamp.eff).where(*of_stream(schema.stamp, "epoch"), _stamp.hub_seq == PLACE)
_EFF_THERE = select(_stamp.eff).where(*of_stream(schema.stamp, "epoch"), _stamp.hub_seq == _entry.hub_seq)
EFFS = OfMany(
    select(_entry.seq, _EFF_THERE.correlate(schema.entry).scalar_subquery()).where(*_OF_LOG),
    _entry.seq,
)


class Effs:
    """Of one association. Every call happens inside a transaction of the connection, in which the stream is locked."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association
        self._numbers = Numbers(db, association)

    def note(self, partition: str, epoch: int, effs: Iterable[tuple[tuple[bytes, int], int]]) -> None:
        """Of entries by their ids, which may be plain tuples."""
        self._noted(partition, epoch).update(effs)  # type: ignore[arg-type]  # which are the same keys

    def find(self, partition: str, epoch: int, id: EntryId) -> int | None:
        noted = self._noted(partition, epoch)
        if id in noted:
            return noted[id]
        found = self._db.settled_row(EFF, **self._numbers.of_log(partition, id.replica), epoch=epoch, seq=id.seq)
        return found[0] if found else None

    def foresee(self, partition: str, epoch: int, ids: Iterable[EntryId]) -> None:
        """Reads at once what `find` will be asked for in this transaction."""
        noted = self._noted(partition, epoch)
        unknown = set(ids) - noted.keys()
        for replica in {id.replica for id in unknown}:
            seqs = sorted(id.seq for id in unknown if id.replica == replica)
            noted.update(dict.fromkeys([EntryId(replica, seq) for seq in seqs]))
            of_log = self._numbers.of_log(partition, replica)
            for seq, eff in self._db.rows_of(EFFS, seqs, **of_log, epoch=epoch):
                noted[EntryId(replica, seq)] = eff

    def _noted(self, partition: str, epoch: int) -> dict[EntryId, int | None]:
        """None for an entry that has no stamp."""
        return self._db.noted(("effs", self._association, partition, epoch), dict)
