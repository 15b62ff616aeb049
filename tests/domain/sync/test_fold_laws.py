"""The laws of the fold on one row: whatever order stamped entries are folded in, and whether they were here before."""

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from domain.sync.canonical import added_hash, canonical_hash
from domain.sync.effective_time import bases_of
from domain.sync.entries import WHOLE_ROW, Add, EntryId, Operation, Put, Restore, Void
from domain.sync.fold import apply, restamp, without
from domain.sync.packing import pack, pack_added, packed_hash, unpack
from domain.sync.row_state import Meta, RowState
from domain.sync.tables import INTERVIEWS, PERSONS
from domain.sync.tasks import tasks
from domain.sync.winners import shown
from tests.support.made_entries import row

ROW = row(1)
STATE = INTERVIEWS.cell("state").number
MOBILE, TOWN = (PERSONS.cell(name).number for name in ("mobile", "town"))

History = list[tuple[Operation, Meta]]
# What is done, by which of three laptops, over how many of the latest entries, with which of a few values.
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["mobile", "mobile", "town", "void", "restore"]),
        st.integers(0, 2),
        st.integers(0, 3),
        st.sampled_from(["1", "2", "3"]),
    ),
    min_size=1,
    max_size=10,
)


def history(deeds: list[tuple[str, int, int, str]]) -> History:
    """As head office stamped it: each entry names some that came before."""
    made: History = [(Add(PERSONS.number, ROW, {MOBILE: "0", TOWN: "0"}), Meta(EntryId(bytes(16), 1), 10, 0, 1))]
    for kind, laptop, depth, value in deeds:
        number = len(made) + 1
        meta = Meta(EntryId(bytes(15) + bytes([laptop]), number), 10 + number, max(0, number - 1 - depth), number)
        seen = made[: meta.seen] or made[:1]
        if kind in ("mobile", "town"):
            cell = MOBILE if kind == "mobile" else TOWN
            wrote = [known.id for item, known in seen if isinstance(item, Add | Put) and cell in item.cells]
            made.append((Put(PERSONS.number, ROW, {cell: value}, {cell: tuple(wrote[-1 - depth % 2 :])}), meta))
        elif kind == "void":
            made.append((Void(PERSONS.number, ROW, value), meta))
        else:
            voids = tuple(known.id for item, known in seen if isinstance(item, Void))
            made.append((Restore(PERSONS.number, ROW, voids), meta))
    return made


def folded(entries: History) -> RowState:
    state: RowState | None = None
    for operation, meta in entries:
        state = apply(state, operation, meta)
    assert state is not None
    return state


def seen_of(state: RowState) -> object:
    return shown(state), tasks(ROW, state), canonical_hash(ROW, state)


def any_causal_order(entries: History, chance: random.Random) -> History:
    """Head office stamps an entry after those it names, and nobody gets it before them."""
    left, done, ordered = list(entries), set[EntryId](), list[tuple[Operation, Meta]]()
    while left:
        known = {meta.id for _, meta in entries}
        ready = [item for item in left if (bases_of([item[0]]) & known) <= done]
        chosen = chance.choice(ready)
        left.remove(chosen)
        done.add(chosen[1].id)
        ordered.append(chosen)
    return ordered


@given(deeds=DEEDS, seed=st.integers(0, 1 << 16))
def test_stamped_entries_may_come_in_any_order_that_has_causes_first(
    deeds: list[tuple[str, int, int, str]], seed: int
) -> None:
    entries = history(deeds)
    shuffled = any_causal_order(entries, random.Random(seed))
    assert seen_of(folded(shuffled)) == seen_of(folded(entries))


@given(deeds=DEEDS, again=st.integers(0, 20))
def test_a_value_that_stands_and_is_folded_again_changes_nothing(
    deeds: list[tuple[str, int, int, str]], again: int
) -> None:
    entries = history(deeds)
    state = folded(entries)
    standing = {version.meta.id for versions in state.cells.values() for version in versions}
    values = [entry for entry in entries if isinstance(entry[0], Put) and entry[1].id in standing]
    if values:
        operation, meta = values[again % len(values)]
        assert seen_of(apply(state, operation, meta)) == seen_of(state)


@given(deeds=DEEDS, first=st.integers(0, 11))
def test_what_was_here_before_its_stamp_ends_as_if_it_had_come_with_it(
    deeds: list[tuple[str, int, int, str]], first: int
) -> None:
    """The last entries are written here, unstamped and with another effective time, and stamped one by one."""
    entries = history(deeds)
    at = 1 + first % len(entries)
    early = [(item, Meta(meta.id, meta.eff + 1_000, meta.seen, 0)) for item, meta in entries[at:]]
    state = folded([*entries[:at], *early])
    for _, meta in entries[at:]:
        state = restamp(state, meta)
    assert seen_of(state) == seen_of(folded(entries))


@given(deeds=DEEDS)
def test_an_entry_that_is_taken_out_leaves_the_row_as_if_it_had_never_been(
    deeds: list[tuple[str, int, int, str]],
) -> None:
    """While it has no stamp: nothing that it names has been dropped for it."""
    entries = history(deeds)
    operation, meta = entries[-1]
    local = Meta(meta.id, meta.eff, meta.seen, 0)
    before = folded(entries[:-1])
    assert seen_of(without(apply(before, operation, local), local.id)) == seen_of(before)


