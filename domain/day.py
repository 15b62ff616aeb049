"""A day as it is typed at the command line and kept in the store: ISO 8601, Gregorian."""

from datetime import date

from domain.arabic import to_ascii_digits
from domain.errors import RuleBroken

# A Hijri year typed by mistake is no Gregorian day of an office.
YEARS = range(1900, 2200)


def check_iso_day(text: str) -> str:
    """The same day in canonical form, whichever digits it was typed in. Raises RuleBroken."""
    try:
        day = date.fromisoformat(to_ascii_digits(text.strip()))
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise RuleBroken(
            "day.format",
            ar="اكتب اليوم بالصورة 2026-11-21 (سنة-شهر-يوم، ميلادي).",
            en="Write the day as 2026-11-21 (year-month-day, Gregorian).",
            field="date",
        )
    return day.isoformat()
