"""The rows as they would stand without one entry; and what leaves them with a deed that head office set aside."""

from typing import Protocol

from db.entries import Entries
from db.stored import StoredEntry, StoredStream
from domain.sync.entries import EntryId, Header, Operation
from domain.sync.fold import without
from domain.sync.judge import FindRow
from domain.sync.row_state import RowState


class Rows(Protocol):
    def lacks(self, header: Header, operations: tuple[Operation, ...]) -> bool: ...

    def take_out(self, stream: StoredStream, entry: StoredEntry, operations: tuple[Operation, ...]) -> None: ...


def finding_but(id: EntryId, find_row: FindRow) -> FindRow:
    def find(row: str) -> RowState | None:
        state = find_row(row)
        return without(state, id) if state is not None else None

    return find


def take_along(rows: Rows, entries: Entries, stream: StoredStream) -> None:
    """What waits at head office for a row that is here no more, since what added it was set aside: it leaves the rows
    too, and what waits for it in turn, until head office has it."""
    is_changed = True
    while is_changed:
        is_changed = False
        for entry in entries.waiting_shown(stream):
            operations = entries.operations(entry.number)
            if rows.lacks(entry.header, operations):
                rows.take_out(stream, entry, operations)
                is_changed = True
