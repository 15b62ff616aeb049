"""What the list of interviews shows, whole: the view only paints it."""

from dataclasses import dataclass

WAITING, UNSIGNED, DONE, ALL = "waiting", "unsigned", "done", "all"


@dataclass(frozen=True)
class Chip:
    text: str
    tone: str


@dataclass(frozen=True)
class Row:
    """An interview. `group` is the heading it stands under; `has_paper` when there is something to attest;
    `has_history` once it was saved, not while it is a draft alone."""

    id: str
    name: str
    detail: str
    group: str
    chips: tuple[Chip, ...]
    action: str
    has_paper: bool
    has_history: bool = False


@dataclass(frozen=True)
class Part:
    """What the list may be narrowed to, with how many there are."""

    key: str
    title: str
    count: int


@dataclass(frozen=True)
class InterviewsState:
    """`rows` are those shown now, `more` how many stand below them. `is_empty` when the office has no interview at all;
    no rows without it is a search or a part that has none. `problem` says why the list could not be read."""

    is_loaded: bool
    is_empty: bool
    parts: tuple[Part, ...]
    part: str
    text: str
    rows: tuple[Row, ...]
    more: int
    problem: str
