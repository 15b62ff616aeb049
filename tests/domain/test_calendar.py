from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import (
    HijriDay,
    add_gregorian_months,
    add_hijri_months,
    format_both,
    format_gregorian,
    gregorian_of,
    hijri_day,
    hijri_month_length,
    hijri_of,
    is_weekend,
    saudi_minute,
    week_start,
    weekday_name,
)
from domain.errors import RuleBroken

DAYS = st.dates(date(1924, 8, 1), date(2077, 11, 16))


def test_a_day_is_shown_in_both_calendars() -> None:
    shown = format_both(date(2026, 11, 21))
    assert shown.gregorian == "السبت ٢١ نوفمبر ٢٠٢٦ م"
    assert shown.hijri == "١١ جمادى الآخرة ١٤٤٨ هـ"


def test_digits_of_a_day_follow_the_user() -> None:
    gregorian, hijri = format_both(date(2026, 11, 21), digits="western")
    assert gregorian == "السبت 21 نوفمبر 2026 م"
    assert hijri == "11 جمادى الآخرة 1448 هـ"
    assert format_gregorian(date(2026, 11, 21), weekday=False) == "٢١ نوفمبر ٢٠٢٦ م"


@pytest.mark.parametrize(
    ("gregorian", "hijri"),
    [
        ("2024-02-14", HijriDay(1445, 8, 4)),
        ("2025-11-23", HijriDay(1447, 6, 2)),
        ("2025-12-22", HijriDay(1447, 7, 2)),
        ("1924-08-01", HijriDay(1343, 1, 1)),
    ],
)
def test_umm_al_qura_days_are_known(gregorian: str, hijri: HijriDay) -> None:
    assert hijri_of(date.fromisoformat(gregorian)) == hijri
    assert gregorian_of(hijri) == date.fromisoformat(gregorian)


@given(DAYS)
def test_a_day_comes_back_from_the_other_calendar(day: date) -> None:
    assert gregorian_of(hijri_of(day)) == day


@pytest.mark.parametrize("day", [date(1924, 7, 31), date(2077, 11, 17), date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_outside_the_tables_is_refused_with_a_sentence(day: date) -> None:
    with pytest.raises(RuleBroken) as caught:
        hijri_of(day)
    assert caught.value.code == "calendar.range"


def test_a_day_that_its_month_lacks_is_named_precisely() -> None:
    assert hijri_month_length(1447, 2) == 29
    with pytest.raises(RuleBroken) as caught:
        hijri_day(1447, 2, 30)
    assert "صفر ١٤٤٧ فيه ٢٩ يومًا" in caught.value.ar


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((1447, 13, 1), "month"),
        ((1447, 0, 1), "month"),
        ((1447, 1, 0), "day"),
        ((1342, 1, 1), "range"),
        ((1501, 1, 1), "range"),
    ],
)
def test_impossible_hijri_numbers_are_refused(parts: tuple[int, int, int], code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        hijri_day(*parts)
    assert caught.value.code == f"calendar.{code}"


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2025-11-23", 1, "2025-12-23"),
        ("2025-12-15", 1, "2026-01-15"),
    ],
)
def test_a_gregorian_month_ends_on_the_same_day_or_the_last(start: str, count: int, end: str) -> None:
    assert add_gregorian_months(date.fromisoformat(start), count) == date.fromisoformat(end)


@given(DAYS.filter(lambda day: day.year < 2070), st.integers(0, 24))
def test_months_never_run_over_into_the_next_one(day: date, count: int) -> None:
    later = add_gregorian_months(day, count)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
    start, end = hijri_of(day), hijri_of(add_hijri_months(day, count))
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
    assert end.day == start.day or end.day == 29 == hijri_month_length(end.year, end.month)


def test_a_hijri_thirtieth_is_clamped_to_the_last_of_a_short_month() -> None:
    start = gregorian_of(HijriDay(1447, 1, 29 if hijri_month_length(1447, 1) == 29 else 30))
    assert hijri_month_length(1447, 2) == 29
    assert hijri_of(add_hijri_months(start, 1)) == HijriDay(1447, 2, 29)


def test_hijri_months_beyond_the_tables_are_refused() -> None:
    with pytest.raises(RuleBroken):
        add_hijri_months(date(2077, 11, 1), 2)


@given(st.dates())
def test_a_week_starts_on_sunday_and_rests_on_friday_and_saturday(day: date) -> None:
    if day < date(1, 1, 8):
        return
    start = week_start(day)
    assert weekday_name(start).en == "Sunday"
    assert 0 <= (day - start).days < 7
    assert is_weekend(day) == (weekday_name(day).ar in ("الجمعة", "السبت"))


def test_a_moment_is_written_in_saudi_time_to_the_minute() -> None:
    assert saudi_minute(datetime(2026, 11, 21, 22, 30, 59, tzinfo=UTC)) == "2026-11-22T01:30+03:00"


def test_a_moment_without_a_zone_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="time zone"):
        saudi_minute(datetime(2026, 11, 21, 22, 30))  # noqa: DTZ001
