"""Dates as they are printed on a card: kept in the calendar they were typed in, never converted in the store.

Umm al-Qura tables differ from one another before 2000, so a day derived from a printed one may be off; comparing
allows two days, and the other calendar is for display only.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hijridate import Hijri

from domain.arabic import to_ascii_digits
from domain.calendar import (
    FIRST_HIJRI_YEAR,
    GREGORIAN_MONTHS,
    HIJRI_MONTHS,
    LAST_HIJRI_YEAR,
    hijri_day,
    hijri_of,
    no_such_day,
)
from domain.errors import RuleBroken

# From 1420 AH (2000) on all tables agree; before, a card may print a 30th that this product's table does not have.
_TABLES_AGREE_FROM = 1420
_FIRST_GREGORIAN_YEAR = 1850
_LAST_GREGORIAN_YEAR = 2150
_TOLERANCE_DAYS = 2
_LONGEST = 40
_ERA = re.compile(r"(هـ|ه|م|AH|CE|AD|H|G)\.?\s*$", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeffـ]")
_SEPARATED = re.compile(r"(\d{1,4})\s*[/\-.\s،,‐-―]\s*(\d{1,2})\s*[/\-.\s،,‐-―]\s*(\d{1,4})", re.ASCII)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CardDate:
    """ISO days as printed; `typed` says which calendar the card shows. What was not printed is None."""

    hijri: str | None
    gregorian: str | None
    typed: Literal["hijri", "gregorian", "both"]

    def __post_init__(self) -> None:
        shown = {"hijri": (True, False), "gregorian": (False, True), "both": (True, True)}[self.typed]
        if shown != (self.hijri is not None, self.gregorian is not None):
            raise ValueError(f"a card date typed as {self.typed} keeps exactly that")


def parse_card_date(text: str, *, field: str = "born") -> CardDate:
    """The date typed from a card; the year decides the calendar (1343–1500 is Hijri).

    Any digits; ``/ - .`` or spaces between; day first or year first. Raises RuleBroken with `field`.
    """
    year, month, day = _numbers(text, field)
    try:
        if FIRST_HIJRI_YEAR <= year <= LAST_HIJRI_YEAR:
            return CardDate(_hijri_iso(year, month, day), None, "hijri")
        return CardDate(None, _gregorian_iso(year, month, day), "gregorian")
    except RuleBroken as broken:
        raise RuleBroken(broken.code, ar=broken.ar, en=broken.en, field=field) from None


def both_calendars(hijri_text: str, gregorian_text: str, *, field: str = "born") -> CardDate:
    """A card that prints both calendars. They must be one day within the tolerance, else RuleBroken."""
    hijri = parse_card_date(hijri_text, field=field)
    gregorian = parse_card_date(gregorian_text, field=field)
    if hijri.typed != "hijri" or gregorian.typed != "gregorian":
        raise RuleBroken(
            "carddate.calendars",
            ar="اكتب التاريخ الهجري في خانته والميلادي في خانته.",
            en="Type the Hijri date in its own place and the Gregorian one in its own.",
            field=field,
        )
    if not matches_within_two_days(hijri, gregorian):
        raise RuleBroken(
            "carddate.disagree",
            ar="التاريخان الهجري والميلادي ليسا ليوم واحد؛ أعد قراءتهما من البطاقة.",
            en="The Hijri and the Gregorian date are not one day; read both from the card again.",
            field=field,
        )
    return CardDate(hijri.hijri, gregorian.gregorian, "both")


def matches_within_two_days(one: CardDate, other: CardDate) -> bool:
    """Whether two printed dates can be one day. Compared in a calendar both print, where there is one."""
    if one.gregorian and other.gregorian:
        days = date.fromisoformat(one.gregorian) - date.fromisoformat(other.gregorian)
    elif one.hijri and other.hijri:
        days = _day_of_hijri(one.hijri) - _day_of_hijri(other.hijri)
    else:
        days = nearest_day(one) - nearest_day(other)
    return abs(days.days) <= _TOLERANCE_DAYS


def other_calendar(card: CardDate) -> str | None:
    """The ISO day in the calendar the card does not print, for display only: it may be a day off and is never stored.

    None when the card prints both, or the day lies outside the Hijri tables.
    """
    if card.typed == "both":
        return None
    if card.hijri:
        return _day_of_hijri(card.hijri).isoformat()
    try:
        return hijri_of(nearest_day(card)).iso()
    except RuleBroken:
        return None


def nearest_day(card: CardDate) -> date:
    """The Gregorian day to reckon with (age, comparison, sorting): as printed, else as our tables convert it."""
    if card.gregorian:
        return date.fromisoformat(card.gregorian)
    return _day_of_hijri(card.hijri or "")


def _numbers(text: str, field: str) -> tuple[int, int, int]:
    bare = _ERA.sub("", _INVISIBLE.sub("", to_ascii_digits(text)).strip()).strip()
    found = len(bare) <= _LONGEST and (_RUN_TOGETHER.fullmatch(bare) or _SEPARATED.fullmatch(bare))
    if not found:
        raise _unreadable(field)
    first, middle, last = found.groups()
    if len(first) == 4 and len(last) <= 2:
        return int(first), int(middle), int(last)
    if len(last) == 4 and len(first) <= 2:
        return int(last), int(middle), int(first)
    raise RuleBroken(
        "carddate.year",
        ar="اكتب السنة بأربعة أرقام، مثل ١٤١٠/٠٥/١٢ أو ١٩٨٩/١٢/١٠.",
        en="Write the year with four digits, like 1410/05/12 or 1989/12/10.",
        field=field,
    )


def _hijri_iso(year: int, month: int, day: int) -> str:
    if year < _TABLES_AGREE_FROM and 1 <= month <= len(HIJRI_MONTHS) and day == 30:
        return f"{year:04}-{month:02}-30"
    return hijri_day(year, month, day).iso()


def _gregorian_iso(year: int, month: int, day: int) -> str:
    if not _FIRST_GREGORIAN_YEAR <= year <= _LAST_GREGORIAN_YEAR:
        raise RuleBroken(
            "carddate.year_range",
            ar="السنة خارج المعقول: الهجرية بين ١٣٤٣ و١٥٠٠، والميلادية بين ١٨٥٠ و٢١٥٠؛ راجع السنة.",
            en="The year is out of reach: Hijri 1343 to 1500, Gregorian 1850 to 2150; check the year.",
        )
    if not 1 <= month <= len(GREGORIAN_MONTHS):
        raise RuleBroken("calendar.month", ar="الشهر رقم من ١ إلى ١٢.", en="The month is a number from 1 to 12.")
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise no_such_day(GREGORIAN_MONTHS[month - 1], year, length)
    return date(year, month, day).isoformat()


def _day_of_hijri(iso: str) -> date:
    year, month, day = (int(part) for part in iso.split("-"))
    # Unvalidated on purpose: a printed 30th that our table lacks is the day after its 29th.
    found = Hijri(year, month, day, validate=False).to_gregorian()
    return date(found.year, found.month, found.day)


def _unreadable(field: str) -> RuleBroken:
    return RuleBroken(
        "carddate.form",
        ar="اكتب التاريخ كما في البطاقة: يوم وشهر وسنة، مثل ١٢/٠٥/١٤١٠.",
        en="Type the date as on the card: day, month and year, like 12/05/1410.",
        field=field,
    )
