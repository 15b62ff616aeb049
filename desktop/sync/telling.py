"""How far a round is, for whoever watches it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from desktop.sync.loading import Loaded
from desktop.sync.store import SyncStore
from desktop.sync.transfer import Step, Watch
from domain.sync.changes import Changes
from domain.sync.exchange import Outgoing
from domain.sync.wire import Cursor, SyncAnswer

Clock = Callable[[], datetime]


class Telling:
    def __init__(self, store: SyncStore, watch: Watch, clock: Clock) -> None:
        self._store = store
        self._watch = watch
        self._clock = clock
        self._times_ms: tuple[int, int] | None = None  # of the last answer: head office's and this laptop's

    def tell(
        self, answer: SyncAnswer, cursors: Sequence[Cursor], outgoing: Sequence[Outgoing], changes: Changes
    ) -> None:
        asked = {cursor.partition: cursor.hub_seq for cursor in cursors}
        reached = {
            stream.partition: stream.items[-1].hub_seq if stream.items else asked.get(stream.partition, 0)
            for stream in answer.streams
        }
        self._times_ms = answer.time_ms, int(self._clock().timestamp() * 1000)
        self._watch.note_step(
            Step(
                sum(len(item.entries) for item in outgoing),
                sum(len(stream.items) for stream in answer.streams),
                self._store.waiting().count,
                sum(max(stream.head - reached[stream.partition], 0) for stream in answer.streams),
                *self._times_ms,
                changes,
            )
        )

    def tell_loaded(self, loaded: Loaded, changes: Changes) -> None:
        """Beside head office's clock as it was heard last: a file tells no time."""
        if self._times_ms is not None:
            waiting = self._store.waiting().count
            self._watch.note_step(Step(0, loaded.done, waiting, loaded.left, *self._times_ms, changes))
