"""Days, hours and moments in the window's language, as a clerk writes them. Digits stay Western: see `domain.shown`."""

from datetime import date
from typing import NamedTuple

from desktop.ui.language import said, said_of
from domain.calendar import GREGORIAN_MONTHS, HIJRI_MONTHS, hijri_of, weekday_name
from domain.shown import (
    day_text,
    gregorian_text,
    half_of_day,
    hijri_text,
    moment_text,
    time_text,
    weekday_text,
)


class BothCalendars(NamedTuple):
    """One day, written twice: the Gregorian line with the weekday, and the Hijri line."""

    gregorian: str
    hijri: str


def shown_hijri(iso: str) -> str:
    """«12 جمادى الأولى 1410 هـ», «12 Jumada I 1410 AH»."""
    return said_of(hijri_text(iso))


def shown_gregorian(iso: str) -> str:
    """«10 ديسمبر 1989 م», «10 December 1989»."""
    return said_of(gregorian_text(iso))


def shown_weekday(iso: str) -> str:
    """«السبت 21 نوفمبر 2026 م», «Saturday 21 November 2026»."""
    return said_of(weekday_text(iso))


def shown_day(iso: str) -> str:
    """With its weekday, in both calendars."""
    return said_of(day_text(iso))


def shown_moment(iso: str) -> str:
    """The day in both calendars and the time of the office's clock."""
    return said_of(moment_text(iso))


def clock(time: str) -> str:
    """«09:05» as «9:05 ص», «9:05 am»."""
    return said_of(time_text(time))


def hour_of_day(hour: int) -> str:
    """«2 م», «2 pm»."""
    return f"{(hour - 1) % 12 + 1} {said_of(half_of_day(hour))}"


def both_calendars(day: date) -> BothCalendars:
    """Raises RuleBroken for a day that the Hijri tables do not reach."""
    return BothCalendars(shown_weekday(day.isoformat()), shown_hijri(hijri_of(day).iso()))


def name_of_weekday(day: date) -> str:
    return said_of(weekday_name(day))


def name_of_month(month: int) -> str:
    """Of the Gregorian calendar, from 1."""
    return said_of(GREGORIAN_MONTHS[month - 1])


def name_of_hijri_month(month: int) -> str:
    return said_of(HIJRI_MONTHS[month - 1])


def month_and_year(day: date) -> str:
    """«نوفمبر 2026 م», «November 2026»."""
    name = name_of_month(day.month)
    return said(f"{name} {day.year} م", f"{name} {day.year}")


def hijri_year(names: str, year: int) -> str:
    """«صفر 1447 هـ», «Safar 1447 AH»."""
    return said(f"{names} {year} هـ", f"{names} {year} AH")


def day_and_month(day: date) -> str:
    """«21 نوفمبر», «21 November»."""
    return f"{day.day} {name_of_month(day.month)}"
