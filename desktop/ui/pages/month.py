"""A month of either calendar as weeks from Sunday, each day with its number in the other one. Knows no Qt."""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.ui.language import said
from desktop.ui.shown import hijri_year, month_and_year, name_of_hijri_month, name_of_month
from domain.calendar import (
    FIRST_HIJRI_YEAR,
    LAST_HIJRI_YEAR,
    HijriDay,
    gregorian_of,
    hijri_day,
    hijri_month_length,
    hijri_of,
    week_start,
)

HIJRI, GREGORIAN = "hijri", "gregorian"
_FIRST, _LAST = date(1924, 8, 1), date(2077, 11, 16)


@dataclass(frozen=True)
class Cell:
    """`number` in the calendar of the month, `other` in the other one; `day` is Gregorian."""

    day: date
    number: int
    other: int
    is_inside: bool


@dataclass(frozen=True)
class Month:
    """`first` is the Gregorian day the month begins with; `cells` are whole weeks."""

    calendar: str
    first: date
    title: str
    detail: str
    cells: tuple[Cell, ...]


def clamp(day: date) -> date:
    """The nearest day both calendars have."""
    return max(_FIRST, min(_LAST, day))


def month_of(day: date, calendar: str) -> Month:
    day = clamp(day)
    if calendar == HIJRI:
        hijri = hijri_of(day)
        first = gregorian_of(hijri_day(hijri.year, hijri.month, 1))
        length = hijri_month_length(hijri.year, hijri.month)
        title = hijri_year(name_of_hijri_month(hijri.month), hijri.year)
    else:
        first = day.replace(day=1)
        length = ((first + timedelta(days=32)).replace(day=1) - first).days
        title = month_and_year(day)
    last = first + timedelta(days=length - 1)
    start = week_start(first)
    weeks = -(-((last - start).days + 1) // 7)
    cells = tuple(_cell(start + timedelta(days=number), first, last, calendar) for number in range(weeks * 7))
    return Month(calendar, first, title, _span(first, last, calendar), cells)


def _cell(day: date, first: date, last: date, calendar: str) -> Cell:
    hijri = hijri_of(clamp(day)).day
    number, other = (hijri, day.day) if calendar == HIJRI else (day.day, hijri)
    return Cell(day, number, other, first <= day <= last and clamp(day) == day)


def _span(first: date, last: date, calendar: str) -> str:
    """The months of the other calendar that this one touches."""
    if calendar == HIJRI:
        names = [(name_of_month(day.month), day.year) for day in (first, last)]
        era = said("م", "")
    else:
        days: list[HijriDay] = [hijri_of(clamp(day)) for day in (first, last)]
        names = [(name_of_hijri_month(day.month), day.year) for day in days]
        era = said("هـ", "AH")
    (one, one_year), (other, other_year) = names
    if (one, one_year) == (other, other_year):
        return f"{one} {one_year} {era}".strip()
    if one_year == other_year:
        return f"{one} – {other} {one_year} {era}".strip()
    return f"{one} {one_year} – {other} {other_year} {era}".strip()


def step_month(month: Month, count: int) -> date:
    """A day in the month `count` months on."""
    middle = month.first + timedelta(days=14)
    if month.calendar == HIJRI:
        hijri = hijri_of(clamp(middle))
        index = hijri.year * 12 + hijri.month - 1 + count
        year = max(FIRST_HIJRI_YEAR, min(LAST_HIJRI_YEAR, index // 12))
        return gregorian_of(hijri_day(year, index % 12 + 1, 1))
    index = middle.year * 12 + middle.month - 1 + count
    return clamp(date(index // 12, index % 12 + 1, 15))
