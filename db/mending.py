"""What head office gives again of rows that differ (`domain.sync.comparing`): the log here is put right by it."""

from collections.abc import Iterable, Mapping, Sequence

from db.connection import Database, begin_immediate
from db.entries import Entries, StoredStream
from db.folding import Folding
from db.projection import Projection
from db.row_hashes import hash_rows
from domain.sync.canonical import canonical_hash
from domain.sync.chain import chain_hash
from domain.sync.comparing import Hashes
from domain.sync.entries import Entry, EntryId, Malformed, row_bytes, row_text
from domain.sync.schema import TABLES
from domain.sync.wire import Stamped, read_entry

UNREADABLE = 1


class Mending:
    def __init__(self, db: Database, entries: Entries, projection: Projection, folding: Folding) -> None:
        self._db = db
        self._entries = entries
        self._projection = projection
        self._folding = folding

    # --- where -----------------------------------------------------------------------------------------------------

    def hashes(self, stream: StoredStream, *, after: bytes | None, most: int) -> Hashes:
        """Of the next rows by their ids, as they stand in the tables and not as the digest says; 0 for one that head
        office does not show. From the first on when `after` is None."""
        rows: dict[str, int] = {}
        beyond = row_text(after) if after is not None else ""
        for table in TABLES:
            found = self._db.execute(
                f"SELECT r.id FROM {table.name} AS r JOIN entry AS e ON e.id = r.entry "  # noqa: S608
                "WHERE e.stream = ? AND r.id > ? ORDER BY r.id LIMIT ?",
                (stream.id, beyond, most),
            )
            rows.update((row, table.number) for (row,) in found)
        states = self._db.execute(
            'SELECT row, "table" FROM row_state WHERE stream = ? AND row > ? ORDER BY row LIMIT ?',
            (stream.id, beyond, most),
        )
        rows.update(states.fetchall())
        chosen = {row: rows[row] for row in sorted(rows)[:most]}
        hashed = self._hashes(chosen)
        return [(row_bytes(row), hashed[row]) for row in chosen]

    def _hashes(self, rows: Mapping[str, int]) -> dict[str, int]:
        try:
            return hash_rows(self._db, rows)
        except (Malformed, ValueError, KeyError):
            # One that cannot be read is told from the others.
            return {row: self._hash(row, table) for row, table in rows.items()}

    def _hash(self, row: str, table: int) -> int:
        """Another number than head office's for a row that cannot be read, or shows what its state does not say."""
        try:
            state = self._projection.find_state(table, row)
            hashed = canonical_hash(row, state)
            return hashed if self._projection.is_shown(table, row, state) else hashed ^ 2
        except (Malformed, ValueError, KeyError):
            return UNREADABLE

    def hash_of(self, row: bytes) -> int:
        return next((value for table in TABLES if (value := self._hash(row_text(row), table.number))), 0)

    def touched(self, rows: Iterable[bytes]) -> frozenset[EntryId]:
        """What is said here to have touched these rows."""
        found: set[EntryId] = set()
        for raw in rows:
            row = row_text(raw)
            for table in TABLES:
                state = self._projection.find_state(table.number, row)
                if state is not None:
                    found.update(state.touched)
                    break
        return frozenset(found)

    # --- putting it right --------------------------------------------------------------------------------------------

    def replace(self, stream: StoredStream, items: Sequence[Stamped]) -> int:
        """Stamped entries as head office has them, and the rows folded from the log again, in one transaction: how
        many were otherwise. What has no stamp here is not touched. Raises Malformed when one does not fit the log."""
        with begin_immediate(self._db):
            changed = sum(self._replace(stream, item) for item in items if item.hub_seq <= stream.cursor)
            if changed:
                self._db.execute("UPDATE stream SET line = NULL WHERE id = ?", (stream.id,))
                self._entries.move(self._entries.stream(stream.partition))
            self._folding.refold()
        return changed

    def _replace(self, stream: StoredStream, item: Stamped) -> bool:
        if item.entry is None:
            raise Malformed("an entry that was wanted again is not there")
        id = EntryId(item.replica, item.seq)
        previous = self._entries.hash_at(stream, EntryId(id.replica, id.seq - 1))
        entry, header = read_entry(item.entry, previous)
        if header.partition != stream.partition or header.id != id:
            raise Malformed("an entry is not where its header says")
        self._refuse_broken_chain(stream, id, entry)
        known = self._entries.find(stream, id)
        number = known.number if known is not None else self._entries.insert(stream, entry, id, item.eff)
        is_changed = self._put(number, entry, item)
        if self._folding.erasure.strip(stream.id, number):
            self._folding.has_erased = True
        return is_changed or known is None

    def _refuse_broken_chain(self, stream: StoredStream, id: EntryId, entry: Entry) -> None:
        """What follows it here is chained to it; nothing follows what nobody else can prove but by its own hash."""
        after = self._db.execute(
            "SELECT header, hash FROM entry WHERE stream = ? AND replica = ? AND seq = ?",
            (stream.id, id.replica, id.seq + 1),
        ).fetchone()
        if after is not None:
            is_proved = chain_hash(entry.hash, after[0]) == after[1]
        else:
            held = self._db.execute(
                "SELECT hash FROM entry WHERE stream = ? AND replica = ? AND seq = ?", (stream.id, *id)
            ).fetchone()
            is_proved = held is None or held[0] == entry.hash
        if not is_proved:
            raise Malformed("an entry is chained to another log than this")

    def _put(self, number: int, entry: Entry, item: Stamped) -> bool:
        """Whether anything was otherwise. A part that head office has no more, and this laptop has, waits for the
        erasure."""
        before = self._db.execute(
            "SELECT header, hash, eff, hub_seq, received_ms, reason FROM entry WHERE id = ?", (number,)
        ).fetchone()
        after = (entry.header, entry.hash, item.eff, item.hub_seq, item.received_ms, item.reason)
        self._db.execute(
            "UPDATE entry SET header = ?, hash = ?, eff = ?, hub_seq = ?, received_ms = ?, reason = ? WHERE id = ?",
            (*after, number),
        )
        is_changed: bool = before != after
        for n, part in enumerate(entry.parts):
            if part.is_erased:
                continue
            held = self._db.execute("SELECT salt, data FROM part WHERE entry = ? AND n = ?", (number, n)).fetchone()
            if held != (part.salt, part.data):
                self._db.execute("INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?)", (number, n, part.salt, part.data))
                is_changed = True
        return is_changed
