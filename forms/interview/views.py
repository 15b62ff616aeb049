"""What the screen and the command line are shown of an interview: frozen, in the session's language."""

from dataclasses import dataclass
from datetime import date, datetime, time

from forms.interview.journal import Event

__all__ = ["Event", "Group", "Option", "Page", "Problem", "Progress", "Question", "Repeat", "Row", "Shown", "Why"]

Shown = None | str | int | float | date | time | datetime | tuple[str, ...]
"""A question's value as its type has it; None is a blank."""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """`text` is the value on one line (labels of choices); `problem` a broken condition, to show beside the field.

    `limits` are start, end and step of a range, `longest` the greatest side of a picture in pixels, `accepts` the
    kinds of files that are demanded (`domain.file_kinds`). `remark` is the clerk's own, about the answer.
    """

    ref: str
    name: str
    type: str
    appearance: tuple[str, ...]
    label: str
    hint: str
    required: bool
    readonly: bool
    value: Shown
    text: str
    options: int
    problem: str | None
    limits: tuple[str, str, str] | None = None
    remark: str = ""
    longest: int = 0
    accepts: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    ref: str
    name: str
    label: str
    appearance: tuple[str, ...]
    items: "tuple[Item, ...]"


@dataclass(frozen=True, slots=True)
class Row:
    ref: str
    number: int
    label: str
    items: "tuple[Item, ...]"


@dataclass(frozen=True, slots=True)
class Repeat:
    ref: str
    name: str
    label: str
    appearance: tuple[str, ...]
    rows: tuple[Row, ...]
    can_add: bool
    can_remove: bool


Item = Question | Group | Repeat


@dataclass(frozen=True, slots=True)
class Page:
    """A section: a top-level group or repeat, or the questions that stand between two of them."""

    ref: str
    label: str
    appearance: tuple[str, ...]
    items: tuple[Item, ...]
    answered: int
    total: int
    problems: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps the interview from being finished. `kind` is required, constraint or rows; `page` its page's ref."""

    ref: str
    kind: str
    message: str
    label: str
    page: str


@dataclass(frozen=True, slots=True)
class Progress:
    answered: int
    total: int

    @property
    def percent(self) -> int:
        return 100 if self.total == 0 else self.answered * 100 // self.total


@dataclass(frozen=True, slots=True)
class Why:
    """Why a question is shown or hidden: the condition at `because` and what it reads (ref, label, value)."""

    shown: bool
    because: str
    condition: str
    reads: tuple[tuple[str, str, str], ...]
    sentence: str
