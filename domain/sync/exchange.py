"""What the laptop's store and its client of sync hand each other."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.sync.entries import Entry
from domain.sync.partitions import in_order, office_of
from domain.sync.snapshot import Snapshot
from domain.sync.wire import DeviceCertificate, WireGrant


@dataclass(frozen=True)
class Enrolment:
    """The head office this laptop belongs to: the pinned key proves every answer."""

    hub_url: str
    association: bytes
    hub_key: bytes
    device: bytes
    partitions: tuple[str, ...]
    certificate: DeviceCertificate | None = None


def widened(enrolment: Enrolment, grants: Iterable[WireGrant]) -> Enrolment | None:
    """With what head office lets be read beside: of this laptop's own office, and of the association. None when that is
    known already; another office's is nothing for a laptop that was set up for its own."""
    owners = {"", *map(office_of, enrolment.partitions)}
    readable = {grant.partition for grant in grants if grant.may_read and office_of(grant.partition) in owners}
    fresh = sorted(readable.difference(enrolment.partitions), key=in_order)
    return replace(enrolment, partitions=(*enrolment.partitions, *fresh)) if fresh else None


@dataclass(frozen=True)
class Outgoing:
    """Consecutive entries of one replica that head office has not stated to hold. Another laptop's are one segment as
    its `device` signed it."""

    partition: str
    replica: bytes
    previous: bytes
    first_seq: int
    entries: tuple[Entry, ...]
    device: bytes = b""
    signature: bytes = b""

    @property
    def last_seq(self) -> int:
        return self.first_seq + len(self.entries) - 1


@dataclass(frozen=True)
class Waiting:
    """How many entries of this laptop have not reached head office, and since when the oldest waits. `parked` entries
    are here and not shown: they need a newer program, or something that has not come yet."""

    count: int
    oldest: datetime | None
    parked: int = 0


@dataclass(frozen=True)
class Problem:
    """Why a round did not end well: a stable code and what to tell the clerk. `needs_person` when trying again alone
    will not help; `retry_seconds` is how long head office asked to be left alone, 0 when it did not."""

    code: str
    ar: str
    en: str
    needs_person: bool
    retry_seconds: int = 0


@dataclass(frozen=True)
class Load:
    """A stream on its way as one file, of which the first `held` bytes are here."""

    snapshot: Snapshot
    held: int

    @property
    def partition(self) -> str:
        return self.snapshot.partition

    @property
    def is_whole(self) -> bool:
        return self.held == self.snapshot.size
