"""What head office lets this laptop read, as it said last: files of other partitions are asked for nowhere.

Entries need no such memory: head office answers only about what may be read, and says why of the rest.
"""

import json
from collections.abc import Iterable

from db.settings import Settings

READABLE = "sync.readable"


class ReadRights:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def note(self, readable: Iterable[str], *, at_ms: int, is_carried: bool = False) -> None:
        """`at_ms` by head office's clock. An answer that was `is_carried` by a stick may be older than the last."""
        known, said = self._read(), sorted(readable)
        if known is None or (known[1] != said and not (is_carried and at_ms < known[0])):
            self._settings.save(READABLE, json.dumps([at_ms, said]))

    def may_read(self, partition: str) -> bool:
        """True of every partition while head office has said nothing yet."""
        known = self._read()
        return known is None or partition in known[1]

    def _read(self) -> tuple[int, list[str]] | None:
        found = self._settings.find(READABLE)
        if found is None:
            return None
        at_ms, said = json.loads(found)
        return at_ms, said
