"""The laws of the policies that no shipped column has alone, on a table made for them: manual cells, and cells that are
rows of another table. Whatever order entries come in, again or from a saved row, all laptops see the same."""

import random
from collections.abc import Callable, Iterator
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.sync import canonical, children, fold, judge, tasks, winners
from domain.sync.children import count, lines, members
from domain.sync.effective_time import bases_of
from domain.sync.entries import Add, EntryId, Header, Operation, Put, Restore, Void
from domain.sync.fold import apply
from domain.sync.packing import pack, unpack
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import BY_NUMBER, TABLES, Cell, Children, Column, Policy, Table
from domain.sync.tables import ATTESTATIONS, PERSONS, SIGNATURES, VISITS
from domain.sync.tasks import tasks as tasks_of
from domain.sync.winners import heads, shown
from tests.support.made_entries import row

MEANS = Table(
    901,
    "trial_means",
    "general",
    (Cell(1, "of", Policy.IMMUTABLE, (Column("of"),)), Cell(2, "means", Policy.IMMUTABLE, (Column("means"),))),
)
LINES = Table(902, "trial_lines", "general", (Cell(1, "of", Policy.IMMUTABLE, (Column("of"),)),))
TRIAL = Table(
    900,
    "trial",
    "general",
    (
        Cell(1, "decision", Policy.MANUAL, (Column("decision"),)),
        Cell(2, "means", Policy.SET, (), of=Children(901, 1, 2)),
        Cell(3, "lines", Policy.APPEND, (), of=Children(902, 1)),
        Cell(4, "count", Policy.DERIVED, (), of=Children(901, 1)),
    ),
)
DECISION, SET, APPENDED, COUNT = TRIAL.cells
PARENT = row(1)
AUTHOR = "01990000-0000-7000-8000-000000000001"

History = list[tuple[Operation, Meta]]
# What is done, by which of three laptops, behind how many of the latest entries, with which of a few values.
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["decide", "choose", "include", "include", "exclude", "put back", "append"]),
        st.integers(0, 2),
        st.integers(0, 3),
        st.sampled_from(["a", "b", "c"]),
    ),
    max_size=12,
)


@pytest.fixture(scope="module", autouse=True)
def trial_tables() -> Iterator[None]:
    """The registry has the tables of the trial for the length of this module."""
    known = MappingProxyType({**BY_NUMBER, **{table.number: table for table in (TRIAL, MEANS, LINES)}})
    with pytest.MonkeyPatch.context() as patch:
        for module in (canonical, children, fold, judge, tasks, winners):
            patch.setattr(module, "BY_NUMBER", known)
        patch.setattr(judge, "APPENDED", frozenset({LINES.number}))
        yield


def history(deeds: list[tuple[str, int, int, str]]) -> History:
    made: History = [(Add(TRIAL.number, PARENT, {DECISION.number: "0"}), Meta(EntryId(bytes(16), 1), 10, 0, 1))]
    for kind, laptop, depth, value in deeds:
        number = len(made) + 1
        meta = Meta(EntryId(bytes(15) + bytes([laptop]), number), 10 + number, max(1, number - 1 - depth), number)
        seen = folded(made[: meta.seen])
        made.extend((operation, meta) for operation in _done(kind, value, number, seen))
    return made


def _done(kind: str, value: str, number: int, seen: dict[str, RowState]) -> Iterator[Operation]:
    child = row(100 + number)
    standing = heads(seen[PARENT].cells[DECISION.number])
    match kind:
        case "decide":
            ids = tuple(item.meta.id for item in standing)
            yield Put(TRIAL.number, PARENT, {DECISION.number: value}, {DECISION.number: ids[:1]})
        case "choose":
            ids = tuple(item.meta.id for item in standing)
            yield Put(TRIAL.number, PARENT, {DECISION.number: value}, {DECISION.number: ids})
        case "include":
            yield Add(MEANS.number, child, {1: PARENT, 2: value})
        case "append":
            yield Add(LINES.number, child, {1: PARENT})
        case _:
            for name, state in sorted(seen.items()):
                if state.table == MEANS.number and state.cells[2][0].value == value:
                    if kind == "exclude":
                        yield Void(MEANS.number, name, "taken out")
                        return
                    marks = tuple(mark.meta.id for mark in state.voids)
                    if marks:
                        yield Restore(MEANS.number, name, marks)
                        return


