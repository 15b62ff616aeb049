"""Bugs of partitions: what is confidential stands in one of its own, and rests on another."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from db.places import Places
from domain.sync import judge
from domain.sync.entries import Erase
from domain.sync.schema import general_partition
from headoffice import rights
from headoffice.open_stream import OpenStream
from headoffice.rows_below import RowsBelow
from tests.simulator.patching import everywhere, replaced


@contextmanager
def rules_of_own_rows() -> Iterator[None]:
    """The rules look among the rows of their own partition only: an author who stands elsewhere is waited for, for
    ever."""
    with replaced(RowsBelow, find=lambda *_: None):
        yield


@contextmanager
def asleep_across() -> Iterator[None]:
    """What waits for a row of another partition is not judged again when it comes."""
    with replaced(OpenStream, wake=lambda *_: None):
        yield


@contextmanager
def anybodys_rows() -> Iterator[None]:
    """What the rules can see may be written, wherever it stands."""
    real = judge.judge

    def anywhere(header: Any, operations: Any, find_row: Any, find_beside: Any = None) -> Any:
        return real(header, operations, find_beside or find_row)

    with everywhere(real, anywhere):
        yield


@contextmanager
def erased_in_one_place() -> Iterator[None]:
    """A person is erased from the general records, and what is confidential about him stays."""
    real = Places._places

    def places(self: Any, operation: Any, new: Any) -> Any:
        return (general_partition(self._office),) if isinstance(operation, Erase) else real(self, operation, new)

    with replaced(Places, _places=places):
        yield


@contextmanager
def sent_to_who_only_sends() -> Iterator[None]:
    """Whoever may write a partition is sent it."""
    real = rights.rights_of

    def rights_of(*of: Any, now_ms: int) -> Any:
        return tuple(replace(right, may_read=True) if right.may_write else right for right in real(*of, now_ms=now_ms))

    with everywhere(real, rights_of):
        yield


@contextmanager
def rows_of_another_asked_for() -> Iterator[None]:
    """A laptop shows nothing before everything that head office's rules asked for is here too."""
    real = judge.lack_of

    def lack_of(header: Any, operations: Any, find_row: Any) -> str:
        operations = tuple(operations)
        found = real(header, operations, find_row)
        return found or ("row.unknown" if find_row(header.author) is None else "")

    with everywhere(real, lack_of):
        yield
