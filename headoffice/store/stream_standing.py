"""What a stream whose head is locked will be asked for at once, in one question to the database."""

from dataclasses import dataclass

from domain.sync.line import FIRST_LINE
from domain.sync.partitions import REFERENCE_PARTITION, above
from headoffice.store.driver import Row
from headoffice.store.numbers import NO_STREAM
from headoffice.store.parked import ROW_ID_BYTES

# The stream by its number, which tells the server where its stamps are before it looks. A row for its head, and one for
# the place that was asked for.
STANDING = (
    "SELECT s.hub_seq, s.line, "
    "(SELECT count(*) FROM parked WHERE association_id = ? AND partition = ?), "
    "(SELECT count(*) FROM erased WHERE association_id = ? AND partition = ?), "
    "(SELECT count(*) FROM parked WHERE association_id = ? AND partition = ? AND length(lacks) = ?), "
    "(SELECT head FROM stream_head WHERE association_id = ? AND partition = ?), "
    "(SELECT number FROM stream_head WHERE association_id = ? AND partition = ? AND head > 0) "
    "FROM stream_head AS h "
    "LEFT JOIN stamp AS s ON s.stream = ? AND s.epoch = h.epoch AND s.hub_seq IN (h.head, ?) "
    "WHERE h.association_id = ? AND h.partition = ?"
)


NOWHERE = ""


def just_above(partition: str) -> str:
    """The partition that rests on this one; NOWHERE for none."""
    return (*above(partition), NOWHERE)[0]


@dataclass(frozen=True)
class Standing:
    """At its head: the line, how many entries wait, and of how many persons and rows the stream was rid. `above` is how
    many wait for a row in the partition above it, and `number` that of its stream; NO_STREAM where nobody has written
    there. `reference` is the head of what the association reads."""

    line: bytes
    parked: int
    erased: int
    above: int
    number: int
    reference: int


def standing_values(association: bytes, partition: str, stream: int, place: int = 0) -> tuple[object, ...]:
    here, higher = (association, partition), (association, just_above(partition))
    beside = (*higher, ROW_ID_BYTES, association, REFERENCE_PARTITION, *higher)
    return (*here * 2, *beside, stream, place, *here)


def lines_of(rows: list[Row]) -> dict[int, bytes]:
    """By their places."""
    return {hub_seq: bytes(line) for hub_seq, line, *_ in rows if line is not None}


def standing_of(rows: list[Row], partition: str, head: int) -> Standing:
    lines = lines_of(rows)
    if head and head not in lines:
        raise LookupError(f"a position without its line: {partition} {head}")
    _, _, parked, erased, waiting, reference, number = rows[0]
    return Standing(lines[head] if head else FIRST_LINE, parked, erased, waiting, number or NO_STREAM, reference or 0)
