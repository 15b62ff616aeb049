"""A person: whoever is served, called beneficiary or member as the association's profile says."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

from domain.arabic import to_arabic_digits, to_ascii_digits
from domain.carddate import CardDate, both_calendars, nearest_day, parse_card_date
from domain.errors import RuleBroken
from domain.identity import check_national_id, parse_iban, parse_mobile
from domain.shown import shown_mobile
from domain.text import Text

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


SEX_NAMES = {"male": Text("ذكر", "male"), "female": Text("أنثى", "female")}
ID_TYPE_NAMES = {
    "national": Text("الهوية الوطنية", "national identity"),
    "resident": Text("هوية مقيم", "resident identity"),
    "gcc": Text("هوية دول مجلس التعاون", "GCC identity"),
    "passport": Text("جواز سفر", "passport"),
    "other": Text("مستند آخر", "another document"),
}
SEXES = tuple(SEX_NAMES)
ID_TYPES = tuple(ID_TYPE_NAMES)

# What a number of the other kinds can look like; each country has its own check, so there is none here.
_OTHER_NUMBERS = {
    "gcc": re.compile(r"[0-9]{6,15}", re.ASCII),
    "passport": re.compile(r"[A-Z0-9]{5,20}", re.ASCII),
    "other": re.compile(r"[^\W_](?:[^\W_]|[-/.]){1,38}[^\W_]"),
}
# Direction and control marks that travel along with pasted text; blanks among them are left to `split`.
_UNPRINTED = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

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

    def problems(
        self, *, today: date | None = None, party_kinds: Collection[str] | None = None
    ) -> tuple[RuleBroken, ...]:
        """Everything that is wrong, each with its field; empty when the person may be kept.

        With `today` a birth after it is refused, with `party_kinds` (ids of the profile) a kind that is not of them.
        """
        return self._read(today, party_kinds)[1]

    def check(self, *, today: date | None = None, party_kinds: Collection[str] | None = None) -> Person:
        """The person, still without id and number. Raises the first problem."""
        person, problems = self._read(today, party_kinds)
        if problems:
            raise problems[0]
        return person

    def _read(self, today: date | None, party_kinds: Collection[str] | None) -> tuple[Person, tuple[RuleBroken, ...]]:
        problems: list[RuleBroken] = []

        def read(parse: Callable[[], T]) -> T | None:
            try:
                return parse()
            except RuleBroken as broken:
                problems.append(broken)
                return None

        id_type, id_number, id_override = read(self._identity) or (None, None, None)
        person = Person(
            id="",
            number="",
            name=read(self._name) or "",
            given=_kept(self.given),
            father=_kept(self.father),
            grandfather=_kept(self.grandfather),
            family=_kept(self.family),
            id_type=id_type,
            id_number=id_number,
            id_override=id_override,
            mobile=read(lambda: parse_mobile(self.mobile) if self.mobile.strip() else None),
            born=read(lambda: self._born(today)),
            sex=read(lambda: _one_of(self.sex, SEX_NAMES, "sex")),
            iban=read(lambda: parse_iban(self.iban) if self.iban.strip() else None),
            town=_kept(self.town),
            member_number=_kept(to_ascii_digits(self.member_number)),
            party_kind=read(lambda: self._party_kind(party_kinds)),
            note=_kept_lines(self.note),
        )
        problems.extend(self._too_long())
        return person, tuple(problems)

    def _name(self) -> str:
        name = _kept(self.name) or _kept(" ".join((self.given, self.father, self.grandfather, self.family))) or ""
        if sum(letter.isalpha() for letter in name) < 2:
            raise RuleBroken(
                "person.name.empty",
                ar="اكتب الاسم كما هو في الهوية.",
                en="Write the name as it is on the card.",
                field="name",
            )
        return name

    def _identity(self) -> tuple[str | None, str | None, str | None]:
        """Type, number, and the reason for accepting a number that fails its check: kept only where it was needed."""
        kind = _one_of(self.id_type, ID_TYPE_NAMES, "id_type")
        number = "".join((_kept(to_ascii_digits(self.id_number)) or "").split()).upper()
        if not number:
            return None, None, None
        if kind in _OTHER_NUMBERS:
            if not _OTHER_NUMBERS[kind].fullmatch(number):
                raise _bad_number(ID_TYPE_NAMES[kind])
            return kind, number, None
        reason = _kept(self.id_override)
        checked = check_national_id(number, overridden=reason is not None)
        found = "national" if checked.kind == "citizen" else "resident"
        if kind not in (None, found):
            raise RuleBroken(
                "person.id.kind",
                ar="رقم المواطن يبدأ بالرقم ١ ورقم المقيم بالرقم ٢، وهذا لا يطابق نوع الهوية المختار؛ صحّح أحدهما.",
                en="A citizen's number starts with 1, a resident's with 2; this is not the chosen kind. Correct one.",
                field="id_number",
            )
        return found, checked.number, reason if _fails_its_check(checked.number) else None

    def _born(self, today: date | None) -> CardDate | None:
        texts = [text for text in (self.born, self.born_other) if text.strip()]
        if not texts:
            return None
        born = both_calendars(*texts) if len(texts) == 2 else parse_card_date(texts[0])
        if today is not None and nearest_day(born) > today:
            raise RuleBroken(
                "person.born.future",
                ar="تاريخ الميلاد بعد اليوم؛ راجع السنة.",
                en="The birth date is after today; check the year.",
                field="born",
            )
        return born

    def _party_kind(self, known: Collection[str] | None) -> str | None:
        kind = _kept(self.party_kind)
        if kind is not None and known is not None and kind not in known:
            raise RuleBroken(
                "person.party_kind",
                ar="هذه الصفة ليست من صفات المتعاملين في سياسة الجمعية؛ اختر واحدة منها.",
                en=f"This kind of party is not in the association's policy. Choose one of: {', '.join(known)}.",
                field="party_kind",
            )
        return kind

    def _too_long(self) -> Iterator[RuleBroken]:
        for item in fields(self):
            most = MOST_NOTE_CHARACTERS if item.name == "note" else MOST_CHARACTERS
            if len(getattr(self, item.name)) > most:
                yield RuleBroken(
                    "person.too_long",
                    ar=to_arabic_digits(f"هذا الحقل أطول من {most} حرف؛ اختصره."),
                    en=f"This field is longer than {most} characters; shorten it.",
                    field=item.name,
                )


def _kept(text: str) -> str | None:
    """One line, single spaces, NFC, without marks that do not print; None for nothing."""
    return " ".join(unicodedata.normalize("NFC", _UNPRINTED.sub("", text)).split()) or None


def _kept_lines(text: str) -> str | None:
    """The same, line by line."""
    lines = [_kept(line) or "" for line in text.splitlines()]
    return "\n".join(lines).strip() or None


def _fails_its_check(number: str) -> bool:
    try:
        check_national_id(number)
    except RuleBroken:
        return True
    return False


def _bad_number(kind: Text) -> RuleBroken:
    return RuleBroken(
        "person.id.form",
        ar=f"الرقم لا يشبه رقم {kind.ar}؛ انقله من المستند، أو غيّر نوع الهوية.",
        en=f"This does not look like the number of a {kind.en}: copy it from the document, or change the kind.",
        field="id_number",
    )


def _one_of(text: str, known: dict[str, Text], field: str) -> str | None:
    if not text.strip():
        return None
    if text.strip() not in known:
        raise RuleBroken(
            f"person.{field}",
            ar=f"اختر واحدًا من: {'، '.join(name.ar for name in known.values())}.",
            en=f"Choose one of: {', '.join(known)}.",
            field=field,
        )
    return text.strip()


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
        mobile=shown_mobile(person.mobile or ""),
        born=first or "",
        born_other=(born.gregorian or "") if born and born.typed == "both" else "",
        sex=person.sex or "",
        iban=person.iban or "",
        town=person.town or "",
        member_number=person.member_number or "",
        party_kind=person.party_kind or "",
        note=person.note or "",
    )
