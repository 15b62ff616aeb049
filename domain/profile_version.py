"""Versions of a profile: numbers with points."""

import re

_NUMBERED = re.compile(r"\d+(\.\d+)*", re.ASCII)


def is_later_version(version: str, than: str) -> bool:
    """Versions are numbers with points, ``2`` or ``1.10``; one of another shape is later than none."""
    if not (_NUMBERED.fullmatch(version) and _NUMBERED.fullmatch(than)):
        return False
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> list[int]:
    """Without zeros at the end: 1.0 is 1."""
    numbers = [int(part) for part in version.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return numbers
