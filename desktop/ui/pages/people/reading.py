"""A person as rows of words: what tells namesakes apart, and what the file says. Digits stay Western; the window draws
them as the user chose. Knows no Qt."""

from dataclasses import dataclass
from datetime import date

from desktop.ui.language import apart, headed, listed, said, said_of
from desktop.ui.pages.wording import FILES, clock
from desktop.ui.shown import shown_gregorian, shown_hijri
from domain.arabic import isolate
from domain.carddate import CardDate, other_calendar
from domain.person import ID_TYPE_NAMES, SEX_NAMES, Person
from domain.policy import Profile
from domain.same_person import JoinedPerson
from domain.shown import shown_iban, shown_mobile

LAST_DIGITS = 4


@dataclass(frozen=True)
class Fact:
    """`is_long` takes a line of its own."""

    title: str
    value: str
    is_long: bool = False


def born_words(born: CardDate) -> str:
    """As the card has it; both where the card has both."""
    shown = [shown_hijri(born.hijri)] if born.hijri else []
    if born.gregorian:
        shown.append(shown_gregorian(born.gregorian))
    return " — ".join(shown)


def other_calendar_words(born: CardDate) -> str:
    """«الموافق …» in the calendar the card does not show; empty when there is none."""
    other = other_calendar(born)
    if other is None:
        return ""
    words = shown_gregorian(other) if born.typed == "hijri" else shown_hijri(other)
    return said(f"الموافق {words}", f"that is {words}")


def born_year(born: CardDate | None) -> str:
    """«مواليد 1410 هـ»."""
    if born is None:
        return ""
    return (
        said(f"مواليد {born.hijri[:4]} هـ", f"born {born.hijri[:4]} AH")
        if born.hijri
        else said(f"مواليد {(born.gregorian or '')[:4]} م", f"born {(born.gregorian or '')[:4]}")
    )


def mobile_words(mobile: str) -> str:
    """A Saudi number as people dial it, others as they are."""
    return isolate(shown_mobile(mobile))


def marks_of(person: Person) -> tuple[str, ...]:
    """What tells this person from a namesake: how many files he has, year of birth, the end of the identity
    number, his father where the name does not say him, town.

    The town stands last: where there is little room, it is what may be cut.
    """
    number = person.id_number or ""
    ending = (
        said(f"هوية {isolate('…' + number[-LAST_DIGITS:])}", f"ID {isolate('…' + number[-LAST_DIGITS:])}")
        if number
        else ""
    )
    father = (
        said(f"الأب {person.father}", f"father {apart(person.father)}")
        if person.father and person.father not in person.name
        else ""
    )
    files = FILES.of(1 + len(person.files)) if isinstance(person, JoinedPerson) else ""
    return tuple(filter(None, (files, born_year(person.born), ending, father, person.town or "")))


def identity_fact(person: Person) -> Fact:
    name = (
        said_of(ID_TYPE_NAMES[person.id_type])
        if person.id_type in ID_TYPE_NAMES
        else said("رقم الهوية", "Identity number")
    )
    return Fact(headed(name), isolate(person.id_number) if person.id_number else "")


def short_facts(person: Person) -> tuple[Fact, ...]:
    """For the side of an interview."""
    return _filled(
        Fact(said("رقم الملف", "File number"), isolate(person.number)),
        identity_fact(person),
        Fact(said("الجوال", "Mobile"), mobile_words(person.mobile) if person.mobile else ""),
        Fact(said("الميلاد", "Born"), born_words(person.born) if person.born else ""),
        Fact(said("الإقامة", "Residence"), person.town or ""),
    )


def all_facts(person: Person, profile: Profile) -> tuple[Fact, ...]:
    """Everything the file says below the name and its number, the short ones first."""
    kinds = {kind.id: said_of(kind.text) for kind in profile.party_kinds}
    parts = " ".join(filter(None, (person.given, person.father, person.grandfather, person.family)))
    return _filled(
        identity_fact(person),
        Fact(said("الجوال", "Mobile"), mobile_words(person.mobile) if person.mobile else ""),
        Fact(said("رقم العضوية", "Membership number"), isolate(person.member_number) if person.member_number else ""),
        Fact(said("الجنس", "Sex"), headed(said_of(SEX_NAMES[person.sex])) if person.sex in SEX_NAMES else ""),
        Fact(said("مكان الإقامة", "Place of residence"), person.town or ""),
        Fact(said("الصفة", "Kind"), kinds.get(person.party_kind or "", person.party_kind or "")),
        Fact(said("تاريخ الميلاد", "Birth date"), _born_fact(person.born), is_long=True),
        Fact(said("أجزاء الاسم", "Parts of the name"), parts if parts != person.name else "", is_long=True),
        Fact(said("سبب قبول الرقم", "Reason for accepting the number"), person.id_override or "", is_long=True),
        Fact(said("الآيبان", "IBAN"), isolate(shown_iban(person.iban)) if person.iban else "", is_long=True),
        Fact(said("ملاحظات", "Notes"), person.note or "", is_long=True),
    )


def _born_fact(born: CardDate | None) -> str:
    if born is None:
        return ""
    other = other_calendar_words(born)
    return f"{born_words(born)} ({other})" if other else born_words(born)


def _filled(*facts: Fact) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.value)


def moment_words(iso: str) -> str:
    """«21 نوفمبر 2026 م، 10:42 ص»."""
    day = shown_gregorian(date.fromisoformat(iso[:10]).isoformat())
    return listed((day, clock(iso[11:16]))) if len(iso) >= 16 else day
