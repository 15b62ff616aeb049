"""The values of an XPath expression and how they turn into each other.

The dialect is JavaRosa's (ODK Collect), which differs from XPath 1.0: a date is a value of its own (days since 1970 in
arithmetic, ISO text in strings), and a blank is the empty string. Three of its habits are not followed, because they
would put a wrong figure on a signed paper: numbers are never written with an exponent (JavaRosa writes ``9.6E11``),
``max`` of negative numbers is the greatest of them (JavaRosa answers 4.9E-324), and rounding to tens or hundreds is the
same on both sides of zero.
"""

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

Value = str | float | bool | date | time
"""What an expression evaluates to; `datetime` is a `date`. Numbers are always `float`, whole or not."""

NAN = math.nan
_NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?(Z|[+-][0-9]{2}:?(?:[0-9]{2})?)?")
_EPOCH = date(1970, 1, 1).toordinal()
_LONGEST_NUMBER = 300
_CLOSE = 1e-12


def number_of_text(text: str) -> float:
    """The number a text spells in ASCII digits, else NaN: no exponents, underscores, ``inf``, or other digits."""
    plain = text.strip().replace(",", ".")
    if len(plain) > _LONGEST_NUMBER or not _NUMBER.fullmatch(plain):
        return NAN
    return float(plain)


def to_number(value: Value) -> float:
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        return number_of_text(value)
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    return days_of(value)


def to_text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return text_of_number(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, time):
        return "1970-01-01"
    return value.isoformat()


def to_truth(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return abs(value) > _CLOSE and not math.isnan(value)
    if isinstance(value, str):
        return value != ""
    return True


def text_of_number(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if abs(number) < _CLOSE:
        return "0"
    whole = int(number)
    if abs(number - whole) < _CLOSE:
        return str(whole)
    return format(Decimal(repr(number)), "f")


def equal(left: Value, right: Value) -> bool:
    """A truth compares as truths, else a number as numbers, else both as text."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) == to_truth(right)
    if isinstance(left, float) or isinstance(right, float):
        first, second = to_number(left), to_number(right)
        return first == second or abs(first - second) < _CLOSE
    return to_text(left) == to_text(right)


def is_blank(value: Value) -> bool:
    return value == "" or (isinstance(value, float) and math.isnan(value))


def days_of(moment: date | time) -> float:
    """Whole days since 1970-01-01; a time of day counts as day 0."""
    if isinstance(moment, time):
        return 0.0
    return float(moment.toordinal() - _EPOCH)


def date_of_days(days: float) -> date | str:
    """The date so many days after 1970-01-01, or a blank when there is none."""
    if math.isnan(days) or math.isinf(days):
        return ""
    ordinal = int(days) + _EPOCH
    return date.fromordinal(ordinal) if date.min.toordinal() <= ordinal <= date.max.toordinal() else ""


def parse_date(text: str) -> date | None:
    """A calendar day from ``YYYY-MM-DD`` (a time after it is dropped), else None."""
    day, _, _ = text.strip().partition("T")
    found = _DATE.fullmatch(day)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """A time of day from ``HH:MM``, ``HH:MM:SS`` or with fraction and offset (kept), else None."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    try:
        micro = int((found[4] or "0").ljust(6, "0"))
        plain = time(int(found[1]), int(found[2]), int(found[3] or 0), micro)
        return plain if found[5] is None else time.fromisoformat(plain.isoformat() + _offset(found[5]))
    except ValueError:
        return None


def _offset(text: str) -> str:
    if text == "Z":
        return "+00:00"
    digits = text[1:].replace(":", "").ljust(4, "0")
    return f"{text[0]}{digits[:2]}:{digits[2:]}"


def parse_moment(text: str) -> datetime | None:
    """A date and time from ISO text; a bare date is its midnight; else None."""
    day_text, _, time_text = text.strip().replace(" ", "T", 1).partition("T")
    day = parse_date(day_text)
    clock = parse_time(time_text) if time_text else time()
    if day is None or clock is None:
        return None
    return datetime.combine(day, clock, tzinfo=clock.tzinfo)


def to_date(value: Value, *, keep_time: bool) -> Value:
    """`date()` and `date-time()`: from ISO text, from days since 1970; a blank stays blank, nonsense becomes blank. A
    text with a time keeps it in `date()` too, as in JavaRosa."""
    if isinstance(value, str):
        return (parse_moment(value) if keep_time or "T" in value else parse_date(value)) or ""
    if isinstance(value, float):
        return _moment_of_days(value) if keep_time else date_of_days(value)
    if isinstance(value, datetime):
        return value if keep_time else value.date()
    return "" if isinstance(value, bool) else value


def _moment_of_days(days: float) -> Value:
    day = date_of_days(math.floor(days) if math.isfinite(days) else days)
    if isinstance(day, str):
        return ""
    return datetime.combine(day, time()) + timedelta(days=days - math.floor(days))
