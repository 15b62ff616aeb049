"""What head office has said, taken into the store: stream by stream, each held against head office's digest."""

from dataclasses import dataclass, field

from desktop.sync import round_faults as faults
from desktop.sync.comparing import Comparing
from desktop.sync.store import SyncStore
from domain.sync.changes import NO_CHANGES, Changes
from domain.sync.entries import Malformed
from domain.sync.wire import NAME_MORE, Cursor, Stream


@dataclass
class Tally:
    sent: int = 0
    received: int = 0
    changes: Changes = field(default=NO_CHANGES)
    step: Changes = field(default=NO_CHANGES)  # of the last answer

    def note(self, changes: Changes) -> None:
        self.changes |= changes
        self.step |= changes


class Taking:
    """Of one round. `naming` are partitions of which head office wants to know every place that was passed."""

    def __init__(self, store: SyncStore, comparing: Comparing) -> None:
        self._store = store
        self._comparing = comparing
        self.tally = Tally()
        self.naming: set[str] = set()

    def take(self, stream: Stream, *, is_last: bool = True) -> bool:
        """True when the stream has been taken to its head, and both sides agree about it. Raises Unavailable for a
        damaged answer, RuleBroken for what only a person can decide. Unless it `is_last`, an answer follows that tells
        whether they agree: head office is not asked where they differ while it is being asked already."""
        if stream.after == NAME_MORE:
            if stream.partition in self.naming:
                raise faults.damaged()
            self.naming.add(stream.partition)
            return False
        self.naming.discard(stream.partition)
        try:
            self.tally.note(self._store.receive(stream))
        except Malformed as error:
            raise faults.damaged() from error
        self.tally.received += sum(item.entry is not None for item in stream.items)
        if stream.digest is None or not is_last:
            return False
        if not self._agrees(stream):
            # The rows are a cache of the log: made anew from it before anybody is troubled.
            self._store.rebuild()
            if not self._agrees(stream) and not self._settle(stream):
                raise faults.different(stream.partition)
        return True

    def _settle(self, stream: Stream) -> bool:
        """A rebuild was not enough: where the two differ is found, and mended."""
        mine = self.find_cursor(stream.partition)
        if mine is None or mine.hub_seq != stream.head:
            return False
        is_settled = self._comparing.settle(mine)
        self.tally.note(self._comparing.changes)
        return is_settled

    def _agrees(self, stream: Stream) -> bool:
        """The digest is computed here and compared, never adopted. What waits here for a newer program is missing
        from it."""
        mine = self.find_cursor(stream.partition)
        if mine is None:
            return stream.head == 0
        is_here = mine.hub_seq == stream.head
        return is_here and (mine.digest == stream.digest or self._store.is_partial(stream.partition))

    def find_cursor(self, partition: str) -> Cursor | None:
        return next((cursor for cursor in self._store.cursors() if cursor.partition == partition), None)
