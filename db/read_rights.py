"""What head office lets this laptop read and write, as it said last: what is of another partition is asked for nowhere,
and a person is told what is not shown here.

Entries need no such memory: head office answers only about what may be read, and says why of the rest.
"""

import json
from collections.abc import Iterable

from db.settings import Settings

READABLE = "sync.readable"


class ReadRights:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def note(
        self, readable: Iterable[str], *, writable: Iterable[str] = (), at_ms: int, is_carried: bool = False
    ) -> None:
        """`at_ms` by head office's clock. An answer that was `is_carried` by a stick may be older than the last."""
        known, said = self._read(), (sorted(readable), sorted(writable))
        if known is None or (known[1:] != said and not (is_carried and at_ms < known[0])):
            self._settings.save(READABLE, json.dumps([at_ms, *said]))

    def may_read(self, partition: str) -> bool:
        """True of every partition while head office has said nothing yet."""
        known = self._read()
        return known is None or partition in known[1]

    def may_write(self, partition: str) -> bool:
        """The same of writing."""
        known = self._read()
        return known is None or not known[2] or partition in known[2]

    def only_sends(self, partition: str) -> bool:
        """Whether what is written there is sent, and nothing of it ever comes."""
        return not self.may_read(partition) and self.may_write(partition)

    def _read(self) -> tuple[int, list[str], list[str]] | None:
        found = self._settings.find(READABLE)
        if found is None:
            return None
        at_ms, readable, *writable = json.loads(found)
        return at_ms, readable, writable[0] if writable else []
