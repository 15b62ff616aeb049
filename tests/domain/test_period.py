"""Stretches of days that are reported on, and their parts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleBroken
from domain.period import NAMED, NAMES, Period, days_of, named_period, parts_of, period_of, unit_of

TODAY = date(2026, 2, 11)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("this_month", "2026-02-01", "2026-02-11"),
        ("last_month", "2026-01-01", "2026-01-31"),
        ("this_quarter", "2026-01-01", "2026-02-11"),
        ("last_quarter", "2025-10-01", "2025-12-31"),
        ("this_year", "2026-01-01", "2026-02-11"),
        ("last_year", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_named_period_is_whole_and_ends_no_later_than_today(name: str, first: str, last: str) -> None:
    named = next(one for one in NAMED if one == name)
    assert named_period(named, TODAY) == period_of(first, last)
    assert NAMES[named].ar


@given(st.dates(date(2000, 1, 1), date(2070, 1, 1)), st.integers(0, 1200))
def test_every_day_of_a_period_is_in_exactly_one_of_its_parts(first: date, more: int) -> None:
    period = Period(first, first + timedelta(days=more))
    parts = parts_of(period)
    assert [day for part in parts for day in days_of(part.period)] == list(days_of(period))
    assert len(parts) <= 42
    assert all(part.label for part in parts)
    assert unit_of(period) == ("day" if more < 31 else "week" if more < 182 else "month")


def test_weeks_begin_on_sunday() -> None:
    parts = parts_of(period_of("2026-01-01", "2026-03-31"))
    assert {part.period.first.weekday() for part in parts[1:]} == {6}


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2026-02-02", "2026-02-01", "period.order"),
        ("2010-01-01", "2026-02-01", "period.long"),
        ("yesterday", "2026-02-01", "day.format"),
        ("2026-02-01", "1447-02-01", "day.format"),
    ],
)
def test_days_that_are_no_period_are_refused(first: str, last: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        period_of(first, last)
    assert refused.value.code == code
