"""Which dated backups are kept: the newest of each of the last days, weeks and months that have one (STORE.md)."""

from collections.abc import Callable, Collection, Hashable
from datetime import datetime

DAYS, WEEKS, MONTHS = 7, 5, 12


def kept_of(made: Collection[datetime]) -> frozenset[datetime]:
    """Of `made`, what stays; the newest of all always does. A period without a backup takes no other's place away."""
    return frozenset(
        (
            *_newest_of_each(made, _day, DAYS),
            *_newest_of_each(made, _week, WEEKS),
            *_newest_of_each(made, _month, MONTHS),
        )
    )


def _newest_of_each(made: Collection[datetime], period: Callable[[datetime], Hashable], most: int) -> list[datetime]:
    newest: dict[Hashable, datetime] = {}
    for moment in sorted(made, reverse=True):
        newest.setdefault(period(moment), moment)
    return list(newest.values())[:most]


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return tuple(moment.isocalendar())[:2]


def _month(moment: datetime) -> Hashable:
    return (moment.year, moment.month)
