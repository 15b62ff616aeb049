"""The bytes of entries, read many at a time where many will be asked for."""

from collections.abc import Iterable

from sqlalchemy import select

from domain.sync.entries import Entry, EntryId
from domain.sync.erasure import in_place
from headoffice.store import schema
from headoffice.store.connection import Connection
from headoffice.store.statements import PIECE, OfMany, at

_entry = schema.entry.c
_part = schema.part.c

ENTRIES = OfMany(
    select(_entry.seq, _entry.header, _entry.hash).where(*at(schema.entry, "partition", "replica")), _entry.seq
)
PARTS = OfMany(
    select(_part.seq, _part.n, _part.salt, _part.data)
    .where(*at(schema.part, "partition", "replica"))
    .order_by(_part.seq, _part.n),
    _part.seq,
)


class Bodies:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association

    def foresee(self, partition: str, ids: Iterable[EntryId]) -> None:
        """Those that will be asked for in this transaction, in about this order. Nothing is read yet."""
        following: dict[bytes, list[int]] = {}
        for id in ids:
            following.setdefault(id.replica, []).append(id.seq)
        for replica, seqs in following.items():
            self._db.notes["following", partition, replica] = seqs

    def get(self, partition: str, id: EntryId) -> Entry:
        """Raises LookupError when it is not there."""
        key = ("entry", partition, id)
        if key not in self._db.notes:
            self._read(partition, id)
        found = self._db.notes.pop(key, None)
        if not isinstance(found, Entry):
            raise LookupError(f"a stamp without its entry: {partition} {id.replica.hex()} {id.seq}")
        return found

    def _read(self, partition: str, id: EntryId) -> None:
        """The entry, and a piece of those that follow it."""
        following = self._db.notes.get(("following", partition, id.replica))
        seqs = [id.seq]
        if isinstance(following, list) and id.seq in following:
            place = following.index(id.seq)
            seqs = following[place : place + PIECE]
        key = {"association_id": self._association, "partition": partition, "replica": id.replica}
        parts: dict[int, list[tuple[int, bytes, bytes]]] = {}
        for seq, n, salt, data in self._db.rows_of(PARTS, seqs, **key):
            parts.setdefault(seq, []).append((n, salt, data))
        for seq, header, hash in self._db.rows_of(ENTRIES, seqs, **key):
            entry = Entry(header, hash, in_place(header, parts.get(seq, ())))
            self._db.notes["entry", partition, EntryId(id.replica, seq)] = entry
