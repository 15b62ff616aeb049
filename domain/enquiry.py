"""An enquiry: what somebody asks of the association, and the answer he is given.

All questions are answered (herfa, mustaqbaluna, beekeepers, alqarinah), accurately (twaim); one that the clerk cannot
answer goes to the competent department (herfa: duties of the centre) or to the liaison officer, and stays open until it
is answered and whoever asked has been told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.asker import Asker
from domain.policy import Profile
from domain.text import Text

OPEN, ANSWERED, TOLD, WITHDRAWN = "open", "answered", "told", "withdrawn"
LONGEST_SUBJECT, LONGEST, LONGEST_CLAUSE = 160, 2000, 160
PROGRESS: Mapping[str, Text] = MappingProxyType(
    {
        OPEN: Text("ينتظر الجواب", "waits for an answer"),
        ANSWERED: Text("وصل الجواب ولم يُبلَّغ", "answered, not told yet"),
        TOLD: Text("أُجيب", "answered"),
        WITHDRAWN: Text("سُحب", "withdrawn"),
    }
)
POLICY, DEPARTMENT, NOTICE = "policy", "department", "notice"
# Beside the documents of the profile's library.
SOURCES: Mapping[str, Text] = MappingProxyType(
    {
        POLICY: Text("سياسة الجمعية", "The association's policy"),
        DEPARTMENT: Text("جهة الاختصاص", "The competent department"),
        NOTICE: Text("إعلان أو تعميم قائم", "A standing notice or circular"),
    }
)


@dataclass(frozen=True, slots=True)
class Matter:
    """What is asked: `subject` in a line, `question` in full where the line does not say it all."""

    subject: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Who is to answer: `field` of work of the profile and `category` of whoever asks, where the policy names officers
    by them; `official` the officer's row, `department` what he or his office is called."""

    field: str = ""
    category: str = ""
    official: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """By which means, and by which day, whoever asks is to be told; either may be empty."""

    means: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`source` is a document of the library or one of `SOURCES`, `clause` where it stands there; `by` is who answered,
    as he was named, and empty for the clerk himself; `written_by` the user who wrote it down."""

    text: str
    source: str
    clause: str
    by: str
    written_by: str
    written_at: str


@dataclass(frozen=True, slots=True)
class Telling:
    """How and when whoever asked was told."""

    means: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Enquiry:
    """`visit` is the visit in which it was asked, if it was. `progress` is open, answered, told or withdrawn; one that
    nobody named asked needs no telling."""

    id: str
    number: str
    asked_at: str
    taken_by: str
    asker: Asker
    visit: str
    channel: str
    kind: str
    matter: Matter
    route: Route = Route()
    agreed: Agreed = Agreed()
    answer: Answer | None = None
    telling: Telling | None = None
    progress: str = OPEN

    @property
    def is_waiting(self) -> bool:
        return self.progress == OPEN or (self.progress == ANSWERED and self.asker.is_named)

    @property
    def is_answered_at_once(self) -> bool:
        """In the very act of writing it down: whoever is told later is told at a minute, and not at a second."""
        return self.telling is not None and self.telling.at == self.asked_at


@dataclass(frozen=True, slots=True)
class EnquiryDraft:
    """As it is typed. `person` is an id of the register; without it `name` and `address` say who asks, if they do."""

    subject: str = ""
    question: str = ""
    channel: str = ""
    kind: str = ""
    person: str = ""
    name: str = ""
    address: str = ""
    visit: str = ""
    field: str = ""
    category: str = ""
    official: str = ""
    department: str = ""
    agreed_means: str = ""
    agreed_day: str = ""


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """As it is typed."""

    text: str = ""
    source: str = ""
    clause: str = ""
    by: str = ""


def sources_of(profile: Profile) -> dict[str, Text]:
    """What an answer may rest on: the library of the association first."""
    return {one.id: one.text for one in profile.references if not one.is_form} | dict(SOURCES)


def fields_of(profile: Profile) -> dict[str, Text]:
    """The fields of work an enquiry may be about; empty where the profile names none."""
    return {one.id: one.text for one in profile.enquiries.fields} if profile.enquiries else {}


def kinds_of(profile: Profile) -> dict[str, Text]:
    """Empty where the profile names none: then it is not asked."""
    return {one.id: one.text for one in profile.enquiries.kinds} if profile.enquiries else {}


def categories_of(profile: Profile) -> dict[str, Text]:
    """The categories of people by which the policy names liaison officers; empty where it does not."""
    by = profile.liaison.by if profile.liaison else ()
    return {one.id: one.text for one in profile.party_kinds} if "beneficiary_category" in by else {}
