"""Days on paper: always both calendars, Hijri (Umm al-Qura) first. Views only; nothing computed here is stored."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from hijridate import Gregorian

from forms.paper.text import Digits, Text, value

OFFICE_TIME = timezone(timedelta(hours=3))
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")


def office_moment(moment: str) -> datetime:
    """An ISO 8601 moment as the office's clock showed it; without an offset it is the office's time already."""
    parsed = datetime.fromisoformat(moment)
    return parsed.replace(tzinfo=OFFICE_TIME) if parsed.tzinfo is None else parsed.astimezone(OFFICE_TIME)


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def hijri(day: date, digits: Digits) -> Text:
    """The Hijri day followed by its letter, or an empty text outside the years that Umm al-Qura's tables cover."""
    try:
        converted = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        return Text("")
    return Text(value(converted.isoformat().replace("-", "/"), digits) + " هـ")


def gregorian(day: date, digits: Digits) -> Text:
    return Text(value(day.isoformat().replace("-", "/"), digits) + " م")


def both(day: date, digits: Digits) -> Text:
    """١٤٤٧/٠٥/٣٠ هـ (٢٠٢٥/١١/٢١ م)"""
    converted = hijri(day, digits)
    return Text(f"{converted} ({gregorian(day, digits)})") if converted else gregorian(day, digits)
