"""When the answer comes: the day in both calendars, large, and under it the clause of the policy it is counted by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from domain.deadline import Due, Limit, Start
from domain.promise import Promise
from forms.paper.blocks import Boxed, paragraph
from forms.paper.dates import gregorian
from forms.paper.fonts import Weight
from forms.paper.issued import both_days
from forms.paper.layout import Block
from forms.paper.pen import BODY, SMALL, STRONG, Type
from forms.paper.text import Digits, Text, prose

_DAY = Type(Weight.BOLD, 13, 20)
_WHEN: Final[dict[Limit, str]] = {
    "not_before": "لا يُنتظر الجواب قبل",
    "not_after": "يصلك الجواب في موعد أقصاه",
}
_HOW_LONG: Final[dict[Limit, str]] = {"not_before": "أقل مدة قبل الجواب", "not_after": "أطول مدة للجواب"}
_FROM: Final[dict[Start, str]] = {
    "submitted": "تقديم الطلب",
    "completed": "اكتمال الطلب",
    "committee_received": "تسلّم اللجنة للطلب",
}
_OWN = "وتَعِد الجمعية بالجواب في موعد أقصاه"


def answer_box(
    promised: Promise, width: float, digits: Digits, *, small: Type = SMALL, padding: float = 8.0, before: float = 8.0
) -> Boxed:
    """Without a day to count from, the term in the policy's words and from when it is counted. `small` is the type of
    what explains the day."""
    inside = tuple(_inside(promised, width - 2 * padding, digits, small))
    return Boxed(inside, width, padding=padding, before=before, weight=1.2)


def _inside(promised: Promise, width: float, digits: Digits, small: Type) -> Iterator[Block]:
    term = promised.term
    if promised.due is None:
        yield paragraph(prose(_HOW_LONG[term.limit], digits), width, STRONG, before=0, clings=True)
    else:
        yield from _day(_WHEN[promised.due.kind], promised.due, width, digits)
    if promised.own is not None:
        yield from _day(_OWN, promised.own, width, digits, before=4.0)
    if promised.due is None and small is SMALL:
        small = BODY  # then it is what the box says, not what explains it
    yield paragraph(_since(promised, digits), width, small, before=2, clings=True)
    source = f" ({term.source})" if term.source else ""
    yield paragraph(prose(f"نص السياسة: «{term.clause}»{source}.", digits), width, small, before=0)
    for note in promised.notes:
        yield paragraph(prose(note.ar, digits), width, small, before=0)


def _day(said: str, found: Due, width: float, digits: Digits, *, before: float = 0.0) -> Iterator[Block]:
    yield paragraph(prose(said, digits), width, STRONG, before=before, clings=True)
    yield replace(paragraph(both_days(found.day, digits), width, _DAY, before=0), clings=True)


def _since(promised: Promise, digits: Digits) -> Text:
    since = prose(f"تُحسب المدة من يوم {_FROM[promised.term.counted_from]}", digits)
    if promised.start is None:
        return Text(f"{since}.")
    return Text(f"{since}، {gregorian(promised.start, digits)}.")
