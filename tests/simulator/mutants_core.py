"""Bugs in the rules both ends share: who wins, what is a question, what time it is."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from domain.sync import canonical, chain, effective_time, entries, fold, judge, tasks, winners
from domain.sync.entries import Operation
from domain.sync.row_state import RowState, Version, VoidMark
from domain.sync.schema import Cell, Policy, Table
from domain.sync.winners import Walk
from tests.simulator.patching import everywhere, replaced


@contextmanager
def resurrected_void() -> Iterator[None]:
    """An edit that comes after a void brings the row back."""
    real = winners.active_voids

    def active(state: RowState) -> tuple[VoidMark, ...]:
        latest = max((item.meta.rank for versions in state.cells.values() for item in versions), default=(0, b"", 0))
        return tuple(mark for mark in real(state) if mark.meta.rank > latest)

    with everywhere(real, active):
        yield


@contextmanager
def restore_of_everything() -> Iterator[None]:
    """A restore undoes every void, also one it never saw."""
    real = winners.active_voids
    with everywhere(real, lambda state: () if state.restores else real(state)):
        yield


@contextmanager
def timestamp_winner() -> Iterator[None]:
    """The latest time wins and the other value is gone, whatever the writers had seen."""

    def heads(versions: Iterable[Version]) -> tuple[Version, ...]:
        return tuple(sorted(versions, key=lambda item: item.meta.rank, reverse=True)[:1])

    with everywhere(winners.heads, heads):
        yield


@contextmanager
def clock_winner() -> Iterator[None]:
    """Among heads the writer that arrived last wins, not the one that wrote last."""
    real = winners.heads

    def heads(versions: Iterable[Version]) -> tuple[Version, ...]:
        return tuple(sorted(real(versions), key=lambda item: item.meta.stream_order, reverse=True))

    with everywhere(real, heads):
        yield


@contextmanager
def question_by_arrival() -> Iterator[None]:
    """A task is named after its values in the order in which they came here."""

    def cell_tasks(row: str, table: Table, cell: Cell, versions: tuple[Version, ...]) -> Iterable[tasks.Task]:
        standing = {item.meta.id for item in winners.heads(versions)}
        if cell.policy is not Policy.LWW_FLAG:
            yield from real_tasks(row, table, cell, versions)
        elif len({str(item.value) for item in versions if item.meta.id in standing}) > 1:
            found = tuple(item for item in versions if item.meta.id in standing)
            task = tasks._task("two_values", table.number, row, cell.number, found)
            first = found[0].meta.id.replica.hex()[:4]
            yield tasks.Task(task.id[:12] + first, *_rest(task))

    def kept(table: int, number: int, versions: tuple[Version, ...]) -> tuple[Version, ...]:
        wanted = {item.meta.id for item in real_kept(table, number, versions)}
        return tuple(item for item in versions if item.meta.id in wanted)

    real_tasks, real_kept = tasks._cell_tasks, fold._kept
    with replaced(tasks, _cell_tasks=cell_tasks), replaced(fold, _kept=kept):
        yield


def _rest(task: tasks.Task) -> tuple[str, int, str, int, tuple[Version, ...]]:
    return task.kind, task.table, task.row, task.cell, task.versions


@contextmanager
def question_about_nothing() -> Iterator[None]:
    """Two who typed the same value are asked which of the two is right."""

    def cell_tasks(row: str, table: Table, cell: Cell, versions: tuple[Version, ...]) -> Iterable[tasks.Task]:
        standing = winners.heads(versions)
        if cell.policy is Policy.LWW_FLAG and len(standing) > 1:
            yield tasks._task("two_values", table.number, row, cell.number, standing)
        elif cell.policy is Policy.STATE:
            yield from real(row, table, cell, versions)

    real = tasks._cell_tasks
    with replaced(tasks, _cell_tasks=cell_tasks):
        yield


@contextmanager
def unseen_edit_forgotten() -> Iterator[None]:
    """An edit that had not seen the void is dropped without a word."""
    with replaced(tasks, _unseen_edits=lambda *_: ()):
        yield


@contextmanager
def step_from_anywhere() -> Iterator[None]:
    """A state takes every step, whatever it was taken from."""

    def walk(cell: Cell, versions: Iterable[Version]) -> Walk:
        steps = sorted(versions, key=lambda item: item.meta.stream_order)
        return Walk(steps[-1] if steps else None, ())

    with everywhere(winners.walk, walk):
        yield


@contextmanager
def poisoned_clock() -> Iterator[None]:
    """A clock that runs ten years ahead wins for ten years."""

    def stamped(clock: int, received_ms: int, base_effs: Iterable[int]) -> int:
        return effective_time.local_eff(clock, base_effs)

    with everywhere(effective_time.stamped_eff, stamped):
        yield


@contextmanager
def unlifted_time() -> Iterator[None]:
    """A slow clock's edit stays behind the value that it replaced."""
    with ExitStack() as stack:
        stack.enter_context(everywhere(effective_time.local_eff, lambda clock, _: clock))
        real = effective_time.stamped_eff
        stack.enter_context(everywhere(real, lambda clock, received_ms, _: real(clock, received_ms, ())))
        yield


@contextmanager
def local_digest() -> Iterator[None]:
    """The digest also counts what head office has not stamped."""
    with everywhere(canonical.canonical, lambda state: state):
        yield


@contextmanager
def lost_candidate() -> Iterator[None]:
    """A local edit throws away what it replaces before head office has agreed to it."""
    real = fold._kept

    def kept(table: int, number: int, versions: tuple[Version, ...]) -> tuple[Version, ...]:
        named = {base for item in versions for base in item.base}
        return tuple(item for item in real(table, number, versions) if item.meta.id not in named)

    with replaced(fold, _kept=kept):
        yield


@contextmanager
def clock_of_the_day() -> Iterator[None]:
    """The logical clock goes back with the laptop's."""
    now = entries.CLOCK_UNITS_PER_MS
    with everywhere(entries.next_clock, lambda last, now_ms: now_ms * now):
        yield


@contextmanager
def sleeping_judge() -> Iterator[None]:
    """Nothing is ever set aside."""
    with everywhere(judge.judge, lambda *_: judge.Verdict()):
        yield


@contextmanager
def last_operation_only() -> Iterator[None]:
    """Of an action of several operations one is folded."""
    real = chain.operations_of

    def one(entry: entries.Entry) -> Sequence[Operation]:
        return real(entry)[-1:]

    with everywhere(real, one):
        yield
