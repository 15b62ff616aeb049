"""What a stream whose head is locked will be asked for at once, in one question to the database."""

from dataclasses import dataclass

from domain.sync.line import FIRST_LINE
from headoffice.store.connection import Connection

STANDING = (
    "SELECT (SELECT line FROM stamp WHERE association_id = ? AND partition = ? AND epoch = ? AND hub_seq = ?), "
    "(SELECT count(*) FROM parked WHERE association_id = ? AND partition = ?), "
    "(SELECT count(*) FROM erased WHERE association_id = ? AND partition = ?)"
)


@dataclass(frozen=True)
class Standing:
    """At its head: the line, how many entries wait, and of how many persons and rows the stream was rid."""

    line: bytes
    parked: int
    erased: int


def read_standing(db: Connection, association: bytes, partition: str, *, epoch: int, head: int) -> Standing:
    stream = (association, partition)
    ((line, parked, erased),) = db.rows(STANDING, *stream, epoch, head, *stream, *stream)
    if head and line is None:
        raise LookupError(f"a position without its line: {partition} {head}")
    return Standing(bytes(line) if head else FIRST_LINE, parked, erased)
