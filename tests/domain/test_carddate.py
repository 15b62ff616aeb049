from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import hijri_of
from domain.carddate import (
    CardDate,
    both_calendars,
    matches_within_two_days,
    nearest_day,
    other_calendar,
    parse_card_date,
)
from domain.errors import RuleBroken


@pytest.mark.parametrize(
    "typed",
    [
        "1410/05/12",
        "12/05/1410",
        "12-5-1410",
        "12.05.1410",
        "12 5 1410",
        "١٢/٠٥/١٤١٠",
        "۱۴۱۰/۰۵/۱۲",
        "1410-05-12",
        "12/5/1410 هـ",
        "١٢/٥/١٤١٠هـ",
        "12/05/1410 H",
        "14100512",
        " 12 / 05 / 1410 ",
        "\u206612/05/1410\u2069",
    ],
)
def test_a_hijri_date_is_read_however_the_card_writes_it(typed: str) -> None:
    assert parse_card_date(typed) == CardDate("1410-05-12", None, "hijri")


@pytest.mark.parametrize(
    "typed", ["10/12/1989", "1989-12-10", "١٠/١٢/١٩٨٩", "10.12.1989 م", "19891210", "10/12/1989 AD"]
)
def test_the_year_decides_for_the_gregorian_calendar(typed: str) -> None:
    assert parse_card_date(typed) == CardDate(None, "1989-12-10", "gregorian")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "carddate.form"),
        ("yesterday", "carddate.form"),
        ("12/05", "carddate.form"),
        ("12/05/14", "carddate.year"),
        ("1410/05/1989", "carddate.year"),
        ("30/02/1447", "calendar.day"),
        ("31/01/1447", "calendar.day"),
        ("12/13/1447", "calendar.month"),
        ("29/02/2023", "calendar.day"),
        ("00/05/1410", "calendar.day"),
        ("31/01/1410", "calendar.day"),
        ("12/05/1600", "carddate.year_range"),
        ("12/05/2999", "carddate.year_range"),
        ("12/05/1200", "carddate.year_range"),
        ("²2/05/1410", "carddate.form"),
        ("1" * 5000, "carddate.form"),
        ("1" + " " * 100_000 + "x", "carddate.form"),
    ],
)
def test_each_mistake_in_a_date_has_its_own_sentence(typed: str, code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        parse_card_date(typed, field="issued")
    assert (caught.value.code, caught.value.field) == (code, "issued")


def test_a_short_month_is_named_with_its_length() -> None:
    with pytest.raises(RuleBroken, match="صفر ١٤٤٧ فيه ٢٩ يومًا"):
        parse_card_date("30/2/1447")
    with pytest.raises(RuleBroken, match="فبراير ٢٠٢٣ فيه ٢٨ يومًا"):
        parse_card_date("30/2/2023")


def test_an_old_card_may_print_a_thirtieth_that_our_table_lacks() -> None:
    """Tables of before 2000 differ from one another; what the card says is kept."""
    printed = parse_card_date("30/12/1369")
    assert printed.hijri == "1369-12-30"
    assert abs((nearest_day(printed) - nearest_day(parse_card_date("29/12/1369"))).days) == 1


def test_a_card_with_both_calendars_keeps_both() -> None:
    card = both_calendars("4/8/1445", "14/2/2024")
    assert card == CardDate("1445-08-04", "2024-02-14", "both")
    assert other_calendar(card) is None


def test_a_card_whose_calendars_are_a_day_apart_is_believed() -> None:
    assert both_calendars("5/8/1445", "14/2/2024").hijri == "1445-08-05"


def test_calendars_a_week_apart_are_refused() -> None:
    with pytest.raises(RuleBroken) as caught:
        both_calendars("11/8/1445", "14/2/2024")
    assert caught.value.code == "carddate.disagree"


def test_two_dates_of_one_calendar_are_not_both_calendars() -> None:
    with pytest.raises(RuleBroken) as caught:
        both_calendars("14/2/2024", "14/2/2024")
    assert caught.value.code == "carddate.calendars"


def test_the_other_calendar_is_for_display() -> None:
    assert other_calendar(parse_card_date("4/8/1445")) == "2024-02-14"
    assert other_calendar(parse_card_date("14/2/2024")) == "1445-08-04"
    assert other_calendar(parse_card_date("14/2/1900")) is None


def test_a_card_date_keeps_exactly_what_was_typed() -> None:
    with pytest.raises(ValueError, match="keeps exactly that"):
        CardDate("1410-05-12", "1989-12-10", "hijri")


@given(st.dates(date(1930, 1, 1), date(2070, 1, 1)), st.integers(-5, 5), st.booleans(), st.booleans())
def test_dates_match_within_two_days_whatever_their_calendars(day: date, apart: int, one: bool, other: bool) -> None:
    cards = [
        CardDate(hijri_of(moved).iso(), None, "hijri") if is_hijri else CardDate(None, moved.isoformat(), "gregorian")
        for moved, is_hijri in ((day, one), (day + timedelta(days=apart), other))
    ]
    assert matches_within_two_days(*cards) == (abs(apart) <= 2)
    assert matches_within_two_days(*reversed(cards)) == (abs(apart) <= 2)


@given(st.dates(date(1924, 8, 1), date(2077, 11, 16)))
def test_what_is_kept_is_what_was_typed_back(day: date) -> None:
    assert parse_card_date(day.strftime("%d/%m/%Y")).gregorian == day.isoformat()
    assert parse_card_date(hijri_of(day).iso()).hijri == hijri_of(day).iso()


@given(st.text(st.sampled_from("0123456789٠١٢٣/-. ١٤هـم") | st.characters(), max_size=14))
def test_any_text_is_either_a_date_or_a_sentence_beside_its_field(text: str) -> None:
    problem = None
    try:
        found = parse_card_date(text)
    except RuleBroken as broken:
        problem = broken
    assert problem.field == "born" if problem else found.typed in ("hijri", "gregorian")
