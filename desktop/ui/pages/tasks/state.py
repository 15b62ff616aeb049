"""What the page of decisions shows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """`differs` when the other values say something else here; `is_code` for numbers that read left to right."""

    title: str
    value: str
    differs: bool
    is_code: bool


@dataclass(frozen=True)
class Option:
    """`number` is its key, from 1. Without an `action` it only tells."""

    number: int
    title: str
    action: str
    lines: tuple[Line, ...]
    author: str
    written_at: str
    place: str
    is_shown_now: bool


@dataclass(frozen=True)
class TaskCard:
    id: str
    title: str
    about: str
    detail: str
    options: tuple[Option, ...]
    table: str = ""
    row: str = ""


@dataclass(frozen=True)
class RecordGroup:
    """Every decision about one record."""

    title: str
    cards: tuple[TaskCard, ...]
    table: str
    row: str
    has_history: bool


@dataclass(frozen=True)
class TasksState:
    """`later` are put off by the clerk, and stay at the end. `settling` is the task being settled, or empty. `tone` is
    of the notice. `more` records stand below those shown."""

    is_loaded: bool
    groups: tuple[RecordGroup, ...]
    later: tuple[TaskCard, ...] = ()
    settling: str = ""
    notice: str = ""
    tone: str = "ok"
    more: int = 0

    @property
    def cards(self) -> tuple[TaskCard, ...]:
        return tuple(card for group in self.groups for card in group.cards)


@dataclass(frozen=True)
class MendField:
    """A value that may be put right. `choices` are (id, word) where only some are allowed."""

    column: str
    title: str
    text: str
    choices: tuple[tuple[str, str], ...]
    is_code: bool
    problem: str = ""


@dataclass(frozen=True)
class RefusedCard:
    """`waits` when time alone may cure it: nothing is asked. `mending` are its fields while it is being mended."""

    id: str
    title: str
    written: str
    reason: str
    reason_en: str
    lines: tuple[Line, ...]
    waits: bool
    can_be_mended: bool
    mending: tuple[MendField, ...] | None


@dataclass(frozen=True)
class HandledLine:
    id: str
    title: str
    chip: str
    written: str
    can_be_taken_back: bool


@dataclass(frozen=True)
class RefusedState:
    is_loaded: bool
    cards: tuple[RefusedCard, ...]
    handled: tuple[HandledLine, ...]
    busy: str = ""
    notice: str = ""
    tone: str = "ok"

    @property
    def count(self) -> int:
        return sum(not card.waits for card in self.cards)
