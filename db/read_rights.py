"""What head office lets this laptop read and write, as it said last: what is of another partition is asked for nowhere,
and a person is told what is not shown here.

Entries need no such memory: head office answers only about what may be read, and says why of the rest.
"""

import json
from collections.abc import Iterable

from db.settings import Settings

READABLE = "sync.readable"


Known = tuple[int, list[str], list[str]]


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
        return _may_read(self._read(), partition)

    def may_write(self, partition: str) -> bool:
        """The same of writing."""
        return _may_write(self._read(), partition)

    def writable_of(self, partitions: Iterable[str]) -> tuple[str, ...]:
        """Those of them that may be written. The database is asked once."""
        known = self._read()
        return tuple(name for name in partitions if _may_write(known, name))

    def only_sends(self, partition: str) -> bool:
        """Whether what is written there is sent, and nothing of it ever comes."""
        known = self._read()
        return not _may_read(known, partition) and _may_write(known, partition)

    def _read(self) -> Known | None:
        found = self._settings.find(READABLE)
        if found is None:
            return None
        at_ms, readable, *writable = json.loads(found)
        # A program that noted nothing of writing knew no partition of complaints either: nothing is said of them yet.
        return (at_ms, readable, writable[0]) if writable else None


def _may_read(known: Known | None, partition: str) -> bool:
    return known is None or partition in known[1]


def _may_write(known: Known | None, partition: str) -> bool:
    return known is None or not known[2] or partition in known[2]
