"""A complaint, from the day it is received to the day its outcome was told (herfa, «تسوية الشكاوى والخلافات» and the
centre's supervisory duties; twaim, «استقبال الشكوى والخلافات»): somebody answers for it, its next step has a day, and
it is closed only with an outcome that was told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from domain.text import Text

OPEN, ANSWERED, TOLD, CLOSED = "open", "answered", "told", "closed"
LIVING = (OPEN, ANSWERED, TOLD)
PROGRESS: Mapping[str, Text] = MappingProxyType(
    {
        OPEN: Text("قيد المعالجة", "in hand"),
        ANSWERED: Text("لها نتيجة لم تُبلَّغ", "outcome not told yet"),
        TOLD: Text("أُبلغت النتيجة", "outcome told"),
        CLOSED: Text("مغلقة", "closed"),
    }
)
SETTLED, COMPENSATED = "settled", "compensated"
OUTCOMES: Mapping[str, Text] = MappingProxyType(
    {
        "solved": Text("حُلّت وأُزيل سببها", "Solved, its cause removed"),
        "explained": Text("أُوضح الأمر لصاحبها", "Explained"),
        "corrected": Text("صُحّح الخطأ", "The mistake was corrected"),
        SETTLED: Text("سُوّيت وديًا", "Settled amicably"),
        COMPENSATED: Text("عُوّض صاحبها", "Compensated"),
        "unfounded": Text("لم يثبت سببها", "Not found to be so"),
        "withdrawn": Text("سحبها صاحبها", "Withdrawn by the complainant"),
        "repeated": Text("مكررة لشكوى مسجلة", "Repeats a complaint that is registered"),
    }
)
NOBODY = "nobody"
"""The means of telling an anonymous complainant: there is none, and that is said."""
MEANS: Mapping[str, Text] = MappingProxyType(
    {
        "call": Text("اتصال هاتفي", "Telephone call"),
        "message": Text("رسالة نصية", "Text message"),
        "email": Text("بريد إلكتروني", "E-mail"),
        "letter": Text("خطاب", "Letter"),
        "visit": Text("حضوريًا", "In person"),
        NOBODY: Text("لا يُعرف صاحبها فلا يُبلَّغ", "The complainant is not known and cannot be told"),
    }
)
REGISTERED, NOTED, ASSIGNED, PLANNED, DECIDED = "registered", "noted", "assigned", "planned", "decided"
WAS_TOLD, WAS_CLOSED, REOPENED, MENDED = "told", "closed", "reopened", "mended"
AGREED, SIGNED, DOSSIER = "agreed", "signed", "dossier"
STEPS: Mapping[str, Text] = MappingProxyType(
    {
        REGISTERED: Text("سُجّلت الشكوى", "Registered"),
        NOTED: Text("متابعة", "Followed up"),
        ASSIGNED: Text("عُيّن من يتابعها", "Owner named"),
        PLANNED: Text("حُدّدت الخطوة التالية", "Next step set"),
        DECIDED: Text("حُدّدت النتيجة", "Outcome"),
        WAS_TOLD: Text("أُبلغ صاحبها", "Complainant told"),
        WAS_CLOSED: Text("أُغلقت", "Closed"),
        REOPENED: Text("أُعيد فتحها", "Reopened"),
        MENDED: Text("صُحّح نصها", "Wording mended"),
        AGREED: Text("كُتبت تسوية ودية", "Settlement written"),
        SIGNED: Text("وُقّعت التسوية", "Settlement signed"),
        DOSSIER: Text("ملف التعويض", "Compensation dossier"),
    }
)
YES, NO = "yes", "no"
PERSON, PARTY, ANONYMOUS = "person", "party", "anonymous"
LONGEST = 4000
LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class Complaint:
    """Days and moments are ISO. `channel` is an id of `complaint_rules.channels_of`. Whose it is: `person` of the
    register, or `party_name` of `party_kind` (an id of the profile), or nobody's who is known. `party_id` is then an
    id of its own, by which it can be erased. `owner` is a user's id,
    `owner_unit` an id of `complaint_rules.units_of` or words; both empty while nobody answers for it. `interview` is
    the one in which it was told at the desk. `emergency` is yes or no."""

    id: str
    number: str
    received_on: str
    channel: str
    registered_at: str
    registered_by: str
    subject: str
    told: str
    wanted: str = ""
    person: str = ""
    interview: str = ""
    party_kind: str = ""
    party_name: str = ""
    party_reach: str = ""
    party_id: str = ""
    emergency: str = NO
    owner: str = ""
    owner_unit: str = ""
    next_step: str = ""
    next_day: str = ""
    outcome: str = ""
    outcome_note: str = ""
    outcome_at: str = ""
    outcome_by: str = ""
    told_means: str = ""
    told_note: str = ""
    told_at: str = ""
    told_by: str = ""
    progress: str = OPEN

    @property
    def kind_of_complainant(self) -> str:
        if self.person:
            return PERSON
        return PARTY if self.party_name else ANONYMOUS

    @property
    def subject_id(self) -> str:
        """Whom it concerns, as the log keeps it; empty where nobody is named."""
        return self.person or self.party_id

    @property
    def is_emergency(self) -> bool:
        return self.emergency == YES

    @property
    def is_closed(self) -> bool:
        return self.progress == CLOSED

    @property
    def has_owner(self) -> bool:
        return bool(self.owner or self.owner_unit)


@dataclass(frozen=True, slots=True)
class ComplaintStep:
    """One line of the story, kept once and never changed: `step` of `STEPS`, `said` what belongs to it; `person` is the
    complaint's `subject_id`."""

    id: str
    complaint: str
    person: str
    step: str
    said: str
    done_at: str
    done_by: str


@dataclass(frozen=True, slots=True)
class ComplaintDraft:
    """What is typed of a complaint that comes by another way than the desk. `emergency`: something must be done now."""

    channel: str
    subject: str
    told: str
    received_on: str
    wanted: str = ""
    person: str = ""
    party_kind: str = ""
    party_name: str = ""
    party_reach: str = ""
    emergency: bool = False


def age_in_days(complaint: Complaint, today: date) -> int:
    """Since it was received; of a closed one until its outcome was told."""
    end = date.fromisoformat(complaint.told_at[:10]) if complaint.is_closed and complaint.told_at else today
    return max(0, (end - date.fromisoformat(complaint.received_on)).days)


def due_on(complaint: Complaint) -> str:
    """The day on which somebody must look at it again; empty once it is closed. Without a next step, the day it was
    received: then a step is overdue already."""
    if complaint.is_closed:
        return ""
    return complaint.next_day or complaint.received_on
