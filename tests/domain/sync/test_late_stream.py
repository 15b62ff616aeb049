"""What of an answer that comes late is still new."""

import pytest

from domain.errors import Expected
from domain.sync.entries import EntryId
from domain.sync.late_stream import LateStreams
from domain.sync.line import FIRST_LINE, next_line
from domain.sync.wire import Cursor, Mark, Stamped, Stream, WireDigest

PARTITION = "office:RYD1/general"
NOTHING = WireDigest(0, 0)


def stamped(hub_seq: int, *, life: int = 1) -> Stamped:
    """Position of head office's stream in one of its lives."""
    return Stamped(hub_seq, bytes([life]) * 16, hub_seq, 1_000 + hub_seq, hub_seq, "", None)


def line_at(position: int, *, life: int = 1, since: int = 0) -> bytes:
    """Up to `since` both lives are the first one."""
    line = FIRST_LINE
    for seq in range(1, position + 1):
        item = stamped(seq, life=life if seq > since else 1)
        line = next_line(
            line, seq, EntryId(item.replica, seq), received_ms=item.received_ms, eff=item.eff, reason=item.reason
        )
    return line


def cursor(position: int, *, epoch: int = 1, life: int = 1, since: int = 0) -> Cursor:
    marks = [Mark(at, line_at(at, life=life, since=since)) for at in range(position, -1, -1)]
    return Cursor(PARTITION, epoch, position, NOTHING, marks)


def piece(after: int, head: int, *, epoch: int = 1, life: int = 1, whole: bool = True) -> Stream:
    items = [stamped(seq, life=life) for seq in range(after + 1, head + 1)]
    return Stream(PARTITION, epoch, head, items, NOTHING if whole else None, after)


def late(asked: Cursor) -> LateStreams:
    return LateStreams({PARTITION: asked})


def positions(stream: Stream | None) -> list[int]:
    assert stream is not None
    return [item.hub_seq for item in stream.items]


def test_to_a_laptop_that_stands_as_it_did_everything_is_new() -> None:
    assert positions(late(cursor(3)).still_new(piece(3, 6), cursor(3))) == [4, 5, 6]


def test_what_came_over_the_line_in_the_meantime_is_left_out() -> None:
    found = late(cursor(3)).still_new(piece(3, 6), cursor(5))
    assert positions(found) == [6]
    assert found is not None
    assert found.after == 5


def test_one_that_ends_where_the_laptop_stands_says_its_digest_again() -> None:
    assert positions(late(cursor(3)).still_new(piece(3, 6), cursor(6))) == []


def test_one_that_ends_before_it_is_old() -> None:
    streams = late(cursor(3))
    assert streams.is_older(piece(3, 6), cursor(8))
    assert streams.still_new(piece(3, 6), cursor(8)) is None


def test_an_earlier_life_of_head_office_is_old_but_to_who_asked_it() -> None:
    assert late(cursor(3)).still_new(piece(3, 9), cursor(5, epoch=2)) is None
    asked = cursor(5, epoch=4)
    streams = late(asked)
    assert not streams.is_older(piece(0, 2, epoch=1, life=2), asked)
    assert positions(streams.still_new(piece(0, 2, epoch=1, life=2), asked)) == [1, 2]


def test_pieces_follow_one_another() -> None:
    streams = late(cursor(3))
    assert positions(streams.still_new(piece(3, 6, whole=False), cursor(3))) == [4, 5, 6]
    assert positions(streams.still_new(piece(6, 8), cursor(6))) == [7, 8]
    again = late(cursor(3))
    assert positions(again.still_new(piece(3, 6, whole=False), cursor(6))) == []
    assert positions(again.still_new(piece(6, 8), cursor(7))) == [8]


def test_a_restored_head_office_takes_stamps_back_from_who_stands_as_he_asked() -> None:
    found = late(cursor(5)).still_new(piece(2, 4, epoch=2, life=2), cursor(5))
    assert found is not None
    assert (found.after, positions(found)) == (2, [3, 4])


@pytest.mark.parametrize("now", [6, 9])
def test_and_never_from_one_that_has_gone_on_since(now: int) -> None:
    with pytest.raises(Expected) as raised:
        late(cursor(5)).still_new(piece(2, 6, epoch=2, life=2), cursor(now))
    assert raised.value.code == "bundle.other_standing"


def test_the_same_bundle_again_after_half_of_it_was_taken_goes_on() -> None:
    asked = cursor(5)
    standing = cursor(4, epoch=2, life=2, since=2)
    assert positions(late(asked).still_new(piece(2, 7, epoch=2, life=2), standing)) == [5, 6, 7]


@pytest.mark.parametrize("after", [None, -1])
def test_one_that_does_not_say_where_it_begins_is_refused(after: int | None) -> None:
    stream = Stream(PARTITION, 1, 3, [], None, after)
    with pytest.raises(Expected) as raised:
        late(cursor(0)).still_new(stream, cursor(0))
    assert raised.value.code == "bundle.other_standing"


def test_one_that_begins_too_late_is_refused() -> None:
    with pytest.raises(Expected) as raised:
        late(cursor(3)).still_new(piece(3, 6), cursor(2))
    assert raised.value.code == "bundle.gap"


def test_unasked_from_the_beginning_is_checked_from_there() -> None:
    assert positions(late(cursor(0)).still_new(piece(0, 4), cursor(3))) == [4]
    with pytest.raises(Expected):
        late(cursor(0)).still_new(piece(0, 4, life=2), cursor(3))
