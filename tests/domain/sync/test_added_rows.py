"""Many new rows packed and hashed together: the same bytes and hashes as of each by itself."""

import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.sync.added_rows import in_order, is_simple, packed_rows, row_hashes
from domain.sync.canonical import added_hash
from domain.sync.entries import Add, EntryId
from domain.sync.packing import pack_added
from domain.sync.row_state import Meta
from domain.sync.schema import TABLES
from domain.sync.tables import INTERVIEWS, VISITS

NUMBERS = st.integers(0, (1 << 63) - 1)
METAS = st.builds(
    Meta,
    st.builds(EntryId, st.binary(min_size=16, max_size=16), st.integers(1, 1 << 62)),
    NUMBERS,
    NUMBERS,
    st.integers(1, (1 << 63) - 1),
)
SCALARS = st.none() | st.text(max_size=40) | st.binary(max_size=40) | st.integers(-(1 << 63), (1 << 63) - 1)
CELLS = st.dictionaries(st.integers(-5, 300), SCALARS | st.lists(SCALARS, max_size=3), max_size=6)
ADDS = st.builds(Add, st.sampled_from([table.number for table in TABLES]), st.uuids().map(str), CELLS)


@settings(max_examples=40)
@given(st.lists(st.tuples(ADDS, METAS), max_size=5))
def test_rows_made_together_are_the_bytes_and_hashes_of_each(rows: list[tuple[Add, Meta]]) -> None:
    simple = [(added, meta) for added, meta in rows if is_simple(added)]
    ordered = [in_order(added) for added, _ in simple]
    written = [(*meta.id, meta.eff, meta.seen, meta.hub_seq) for _, meta in simple]
    assert packed_rows(ordered, written) == [pack_added(added, meta) for added, meta in simple]
    assert row_hashes(ordered, written) == [added_hash(added, meta) for added, meta in simple]


def test_a_row_with_a_state_is_not_simple() -> None:
    row = str(uuid.UUID(int=1))
    assert is_simple(Add(VISITS.number, row, {VISITS.cell("note").number: "x"}))
    assert not is_simple(Add(INTERVIEWS.number, row, {INTERVIEWS.cell("state").number: "left"}))
