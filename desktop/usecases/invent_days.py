"""When people come to an invented office: the moments of the demonstration, the busiest in the morning."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from domain.holidays import HolidayTable

OPENS, CLOSES = time(8), time(15)
SHORTEST_DAY = timedelta(hours=2)
FEWEST_VISITS, MOST_VISITS = 45, 75
_RUSH = 0.3  # the share of the day at which most come


@dataclass(frozen=True)
class OfficeDay:
    """From the first visitor to the last."""

    first: datetime
    last: datetime

    def moments(self, count: int, random: Random) -> list[datetime]:
        seconds = (self.last - self.first).total_seconds()
        return [self.first + timedelta(seconds=random.triangular(0, seconds, seconds * _RUSH)) for _ in range(count)]

    def visits(self, random: Random) -> int:
        """As many as fit the hours the day has had so far."""
        whole = datetime.combine(self.first, CLOSES) - datetime.combine(self.first, OPENS)
        return max(1, round(random.randint(FEWEST_VISITS, MOST_VISITS) * ((self.last - self.first) / whole)))


def office_days(now: datetime, days: int, holidays: HolidayTable) -> list[OfficeDay]:
    """The working days among the last `days`, the oldest first. Today is always one of them, so that there is
    something to see; nothing of it lies after `now`."""
    return [*_past(now, days, holidays), _today(now)]


def _past(now: datetime, days: int, holidays: HolidayTable) -> Iterator[OfficeDay]:
    for back in range(days - 1, 0, -1):
        day: date = now.date() - timedelta(days=back)
        if holidays.is_working_day(day):
            yield OfficeDay(_at(now, day, OPENS), _at(now, day, CLOSES))


def _today(now: datetime) -> OfficeDay:
    """Before the office has been open for two hours, the visitors came in the two hours before now."""
    last = min(now, _at(now, now.date(), CLOSES))
    midnight = _at(now, now.date(), time(0))
    return OfficeDay(max(midnight, min(_at(now, now.date(), OPENS), last - SHORTEST_DAY)), last)


def _at(now: datetime, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=now.tzinfo)


class InventedClock:
    """The moment of the invented office; it never passes the real one."""

    def __init__(self, now: datetime) -> None:
        self.moment = self._now = now

    def __call__(self) -> datetime:
        return self.moment

    def pass_to(self, moment: datetime) -> None:
        self.moment = min(moment, self._now)

    def pass_minutes(self, minutes: int) -> None:
        self.moment = min(self.moment + timedelta(minutes=minutes), self._now)
