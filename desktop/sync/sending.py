"""What a round sends, and what it will send next: read, put in pieces and signed while head office works on the
piece before. Nothing of that is sent unless head office's answer says that it comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync.budget import Budget
from desktop.sync.segments import segments_of
from desktop.sync.store import SyncStore
from domain.sync.exchange import Outgoing
from domain.sync.wire import Segment

MOST_ENTRIES = 2_000


@dataclass(frozen=True)
class Prepared:
    """What follows in one log. `bytes` as a budget counts them."""

    outgoing: Outgoing
    segments: tuple[Segment, ...]
    bytes: int


class Sending:
    """Of one round."""

    def __init__(self, store: SyncStore, key: Ed25519PrivateKey, budget: Budget) -> None:
        self._store = store
        self._key = key
        self._budget = budget
        self._ready: Prepared | None = None

    def next(self) -> list[Outgoing]:
        """From the heads that head office stated last."""
        ready = self._fitting()
        if ready is not None and self._store.is_next(ready.outgoing):
            return [ready.outgoing]
        self.forget()
        return self._store.outgoing(max_entries=MOST_ENTRIES, max_bytes=self._budget.bytes)

    def prepared(self, behind: Sequence[Outgoing]) -> list[Outgoing]:
        """All that goes out once head office holds `behind`, if it is prepared; nothing when it is not."""
        ready = self._fitting()
        if ready is None or len(behind) != 1 or not self._store.is_next(ready.outgoing, behind=behind[0]):
            return []
        return [ready.outgoing]

    def _fitting(self) -> Prepared | None:
        """Within the budget as it is now."""
        ready = self._ready
        return ready if ready is not None and ready.bytes <= self._budget.bytes else None

    def segments(self, outgoing: Sequence[Outgoing]) -> list[Segment]:
        ready = self._ready
        if ready is not None and list(outgoing) == [ready.outgoing]:
            return list(ready.segments)
        return [segment for item in outgoing for segment in segments_of(item, self._key)]

    def prepare_after(self, outgoing: Sequence[Outgoing]) -> None:
        """While these are on their way."""
        self.forget()
        if len(outgoing) != 1 or outgoing[0].device:
            return
        following = self._store.following(outgoing[0], max_entries=MOST_ENTRIES, max_bytes=self._budget.bytes_if_held)
        if following is not None:
            segments = tuple(segments_of(following, self._key))
            self._ready = Prepared(following, segments, sum(entry.size for entry in following.entries))

    def forget(self) -> None:
        """What came may have changed what was prepared."""
        self._ready = None
