"""A piece of a stream that was written some time ago: what of it is still new to a laptop that has gone on since.

Over the line head office answers the cursor it was just told. A bundle answers one of last week, may be taken twice,
or after a newer one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from msgspec.structs import replace

from domain.sync import bundle_faults as faults
from domain.sync.entries import EntryId
from domain.sync.line import FIRST_LINE, next_line
from domain.sync.wire import Cursor, Stamped, Stream


@dataclass
class LateStreams:
    """The streams of one bundle in their order. `asked` are the cursors that it answers."""

    asked: dict[str, Cursor]
    _lines: dict[str, tuple[int, bytes]] = field(default_factory=dict)  # the line of a bundle's stream, and where

    def is_older(self, stream: Stream, mine: Cursor) -> bool:
        """Whether the laptop has been told more than head office knew when it wrote this. Never while it stands as it
        did when it asked: a head office that lost everything counts its epochs from one again."""
        if self._stands_as_asked(stream.partition, mine):
            return False
        return (stream.epoch, stream.head) < (mine.epoch, mine.hub_seq)

    def still_new(self, stream: Stream, mine: Cursor) -> Stream | None:
        """What goes on from the laptop's cursor; None when it has gone beyond it. Raises RuleBroken when it was
        written for another state of the laptop."""
        if stream.epoch < mine.epoch and not self._stands_as_asked(stream.partition, mine):
            return None
        after = stream.after
        if after is None or after < 0:
            raise faults.other_standing()
        if self._goes_back(stream, after) and self._stands_as_asked(stream.partition, mine):
            self._lines.pop(stream.partition, None)
            return stream
        if after > mine.hub_seq:
            raise faults.gap()
        end = after + len(stream.items)
        known = min(mine.hub_seq - after, len(stream.items))
        self._follow(stream, after, known, mine)
        if end < mine.hub_seq:
            if stream.epoch > mine.epoch and stream.head == end:
                raise faults.other_standing()
            return None
        return replace(stream, items=stream.items[known:], after=mine.hub_seq)

    def _follow(self, stream: Stream, after: int, known: int, mine: Cursor) -> None:
        """What the laptop knows already must be what it knows."""
        line = self._line_at(stream.partition, after)
        if line is None:
            return
        passed = _line_over(line, stream.items[:known])
        if after + known == mine.hub_seq and _line_of(mine) not in (None, passed):
            raise faults.other_standing()
        whole = _line_over(passed, stream.items[known:])
        self._lines[stream.partition] = (after + len(stream.items), whole)

    def _goes_back(self, stream: Stream, after: int) -> bool:
        """Head office could not agree to the cursor: it was restored from a backup since."""
        asked = self.asked.get(stream.partition)
        return asked is not None and after < asked.hub_seq and stream.partition not in self._lines

    def _stands_as_asked(self, partition: str, mine: Cursor) -> bool:
        asked = self.asked.get(partition)
        if asked is None:
            return False
        return (mine.epoch, mine.hub_seq, _line_of(mine)) == (asked.epoch, asked.hub_seq, _line_of(asked))

    def _line_at(self, partition: str, position: int) -> bytes | None:
        if position == 0:
            return FIRST_LINE
        if partition in self._lines:
            at, line = self._lines[partition]
            return line if at == position else None
        asked = self.asked.get(partition)
        marks = asked.marks if asked is not None else []
        return next((mark.line for mark in marks if mark.hub_seq == position), None)


def _line_over(line: bytes, items: Iterable[Stamped]) -> bytes:
    for item in items:
        id = EntryId(item.replica, item.seq)
        line = next_line(line, item.hub_seq, id, received_ms=item.received_ms, eff=item.eff, reason=item.reason)
    return line


def _line_of(cursor: Cursor) -> bytes | None:
    return next((mark.line for mark in cursor.marks if mark.hub_seq == cursor.hub_seq), None)
