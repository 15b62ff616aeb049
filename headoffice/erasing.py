"""A person erased from a stream while its head is locked (`domain.sync.erasure`): his parts go, and the rows they
touched are folded again from what remains of the entries that touched them."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.sync.entries import Entry, Header, row_bytes
from domain.sync.entry_bytes import find_subjects
from domain.sync.erasure import missing_subjects, without_subjects
from domain.sync.row_state import RowState
from headoffice.refolding import refolded
from headoffice.store.streams import Streams


def key_of_person(person: str) -> bytes:
    """What an entry waits for of which a part is missing that no erasure explains yet."""
    return b"person" + row_bytes(person)


@dataclass
class Erasing:
    """`count` of persons and rows that were erased from the partition; 0 spares every question."""

    streams: Streams
    partition: str
    count: int

    def is_erased(self, row: str) -> bool:
        return self.count > 0 and self.streams.erased.has(self.partition, row_bytes(row))

    def stripped(self, entry: Entry) -> Entry:
        """What may be kept of an entry that comes now."""
        if not self.count:
            return entry
        subjects = {subject for subject in find_subjects(entry.header) if subject is not None}
        gone = {subject for subject in subjects if self.streams.erased.has(self.partition, subject)}
        return without_subjects(entry, gone)

    def find_unexplained(self, entry: Entry, header: Header) -> str | None:
        """A person of whom a part is missing although nothing says here that he was erased."""
        return next((person for person in missing_subjects(entry, header) if not self.is_erased(person)), None)

    def erase(
        self, person: str, hub_seq: int, find_row: Callable[[str], RowState | None]
    ) -> dict[str, RowState | None]:
        """The rows that changed, as they are now; None for one of which nothing is left."""
        touched = self.streams.erased.take_out(self.partition, person)
        changed = {row: self._folded(row, find_row(row)) for row in touched}
        for row, state in changed.items():
            if state is None:
                self.streams.erased.remove_row(self.partition, row)
        gone = [row for row, state in changed.items() if state is None or state.created is None]
        self.streams.erased.add(self.partition, {person, *gone}, hub_seq)
        self.count += 1
        return changed

    def _folded(self, row: str, before: RowState | None) -> RowState | None:
        return None if before is None else refolded(self.streams, self.partition, row, before.touched)
