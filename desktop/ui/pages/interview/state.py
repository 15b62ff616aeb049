"""What the page of an interview shows, whole: the view only paints it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.ui.pages.interview.file_wishes import FileShown
from desktop.usecases.interview_views import Group, Option, Question, Repeat

Item = Question | Group | Repeat


@dataclass(frozen=True)
class Cell:
    """A question as it stands on the page.

    `text` is what its field shows: as it was typed (`is_typed`) while it means what is stored, else the stored answer.
    `note` is the other calendar. `error` is the sentence beside it, empty when there is none. `why` is the reason it is
    asked, empty for a question that always is (`has_own_reason` unless it is that of the rows or group around it);
    `tells_why` says whether the clerk asked for it. `number` counts on the page, 0 for what is not asked. `takes_note`
    while the place for the clerk's own note is open. `warning` is about letters that the paper cannot show. `file` is
    how the answer stands where it is a picture or a file.
    """

    question: Question
    options: tuple[Option, ...] = ()
    text: str = ""
    is_typed: bool = False
    note: str = ""
    error: str = ""
    why: str = ""
    has_own_reason: bool = False
    tells_why: bool = False
    number: int = 0
    takes_note: bool = False
    warning: str = ""
    file: FileShown | None = None
    may_note: bool = True


@dataclass(frozen=True)
class Step:
    """A section. `state` is done, current, open or problem."""

    number: int
    title: str
    detail: str
    state: str
    is_current: bool


@dataclass(frozen=True)
class Stop:
    """What stands between here and the end; `ref` is where a click goes. `short` is for where there is little room."""

    count: int
    sentence: str
    ref: str
    short: str


@dataclass(frozen=True)
class Missing:
    """One thing left to do before the end; `section` is where it stands."""

    ref: str
    label: str
    section: str


@dataclass(frozen=True)
class RecordLine:
    """A field of the person's file that an answer changes. `refusal` says why it cannot; then it is not put."""

    field: str
    label: str
    old: str
    new: str
    refusal: str
    is_put: bool


@dataclass(frozen=True)
class Saved:
    """`tone` is ok, info (on its way) or bad (then `text` says what is safe and what to do)."""

    text: str
    tone: str


@dataclass(frozen=True)
class InterviewState:
    """`cells` has every question among `items`. `focus` is where the cursor goes now, empty to leave it where it is.
    `next_title` is empty on the last section. `missing` is the whole list of what is left, once the end was asked for.
    `removed` is the row that undo would bring back, empty when undo is about something else. `record` is what is put
    into the person's file with the end; while it is shown no question is."""

    steps: tuple[Step, ...]
    section: int
    title: str
    items: tuple[Item, ...]
    cells: Mapping[str, Cell] = field(hash=False)
    percent: int
    stop: Stop | None
    next_title: str
    can_undo: bool
    saved: Saved
    is_busy: bool
    focus: str = ""
    problem: str = ""
    missing: tuple[Missing, ...] = ()
    removed: str = ""
    record: tuple[RecordLine, ...] = ()
    language: str = "ar"

    @property
    def is_first(self) -> bool:
        return self.section == 0 and not self.record

    @property
    def is_last(self) -> bool:
        return not self.next_title
