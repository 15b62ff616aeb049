"""A day as it is typed: Gregorian or Hijri, in any digits; the year decides."""

from domain.arabic import to_ascii_digits
from domain.carddate import nearest_day, parse_card_date
from domain.errors import RuleBroken


def read_day(text: str) -> str:
    """Gregorian, ISO; empty for what is no day."""
    typed = to_ascii_digits(text).strip()
    if not typed:
        return ""
    try:
        return nearest_day(parse_card_date(typed)).isoformat()
    except RuleBroken:
        return ""
