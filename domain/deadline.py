"""When a person may expect the answer: the reply terms of the policies (FACTS.md, DOMAIN.md "Reply terms").

"Not less than" is a minimum and promises no latest day; an association may add its own dated maximum beside it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Literal

from domain.calendar import add_gregorian_months, add_hijri_months, format_gregorian
from domain.holidays import HolidayTable, working_days_after

Limit = Literal["not_before", "not_after"]
Unit = Literal["days", "weeks", "gregorian_month", "hijri_month", "working_days"]
Start = Literal["submitted", "completed", "committee_received"]


@dataclass(frozen=True, slots=True)
class OwnMaximum:
    """A latest day the association promises beyond its policy, for requests that start from `approved_on` (ISO)."""

    count: int
    unit: Unit
    approved_on: str


@dataclass(frozen=True, slots=True)
class Term:
    """`clause` is the policy's own phrase, verbatim; `assumed` names what that phrase leaves open and we chose."""

    limit: Limit
    count: int
    unit: Unit
    counted_from: Start
    clause: str
    source: str
    assumed: tuple[Literal["unit", "counted_from"], ...] = ()
    own_maximum: OwnMaximum | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """`not_before`: the earliest day to expect an answer; `not_after`: the latest one. `certain` is False when the
    day rests on holidays that head office has not confirmed, or on years without a table."""

    kind: Limit
    day: date
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Advice:
    """Something the clerk should know; it stops nothing."""

    code: str
    ar: str
    en: str


def due(term: Term, start: date, holidays: HolidayTable) -> Due:
    """The day the term speaks of. The start day is not counted; a month's end is clamped."""
    return _due(term.limit, term.count, term.unit, start, holidays)


def own_due(term: Term, start: date, holidays: HolidayTable) -> Due | None:
    """The latest day by the association's own maximum; None without one, or when it was approved after `start`."""
    own = term.own_maximum
    if own is None or start < date.fromisoformat(own.approved_on):
        return None
    return _due("not_after", own.count, own.unit, start, holidays)


def check_decision(term: Term, *, start: date, decided: date, holidays: HolidayTable) -> tuple[Advice, ...]:
    """What to say about a decision on day `decided`: earlier than a minimum, or later than a maximum.

    A minimum never makes a decision late, and a maximum never makes one early.
    """
    found = due(term, start, holidays)
    promised = [found if found.kind == "not_after" else None, own_due(term, start, holidays)]
    late = [_late(one.day) for one in promised if one is not None and decided > one.day]
    early = [_early(found.day)] if found.kind == "not_before" and decided < found.day else []
    return tuple(early + late)


def _due(limit: Limit, count: int, unit: Unit, start: date, holidays: HolidayTable) -> Due:
    match unit:
        case "days":
            return Due(limit, start + timedelta(days=count))
        case "weeks":
            return Due(limit, start + timedelta(weeks=count))
        case "gregorian_month":
            return Due(limit, add_gregorian_months(start, count))
        case "hijri_month":
            return Due(limit, add_hijri_months(start, count))
        case "working_days":
            day = next(islice(working_days_after(start, holidays), count - 1, None))
            return Due(limit, day, holidays.is_certain(start, day))
    raise ValueError(f"no such unit: {unit}")


def _early(day: date) -> Advice:
    return Advice(
        "deadline.early",
        ar=f"القرار قبل انقضاء المدة الدنيا في السياسة ({format_gregorian(day)}). يُقبل، ويُستحسن ذكر السبب في المحضر.",
        en=f"The decision comes before the policy's minimum period ends ({day.isoformat()}). It is accepted; consider "
        "giving the reason in the minutes.",
    )


def _late(day: date) -> Advice:
    return Advice(
        "deadline.late",
        ar=f"القرار بعد آخر يوم وُعد به صاحب الطلب ({format_gregorian(day)}). أبلغه بالنتيجة اليوم وبسبب التأخر.",
        en=f"The decision comes after the last promised day ({day.isoformat()}). Tell the person today, and why.",
    )
