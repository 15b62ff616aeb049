"""Days in a row with what was counted on each: what a number is seen against."""

from collections.abc import Iterable
from datetime import date, timedelta

TRAIL_DAYS = 14
Trail = tuple[tuple[str, int], ...]  # (ISO day, count), the oldest first, no day left out


def trail_of(counts: Iterable[tuple[str, int]], today: str) -> Trail:
    """The days up to this one, days without anything included; other days are left out."""
    known = dict(counts)
    days = (day_before(today, back) for back in range(TRAIL_DAYS - 1, -1, -1))
    return tuple((day, known.get(day, 0)) for day in days)


def first_of_trail(today: str) -> str:
    return day_before(today, TRAIL_DAYS - 1)


def day_before(day: str, days: int) -> str:
    """So many days before."""
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
