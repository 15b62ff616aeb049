"""People who do not exist, for the demonstration: names from resources, numbers in ranges that belong to nobody."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from stdnum import luhn
from stdnum.iso7064 import mod_97_10

from domain.contact import EMAIL, MOBILE, ContactDraft
from domain.person import PersonDraft
from resources import shelf

MOST_SERIALS = 999  # three digits tell the invented people apart
_EVERY_WHICH_IS_RESIDENT = 9
_YOUNGEST, _OLDEST = 1375, 1426  # Hijri years of birth


@dataclass(frozen=True)
class Inventions:
    """The words people and visits are made from."""

    names: Mapping[str, Sequence[str]]
    notes: Mapping[str, Sequence[str]]
    reasons: Sequence[str]
    remark: str
    kept: str
    contact: str

    def some(self, kind: str, random: Random) -> str:
        return random.choice(self.names[kind])

    def note(self, purpose: str, random: Random) -> str:
        return random.choice(self.notes.get(purpose, self.notes["other"]))


@cache
def inventions() -> Inventions:
    data = tomllib.loads(shelf.read_text("demonstration/people.toml"))
    names = {key: value for key, value in data.items() if isinstance(value, list)}
    return Inventions(names, data["notes"], data["corrections"]["reasons"], data["voided"]["remark"], **data["leaving"])


def identity_number(serial: int) -> str:
    """Passes its check; begins with zeros as no issued number does. Every ninth is a resident's."""
    first = "2" if serial % _EVERY_WHICH_IS_RESIDENT == 0 else "1"
    body = f"{first}00000{serial:03}"
    return body + luhn.calc_check_digit(body)


def mobile_number(serial: int) -> str:
    return f"+966500000{serial:03}"


def account_number(serial: int) -> str:
    """An IBAN that passes its check, of a bank whose number is 00."""
    account = f"{serial:020}"
    return f"SA{mod_97_10.calc_check_digits(account + 'SA')}{account}"


def invent_person(serial: int, sex: str, *, party_kind: str, random: Random) -> PersonDraft:
    """`sex` is men or women, as the counter says it. One serial is one identity, for ever."""
    words = inventions()
    given, family = words.some(sex, random), words.some("families", random)
    father, grandfather = words.some("fathers", random), words.some("fathers", random)
    return PersonDraft(
        given=given,
        father=father,
        grandfather=grandfather,
        family=family,
        name=f"{given} {father} {grandfather} {family}",
        id_number=identity_number(serial),
        mobile=mobile_number(serial),
        born=f"{random.randint(_YOUNGEST, _OLDEST)}/{random.randint(1, 12):02}/{random.randint(1, 29):02}",
        sex="male" if sex == "men" else "female",
        iban=account_number(serial) if random.random() < 0.5 else "",
        town=words.some("towns", random),
        party_kind=party_kind,
    )


def invent_contacts(serial: int) -> tuple[tuple[ContactDraft, bool], ...]:
    """How he is reached, and which he prefers: his mobile, of every third an e-mail address too."""
    mobile = ContactDraft(MOBILE, mobile_number(serial), is_for_notices=serial % 2 == 0)
    mail = ContactDraft(EMAIL, f"person{serial:03}@example.com", is_for_notices=True)
    return ((mobile, True), (mail, False)) if serial % 3 == 0 else ((mobile, True),)
