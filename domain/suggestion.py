"""A suggestion or a view that somebody gives, and what became of it (the policies want people's views sought, and their
proposals followed). It may be given without a name: then nobody is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.asker import Asker
from domain.errors import RuleBroken
from domain.text import Text
from domain.worded import check_worded, check_worded_or_empty, one_line

RECEIVED, DECIDED, TOLD = "received", "decided", "told"
TAKEN_UP, NOT_TAKEN_UP = "taken_up", "not_taken_up"
LONGEST_SUBJECT, LONGEST = 160, 2000
PROGRESS: Mapping[str, Text] = MappingProxyType(
    {
        RECEIVED: Text("قيد النظر", "being looked at"),
        DECIDED: Text("بُتّ فيه ولم يُبلَّغ صاحبه", "decided, not told yet"),
        TOLD: Text("بُتّ فيه", "decided"),
    }
)
OUTCOMES: Mapping[str, Text] = MappingProxyType(
    {TAKEN_UP: Text("أُخذ به", "taken up"), NOT_TAKEN_UP: Text("لم يؤخذ به", "not taken up")}
)
MAY_DECIDE = ("supervisor", "manager", "administrator")
"""Who says whether a suggestion is taken up."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it, and why; `by` is the user who decided."""

    verdict: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`subject` in a line, `text` in full where the line does not say it all. `progress` is received, decided or told;
    one without a name needs no telling."""

    id: str
    number: str
    given_at: str
    taken_by: str
    asker: Asker
    visit: str
    channel: str
    subject: str
    text: str
    outcome: Outcome | None = None
    told_means: str = ""
    told_at: str = ""
    told_by: str = ""
    progress: str = RECEIVED

    @property
    def is_waiting(self) -> bool:
        return self.progress == RECEIVED or (self.progress == DECIDED and self.asker.is_named)


@dataclass(frozen=True, slots=True)
class SuggestionDraft:
    """As it is typed; without a person and a name it is nobody's."""

    subject: str = ""
    text: str = ""
    channel: str = ""
    person: str = ""
    name: str = ""
    address: str = ""
    visit: str = ""


def check_said(draft: SuggestionDraft) -> tuple[str, str]:
    """Subject and text as they are kept. Raises RuleBroken with the field."""
    return (
        check_worded("suggestion", one_line(draft.subject), "subject", LONGEST_SUBJECT, _SUBJECT),
        check_worded_or_empty("suggestion", draft.text, "text", LONGEST),
    )


def check_outcome(suggestion: Suggestion, verdict: str, reason: str, *, by: str, at: str) -> Outcome:
    """Raises RuleBroken with the field (`verdict`, `reason`). A decision may be taken anew: it is then told again."""
    if verdict not in OUTCOMES:
        raise RuleBroken(
            "suggestion.verdict",
            ar=f"اختر ما آل إليه: {'، '.join(text.ar for text in OUTCOMES.values())}.",
            en=f"Choose what became of it: {', '.join(OUTCOMES)}.",
            field="verdict",
        )
    return Outcome(verdict, check_worded("suggestion", reason, "reason", LONGEST, _REASON), by, at)


def check_told(suggestion: Suggestion, means: str) -> str:
    """How whoever gave it was told. Raises RuleBroken unless it is decided and he left a name or a number."""
    if suggestion.progress != DECIDED or not suggestion.asker.is_named:
        raise RuleBroken(
            "suggestion.state",
            ar="لا يُبلَّغ بهذا المقترح أحد: لم يُبتّ فيه بعد، أو أُبلغ صاحبه، أو لا صاحب له. حدّث القائمة.",
            en="There is nobody to tell: it is not decided, was told already, or is nobody's. Look at the list again.",
            field="suggestion",
        )
    return check_worded("suggestion", one_line(means), "means", LONGEST_SUBJECT, _MEANS)


_SUBJECT = Text("اكتب المقترح أو الرأي", "Write the suggestion or the view")
_REASON = Text("اكتب السبب", "Write why")
_MEANS = Text("اكتب كيف أُبلغ صاحبه، مثل: اتصال على جواله", "Write how he was told, such as: a call")
