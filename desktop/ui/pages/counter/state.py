"""What the counter's page shows, whole: the view only paints it."""

from dataclasses import dataclass, field

from desktop.usecases.describe_visit import VisitPage
from domain.errors import Expected
from domain.person import Person


@dataclass(frozen=True)
class Tile:
    """A category's key. `share` is of the day's total, 0 to 1."""

    category: str
    title: str
    hint: str
    icon: str
    key: int
    count: int
    share: float


@dataclass(frozen=True)
class Line:
    """One of the latest presses. `state` is writing, counted or void; `visit` is empty while it is being written."""

    visit: str
    title: str
    category_index: int
    time: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class Fact:
    title: str
    value: str


@dataclass(frozen=True)
class Notice:
    """`tone` is ok, warn or bad."""

    text: str
    tone: str


@dataclass(frozen=True)
class Panel:
    """A visit opened up. `found` is None before a search."""

    page: VisitPage
    title: str
    category_index: int
    when: str
    can_change: bool
    person: str | None
    person_name: str
    found: tuple[Person, ...] | None = None
    problem: Expected | None = None
    is_busy: bool = False


@dataclass(frozen=True)
class CounterState:
    """`marked_hour` is an index of `hours`, or -1. `pending` presses are not yet on disk."""

    day: str
    gregorian: str
    hijri: str
    is_today: bool
    is_loaded: bool
    tiles: tuple[Tile, ...]
    total: int
    facts: tuple[Fact, ...]
    hours: tuple[str, ...]
    hour_counts: tuple[int, ...]
    marked_hour: int
    lines: tuple[Line, ...]
    pending: int
    can_undo: bool
    has_later_day: bool
    notice: Notice | None = None
    panel: Panel | None = field(default=None)
