"""Bugs of head office as a writer."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from msgspec import structs

from domain.sync.authors import HEAD_OFFICE
from domain.sync.chain import Written, build_entry
from domain.sync.entries import CLOCK_UNITS_PER_MS, EntryId
from domain.sync.partitions import REFERENCE_PARTITION
from headoffice import reference_log
from headoffice.receive import Receiver
from tests.simulator.patching import replaced

_ONE = b"head office" + bytes(5)


@contextmanager
def one_log_for_ever() -> Iterator[None]:
    """Head office goes on with its own log, also after it was put back to a day before the log's end."""
    real = reference_log._proved

    def entry(hub: Any, action: str, written: Sequence[Written], *, seen: int) -> Any:
        held = hub.streams.replica_head(REFERENCE_PARTITION, _ONE)
        return build_entry(
            written,
            partition=REFERENCE_PARTITION,
            id=EntryId(_ONE, held.seq + 1),
            clock=hub.clock() * CLOCK_UNITS_PER_MS,
            author=HEAD_OFFICE,
            action=action,
            seen=seen,
            previous=held.hash,
            salts=[hub.random(16)],
        )

    def proved(hub: Any, device: bytes, entry: Any, header: Any) -> Any:
        found = real(hub, device, entry, header)
        held = hub.streams.replica_head(REFERENCE_PARTITION, _ONE)
        return replace(found, segment=structs.replace(found.segment, previous=held.hash))

    with replaced(reference_log, _entry=entry, _proved=proved):
        yield


@contextmanager
def not_taken_back() -> Iterator[None]:
    """What head office has lost of its own it takes from nobody, for nobody else may write there."""

    def may_bring(self: Any, proved: Any, rights: Any) -> bool:
        return any(one.partition == proved.segment.partition and one.may_write for one in rights)

    with replaced(Receiver, _may_bring=may_bring):
        yield