_applied = apply


def folded(entries: History, rows: dict[str, RowState] | None = None) -> dict[str, RowState]:
    found = dict(rows or {})
    for operation, meta in entries:
        found[operation.row] = _applied(found.get(operation.row), operation, meta)
    return found


def seen_of(rows: dict[str, RowState]) -> object:
    parent = rows[PARENT]
    cells = (members(SET, PARENT, rows), lines(APPENDED, PARENT, rows), count(COUNT, PARENT, rows))
    return shown(parent), tasks_of(PARENT, parent), canonical.canonical_hash(PARENT, parent), cells


def any_order(entries: History, chance: random.Random) -> History:
    """Each after what it names, and after the row that it is about."""
    left, ordered = list(entries), list[tuple[Operation, Meta]]()
    while left:
        missing = {meta.id for _, meta in left}
        rows = {item.row for item, _ in left if isinstance(item, Add)}
        ready = [
            (item, meta)
            for item, meta in left
            if not (bases_of([item]) - {meta.id}) & missing and (isinstance(item, Add) or item.row not in rows)
        ]
        chosen = chance.choice(ready)
        left.remove(chosen)
        ordered.append(chosen)
    return ordered


@given(deeds=DEEDS, seed=st.integers(0, 1 << 16))
def test_any_order_that_has_causes_first_shows_the_same(deeds: list[tuple[str, int, int, str]], seed: int) -> None:
    entries = history(deeds)
    assert seen_of(folded(any_order(entries, random.Random(seed)))) == seen_of(folded(entries))


@given(deeds=DEEDS, again=st.integers(0, 20))
def test_what_comes_again_changes_nothing(deeds: list[tuple[str, int, int, str]], again: int) -> None:
    entries = history(deeds)
    rows = folded(entries)
    operation, meta = entries[again % len(entries)]
    is_gone = isinstance(operation, Add | Put) and meta.id not in {
        version.meta.id for versions in rows[operation.row].cells.values() for version in versions
    }
    if not is_gone:
        assert seen_of(folded([(operation, meta)], rows)) == seen_of(rows)


@given(deeds=DEEDS, at=st.integers(0, 20))
def test_a_saved_state_goes_on_as_if_folded_from_the_first(deeds: list[tuple[str, int, int, str]], at: int) -> None:
    entries = history(deeds)
    cut = at % (len(entries) + 1)
    saved = {name: unpack(pack(state)) for name, state in folded(entries[:cut]).items()}
    assert seen_of(folded(entries[cut:], saved)) == seen_of(folded(entries))


@given(deeds=DEEDS)
def test_a_manual_cell_shows_what_nobody_disputes_and_else_nothing(deeds: list[tuple[str, int, int, str]]) -> None:
    parent = folded(history(deeds))[PARENT]
    values = {str(item.value) for item in heads(parent.cells[DECISION.number])}
    view = shown(parent)
    assert view is not None
    assert view.values.get(DECISION.number) == (min(values) if len(values) == 1 else None)
    assert [task.kind for task in tasks_of(PARENT, parent)] == (["two_values"] if len(values) > 1 else [])


@given(deeds=DEEDS)
def test_a_set_holds_what_was_added_and_not_taken_out_by_somebody_who_had_seen_it(
    deeds: list[tuple[str, int, int, str]],
) -> None:
    """Worked out from the entries alone: each adding counts by itself, so that adding wins."""
    entries = history(deeds)
    restored = {id for item, _ in entries if isinstance(item, Restore) for id in item.voids}
    out = {item.row for item, meta in entries if isinstance(item, Void) and meta.id not in restored}
    added = [item for item, _ in entries if isinstance(item, Add) and item.table == MEANS.number]
    rows = folded(entries)
    assert members(SET, PARENT, rows) == {item.cells[2] for item in added if item.row not in out}
    assert count(COUNT, PARENT, rows) == len([item for item in added if item.row not in out])


@given(deeds=DEEDS)
def test_a_line_that_was_appended_stands_once_in_head_offices_order(deeds: list[tuple[str, int, int, str]]) -> None:
    entries = history(deeds)
    wanted = tuple(item.row for item, _ in entries if isinstance(item, Add) and item.table == LINES.number)
    assert lines(APPENDED, PARENT, folded([*entries, *entries])) == wanted


