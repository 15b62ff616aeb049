"""The keys of the visitor counter: which of them counts whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain.text import Text

_COUNTED_AS = {"male": "men", "female": "women"}


@dataclass(frozen=True, slots=True)
class CounterCategory:
    """A key of the visitor counter; the first is key 1."""

    id: str
    text: Text
    hint: Text
    purpose: str
    icon: str
    sex: Literal["men", "women"] | None = None


def find_category(categories: Sequence[CounterCategory], purpose: str) -> CounterCategory | None:
    """The category of that id, else the one that counts that purpose: one that says neither men nor women where there
    is one, else the first."""
    named = [one for one in categories if one.id == purpose]
    counting = [one for one in categories if one.purpose == purpose]
    neutral = [one for one in counting if one.sex is None]
    return next(iter((*named, *neutral, *counting)), None)


def find_category_of_sex(
    categories: Sequence[CounterCategory], purpose: str, sex: str | None
) -> CounterCategory | None:
    """Of those that count this purpose: the one of that sex (as `Person.sex`), else a neutral one, else the first."""
    own = _COUNTED_AS.get(sex or "")
    counting = [one for one in categories if one.purpose == purpose]
    exact = [one for one in counting if own is not None and one.sex == own]
    neutral = [one for one in counting if one.sex is None]
    return next(iter((*exact, *neutral, *counting)), None)


def only_neutral_category(categories: Sequence[CounterCategory]) -> CounterCategory | None:
    """That of neither men nor women, where there is no other such."""
    neutral = [one for one in categories if one.sex is None]
    return neutral[0] if len(neutral) == 1 else None
