"""The day's count: total, by category, by hour, the latest presses, and the days around it."""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.usecases.desk import Desk
from domain.visit import DayTally, Visit


@dataclass(frozen=True)
class DayPage:
    """`recent` holds the newest first, void ones too; `week` is (day, count) of the 7 days up to this one."""

    tally: DayTally
    recent: tuple[Visit, ...]
    week: tuple[tuple[str, int], ...]


def show_day(desk: Desk, day: str | None = None) -> DayPage:
    day = day or desk.today()
    first = (date.fromisoformat(day) - timedelta(days=6)).isoformat()
    visits = desk.store.visits
    return DayPage(visits.tally(day), visits.of_day(day), visits.daily_totals(first, day))
