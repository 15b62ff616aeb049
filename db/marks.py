"""Places of the streams that this laptop has passed: how it finds out where head office goes another way."""

from msgspec.structs import replace

from db.connection import Database
from db.entries import HELD_BACK, Entries, StoredStream
from domain.sync.entries import Malformed
from domain.sync.judge import WAITING
from domain.sync.line import FIRST_LINE, kept_marks
from domain.sync.wire import Mark

_NOT_FINAL = ", ".join(f"'{reason}'" for reason in ("", *sorted(WAITING)))
DROP_STAMPS = (
    # What was quarantined is held back until head office has judged it again.
    f"UPDATE entry SET parked = CASE WHEN reason IN ({_NOT_FINAL}) THEN parked ELSE {HELD_BACK} END, "  # noqa: S608
    "epoch = NULL, hub_seq = NULL, received_ms = NULL, reason = NULL WHERE stream = ? AND hub_seq > ?"
)
FORGET_OTHERS = "DELETE FROM acknowledged WHERE stream = ? AND replica NOT IN (SELECT replica FROM replica)"


class Marks:
    def __init__(self, db: Database, entries: Entries) -> None:
        self._db = db
        self._entries = entries

    def all(self, stream: StoredStream) -> list[Mark]:
        """The latest first, the one at the cursor among them; the beginning last."""
        rows = self._db.execute(
            "SELECT hub_seq, line FROM mark WHERE stream = ? AND hub_seq < ? ORDER BY hub_seq DESC",
            (stream.id, stream.cursor),
        ).fetchall()
        passed = (Mark(hub_seq, line) for hub_seq, line in rows)
        return [*([Mark(stream.cursor, stream.line)] if stream.cursor else []), *passed, Mark(0, FIRST_LINE)]

    def add(self, stream: StoredStream) -> None:
        """Remembers the place of the cursor, and forgets old ones that others stand for."""
        self._db.execute("INSERT OR REPLACE INTO mark VALUES (?, ?, ?)", (stream.id, stream.cursor, stream.line))
        positions = {n for (n,) in self._db.execute("SELECT hub_seq FROM mark WHERE stream = ?", (stream.id,))}
        for position in positions - kept_marks(positions):
            self._db.execute("DELETE FROM mark WHERE stream = ? AND hub_seq = ?", (stream.id, position))

    def go_back(self, stream: StoredStream, position: int) -> tuple[StoredStream, int]:
        """Drops the stamps beyond a place that was passed, and how many they were. Raises Malformed when it was not.
        The rows are refolded by the caller."""
        lines = {mark.hub_seq: mark.line for mark in self.all(stream)}
        if position not in lines:
            raise Malformed("head office goes on from a place this laptop has not named")
        dropped = self._db.execute(DROP_STAMPS, (stream.id, position)).rowcount
        self._db.execute("DELETE FROM mark WHERE stream = ? AND hub_seq > ?", (stream.id, position))
        # How far head office holds others' logs has to be asked anew.
        self._db.execute(FORGET_OTHERS, (stream.id,))
        # It may have lost files too: it is asked about each of them.
        self._db.execute("UPDATE blob SET is_held = 0 WHERE partition = ?", (stream.partition,))
        return self._entries.move(replace(stream, cursor=position, line=lines[position])), dropped
