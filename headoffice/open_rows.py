"""The rows of a partition while its stream is open: read once, folded in memory, saved at the end, with the digest."""

from collections.abc import Iterable, Mapping, Sequence

from domain.sync.added_rows import is_simple
from domain.sync.canonical import Digest, canonical_hash
from domain.sync.entries import Add, Operation, row_bytes
from domain.sync.fold import apply
from domain.sync.packing import pack
from domain.sync.row_state import Meta, RowState
from headoffice.fresh_rows import FreshRows
from headoffice.judged import PlainRead
from headoffice.store.streams import Streams

WORTH_SENDING_AHEAD = 20  # entries; fewer are written with the rest, in one statement
SENT_TOGETHER = 125  # stamps or rows: the database has them while the next ones are made


class OpenRows:
    def __init__(self, streams: Streams, partition: str, known: Mapping[str, RowState | None]) -> None:
        """`known` are rows that were read since the stream is open."""
        self._streams = streams
        self._partition = partition
        self._rows = dict(known)
        self._fresh = FreshRows()  # of which the digest knows nothing yet
        self._changed: dict[str, RowState | None] = {}  # as they were before

    def foresee(self, operations: Iterable[Operation]) -> None:
        """Reads at once what `find` will be asked."""
        rows = {operation.row for operation in operations} - self._rows.keys()
        self._rows.update(self._streams.rows.find_many(self._partition, sorted(rows)))

    def believe(self, rows: Iterable[str]) -> None:
        """That those of which nothing is known yet are not there. Each of them is about to be added: where it is there,
        to store it fails."""
        self._rows = dict.fromkeys(rows) | self._rows

    def find(self, row: str) -> RowState | None:
        if row in self._fresh:
            self._changed.setdefault(row, None)
            self._rows[row] = apply(None, *self._fresh.take_out(row))
        elif row not in self._rows:
            self._rows[row] = self._streams.rows.find(self._partition, row)
        return self._rows[row]

    def is_free(self, row: str) -> bool:
        """Whether nobody has written it yet."""
        return row not in self._fresh and self.find(row) is None

    def add(self, operation: Add, meta: Meta) -> None:
        """To a row that is free: its state is made when somebody asks for it, which is so of few."""
        if is_simple(operation):
            self._fresh.add(operation, meta)
        else:
            self.apply(operation, meta)

    def add_run(self, run: Sequence[PlainRead], effs: Sequence[int], *, hub_seq: int) -> None:
        """The same of what entries add that follow each other in their log and, from this place on, in the stream."""
        self._fresh.add_run(run, effs, hub_seq=hub_seq)

    def apply(self, operation: Operation, meta: Meta) -> None:
        before = self.find(operation.row)
        self._changed.setdefault(operation.row, before)
        self._rows[operation.row] = apply(before, operation, meta)

    def replace(self, rows: Mapping[str, RowState | None]) -> None:
        """Those of which an erasure left less, or nothing: then there is nothing to save."""
        for row, state in rows.items():
            self._changed.setdefault(row, self.find(row))
            self._rows[row] = state

    def save(self, digest: Digest) -> Digest:
        """The digest with all that changed."""
        changed = [(row, state) for row in sorted(self._changed) if (state := self._rows[row]) is not None]
        self._streams.rows.save(self._partition, [one for one in changed if self._changed[one[0]] is not None])
        new = [one for one in changed if self._changed[one[0]] is None]
        self._streams.rows.save_added(
            self._partition, [row_bytes(row) for row, _ in new], [pack(state) for _, state in new]
        )
        for names, states in self._fresh.packed(SENT_TOGETHER):
            self._streams.rows.save_added(self._partition, names, states)
            if len(self._fresh) >= WORTH_SENDING_AHEAD:
                self._streams.send_ahead()
        for row, before in self._changed.items():
            digest = digest.change(canonical_hash(row, before), canonical_hash(row, self._rows[row]))
        return digest.with_rows(self._fresh.hashes())
