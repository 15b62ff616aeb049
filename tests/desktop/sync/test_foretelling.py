"""Which answers may wait until the next piece is on its way: those that change nothing of what goes out."""

from msgspec.structs import replace

from desktop.sync.foretelling import find_untaken
from domain.sync.entries import Entry, EntryId
from domain.sync.exchange import Outgoing
from domain.sync.line import FIRST_LINE, next_line
from domain.sync.wire import (
    Cursor,
    DeviceCertificate,
    Head,
    Mark,
    Notice,
    Stamped,
    Stream,
    SyncAnswer,
    WireDigest,
    WireEntry,
)

PARTITION = "office:RYD1/general"
REPLICA, OTHER = bytes(16), bytes(15) + b"1"
DIGEST = WireDigest(2, 9)
CURSOR = Cursor(PARTITION, 1, 0, WireDigest(0, 0))
STAMPS = [Stamped(seq, REPLICA, seq, 5, 7, "", None) for seq in (1, 2)]
STREAM = Stream(PARTITION, 1, 2, STAMPS, DIGEST, 0)
HEAD = Head(PARTITION, REPLICA, 2, b"two")
ELSEWHERE = Head("office:RYD1/complaints", REPLICA, 4, b"four")
ANSWER = SyncAnswer(b"a", 0, [HEAD, ELSEWHERE], [STREAM], [])


def outgoing(first_seq: int, *hashes: bytes) -> Outgoing:
    return Outgoing(PARTITION, REPLICA, b"before", first_seq, tuple(Entry(b"", hash, ()) for hash in hashes))


SENT, FOLLOWING = outgoing(1, b"one", b"two"), outgoing(3, b"three")


def foretold(answer: SyncAnswer = ANSWER, cursor: Cursor = CURSOR) -> list[Cursor] | None:
    stated = [Head(PARTITION, REPLICA, 0, bytes(32)), ELSEWHERE]
    found = find_untaken(answer, [cursor], [SENT], [FOLLOWING], stated=stated)
    return None if found is None else found.foretold


def of_stream(**changes: object) -> SyncAnswer:
    return replace(ANSWER, streams=[replace(STREAM, **changes)])


def test_an_answer_of_stamps_foretells_where_the_laptop_will_stand() -> None:
    line = FIRST_LINE
    for item in STAMPS:
        line = next_line(line, item.hub_seq, EntryId(REPLICA, item.seq), received_ms=5, eff=7, reason="")
    assert foretold() == [Cursor(PARTITION, 1, 2, WireDigest(0, 0), [Mark(2, line)])]
    # A mark that is known is where the line goes on.
    passed = replace(CURSOR, hub_seq=1, marks=[Mark(1, bytes(16))])
    found = foretold(of_stream(items=STAMPS[1:], after=None), passed)
    assert found is not None
    assert found[0].marks[0].line != line


def test_an_answer_that_says_more_is_taken_before_anything_else_goes_out() -> None:
    brought = replace(STAMPS[1], entry=WireEntry(b"", []))
    assert foretold(replace(ANSWER, notices=[Notice("code", "", "")])) is None
    assert foretold(replace(ANSWER, certificates=[DeviceCertificate(b"", b"", "")])) is None
    assert foretold(of_stream(items=[STAMPS[0], brought])) is None
    assert foretold(of_stream(digest=None)) is None
    assert foretold(of_stream(partition="office:RYD1/complaints")) is None
    assert foretold(replace(ANSWER, streams=[])) is None
    assert foretold(replace(ANSWER, streams=[STREAM, STREAM])) is None


def test_an_answer_that_goes_another_way_is_taken_before_anything_else_goes_out() -> None:
    assert foretold(of_stream(items=STAMPS[1:])) is None
    assert foretold(of_stream(after=1)) is None
    assert foretold(of_stream(items=[], after=-1)) is None
    marks = [Mark(1, bytes(16)), Mark(0, FIRST_LINE)]
    assert foretold(of_stream(items=STAMPS[1:], after=None), replace(CURSOR, hub_seq=1, marks=marks)) is None


def test_a_log_of_which_head_office_holds_nothing_yet_delays_nothing() -> None:
    assert foretold(replace(ANSWER, heads=[HEAD, ELSEWHERE, Head("office:RYD2/general", REPLICA, 0, bytes(32))]))


def test_heads_that_are_not_what_was_sent_are_taken_before_anything_else_goes_out() -> None:
    assert foretold(replace(ANSWER, heads=[replace(HEAD, seq=1), ELSEWHERE])) is None
    assert foretold(replace(ANSWER, heads=[replace(HEAD, hash=b"another"), ELSEWHERE])) is None
    assert foretold(replace(ANSWER, heads=[HEAD])) is None
    assert foretold(replace(ANSWER, heads=[HEAD, ELSEWHERE, replace(HEAD, replica=OTHER)])) is None
