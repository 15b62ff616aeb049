"""The tables of the log: streams, entries, parts. They are read and written here, and understood in `db.log`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from db.connection import Database
from domain.sync.entries import (
    FIRST_HASH,
    Entry,
    EntryId,
    Header,
    Malformed,
    Operation,
    Part,
    check_entry,
    decode_header,
    decode_operations,
)
from domain.sync.fold import Digest, Meta
from domain.sync.wire import Stamped


@dataclass(frozen=True)
class StoredStream:
    id: int
    partition: str
    epoch: int
    cursor: int
    digest: Digest


@dataclass(frozen=True)
class StoredEntry:
    """An entry of the table; `number` is its local name. `hub_seq` is 0 and `reason` empty before its stamp."""

    number: int
    header: Header
    eff: int
    hub_seq: int
    reason: str

    @property
    def meta(self) -> Meta:
        return Meta(self.header.id, self.eff, self.header.seen, self.hub_seq)


_COLUMNS = "id, header, eff, hub_seq, reason"


def _stored(row: tuple[int, bytes, int, int | None, str | None]) -> StoredEntry:
    number, header, eff, hub_seq, reason = row
    return StoredEntry(number, decode_header(header), eff, hub_seq or 0, reason or "")


class Entries:
    def __init__(self, db: Database) -> None:
        self._db = db

    # --- streams -------------------------------------------------------------------------------------------------

    def partitions(self) -> tuple[str, ...]:
        return tuple(name for (name,) in self._db.execute("SELECT partition FROM stream ORDER BY partition"))

    def stream(self, partition: str) -> StoredStream:
        """Made when it is first asked for."""
        found = self._db.execute(
            "SELECT id, epoch, cursor, digest_count, digest_total FROM stream WHERE partition = ?", (partition,)
        ).fetchone()
        if found is None:
            self._db.execute("INSERT INTO stream (partition) VALUES (?)", (partition,))
            return self.stream(partition)
        number, epoch, cursor, count, total = found
        return StoredStream(number, partition, epoch, cursor, Digest(count, int(total)))

    def move(self, stream: StoredStream, cursor: int, digest: Digest) -> StoredStream:
        self._db.execute(
            "UPDATE stream SET cursor = ?, digest_count = ?, digest_total = ? WHERE id = ?",
            (cursor, digest.count, str(digest.total), stream.id),
        )
        return StoredStream(stream.id, stream.partition, stream.epoch, cursor, digest)

    # --- entries -------------------------------------------------------------------------------------------------

    def insert(self, stream: StoredStream, entry: Entry, id: EntryId, eff: int) -> int:
        cursor = self._db.execute(
            "INSERT INTO entry (stream, replica, seq, header, hash, eff) VALUES (?, ?, ?, ?, ?, ?)",
            (stream.id, id.replica, id.seq, entry.header, entry.hash, eff),
        )
        number = int(cursor.lastrowid or 0)
        self._db.conn.executemany(
            "INSERT INTO part (entry, n, salt, data) VALUES (?, ?, ?, ?)",
            [(number, n, part.salt, part.data) for n, part in enumerate(entry.parts)],
        )
        return number

    def stamp(self, number: int, item: Stamped, epoch: int) -> None:
        self._db.execute(
            "UPDATE entry SET eff = ?, epoch = ?, hub_seq = ?, received_ms = ?, reason = ? WHERE id = ?",
            (item.eff, epoch, item.hub_seq, item.received_ms, item.reason, number),
        )

    def set_eff(self, number: int, eff: int) -> None:
        self._db.execute("UPDATE entry SET eff = ? WHERE id = ?", (eff, number))

    def find(self, stream: StoredStream, id: EntryId) -> StoredEntry | None:
        found = self._db.execute(
            f"SELECT {_COLUMNS} FROM entry WHERE stream = ? AND replica = ? AND seq = ?",  # noqa: S608
            (stream.id, *id),
        ).fetchone()
        return _stored(found) if found else None

    def last(self, stream: StoredStream, replica: bytes) -> tuple[Header, bytes] | None:
        """The last entry of a replica and its hash."""
        found = self._db.execute(
            "SELECT header, hash FROM entry WHERE stream = ? AND replica = ? ORDER BY seq DESC LIMIT 1",
            (stream.id, replica),
        ).fetchone()
        return (decode_header(found[0]), found[1]) if found else None

    def unstamped(self, stream: StoredStream) -> Iterator[StoredEntry]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM entry WHERE stream = ? AND hub_seq IS NULL ORDER BY seq",  # noqa: S608
            (stream.id,),
        ).fetchall()
        return map(_stored, rows)

    def in_order(self, stream: StoredStream) -> Iterator[StoredEntry]:
        """The stamped stream, then what is not stamped yet, as it was written."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM entry WHERE stream = ? ORDER BY hub_seq IS NULL, hub_seq, id",  # noqa: S608
            (stream.id,),
        ).fetchall()
        return map(_stored, rows)

    def effs(self, stream: StoredStream, ids: Iterable[EntryId]) -> list[int]:
        found = []
        for id in ids:
            row = self._db.execute(
                "SELECT eff FROM entry WHERE stream = ? AND replica = ? AND seq = ?", (stream.id, *id)
            ).fetchone()
            if row:
                found.append(row[0])
        return found

    def hash_at(self, stream: StoredStream, id: EntryId) -> bytes:
        """The hash an entry after this one is chained to. Raises Malformed when it is not here."""
        if id.seq == 0:
            return FIRST_HASH
        found = self._db.execute(
            "SELECT hash FROM entry WHERE stream = ? AND replica = ? AND seq = ?", (stream.id, *id)
        ).fetchone()
        if found is None:
            raise Malformed("an entry before this one is missing")
        value: bytes = found[0]
        return value

    def operations(self, number: int) -> tuple[Operation, ...]:
        return tuple(item for part in self.parts(number) for item in decode_operations(part.data))

    def parts(self, number: int) -> tuple[Part, ...]:
        rows = self._db.execute("SELECT salt, data FROM part WHERE entry = ? ORDER BY n", (number,))
        return tuple(Part(salt, data) for salt, data in rows.fetchall())

    # --- proof ---------------------------------------------------------------------------------------------------

    def breaks(self) -> Iterator[str]:
        """A sentence for every break of a chain, every part that does not fit its hash, every gap."""
        for partition in self.partitions():
            stream = self.stream(partition)
            replicas = self._db.execute("SELECT DISTINCT replica FROM entry WHERE stream = ?", (stream.id,)).fetchall()
            for (replica,) in replicas:
                yield from self._breaks_of(stream, replica)

    def _breaks_of(self, stream: StoredStream, replica: bytes) -> Iterator[str]:
        previous, expected = FIRST_HASH, 1
        rows = self._db.execute(
            "SELECT id, seq, header, hash FROM entry WHERE stream = ? AND replica = ? ORDER BY seq",
            (stream.id, replica),
        ).fetchall()
        for number, seq, header, digest in rows:
            where = f"{stream.partition} {replica.hex()[:8]} {seq}"
            if seq != expected:
                yield f"{where}: gap in the log"
            try:
                check_entry(Entry(header, digest, self.parts(number)), previous)
            except Malformed as error:
                yield f"{where}: {error}"
            previous, expected = digest, seq + 1
