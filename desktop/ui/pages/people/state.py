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
class FormState:
    """`fields` has every field by its name in `PersonDraft`. `focus` is the field to go to now, empty to stay."""

    title: str
    fields: Mapping[str, FieldState] = field(hash=False)
    shows_override: bool
    known: Known | None
    is_busy: bool
    problem: str = ""
    focus: str = ""


@dataclass(frozen=True)
class FileLine:
    """A visit, an interview or an attestation of the person. `action` is resume, attest, open or empty."""

    id: str
    title: str
    detail: str
    chip: str = ""
    tone: str = "neutral"
    action: str = ""
    action_text: str = ""


@dataclass(frozen=True)
class FileState:
    person: str
    name: str
    number: str
    facts: tuple[Fact, ...]
    forms: tuple[FormLine, ...]
    interviews: tuple[FileLine, ...]
    attestations: tuple[FileLine, ...]
    visits: tuple[FileLine, ...]
    is_void: bool = False
