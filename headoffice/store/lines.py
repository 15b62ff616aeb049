"""The line of each stream at each of its positions (`domain.sync.line`), and the epochs head office has had."""

from dataclasses import dataclass

from sqlalchemy import select

from domain.sync.line import FIRST_LINE
from headoffice.store.connection import Connection
from headoffice.store.numbers import Numbers
from headoffice.store.schema import association
from headoffice.store.statements import at

FIRST_EPOCH = 1
LINE = (
    "SELECT line FROM stamp WHERE stream = ? AND hub_seq = ? "
    "AND epoch = (SELECT epoch FROM stream_head WHERE association_id = ? AND partition = ?)"
)
LAST_EPOCH = "SELECT epoch, started_ms FROM hub_epoch WHERE association_id = ? ORDER BY epoch DESC LIMIT 1"
HELD_ASSOCIATION = select(association.c.made_ms).where(*at(association)).with_for_update()


@dataclass(frozen=True)
class CausedEpochs:
    count: int
    last_ms: int


class Lines:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association
        self._numbers = Numbers(db, association)

    def find(self, partition: str, hub_seq: int) -> bytes | None:
        """None beyond the head."""
        if hub_seq == 0:
            return FIRST_LINE
        key = ("line", self._association, partition, hub_seq)
        noted = self._db.notes.get(key)
        if isinstance(noted, bytes):
            return noted
        line = self._read(partition, hub_seq)
        if line is not None:
            self.note(partition, hub_seq, line)
        return line

    def _read(self, partition: str, hub_seq: int) -> bytes | None:
        found = self._db.row(LINE, self._numbers.stream(partition), hub_seq, self._association, partition)
        return bytes(found[0]) if found else None

    def epochs_since(self, since_ms: int) -> dict[str, CausedEpochs]:
        """By their cause, those that began after this moment."""
        rows = self._db.rows(
            "SELECT cause, count(*), max(started_ms) FROM hub_epoch WHERE association_id = ? AND started_ms > ? "
            "GROUP BY cause",
            self._association,
            since_ms,
        )
        return {cause: CausedEpochs(count, last_ms) for cause, count, last_ms in rows}

    def hold_epoch(self) -> None:
        """Nobody begins another epoch before this transaction ends."""
        self._db.row(HELD_ASSOCIATION, association_id=self._association)
        self._db.forget_note(("epoch", self._association))

    # --- epochs --------------------------------------------------------------------------------------------------

    def epoch(self) -> int:
        return self._last_epoch()[0]

    def epoch_started_ms(self) -> int:
        """0 for the first."""
        return self._last_epoch()[1]

    def _last_epoch(self) -> tuple[int, int]:
        return self._db.noted(("epoch", self._association), self._read_epoch)

    def _read_epoch(self) -> tuple[int, int]:
        found = self._db.row(LAST_EPOCH, self._association)
        return (found[0], found[1]) if found else (FIRST_EPOCH, 0)

    def foresee_epoch(self, epoch: int | None, started_ms: int | None) -> None:
        """What was read beside others, for the length of this transaction. None where no other has begun."""
        self._db.notes["epoch", self._association] = (epoch or FIRST_EPOCH, started_ms or 0)

    def note(self, partition: str, hub_seq: int, line: bytes) -> None:
        """A position that the stream has keeps its line."""
        self._db.notes["line", self._association, partition, hub_seq] = line

    def begin_epoch(self, *, now_ms: int, cause: str) -> int:
        """Head office lives again: every stream goes on with what it holds, under the places it has. The number tells
        two restored copies apart."""
        self.hold_epoch()
        epoch = max(self.epoch() + 1, now_ms)
        self._db.run(
            "INSERT INTO hub_epoch (association_id, epoch, started_ms, cause) VALUES (?, ?, ?, ?)",
            self._association,
            epoch,
            now_ms,
            cause,
        )
        self._db.forget_note(("epoch", self._association))
        return epoch
