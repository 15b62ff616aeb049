"""Two tables of the simulator's own, with the policies that no shipped table uses: cells that a person must settle
(`manual`), one of them of two columns, and a cell that is a set.

They are in the registry and among the migrations while a run lasts; the store, the fold, head office and sync are the
product's and know nothing of it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import MappingProxyType

from db import migrate, unit_of_work
from domain.sync import deed_rules, schema
from domain.sync.cells import Cell, Children, Column, Policy, Table, immutable
from domain.sync.children import members
from tests.simulator.broken import expect
from tests.simulator.cases import CASES, judge_case
from tests.simulator.clerk import Clerk
from tests.simulator.patching import everywhere

MEANS = Table(901, "trial_means", "general", (immutable(1, "matter"), immutable(2, "means")))
MATTERS = Table(
    900,
    "trial_matters",
    "general",
    (
        Cell(1, "decision", Policy.MANUAL, (Column("decision"),)),
        Cell(2, "terms", Policy.MANUAL, (Column("amount"), Column("basis"))),
        Cell(3, "means", Policy.SET, (), of=Children(MEANS.number, 1, 2)),
    ),
)
SET = MATTERS.cell("means")
STATEMENTS = tuple(
    f"CREATE TABLE {name} (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, entry INTEGER NOT NULL, void_reason TEXT, "
    f"{columns}) STRICT"
    for name, columns in (
        ("trial_matters", "decision TEXT, amount TEXT, basis TEXT"),
        ("trial_means", "matter TEXT, means TEXT"),
        ("trial_cases", "person TEXT, told TEXT"),
    )
)

_TRIED = (MATTERS, MEANS, CASES)
_AS_SHIPPED = (schema.TABLES, schema.BY_NUMBER, unit_of_work.BY_NAME, migrate.MIGRATIONS, deed_rules.RULES)
_WITH_TRIAL = (
    (*schema.TABLES, *_TRIED),
    MappingProxyType({**schema.BY_NUMBER, **{table.number: table for table in _TRIED}}),
    {**unit_of_work.BY_NAME, **{table.name: table for table in _TRIED}},
    (*migrate.MIGRATIONS, STATEMENTS),
    MappingProxyType({**deed_rules.RULES, CASES.number: judge_case}),
)


@contextmanager
def trial_tables() -> Iterator[None]:
    """Inside, the program has these tables too. It may be entered again inside."""
    with ExitStack() as stack:
        if schema.BY_NUMBER is _AS_SHIPPED[1]:
            for shipped, tried in zip(_AS_SHIPPED, _WITH_TRIAL, strict=True):
                stack.enter_context(everywhere(shipped, tried))
        yield


# --- deeds -----------------------------------------------------------------------------------------------------------


def open_matter(clerk: Clerk, a: int, b: int) -> None:
    row = clerk.new_id()
    with clerk.work() as work:
        work.operations.add("trial_matters", row, {"decision": clerk.word() if b % 2 else None}, subject=None)
    expect(row in _rows(clerk, "trial_matters"), "read your writes", f"{clerk.tag} at {clerk.laptop}: a matter")


def decide(clerk: Clerk, a: int, b: int) -> None:
    """What a person has not settled yet stays unsettled: this is one more answer."""
    row = _choose(clerk, a)
    if row is None:
        open_matter(clerk, a, b)
        return
    name, value = (("decision", clerk.word()), ("terms", [clerk.word(" amount"), clerk.word(" basis")]))[b % 2]
    seen, before = clerk.store.seen("trial_matters", row), clerk.shown("trial_matters", row, name)
    was_asked = any(task.row == row and task.kind == "two_values" for task in clerk.store.tasks())
    with clerk.work(shown=before) as work:
        work.operations.put(seen, {name: value}, subject=None)
    (found,) = clerk.shown("trial_matters", row, name).values()
    expect(found == value or was_asked, "read your writes", f"{clerk.tag} at {clerk.laptop}: {name} is {found}")


def drop_matter(clerk: Clerk, a: int, b: int) -> None:
    row = _choose(clerk, a)
    if row is not None:
        with clerk.work() as work:
            work.operations.void("trial_matters", row, clerk.word(" reason"), subject=None)


def include(clerk: Clerk, a: int, b: int) -> None:
    """One of a few means; another laptop may put the same one in, or take it out, at once."""
    row = _choose(clerk, a)
    if row is None:
        open_matter(clerk, a, b)
        return
    means = _means(clerk, b)
    with clerk.work() as work:
        work.operations.add("trial_means", clerk.new_id(), {"matter": row, "means": means}, subject=None)
    expect(means in _set(clerk, row), "read your writes", f"{clerk.tag} at {clerk.laptop}: {means} is not in")


def exclude(clerk: Clerk, a: int, b: int) -> None:
    """All that put it in as far as this laptop knows."""
    row = _choose(clerk, a)
    found = sorted(map(str, _set(clerk, row))) if row is not None else []
    if row is None or not found:
        return
    means = found[b % len(found)]
    with clerk.work() as work:
        for child in _children(clerk, row, means, void=False):
            work.operations.void("trial_means", child, clerk.word(" reason"), subject=None)
    expect(means not in _set(clerk, row), "read your writes", f"{clerk.tag} at {clerk.laptop}: {means} is still in")


def include_again(clerk: Clerk, a: int, b: int) -> None:
    """What was taken out by mistake."""
    row = _choose(clerk, a)
    means = _means(clerk, b)
    gone = _children(clerk, row, means, void=True) if row is not None else []
    if row is None or not gone:
        return
    seen = clerk.store.seen("trial_means", gone[0])
    with clerk.work() as work:
        work.operations.restore(seen, subject=None)
    expect(means in _set(clerk, row), "read your writes", f"{clerk.tag} at {clerk.laptop}: {means} is not back in")


TRIAL_DEEDS: Mapping[str, Callable[[Clerk, int, int], None]] = {
    deed.__name__: deed for deed in (open_matter, decide, drop_matter, include, exclude, include_again)
}


def _means(clerk: Clerk, b: int) -> str:
    return f"{clerk.canary} means {b % 3}"


def _choose(clerk: Clerk, a: int) -> str | None:
    """Among the first few, so that laptops meet."""
    rows = _rows(clerk, "trial_matters")[:3]
    return rows[a % len(rows)] if rows else None


def _rows(clerk: Clerk, table: str) -> list[str]:
    sql = f"SELECT id FROM {table} WHERE void_reason IS NULL ORDER BY id"
    return [row for (row,) in clerk.store.database.execute(sql).fetchall()]


def _children(clerk: Clerk, matter: str, means: str, *, void: bool) -> list[str]:
    condition = "IS NOT NULL" if void else "IS NULL"
    sql = f"SELECT id FROM trial_means WHERE matter = ? AND means = ? AND void_reason {condition} ORDER BY id"
    return [row for (row,) in clerk.store.database.execute(sql, (matter, means)).fetchall()]


def _set(clerk: Clerk, matter: str) -> frozenset[object]:
    return frozenset(members(SET, matter, dict(clerk.store.states())))
