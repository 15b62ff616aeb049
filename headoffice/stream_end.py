"""The end of a stream whose head row is locked: where entries are stored, and stamped one after the other."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from domain.sync.effective_time import stamped_eff
from domain.sync.entries import Add, Entry, EntryId, Header
from domain.sync.line import next_line
from domain.sync.row_state import Meta
from headoffice.open_rows import SENT_TOGETHER, OpenRows
from headoffice.store.streams import Stamp, StreamHead, Streams

NO_EFFS: Mapping[EntryId, int] = MappingProxyType({})


class StreamEnd:
    def __init__(self, streams: Streams, head: StreamHead, line: bytes) -> None:
        self._streams = streams
        self._partition = head.partition
        self._epoch = head.epoch
        self._line = line
        self._stored: dict[EntryId, int] = {}  # of what was stored ahead last, each with the place it was stored for
        self.position = head.head

    def store_ahead(self, entries: Sequence[tuple[Entry, Header]]) -> None:
        """Entries that will be stamped next, whatever they are judged: the database can begin while they are."""
        stored = [(header.id, entry, place) for place, (entry, header) in enumerate(entries, self.position + 1)]
        self._stored = {id: place for id, _, place in stored}
        self._streams.add_entries(self._partition, stored)
        self._streams.send_ahead()

    def forget_ahead(self) -> None:
        self._stored = {}

    def append(self, entry: Entry, id: EntryId, *, received_ms: int, eff: int, reason: str) -> Stamp:
        """An entry that was never stamped before."""
        stamp = self._stamp(id, received_ms=received_ms, eff=eff, reason=reason)
        self._place([(id, entry, stamp.hub_seq)])
        if self._stored and self.position % SENT_TOGETHER == 0:
            self._streams.send_ahead()
        return stamp

    def append_again(self, id: EntryId, *, received_ms: int, eff: int, reason: str) -> Stamp:
        """One that is stored and has waited."""
        stamp = self._stamp(id, received_ms=received_ms, eff=eff, reason=reason)
        self._streams.restamp(self._partition, id, stamp.hub_seq)
        return stamp

    def _stamp(self, id: EntryId, *, received_ms: int, eff: int, reason: str) -> Stamp:
        self.position = hub_seq = self.position + 1
        stamp = Stamp(hub_seq, id, received_ms, eff, reason)
        self._line = next_line(self._line, hub_seq, id, received_ms=received_ms, eff=eff, reason=reason)
        self._streams.add_stamps(self._partition, self._epoch, [(stamp, self._line)])
        return stamp

    def append_applied(self, run: Sequence[tuple[Entry, Header, Add]], rows: OpenRows, *, received_ms: int) -> None:
        """Entries that are applied, each of which is built on none and adds one row that is free. The same as to append
        them one by one, in fewer steps."""
        position, line, add_row = self.position, self._line, rows.add
        stamps, stored = [], []
        for entry, header, added in run:
            position += 1
            id = EntryId(header.replica, header.seq)
            eff = stamped_eff(header.clock, received_ms, ())
            line = next_line(line, position, id, received_ms=received_ms, eff=eff, reason="")
            stamps.append((Stamp(position, id, received_ms, eff, ""), line))
            stored.append((id, entry, position))
            add_row(added, Meta(id, eff, header.seen, position))
        self.position, self._line = position, line
        self._streams.add_stamps(self._partition, self._epoch, stamps)
        self._place(stored)
        if self._stored:
            self._streams.send_ahead()

    def _place(self, entries: Sequence[tuple[EntryId, Entry, int]]) -> None:
        """Of entries that follow each other all were stored ahead or none."""
        first, _, place = entries[0]
        ahead = self._stored.get(first)
        if ahead is None:
            self._streams.add_entries(self._partition, entries)
        elif ahead != place:
            # Something before them came again, that had waited for something between them.
            for id, _, place in entries:
                self._streams.restamp(self._partition, id, place)
