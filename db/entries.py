"""The tables of the log: streams, entries, parts. They are read and written here, and understood in `db.log`."""

import json
from collections.abc import Iterable, Iterator

import msgspec

from db.ahead import ADD_PART, STAMP, Ahead
from db.connection import Database
from db.stored import COLUMNS, stored
from db.stored import StoredEntry as StoredEntry
from db.stored import StoredStream as StoredStream
from domain.sync.canonical import Digest
from domain.sync.chain import FIRST_HASH
from domain.sync.entries import Entry, EntryId, Header, Malformed, Operation, Part
from domain.sync.entry_bytes import decode_header, decode_operations
from domain.sync.erasure import in_place
from domain.sync.line import FIRST_LINE, next_line
from domain.sync.partitions import in_order
from domain.sync.wire import DeviceCertificate, Proof, Stamped

# Values of `parked`: 1 until what it lacks has come, 2 until head office has judged it again.
HELD_BACK = 2


class Entries:
    def __init__(self, db: Database) -> None:
        self._tables = db
        self.ahead = Ahead(db)

    @property
    def _db(self) -> Database:
        """The tables with all that was written to them."""
        self.ahead.settle()
        return self._tables

    # --- streams -------------------------------------------------------------------------------------------------

    def partitions(self) -> tuple[str, ...]:
        """What one rests on comes before it."""
        names = (name for (name,) in self._db.execute("SELECT partition FROM stream"))
        return tuple(sorted(names, key=in_order))

    def stream(self, partition: str) -> StoredStream:
        """Made when it is first asked for."""
        found = self._db.execute(
            "SELECT id, epoch, cursor, digest_count, digest_total, line FROM stream WHERE partition = ?", (partition,)
        ).fetchone()
        if found is None:
            self._db.execute("INSERT INTO stream (partition, line) VALUES (?, ?)", (partition, FIRST_LINE))
            return self.stream(partition)
        number, epoch, cursor, count, total, line = found
        line = self._line_of(number) if line is None else line
        return StoredStream(number, partition, epoch, cursor, Digest(count, int(total)), line)

    def _line_of(self, stream: int) -> bytes:
        line = FIRST_LINE
        for hub_seq, replica, seq, received_ms, eff, reason in self._db.execute(
            "SELECT hub_seq, replica, seq, received_ms, eff, reason FROM entry "
            "WHERE stream = ? AND hub_seq IS NOT NULL ORDER BY hub_seq",
            (stream,),
        ):
            id = EntryId(replica, seq)
            line = next_line(line, hub_seq, id, received_ms=received_ms, eff=eff, reason=reason)
        return line

    def move(self, stream: StoredStream) -> StoredStream:
        """Stores where the stream stands."""
        self._db.execute(
            "UPDATE stream SET epoch = ?, cursor = ?, digest_count = ?, digest_total = ?, line = ? WHERE id = ?",
            (stream.epoch, stream.cursor, stream.digest.count, str(stream.digest.total), stream.line, stream.id),
        )
        return stream

    # --- entries -------------------------------------------------------------------------------------------------

    def insert(self, stream: StoredStream, entry: Entry, id: EntryId, eff: int) -> int:
        if self.ahead.is_on:
            return self.ahead.insert(stream, entry, id, eff)
        cursor = self._db.execute(
            "INSERT INTO entry (stream, replica, seq, header, hash, eff) VALUES (?, ?, ?, ?, ?, ?)",
            (stream.id, id.replica, id.seq, entry.header, entry.hash, eff),
        )
        number = int(cursor.lastrowid or 0)
        self._db.conn.executemany(
            ADD_PART,
            [(number, n, part.salt, part.data) for n, part in enumerate(entry.parts) if not part.is_erased],
        )
        return number

    def stamp(self, number: int, item: Stamped, epoch: int) -> None:
        if self.ahead.is_on:
            self.ahead.stamp(number, item, epoch)
            return
        self._db.execute(STAMP, (item.eff, epoch, item.hub_seq, item.received_ms, item.reason, number))

    def add_proof(self, stream: StoredStream, last: EntryId, proof: Proof) -> None:
        """Keeps the signature of the segment that ends there: it proves the log up to it to anybody."""
        self._tables.execute(
            "INSERT OR REPLACE INTO segment (stream, replica, last_seq, device, signature) VALUES (?, ?, ?, ?, ?)",
            (stream.id, *last, proof.device, proof.signature),
        )

    def find_certificate(self, device: bytes) -> DeviceCertificate | None:
        found = self._tables.execute("SELECT certificate FROM device WHERE device = ?", (device,)).fetchone()
        return msgspec.msgpack.decode(found[0], type=DeviceCertificate) if found else None

    def set_parked(self, number: int, *, is_parked: bool) -> None:
        self._db.execute("UPDATE entry SET parked = ? WHERE id = ?", (int(is_parked), number))
        self.ahead.doubt(number)
        self.ahead.has_parked |= is_parked

    def set_eff(self, number: int, eff: int) -> None:
        self._db.execute("UPDATE entry SET eff = ? WHERE id = ?", (eff, number))
        self.ahead.doubt(number)

    def find(self, stream: StoredStream, id: EntryId) -> StoredEntry | None:
        if self.ahead.knows(id):
            return self.ahead.find(id)
        found = self._db.execute(
            f"SELECT {COLUMNS} FROM entry WHERE stream = ? AND replica = ? AND seq = ?",  # noqa: S608
            (stream.id, *id),
        ).fetchone()
        return stored(found) if found else None

    def last(self, stream: StoredStream, replica: bytes) -> tuple[Header, bytes] | None:
        """The last entry of a replica and its hash."""
        found = self._db.execute(
            "SELECT header, hash FROM entry WHERE stream = ? AND replica = ? ORDER BY seq DESC LIMIT 1",
            (stream.id, replica),
        ).fetchone()
        return (decode_header(found[0]), found[1]) if found else None

    def last_stamped(self, stream: StoredStream, replica: bytes) -> int:
        found = self._db.execute(
            "SELECT max(seq) FROM entry WHERE stream = ? AND replica = ? AND hub_seq IS NOT NULL", (stream.id, replica)
        ).fetchone()
        return found[0] or 0

    def unstamped(self, stream: StoredStream) -> Iterator[StoredEntry]:
        """As they came here, which is after whatever they are built on."""
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM entry WHERE stream = ? AND hub_seq IS NULL ORDER BY id",  # noqa: S608
            (stream.id,),
        ).fetchall()
        return map(stored, rows)

    def in_order(self, stream: StoredStream) -> Iterator[StoredEntry]:
        """What head office has applied in its order, then what lies over it, as it came here."""
        is_over = "(hub_seq IS NULL OR reason <> '')"
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM entry WHERE stream = ? "  # noqa: S608
            f"ORDER BY {is_over}, CASE WHEN {is_over} THEN id ELSE hub_seq END",
            (stream.id,),
        ).fetchall()
        return map(stored, rows)

    def parked(self, stream: StoredStream) -> list[StoredEntry]:
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM entry WHERE stream = ? AND parked = 1 ORDER BY id",  # noqa: S608
            (stream.id,),
        ).fetchall()
        return list(map(stored, rows))

    def waiting_shown(self, stream: StoredStream) -> list[StoredEntry]:
        """What waits at head office for a row, and stands in the rows here: this laptop's own."""
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM entry WHERE stream = ? AND hub_seq IS NOT NULL AND parked = 0 "  # noqa: S608
            "AND reason = 'row.unknown' ORDER BY hub_seq",
            (stream.id,),
        ).fetchall()
        return list(map(stored, rows))

    def has_parked(self, stream: StoredStream) -> bool:
        """At least when something is parked."""
        if self.ahead.is_on:
            return self.ahead.has_parked
        found = self._db.execute("SELECT 1 FROM entry WHERE stream = ? AND parked = 1 LIMIT 1", (stream.id,))
        return found.fetchone() is not None

    def count_parked(self) -> int:
        """What is not shown because this laptop lacks something, not head office."""
        found: int = self._db.execute(
            "SELECT count(*) FROM entry WHERE parked = 1 AND (reason IS NULL OR reason = '')"
        ).fetchone()[0]
        return found

    def own_replicas(self) -> frozenset[bytes]:
        """Every incarnation this database has been."""
        return frozenset(replica for (replica,) in self._db.execute("SELECT replica FROM replica"))

    def remove(self, number: int) -> None:
        """Takes an entry out of the log, and the signatures that prove it. Its rows are refolded by the caller."""
        self.ahead.settle()
        self.ahead.forget()
        self._db.execute(
            "DELETE FROM segment WHERE EXISTS (SELECT 1 FROM entry AS e WHERE e.id = ? AND e.stream = segment.stream "
            "AND e.replica = segment.replica AND e.seq <= segment.last_seq)",
            (number,),
        )
        self._db.execute("DELETE FROM part WHERE entry = ?", (number,))
        self._db.execute("DELETE FROM entry WHERE id = ?", (number,))

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
        if id in self.ahead.hashes:
            return self.ahead.hashes[id]
        found = self._db.execute(
            "SELECT hash FROM entry WHERE stream = ? AND replica = ? AND seq = ?", (stream.id, *id)
        ).fetchone()
        if found is None:
            raise Malformed("an entry before this one is missing")
        value: bytes = found[0]
        return value

    def operations(self, number: int) -> tuple[Operation, ...]:
        """Those that have not been erased."""
        if number in self.ahead.operations:
            return self.ahead.operations[number]
        rows = self._db.execute("SELECT data FROM part WHERE entry = ? ORDER BY n", (number,)).fetchall()
        return tuple(item for (data,) in rows for item in decode_operations(data))

    def parts(self, number: int, header: bytes) -> tuple[Part, ...]:
        """Every part the header names; of an erased one nothing is here."""
        rows = self._db.execute("SELECT n, salt, data FROM part WHERE entry = ? ORDER BY n", (number,))
        return in_place(header, rows.fetchall())

    def parts_of(self, numbers: Iterable[int]) -> dict[int, list[tuple[int, bytes, bytes]]]:
        """What is here of the parts of these entries, for `in_place`."""
        found: dict[int, list[tuple[int, bytes, bytes]]] = {}
        for number, n, salt, data in self._db.execute(
            "SELECT entry, n, salt, data FROM part WHERE entry IN (SELECT value FROM json_each(?)) ORDER BY entry, n",
            (json.dumps(list(numbers)),),
        ):
            found.setdefault(number, []).append((n, salt, data))
        return found

    # --- names ---------------------------------------------------------------------------------------------------

    def acknowledged(self, stream: StoredStream) -> dict[bytes, int]:
        """How far head office holds each replica's log, as it stated last."""
        return dict(self._db.execute("SELECT replica, seq FROM acknowledged WHERE stream = ?", (stream.id,)).fetchall())

    def note_reissued(self, stream: StoredStream, old: StoredEntry, new: EntryId, *, at_ms: int) -> None:
        """Keeps what proves the old name: its header and hash."""
        self._db.execute(
            "INSERT INTO reissued (stream, replica, seq, header, hash, as_replica, as_seq, at_ms) "
            "SELECT stream, replica, seq, header, hash, ?, ?, ? FROM entry WHERE id = ?",
            (*new, at_ms, old.number),
        )

    def reissued(self, stream: StoredStream) -> dict[EntryId, EntryId]:
        """The new name of every entry that was issued again, by its old one."""
        rows = self._db.execute(
            "SELECT replica, seq, as_replica, as_seq FROM reissued WHERE stream = ? ORDER BY at_ms, rowid", (stream.id,)
        ).fetchall()
        return {EntryId(replica, seq): EntryId(as_replica, as_seq) for replica, seq, as_replica, as_seq in rows}
