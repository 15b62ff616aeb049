"""Answers that may wait: they bring only the stamps of what was sent, so the next piece can go before they are taken.

Head office then works on one piece while the laptop takes the answer to the one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.sync.entries import EntryId
from domain.sync.exchange import Outgoing
from domain.sync.line import FIRST_LINE, next_line
from domain.sync.wire import Cursor, Head, Mark, Stream, SyncAnswer, WireDigest

NOT_COUNTED = WireDigest(0, 0)


@dataclass(frozen=True)
class Untaken:
    """An answer that is proved to be head office's and not taken yet. It states that head office holds what was sent:
    `following` goes out next, beside the cursors as they will be."""

    answer: SyncAnswer
    cursors: Sequence[Cursor]
    outgoing: Sequence[Outgoing]
    following: list[Outgoing]
    foretold: list[Cursor]


def find_untaken(
    answer: SyncAnswer,
    cursors: Sequence[Cursor],
    outgoing: Sequence[Outgoing],
    following: list[Outgoing],
    *,
    stated: Sequence[Head],
) -> Untaken | None:
    """None for an answer that may change what goes out next: it brings more than stamps, of other streams than asked,
    or head office holds something else than it has `stated` before and what was sent."""
    if answer.certificates or answer.notices:
        return None
    if _as_stated(answer.heads) != _as_stated([*stated, *map(_reached, outgoing)]):
        return None
    asked = {cursor.partition: cursor for cursor in cursors}
    if len(answer.streams) != len(asked) or asked.keys() != {stream.partition for stream in answer.streams}:
        return None
    foretold = [_after(asked[stream.partition], stream) for stream in answer.streams]
    found = [cursor for cursor in foretold if cursor is not None]
    return Untaken(answer, cursors, outgoing, following, found) if len(found) == len(foretold) else None


def _reached(item: Outgoing) -> Head:
    return Head(item.partition, item.replica, item.last_seq, item.entries[-1].hash)


def _as_stated(heads: Sequence[Head]) -> dict[tuple[str, bytes], Head]:
    """The last word about each log; of one that is empty none."""
    return {(head.partition, head.replica): head for head in heads if head.seq}


def _after(cursor: Cursor, stream: Stream) -> Cursor | None:
    """Where the laptop will stand. Only the place that it passed last is named, so it must be the one that is known."""
    if stream.after not in (None, cursor.hub_seq) or stream.digest is None or len(cursor.marks) > 1:
        return None
    if any(item.entry is not None for item in stream.items):
        return None
    hub_seq, line = cursor.hub_seq, cursor.marks[0].line if cursor.marks else FIRST_LINE
    for item in stream.items:
        if item.hub_seq != hub_seq + 1:
            return None
        hub_seq, id = item.hub_seq, EntryId(item.replica, item.seq)
        line = next_line(line, hub_seq, id, received_ms=item.received_ms, eff=item.eff, reason=item.reason)
    return Cursor(cursor.partition, stream.epoch, hub_seq, NOT_COUNTED, [Mark(hub_seq, line)] if hub_seq else [])
