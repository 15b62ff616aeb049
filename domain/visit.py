"""A visit: somebody came. It may have no name; the day's tally counts it (herfa: the visitors are counted daily)."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.text import Text

# The reason the program itself gives for a press that was taken back, as the log keeps it.
UNDONE = Text("تراجع", "Undone")


@dataclass(frozen=True)
class Visit:
    """`day` is ISO, `time` is HH:MM (UTC+3); both and the category never change: a correction is a void and a new
    visit. Person, channel, purpose and note can be put later."""

    id: str
    day: str
    time: str
    category: str
    purpose: str | None = None
    channel: str | None = None
    person: str | None = None
    note: str | None = None
    void_reason: str | None = None

    @property
    def hour(self) -> int:
        return int(self.time[:2])


def minutes_between(earlier: str, later: str) -> int:
    """Of two times of one day, HH:MM; negative when they stand the other way round."""
    return _minute_of_day(later) - _minute_of_day(earlier)


def _minute_of_day(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:5])


@dataclass(frozen=True)
class DayTally:
    """The count of one day; `by_hour` has 24 numbers."""

    day: str
    total: int
    by_category: tuple[tuple[str, int], ...]
    by_hour: tuple[int, ...]


def tally(day: str, visits: Iterable[Visit]) -> DayTally:
    """Counts what is not void."""
    counted = [visit for visit in visits if visit.day == day and visit.void_reason is None]
    categories: dict[str, int] = {}
    hours = [0] * 24
    for visit in counted:
        categories[visit.category] = categories.get(visit.category, 0) + 1
        hours[visit.hour] += 1
    return DayTally(day, len(counted), tuple(sorted(categories.items())), tuple(hours))


def reason_text(reason: str) -> Text:
    """Why a visit does not count: what the clerk wrote stands as it is."""
    return UNDONE if reason == UNDONE.ar else Text(reason, reason)
