"""Ranges of rows that two sides compare: every difference is found, with few questions."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from domain.sync.comparing import (
    MOST_RANGES,
    Hashes,
    answer_ranges,
    differing,
    digest_of,
    still_differing,
    whole_range,
)

rows = st.dictionaries(st.binary(min_size=16, max_size=16), st.integers(1, (1 << 64) - 1), max_size=300)


def found(mine: Hashes, theirs: Hashes) -> tuple[set[bytes], int]:
    """What differs, and how many questions it took."""
    asked, differs, questions = [whole_range(mine)], set(), 0
    while asked:
        questions += 1
        ranges, listed = answer_ranges(theirs, asked[:MOST_RANGES])
        for item in listed:
            differs |= differing(mine, item)
        asked = [*asked[MOST_RANGES:], *still_differing(mine, ranges)]
    return differs, questions


@given(rows, rows, st.randoms(use_true_random=False))
def test_every_row_that_differs_is_found_and_no_other(
    theirs: dict[bytes, int], added: dict[bytes, int], random: Random
) -> None:
    mine = {row: value for row, value in theirs.items() if random.random() > 0.1} | added
    expected = {row for row in mine.keys() | theirs.keys() if mine.get(row) != theirs.get(row)}
    assert found(sorted(mine.items()), sorted(theirs.items()))[0] == expected


def test_one_flipped_bit_of_fifty_thousand_rows_is_found_with_four_questions() -> None:
    random = Random(7)
    theirs = sorted((random.randbytes(16), random.getrandbits(63) + 1) for _ in range(50_000))
    mine = list(theirs)
    row, value = mine[31_415]
    mine[31_415] = (row, value ^ 8)
    differs, questions = found(mine, theirs)
    assert differs == {row}
    assert questions <= 4


def test_sides_that_agree_ask_once() -> None:
    theirs = [(bytes([n]) * 16, n + 1) for n in range(200)]
    assert found(theirs, theirs) == (set(), 1)
    assert digest_of([]).count == 0
