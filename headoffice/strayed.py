"""Laptops that stand at a place of a stream which never was, or is no more: head office was restored from a backup.

Nothing of theirs is taken before they have gone back to where the streams part: what they build on may have gone, and
its name been given to something else since.
"""

from collections.abc import Iterable, Iterator

from domain.sync.wire import Cursor
from headoffice.rights import Right
from headoffice.send import agreed_position
from headoffice.store.streams import Streams


def strayed(streams: Streams, cursors: Iterable[Cursor]) -> Iterator[Cursor]:
    """Those of the cursors that are not on the line of their stream."""
    for cursor in cursors:
        if not cursor.marks or cursor.hub_seq == 0:
            continue
        if agreed_position(streams, cursor, streams.head(cursor.partition)) != cursor.hub_seq:
            yield cursor


def partitions_to_leave(gone: Iterable[Cursor], rights: Iterable[Right]) -> set[str]:
    """Of which nothing is taken yet, where these cursors have strayed. Who may not read cannot go back: what he sends
    is taken as it comes."""
    found = {cursor.partition for cursor in gone}
    return found.intersection(right.partition for right in rights if right.may_read)
