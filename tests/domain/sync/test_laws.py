"""The laws of the fold, whatever clerks do and in whatever order lines let it through."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from domain.sync.canonical import canonical
from domain.sync.dump import dump_text
from domain.sync.effective_time import LATEST_AHEAD_MS, stamped_eff
from domain.sync.entries import Add, EntryId, Header, Operation, Put, Restore, Void
from domain.sync.fold import apply
from domain.sync.judge import judge
from domain.sync.packing import pack, unpack
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import TABLES, Cell, Policy
from domain.sync.tables import INTERVIEWS, PERSONS, REFERRALS
from domain.sync.tasks import tasks
from domain.sync.winners import active_voids, heads, shown, walk, winner
from tests.support.made_entries import row
from tests.support.model import AUTHOR, REFUSED, ModelHub, ModelLaptop

NAME, MOBILE, TOWN, NOTE = (PERSONS.cell(name) for name in ("name", "mobile", "town", "note"))
STATE = INTERVIEWS.cell("state")

# Who acts, what is done, and two numbers that choose the row and the value.
Step = tuple[int, str, int, int]
DEEDS = ("add", "mobile", "town", "note", "both", "settle", "void", "restore", "begin", "finish")
STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(DEEDS + ("push", "pull") * 4),
        st.integers(0, 3),
        st.integers(0, 9),
    ),
    min_size=25,
    max_size=80,
)
CLOCKS = st.lists(st.sampled_from([1_000_000, 0, 1_400_000, 10**12]), min_size=3, max_size=3)


class World:
    """Three laptops of one office that begin with the same three rows, clocks as bad as they come."""

    def __init__(self, clocks: list[int]) -> None:
        self.hub = ModelHub()
        self.laptops = [ModelLaptop(bytes(15) + bytes([n + 1]), self.hub, clock) for n, clock in enumerate(clocks)]
        self.count = 3
        self.laptops[0].write(PERSON(1, "0"), INTERVIEW(2))
        self.laptops[0].write(PERSON(3, "0"))
        self.settle()

    def step(self, step: Step) -> None:
        who, deed, which, number = step
        laptop = self.laptops[who]
        if deed == "push":
            laptop.push(number + 1)
        elif deed == "pull":
            laptop.pull(number * 3 + 1)
        else:
            self._write(laptop, deed, which, str(number))

    def _write(self, laptop: ModelLaptop, deed: str, which: int, value: str) -> None:
        # Head office sets one in ten aside, whatever it is.
        action = REFUSED if value == "9" else "test"
        if deed in ("add", "begin"):
            self.count += 1
            laptop.write(INTERVIEW(self.count) if deed == "begin" else PERSON(self.count, value), action=action)
            return
        wanted = INTERVIEWS.number if deed == "finish" else PERSONS.number
        standing = [name for name, state in sorted(laptop.rows.items()) if state.created and state.table == wanted]
        if standing:
            name = standing[which % len(standing)]
            operations = WRITES[deed](laptop.rows[name], name, value)
            if operations:
                laptop.write(*operations, action=action)

    def settle(self) -> None:
        for _ in range(2):
            for laptop in self.laptops:
                laptop.push(10**6)
                laptop.pull(10**6)


def PERSON(number: int, value: str) -> Add:
    return Add(PERSONS.number, row(number), {NAME.number: [value, None, None, None, None], MOBILE.number: value})


def INTERVIEW(number: int) -> Add:
    return Add(INTERVIEWS.number, row(number), {STATE.number: "left"})


def shown_base(state: RowState, cell: Cell) -> tuple[EntryId, ...]:
    best = winner(cell, state.cells.get(cell.number, ()))
    return (best.meta.id,) if best else ()


def all_bases(state: RowState, cell: Cell) -> tuple[EntryId, ...]:
    return tuple(version.meta.id for version in state.cells.get(cell.number, ()))


def edit(state: RowState, name: str, value: str, cell: Cell, bases: tuple[EntryId, ...]) -> Put:
    return Put(state.table, name, {cell.number: value}, {cell.number: bases})


def edit_shown(cell: Cell) -> Callable[[RowState, str, str], list[Operation]]:
    return lambda state, name, value: [edit(state, name, value, cell, shown_base(state, cell))]


def edit_all(cell: Cell) -> Callable[[RowState, str, str], list[Operation]]:
    return lambda state, name, value: [edit(state, name, value, cell, all_bases(state, cell))]


def finish(state: RowState, name: str, value: str) -> list[Operation]:
    current = walk(STATE, state.cells.get(STATE.number, ())).current
    return [edit(state, name, "finished", STATE, (current.meta.id,))] if current else []


def restore(state: RowState, name: str, value: str) -> list[Operation]:
    marks = active_voids(state)
    return [Restore(state.table, name, tuple(mark.meta.id for mark in marks))] if marks else []


WRITES: dict[str, Callable[[RowState, str, str], list[Operation]]] = {
    "mobile": edit_shown(MOBILE),
    "settle": edit_all(MOBILE),
    "town": edit_all(TOWN),
    "note": edit_all(NOTE),
    # One entry that writes a cell twice and another cell besides.
    "both": lambda s, n, v: [
        *edit_all(NOTE)(s, n, v),
        *edit_shown(MOBILE)(s, n, v),
        *edit_shown(MOBILE)(s, n, v + "!"),
    ],
    "void": lambda state, name, value: [Void(state.table, name, f"سبب {value}")],
    "restore": restore,
    "finish": finish,
}


def dump(rows: dict[str, RowState]) -> str:
    return dump_text(rows.items())


def visible(rows: dict[str, RowState]) -> dict[str, Any]:
    return {name: (view, tasks(name, state)) for name, state in rows.items() if (view := shown(state)) is not None}


@settings(max_examples=150)
@given(steps=STEPS, clocks=CLOCKS)
def test_applying_as_it_comes_is_the_same_as_folding_from_nothing(steps: list[Step], clocks: list[int]) -> None:
    world = World(clocks)
    for step in steps:
        world.step(step)
        laptop = world.laptops[step[0]]
        rows, digest = laptop.refold()
        assert visible(laptop.rows) == visible(rows)
        assert laptop.digest == digest
    world.settle()
    for laptop in world.laptops:
        assert visible(laptop.rows) == visible(laptop.refold()[0])


@settings(max_examples=150)
@given(steps=STEPS, clocks=CLOCKS)
def test_laptops_and_head_office_converge_and_agree_at_every_position(steps: list[Step], clocks: list[int]) -> None:
    world = World(clocks)
    for step in steps:
        world.step(step)
        laptop = world.laptops[step[0]]
        there = world.hub.stream[laptop.cursor - 1].digest if laptop.cursor else laptop.digest
        assert laptop.digest == there
    world.settle()
    for laptop in world.laptops:
        assert laptop.digest == world.hub.digest
        assert dump(laptop.rows) == dump(world.hub.rows)
    for kind in sorted({task.kind for name, state in world.hub.rows.items() for task in tasks(name, state)}):
        event(kind)


@settings(max_examples=80)
@given(steps=STEPS, clocks=CLOCKS)
def test_nothing_that_was_written_is_lost(steps: list[Step], clocks: list[int]) -> None:
    """Every entry is in the stream, every value is shown, replaced by somebody who named it, or a task."""
    world = World(clocks)
    for step in steps:
        world.step(step)
    world.settle()
    assert {position.header.id for position in world.hub.stream} == {
        known.header.id for laptop in world.laptops for known in laptop.known.values()
    }
    applied = {position.header.id for position in world.hub.stream if not position.reason}
    named = {
        base
        for position in world.hub.stream
        if not position.reason
        for operation in world.laptops[0].known[position.header.id].operations
        if isinstance(operation, Put)
        for bases in operation.bases.values()
        for base in bases
    }
    for state in world.hub.rows.values():
        for number, versions in state.cells.items():
            candidates = {version.meta.id for version in versions}
            assert candidates <= applied
            for id in applied - candidates:
                known = world.laptops[0].known[id]
                wrote = any(
                    isinstance(operation, Add | Put)
                    and number in operation.cells
                    and world.hub.rows[operation.row] is state
                    for operation in known.operations
                )
                assert not wrote or id in named


@settings(max_examples=80)
@given(steps=STEPS, clocks=CLOCKS, value=st.sampled_from(["+1", "+2"]))
def test_a_clerk_sees_at_once_what_was_just_written(steps: list[Step], clocks: list[int], value: str) -> None:
    world = World(clocks)
    for step in steps:
        world.step(step)
    for laptop in world.laptops:
        for name, state in sorted(laptop.rows.items()):
            if state.created and state.table == PERSONS.number:
                laptop.write(*edit_shown(MOBILE)(state, name, value))
                laptop.write(*edit_all(TOWN)(laptop.rows[name], name, value))
                view = shown(laptop.rows[name])
                assert view is not None
                assert (view.values[MOBILE.number], view.values[TOWN.number]) == (value, value)


@settings(max_examples=80)
@given(steps=STEPS, clocks=CLOCKS)
def test_a_settlement_that_names_both_values_ends_the_question_everywhere(steps: list[Step], clocks: list[int]) -> None:
    world = World(clocks)
    for step in steps:
        world.step(step)
    world.settle()
    judge_laptop = world.laptops[0]
    for name, state in sorted(judge_laptop.rows.items()):
        if any(task.kind == "two_values" for task in tasks(name, state)):
            judge_laptop.write(*edit_all(MOBILE)(state, name, "settled"))
    world.settle()
    for laptop in world.laptops:
        kinds = {task.kind for name, state in laptop.rows.items() for task in tasks(name, state)}
        assert "two_values" not in kinds


@settings(max_examples=100)
@given(steps=STEPS, clocks=CLOCKS)
def test_a_packed_row_is_the_row(steps: list[Step], clocks: list[int]) -> None:
    world = World(clocks)
    for step in steps:
        world.step(step)
    for laptop in world.laptops:
        for state in laptop.rows.values():
            assert unpack(pack(state)) == state
            assert pack(unpack(pack(state))) == pack(state)


def two_with_one_person() -> tuple[ModelLaptop, ModelLaptop]:
    hub = ModelHub()
    one, two = (ModelLaptop(bytes(15) + bytes([n]), hub) for n in (1, 2))
    one.write(PERSON(1, "0"))
    sync(one, two)
    return one, two


def sync(*laptops: ModelLaptop) -> None:
    for laptop in (*laptops, *laptops):
        laptop.push(99)
        laptop.pull(99)


def test_a_value_both_typed_alike_is_no_question() -> None:
    one, two = two_with_one_person()
    for laptop in (one, two):
        laptop.write(*edit_shown(MOBILE)(laptop.rows[row(1)], row(1), "same"))
    sync(one, two)
    assert len(heads(one.rows[row(1)].cells[MOBILE.number])) == 2
    assert tasks(row(1), one.rows[row(1)]) == ()


def test_void_beats_an_edit_that_had_not_seen_it_and_asks() -> None:
    one, two = two_with_one_person()
    one.write(*WRITES["void"](one.rows[row(1)], row(1), "0"))
    two.write(*edit_shown(MOBILE)(two.rows[row(1)], row(1), "new"))
    sync(one, two)
    for laptop in (one, two):
        view = shown(laptop.rows[row(1)])
        assert view is not None
        assert view.void_reason == "سبب 0"
        assert [task.kind for task in tasks(row(1), laptop.rows[row(1)])] == ["edit_after_void"]


def test_a_restore_names_the_voids_it_undoes_and_no_other() -> None:
    one, two = two_with_one_person()
    one.write(*WRITES["void"](one.rows[row(1)], row(1), "1"))
    sync(one, two)
    one.write(*restore(one.rows[row(1)], row(1), ""))
    two.write(*WRITES["void"](two.rows[row(1)], row(1), "2"))
    sync(one, two)
    for laptop in (one, two):
        view = shown(laptop.rows[row(1)])
        assert view is not None
        assert view.void_reason == "سبب 2"


def test_two_steps_from_one_state_keep_the_first_and_ask_about_the_second() -> None:
    hub = ModelHub()
    one, two = (ModelLaptop(bytes(15) + bytes([n]), hub) for n in (1, 2))
    one.write(INTERVIEW(1))
    sync(one, two)
    for laptop in (one, two):
        laptop.write(*finish(laptop.rows[row(1)], row(1), ""))
    sync(one, two)
    for laptop in (one, two):
        walked = walk(STATE, laptop.rows[row(1)].cells[STATE.number])
        assert walked.current is not None
        assert walked.current.meta.id == EntryId(one.replica, 2)
        assert [task.kind for task in tasks(row(1), laptop.rows[row(1)])] == ["skipped_transition"]


def test_what_was_built_on_a_refused_row_goes_with_it() -> None:
    hub = ModelHub()
    one, two = (ModelLaptop(bytes(15) + bytes([n]), hub) for n in (1, 2))
    one.write(PERSON(1, "0"), action=REFUSED)
    one.write(*edit_shown(MOBILE)(one.rows[row(1)], row(1), "1"))
    sync(one, two)
    assert [position.reason for position in hub.stream] == ["test", "row.unknown"]
    assert dump(one.rows) == dump(two.rows) == dump(hub.rows) == ""


def test_a_stamp_that_holds_a_clock_lets_later_local_writes_follow() -> None:
    _, two = two_with_one_person()
    two.clock_ms += 10**9
    two.write(*edit_shown(MOBILE)(two.rows[row(1)], row(1), "first"))
    two.push(1)
    two.write(*edit_shown(MOBILE)(two.rows[row(1)], row(1), "second"))
    two.pull(9)
    first, second = two.known[EntryId(two.replica, 1)], two.known[EntryId(two.replica, 2)]
    assert first.eff < second.eff
    assert [version.value for version in heads(two.rows[row(1)].cells[MOBILE.number])] == ["second"]
    assert canonical(two.rows[row(1)]).cells[MOBILE.number][0].value == "first"


def test_an_entry_has_one_version_of_a_cell_its_last_word() -> None:
    laptop = ModelLaptop(bytes(16), ModelHub())
    own = EntryId(laptop.replica, 1)
    laptop.write(PERSON(1, "0"), Put(PERSONS.number, row(1), {MOBILE.number: "1"}, {MOBILE.number: ()}))
    laptop.write(
        Put(PERSONS.number, row(1), {MOBILE.number: "2"}, {MOBILE.number: (own,)}),
        Put(PERSONS.number, row(1), {MOBILE.number: "3"}, {MOBILE.number: ()}),
    )
    sync(laptop)
    for rows in (laptop.rows, laptop.hub.rows):
        assert [version.value for version in rows[row(1)].cells[MOBILE.number]] == ["3"]
        assert tasks(row(1), rows[row(1)]) == ()


def test_a_value_that_names_its_own_entry_does_not_hide_itself_and_is_judged() -> None:
    own = EntryId(bytes(16), 1)
    put = Put(PERSONS.number, row(1), {MOBILE.number: "1"}, {MOBILE.number: (own,)})
    state = apply(apply(None, PERSON(1, "0"), Meta(own, 1, 0, 1)), put, Meta(own, 1, 0, 1))
    assert [version.value for version in heads(state.cells[MOBILE.number])] == ["1"]
    header = Header("office:RYD1/general", own.replica, own.seq, 1, 1, AUTHOR, "test", 0, ())
    assert judge(header, [PERSON(1, "0"), put], {}.get).reason == "base.of_itself"


@given(clock=st.integers(0, (1 << 62) - 1), received=st.integers(0, 1 << 44), bases=st.lists(st.integers(0, 1 << 62)))
def test_a_stamp_is_never_far_ahead_of_head_office_nor_behind_what_it_was_built_on(
    clock: int, received: int, bases: list[int]
) -> None:
    eff = stamped_eff(clock, received, bases)
    assert all(eff > base for base in bases)
    assert eff <= max([(received + LATEST_AHEAD_MS) << 16, *(base + 1 for base in bases)])
    assert eff >= min(clock, received << 16)


@pytest.mark.parametrize("cell", [cell for table in TABLES for cell in table.cells if cell.policy is Policy.STATE])
def test_a_state_may_stay_what_it_is_so_that_a_skipped_step_can_be_settled_in_any(cell: Cell) -> None:
    states = cell.transitions.keys() | {state for following in cell.transitions.values() for state in following}
    assert {state for state in states if state not in cell.transitions.get(state, ())} == set()


def test_a_step_that_was_skipped_is_settled_also_when_the_matter_has_come_to_its_end() -> None:
    hub = ModelHub()
    one, two = (ModelLaptop(bytes(15) + bytes([n]), hub) for n in (1, 2))
    progress = REFERRALS.cell("progress")

    def step(laptop: ModelLaptop, value: str, *, settles: bool = False) -> None:
        walked = walk(progress, laptop.rows[row(1)].cells[progress.number])
        assert walked.current is not None
        base = (walked.current.meta.id, *(item.meta.id for item in walked.skipped if settles))
        laptop.write(Put(REFERRALS.number, row(1), {progress.number: value}, {progress.number: base}))

    one.write(Add(REFERRALS.number, row(1), {progress.number: "asked"}))
    sync(one, two)
    for laptop in (one, two):
        step(laptop, "answered")
    sync(one, two)
    step(one, "told")
    step(one, "told", settles=True)
    sync(one, two)
    for laptop in (one, two):
        assert tasks(row(1), laptop.rows[row(1)]) == ()
