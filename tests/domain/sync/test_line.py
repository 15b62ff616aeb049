"""The line of a stream, and which of its places are worth remembering."""

from hypothesis import given
from hypothesis import strategies as st

from domain.sync.entries import EntryId
from domain.sync.line import FIRST_LINE, KEPT_WHOLE, LINE_BYTES, kept_marks, next_line

STAMPS = st.tuples(
    st.integers(1, 1 << 40),
    st.binary(min_size=16, max_size=16),
    st.integers(1, 1 << 40),
    st.integers(0, 1 << 45),
    st.integers(0, 1 << 62),
    st.sampled_from(["", "row.unknown", "entry.malformed"]),
)
Stamp = tuple[int, bytes, int, int, int, str]


def line_of(stamps: list[Stamp]) -> bytes:
    line = FIRST_LINE
    for hub_seq, replica, seq, received_ms, eff, reason in stamps:
        line = next_line(line, hub_seq, EntryId(replica, seq), received_ms=received_ms, eff=eff, reason=reason)
    return line


@given(st.lists(STAMPS, max_size=8), st.data())
def test_streams_that_differ_anywhere_have_other_lines_from_there_on(stamps: list[Stamp], data: st.DataObject) -> None:
    assert len(line_of(stamps)) == LINE_BYTES
    if not stamps:
        return
    place = data.draw(st.integers(0, len(stamps) - 1))
    other = data.draw(STAMPS.filter(lambda stamp: stamp != stamps[place]))
    changed = [*stamps[:place], other, *stamps[place + 1 :]]
    assert line_of(changed[:place]) == line_of(stamps[:place])
    for end in range(place + 1, len(stamps) + 1):
        assert line_of(changed[:end]) != line_of(stamps[:end])


def test_swapping_two_entries_moves_the_line_also_when_both_came_in_one_moment() -> None:
    first, second = (1, bytes(16), 1, 7, 7, ""), (2, bytes(16), 2, 7, 7, "")
    assert line_of([first, second]) != line_of([(1, *second[1:]), (2, *first[1:])])


@given(st.lists(st.integers(1, 700), max_size=300))
def test_marks_stay_few_keep_the_latest_and_one_of_every_age(steps: list[int]) -> None:
    kept: set[int] = set()
    head = 0
    passed = []
    for step in steps:
        head += step
        passed.append(head)
        kept = kept_marks({*kept, head})
    assert set(passed[-KEPT_WHOLE:]) <= kept
    assert len(kept) <= KEPT_WHOLE + 2 * 20
    for position in passed:
        # Somebody who parted there drops at most a few times what it really has to.
        before = max((mark for mark in kept if mark <= position), default=0)
        assert head - before <= 4 * (head - position) + 4 * max(steps, default=0) * KEPT_WHOLE


@given(st.sets(st.integers(1, 10_000), max_size=400))
def test_keeping_again_forgets_nothing_more(positions: set[int]) -> None:
    kept = kept_marks(positions)
    assert kept <= positions
    assert kept_marks(kept) == kept
