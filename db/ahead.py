"""A piece of a stream goes through the log in a few statements: what it will ask is read at once before, and what it
writes is written together after. In between the log is asked here first."""

import json
from collections.abc import Iterable

from msgspec.structs import replace

from db.connection import Database
from db.stored import COLUMNS, StoredEntry, StoredStream, stored
from domain.sync.entries import Add, Entry, EntryId, Malformed, Operation
from domain.sync.entry_bytes import decode_operations
from domain.sync.row_state import Meta
from domain.sync.wire import Stamped

ADD_ENTRY = (
    "INSERT INTO entry (id, stream, replica, seq, header, hash, eff, epoch, hub_seq, received_ms, reason) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
ADD_PART = "INSERT INTO part (entry, n, salt, data) VALUES (?, ?, ?, ?)"
STAMP = "UPDATE entry SET eff = ?, epoch = ?, hub_seq = ?, received_ms = ?, reason = ? WHERE id = ?"
NOT_STAMPED = (None, None, None, None)


class Ahead:
    """Of one log. Knows nothing and holds nothing back until `read`, and again after `forget`."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.forget()

    def forget(self) -> None:
        """Also what was not written, as after a transaction that was undone."""
        self.is_on = False
        self.has_parked = False
        self.hashes: dict[EntryId, bytes] = {}
        self.operations: dict[int, tuple[Operation, ...]] = {}
        self._asked: set[EntryId] = set()
        self._known: dict[EntryId, StoredEntry] = {}
        self._numbers: dict[int, EntryId] = {}
        self._last = 0
        self._fresh: dict[int, list[object]] = {}
        self._parts: list[tuple[object, ...]] = []
        self._stamps: list[tuple[object, ...]] = []

    def read(self, stream: StoredStream, ids: Iterable[EntryId], *, has_parked: bool) -> None:
        """What is here of these entries, and the hashes of those before them."""
        self.is_on, self.has_parked = True, has_parked
        self._asked = set(ids)
        (self._last,) = self._db.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()
        seqs: dict[bytes, set[int]] = {}
        for id in self._asked:
            seqs.setdefault(id.replica, set()).update((id.seq, id.seq - 1))
        for replica, wanted in seqs.items():
            for seq, digest, *row in self._db.execute(
                f"SELECT seq, hash, {COLUMNS} FROM entry WHERE stream = ? AND replica = ? "  # noqa: S608
                "AND seq IN (SELECT value FROM json_each(?))",
                (stream.id, replica, json.dumps(sorted(wanted))),
            ):
                id = EntryId(replica, seq)
                self.hashes[id] = digest
                if id in self._asked:
                    self._known[id] = entry = stored(tuple(row))
                    self._numbers[entry.number] = id
        self._read_operations()

    def _read_operations(self) -> None:
        """Of the entries that are here; one that cannot be read is left to whoever reads it alone."""
        read: dict[int, list[bytes]] = {entry.number: [] for entry in self._known.values()}
        for number, data in self._db.execute(
            "SELECT entry, data FROM part WHERE entry IN (SELECT value FROM json_each(?)) ORDER BY entry, n",
            (json.dumps(sorted(read)),),
        ):
            read[number].append(data)
        for number, parts in read.items():
            try:
                self.operations[number] = tuple(item for data in parts for item in decode_operations(data))
            except Malformed:
                continue

    def knows(self, id: EntryId) -> bool:
        """Whether `find` can tell."""
        return id in self._asked

    def find(self, id: EntryId) -> StoredEntry | None:
        return self._known.get(id)

    def find_added(self, number: int, row: str) -> tuple[Add, Meta] | None:
        """What an entry that was read adds to a row."""
        for operation in self.operations.get(number, ()):
            if isinstance(operation, Add) and operation.row == row:
                return operation, self._known[self._numbers[number]].meta
        return None

    def find_only_add(self, number: int) -> Add | None:
        """Of an entry that was read and does nothing else."""
        operations = self.operations.get(number, ())
        return operations[0] if len(operations) == 1 and isinstance(operations[0], Add) else None

    # --- writing -------------------------------------------------------------------------------------------------

    def insert(self, stream: StoredStream, entry: Entry, id: EntryId, eff: int) -> int:
        self._last += 1
        self._fresh[self._last] = [stream.id, id.replica, id.seq, entry.header, entry.hash, eff, *NOT_STAMPED]
        self._parts.extend(
            (self._last, n, part.salt, part.data) for n, part in enumerate(entry.parts) if not part.is_erased
        )
        self.hashes[id] = entry.hash
        self._asked.discard(id)
        return self._last

    def stamp(self, number: int, item: Stamped, epoch: int) -> None:
        values = (item.eff, epoch, item.hub_seq, item.received_ms, item.reason)
        if number in self._fresh:
            self._fresh[number][5:] = values
        else:
            self._stamps.append((*values, number))
        id = self._numbers.get(number)
        if id is not None and id in self._known:
            self._known[id] = replace(self._known[id], eff=item.eff, hub_seq=item.hub_seq, reason=item.reason)

    def settle(self) -> None:
        """Writes what was held back, so that the tables can be asked."""
        if self._fresh:
            self._db.conn.executemany(ADD_ENTRY, [(number, *values) for number, values in self._fresh.items()])
            self._db.conn.executemany(ADD_PART, self._parts)
        if self._stamps:
            self._db.conn.executemany(STAMP, self._stamps)
        self._fresh, self._parts, self._stamps = {}, [], []

    def doubt(self, number: int) -> None:
        """An entry changed in the tables: they are asked about it from now on."""
        for id in [id for id, entry in self._known.items() if entry.number == number]:
            del self._known[id]
            self._asked.discard(id)
