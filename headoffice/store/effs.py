"""The effective times of entries that others are built on, by the stamp of each that counts."""

from collections.abc import Iterable

from sqlalchemy import select

from domain.sync.entries import EntryId
from headoffice.store import schema
from headoffice.store.connection import Connection
from headoffice.store.statements import OfMany, at

_entry = schema.entry.c
_stamp = schema.stamp.c

PLACE = select(_entry.hub_seq).where(*at(schema.entry, "partition", "replica", "seq")).scalar_subquery()
EFF = select(_stamp.eff).where(*at(schema.stamp, "partition", "epoch"), _stamp.hub_seq == PLACE)
_EFF_THERE = select(_stamp.eff).where(*at(schema.stamp, "partition", "epoch"), _stamp.hub_seq == _entry.hub_seq)
EFFS = OfMany(
    select(_entry.seq, _EFF_THERE.correlate(schema.entry).scalar_subquery()).where(
        *at(schema.entry, "partition", "replica")
    ),
    _entry.seq,
)


class Effs:
    """Of one association. Every call happens inside a transaction of the connection, in which the stream is locked."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association

    def note(self, partition: str, epoch: int, effs: Iterable[tuple[EntryId, int]]) -> None:
        self._noted(partition, epoch).update(effs)

    def find(self, partition: str, epoch: int, id: EntryId) -> int | None:
        noted = self._noted(partition, epoch)
        if id in noted:
            return noted[id]
        found = self._db.settled_row(EFF, **self._stream(partition, epoch), replica=id.replica, seq=id.seq)
        return found[0] if found else None

    def foresee(self, partition: str, epoch: int, ids: Iterable[EntryId]) -> None:
        """Reads at once what `find` will be asked for in this transaction."""
        noted = self._noted(partition, epoch)
        unknown = set(ids) - noted.keys()
        for replica in {id.replica for id in unknown}:
            seqs = sorted(id.seq for id in unknown if id.replica == replica)
            noted.update(dict.fromkeys([EntryId(replica, seq) for seq in seqs]))
            for seq, eff in self._db.rows_of(EFFS, seqs, **self._stream(partition, epoch), replica=replica):
                noted[EntryId(replica, seq)] = eff

    def _noted(self, partition: str, epoch: int) -> dict[EntryId, int | None]:
        """None for an entry that has no stamp."""
        return self._db.noted(("effs", self._association, partition, epoch), dict)

    def _stream(self, partition: str, epoch: int) -> dict[str, object]:
        return {"association_id": self._association, "partition": partition, "epoch": epoch}
