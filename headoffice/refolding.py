"""One row folded again from the log: from what is left of the entries that touched it."""

from collections.abc import Iterable

from domain.sync.chain import operations_of
from domain.sync.entries import EntryId
from domain.sync.entry_bytes import decode_header
from domain.sync.erasure import row_operations
from domain.sync.fold import apply
from domain.sync.row_state import Meta, RowState
from headoffice.store.streams import Stamp, Streams


def refolded(streams: Streams, partition: str, row: str, touched: Iterable[EntryId]) -> RowState | None:
    """In the order of their last stamps, those that are applied; None when nothing is left of the row."""
    state: RowState | None = None
    stamps = (streams.last_stamp(partition, id) for id in set(touched))
    for stamp in sorted(stamps, key=lambda stamp: stamp.hub_seq):
        if not stamp.reason:
            state = _with(state, streams, partition, row, stamp)
    return state


def _with(state: RowState | None, streams: Streams, partition: str, row: str, stamp: Stamp) -> RowState | None:
    entry = streams.get_entry(partition, stamp.id)
    meta = Meta(stamp.id, stamp.eff, decode_header(entry.header).seen, stamp.hub_seq)
    for operation in row_operations(operations_of(entry)):
        if operation.row == row:
            state = apply(state, operation, meta)
    return state
