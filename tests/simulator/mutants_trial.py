"""Bugs of the policies that no shipped table uses, on the tables of `trial.py`."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from domain.sync import tasks, winners
from domain.sync.row_state import RowState, Version
from domain.sync.schema import Cell, Policy, Table
from tests.simulator import sets
from tests.simulator.patching import everywhere, replaced


@contextmanager
def unsettled_and_shown() -> Iterator[None]:
    """Of two answers that a person must settle the later one is shown meanwhile."""
    real = winners.winner

    def winner(cell: Cell, versions: Iterable[Version]) -> Version | None:
        versions = tuple(versions)
        standing = winners.heads(versions)
        return standing[0] if cell.policy is Policy.MANUAL and standing else real(cell, versions)

    with everywhere(real, winner):
        yield


@contextmanager
def unsettled_and_unasked() -> Iterator[None]:
    """Nothing is shown, and nobody is asked."""
    real = tasks._cell_tasks

    def cell_tasks(row: str, table: Table, cell: Cell, versions: tuple[Version, ...]) -> Any:
        return () if cell.policy is Policy.MANUAL else real(row, table, cell, versions)

    with replaced(tasks, _cell_tasks=cell_tasks):
        yield


@contextmanager
def taken_out_for_everybody() -> Iterator[None]:
    """What one takes out of a set is out, also where another one has put it in without having heard of that."""
    real = sets.members

    def members(cell: Cell, parent: str, rows: dict[str, RowState]) -> Any:
        of = cell.of
        assert of is not None
        gone = {
            state.cells[of.member][0].value
            for state in rows.values()
            if state.table == of.table and winners.active_voids(state) and state.cells[of.parent][0].value == parent
        }
        return real(cell, parent, rows) - gone

    with everywhere(real, members):
        yield
