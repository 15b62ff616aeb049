"""What the people's page shows, whole: the view only paints it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.ui.pages.people.reading import Fact
from desktop.usecases.hold_interview import FormLine


@dataclass(frozen=True)
class PersonRow:
    """A person found. `marks` tell namesakes apart."""

    id: str
    name: str
    number: str
    marks: tuple[str, ...]


@dataclass(frozen=True)
class SearchState:
    """`marked` is the index of a row, or -1. `is_loaded` is False until the first answer."""

    text: str
    rows: tuple[PersonRow, ...]
    marked: int
    is_loaded: bool
    problem: str = ""


@dataclass(frozen=True)
class FieldState:
    """`tone` is bad for an error, ok for a good word, empty for a plain note."""

    text: str
    message: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Known:
    """Somebody is registered under the identity number that is being typed."""

    id: str
    name: str
    number: str


@dataclass(frozen=True)
class LikelyRow:
    """Somebody who may be the one that is being registered; `words` say what they have in common."""

    id: str
    name: str
    number: str
    words: str


LIKELY = "likely"


@dataclass(frozen=True)
class FormState:
    """`fields` has every field by its name in `PersonDraft`. `focus` is the field to go to now, or LIKELY for those
    who may be registered already; empty to stay."""

    title: str
    fields: Mapping[str, FieldState] = field(hash=False)
    shows_override: bool
    known: Known | None
    likely: tuple[LikelyRow, ...]
    is_busy: bool
    problem: str = ""
    focus: str = ""


@dataclass(frozen=True)
class FileLine:
    """A visit, an interview or an attestation of the person. `deeds` are pairs of what the file can do with it (resume,
    attest, paper) and the word for it, the likeliest first."""

    id: str
    title: str
    detail: str
    chip: str = ""
    tone: str = "neutral"
    deeds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FileLines:
    """The newest of `count`."""

    lines: tuple[FileLine, ...]
    count: int


NO_LINES = FileLines((), 0)


@dataclass(frozen=True)
class FileState:
    person: str
    name: str
    number: str
    facts: tuple[Fact, ...]
    forms: tuple[FormLine, ...]
    interviews: FileLines
    attestations: FileLines
    visits: FileLines
    void_reason: str | None = None
    household: FileLines = NO_LINES
    referrals: FileLines = NO_LINES
    enquiries: FileLines = NO_LINES
    suggestions: FileLines = NO_LINES

    @property
    def is_void(self) -> bool:
        return self.void_reason is not None
