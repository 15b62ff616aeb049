"""Today beside the days before it: by hour and sex, fourteen days in a row, and what such a day usually brings.

Reckoned from counts alone, so that the window's tests reckon the same without a store.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.counter_category import CounterCategory
from domain.trail import TRAIL_DAYS, Trail, day_before, trail_of

WEEKS_COMPARED = 4
# Fewer days than this say nothing about what is usual.
LEAST_DAYS = 2
HourRow = tuple[str, int, str, int, int]  # (ISO day, hour, category, count, count up to the minute of now)


@dataclass(frozen=True)
class SexCount:
    """Who came; `unsaid` are those whose category says neither."""

    men: int = 0
    women: int = 0
    unsaid: int = 0

    @property
    def total(self) -> int:
        return self.men + self.women + self.unsaid


@dataclass(frozen=True)
class LookBack:
    """`hours` are today's 24, `trail` and `days` fourteen days up to today. `week_ago` and `usual` are counts up to
    this minute of the day; None where there is nothing to compare with: the office was closed a week ago, or has been
    open for too few days. `usual_by_hour` has 24 numbers, or none. `is_weekday` when the usual is that of this very day
    of the week, else that of the last fourteen days."""

    hours: tuple[SexCount, ...]
    trail: Trail
    days: tuple[tuple[str, SexCount], ...]
    week_ago: int | None
    usual: int | None
    usual_by_hour: tuple[int, ...]
    is_weekday: bool


def first_day(today: str) -> str:
    """How far back `look_back` looks."""
    return day_before(today, 7 * WEEKS_COMPARED)


def look_back(rows: Iterable[HourRow], today: str, counter: Sequence[CounterCategory]) -> LookBack:
    """From the counts of `first_day` up to today."""
    board = _Board.of(rows, counter)
    same = [
        day for day in (day_before(today, 7 * weeks) for weeks in range(1, WEEKS_COMPARED + 1)) if day in board.totals
    ]
    recent = [day for day in (day_before(today, back) for back in range(1, TRAIL_DAYS)) if day in board.totals]
    is_weekday = len(same) >= LEAST_DAYS
    days = same if is_weekday else recent
    has_usual = len(days) >= LEAST_DAYS
    trail = trail_of(board.totals.items(), today)
    return LookBack(
        tuple(board.sexes(today, hour) for hour in range(24)),
        trail,
        tuple((day, board.sexes(day)) for day, _ in trail),
        board.so_far.get(day_before(today, 7)),
        _mean(board.so_far[day] for day in days) if has_usual else None,
        tuple(_mean(board.sexes(day, hour).total for day in days) for hour in range(24)) if has_usual else (),
        is_weekday,
    )


@dataclass(frozen=True)
class _Board:
    """`cells` are counts by day, hour and sex; `so_far` up to this minute of each day."""

    totals: Mapping[str, int]
    so_far: Mapping[str, int]
    cells: Mapping[tuple[str, int, str | None], int]

    @classmethod
    def of(cls, rows: Iterable[HourRow], counter: Sequence[CounterCategory]) -> "_Board":
        sexes = {item.id: item.sex for item in counter}
        totals, so_far, cells = Counter[str](), Counter[str](), Counter[tuple[str, int, str | None]]()
        for day, hour, category, count, until in rows:
            totals[day] += count
            so_far[day] += until
            cells[day, hour, sexes.get(category)] += count
        return cls(totals, so_far, cells)

    def sexes(self, day: str, hour: int | None = None) -> SexCount:
        hours = range(24) if hour is None else (hour,)
        said = (sum(self.cells[day, one, sex] for one in hours) for sex in ("men", "women", None))
        return SexCount(*said)


def _mean(numbers: Iterable[int]) -> int:
    known = tuple(numbers)
    return round(sum(known) / len(known))
