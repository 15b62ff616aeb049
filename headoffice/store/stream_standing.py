"""What a stream whose head is locked will be asked for at once, in one question to the database."""

from dataclasses import dataclass

from domain.sync.line import FIRST_LINE
from domain.sync.partitions import REFERENCE_PARTITION, above
from headoffice.store.driver import Row
from headoffice.store.parked import ROW_ID_BYTES

# The stream by its number, which tells the server where its stamps are before it looks.
STANDING = (
    "SELECT (SELECT line FROM stamp WHERE stream = ? "
    "AND epoch = (SELECT epoch FROM stream_head WHERE association_id = ? AND partition = ?) "
    "AND hub_seq = (SELECT head FROM stream_head WHERE association_id = ? AND partition = ?)), "
    "(SELECT count(*) FROM parked WHERE association_id = ? AND partition = ?), "
    "(SELECT count(*) FROM erased WHERE association_id = ? AND partition = ?), "
    "(SELECT count(*) FROM parked WHERE association_id = ? AND partition = ? AND length(lacks) = ?), "
    "(SELECT head FROM stream_head WHERE association_id = ? AND partition = ?)"
)


NOWHERE = ""


@dataclass(frozen=True)
class Standing:
    """At its head: the line, how many entries wait, and of how many persons and rows the stream was rid. `above` is how
    many wait for a row in the partition above it; `reference` is the head of what the association reads."""

    line: bytes
    parked: int
    erased: int
    above: int
    reference: int


def standing_values(association: bytes, partition: str, stream: int) -> tuple[object, ...]:
    waiting = (*above(partition), NOWHERE)[0]
    here = (association, partition) * 4
    return (stream, *here, association, waiting, ROW_ID_BYTES, association, REFERENCE_PARTITION)


def standing_of(rows: list[Row], partition: str, head: int) -> Standing:
    ((line, parked, erased, waiting, reference),) = rows
    if head and line is None:
        raise LookupError(f"a position without its line: {partition} {head}")
    return Standing(bytes(line) if head else FIRST_LINE, parked, erased, waiting, reference or 0)
