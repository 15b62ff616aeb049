"""The rows of the partition above: nothing here gets the id of one of them, for who reads both knows a row by its id
alone. No rule asks for them, and nothing of them is written through here."""

from collections.abc import Callable, Iterable

from domain.sync.entries import Add, Operation
from domain.sync.judge import ADDED_TWICE
from headoffice.store.numbers import NO_STREAM
from headoffice.store.stream_standing import Standing, just_above
from headoffice.store.streams import Streams


class RowsAbove:
    """Of a partition whose stream is open. Who writes above shares its head, so that these stand still meanwhile.
    `added` are the rows that will be added, as far as that is known."""

    def __init__(
        self, streams: Streams, partition: str, standing: Standing, added: Callable[[], Iterable[str]]
    ) -> None:
        self._streams = streams
        self._partition = just_above(partition)
        self._are_none = standing.number == NO_STREAM
        self._rows = dict(streams.find_above(partition, standing, added))

    def has(self, row: str) -> bool:
        """Whether it was added there."""
        if self._are_none:
            return False
        if row not in self._rows:
            self._rows[row] = self._streams.rows.find(self._partition, row)
        state = self._rows[row]
        return state is not None and state.created is not None

    def refusal_of(self, operations: Iterable[Operation]) -> str:
        """Empty where none of what they add stands there."""
        if self._are_none:
            return ""
        return ADDED_TWICE if any(type(one) is Add and self.has(one.row) for one in operations) else ""
