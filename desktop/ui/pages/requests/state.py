"""What the list of requests shows, whole: the view only paints it."""

from dataclasses import dataclass

OPEN, COMMITTEE, REPLY, SERVICE, ENDED = "open", "committee", "reply", "service", "ended"


@dataclass(frozen=True)
class Chip:
    text: str
    tone: str


@dataclass(frozen=True)
class Row:
    """A request; `chips` say where it stands and when it is due."""

    id: str
    name: str
    detail: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True)
class Part:
    """What the list may be narrowed to; `count` is None while it was not counted."""

    key: str
    title: str
    count: int | None


@dataclass(frozen=True)
class RequestsState:
    """`rows` are those shown now, `more` how many stand below them. `is_empty` when the office has none at all;
    `late` is how many are past their last day. `problem` says why the list could not be read."""

    is_loaded: bool
    is_empty: bool
    parts: tuple[Part, ...]
    part: str
    text: str
    rows: tuple[Row, ...]
    more: int
    late: int
    problem: str