def judged(operation: Operation, rows: dict[str, RowState]) -> str:
    header = Header("office:RYD1/general", bytes(16), 9, 1, 1, AUTHOR, "test", 0, ())
    return judge.judge(header, [operation], rows.get).reason


def test_a_line_is_never_put_voided_or_restored_and_no_cell_of_rows_is_written() -> None:
    rows = folded(history([("append", 0, 0, "a")]))
    (line,) = lines(APPENDED, PARENT, rows)
    ids = (EntryId(bytes(16), 1),)
    for operation in (
        Put(LINES.number, line, {1: PARENT}, {1: ids}),
        Void(LINES.number, line, "x"),
        Restore(LINES.number, line, ids),
    ):
        assert judged(operation, rows) == "row.appended"
    for cell in (SET, APPENDED, COUNT):
        assert judged(Put(TRIAL.number, PARENT, {cell.number: "x"}, {}), rows) == "cell.not_written"
        assert judged(Add(TRIAL.number, row(7), {cell.number: "x"}), rows) == "cell.not_written"


def test_the_registry_appends_signatures_and_derives_the_visits_of_a_person() -> None:
    signatures, visits = ATTESTATIONS.cell("signatures"), PERSONS.cell("visits")
    assert (signatures.policy, signatures.of) == (Policy.APPEND, Children(SIGNATURES.number, 1))
    assert (visits.policy, visits.of) == (Policy.DERIVED, Children(VISITS.number, VISITS.cell("person").number))
    shipped = {table.number for table in TABLES}
    for table in TABLES:
        for cell in table.cells:
            assert bool(cell.columns) is (cell.of is None)
            assert cell.of is None or cell.of.table in shipped


# --- what the laws would notice ---------------------------------------------------------------------------------------


def silently_overwritten(patch: pytest.MonkeyPatch) -> None:
    """A manual cell takes the latest value, as if a person had chosen it."""
    patch.setattr(winners, "is_settled", lambda _: True)


def removal_wins(patch: pytest.MonkeyPatch) -> None:
    """Whoever takes a member out takes it out for those whose adding he had not seen too."""
    real = children._standing

    def standing(cell: Cell, parent: str, rows: children.Rows) -> list[tuple[str, RowState, Meta]]:
        left = list(real(cell, parent, rows))
        kept = {row for row, _, _ in left}
        gone = {state.cells[2][0].value for row, state, _ in children._children(cell, parent, rows) if row not in kept}
        return [child for child in left if child[1].cells[2][0].value not in gone]

    patch.setattr(children, "_standing", standing)


def doubled_on_replay(patch: pytest.MonkeyPatch) -> None:
    """A line that comes again is one more line."""
    real = children._children
    again: list[str] = []

    def both(cell: Cell, parent: str, rows: children.Rows) -> Iterator[tuple[str, RowState, Meta]]:
        for child in real(cell, parent, rows):
            yield child
            if child[0] in again:
                yield child

    def counted(state: RowState | None, operation: Operation, meta: Meta) -> RowState:
        if state is not None and isinstance(operation, Add):
            again.append(operation.row)
        return apply(state, operation, meta)

    patch.setattr(children, "_children", both)
    patch.setitem(globals(), "_applied", counted)


BUGS = {
    silently_overwritten: [("decide", 0, 0, "a"), ("decide", 1, 3, "b")],
    removal_wins: [("include", 0, 0, "a"), ("include", 1, 3, "a"), ("exclude", 0, 1, "a")],
    doubled_on_replay: [("append", 0, 0, "a"), ("append", 1, 3, "b")],
}
LAWS = {
    silently_overwritten: test_a_manual_cell_shows_what_nobody_disputes_and_else_nothing,
    removal_wins: test_a_set_holds_what_was_added_and_not_taken_out_by_somebody_who_had_seen_it,
    doubled_on_replay: test_a_line_that_was_appended_stands_once_in_head_offices_order,
}


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_of_a_policy_breaks_its_law(bug: Callable[[pytest.MonkeyPatch], None]) -> None:
    law = LAWS[bug].hypothesis.inner_test  # type: ignore[attr-defined]
    law(deeds=BUGS[bug])
    with pytest.MonkeyPatch.context() as patch:
        bug(patch)
        with pytest.raises(AssertionError):
            law(deeds=BUGS[bug])
