"""What a laptop may do now: what it was granted, less what was taken from it since.

The right to send outlives the right to read: a laptop that was revoked or moved may bring what its clerks wrote for 90
days more, so that nothing of theirs is lost. One that was reported lost gets nothing and is believed nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.sync.partitions import REFERENCE_PARTITION, in_order, office_of
from domain.sync.wire import WireGrant
from headoffice import refusals
from headoffice.store import standings
from headoffice.store.registry import Device, Registry
from headoffice.store.standings import Standing

UPLOAD_DAYS = 90
UPLOAD_MS = UPLOAD_DAYS * 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class Right:
    partition: str
    may_read: bool
    may_write: bool
    until_ms: int | None = None
    # Whether it was given the right to read, whatever became of that: it may hold others' logs, and is told how far
    # they are held here, so that it gives back what was lost.
    has_read: bool = True

    def on_the_wire(self) -> WireGrant:
        return WireGrant(self.partition, self.may_read, self.may_write, self.until_ms)


def may_bring_files(right: Right) -> bool:
    """Of what head office itself has written whoever reads it may bring a file again: it is believed by its name."""
    return right.may_write or (right.may_read and right.partition == REFERENCE_PARTITION)


def rights_of(registry: Registry, device: Device, *, now_ms: int) -> tuple[Right, ...]:
    """By partition, each after those of its office that it rests on. What head office says to the association every
    device may read, and none but itself write. Raises Refused for a device that may do nothing any more."""
    if device.id == registry.head_office.id:
        return (Right(REFERENCE_PARTITION, True, True),)
    standing = registry.standings.of(device.id)
    granted = [
        Right(grant.partition, grant.may_read, grant.may_write, has_read=grant.may_read)
        for grant in sorted(registry.grants(device.id), key=lambda grant: in_order(grant.partition))
    ]
    granted.append(Right(REFERENCE_PARTITION, True, False))
    match standing.name:
        case standings.ACTIVE:
            return tuple(granted)
        case standings.LOST:
            raise refusals.lost()
        case standings.RETURNED:
            # What it could read in the time that was forgotten, nobody knows.
            return tuple(Right(right.partition, False, right.may_write) for right in granted)
        case standings.REVOKED:
            return _sending_only(granted, standing, now_ms)
        case standings.MOVED:
            return _moved(granted, device, standing, now_ms)
    raise ValueError(f"a device stands as {standing.name}")


def _sending_only(granted: Iterable[Right], standing: Standing, now_ms: int) -> tuple[Right, ...]:
    until_ms = standing.since_ms + UPLOAD_MS
    if now_ms > until_ms:
        raise refusals.revoked()
    return tuple(replace(right, may_read=False, until_ms=until_ms) for right in granted)


def _moved(granted: Iterable[Right], device: Device, standing: Standing, now_ms: int) -> tuple[Right, ...]:
    """Everything in the new office's, and for a time what was written in the old one's."""
    until_ms = standing.since_ms + UPLOAD_MS
    kept = []
    for right in granted:
        if right.partition == REFERENCE_PARTITION or office_of(right.partition) == device.office:
            kept.append(right)
        elif now_ms <= until_ms:
            kept.append(replace(right, may_read=False, until_ms=until_ms))
    return tuple(kept)
