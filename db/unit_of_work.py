"""One intention, one transaction, one entry: repositories write into a journal, the commit makes the entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from db.projection import Projection
from domain.sync.chain import Written
from domain.sync.entries import Add, EntryId, Erase, Operation, Put, Restore, Void
from domain.sync.row_state import RowState
from domain.sync.schema import TABLES, Cell, Policy, Table, Value
from domain.sync.winners import active_voids, heads, walk, winner

BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}


@dataclass(frozen=True)
class Seen:
    """What the clerk was shown of a row: an edit hands it back, and its bases come from here."""

    table: str
    row: str
    state: RowState | None


class Journal(Protocol):
    """Where repositories write to. `subject` is the person the operation concerns."""

    def add(self, table: str, row: str, cells: Mapping[str, Value], *, subject: str | None) -> None: ...

    def put(self, seen: Seen, cells: Mapping[str, Value], *, subject: str | None, settles: bool = False) -> None: ...

    def void(self, table: str, row: str, reason: str, *, subject: str | None) -> None: ...

    def restore(self, seen: Seen, *, subject: str | None) -> None: ...


class Operations:
    """A journal that collects."""

    def __init__(self) -> None:
        self.written: list[Written] = []

    def add(self, table: str, row: str, cells: Mapping[str, Value], *, subject: str | None) -> None:
        known = BY_NAME[table]
        values = {known.cell(name).number: value for name, value in cells.items() if not _is_empty(value)}
        self._write(Add(known.number, row, values), subject)

    def put(self, seen: Seen, cells: Mapping[str, Value], *, subject: str | None, settles: bool = False) -> None:
        table = BY_NAME[seen.table]
        values: dict[int, Value] = {}
        bases: dict[int, tuple[EntryId, ...]] = {}
        for name, value in cells.items():
            cell = table.cell(name)
            values[cell.number] = value
            bases[cell.number] = bases_from(seen, cell, settles=settles)
        if values:
            self._write(Put(table.number, seen.row, values, bases), subject)

    def void(self, table: str, row: str, reason: str, *, subject: str | None) -> None:
        self._write(Void(BY_NAME[table].number, row, reason), subject)

    def restore(self, seen: Seen, *, subject: str | None) -> None:
        voids = active_voids(seen.state) if seen.state else ()
        operation = Restore(BY_NAME[seen.table].number, seen.row, tuple(mark.meta.id for mark in voids))
        self._write(operation, subject)

    def erase(self, person: str, reason: str) -> None:
        """The only operation of its action, and itself about nobody: its word must outlive him."""
        self._write(Erase(BY_NAME["persons"].number, person, reason), None)

    def _write(self, operation: Operation, subject: str | None) -> None:
        self.written.append(Written(operation, subject))


def _is_empty(value: Value) -> bool:
    return value is None or (isinstance(value, list) and all(item is None for item in value))


def bases_from(seen: Seen, cell: Cell, *, settles: bool) -> tuple[EntryId, ...]:
    """LOG.md: an ordinary edit of a flagged cell names the shown winner, a silent one all candidates, a settlement
    all of them; one of a manual cell what is shown, which is nothing while a person has to choose."""
    versions = seen.state.cells.get(cell.number, ()) if seen.state else ()
    if cell.policy is Policy.STATE:
        walked = walk(cell, versions)
        current = (walked.current.meta.id,) if walked.current else ()
        return current + (tuple(item.meta.id for item in walked.skipped) if settles else ())
    if cell.policy is Policy.MANUAL:
        # One more value until somebody settles it: an edit chooses nothing.
        return tuple(item.meta.id for item in heads(versions)) if settles or winner(cell, versions) else ()
    standing = tuple(version.meta.id for version in heads(versions))
    return standing if settles or cell.policy is Policy.LWW else standing[:1]


class Rows:
    """What every repository reads with: the seen state of a row."""

    def __init__(self, projection: Projection) -> None:
        self._projection = projection

    def seen(self, table: str, row: str) -> Seen:
        return Seen(table, row, self._projection.find_state(BY_NAME[table].number, row))
