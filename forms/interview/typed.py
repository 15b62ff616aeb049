"""A node's value by its data type: as stored in XML, and what a calculation's result becomes in it."""

import math
from datetime import date, datetime, time, tzinfo

from forms.interview.xpath.values import (
    Value,
    date_of_days,
    number_of_text,
    parse_date,
    parse_moment,
    parse_time,
    text_of_number,
    to_truth,
)

TYPES = frozenset(
    {
        "string",
        "int",
        "decimal",
        "date",
        "time",
        "dateTime",
        "boolean",
        "geopoint",
        "barcode",
        "select1",
        "select",
        "rank",
        "binary",
        "geotrace",
        "geoshape",
    }
)
LONGEST_RESULT = 100_000
"""A calculated text is cut here: forty calculations that double each other would otherwise fill any memory."""

LEAST_WHOLE, MOST_WHOLE = -(2.0**31), 2.0**31 - 1
"""What a whole number can hold; a result beyond stops there, as in JavaRosa (7 div 0 gives the greatest)."""

_WHOLE = 1e-9
_SAME_NAMES = {
    "integer": "int",
    "long": "int",
    "double": "decimal",
    "float": "decimal",
    "datetime": "dateTime",
    "note": "string",
    "odk:select1": "select1",
    "odk:rank": "rank",
}


def plain_type(name: str) -> str:
    """The type without prefix and under one name."""
    local = name.removeprefix("xsd:").removeprefix("xs:")
    return _SAME_NAMES.get(local, local)


def from_storage(kind: str, text: str) -> Value:
    """A value from XML text. What is not of the type is a blank."""
    if text == "":
        return ""
    if kind in ("int", "decimal"):
        number = number_of_text(text)
        return "" if math.isnan(number) else float(math.trunc(number)) if kind == "int" else number
    if kind == "date":
        return parse_date(text) or ""
    if kind == "time":
        return parse_time(text) or ""
    if kind == "dateTime":
        return parse_moment(text) or ""
    if kind == "boolean":
        return text.strip() in ("true", "1")
    return text


def in_zone(value: Value, zone: tzinfo | None) -> Value:
    """A time or moment without a zone is one of the desk's own; one of another zone is told in the desk's."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=zone) if value.tzinfo is None else value.astimezone(zone)
    if isinstance(value, time) and value.tzinfo is None:
        return value.replace(tzinfo=zone)
    return value


def to_storage(value: Value) -> str:
    """The value as XML text: ASCII digits, ISO dates, true/false."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return text_of_number(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    if isinstance(value, time):
        return value.isoformat(timespec="milliseconds")
    return value.isoformat()


def from_result(kind: str, result: Value) -> Value:
    """What a calculation leaves in a node of this type. Not-a-number is a blank."""
    if isinstance(result, bool):
        return result
    if isinstance(result, float):
        return _from_number(kind, result)
    if isinstance(result, str):
        return _from_text(kind, result)
    if kind == "date" and isinstance(result, datetime):
        return result.date()
    if kind == "time" and isinstance(result, datetime):
        return result.timetz()
    if kind not in ("date", "time") and isinstance(result, date) and not isinstance(result, datetime):
        return datetime.combine(result, time())
    return result


def place_of(text: str) -> str:
    """Latitude, longitude, height and accuracy with blanks between; what is missing is 0.0. A blank for nonsense."""
    parts = [number_of_text(part) for part in text.split()]
    if not parts or any(math.isnan(part) for part in parts):
        return ""
    return " ".join(with_point(part) for part in [*parts, 0.0, 0.0, 0.0][:4])


def with_point(number: float) -> str:
    """``24.0`` and not ``24``."""
    plain = text_of_number(number)
    return plain if "." in plain else f"{plain}.0"


def _from_number(kind: str, result: float) -> Value:
    if math.isnan(result):
        return ""
    if kind == "int":
        return float(math.trunc(min(max(result, LEAST_WHOLE), MOST_WHOLE)))
    if math.isinf(result):
        return "" if kind in ("date", "dateTime", "time") else result
    if kind == "boolean":
        return to_truth(result)
    if kind in ("date", "dateTime"):
        return from_result(kind, day) if not isinstance(day := date_of_days(result), str) else day
    whole = float(math.trunc(result))
    return whole if abs(result - whole) < _WHOLE else result


def _from_text(kind: str, text: str) -> Value:
    result = text[:LONGEST_RESULT]
    if kind == "date":
        return parse_date(result) or ""
    if kind == "time":
        return parse_time(result) or ""
    if kind == "dateTime":
        return parse_moment(result) or ""
    if kind == "geopoint":
        return place_of(result)
    return to_truth(result) if kind == "boolean" and result else result
