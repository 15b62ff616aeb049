"""Rows that were added while their stream is open and that nothing else has touched: kept in columns, so that their
states and hashes are made together."""

from collections.abc import Iterator, Sequence
from itertools import repeat

from domain.sync.added_rows import Written, in_order, packed_rows, row_hashes
from domain.sync.entries import Add, EntryId, row_bytes
from domain.sync.row_state import Meta
from headoffice.judged import PlainRead


class FreshRows:
    """Simple rows (`added_rows.is_simple`), in the order in which they came."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}  # of those that are fresh still
        self._adds: list[Add] = []
        self._ids: list[bytes] = []
        self._written: list[Written] = []

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, row: str) -> bool:
        return row in self._places

    def add(self, added: Add, meta: Meta) -> None:
        self._places[added.row] = len(self._adds)
        self._adds.append(in_order(added))
        self._ids.append(row_bytes(added.row))
        self._written.append((*meta.id, meta.eff, meta.seen, meta.hub_seq))

    def add_run(self, run: Sequence[PlainRead], effs: Sequence[int], *, hub_seq: int) -> None:
        """What entries add that follow each other in their log and, from this place on, in the stream."""
        first, count = run[0].header, len(run)
        seens = [one.header.seen for one in run]
        begun = len(self._adds)
        self._places.update({one.added.row: place for place, one in enumerate(run, begun)})
        self._adds.extend([one.added for one in run])
        self._ids.extend([one.row_id for one in run])
        seqs, places = range(first.seq, first.seq + count), range(hub_seq, hub_seq + count)
        self._written.extend(zip(repeat(first.replica, count), seqs, effs, seens, places, strict=True))

    def take_out(self, row: str) -> tuple[Add, Meta]:
        place = self._places.pop(row)
        replica, seq, eff, seen, hub_seq = self._written[place]
        return self._adds[place], Meta(EntryId(replica, seq), eff, seen, hub_seq)

    def packed(self, most: int) -> Iterator[tuple[list[bytes], list[bytes]]]:
        """The ids of the rows and their states as bytes, so many at a time. Nothing is taken out any more."""
        if len(self._places) < len(self._adds):
            left = list(self._places.values())
            self._adds = [self._adds[place] for place in left]
            self._ids = [self._ids[place] for place in left]
            self._written = [self._written[place] for place in left]
        for start in range(0, len(self._adds), most):
            piece = slice(start, start + most)
            yield self._ids[piece], packed_rows(self._adds[piece], self._written[piece])

    def hashes(self) -> list[int]:
        """After `packed`."""
        return row_hashes(self._adds, self._written)
