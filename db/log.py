"""The log of one laptop: every write is one entry, chained, in the same transaction as the rows it changes.

There is one path for a local write, a pulled entry and a rebuild: the entry goes through `domain.sync.fold`, and
`db.projection` writes what comes out.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from db.connection import begin_immediate
from db.projection import Projection
from domain.sync.changes import Changes
from domain.sync.entries import (
    FIRST_HASH,
    SALT_BYTES,
    Add,
    Entry,
    EntryId,
    Header,
    Malformed,
    Operation,
    Part,
    Written,
    build_entry,
    check_entry,
    decode_header,
    decode_operations,
    next_clock,
    operations_of,
)
from domain.sync.fold import (
    Digest,
    Meta,
    RowState,
    apply,
    bases_of,
    canonical_hash,
    local_eff,
    restamp,
    without,
)
from domain.sync.judge import judge
from domain.sync.schema import BY_NUMBER, TABLES
from domain.sync.wire import Stamped, Stream, WireDigest, stored_entry

Clock = Callable[[], int]  # milliseconds since 1970
Random = Callable[[int], bytes]


def system_clock() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class StoredStream:
    id: int
    partition: str
    epoch: int
    cursor: int
    digest: Digest


@dataclass(slots=True)
class _Tip:
    """The last entry of this replica in one stream; kept in memory, moved only after a commit."""

    seq: int
    hash: bytes
    clock: int


class Log:
    def __init__(self, db: Database, projection: Projection, *, replica: bytes, clock: Clock, random: Random) -> None:
        self._db = db
        self._projection = projection
        self._replica = replica
        self._clock = clock
        self._random = random
        self._tips: dict[int, _Tip] = {}
        self._streams: dict[str, StoredStream] = {}

    # --- streams -------------------------------------------------------------------------------------------------

    def streams(self) -> tuple[StoredStream, ...]:
        rows = self._db.execute("SELECT partition FROM stream ORDER BY partition").fetchall()
        return tuple(self.stream(name) for (name,) in rows)

    def stream(self, partition: str) -> StoredStream:
        known = self._streams.get(partition)
        if known is None:
            known = self._streams[partition] = self._read_stream(partition)
        return known

    def _read_stream(self, partition: str) -> StoredStream:
        found = self._db.execute(
            "SELECT id, epoch, cursor, digest_count, digest_total FROM stream WHERE partition = ?", (partition,)
        ).fetchone()
        if found is None:
            self._db.execute("INSERT INTO stream (partition) VALUES (?)", (partition,))
            return self._read_stream(partition)
        number, epoch, cursor, count, total = found
        return StoredStream(number, partition, epoch, cursor, Digest(count, int(total)))

    def _move_stream(self, stream: StoredStream, cursor: int, digest: Digest) -> StoredStream:
        moved = StoredStream(stream.id, stream.partition, stream.epoch, cursor, digest)
        self._db.execute(
            "UPDATE stream SET cursor = ?, digest_count = ?, digest_total = ? WHERE id = ?",
            (cursor, digest.count, str(digest.total), stream.id),
        )
        return moved

    def _tip(self, stream: StoredStream) -> _Tip:
        tip = self._tips.get(stream.id)
        if tip is None:
            found = self._db.execute(
                "SELECT seq, hash, header FROM entry WHERE stream = ? AND replica = ? ORDER BY seq DESC LIMIT 1",
                (stream.id, self._replica),
            ).fetchone()
            tip = _Tip(found[0], found[1], decode_header(found[2]).clock) if found else _Tip(0, FIRST_HASH, 0)
            self._tips[stream.id] = tip
        return tip

    # --- a local write -------------------------------------------------------------------------------------------

    def append(self, partition: str, *, action: str, author: str, written: Sequence[Written]) -> Changes:
        """Writes one entry and its rows in one transaction; after it returns, the entry is durable."""
        stream = self.stream(partition)
        tip = self._tip(stream)
        with begin_immediate(self._db):
            clock = next_clock(tip.clock, self._clock())
            entry, header = build_entry(
                written,
                partition=partition,
                id=EntryId(self._replica, tip.seq + 1),
                clock=clock,
                author=author,
                action=action,
                seen=stream.cursor,
                previous=tip.hash,
                salts=iter(lambda: self._random(SALT_BYTES), b""),
            )
            operations = [item.operation for item in written]
            self._refuse_unfit(header, operations)
            effs = self._effs(stream, bases_of(operations))
            meta = Meta(header.id, local_eff(clock, effs), header.seen, 0)
            number = self._store_entry(stream, entry, meta)
            for operation in operations:
                self._apply(stream, operation, meta, number)
        self._tips[stream.id] = _Tip(header.seq, entry.hash, clock)
        return _changes(operations)

    def _refuse_unfit(self, header: Header, operations: Sequence[Operation]) -> None:
        tables = {operation.row: operation.table for operation in operations}
        verdict = judge(header, operations, lambda row: self._projection.find_state(tables[row], row))
        if not verdict.is_applied:
            raise ValueError(f"{header.action} would be quarantined: {verdict.reason}")

    def _store_entry(self, stream: StoredStream, entry: Entry, meta: Meta) -> int:
        cursor = self._db.execute(
            "INSERT INTO entry (stream, replica, seq, header, hash, eff) VALUES (?, ?, ?, ?, ?, ?)",
            (stream.id, meta.id.replica, meta.id.seq, entry.header, entry.hash, meta.eff),
        )
        number: int = cursor.lastrowid
        self._db.conn.executemany(
            "INSERT INTO part (entry, n, salt, data) VALUES (?, ?, ?, ?)",
            [(number, n, part.salt, part.data) for n, part in enumerate(entry.parts)],
        )
        return number

    def _effs(self, stream: StoredStream, ids: Iterable[EntryId]) -> list[int]:
        effs = []
        for replica, seq in ids:
            found = self._db.execute(
                "SELECT eff FROM entry WHERE stream = ? AND replica = ? AND seq = ?", (stream.id, replica, seq)
            ).fetchone()
            if found:
                effs.append(found[0])
        return effs

    def _apply(self, stream: StoredStream, operation: Operation, meta: Meta, entry: int) -> None:
        packed = self._projection.find_packed(operation.row)
        if isinstance(operation, Add) and packed is None:
            self._projection.insert_fresh(operation, entry)
            return
        state = packed or self._projection.find_state(operation.table, operation.row)
        self._projection.save_state(stream.id, operation.row, apply(state, operation, meta), entry)

    # --- what head office sends ----------------------------------------------------------------------------------

    def receive(self, answer: Stream) -> Changes:
        """Applies the next positions of a stream and moves the cursor, all in one transaction. Raises Malformed."""
        stream = self.stream(answer.partition)
        operations: list[Operation] = []
        with begin_immediate(self._db):
            digest = stream.digest
            cursor = stream.cursor
            moved: set[EntryId] = set()
            for item in answer.items:
                if item.hub_seq != cursor + 1:
                    raise Malformed("the stream has a gap")
                cursor = item.hub_seq
                applied, digest, has_moved = self._take(stream, item, digest, answer.epoch)
                operations.extend(applied)
                if has_moved:
                    moved.add(EntryId(item.replica, item.seq))
            if moved:
                self._recompute_unstamped(stream, moved)
            stream = self._move_stream(stream, cursor, digest)
        self._streams[answer.partition] = stream
        return _changes(operations)

    def _take(
        self, stream: StoredStream, item: Stamped, digest: Digest, epoch: int
    ) -> tuple[tuple[Operation, ...], Digest, bool]:
        found = self._db.execute(
            "SELECT id, eff, hash, header FROM entry WHERE stream = ? AND replica = ? AND seq = ?",
            (stream.id, item.replica, item.seq),
        ).fetchone()
        if found is None:
            if item.entry is None:
                raise Malformed("a stamp names an entry that is not here")
            number, header, operations = self._take_new(stream, item)
            old_eff = item.eff
        else:
            number, old_eff, header = found[0], found[1], decode_header(found[3])
            operations = self._operations(number)
        self._db.execute(
            "UPDATE entry SET eff = ?, epoch = ?, hub_seq = ?, received_ms = ?, reason = ? WHERE id = ?",
            (item.eff, epoch, item.hub_seq, item.received_ms, item.reason, number),
        )
        meta = Meta(header.id, item.eff, header.seen, item.hub_seq)
        digest = self._settle(stream, operations, meta, number, digest, is_new=found is None, reason=item.reason)
        return operations, digest, old_eff != item.eff

    def _take_new(self, stream: StoredStream, item: Stamped) -> tuple[int, Header, tuple[Operation, ...]]:
        if item.entry is None:
            raise Malformed("an entry without bytes")
        previous = self._hash_of(stream, EntryId(item.replica, item.seq - 1))
        entry = stored_entry(item.entry, previous)
        header = check_entry(entry, previous)
        if header.partition != stream.partition or header.id != EntryId(item.replica, item.seq):
            raise Malformed("an entry is not where its header says")
        meta = Meta(header.id, item.eff, header.seen, item.hub_seq)
        # What head office quarantined may not even decode; it is kept as it is and not read.
        return self._store_entry(stream, entry, meta), header, () if item.reason else operations_of(entry)

    def _hash_of(self, stream: StoredStream, id: EntryId) -> bytes:
        if id.seq == 0:
            return FIRST_HASH
        found = self._db.execute(
            "SELECT hash FROM entry WHERE stream = ? AND replica = ? AND seq = ?", (stream.id, *id)
        ).fetchone()
        if found is None:
            raise Malformed("an entry before this one is missing")
        value: bytes = found[0]
        return value

    def _operations(self, number: int) -> tuple[Operation, ...]:
        rows = self._db.execute("SELECT data FROM part WHERE entry = ? ORDER BY n", (number,)).fetchall()
        return tuple(operation for (data,) in rows for operation in decode_operations(data))

    def _settle(
        self,
        stream: StoredStream,
        operations: Sequence[Operation],
        meta: Meta,
        number: int,
        digest: Digest,
        *,
        is_new: bool,
        reason: str,
    ) -> Digest:
        """Brings the rows of a stamped entry to its stamp and verdict; returns the canonical digest after it."""
        if is_new and reason:
            return digest
        for row, table in {operation.row: operation.table for operation in operations}.items():
            mine = [operation for operation in operations if operation.row == row]
            before, after = self._settle_row(stream, row, table, mine, meta, number, is_new=is_new, reason=reason)
            digest = digest.change(before, after)
        return digest

    def _settle_row(
        self,
        stream: StoredStream,
        row: str,
        table: int,
        operations: Sequence[Operation],
        meta: Meta,
        number: int,
        *,
        is_new: bool,
        reason: str,
    ) -> tuple[int, int]:
        packed = self._projection.find_packed(row)
        if packed is None and isinstance(operations[0], Add) and len(operations) == 1:
            return self._settle_fresh(row, operations[0], meta, number, is_new=is_new, reason=reason)
        before = packed or self._projection.find_state(table, row)
        after = before or RowState(table)
        if reason:
            after = without(after, meta.id)
        elif is_new:
            for operation in operations:
                after = apply(after, operation, meta)
        else:
            after = restamp(after, meta)
        self._projection.save_state(stream.id, row, after, number)
        return canonical_hash(row, before), canonical_hash(row, after)

    def _settle_fresh(
        self, row: str, operation: Add, meta: Meta, number: int, *, is_new: bool, reason: str
    ) -> tuple[int, int]:
        if reason:
            self._projection.forget_fresh(operation.table, row)
            return 0, 0
        if is_new:
            self._projection.insert_fresh(operation, number)
        return 0, canonical_hash(row, apply(None, operation, meta))

    def _recompute_unstamped(self, stream: StoredStream, moved: set[EntryId]) -> None:
        """A stamp changed the effective time of an entry: local ones built on it follow (LOG.md, "Who wins")."""
        rows = self._db.execute(
            "SELECT id, header, eff FROM entry WHERE stream = ? AND hub_seq IS NULL ORDER BY seq", (stream.id,)
        ).fetchall()
        for number, raw, old in rows:
            operations = self._operations(number)
            bases = bases_of(operations)
            if not bases & moved:
                continue
            header = decode_header(raw)
            eff = local_eff(header.clock, self._effs(stream, bases))
            if eff == old:
                continue
            moved.add(header.id)
            self._db.execute("UPDATE entry SET eff = ? WHERE id = ?", (eff, number))
            meta = Meta(header.id, eff, header.seen, 0)
            for operation in operations:
                packed = self._projection.find_packed(operation.row)
                if packed is not None:
                    self._projection.save_state(stream.id, operation.row, restamp(packed, meta), number)

    # --- repair and proof ----------------------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Refolds every row from the log: the same rows as applying entries as they came."""
        with begin_immediate(self._db):
            self._refold()
        self._streams.clear()

    def _refold(self) -> None:
        self._projection.clear()
        for stream in self.streams():
            self._rebuild_stream(stream)

    def compare_with_refold(self) -> tuple[str, ...]:
        """The tables and digests that a refold would change. Nothing is changed: the refold is rolled back."""
        try:
            with begin_immediate(self._db):
                before = self._fingerprints()
                self._refold()
                self._streams.clear()
                raise _Compared(before, self._fingerprints())
        except _Compared as compared:
            self._streams.clear()
            after = compared.after
            return tuple(name for name, value in compared.before.items() if after[name] != value)

    def _fingerprints(self) -> dict[str, bytes]:
        """One hash for the rows of each business table and one for each stream's digest."""
        found = {table.name: self._projection.fingerprint(table) for table in TABLES}
        for stream in self.streams():
            fresh = self._read_stream(stream.partition)
            found[stream.partition] = f"{fresh.digest.count} {fresh.digest.total}".encode()
        return found

    def find_header(self, partition: str, id: EntryId) -> Header | None:
        """The header of an entry: who wrote it, when, by which action."""
        found = self._db.execute(
            "SELECT header FROM entry WHERE stream = ? AND replica = ? AND seq = ?", (self.stream(partition).id, *id)
        ).fetchone()
        return decode_header(found[0]) if found else None

    def _rebuild_stream(self, stream: StoredStream) -> None:
        digest = Digest()
        rows = self._db.execute(
            "SELECT id, header, eff, hub_seq, reason FROM entry WHERE stream = ? ORDER BY hub_seq IS NULL, hub_seq, id",
            (stream.id,),
        ).fetchall()
        for number, raw, eff, hub_seq, reason in rows:
            if reason:
                continue
            header = decode_header(raw)
            meta = Meta(header.id, eff, header.seen, hub_seq or 0)
            operations = self._operations(number)
            if hub_seq:
                digest = self._settle(stream, operations, meta, number, digest, is_new=True, reason="")
            else:
                for operation in operations:
                    self._apply(stream, operation, meta, number)
        self._move_stream(stream, stream.cursor, digest)

    def check_chain(self) -> Iterable[str]:
        """Yields a sentence for every break of the chain, every part that does not fit, every gap."""
        for stream in self.streams():
            replicas = self._db.execute("SELECT DISTINCT replica FROM entry WHERE stream = ?", (stream.id,)).fetchall()
            for (replica,) in replicas:
                yield from self._check_replica(stream, replica)

    def _check_replica(self, stream: StoredStream, replica: bytes) -> Iterable[str]:
        previous, expected = FIRST_HASH, 1
        rows = self._db.execute(
            "SELECT id, seq, header, hash FROM entry WHERE stream = ? AND replica = ? ORDER BY seq",
            (stream.id, replica),
        ).fetchall()
        for number, seq, raw, digest in rows:
            where = f"{stream.partition} {replica.hex()[:8]} {seq}"
            if seq != expected:
                yield f"{where}: gap in the log"
            parts = self._db.execute("SELECT salt, data FROM part WHERE entry = ? ORDER BY n", (number,)).fetchall()
            try:
                check_entry(Entry(raw, digest, tuple(Part(salt, data) for salt, data in parts)), previous)
            except Malformed as error:
                yield f"{where}: {error}"
            previous, expected = digest, seq + 1

    def wire_digest(self, partition: str) -> WireDigest:
        digest = self.stream(partition).digest
        return WireDigest(digest.count, digest.total)


class _Compared(Exception):
    """Carries the comparison out of a transaction that must not be kept."""

    def __init__(self, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        super().__init__("compared")
        self.before = before
        self.after = after


def _changes(operations: Iterable[Operation]) -> Changes:
    operations = tuple(operations)
    kinds = frozenset(BY_NUMBER[operation.table].name for operation in operations)
    return Changes(kinds, tuple(dict.fromkeys(operation.row for operation in operations)))
