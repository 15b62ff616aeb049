"""A node's value by its data type: as stored in XML, and what a calculation's result becomes in it."""

import math
from datetime import date, datetime, time

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
    {"string", "int", "decimal", "date", "time", "dateTime", "boolean", "geopoint", "barcode", "select1", "select"}
)
LONGEST_RESULT = 100_000
"""A calculated text is cut here: forty calculations that double each other would otherwise fill any memory."""

_WHOLE = 1e-9
_SAME_NAMES = {"integer": "int", "long": "int", "double": "decimal", "float": "decimal", "odk:select1": "select1"}


def plain_type(name: str) -> str:
    """The type without prefix and under one name."""
    local = name.removeprefix("xsd:").removeprefix("xs:")
    return _SAME_NAMES.get(local, local)


def from_storage(kind: str, text: str) -> Value:
    """A value from XML text. What is not of the type stays text, as the form's author wrote it."""
    if text == "":
        return ""
    if kind in ("int", "decimal"):
        number = number_of_text(text)
        return text if math.isnan(number) else number
    if kind == "date":
        return parse_date(text) or text
    if kind == "time":
        return parse_time(text) or text
    if kind == "dateTime":
        return parse_moment(text) or text
    if kind == "boolean":
        return text.strip() in ("true", "1")
    return text


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
    """What a calculation leaves in a node of this type. Not-a-number and infinity are a blank."""
    if isinstance(result, bool):
        return result
    if isinstance(result, float):
        return _from_number(kind, result)
    if isinstance(result, str):
        return _from_text(kind, result)
    if kind == "date" and isinstance(result, datetime):
        return result.date()
    if kind == "dateTime" and isinstance(result, date) and not isinstance(result, datetime):
        return datetime.combine(result, time())
    return result


def _from_number(kind: str, result: float) -> Value:
    if math.isnan(result) or math.isinf(result):
        return ""
    if kind == "boolean":
        return to_truth(result)
    if kind in ("date", "dateTime"):
        return from_result(kind, day) if not isinstance(day := date_of_days(result), str) else day
    whole = float(math.trunc(result))
    return whole if kind == "int" or abs(result - whole) < _WHOLE else result


def _from_text(kind: str, text: str) -> Value:
    result = text[:LONGEST_RESULT]
    if kind == "date":
        return parse_date(result) or ""
    if kind == "time":
        return parse_time(result) or ""
    if kind == "dateTime":
        return parse_moment(result) or ""
    return to_truth(result) if kind == "boolean" and result else result
