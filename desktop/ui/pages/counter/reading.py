"""What the day's numbers say: the last quarter of an hour, the pace, the busiest hour. Nothing is invented."""

from datetime import datetime

from desktop.ui.language import said
from desktop.ui.pages.counter.presses import Presses
from desktop.ui.pages.counter.state import Fact
from desktop.ui.pages.wording import hour_of_day

QUARTER_MINUTES = 15
# The hours of a branch's day, shown even when they are still empty.
FIRST_HOUR, LAST_HOUR = 8, 15


def hours_shown(by_hour: tuple[int, ...], now: datetime | None) -> tuple[int, int]:
    """The first and last hour of the chart: the working day, and whatever was counted outside it."""
    busy = [hour for hour, count in enumerate(by_hour) if count]
    if now is not None and busy:
        busy.append(now.hour)
    return min([FIRST_HOUR, *busy]), max([LAST_HOUR, *busy])


def hour_labels(first: int, last: int) -> tuple[str, ...]:
    return tuple(hour_of_day(hour) for hour in range(first, last + 1))


def facts(board: Presses, now: datetime | None) -> tuple[Fact, ...]:
    """Two facts beside the total; without `now` it is a former day."""
    if now is None:
        return Fact(said("أكثر الساعات", "Busiest hour"), _busiest(board)), Fact(
            said("المعدل في الساعة", "Per hour"), str(_pace(board, None))
        )
    return Fact(said("آخر 15 دقيقة", "Last 15 minutes"), _last_quarter(board, now)), Fact(
        said("المعدل في الساعة", "Per hour"), str(_pace(board, now))
    )


def _last_quarter(board: Presses, now: datetime) -> str:
    """Exact, unless more came in a quarter of an hour than the page holds: then it says «more than»."""
    minute = now.hour * 60 + now.minute
    counted = [visit for visit in board.visits if visit.void_reason is None]
    recent = [visit for visit in counted if minute - _minute(visit.time) < QUARTER_MINUTES]
    number = len(recent) + len(board.unwritten)
    is_cut = bool(recent) and len(recent) == len(counted) and board.total > number
    return said(f"أكثر من {number}", f"more than {number}") if is_cut else str(number)


def _minute(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:5])


def _pace(board: Presses, now: datetime | None) -> int:
    """Visitors an hour since the first busy hour, to now or to the last busy one; at least one hour long."""
    busy = [hour for hour, count in enumerate(board.by_hour) if count]
    if not busy:
        return 0
    end = now.hour + now.minute / 60 if now is not None else busy[-1] + 1
    return round(board.total / max(1.0, end - busy[0]))


def _busiest(board: Presses) -> str:
    most = max(board.by_hour)
    return hour_of_day(board.by_hour.index(most)) if most else "—"
