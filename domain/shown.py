"""Stored values as a clerk writes them: phones, accounts, days of both calendars, moments of the office's clock.

Digits stay Western; whoever shows them draws them as the reader chose. A value that is not what its column says
(another program may have written it) is shown as it stands.
"""

from datetime import date, datetime

from domain.calendar import GREGORIAN_MONTHS, HIJRI_MONTHS, SAUDI_TIME, format_both, format_gregorian
from domain.errors import RuleBroken

SAUDI_PREFIX = "+966"
HIJRI_DIGITS = (4, 2, 2)


def shown_mobile(mobile: str) -> str:
    """A Saudi number as people dial it («050 123 4567»), others as they are."""
    if not mobile.startswith(SAUDI_PREFIX):
        return mobile
    national = mobile.removeprefix(SAUDI_PREFIX)
    return f"0{national[:2]} {national[2:5]} {national[5:]}"


def shown_iban(iban: str) -> str:
    """In groups of four, as banks print it."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def shown_hijri(iso: str) -> str:
    """«12 جمادى الأولى 1410 هـ»."""
    parts = iso.split("-")
    if tuple(map(len, parts)) != HIJRI_DIGITS or not all(part.isdecimal() for part in parts):
        return iso
    year, month, day = map(int, parts)
    return f"{day} {HIJRI_MONTHS[month - 1].ar} {year} هـ" if 1 <= month <= len(HIJRI_MONTHS) else iso


def shown_gregorian(iso: str) -> str:
    """«10 ديسمبر 1989 م»."""
    day = _day(iso)
    return f"{day.day} {GREGORIAN_MONTHS[day.month - 1].ar} {day.year} م" if day else iso


def shown_weekday(iso: str) -> str:
    """«السبت 21 نوفمبر 2026 م»."""
    day = _day(iso)
    return format_gregorian(day, digits="western") if day else iso


def shown_day(iso: str) -> str:
    """«السبت 21 نوفمبر 2026 م، 11 جمادى الآخرة 1448 هـ»."""
    day = _day(iso)
    return _both(day) if day else iso


def shown_moment(iso: str) -> str:
    """The day in both calendars and the time: «…، 9:05 ص»."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    local = moment.astimezone(SAUDI_TIME) if moment.tzinfo else moment
    return f"{_both(local.date())}، {shown_time(f'{local:%H:%M}')}"


def shown_time(time: str) -> str:
    """«09:05» as «9:05 ص»."""
    hours, _, minutes = time.partition(":")
    if not (hours.isdecimal() and minutes[:2].isdecimal() and int(hours) < 24):
        return time
    hour = int(hours)
    return f"{(hour - 1) % 12 + 1}:{minutes[:2]} {'ص' if hour < 12 else 'م'}"


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _both(day: date) -> str:
    """Without the Hijri day for years that have no table."""
    try:
        both = format_both(day, digits="western")
    except RuleBroken:
        return shown_gregorian(day.isoformat())
    return f"{both.gregorian}، {both.hijri}"
