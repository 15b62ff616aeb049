"""Answers of interviews that nobody gave, for the demonstration: one whole sample for each association, and variants
that replace some of its answers."""

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta

from resources import shelf

_ANSWERS, _VARIANTS = "demonstration/answers", "demonstration/variants"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WRITTEN_ON = date(2025, 11, 23)


@dataclass(frozen=True)
class Sample:
    """`sex` is the applicant's, male or female: the sentences speak of him or of her."""

    sex: str
    answers: dict[str, object]


def load_samples(profile: str, today: date) -> tuple[Sample, ...]:
    """Every sample of an association, with its dates as far from `today` as they were from the day of writing.
    Empty for an association that has none."""
    file = f"{profile}.json"
    if file not in shelf.names(_ANSWERS) or file not in shelf.names(_VARIANTS):
        return ()
    whole: dict[str, object] = json.loads(shelf.read_text(f"{_ANSWERS}/{file}"))
    more = json.loads(shelf.read_text(f"{_VARIANTS}/{file}"))
    first = Sample(more["sex"], _moved(whole, today))
    return first, *(Sample(each["sex"], _moved(whole | each["answers"], today)) for each in more["variants"])


def _moved(answers: dict[str, object], today: date) -> dict[str, object]:
    """A variant says null for what is not asked then."""
    return {name: _later(value, today - WRITTEN_ON) for name, value in answers.items() if value is not None}


def _later(value: object, by: timedelta) -> object:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return (date.fromisoformat(value) + by).isoformat()
    return value
