"""An amicable settlement of a complaint (herfa, «تسوية الشكاوى والخلافات» 3; twaim, «استقبال الشكوى والخلافات» 3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.complaint_rules import is_day, said_text
from domain.errors import RuleBroken

MOST_TERMS = 12
LONGEST_TERM = 400
SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that was agreed: what, by whom, until when (an ISO day or words)."""

    what: str
    who: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """`parties` are who agrees beside the complainant, as they are named; `signed_on` is empty while it is not
    signed."""

    id: str
    complaint: str
    person: str
    number: str
    made_at: str
    made_by: str
    terms: tuple[Term, ...]
    parties: tuple[str, ...]
    agreed_on: str
    signed_on: str = ""
    signed_noted_by: str = ""

    @property
    def is_signed(self) -> bool:
        return bool(self.signed_on)


def read_term(text: str) -> Term:
    """``what | who | until``; the last two may be left out."""
    what, who, until, *_ = (*(part.strip() for part in text.split(SEPARATOR)), "", "")
    return Term(what, who, until)


def check_terms(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Those that say something. Raises RuleBroken for none, for too many, or one that is too long."""
    found = tuple(Term(one.what.strip(), one.who.strip(), one.until.strip()) for one in terms if one.what.strip())
    if not 1 <= len(found) <= MOST_TERMS:
        raise RuleBroken(
            "settlement.terms",
            ar=f"اكتب ما اتُّفق عليه: بندًا على الأقل، و{MOST_TERMS} على الأكثر.",
            en=f"Write what was agreed: one term at least, {MOST_TERMS} at most.",
            field="terms",
        )
    for one in found:
        said_text(one.what + one.who + one.until, "terms", "اختصر البند", "Shorten the term", longest=LONGEST_TERM)
    return found


def check_parties(parties: Sequence[str]) -> tuple[str, ...]:
    """Raises RuleBroken when nobody agrees for the association."""
    found = tuple(dict.fromkeys(" ".join(one.split()) for one in parties if one.strip()))
    if not found:
        raise RuleBroken(
            "settlement.parties",
            ar="اكتب من يوقّع عن الجمعية.",
            en="Write who signs for the association.",
            field="parties",
        )
    return found


def check_agreed_on(day: str, today: str) -> str:
    """Raises RuleBroken."""
    if not is_day(day) or day > today:
        raise RuleBroken(
            "settlement.day",
            ar="اكتب يوم التسوية: اليوم أو يومًا قبله.",
            en="Give the day of the settlement: today or an earlier one.",
            field="day",
        )
    return day
