"""How the service is looked at: sheets that people fill in without a name, and inspections by somebody of the office.

A *sheet* of satisfaction names nobody, neither who filled it in nor who served him. It lies in the laptop's *box* until
there are `LEAST_SHOWN` of its instrument; then they leave it together, in no order, under the day on which they left.
An *inspection* (a field survey, a supervisory visit, a checklist) has somebody who made it; its *findings* are followed
until they are closed, and an emergency is reported to the general manager before.
"""

import re
from dataclasses import dataclass

from domain.errors import RuleBroken
from domain.text import Text

LEAST_SHOWN = 5
"""A smaller group of sheets is not shown, and enters nothing that is."""
NOBODY = "00000000-0000-0000-0000-000000000000"
"""The author of what nobody may be named for."""

ROUND, VISIT = "round", "visit"
INSPECTING_ROLES = ("supervisor", "manager", "administrator")
"""Who may make a supervisory visit."""
INSPECTION_KINDS = {
    ROUND: Text("جولة", "Round"),
    VISIT: Text("زيارة إشرافية", "Supervisory visit"),
}
FINDING, EMERGENCY = "finding", "emergency"
FINDING_KINDS = {
    FINDING: Text("ملاحظة", "Finding"),
    EMERGENCY: Text("حالة طارئة", "Emergency"),
}
OPEN, REPORTED, CLOSED = "open", "reported", "closed"
PROGRESS = {
    OPEN: Text("مفتوحة", "Open"),
    REPORTED: Text("رُفع تقريرها", "Reported"),
    CLOSED: Text("أُغلقت", "Closed"),
}
LONGEST_TEXT = 2_000
LONGEST_PLACE = 120
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Sheet:
    """`answers` is a JSON object by question's name; `day` is when it left the box, empty while it lies in it."""

    id: str
    instrument: str
    form_id: str
    form_version: str
    form_sha256: str
    answers: str
    day: str = ""


@dataclass(frozen=True)
class Inspection:
    """`kind` is round or visit; `made_by` a user's id; `answers` as a sheet's."""

    id: str
    number: str
    kind: str
    instrument: str
    form_id: str
    form_version: str
    form_sha256: str
    day: str
    place: str
    answers: str
    made_at: str
    made_by: str
    void_reason: str | None = None


@dataclass(frozen=True)
class Finding:
    """What was found and is followed. Of an emergency `action` is what was done at once; else what is to be done, by
    `owner`, until the day `until`. `reported` and `closed` are ISO moments; empty when not yet."""

    id: str
    inspection: str
    kind: str
    what: str
    action: str
    owner: str
    until: str
    place: str
    noted_at: str
    noted_by: str
    progress: str = OPEN
    reported_at: str = ""
    reported_by: str = ""
    outcome: str = ""
    closed_at: str = ""
    closed_by: str = ""

    def is_late(self, today: str) -> bool:
        return self.progress != CLOSED and bool(self.until) and self.until < today

    @property
    def wants_report(self) -> bool:
        """An emergency that the general manager has not been told of."""
        return self.kind == EMERGENCY and self.progress == OPEN


def checked_text(text: str, field: str, *, longest: int = LONGEST_TEXT) -> str:
    """Raises RuleBroken naming the field when nothing is said, or far too much."""
    told = text.strip()
    if not told:
        raise RuleBroken("finding.empty", ar="اكتب هذا الحقل قبل الحفظ.", en="Write this before saving.", field=field)
    if len(told) > longest:
        raise RuleBroken(
            "finding.long",
            ar=f"النص أطول من {longest} حرف؛ اختصره.",
            en=f"The text is longer than {longest} letters; shorten it.",
            field=field,
        )
    return told


def is_iso_day(text: str) -> bool:
    return bool(_ISO_DAY.fullmatch(text))
