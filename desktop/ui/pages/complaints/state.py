"""What the list of complaints shows, whole: the view only paints it."""

from dataclasses import dataclass

DUE, OPEN, CLOSED, ALL = "due", "open", "closed", "all"
Chip = tuple[str, str]  # text, tone


@dataclass(frozen=True)
class Row:
    """`next_step` is what comes next and when; `is_late` once its day has come."""

    id: str
    subject: str
    detail: str
    next_step: str
    is_late: bool
    chips: tuple[Chip, ...]


@dataclass(frozen=True)
class Part:
    key: str
    title: str
    count: int


@dataclass(frozen=True)
class ComplaintsState:
    """`rows` are those shown now, `more` how many stand below them; `is_empty` when there is no complaint that the user
    may see. `review` tells of the last one by top management; `may_review`: the user stamps it. `is_only_sent`: this
    laptop shows no others than were taken down here."""

    is_loaded: bool
    is_empty: bool
    parts: tuple[Part, ...]
    part: str
    text: str
    rows: tuple[Row, ...]
    more: int
    problem: str
    note: str
    review: str
    may_review: bool
    is_only_sent: bool = False
