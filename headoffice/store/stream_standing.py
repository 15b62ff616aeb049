"""What a stream whose head is locked will be asked for at once, in one question to the database."""

from dataclasses import dataclass

from domain.sync.line import FIRST_LINE
from headoffice.store.driver import Row

# The stream by its number, which tells the server where its stamps are before it looks.
STANDING = (
    "SELECT (SELECT line FROM stamp WHERE stream = ? "
    "AND epoch = (SELECT epoch FROM stream_head WHERE association_id = ? AND partition = ?) "
    "AND hub_seq = (SELECT head FROM stream_head WHERE association_id = ? AND partition = ?)), "
    "(SELECT count(*) FROM parked WHERE association_id = ? AND partition = ?), "
    "(SELECT count(*) FROM erased WHERE association_id = ? AND partition = ?)"
)


@dataclass(frozen=True)
class Standing:
    """At its head: the line, how many entries wait, and of how many persons and rows the stream was rid."""

    line: bytes
    parked: int
    erased: int


def standing_values(association: bytes, partition: str, stream: int) -> tuple[object, ...]:
    return (stream, *(association, partition) * 4)


def standing_of(rows: list[Row], partition: str, head: int) -> Standing:
    ((line, parked, erased),) = rows
    if head and line is None:
        raise LookupError(f"a position without its line: {partition} {head}")
    return Standing(bytes(line) if head else FIRST_LINE, parked, erased)
