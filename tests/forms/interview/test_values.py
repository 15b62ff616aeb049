import math
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.interview.xpath.functions import matches, rounded, total
from forms.interview.xpath.values import (
    equal,
    number_of_text,
    parse_date,
    parse_moment,
    parse_time,
    text_of_number,
    to_date,
    to_number,
    to_text,
    to_truth,
)


@pytest.mark.parametrize(
    "text",
    [
        "1_0",
        "inf",
        "-inf",
        "Infinity",
        "nan",
        "NaN",
        "1e3",
        "0x10",
        "١٨",
        "۱۲",
        "+5",
        "",
        " ",
        "-",
        ".",
        "1-2",
        "½",
        "1 2",
    ],
)
def test_what_only_python_takes_for_a_number_is_not_one(text: str) -> None:
    assert math.isnan(number_of_text(text))


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12.0), (" -3 ", -3.0), ("1.50", 1.5), (".5", 0.5), ("7.", 7.0), ("1,5", 1.5)]
)
def test_plain_ascii_numbers_are_read(text: str, number: float) -> None:
    assert number_of_text(text) == number


@given(st.text())
def test_no_text_gives_infinity(text: str) -> None:
    assert not math.isinf(number_of_text(text))


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_survives_text_and_back(number: int) -> None:
    assert text_of_number(float(number)) == str(number)
    assert number_of_text(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_never_written_with_an_exponent(number: float) -> None:
    assert set(text_of_number(number)) <= set("-.0123456789")


@given(st.floats(-1e9, 1e9).filter(lambda number: abs(number) > 1e-6))
def test_a_fraction_survives_text_and_back(number: float) -> None:
    assert number_of_text(text_of_number(number)) == pytest.approx(number, rel=1e-12)


def test_a_date_is_its_iso_text_and_its_days_since_1970() -> None:
    day = date(2025, 11, 23)
    assert to_text(day) == "2025-11-23"
    assert to_number(day) == 20415
    assert to_number(datetime(2025, 11, 23, 23, 59, tzinfo=UTC)) == 20415
    assert to_date(20415.0, keep_time=False) == day
    assert to_truth(day)


def test_comparison_prefers_truth_then_number_then_text() -> None:
    assert equal(True, "anything")
    assert equal("5.0", 5.0)
    assert not equal("5.0", "5")
    assert equal(date(2025, 1, 2), "2025-01-02")
    assert not equal("", 0.0)
    assert equal(math.inf, math.inf)


@pytest.mark.parametrize(
    ("number", "places", "answer"),
    [(2.5, 0, 3), (-2.5, 0, -2), (1.005, 2, 1.01), (1234.5, -2, 1200), (-1250.0, -2, -1200), (0.5, 0, 1), (-0.4, 0, 0)],
)
def test_half_is_rounded_up(number: float, places: float, answer: float) -> None:
    assert rounded(number, float(places)) == answer


def test_blanks_are_no_dates_and_nonsense_is_blank() -> None:
    assert to_date("", keep_time=False) == ""
    assert to_date("2025-02-30", keep_time=False) == ""
    assert to_date(math.nan, keep_time=False) == ""
    assert to_date(1e300, keep_time=False) == ""
    assert to_date(math.inf, keep_time=True) == ""


@given(st.dates())
def test_every_date_survives_text_and_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@given(st.datetimes())
def test_every_moment_survives_text_and_back(moment: datetime) -> None:
    assert parse_moment(moment.isoformat()) == moment


@given(st.text())
def test_strange_dates_and_times_are_refused_quietly(text: str) -> None:
    for parse in (parse_date, parse_time, parse_moment):
        assert parse(text) is None or any(char.isdigit() for char in text)


def test_times_are_read_with_and_without_seconds_and_zone() -> None:
    assert parse_time("9:05") == time(9, 5)
    assert parse_time("09:05:06.25") == time(9, 5, 6, 250000)
    assert parse_time("09:05+03") == time.fromisoformat("09:05+03:00")
    assert parse_time("25:00") is None


def test_sums_skip_what_is_no_number() -> None:
    assert total(["", "3", "words", 2.0, True]) == 6


def test_a_pattern_must_match_the_whole_text() -> None:
    assert matches("0551234567", "05[0-9]{8}")
    assert not matches("x0551234567", "05[0-9]{8}")
    assert matches("نورة", r"\p{Arabic}+")
    assert not matches("anything", "(")
