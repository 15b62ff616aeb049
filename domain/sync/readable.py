"""Whether what stands in a cell can be read as what it is meant to be: a day, a moment, a list. The pages of every
laptop count with it, so head office does not let through what none of them could show."""

import json
from datetime import date, datetime

from domain.sync.schema import Value

UNREADABLE = "cell.wrong_kind"


def is_day(value: Value) -> bool:
    """An ISO day, as ``2026-11-21``."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_moment(value: Value) -> bool:
    """An ISO moment that says its distance from UTC."""
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def begins_with_day(value: Value) -> bool:
    """A day, with a time of day behind it or not."""
    return isinstance(value, str) and is_day(value[:10])


def is_json(value: Value, kind: type) -> bool:
    """A JSON text of a `list` or of a `dict`."""
    try:
        return isinstance(value, str) and isinstance(json.loads(value), kind)
    except (ValueError, RecursionError):
        return False


def is_json_table(value: Value, columns: int) -> bool:
    """A JSON list of lists of so many texts."""
    return is_json(value, list) and all(_is_line(line, columns) for line in json.loads(str(value)))


def _is_line(line: object, columns: int) -> bool:
    return isinstance(line, list) and len(line) == columns and all(isinstance(text, str) for text in line)
