"""The rows of the partitions that one rests on, as its rules may ask for them (`domain.sync.partitions`). Nothing of
them is written through here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.sync.partitions import REFERENCE_PARTITION, rests_on
from domain.sync.row_state import RowState
from headoffice.store.stream_heads import NOTHING
from headoffice.store.streams import Streams


class Rows(Protocol):
    """Of one partition."""

    def find(self, row: str) -> RowState | None: ...


def shared_by(partition: str) -> tuple[str, ...]:
    """The partitions that stand still while this one is written: what is told to wait for a row of theirs is missed by
    nobody who brings it. The reference is none of them, for no rule waits for a row of it."""
    return tuple(below for below in rests_on(partition) if below != REFERENCE_PARTITION)


class RowsBelow:
    """Of the partition above them, which is about to be locked. `opened` are those that are locked already, `asked` the
    rows that will be asked for, as far as that is known."""

    def __init__(
        self, streams: Streams, partition: str, opened: Mapping[str, Rows], asked: Callable[[], Iterable[str]] = NOTHING
    ) -> None:
        self._streams = streams
        self._partitions = rests_on(partition)
        self._rows: list[Rows] = []
        for below in shared_by(partition):
            self._rows.append(opened[below] if below in opened else _Shared.read(streams, below, asked()))

    def look_at(self, reference: int) -> None:
        """At what the association reads, too, whose stream has come to this head."""
        if reference and REFERENCE_PARTITION in self._partitions:
            self._rows.append(_Known(self._streams.rows.of_small(REFERENCE_PARTITION, reference)))

    @property
    def are_none(self) -> bool:
        """Whether there is nothing to find."""
        return not self._rows

    def find(self, row: str) -> RowState | None:
        """One that was added, wherever that is."""
        for rows in self._rows:
            state = rows.find(row)
            if state is not None and state.created is not None:
                return state
        return None

    def is_erased(self, row: bytes) -> bool:
        """Whether it went with a person there."""
        return any(self._streams.erased.has(below, row) for below in self._partitions)


@dataclass(frozen=True)
class _Known:
    rows: Mapping[str, RowState]

    def find(self, row: str) -> RowState | None:
        return self.rows.get(row)


@dataclass(frozen=True)
class _Shared:
    streams: Streams
    partition: str
    rows: dict[str, RowState | None]

    @staticmethod
    def read(streams: Streams, partition: str, asked: Iterable[str]) -> "_Shared":
        shared = _Shared(streams, partition, dict.fromkeys(asked))
        streams.share(partition, shared.rows)
        return shared

    def find(self, row: str) -> RowState | None:
        if row not in self.rows:
            self.rows[row] = self.streams.rows.find(self.partition, row)
        return self.rows[row]
