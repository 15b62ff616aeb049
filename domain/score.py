"""Scores of an instrument, month by month: what may be shown of many answers without showing one.

Each scale is stretched to 0 to 100, so that instruments of different scales stand in one series. A month's answers to
one question are a *cell*; a cell of fewer than `least` answers is hidden, and what is hidden enters no sum, no average
and no total. Whatever is added to or taken from what is shown at one time, over any months, thus stays made of whole
cells of at least that many. Between two times a cell grows by what a batch of sheets holds: by as many as it has, if
every sheet answers the question; by fewer if the form lets it be left empty, and then the growth may be one answer.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.text import Text


@dataclass(frozen=True, slots=True)
class Grade:
    """A choice and what it counts, 0 to 100; None for one that counts nothing, as «not looked at»."""

    value: str
    label: Text
    percent: float | None


@dataclass(frozen=True, slots=True)
class Scale:
    """A question that is scored, by its name; its grades in the form's order."""

    name: str
    label: Text
    grades: tuple[Grade, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was filled in: `month` is ISO (2026-11), `answers` the values of its choices by question."""

    month: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Share:
    """`percent` is what the grade counts."""

    value: str
    label: Text
    count: int
    percent: float


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """`count` answers that are shown; `shares` how they fall on the grades that count."""

    name: str
    label: Text
    count: int
    percent: float
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class MonthScore:
    """`count` is None and `percent` too while the month has too few; a month without any has 0."""

    month: str
    count: int | None
    percent: float | None
    questions: tuple[QuestionScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """Of several months: `count` and `percent` are of what is shown of them, and of nothing else. `hidden` counts the
    months that have too few."""

    months: tuple[MonthScore, ...]
    count: int
    percent: float | None
    questions: tuple[QuestionScore, ...]

    @property
    def hidden(self) -> int:
        return sum(month.count is None for month in self.months)


def score(filled: Iterable[Filled], scales: Sequence[Scale], months: Sequence[str], *, least: int) -> Score:
    """Of the months named, in their order; what was filled in in another month is left out."""
    by_month: dict[str, list[Filled]] = {month: [] for month in months}
    for one in filled:
        if one.month in by_month:
            by_month[one.month].append(one)
    scored = tuple(_month(month, found, scales, least) for month, found in by_month.items())
    questions = tuple(total for scale in scales if (total := _total(scale, scored)) is not None)
    return Score(scored, sum(month.count or 0 for month in scored), _mean(questions), questions)


def _month(month: str, filled: Sequence[Filled], scales: Sequence[Scale], least: int) -> MonthScore:
    if 0 < len(filled) < least:
        return MonthScore(month, None, None)
    counted = ((scale, Counter(one.answers.get(scale.name, "") for one in filled)) for scale in scales)
    questions = [_question(scale, counts) for scale, counts in counted]
    shown = tuple(one for one in questions if one is not None and one.count >= least)
    return MonthScore(month, len(filled), _mean(shown), shown)


def _question(scale: Scale, counts: Mapping[str, int]) -> QuestionScore | None:
    graded = [(grade, grade.percent) for grade in scale.grades if grade.percent is not None]
    shares = tuple(Share(grade.value, grade.label, counts.get(grade.value, 0), percent) for grade, percent in graded)
    count = sum(share.count for share in shares)
    if not count:
        return None
    sum_ = sum(share.percent * share.count for share in shares)
    return QuestionScore(scale.name, scale.label, count, sum_ / count, shares)


def _total(scale: Scale, months: Iterable[MonthScore]) -> QuestionScore | None:
    counts = Counter[str]()
    for month in months:
        for question in month.questions:
            if question.name == scale.name:
                counts.update({share.value: share.count for share in question.shares})
    return _question(scale, counts)


def _mean(questions: Sequence[QuestionScore]) -> float | None:
    """Of the questions' own averages, each as weighty as the other: of sheets it would say what a hidden one holds."""
    return sum(one.percent for one in questions) / len(questions) if questions else None
