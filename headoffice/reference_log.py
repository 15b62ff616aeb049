"""What head office itself says to the whole association: entries of `association/reference`, which every laptop reads.

They are written as a laptop's are: chained, signed, stamped and judged by the same receiver. So laptops can prove
them, and give them back to a head office that has lost them. Each is the first and only entry of a log of its own: head
office cannot know that it was put back from a backup, and whatever went on with a log of before would be another entry
under a name that laptops know already.
"""

from collections.abc import Callable, Sequence

from domain.errors import RuleBroken
from domain.sync.authors import HEAD_OFFICE
from domain.sync.chain import FIRST_HASH, Written, build_entry
from domain.sync.entries import CLOCK_UNITS_PER_MS, REPLICA_BYTES, Entry, EntryId, Header, uuid7
from domain.sync.partitions import REFERENCE_PARTITION
from domain.sync.row_state import RowState
from domain.sync.second_name import is_second
from domain.sync.signatures import sign_segment
from domain.sync.wire import Segment, wire_entry
from headoffice.hub import Hub
from headoffice.judged import read_operations
from headoffice.proving import Proved
from headoffice.receive import Receiver
from headoffice.rights import rights_of
from headoffice.store.failures import patiently

SALT_BYTES = 16
ROW_BYTES = 10

Rows = dict[str, RowState]
Writing = Callable[[Rows], Sequence[Written]]


def new_row(hub: Hub) -> str:
    return uuid7(hub.clock(), hub.random(ROW_BYTES))


def read_reference(hub: Hub) -> Rows:
    """Every row that head office has written, and what stands in it."""
    with hub.db.reading():
        return hub.streams.rows.of(REFERENCE_PARTITION)


def write_reference(hub: Hub, action: str, writing: Writing) -> None:
    """One entry, durable when this returns. `writing` says what is in it, given the rows as they stand while nobody
    else writes; what it raises is raised, and then nothing is written."""
    patiently(lambda: _write(hub, action, writing))


def _write(hub: Hub, action: str, writing: Writing) -> None:
    with hub.db.writing():
        head = hub.streams.lock(REFERENCE_PARTITION)
        written = writing(hub.streams.rows.of(REFERENCE_PARTITION))
        entry, header = _entry(hub, action, written, seen=head.head)
        device = hub.registry.head_office
        now_ms = hub.clock()
        rights = rights_of(hub.registry, device, now_ms=now_ms)
        receiver = Receiver(hub.streams, hub.registry, device, rights, now_ms=now_ms)
        received = receiver.take([_proved(hub, device.id, entry, header)])
        if received.reasons:
            raise _refused(received.reasons[0])


def _entry(hub: Hub, action: str, written: Sequence[Written], *, seen: int) -> tuple[Entry, Header]:
    return build_entry(
        written,
        partition=REFERENCE_PARTITION,
        id=EntryId(_fresh_replica(hub), 1),
        clock=hub.clock() * CLOCK_UNITS_PER_MS,
        author=HEAD_OFFICE,
        action=action,
        seen=seen,
        previous=FIRST_HASH,
        salts=iter(lambda: hub.random(SALT_BYTES), b""),
    )


def _fresh_replica(hub: Hub) -> bytes:
    while is_second(replica := hub.random(REPLICA_BYTES)):
        pass
    return replica


def _proved(hub: Hub, device: bytes, entry: Entry, header: Header) -> Proved:
    signature = sign_segment(hub.key, REFERENCE_PARTITION, header.replica, header.seq, entry.hash)
    wired = [wire_entry(entry)]
    segment = Segment(REFERENCE_PARTITION, header.replica, FIRST_HASH, header.seq, wired, signature, device)
    return Proved(segment, [(entry, header)], [read_operations(entry, header)], is_own=True)


def _refused(reason: str) -> RuleBroken:
    return RuleBroken(
        "reference.refused",
        ar=f"لم يُكتب شيء لأن الأجهزة لا تقبله على هذا الوجه ({reason}). راجع ما أدخلته ثم أعد المحاولة.",
        en=f"Nothing was written, for laptops would not take it as it is ({reason}). Check what you entered and try "
        "again.",
    )
