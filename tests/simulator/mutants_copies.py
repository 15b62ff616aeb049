"""Bugs of disks that were copied, put back or lost: names given twice, and what is built on what has gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from db import reissue
from db.outgoing import OutgoingEntries
from db.reissue import Reissued, Reissuing
from domain.sync.entries import EntryId
from domain.sync.second_name import MARK
from headoffice import rounds
from headoffice.store.second_names import SecondNames
from tests.simulator.patching import everywhere, replaced


@contextmanager
def counted_under_both_names() -> Iterator[None]:
    """A deed that has come under its first name comes once more under its second, and counts again."""
    with replaced(SecondNames, has_first=lambda *_: False):
        yield


@contextmanager
def deaf_to_forks() -> Iterator[None]:
    """Head office's word that it holds another log is thrown away, and what differs with it."""

    def reissue(self: Any, stream: Any, parted: Any, own: Any) -> Any:
        for old in self._moving(stream, parted):
            self._entries.remove(old.number)
        self._folding.refold()
        return Reissued(own.renew(), 1)

    with replaced(Reissuing, reissue=reissue):
        yield


@contextmanager
def names_by_chance() -> Iterator[None]:
    """Each copy of a disk makes up new names for what it issues again."""
    names = (EntryId(MARK + number.to_bytes(12, "big"), 1) for number in count(1))
    with replaced(reissue, second_name=lambda _: next(names)):
        yield


@contextmanager
def old_bases() -> Iterator[None]:
    """What is issued again names entries under the names they had before."""
    with everywhere(reissue.renamed, lambda operation, _: operation):
        yield


@contextmanager
def effect_before_cause() -> Iterator[None]:
    """Own work goes to a head office that was restored before what it is built on has been told apart."""
    with (
        replaced(OutgoingEntries, is_unsure=lambda *_: False),
        replaced(rounds, partitions_to_leave=lambda *_, **__: set()),
    ):
        yield
