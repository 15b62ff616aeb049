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

NAME, MOBILE, BORN = "name", "mobile", "born"


@dataclass(frozen=True)
class Likely:
    """`reasons` are of name, mobile and born: what the two have in common, name or mobile among them."""

    person: Person
    reasons: tuple[str, ...]


def find_likely(draft: PersonDraft, people: Iterable[Person]) -> tuple[Likely, ...]:
    """Those who have name or mobile in common with what is typed so far, the most alike first.

    Two identity numbers that are both right and differ are two people. So are two birth dates that are further apart
    than the calendars are, unless both name and mobile are the same: a family shares a mobile, and names recur. What is
    not yet whole in the draft is left out of the comparison.
    """
    typed = _Typed.of(draft)
    found = (Likely(person, typed.in_common(person)) for person in people if not typed.has_other_number(person))
    likely = [item for item in found if _is_likely(typed, item)]
    return tuple(sorted(likely, key=lambda item: -len(item.reasons)))


def _is_likely(typed: "_Typed", item: Likely) -> bool:
    same = set(item.reasons) & {NAME, MOBILE}
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


def _read(parse: Callable[[str], T], text: str) -> T | None:
    try:
        return parse(text) if text.strip() else None
    except RuleBroken:
        # The form says so beside the field; here it only means that there is nothing to compare.
        return None
