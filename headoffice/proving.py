"""What a laptop brings, held against its chain and its signature: all that needs no database."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from domain.sync.entries import Entry, Header, Malformed
from domain.sync.plain_adds import PlainAdds
from domain.sync.schema import partition_class
from domain.sync.segments import LAST_SEQ, read_segment
from domain.sync.signatures import is_segment_signed
from domain.sync.wire import MAX_SEGMENT_ENTRIES, Segment, SyncRequest
from headoffice import refusals
from headoffice.judged import PlainRead, Read, read_entries, rows_added
from headoffice.refusals import Refused
from headoffice.rows_below import shared_by

MOST_FORESEEN = 10


@dataclass(frozen=True)
class Signer:
    """Of a request: the name and the key of a device."""

    id: bytes
    public_key: bytes


@dataclass(frozen=True)
class Proved:
    """A segment, its entries in their chain and what each says; or why it is not authentic. `is_own`: signed by the
    asking device; another's signature is still to be looked at, when it is known whose."""

    segment: Segment
    entries: Sequence[tuple[Entry, Header]]
    reads: Sequence[Read]
    is_own: bool
    fault: Refused | Malformed | None = None

    @property
    def last_seq(self) -> int:
        return self.segment.first_seq + len(self.entries) - 1

    def check_signature(self, public_key: bytes) -> None:
        """Raises Refused."""
        if not is_segment_signed(public_key, self.segment, self.last_seq, self.entries[-1][0].hash):
            raise refusals.bad_signature()


def read_segments(request: SyncRequest, signer: Signer) -> list[Proved]:
    """What is brought, held against its chains: of signatures nobody has looked at one yet."""
    return [_read(segment, signer) for segment in request.segments]


def _read(segment: Segment, signer: Signer) -> Proved:
    is_own = segment.device in (b"", signer.id)
    try:
        _check_shape(segment)
        entries = read_segment(segment)
        return Proved(segment, entries, read_entries(entries, PlainAdds(partition_class(segment.partition))), is_own)
    except (Refused, Malformed) as fault:
        return Proved(segment, (), (), is_own, fault)


def prove(read: Iterable[Proved], signer: Signer) -> list[Proved]:
    """With the signatures that the asking device itself made."""
    return [_proved(one, signer) for one in read]


def _proved(read: Proved, signer: Signer) -> Proved:
    if read.is_own and read.fault is None:
        try:
            read.check_signature(signer.public_key)
        except Refused as fault:
            return Proved(read.segment, (), (), read.is_own, fault)
    return read


@dataclass(frozen=True)
class Brought:
    """To one stream: whose entries, the rows that they touch which may be there, and those that they add."""

    partition: str
    replicas: Sequence[bytes]
    rows: Collection[str]
    added: Callable[[], Iterable[str]]


def brought_to_one(read: Sequence[Proved]) -> Brought | None:
    """What all of this is, where it is of one stream, before which no other is to be locked, and nothing of it is
    refused by now."""
    partitions = {one.segment.partition for one in read}
    if len(partitions) != 1 or any(one.fault is not None for one in read):
        return None
    (partition,) = partitions
    return (
        None
        if shared_by(partition)
        else Brought(
            partition,
            replicas_of(read),
            rows_of(read),
            lambda: rows_added(entry for one in read for entry in one.reads),
        )
    )


def replicas_of(read: Iterable[Proved]) -> Sequence[bytes]:
    """As many as are asked for at once; the others are asked for one by one."""
    return sorted({one.segment.replica for one in read})[:MOST_FORESEEN]


def rows_of(read: Iterable[Proved]) -> Collection[str]:
    """Those that plain entries add are believed not to be there."""
    asked = (entry for one in read for entry in one.reads if type(entry) is not PlainRead)
    return dict.fromkeys(operation.row for entry in asked for operation in entry.operations)


def _check_shape(segment: Segment) -> None:
    if not 0 < segment.first_seq < LAST_SEQ or not segment.entries:
        raise Malformed("a segment is empty or starts nowhere")
    if len(segment.entries) > MAX_SEGMENT_ENTRIES:
        raise refusals.too_large()
