"""Stored values as a clerk writes them: phones, accounts, days of both calendars, moments of the office's clock.

In Arabic, and as a `Text` in both languages. Digits stay Western; whoever shows them draws them as the reader chose. A
value that is not what its column says (another program may have written it) is shown as it stands.
"""

from datetime import date, datetime

from domain.calendar import GREGORIAN_MONTHS, HIJRI_MONTHS, SAUDI_TIME, hijri_of, weekday_name
from domain.errors import RuleBroken
from domain.text import Text

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
    return hijri_text(iso).ar


def shown_gregorian(iso: str) -> str:
    """«10 ديسمبر 1989 م»."""
    return gregorian_text(iso).ar


def shown_weekday(iso: str) -> str:
    """«السبت 21 نوفمبر 2026 م»."""
    return weekday_text(iso).ar


def shown_day(iso: str) -> str:
    """«السبت 21 نوفمبر 2026 م، 11 جمادى الآخرة 1448 هـ»."""
    return day_text(iso).ar


def shown_moment(iso: str) -> str:
    """The day in both calendars and the time: «…، 9:05 ص»."""
    return moment_text(iso).ar


def shown_time(time: str) -> str:
    """«09:05» as «9:05 ص»."""
    return time_text(time).ar


def hijri_text(iso: str) -> Text:
    """«12 جمادى الأولى 1410 هـ», «12 Jumada I 1410 AH»."""
    parts = iso.split("-")
    if tuple(map(len, parts)) != HIJRI_DIGITS or not all(part.isdecimal() for part in parts):
        return Text(iso, iso)
    year, month, day = map(int, parts)
    return _hijri(year, month, day) if 1 <= month <= len(HIJRI_MONTHS) else Text(iso, iso)


def gregorian_text(iso: str) -> Text:
    """«10 ديسمبر 1989 م», «10 December 1989»."""
    day = _day(iso)
    return _gregorian(day) if day else Text(iso, iso)


def weekday_text(iso: str) -> Text:
    """«السبت 21 نوفمبر 2026 م», «Saturday 21 November 2026»."""
    day = _day(iso)
    return _with_weekday(day) if day else Text(iso, iso)


def day_text(iso: str) -> Text:
    """«السبت 21 نوفمبر 2026 م، 11 جمادى الآخرة 1448 هـ», «Saturday 21 November 2026, 11 Jumada II 1448 AH»."""
    day = _day(iso)
    return _both(day) if day else Text(iso, iso)


def moment_text(iso: str) -> Text:
    """The day in both calendars and the time of the office's clock: «…، 9:05 ص», «…, 9:05 am»."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return Text(iso, iso)
    local = moment.astimezone(SAUDI_TIME) if moment.tzinfo else moment
    day, time = _both(local.date()), time_text(f"{local:%H:%M}")
    return Text(f"{day.ar}، {time.ar}", f"{day.en}, {time.en}")


def time_text(time: str) -> Text:
    """«09:05» as «9:05 ص», «9:05 am»."""
    hours, _, minutes = time.partition(":")
    if not (hours.isdecimal() and minutes[:2].isdecimal() and int(hours) < 24):
        return Text(time, time)
    half = half_of_day(int(hours))
    told = f"{(int(hours) - 1) % 12 + 1}:{minutes[:2]}"
    return Text(f"{told} {half.ar}", f"{told} {half.en}")


def half_of_day(hour: int) -> Text:
    """Before noon or after."""
    return Text("ص", "am") if hour < 12 else Text("م", "pm")


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _hijri(year: int, month: int, day: int) -> Text:
    name = HIJRI_MONTHS[month - 1]
    return Text(f"{day} {name.ar} {year} هـ", f"{day} {name.en} {year} AH")


def _gregorian(day: date) -> Text:
    month = GREGORIAN_MONTHS[day.month - 1]
    return Text(f"{day.day} {month.ar} {day.year} م", f"{day.day} {month.en} {day.year}")


def _with_weekday(day: date) -> Text:
    name, told = weekday_name(day), _gregorian(day)
    return Text(f"{name.ar} {told.ar}", f"{name.en} {told.en}")


def _both(day: date) -> Text:
    """Without the Hijri day, and the weekday, for years that have no table."""
    try:
        found = hijri_of(day)
    except RuleBroken:
        return _gregorian(day)
    told, hijri = _with_weekday(day), _hijri(found.year, found.month, found.day)
    return Text(f"{told.ar}، {hijri.ar}", f"{told.en}, {hijri.en}")
