"""Who among the known may be the person that is being typed: a warning to look, never a verdict."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from domain.arabic import search_key
from domain.carddate import CardDate, matches_within_two_days, parse_card_date
from domain.errors import RuleBroken
from domain.identity import check_national_id, parse_mobile
from domain.person import Person, PersonDraft

T = TypeVar("T")

NAME, ALIKE, MOBILE, BORN = "name", "name_alike", "mobile", "born"
# Of a hundred. A name that is written the same says more than one that has a word less, a birth date little by itself.
WEIGHTS = {NAME: 50, ALIKE: 35, MOBILE: 35, BORN: 15}
LEAST_WORDS = 2


@dataclass(frozen=True)
class Likely:
    """`reasons` are of NAME, ALIKE (one name has words more than the other), MOBILE and BORN: what the two have in
    common."""

    person: Person
    reasons: tuple[str, ...]

    @property
    def score(self) -> int:
        """How much of what tells people apart is the same, of a hundred."""
        return sum(WEIGHTS[reason] for reason in self.reasons)


def find_likely(draft: PersonDraft, people: Iterable[Person]) -> tuple[Likely, ...]:
    """Those who have name or mobile in common with what is typed so far, the most alike first. A name that has a word
    more or less counts where mobile or birth date are the same.

    Two identity numbers that are both right and differ are two people. So are two birth dates that are further apart
    than the calendars are, unless both name and mobile are the same: a family shares a mobile, and names recur. What is
    not yet whole in the draft is left out of the comparison.
    """
    typed = _Typed.of(draft)
    found = (Likely(person, typed.in_common(person)) for person in people if not typed.has_other_number(person))
    likely = [item for item in found if _is_likely(typed, item)]
    return tuple(sorted(likely, key=lambda item: -item.score))


def _is_likely(typed: "_Typed", item: Likely) -> bool:
    same = set(item.reasons) & {NAME, MOBILE}
    if {ALIKE, BORN} <= set(item.reasons):
        return True
    return len(same) == 2 or (bool(same) and not typed.has_other_birth(item.person))


@dataclass(frozen=True)
class _Typed:
    name: str
    mobile: str | None
    born: CardDate | None
    id_number: str | None

    @classmethod
    def of(cls, draft: PersonDraft) -> "_Typed":
        return cls(
            search_key(draft.name),
            _read(parse_mobile, draft.mobile),
            _read(parse_card_date, draft.born),
            _read(lambda text: check_national_id(text).number, draft.id_number),
        )

    def in_common(self, person: Person) -> tuple[str, ...]:
        same = {
            NAME: " " in self.name and self.name == search_key(person.name),
            ALIKE: is_alike(self.name, search_key(person.name)),
            MOBILE: self.mobile is not None and self.mobile == person.mobile,
            BORN: self._is_same_birth(person),
        }
        return tuple(reason for reason, is_same in same.items() if is_same)

    def has_other_number(self, person: Person) -> bool:
        return bool(self.id_number and person.id_number and self.id_number != person.id_number)

    def has_other_birth(self, person: Person) -> bool:
        return self.born is not None and person.born is not None and not self._is_same_birth(person)

    def _is_same_birth(self, person: Person) -> bool:
        return self.born is not None and person.born is not None and matches_within_two_days(self.born, person.born)


def is_alike(one: str, other: str) -> bool:
    """Two search keys that begin and end with the same word, where one has all the words of the other and more:
    «نورة الواحي» and «نورة سالم الواحي»."""
    shorter, longer = sorted((one.split(), other.split()), key=len)
    if len(shorter) < LEAST_WORDS or shorter == longer:
        return False
    ends = (shorter[0], shorter[-1]) == (longer[0], longer[-1])
    return ends and set(shorter) <= set(longer)


def _read(parse: Callable[[str], T], text: str) -> T | None:
    try:
        return parse(text) if text.strip() else None
    except RuleBroken:
        # The form says so beside the field; here it only means that there is nothing to compare.
        return None
