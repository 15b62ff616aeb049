"""What the page of enquiries shows, whole: the view only paints it."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.person import Person
from domain.sync.changes import Changes

WAITING, RECENT, FREQUENT, SUGGESTIONS, OFFICIALS = "waiting", "recent", "frequent", "suggestions", "officials"
# What may be done with a row, in this order.
ANSWER, TELL, KEEP, WITHDRAW, REOPEN, EDIT, DROP = "answer", "tell", "keep", "withdraw", "reopen", "edit", "drop"
DECIDE = "decide"


@dataclass(frozen=True)
class Chip:
    text: str
    tone: str


@dataclass(frozen=True)
class Prefill:
    """What a form that a deed opens begins with."""

    text: str = ""
    answer: str = ""
    source: str = ""
    clause: str = ""
    by: str = ""
    department: str = ""
    means: str = ""
    day: str = ""


@dataclass(frozen=True)
class Row:
    """`deeds` are what may be done with it, the nearest first; `record` the table and row of its history."""

    id: str
    title: str
    detail: str
    body: str
    chips: tuple[Chip, ...]
    deeds: tuple[str, ...]
    record: tuple[str, str]
    prefill: Prefill = Prefill()


@dataclass(frozen=True)
class Part:
    """What the list may show, with how many there are."""

    key: str
    title: str
    count: int


@dataclass(frozen=True)
class Offer:
    """A frequent question that fits what is typed."""

    id: str
    subject: str
    answer: str
    source: str
    clause: str
    field: str


@dataclass(frozen=True)
class Officer:
    """Who answers for the chosen field: `said` with his number, `department` as he is written down."""

    id: str = ""
    said: str = ""
    department: str = ""


@dataclass(frozen=True)
class Refused:
    """A sentence beside a field of the form of `row`, of the entry when it is empty."""

    row: str = ""
    field: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class PersonFound:
    id: str
    name: str
    tail: str


@dataclass(frozen=True)
class Asked:
    """Whoever was received came with a question or a suggestion: in which visit, by which channel, in what words."""

    person: Person
    visit: str
    channel: str
    subject: str
    is_suggestion: bool = False


@dataclass(frozen=True)
class EnquiriesState:
    """`rows` are those of the chosen part that were searched, `more` how many stand below them. `problem` says why the
    list could not be read."""

    is_loaded: bool
    parts: tuple[Part, ...]
    part: str
    text: str
    rows: tuple[Row, ...]
    more: int
    offers: tuple[Offer, ...]
    people: tuple[PersonFound, ...]
    officer: Officer
    refused: Refused
    is_busy: bool
    may_enter_officials: bool
    problem: str


@dataclass(frozen=True)
class Told:
    """Where the outcome goes: `shown` paints the state, `saved` clears the entry, `done` closes the form of a row,
    `changed` spreads what was written, `undo_offered` says it with a way back."""

    shown: Callable[[EnquiriesState], None]
    saved: Callable[[], None]
    done: Callable[[], None]
    changed: Callable[[Changes], None]
    undo_offered: Callable[[str, Callable[[], None]], None]
