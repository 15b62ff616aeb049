"""What the page of forms shows. Knows no Qt."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FormRow:
    """A version of a form at this office."""

    title: str
    detail: str
    origin: str
    is_in_use: bool


@dataclass(frozen=True)
class FindingRow:
    """`place` says sheet, row and column; `tone` is bad for an error, warn for a warning."""

    kind: str
    place: str
    text: str
    tone: str


@dataclass(frozen=True)
class QuestionRow:
    depth: int
    text: str
    detail: str
    is_group: bool


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
    forms: tuple[FormRow, ...] = ()
    is_loaded: bool = False
    is_busy: bool = False
    check: CheckState | None = None
    notice: str = ""
    tone: str = "bad"
