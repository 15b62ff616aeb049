"""What is said about a person being typed besides errors: that a field is right, how far it is, who is alike. Knows no
Qt."""

from desktop.ui.language import said, said_of
from desktop.ui.pages.people.reading import marks_of, other_calendar_words
from desktop.ui.pages.people.state import LikelyRow
from domain.arabic import to_ascii_digits
from domain.carddate import both_calendars, parse_card_date
from domain.errors import RuleBroken
from domain.identity import IDENTITY_LENGTH, SAUDI_IBAN_LENGTH
from domain.likeness import ALIKE, BORN, MOBILE, NAME, Likely
from domain.person import PersonDraft
from domain.text import Text

CHECKSUM = "person.id.checksum"
IN_COMMON = {
    NAME: Text("الاسم", "the name"),
    ALIKE: Text("أكثر الاسم", "most of the name"),
    MOBILE: Text("الجوال", "the mobile"),
    BORN: Text("تاريخ الميلاد", "the birth date"),
}
# Codes of what is only not yet whole: no error while the field is being typed in.
_UNFINISHED = (
    *("person.id.length", "person.id.form", "person.id.empty", "person.mobile.short", "person.mobile.unknown"),
    *("person.mobile.not_mobile", "person.iban.length", "person.iban.country", "person.iban.empty"),
    *("person.name.empty", "carddate.form", "carddate.year", "carddate.year_range", "carddate.calendars"),
    *("calendar.day", "calendar.month", "carddate.disagree"),
)


def is_unfinished(problem: RuleBroken) -> bool:
    return problem.code in _UNFINISHED


def progress_word(name: str, text: str) -> str:
    """«4 من 10 أرقام», for the numbers of a known length."""
    typed = len("".join(to_ascii_digits(text).split()))
    if name == "id_number" and typed < IDENTITY_LENGTH:
        return said(f"{typed} من {IDENTITY_LENGTH} أرقام", f"{typed} of {IDENTITY_LENGTH} digits")
    if name == "iban" and typed < SAUDI_IBAN_LENGTH:
        return said(f"{typed} من {SAUDI_IBAN_LENGTH} خانة", f"{typed} of {SAUDI_IBAN_LENGTH} characters")
    return ""


def good_word(name: str, draft: PersonDraft) -> tuple[str, str]:
    """A sentence and its tone for a field without a problem."""
    text = str(getattr(draft, name)).strip()
    if not text:
        return "", ""
    match name:
        case "id_number":
            return _identity_word(draft)
        case "mobile":
            return said("رقم صحيح", "A valid number"), "ok"
        case "iban":
            return said("آيبان صحيح", "A valid IBAN"), "ok"
        case "born":
            return _born_word(draft), ""
    return "", ""


def _identity_word(draft: PersonDraft) -> tuple[str, str]:
    if draft.id_override.strip():
        return said("يُقبل كما هو للسبب المكتوب", "Accepted as it is for the reason given"), ""
    if draft.id_type not in ("", "national", "resident"):
        return "", ""
    first = to_ascii_digits(draft.id_number).strip()[:1]
    return (
        said("رقم صحيح · مواطن", "A valid number · citizen")
        if first == "1"
        else said("رقم صحيح · مقيم", "A valid number · resident")
    ), "ok"


def _born_word(draft: PersonDraft) -> str:
    try:
        if draft.born_other.strip():
            return other_calendar_words(both_calendars(draft.born, draft.born_other))
        return other_calendar_words(parse_card_date(draft.born))
    except RuleBroken:
        # The problem is said beside its field already.
        return ""


def likely_row(likely: Likely) -> LikelyRow:
    """«تطابق في الاسم والجوال · تشابه 85% · مواليد 1410 هـ · حي الواحة»."""
    person = likely.person
    same = said(" و", " and ").join(said_of(word) for reason, word in IN_COMMON.items() if reason in likely.reasons)
    words = " · ".join(
        (
            said(f"تطابق في {same}", f"The same: {same}"),
            said(f"تشابه {likely.score}%", f"{likely.score}% alike"),
            *marks_of(person),
        )
    )
    return LikelyRow(person.id, person.name, person.number, words)
