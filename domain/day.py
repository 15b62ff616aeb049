"""A day as it is typed at the command line and kept in the store: ISO 8601, Gregorian."""

from datetime import date

from domain.errors import RuleBroken


def check_iso_day(text: str) -> str:
    """The same day in canonical form. Raises RuleBroken."""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise RuleBroken(
            "day.format",
            ar="اكتب اليوم بالصورة 2026-11-21 (سنة-شهر-يوم، ميلادي).",
            en="Write the day as 2026-11-21 (year-month-day, Gregorian).",
            field="date",
        ) from None
