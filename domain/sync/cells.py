"""The shapes of the registry of what syncs: a table, its cells, and what happens when two laptops change one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

Scalar = None | str | int | bytes
Value = Scalar | list[Scalar]


class Policy(Enum):
    """What happens when two laptops change one cell without having seen each other."""

    IMMUTABLE = "immutable"  # set when the row is added, never put again
    APPEND = "append"  # rows of another table, each of which stays as it came: none is put, voided or replaced
    LWW = "lww"  # the latest logical clock is shown, the other stays in history
    LWW_FLAG = "lww_flag"  # the same, and a task asks a person to choose
    MANUAL = "manual"  # all stay and none is shown until a person has chosen: what may not be wrong for a day
    STATE = "state"  # transitions in stream order; one whose base is not current is skipped and becomes a task
    SET = "set"  # rows of another table, added and voided: what one adds stands against whoever had not seen it
    DERIVED = "derived"  # counted from rows of another table, never written


class Kind(Enum):
    TEXT = "TEXT"
    INTEGER = "INTEGER"
    BLOB = "BLOB"


PYTHON_TYPES: Mapping[Kind, type] = {Kind.TEXT: str, Kind.INTEGER: int, Kind.BLOB: bytes}


@dataclass(frozen=True)
class Column:
    """`names_file`: what stands in it is the name of a file beside the entries (`domain.sync.blobs`), which is kept as
    long as an entry names it."""

    name: str
    kind: Kind = Kind.TEXT
    names_file: bool = False


@dataclass(frozen=True)
class Children:
    """The rows that a cell consists of: those of `table` whose cell `parent` names the row. `member` is the cell that
    says what a row adds to a set."""

    table: int
    parent: int
    member: int = 0


@dataclass(frozen=True)
class Cell:
    number: int
    name: str
    policy: Policy
    columns: tuple[Column, ...]
    transitions: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    of: Children | None = None  # of a cell without columns
    begins: frozenset[str] = frozenset()  # of a state: in which of them a row is added; none: in any, or without one

    @property
    def is_group(self) -> bool:
        return len(self.columns) > 1


@dataclass(frozen=True)
class Table:
    """`since` is the schema version that brought it: an older program cannot read what is written to it. `also` names
    other classes than its own in whose partitions rows of it may stand; `classes` are all of them.

    `plain_cells` are those of one column, with what they take; `stateless` those of which a version that stands alone
    is what they show."""

    number: int
    name: str
    partition_class: str
    cells: tuple[Cell, ...]
    since: int = 1
    also: frozenset[str] = frozenset()
    classes: frozenset[str] = field(init=False, repr=False, compare=False)
    plain_cells: Mapping[int, type] = field(init=False, repr=False, compare=False)
    stateless: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "classes", self.also | {self.partition_class})
        plain = {cell.number: PYTHON_TYPES[cell.columns[0].kind] for cell in self.cells if len(cell.columns) == 1}
        object.__setattr__(self, "plain_cells", plain)
        stateless = frozenset(cell.number for cell in self.cells if cell.policy is not Policy.STATE)
        object.__setattr__(self, "stateless", stateless)
        object.__setattr__(self, "_by_number", {cell.number: cell for cell in self.cells})
        object.__setattr__(self, "_by_name", {cell.name: cell for cell in self.cells})

    def find_cell(self, number: int) -> Cell | None:
        found: Cell | None = self._by_number.get(number)  # type: ignore[attr-defined]
        return found

    def cell(self, name: str) -> Cell:
        """The cell of that name. Raises KeyError when there is none."""
        found: Cell = self._by_name[name]  # type: ignore[attr-defined]
        return found


def state_word(value: Value) -> str:
    """What a value of a `state` cell says of the state: of several columns the first."""
    word = value[0] if isinstance(value, list) and value else value
    return word if isinstance(word, str) else ""


def immutable(number: int, name: str, kind: Kind = Kind.TEXT) -> Cell:
    return Cell(number, name, Policy.IMMUTABLE, (Column(name, kind),))


def lww(number: int, name: str) -> Cell:
    return Cell(number, name, Policy.LWW, (Column(name),))


def flagged(number: int, name: str, *columns: str) -> Cell:
    return Cell(number, name, Policy.LWW_FLAG, tuple(Column(column) for column in columns or (name,)))
