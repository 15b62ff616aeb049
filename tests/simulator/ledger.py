"""What clerks were told, entry by entry: the store and head office are held to it."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from domain.sync.entries import Add, Erase, Operation, Put, Restore, Void
from domain.sync.schema import Value

ACKNOWLEDGED = "acknowledged"  # the clerk was told that it is saved
REFUSED = "refused"  # the clerk was told that it is not
UNKNOWN = "unknown"  # the power went while it was being saved
GONE = "gone"  # saved, and lost with the only disk that had it

Name = tuple[str, str]  # the partition and the tag
# The values of one cell that an edit replaced, as the clerk was shown them.
Shown = Mapping[tuple[str, int], Value]


def gist(operation: Operation) -> tuple[object, ...]:
    """What an operation does, without the names of other entries, which may change when a log is written anew."""
    match operation:
        case Add(table, row, cells) | Put(table, row, cells):
            kind = type(operation).__name__
            return kind, table, row, tuple((n, _plain(value)) for n, value in sorted(cells.items()))
        case Void(table, row, reason):
            return "Void", table, row, reason
        case Restore(table, row, voids):
            return "Restore", table, row, len(voids)
        case Erase(table, row, reason):
            return "Erase", table, row, reason
    raise TypeError(type(operation))


def _plain(value: Value) -> object:
    return tuple(value) if isinstance(value, list) else value


@dataclass
class Deed:
    tag: str
    laptop: str
    partition: str
    standing: str
    gists: tuple[tuple[object, ...], ...] = ()
    shown: Shown = field(default_factory=dict)
    settles: bool = False
    latest_ms: int = 0  # the laptop's own clock has never shown more
    is_foul: bool = False  # written by a program that breaks the rules


@dataclass
class Ledger:
    """By the partition and the tag: one that touches two partitions is a deed in each."""

    deeds: dict[Name, Deed] = field(default_factory=dict)

    def begin(self, deed: Deed) -> Deed:
        name = (deed.partition, deed.tag)
        assert name not in self.deeds, f"two deeds are called {name}"
        self.deeds[name] = deed
        return deed

    def copy(self) -> "Ledger":
        return deepcopy(self)

    def of_partition(self, partition: str) -> list[Deed]:
        return [deed for deed in self.deeds.values() if deed.partition == partition]
