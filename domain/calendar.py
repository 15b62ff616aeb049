"""Two calendars, one day: Gregorian in the store, Umm al-Qura Hijri as a view. Weeks start on Sunday, Friday and
Saturday are off. The Hijri view reaches from 1343 to 1500 AH (1 August 1924 to 16 November 2077).
"""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from hijridate import Gregorian, Hijri

from domain.arabic import Digits, show_digits
from domain.errors import RuleBroken
from domain.text import Text

FIRST_HIJRI_YEAR = 1343
LAST_HIJRI_YEAR = 1500
SAUDI_TIME = timezone(timedelta(hours=3))

_FRIDAY_AND_SATURDAY = (4, 5)

HIJRI_MONTHS = (
    Text("محرم", "Muharram"),
    Text("صفر", "Safar"),
    Text("ربيع الأول", "Rabi I"),
    Text("ربيع الآخر", "Rabi II"),
    Text("جمادى الأولى", "Jumada I"),
    Text("جمادى الآخرة", "Jumada II"),
    Text("رجب", "Rajab"),
    Text("شعبان", "Shaaban"),
    Text("رمضان", "Ramadan"),
    Text("شوال", "Shawwal"),
    Text("ذو القعدة", "Dhul-Qadah"),
    Text("ذو الحجة", "Dhul-Hijjah"),
)
GREGORIAN_MONTHS = (
    Text("يناير", "January"),
    Text("فبراير", "February"),
    Text("مارس", "March"),
    Text("أبريل", "April"),
    Text("مايو", "May"),
    Text("يونيو", "June"),
    Text("يوليو", "July"),
    Text("أغسطس", "August"),
    Text("سبتمبر", "September"),
    Text("أكتوبر", "October"),
    Text("نوفمبر", "November"),
    Text("ديسمبر", "December"),
)
# In the order of date.weekday(): Monday first.
WEEKDAYS = (
    Text("الاثنين", "Monday"),
    Text("الثلاثاء", "Tuesday"),
    Text("الأربعاء", "Wednesday"),
    Text("الخميس", "Thursday"),
    Text("الجمعة", "Friday"),
    Text("السبت", "Saturday"),
    Text("الأحد", "Sunday"),
)


# The heads of a month's columns: Sunday first, as weeks begin.
SHORT_WEEKDAYS = (
    Text("أحد", "Sun"),
    Text("إثنين", "Mon"),
    Text("ثلاثاء", "Tue"),
    Text("أربعاء", "Wed"),
    Text("خميس", "Thu"),
    Text("جمعة", "Fri"),
    Text("سبت", "Sat"),
)


@dataclass(frozen=True, slots=True, order=True)
class HijriDay:
    """A day of the Umm al-Qura calendar; ordered as days are. Only made by this module, so always a real day."""

    year: int
    month: int
    day: int

    def iso(self) -> str:
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


class BothCalendars(NamedTuple):
    """One day, written twice: the Gregorian line with the weekday, and the Hijri line."""

    gregorian: str
    hijri: str


def hijri_of(day: date) -> HijriDay:
    """The Umm al-Qura day of a Gregorian one. Raises RuleBroken outside 1343–1500 AH."""
    try:
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        raise _outside() from None
    return HijriDay(hijri.year, hijri.month, hijri.day)


def hijri_day(year: int, month: int, day: int) -> HijriDay:
    """The Hijri day with these numbers, if there is one; RuleBroken says which number is wrong."""
    if not FIRST_HIJRI_YEAR <= year <= LAST_HIJRI_YEAR:
        raise _outside()
    if not 1 <= month <= len(HIJRI_MONTHS):
        raise RuleBroken("calendar.month", ar="الشهر رقم من ١ إلى ١٢.", en="The month is a number from 1 to 12.")
    length = hijri_month_length(year, month)
    if not 1 <= day <= length:
        raise no_such_day(HIJRI_MONTHS[month - 1], year, length)
    return HijriDay(year, month, day)


def no_such_day(month: Text, year: int, length: int) -> RuleBroken:
    """The sentence for a day that its month does not have: «صفر ١٤٤٧ فيه ٢٩ يومًا»."""
    days = f"{length} يومًا"
    return RuleBroken(
        "calendar.day",
        ar=show_digits(f"{month.ar} {year} فيه {days}؛ صحّح اليوم.", "arabic"),
        en=f"{month.en} {year} has {length} days; correct the day.",
    )


def gregorian_of(hijri: HijriDay) -> date:
    """The Gregorian day of an Umm al-Qura one."""
    found = Hijri(hijri.year, hijri.month, hijri.day).to_gregorian()
    return date(found.year, found.month, found.day)


def hijri_month_length(year: int, month: int) -> int:
    """29 or 30: the days of that month in the Umm al-Qura tables."""
    return Hijri(year, month, 1).month_length()


def add_gregorian_months(day: date, count: int) -> date:
    """The same day `count` months on; the month's last day where it has no such day (31 January → 28 February)."""
    month_index = day.year * 12 + day.month - 1 + count
    year, month = month_index // 12, month_index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add_hijri_months(day: date, count: int) -> date:
    """The same Hijri day `count` Hijri months on, as a Gregorian day; clamped to 29 where the month has no 30th."""
    start = hijri_of(day)
    month_index = start.year * 12 + start.month - 1 + count
    year, month = month_index // 12, month_index % 12 + 1
    if year > LAST_HIJRI_YEAR:
        raise _outside()
    return gregorian_of(HijriDay(year, month, min(start.day, hijri_month_length(year, month))))


def is_weekend(day: date) -> bool:
    """Friday and Saturday."""
    return day.weekday() in _FRIDAY_AND_SATURDAY


def week_start(day: date) -> date:
    """The Sunday on which the week of `day` begins."""
    return day - timedelta(days=(day.weekday() + 1) % 7)


def weekday_name(day: date) -> Text:
    return WEEKDAYS[day.weekday()]


def format_gregorian(day: date, *, digits: Digits = "arabic", weekday: bool = True) -> str:
    """«السبت ٢١ نوفمبر ٢٠٢٦ م»."""
    name = f"{weekday_name(day).ar} " if weekday else ""
    return name + show_digits(f"{day.day} {GREGORIAN_MONTHS[day.month - 1].ar} {day.year} م", digits)


def format_hijri(hijri: HijriDay, *, digits: Digits = "arabic") -> str:
    """«١١ جمادى الآخرة ١٤٤٨ هـ»."""
    return show_digits(f"{hijri.day} {HIJRI_MONTHS[hijri.month - 1].ar} {hijri.year} هـ", digits)


def format_both(day: date, *, digits: Digits = "arabic") -> BothCalendars:
    """A day as it is shown and printed, in both calendars."""
    return BothCalendars(format_gregorian(day, digits=digits), format_hijri(hijri_of(day), digits=digits))


def saudi_minute(moment: datetime) -> str:
    """An aware moment as ISO minutes of Saudi time: ``2026-11-21T09:05+03:00``."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(SAUDI_TIME).isoformat(timespec="minutes")


def saudi_second(moment: datetime) -> str:
    """As every moment leaves the program as data: ISO seconds of Saudi time, ``2026-11-21T09:05:00+03:00``."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(SAUDI_TIME).isoformat(timespec="seconds")


def _outside() -> RuleBroken:
    return RuleBroken(
        "calendar.range",
        ar="التاريخ الهجري هنا بين ١٣٤٣ و١٥٠٠ هـ؛ راجع السنة.",
        en="Hijri dates here lie between 1343 and 1500 AH; check the year.",
    )