def test_a_step_taken_under_a_new_name_over_one_of_the_old_name_is_shown_at_once() -> None:
    """A restored laptop goes on under a name that may sort before the one it had; neither step has a stamp yet."""
    old, new = EntryId(bytes([9]) * 16, 2), EntryId(bytes([1]) * 16, 1)
    begun = EntryId(bytes([9]) * 16, 1)
    state = folded(
        [
            (Add(INTERVIEWS.number, ROW, {STATE: "left"}), Meta(begun, 10, 0, 1)),
            (Put(INTERVIEWS.number, ROW, {STATE: "left"}, {STATE: (begun,)}), Meta(old, 20, 1, 0)),
            (Put(INTERVIEWS.number, ROW, {STATE: "finished"}, {STATE: (old,)}), Meta(new, 21, 1, 0)),
        ]
    )
    view = shown(state)
    assert view is not None
    assert (view.values[STATE], tasks(ROW, state)) == ("finished", ())


@given(deeds=DEEDS, seed=st.integers(0, 1 << 16))
def test_the_same_packed_and_unpacked_after_every_entry(deeds: list[tuple[str, int, int, str]], seed: int) -> None:
    """From a snapshot: a row that was saved half way goes on as if it had been folded from the first."""
    entries = history(deeds)
    at = seed % (len(entries) + 1)
    state = unpack(pack(folded(entries[:at]))) if at else None
    for operation, meta in entries[at:]:
        state = apply(state, operation, meta)
    assert state is not None
    assert pack(state) == pack(folded(entries))


def test_a_void_knows_the_edit_that_its_entry_says_it_was_shown() -> None:
    """As of a laptop that goes on under another name: nothing else says that it had seen its own edit."""
    begun, edited, voided = (EntryId(bytes([n]) * 16, 1) for n in (1, 2, 3))
    entries: History = [
        (Add(PERSONS.number, ROW, {MOBILE: "0"}), Meta(begun, 10, 0, 1)),
        (Put(PERSONS.number, ROW, {MOBILE: "1"}, {MOBILE: (begun,)}), Meta(edited, 20, 1, 2)),
        (Void(PERSONS.number, ROW, "twice"), Meta(voided, 30, 1, 3)),
    ]
    assert [task.kind for task in tasks(ROW, folded(entries))] == ["edit_after_void"]
    says = (Put(PERSONS.number, ROW, {}, {WHOLE_ROW: (edited,)}), Meta(voided, 30, 1, 3))
    for ordered in ([*entries[:2], says, entries[2]], [says, *entries]):
        assert tasks(ROW, folded(ordered)) == ()
        assert unpack(pack(folded(ordered))) == folded(ordered)
    assert [task.kind for task in tasks(ROW, without(folded([says, *entries]), voided))] == []


@given(deeds=DEEDS, unstamped=st.integers(0, 12))
def test_a_packed_row_has_the_hash_of_the_row(deeds: list[tuple[str, int, int, str]], unstamped: int) -> None:
    """Also where the last deeds have no stamp yet."""
    entries = history(deeds)
    stamped = len(entries) - unstamped
    over = [(item, structs.replace(meta, hub_seq=0)) for item, meta in entries[max(stamped, 0) :]]
    state = folded([*entries[: max(stamped, 0)], *over])
    assert packed_hash(ROW, pack(state)) == canonical_hash(ROW, state)


@pytest.mark.parametrize("hub_seq", [0, 1])
def test_a_row_that_was_only_added_has_the_hash_of_its_state(hub_seq: int) -> None:
    meta = Meta(EntryId(bytes(16), 1), 10, 0, hub_seq)
    for operation in (
        Add(PERSONS.number, ROW, {TOWN: "أبها", MOBILE: "0"}),
        Add(INTERVIEWS.number, ROW, {STATE: "open"}),
        Add(PERSONS.number, ROW, {}),
    ):
        state = apply(None, operation, meta)
        if hub_seq:
            assert added_hash(operation, meta) == canonical_hash(ROW, state)
        else:
            assert canonical_hash(ROW, state) == 0
        assert packed_hash(ROW, pack(state)) == canonical_hash(ROW, state)
        assert pack_added(operation, meta) == pack(state)
        assert unpack(pack(state)) == state


def test_an_added_row_that_an_earlier_program_packed_at_length_is_read_as_it_is_now() -> None:
    meta = Meta(EntryId(bytes(16), 1), 10, 3, 7)
    state = apply(None, Add(PERSONS.number, ROW, {TOWN: "أبها", MOBILE: "0"}), meta)
    said = [*meta.id, meta.eff, meta.seen, meta.hub_seq]
    cells = {number: [[said, value, []]] for number, value in ((TOWN, "أبها"), (MOBILE, "0"))}
    for more in ([[], [], [meta.id]], [[], [], [meta.id], []]):
        packed = msgspec.msgpack.encode([PERSONS.number, said, cells, *more])
        assert unpack(packed) == state
        assert packed_hash(ROW, packed) == canonical_hash(ROW, state)
        assert len(pack(state)) < 2 * len(packed) // 3
