"""Functions of dates and times: writing them by a pattern, and as fractions of days."""

import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo

from forms.interview.xpath.values import NAN, Value, parse_moment, parse_time, to_date, to_text

_DAY_SECONDS = 86_400
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PARTS: dict[str, Callable[[datetime], str]] = {
    "%": lambda _: "%",
    "Y": lambda moment: f"{moment.year:04}",
    "y": lambda moment: f"{moment.year:04}"[2:],
    "m": lambda moment: f"{moment.month:02}",
    "n": lambda moment: str(moment.month),
    "b": lambda moment: _MONTHS[moment.month - 1],
    "d": lambda moment: f"{moment.day:02}",
    "e": lambda moment: str(moment.day),
    "H": lambda moment: f"{moment.hour:02}",
    "h": lambda moment: str(moment.hour),
    "M": lambda moment: f"{moment.minute:02}",
    "S": lambda moment: f"{moment.second:02}",
    "3": lambda moment: f"{moment.microsecond // 1000:03}",
    "a": lambda moment: _DAYS[moment.weekday()],
    "W": lambda moment: str(moment.isocalendar().week),
}


def formatted(value: Value, pattern: Value) -> str:
    """By ODK's letters (``%d/%m/%Y``); names of months and days are English. No date gives a blank."""
    moment = to_date(value, keep_time=True)
    if isinstance(moment, time):
        moment = datetime.combine(date(1970, 1, 1), moment)
    if not isinstance(moment, date):
        return ""
    whole = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    pieces = to_text(pattern).split("%")
    out = [pieces[0]]
    index = 1
    while index < len(pieces):
        piece = pieces[index]
        if piece == "" and index + 1 < len(pieces):
            out.append("%" + pieces[index + 1])
            index += 2
            continue
        out.append(_PARTS[piece[0]](whole) + piece[1:] if piece and piece[0] in _PARTS else "%" + piece)
        index += 1
    return "".join(out)


def days_with_fraction(value: Value, zone: tzinfo | None) -> Value:
    """Days since 1970-01-01T00:00Z. A blank stays blank; what is no date is not a number."""
    if isinstance(value, float):
        return value
    moment = _moment(value, zone)
    if moment is None:
        return "" if value == "" else NAN
    return moment.timestamp() / _DAY_SECONDS


def share_of_day(value: Value, zone: tzinfo | None) -> Value:
    """How much of its day has gone by, from 0 to 1."""
    if isinstance(value, float):
        return value if not math.isfinite(value) else value - math.floor(value)
    moment = _moment(value, zone)
    if moment is None:
        return "" if value == "" else NAN
    local = moment.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    # By way of all the days since 1970, as JavaRosa does: the last digits depend on it.
    days = round((moment.timestamp() + offset.total_seconds()) * 1000) / (_DAY_SECONDS * 1000)
    return days - math.floor(days)


def _moment(value: Value, zone: tzinfo | None) -> datetime | None:
    if isinstance(value, str):
        found = parse_moment(value) or _of_time(parse_time(value), zone)
    elif isinstance(value, datetime):
        found = value
    elif isinstance(value, time):
        found = _of_time(value, zone)
    else:
        found = datetime.combine(value, time()) if isinstance(value, date) else None
    if found is None or found.tzinfo is not None:
        return found
    return found.replace(tzinfo=zone)


def _of_time(clock: time | None, zone: tzinfo | None) -> datetime | None:
    if clock is None:
        return None
    return datetime.combine(date(1970, 1, 1), clock, tzinfo=clock.tzinfo or zone)
