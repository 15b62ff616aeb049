"""What a laptop brings, held against its chain and its signature: all that needs no database."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.sync.entries import Entry, Header, Malformed
from domain.sync.plain_adds import PlainAdds
from domain.sync.schema import partition_class
from domain.sync.segments import LAST_SEQ, read_segment
from domain.sync.signatures import is_segment_signed
from domain.sync.wire import MAX_SEGMENT_ENTRIES, Segment, SyncRequest
from headoffice import refusals
from headoffice.judged import Read, read_entries
from headoffice.refusals import Refused


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


def prove(request: SyncRequest, signer: Signer) -> list[Proved]:
    return [_proved(segment, signer) for segment in request.segments]


def _proved(segment: Segment, signer: Signer) -> Proved:
    is_own = segment.device in (b"", signer.id)
    try:
        _check_shape(segment)
        entries = read_segment(segment)
        proved = Proved(segment, entries, read_entries(entries, PlainAdds(partition_class(segment.partition))), is_own)
        if is_own:
            proved.check_signature(signer.public_key)
    except (Refused, Malformed) as fault:
        return Proved(segment, (), (), is_own, fault)
    return proved


def _check_shape(segment: Segment) -> None:
    if not 0 < segment.first_seq < LAST_SEQ or not segment.entries:
        raise Malformed("a segment is empty or starts nowhere")
    if len(segment.entries) > MAX_SEGMENT_ENTRIES:
        raise refusals.too_large()
