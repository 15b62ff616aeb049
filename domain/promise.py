"""The answer's day as it is promised to one person: counted from a day of his request, not from today."""

from dataclasses import dataclass
from datetime import date

from domain.deadline import Due, Term, due, own_due
from domain.holidays import HolidayTable
from domain.procedure import reservations
from domain.text import Text


@dataclass(frozen=True, slots=True)
class Promise:
    """`start` is the day the term counts from, None while it has not come: then there is no day to name. `own` is the
    association's own latest day, where it has one; `notes` say what was assumed."""

    term: Term
    start: date | None
    due: Due | None
    own: Due | None
    notes: tuple[Text, ...]


def promise(term: Term, start: date | None, holidays: HolidayTable) -> Promise:
    if start is None:
        return Promise(term, None, None, None, ())
    found, own = due(term, start, holidays), own_due(term, start, holidays)
    return Promise(term, start, found, own, reservations(term, found, own))
