"""A stretch of days that is reported on: whole months, quarters and years, or any days; and its parts."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from domain.calendar import GREGORIAN_MONTHS, add_gregorian_months
from domain.day import check_iso_day
from domain.errors import RuleBroken
from domain.text import Text

MOST_DAYS = 3660
"""Ten years."""
_BY_DAY, _BY_WEEK = 31, 182
"""A longer period is shown by week, and by month."""

Unit = Literal["day", "week", "month"]
Named = Literal["this_month", "last_month", "this_quarter", "last_quarter", "this_year", "last_year"]
NAMED: tuple[Named, ...] = ("this_month", "last_month", "this_quarter", "last_quarter", "this_year", "last_year")
NAMES: dict[Named, Text] = {
    "this_month": Text("هذا الشهر", "This month"),
    "last_month": Text("الشهر الماضي", "Last month"),
    "this_quarter": Text("هذا الربع", "This quarter"),
    "last_quarter": Text("الربع الماضي", "Last quarter"),
    "this_year": Text("هذه السنة", "This year"),
    "last_year": Text("السنة الماضية", "Last year"),
}
_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Both days belong to it."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Part:
    """`label` is short, for the foot of a chart."""

    period: Period
    label: str


def period_of(first: str, last: str) -> Period:
    """As two days are typed. Raises RuleBroken with the field."""
    period = Period(date.fromisoformat(check_iso_day(first)), date.fromisoformat(check_iso_day(last)))
    if period.days < 1:
        raise RuleBroken(
            "period.order",
            ar="آخر الفترة قبل أولها؛ صحّح أحد اليومين.",
            en="The period ends before it begins; correct one of the two days.",
            field="last",
        )
    if period.days > MOST_DAYS:
        raise RuleBroken(
            "period.long",
            ar="الفترة أطول من عشر سنين؛ قصّرها.",
            en="The period is longer than ten years; shorten it.",
            field="last",
        )
    return period


def named_period(name: Named, today: date) -> Period:
    """Whole months of the Gregorian calendar; one that is not over yet ends today."""
    when, _, what = name.partition("_")
    months = _MONTHS[what]
    first = date(today.year, (today.month - 1) // months * months + 1, 1)
    if when == "last":
        return Period(add_gregorian_months(first, -months), first - timedelta(days=1))
    return Period(first, today)


def unit_of(period: Period) -> Unit:
    """What it is shown by."""
    if period.days <= _BY_DAY:
        return "day"
    return "week" if period.days <= _BY_WEEK else "month"


def parts_of(period: Period) -> tuple[Part, ...]:
    """Days, weeks from Sunday, or months: every day of the period is in exactly one."""
    unit = unit_of(period)
    if unit == "day":
        return tuple(Part(Period(day, day), _day_label(day, period)) for day in days_of(period))
    parts, start = [], period.first
    while start <= period.last:
        end = min(_last_of_week(start) if unit == "week" else _last_of_month(start), period.last)
        label = f"{start.day}/{start.month}" if unit == "week" else _month_label(start, period)
        parts.append(Part(Period(start, end), label))
        start = end + timedelta(days=1)
    return tuple(parts)


def days_of(period: Period) -> tuple[date, ...]:
    return tuple(period.first + timedelta(days=place) for place in range(period.days))


def _day_label(day: date, period: Period) -> str:
    return str(day.day) if period.first.month == period.last.month else f"{day.day}/{day.month}"


def _month_label(day: date, period: Period) -> str:
    if period.days <= 366:
        return GREGORIAN_MONTHS[day.month - 1].ar
    return f"{day.month}/{day.year}"


def _last_of_week(day: date) -> date:
    """The Saturday: weeks begin on Sunday."""
    return day + timedelta(days=(5 - day.weekday()) % 7)


def _last_of_month(day: date) -> date:
    return add_gregorian_months(day.replace(day=1), 1) - timedelta(days=1)
