from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.backup_keeping import DAYS, MONTHS, WEEKS, kept_of
from domain.calendar import SAUDI_TIME

RANGE = datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2026-12-31")
MOMENTS = st.sets(st.datetimes(*RANGE, timezones=st.just(SAUDI_TIME)), max_size=60)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=SAUDI_TIME)


def test_a_year_of_daily_backups_keeps_days_weeks_and_months() -> None:
    newest = at(21, 16)
    made = [newest - timedelta(days=day) for day in range(400)]
    kept = sorted(kept_of(made), reverse=True)
    assert kept[:DAYS] == made[:DAYS]
    assert len(kept) <= DAYS + WEEKS + MONTHS
    assert {(one.year, one.month) for one in kept} == {
        (2025, 12),
        *((2026, month) for month in range(1, 12)),
    }


def test_of_several_on_one_day_the_newest_stays() -> None:
    morning, evening = at(20, 8), at(20, 18)
    assert kept_of([morning, evening]) == {evening}


@given(MOMENTS)
def test_the_newest_always_stays_and_nothing_is_invented(made: set[datetime]) -> None:
    kept = kept_of(made)
    assert kept <= made
    assert not made or max(made) in kept
    assert len(kept) <= DAYS + WEEKS + MONTHS


@given(MOMENTS)
def test_thinning_what_was_thinned_takes_nothing_more(made: set[datetime]) -> None:
    assert kept_of(kept_of(made)) == kept_of(made)
