from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.usecases.load_holidays import load_holidays
from domain.calendar import hijri_of
from domain.deadline import Due, OwnMaximum, Term, Unit, check_decision, due, own_due
from domain.holidays import NO_HOLIDAYS, HolidayTable

AT_LEAST_TWO_WEEKS = Term("not_before", 2, "weeks", "submitted", "خلال مدة لا تقل عن أسبوعين", "٥")
AT_MOST_FIFTEEN_DAYS = Term("not_after", 15, "working_days", "completed", "لا تتجاوز (١٥) يوم عمل", "٦")


@pytest.fixture(scope="module")
def holidays() -> HolidayTable:
    return load_holidays()


def day(iso: str) -> date:
    return date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("count", "unit", "start", "expected"),
    [
        (2, "weeks", "2025-11-23", "2025-12-07"),
        (1, "gregorian_month", "2025-11-23", "2025-12-23"),
        (1, "hijri_month", "2025-11-23", "2025-12-22"),
        (15, "working_days", "2026-02-15", "2026-03-09"),
        (15, "working_days", "2026-03-08", "2026-04-02"),
        (15, "working_days", "2026-05-17", "2026-06-11"),
        (1, "gregorian_month", "2026-01-31", "2026-02-28"),
        (10, "days", "2026-02-20", "2026-03-02"),
        (1, "working_days", "2026-11-19", "2026-11-22"),
        (1, "working_days", "2026-11-20", "2026-11-22"),
        (1, "working_days", "2026-11-21", "2026-11-22"),
    ],
)
def test_every_known_term_ends_on_its_day(
    count: int, unit: Unit, start: str, expected: str, holidays: HolidayTable
) -> None:
    term = replace(AT_LEAST_TWO_WEEKS, count=count, unit=unit)
    assert due(term, day(start), holidays).day == day(expected)


def test_the_kind_of_promise_is_the_terms_own(holidays: HolidayTable) -> None:
    assert due(AT_LEAST_TWO_WEEKS, day("2025-11-23"), holidays) == Due("not_before", day("2025-12-07"))
    assert due(AT_MOST_FIFTEEN_DAYS, day("2026-02-15"), holidays).kind == "not_after"


def test_a_day_that_rests_on_estimated_holidays_is_not_certain(holidays: HolidayTable) -> None:
    assert not due(AT_MOST_FIFTEEN_DAYS, day("2026-02-15"), holidays).certain
    assert due(AT_MOST_FIFTEEN_DAYS, day("2026-02-15"), NO_HOLIDAYS).certain
    assert due(AT_LEAST_TWO_WEEKS, day("2026-02-15"), holidays).certain


def test_an_early_decision_only_warns_and_a_late_one_says_nothing_under_a_minimum() -> None:
    early = check_decision(AT_LEAST_TWO_WEEKS, start=day("2025-11-23"), decided=day("2025-12-06"), holidays=NO_HOLIDAYS)
    assert [advice.code for advice in early] == ["deadline.early"]
    assert "٧ ديسمبر ٢٠٢٥" in early[0].ar
    for later in ("2025-12-07", "2027-01-01"):
        decided = day(later)
        assert check_decision(AT_LEAST_TWO_WEEKS, start=day("2025-11-23"), decided=decided, holidays=NO_HOLIDAYS) == ()


def test_a_maximum_warns_when_it_is_passed_and_never_that_it_is_early(holidays: HolidayTable) -> None:
    start = day("2026-02-15")
    assert check_decision(AT_MOST_FIFTEEN_DAYS, start=start, decided=start, holidays=holidays) == ()
    assert check_decision(AT_MOST_FIFTEEN_DAYS, start=start, decided=day("2026-03-09"), holidays=holidays) == ()
    late = check_decision(AT_MOST_FIFTEEN_DAYS, start=start, decided=day("2026-03-10"), holidays=holidays)
    assert [advice.code for advice in late] == ["deadline.late"]


def test_an_associations_own_maximum_stands_beside_the_minimum_from_its_approval_on() -> None:
    term = replace(AT_LEAST_TWO_WEEKS, own_maximum=OwnMaximum(30, "days", "2026-01-01"))
    assert own_due(term, day("2025-12-31"), NO_HOLIDAYS) is None
    assert own_due(term, day("2026-01-01"), NO_HOLIDAYS) == Due("not_after", day("2026-01-31"))
    assert due(term, day("2026-01-01"), NO_HOLIDAYS).kind == "not_before"
    advice = check_decision(term, start=day("2026-01-01"), decided=day("2026-02-01"), holidays=NO_HOLIDAYS)
    assert [one.code for one in advice] == ["deadline.late"]


def test_without_a_maximum_of_its_own_there_is_no_latest_day() -> None:
    assert own_due(AT_LEAST_TWO_WEEKS, day("2026-01-01"), NO_HOLIDAYS) is None


STARTS = st.dates(date(2024, 1, 1), date(2034, 12, 31))
UNITS: list[Unit] = ["days", "weeks", "gregorian_month", "hijri_month", "working_days"]


@given(STARTS, st.integers(1, 30), st.sampled_from(UNITS))
def test_a_later_start_or_a_longer_term_never_ends_earlier(start: date, count: int, unit: Unit) -> None:
    term = replace(AT_LEAST_TWO_WEEKS, count=count, unit=unit)
    end = due(term, start, NO_HOLIDAYS).day
    assert end > start
    assert due(term, start + timedelta(days=1), NO_HOLIDAYS).day >= end
    assert due(replace(term, count=count + 1), start, NO_HOLIDAYS).day > end


@given(STARTS)
def test_a_month_ends_on_the_same_day_or_is_clamped_to_the_last(start: date) -> None:
    gregorian = due(replace(AT_LEAST_TWO_WEEKS, count=1, unit="gregorian_month"), start, NO_HOLIDAYS).day
    assert gregorian.day == start.day or (gregorian + timedelta(days=1)).day == 1
    hijri_start = hijri_of(start)
    hijri_end = hijri_of(due(replace(AT_LEAST_TWO_WEEKS, count=1, unit="hijri_month"), start, NO_HOLIDAYS).day)
    assert hijri_end.day == hijri_start.day or (hijri_start.day, hijri_end.day) == (30, 29)


@given(STARTS, st.integers(1, 40))
def test_exactly_n_working_days_lie_between_start_and_end(start: date, count: int) -> None:
    table = load_holidays()
    end = due(replace(AT_MOST_FIFTEEN_DAYS, count=count), start, table).day
    days = [date.fromordinal(n) for n in range(start.toordinal() + 1, end.toordinal() + 1)]
    assert sum(table.is_working_day(one) for one in days) == count
    assert table.is_working_day(end)
