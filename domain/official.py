"""An official of the association: for which enquiries he answers.

A liaison officer answers for a field of work (herfa), or for a category of beneficiaries and a field (twaim). Where a
policy names none, an official is whoever answers for the competent department.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.contact import parse_email
from domain.enquiry import categories_of, fields_of
from domain.errors import RuleBroken
from domain.identity import parse_phone
from domain.policy import Profile
from domain.sync.authors import HEAD_OFFICE
from domain.text import Text
from domain.worded import check_worded, check_worded_or_empty, one_line

LONGEST_NAME = 100
EVERY = "*"
"""In a route: whatever the field, whatever the category."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What somebody answers for: a field of work and a category of people, each of which may be `EVERY`."""

    field: str = EVERY
    category: str = EVERY

    def fits(self, field: str, category: str) -> bool:
        return self.field in (EVERY, field) and self.category in (EVERY, category)

    @property
    def closeness(self) -> int:
        """The closer named, the better it fits."""
        return (self.field != EVERY) * 2 + (self.category != EVERY)


@dataclass(frozen=True, slots=True)
class Official:
    """`post` is what he is there."""

    id: str
    name: str
    post: str
    telephone: str
    email: str
    charges: tuple[Charge, ...]
    noted_at: str = ""
    noted_by: str = ""

    @property
    def is_of_association(self) -> bool:
        """Entered by head office for every office: none may change him."""
        return self.noted_by == HEAD_OFFICE

    @property
    def shown(self) -> str:
        """«سعد الحربي (الشؤون المالية)»."""
        return f"{self.name} ({self.post})" if self.post else self.name


@dataclass(frozen=True, slots=True)
class OfficialDraft:
    """As it is typed; a charge is ``field`` or ``category/field``, each possibly ``*``."""

    name: str = ""
    post: str = ""
    telephone: str = ""
    email: str = ""
    charges: tuple[str, ...] = ()


def check_official(profile: Profile, draft: OfficialDraft) -> tuple[str, str, str, str, tuple[Charge, ...]]:
    """Name, post, telephone, e-mail and charges as they are kept. Raises RuleBroken with the field."""
    return *checked_words(draft), tuple(dict.fromkeys(_charge(profile, one) for one in draft.charges))


def checked_words(draft: OfficialDraft) -> tuple[str, str, str, str]:
    """The same without the charges, which are of a profile."""
    return (
        check_worded("official", one_line(draft.name), "name", LONGEST_NAME, NAME_WANTED),
        check_worded_or_empty("official", one_line(draft.post), "post", LONGEST_NAME),
        _reached(draft.telephone, "telephone"),
        _reached(draft.email, "email"),
    )


def _reached(typed: str, field: str) -> str:
    if not typed.strip():
        return ""
    try:
        return parse_email(typed) if field == "email" else parse_phone(typed)
    except RuleBroken as broken:
        raise RuleBroken(broken.code, ar=broken.ar, en=broken.en, field=field) from broken


def _charge(profile: Profile, typed: str) -> Charge:
    category, _, field = typed.strip().rpartition("/")
    charge = Charge(field or EVERY, category or EVERY)
    fields, categories = fields_of(profile), categories_of(profile)
    if charge.field not in (EVERY, *fields) or charge.category not in (EVERY, *categories):
        known = "، ".join(text.ar for text in fields.values())
        raise RuleBroken(
            "official.charges",
            ar=f"اختر مجالًا مما في سياسة الجمعية: {known}." if known else "سياسة الجمعية لا تسمّي مجالات عمل.",
            en=f"Choose a field that the profile names: {', '.join((*fields, *categories))}.",
            field="charges",
        )
    return charge


def find_officials(officials: Iterable[Official], field: str, category: str) -> tuple[Official, ...]:
    """Who answers for it, whoever is named for it the closest first."""
    fitting = []
    for official in officials:
        closeness = [one.closeness for one in official.charges if one.fits(field, category)]
        if closeness:
            fitting.append((-max(closeness), official.name, official.id, official))
    return tuple(one for *_, one in sorted(fitting, key=lambda one: one[:3]))


def written_charges(charges: Iterable[Charge]) -> str:
    return " ".join(f"{one.category}/{one.field}" for one in charges)


def read_charges(written: str) -> tuple[Charge, ...]:
    found = (one.rpartition("/") for one in written.split())
    return tuple(Charge(field or EVERY, category or EVERY) for category, _, field in found)


NAME_WANTED = Text("اكتب اسم المسؤول", "Write the official's name")
