"""Days on paper: always both calendars, Hijri (Umm al-Qura) first. Views only; nothing computed here is stored."""

from __future__ import annotations

from datetime import date, datetime

from domain.calendar import SAUDI_TIME, format_gregorian, format_hijri, hijri_of
from domain.errors import RuleBroken
from forms.paper.text import Digits, Text, prose


def office_moment(moment: str) -> datetime:
    """An ISO 8601 moment as the office's clock showed it; without an offset it is the office's time already."""
    parsed = datetime.fromisoformat(moment)
    return parsed.replace(tzinfo=SAUDI_TIME) if parsed.tzinfo is None else parsed.astimezone(SAUDI_TIME)


def hijri(day: date, digits: Digits) -> Text:
    """٣٠ جمادى الأولى ١٤٤٧ هـ, or an empty text outside the years that Umm al-Qura's tables cover."""
    try:
        return prose(format_hijri(hijri_of(day), digits="western"), digits)
    except RuleBroken:
        return Text("")


def day_or_words(said: str) -> str:
    """An ISO day as it is written out (٢١ نوفمبر ٢٠٢٥ م, in digits 0-9); anything else as it was said."""
    try:
        return format_gregorian(date.fromisoformat(said), digits="western", weekday=False)
    except ValueError:
        return said


def gregorian(day: date, digits: Digits, *, weekday: bool = False) -> Text:
    """٢١ نوفمبر ٢٠٢٥ م, with the day of the week before it if asked."""
    return prose(format_gregorian(day, digits="western", weekday=weekday), digits)
