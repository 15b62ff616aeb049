"""What each kind of database does for `headoffice.store.connection`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, Protocol

from headoffice.store.statements import Compiled, OfMany

Row = tuple[Any, ...]
Values = Mapping[str, object] | Sequence[object]


class Columns:
    """Many whole rows of a table, column by column in its order."""

    def __init__(self, columns: Iterable[Iterable[object]]) -> None:
        self.values: list[list[object]] = [list(column) for column in columns]

    def __len__(self) -> int:
        return len(self.values[0])

    def extend(self, columns: Iterable[Iterable[object]]) -> None:
        for mine, more in zip(self.values, columns, strict=True):
            mine.extend(more)

    def rows(self) -> Iterator[Row]:
        return zip(*self.values, strict=True)

    def between(self, start: int, stop: int) -> "Columns":
        """Those rows."""
        return self if start == 0 and stop >= len(self) else Columns(column[start:stop] for column in self.values)


# A statement, and the values of each time it runs: by place where it has `columns`, else by name.
Batch = tuple[Compiled, Sequence[Values] | Columns]


Work = Callable[[], None]
Question = tuple[str, Values]


def nothing() -> None:
    """What is done while the database works, where there is nothing to do."""


class Purpose(Enum):
    GLANCE = "glance"
    READ = "read"
    WRITE = "write"
    FOUND = "found"


class Session(Protocol):
    """One transaction of a driver."""

    def rows(self, sql: str, values: Values) -> list[Row]: ...
    def asked_of(self, question: OfMany, values: Sequence[object], named: Mapping[str, object]) -> list[Question]:
        """The question about many as those that the driver takes."""

    def rows_of_each(self, questions: Sequence[Question], meanwhile: Work = nothing) -> list[list[Row]]:
        """Of several questions, for one way there and back; `meanwhile` is done on the way."""

    def change(self, sql: str, values: Values) -> int: ...
    def change_many(self, batches: Sequence[Batch]) -> None: ...
    def send_ahead(self, batches: Sequence[Batch]) -> None:
        """Like `change_many`, and the caller goes on while the database works: what fails is heard later, at the latest
        with the commit."""

    def each(self, sql: str, values: Values) -> Iterator[Row]: ...
    def commit(self, batches: Sequence[Batch], meanwhile: Work = nothing) -> None:
        """After these. `meanwhile` is done on the way: nothing is committed yet, and may never be."""

    def roll_back(self) -> None: ...
    @property
    def is_in_vain(self) -> bool:
        """Whether the line to the database was broken before anything was heard or committed by it."""


class Database(Protocol):
    """A driver. `kind` is one of `statements`; `workers` is how many threads may have a transaction at once."""

    kind: str
    workers: int

    def begin(self, purpose: Purpose) -> Session:
        """Raises Unavailable."""

    def meaning_of(self, error: BaseException) -> Exception | None:
        """An error of the world as an expected failure; None for a bug, and for what is not the driver's."""

    def wipe(self) -> None:
        """What was deleted leaves the files, as far as that is in the database's hands. Outside of a transaction."""

    def close(self) -> None: ...
