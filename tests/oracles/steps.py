"""Seeded random answers: mostly sensible, some blank, some out of range, rows added and removed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from forms.interview.session import Session
from forms.interview.views import Group, Item, Question, Repeat

_WORDS = ("", "a", "Sana'a", "٣ أولاد", "yes", "0501234567", "x y  z", "12", "-3", "3.5", "<&>", "2024-02-29", "other")
_NUMBERS = ("0", "1", "2", "3", "4", "5", "7", "12", "17", "18", "40", "59", "65", "99", "120", "-1")
_FRACTIONS = (*_NUMBERS, "0.5", "2.25", "-7.75", "33.333", "1999.99", "250000", "1234567.5")


@dataclass(frozen=True, slots=True)
class Step:
    """`do` is answer, add or remove; `value` is as typed."""

    do: str
    ref: str
    value: str = ""


def next_step(session: Session, dice: random.Random) -> Step | None:
    """Something a person could do now; None when there is nothing."""
    rows = list(_rows(session)) if dice.random() < 0.12 else []
    if rows:
        return dice.choice(rows)
    questions = [each for each in session.visible() if each.type != "note" and not each.readonly]
    if not questions:
        return None
    question = _chosen(questions, dice)
    return Step("answer", question.ref, "" if dice.random() < 0.08 else _value(session, question, dice))


def _chosen(questions: list[Question], dice: random.Random) -> Question:
    """An unanswered one, most times, so that a form is really filled in."""
    blank = [each for each in questions if each.value is None]
    return dice.choice(blank if blank and dice.random() < 0.6 else questions)


def _value(session: Session, question: Question, dice: random.Random) -> str:
    kind = question.type
    if kind in ("select_one", "select_multiple", "rank"):
        values = [option.value for option in session.options(question.ref)]
        if not values:
            return ""
        if kind == "rank":
            return " ".join(dice.sample(values, len(values)))
        many = 1 if kind == "select_one" else dice.randint(1, min(4, len(values)))
        picked = set(dice.sample(values, many))
        return " ".join(dict.fromkeys(value for value in values if value in picked))
    return _TYPED[kind](dice) if kind in _TYPED else dice.choice(_WORDS)


def _whole(dice: random.Random) -> str:
    return dice.choice(_NUMBERS[:9] if dice.random() < 0.7 else _NUMBERS)


def _day(dice: random.Random) -> str:
    return (date(2024, 12, 15) + timedelta(days=dice.randint(-30_000, 1_500))).isoformat()


def _clock(dice: random.Random) -> str:
    return f"{dice.randint(0, 23):02}:{dice.randint(0, 59):02}:00.000+03:00"


def _place(dice: random.Random) -> str:
    return f"{dice.randint(-89, 89)}.5 {dice.randint(-179, 179)}.25 0 0"


_TYPED: dict[str, Callable[[random.Random], str]] = {
    "integer": _whole,
    "decimal": lambda dice: dice.choice(_FRACTIONS),
    "date": _day,
    "time": _clock,
    "dateTime": lambda dice: f"{_day(dice)}T{_clock(dice)}",
    "geopoint": _place,
    "acknowledge": lambda _: "OK",
    "image": lambda _: "picture.jpg",
}


def _rows(session: Session) -> Iterator[Step]:
    for page in session.pages():
        yield from _in_items(page.items)


def _in_items(items: tuple[Item, ...]) -> Iterator[Step]:
    for item in items:
        if isinstance(item, Repeat):
            if item.can_add and len(item.rows) < 5:
                yield Step("add", item.ref)
            for row in item.rows:
                if item.can_remove:
                    yield Step("remove", row.ref)
                yield from _in_items(row.items)
        elif isinstance(item, Group):
            yield from _in_items(item.items)
