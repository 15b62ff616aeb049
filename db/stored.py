"""What the tables of the log hold, as the laptop speaks of it."""

import msgspec

from domain.sync.canonical import Digest
from domain.sync.entries import Header
from domain.sync.entry_bytes import decode_header
from domain.sync.judge import WAITING
from domain.sync.row_state import Meta


class StoredStream(msgspec.Struct, frozen=True, gc=False):
    id: int
    partition: str
    epoch: int
    cursor: int
    digest: Digest
    line: bytes  # over the stamps up to the cursor


class StoredEntry(msgspec.Struct, frozen=True, gc=False):
    """An entry of the table; `number` is its local name. `hub_seq` is 0 and `reason` empty before its stamp.

    `is_parked` when it is not in the rows though no verdict set it aside: it lacks something that is not here yet.
    """

    number: int
    header: Header
    eff: int
    hub_seq: int
    reason: str
    is_parked: bool

    @property
    def is_agreed(self) -> bool:
        """Whether head office has applied it."""
        return self.hub_seq > 0 and not self.reason

    @property
    def is_set_aside(self) -> bool:
        """Whether head office has quarantined it, for good."""
        return bool(self.reason) and self.reason not in WAITING

    @property
    def meta(self) -> Meta:
        """As the fold sees it: what still waits at head office lies over the agreed state, like what is unstamped."""
        return Meta(self.header.id, self.eff, self.header.seen, self.hub_seq if self.is_agreed else 0)


COLUMNS = "id, header, eff, hub_seq, reason, parked"


def stored(row: tuple[int, bytes, int, int | None, str | None, int]) -> StoredEntry:
    """From the columns of that name."""
    number, header, eff, hub_seq, reason, parked = row
    return StoredEntry(number, decode_header(header), eff, hub_seq or 0, reason or "", bool(parked))
