"""The hashes of a partition's rows, of which ranges are compared (`domain.sync.comparing`)."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from domain.sync.comparing import Hashes
from headoffice.hub import Hub

MOST_KEPT = 4  # partitions, while several questions are asked about one position


@dataclass
class RowHashes:
    """Of every row of a partition at its head, remembered while that is the head. Several threads may ask."""

    hub: Hub
    _known: "OrderedDict[str, tuple[int, Hashes]]" = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def at_head(self, partition: str, head: int) -> Hashes:
        """Inside a transaction."""
        with self._lock:
            known = self._known.get(partition)
        if known is not None and known[0] == head:
            return known[1]
        hashes = self.read(partition)
        with self._lock:
            self._known[partition] = (head, hashes)
            self._known.move_to_end(partition)
            while len(self._known) > MOST_KEPT:
                self._known.popitem(last=False)
        return hashes

    def read(self, partition: str) -> Hashes:
        return sorted(self.hub.streams.rows.hashes(partition))

    def forget(self, partition: str) -> None:
        with self._lock:
            self._known.pop(partition, None)
