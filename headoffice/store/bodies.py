"""The bytes of entries, and what is left of their parts; read many at a time where many will be asked for."""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import bindparam, insert, select, update

from domain.sync.entries import Entry, EntryId
from domain.sync.erasure import in_place
from headoffice.store import schema
from headoffice.store.connection import Connection
from headoffice.store.numbers import LOG_OF_REPLICA, Numbers
from headoffice.store.statements import PIECE, OfMany, of_stream

# Number, salt and bytes of each part that nobody has taken out, one after the other.
Stored = tuple[int, bytes, bytes]
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[int | bytes]).decode

_entry = schema.entry.c
_OF_LOG = (*of_stream(schema.entry), _entry.log == LOG_OF_REPLICA)
_OF_ONE = (*_OF_LOG, _entry.seq == bindparam("seq"))

ADD = insert(schema.entry)
ENTRIES = OfMany(select(_entry.seq, _entry.header, _entry.hash, _entry.parts).where(*_OF_LOG), _entry.seq)
HASHES = select(_entry.seq, _entry.hash).where(*_OF_LOG, _entry.seq.between(bindparam("first"), bindparam("last")))
PARTS = select(_entry.parts).where(*_OF_ONE)
KEEP_PARTS = update(schema.entry).where(*_OF_ONE).values(parts=bindparam("left"))
RESTAMP = update(schema.entry).where(*_OF_ONE).values(hub_seq=bindparam("new_hub_seq"))


def pack_parts(entry: Entry) -> bytes:
    if len(entry.parts) == 1 and not entry.parts[0].is_erased:  # which is so of most
        return _encode((0, entry.parts[0].salt, entry.parts[0].data))
    return pack_stored((n, part.salt, part.data) for n, part in enumerate(entry.parts) if not part.is_erased)


def pack_stored(parts: Iterable[Stored]) -> bytes:
    return _encode([value for part in parts for value in part])


def unpack_parts(packed: bytes) -> list[Stored]:
    """Raises ValueError for what head office has not packed."""
    try:
        values = iter(_decode(packed))
    except msgspec.DecodeError as error:
        raise ValueError("the parts of an entry are damaged") from error
    found: list[Stored] = []
    for n, salt, data in zip(values, values, values, strict=True):
        if not (isinstance(n, int) and isinstance(salt, bytes) and isinstance(data, bytes)):
            raise ValueError("the parts of an entry are damaged")
        found.append((n, salt, data))
    return found


class Bodies:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._numbers = Numbers(db, association)

    def add(self, partition: str, first: EntryId, entries: Sequence[Entry], *, hub_seq: int) -> None:
        """With the stream locked: entries that follow each other in their log and, from this place on, in the
        stream."""
        log = self._numbers.logs(partition, [first.replica])[first.replica]
        stream, count = self._numbers.stream(partition), len(entries)
        self._db.add_later(
            ADD,
            [stream] * count,
            [log] * count,
            range(first.seq, first.seq + count),
            range(hub_seq, hub_seq + count),
            [entry.header for entry in entries],
            [entry.hash for entry in entries],
            [pack_parts(entry) for entry in entries],
        )

    def restamp(self, partition: str, id: EntryId, hub_seq: int) -> None:
        """The stamp of an entry that counts is at this place, and no more where it was said to be."""
        if self._db.run(RESTAMP, **self._numbers.of_log(partition, id.replica), seq=id.seq, new_hub_seq=hub_seq) != 1:
            raise LookupError(f"a stamp without its entry: {partition} {id.replica.hex()} {id.seq}")

    def hashes(self, partition: str, replica: bytes, first: int, last: int) -> dict[int, bytes]:
        """Of the entries held between two numbers, both included."""
        return dict(self._db.rows(HASHES, **self._numbers.of_log(partition, replica), first=first, last=last))

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
        seqs: Sequence[int] = [id.seq]
        if isinstance(following, list) and id.seq in following:
            place = following.index(id.seq)
            seqs = following[place : place + PIECE]
        rows = self._db.rows_of(ENTRIES, seqs, **self._numbers.of_log(partition, id.replica))
        for seq, header, hash, parts in rows:
            entry = Entry(header, hash, in_place(header, unpack_parts(parts)))
            self._db.notes["entry", partition, EntryId(id.replica, seq)] = entry

    # --- parts that go -------------------------------------------------------------------------------------------

    def take_part(self, partition: str, id: EntryId, number: int) -> bytes | None:
        """The bytes of a part, which is held no more; None when it was not."""
        key = self._numbers.of_log(partition, id.replica) | {"seq": id.seq}
        found = self._db.row(PARTS, **key)
        parts = unpack_parts(found[0]) if found else []
        taken = next((data for n, _, data in parts if n == number), None)
        if taken is not None:
            self._db.run(KEEP_PARTS, **key, left=pack_stored(part for part in parts if part[0] != number))
        return taken
