"""The end of a stream whose head row is locked: where entries are stored, and stamped one after the other."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from domain.sync.effective_time import stamped_effs
from domain.sync.entries import Entry, EntryId, Header
from domain.sync.line import next_line, next_lines
from headoffice.judged import PlainRead
from headoffice.open_rows import SENT_TOGETHER, OpenRows
from headoffice.store.stream_heads import StreamHead
from headoffice.store.streams import Stamp, Streams

NO_EFFS: Mapping[EntryId, int] = MappingProxyType({})


class StreamEnd:
    def __init__(self, streams: Streams, head: StreamHead, line: bytes) -> None:
        self._streams = streams
        self._partition = head.partition
        self._epoch = head.epoch
        self._line = line
        self._ahead: int | None = None  # of what was stored ahead last: how far the places are beyond the numbers
        self.position = head.head

    def store_ahead(self, entries: Sequence[tuple[Entry, Header]]) -> None:
        """Entries that will be stamped next, whatever they are judged: the database can begin while they are."""
        first, place = entries[0][1].id, self.position + 1
        self._ahead = place - first.seq
        self._streams.add_entries(self._partition, first, [entry for entry, _ in entries], hub_seq=place)
        self._streams.send_ahead()

    def forget_ahead(self) -> None:
        self._ahead = None

    def append(self, entry: Entry, id: EntryId, *, received_ms: int, eff: int, reason: str) -> Stamp:
        """An entry that was never stamped before."""
        stamp = self._stamp(id, received_ms=received_ms, eff=eff, reason=reason)
        self._place(id, [entry], stamp.hub_seq)
        if self._ahead is not None and self.position % SENT_TOGETHER == 0:
            self._streams.send_ahead()
        return stamp

    def append_again(self, id: EntryId, *, received_ms: int, eff: int, reason: str) -> Stamp:
        """One that is stored and has waited."""
        stamp = self._stamp(id, received_ms=received_ms, eff=eff, reason=reason)
        self._streams.restamp(self._partition, id, stamp.hub_seq)
        return stamp

    def _stamp(self, id: EntryId, *, received_ms: int, eff: int, reason: str) -> Stamp:
        self.position = hub_seq = self.position + 1
        stamp = Stamp(hub_seq, *id, received_ms, eff, reason)
        self._line = next_line(self._line, hub_seq, id, received_ms=received_ms, eff=eff, reason=reason)
        self._streams.add_stamp(self._partition, self._epoch, stamp, self._line)
        return stamp

    def append_applied(self, run: Sequence[PlainRead], rows: OpenRows, *, received_ms: int) -> None:
        """Entries of one log that are applied, each of which is built on none and adds one row that is free. The same
        as to append them one by one, in fewer steps."""
        first, hub_seq, count = run[0].header.id, self.position + 1, len(run)
        effs = stamped_effs([read.header.clock for read in run], received_ms)
        places, seqs = range(hub_seq, hub_seq + count), range(first.seq, first.seq + count)
        lines = next_lines(self._line, places, first.replica, seqs, effs, received_ms=received_ms)
        self.position, self._line = places[-1], lines[-1]
        stamp = Stamp(hub_seq, *first, received_ms, effs[0], "")
        self._streams.add_stamps(self._partition, self._epoch, stamp, effs, lines)
        self._place(first, [read.entry for read in run], hub_seq)
        rows.add_run(run, effs, hub_seq=hub_seq)
        if self._ahead is not None:
            self._streams.send_ahead()

    def _place(self, first: EntryId, entries: Sequence[Entry], hub_seq: int) -> None:
        """Of entries that follow each other all were stored ahead or none."""
        if self._ahead is None:
            self._streams.add_entries(self._partition, first, entries, hub_seq=hub_seq)
        elif first.seq + self._ahead != hub_seq:
            # Something before them came again, that had waited for something between them.
            for number in range(len(entries)):
                self._streams.restamp(self._partition, EntryId(first.replica, first.seq + number), hub_seq + number)
