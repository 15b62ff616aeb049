"""What the laptop's store and its client of sync hand each other."""

from dataclasses import dataclass
from datetime import datetime

from domain.sync.entries import Entry


@dataclass(frozen=True)
class Enrolment:
    """The head office this laptop belongs to: the pinned key proves every answer."""

    hub_url: str
    association: bytes
    hub_key: bytes
    device: bytes
    partitions: tuple[str, ...]


@dataclass(frozen=True)
class Outgoing:
    """Consecutive entries of one replica that head office has not stated to hold."""

    partition: str
    replica: bytes
    previous: bytes
    first_seq: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Waiting:
    """How many entries of this laptop have not reached head office, and since when the oldest waits."""

    count: int
    oldest: datetime | None
