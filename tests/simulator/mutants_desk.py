"""Bugs of what is done beside the record: documents, consents, referrals, two files of one person, and its erasure."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

import msgspec

from db import erasure
from db.consents import ConsentWrites
from db.document_checks import DocumentCheckWrites
from db.referrals import ReferralWrites
from db.same_persons import SamePersons
from domain import same_person
from domain.same_person import SameAs
from domain.sync import fold, tasks, winners
from domain.sync.entry_bytes import decode_operations
from domain.sync.row_state import RowState, Version
from domain.sync.schema import Cell, Policy, Table
from domain.sync.tables import PERSONS
from tests.simulator.patching import everywhere, replaced


@contextmanager
def nearest_link_only() -> Iterator[None]:
    """Of three files of one person, linked one to the next, only neighbours know each other."""
    real = SamePersons.around

    def around(self: Any, persons: Collection[str]) -> tuple[SameAs, ...]:
        return tuple(link for link in real(self, persons) if {link.person, link.same_as} & set(persons))

    with replaced(SamePersons, around=around):
        yield


@contextmanager
def head_by_the_last_word() -> Iterator[None]:
    """The file that counts is the one that was named last, wherever that was."""
    real = same_person.group_of

    def group_of(person: str, links: Collection[SameAs]) -> tuple[str, ...]:
        group = real(person, links)
        mine = [link for link in links if link.person in group]
        head = max(mine, key=lambda link: link.id).same_as if mine else person
        return (head, *(member for member in group if member != head))

    with everywhere(real, group_of):
        yield


@contextmanager
def link_of_nobody() -> Iterator[None]:
    """What is written for a person is filed under nobody, so that his erasure passes it by."""

    def unnamed(real: Callable[..., None]) -> Callable[..., None]:
        def write(self: Any, *rest: Any, **named: Any) -> None:
            journal, self._journal = self._journal, _Unnamed(self._journal)
            try:
                real(self, *rest, **named)
            finally:
                self._journal = journal

        return write

    with ExitStack() as stack:
        for writes in (DocumentCheckWrites, ConsentWrites, ReferralWrites):
            stack.enter_context(replaced(writes, add=unnamed(writes.add)))
        yield


class _Unnamed:
    def __init__(self, journal: Any) -> None:
        self._journal = journal

    def add(self, table: str, row: str, cells: Mapping[str, Any], *, subject: str | None) -> None:
        self._journal.add(table, row, cells, subject=None)


@contextmanager
def record_alone_erased() -> Iterator[None]:
    """An erasure takes out the record, and leaves the documents and questions of the same person."""
    real = erasure.Erasure._take_out

    def take_out(self: Any, stream: int, number: int, raw: bytes, persons: frozenset[str]) -> int:
        rows = self._db.execute("SELECT data FROM part WHERE entry = ?", (number,)).fetchall()
        tables = {item.table for (data,) in rows for item in decode_operations(data)}
        return real(self, stream, number, raw, persons) if PERSONS.number in tables else 0

    with replaced(erasure.Erasure, _take_out=take_out):
        yield


@contextmanager
def patched_group() -> Iterator[None]:
    """Columns that must agree are put together out of two answers: what the later one leaves empty stays."""
    real = fold._with_versions

    def with_versions(state: RowState, fresh: Mapping[int, Version]) -> Any:
        return real(state, {number: _filled(state, number, version) for number, version in fresh.items()})

    with replaced(fold, _with_versions=with_versions):
        yield


def _filled(state: RowState, number: int, version: Version) -> Version:
    before = next(iter(state.cells.get(number, ())), None)
    if before is None or not isinstance(version.value, list) or not isinstance(before.value, list):
        return version
    pairs = zip(version.value, before.value, strict=True)
    return msgspec.structs.replace(version, value=[old if new is None else new for new, old in pairs])


@contextmanager
def unasked_group() -> Iterator[None]:
    """Two answers of several columns are no question to anybody: the later one is taken."""
    real = tasks._cell_tasks

    def cell_tasks(row: str, table: Table, cell: Cell, versions: tuple[Version, ...]) -> Any:
        return () if cell.is_group and cell.policy is Policy.LWW_FLAG else real(row, table, cell, versions)

    with replaced(tasks, _cell_tasks=cell_tasks):
        yield


@contextmanager
def end_without_return() -> Iterator[None]:
    """Where a matter has come to its end no step may be settled any more: the question stays for ever."""
    real = winners._is_legal

    def is_legal(cell: Cell, current: Version, following: Version) -> bool:
        return following.value != current.value and real(cell, current, following)

    with replaced(winners, _is_legal=is_legal):
        yield
