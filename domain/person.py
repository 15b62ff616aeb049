"""A person: whoever is served, called beneficiary or member as the association's profile says."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import TypeVar

from domain.arabic import to_ascii_digits
from domain.carddate import CardDate, both_calendars, parse_card_date
from domain.errors import RuleBroken
from domain.identity import check_national_id, parse_iban, parse_mobile

T = TypeVar("T")


@dataclass(frozen=True)
class Person:
    """`name` is the full name as on the card; its parts may be missing. `mobile` is E.164. `born` is as printed on
    the card, never derived."""

    id: str
    number: str
    name: str
    given: str | None = None
    father: str | None = None
    grandfather: str | None = None
    family: str | None = None
    id_type: str | None = None
    id_number: str | None = None
    id_override: str | None = None
    mobile: str | None = None
    born: CardDate | None = None
    sex: str | None = None
    iban: str | None = None
    town: str | None = None
    member_number: str | None = None
    party_kind: str | None = None
    note: str | None = None
    void_reason: str | None = None


SEXES = ("male", "female")
ID_TYPES = ("national", "resident", "gcc", "passport", "other")
MOST_CHARACTERS = 200
MOST_NOTE_CHARACTERS = 4_000


@dataclass(frozen=True)
class PersonDraft:
    """A person as it is typed. Empty text is nothing. `id_override` is why a number that fails its check is right."""

    name: str = ""
    given: str = ""
    father: str = ""
    grandfather: str = ""
    family: str = ""
    id_type: str = ""
    id_number: str = ""
    id_override: str = ""
    mobile: str = ""
    born: str = ""
    born_other: str = ""
    sex: str = ""
    iban: str = ""
    town: str = ""
    member_number: str = ""
    party_kind: str = ""
    note: str = ""

    def problems(self) -> tuple[RuleBroken, ...]:
        """Everything that is wrong, each with its field; empty when the person may be kept."""
        return self._read()[1]

    def check(self) -> Person:
        """The person, still without id and number. Raises the first problem."""
        person, problems = self._read()
        if problems:
            raise problems[0]
        return person

    def _read(self) -> tuple[Person, tuple[RuleBroken, ...]]:
        problems: list[RuleBroken] = []

        def read(parse: Callable[[], T]) -> T | None:
            try:
                return parse()
            except RuleBroken as broken:
                problems.append(broken)
                return None

        name = read(self._name)
        identity = read(self._identity) or (None, None)
        person = Person(
            id="",
            number="",
            name=name or "",
            given=_kept(self.given),
            father=_kept(self.father),
            grandfather=_kept(self.grandfather),
            family=_kept(self.family),
            id_type=identity[0],
            id_number=identity[1],
            id_override=_kept(self.id_override) if identity[1] else None,
            mobile=read(lambda: parse_mobile(self.mobile) if self.mobile.strip() else None),
            born=read(self._born),
            sex=read(lambda: _one_of(self.sex, SEXES, "sex")),
            iban=read(lambda: parse_iban(self.iban) if self.iban.strip() else None),
            town=_kept(self.town),
            member_number=_kept(to_ascii_digits(self.member_number)),
            party_kind=_kept(self.party_kind),
            note=_kept(self.note),
        )
        problems.extend(self._too_long())
        return person, tuple(problems)

    def _name(self) -> str:
        parts = (self.given, self.father, self.grandfather, self.family)
        name = " ".join(self.name.split()) or " ".join(" ".join(parts).split())
        if len([letter for letter in name if letter.isalpha()]) < 2:
            raise RuleBroken(
                "person.name.empty",
                ar="اكتب الاسم كما هو في الهوية.",
                en="Write the name as it is on the card.",
                field="name",
            )
        return name

    def _identity(self) -> tuple[str | None, str | None]:
        number = to_ascii_digits(self.id_number).strip()
        kind = _one_of(self.id_type, ID_TYPES, "id_type")
        if not number:
            return None, None
        if kind in (None, "national", "resident"):
            checked = check_national_id(number, overridden=bool(self.id_override.strip()))
            found = "national" if checked.kind == "citizen" else "resident"
            if kind is not None and kind != found:
                raise RuleBroken(
                    "person.id.kind",
                    ar="رقم المواطن يبدأ بالرقم 1 ورقم المقيم بالرقم 2، وهذا لا يطابق نوع الهوية المختار.",
                    en="A citizen's number starts with 1, a resident's with 2; this is not the chosen kind.",
                    field="id_number",
                )
            return found, checked.number
        return kind, "".join(number.split()).upper()

    def _born(self) -> CardDate | None:
        if not self.born.strip():
            return None
        if self.born_other.strip():
            return both_calendars(self.born, self.born_other)
        return parse_card_date(self.born)

    def _too_long(self) -> Iterator[RuleBroken]:
        for item in fields(self):
            most = MOST_NOTE_CHARACTERS if item.name == "note" else MOST_CHARACTERS
            if len(getattr(self, item.name)) > most:
                yield RuleBroken(
                    "person.too_long",
                    ar=f"هذا الحقل أطول من {most} حرف.",
                    en=f"This field is longer than {most} characters.",
                    field=item.name,
                )


def _kept(text: str) -> str | None:
    """Single spaces, NFC; None for nothing."""
    return " ".join(unicodedata.normalize("NFC", text).split()) or None


def _one_of(text: str, known: tuple[str, ...], field: str) -> str | None:
    if not text:
        return None
    if text not in known:
        raise RuleBroken(
            f"person.{field}",
            ar=f"اختر من: {'، '.join(known)}",
            en=f"Choose one of: {', '.join(known)}",
            field=field,
        )
    return text


def draft_of(person: Person) -> PersonDraft:
    """The person as it would be typed, for an edit."""
    born = person.born
    first = (born.hijri or born.gregorian) if born else None
    return PersonDraft(
        name=person.name,
        given=person.given or "",
        father=person.father or "",
        grandfather=person.grandfather or "",
        family=person.family or "",
        id_type=person.id_type or "",
        id_number=person.id_number or "",
        id_override=person.id_override or "",
        mobile=person.mobile or "",
        born=first or "",
        born_other=(born.gregorian or "") if born and born.typed == "both" else "",
        sex=person.sex or "",
        iban=person.iban or "",
        town=person.town or "",
        member_number=person.member_number or "",
        party_kind=person.party_kind or "",
        note=person.note or "",
    )
