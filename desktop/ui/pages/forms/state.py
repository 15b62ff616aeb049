"""What the page of forms shows. Knows no Qt."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FormRow:
    """A version of a form at this office. `state` and its `tone` say whether it is asked; what may be done with it is
    said by `can_print`, `can_export`, `can_withdraw` and `can_bring_back`."""

    id: str
    title: str
    detail: str
    origin: str
    state: str
    tone: str
    can_print: bool = False
    can_export: bool = False
    can_withdraw: bool = False
    can_bring_back: bool = False


@dataclass(frozen=True)
class FindingRow:
    """`place` says sheet, row and column; `tone` is bad for an error, warn for a warning."""

    kind: str
    place: str
    text: str
    tone: str


@dataclass(frozen=True)
class QuestionRow:
    """`fault` and its `tone` say that something in its row is to be mended; both empty where nothing is."""

    depth: int
    text: str
    detail: str
    is_group: bool
    fault: str = ""
    tone: str = ""


@dataclass(frozen=True)
class CheckState:
    """Of the file that was chosen. `why_not` says why it cannot be imported, empty when it can."""

    file: str
    verdict: str
    tone: str
    findings: tuple[FindingRow, ...]
    more: str
    preview: tuple[QuestionRow, ...]
    why_not: str


@dataclass(frozen=True)
class FormsState:
    """`checking` says which file is being checked, empty when none is; `export` is the title of the form whose answers
    are about to be taken out, empty when none are."""

    forms: tuple[FormRow, ...] = ()
    is_loaded: bool = False
    is_busy: bool = False
    checking: str = ""
    check: CheckState | None = None
    export: str = ""
    notice: str = ""
    tone: str = "bad"
