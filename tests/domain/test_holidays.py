import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.usecases.load_holidays import load_holidays
from domain.errors import RuleBroken
from domain.holidays import (
    NO_HOLIDAYS,
    OFF,
    WORKING,
    DeclaredDays,
    HolidayTable,
    check_declared,
    parse_holidays,
    with_declared,
    working_days_after,
)
from domain.text import Text
from tests.data.holidays.generate_sa import table

# The list of days off as it was released. A change is a decision of head office, and then of this line.
RELEASED = "093025a6290e80b12503e155753fa87a9a252d871cbd938c4afc9f431cbf3857"

SMALL = """
first_year = 2026
last_year = 2026
status = "confirmed"
note = { ar = "تجربة", en = "Trial" }
names = [{ id = "feast", text = { ar = "عيد", en = "Feast" } }]
days = [{ day = "2026-03-03", kind = "feast" }]
"""


@pytest.fixture(scope="module")
def shipped() -> HolidayTable:
    return load_holidays()


def test_the_shipped_table_is_frozen(shipped: HolidayTable) -> None:
    lines = "\n".join(f"{day} {name.en}" for day, name in sorted(shipped.names.items()))
    assert hashlib.sha256(lines.encode()).hexdigest() == RELEASED


def test_the_shipped_table_covers_twelve_years_and_is_an_estimate(shipped: HolidayTable) -> None:
    assert (shipped.first_year, shipped.last_year, shipped.confirmed) == (2024, 2035, False)
    assert not shipped.is_certain(date(2026, 1, 1), date(2026, 1, 2))


def test_national_and_founding_day_are_off_every_year(shipped: HolidayTable) -> None:
    for year in range(2024, 2036):
        assert not shipped.is_working_day(date(year, 2, 22))
        assert not shipped.is_working_day(date(year, 9, 23))


def test_a_holiday_has_a_name_in_both_languages(shipped: HolidayTable) -> None:
    name = shipped.name_of(date(2026, 3, 20))
    assert name is not None
    assert (name.ar, name.en) == ("عيد الفطر", "Eid al-Fitr")
    assert shipped.name_of(date(2026, 3, 1)) is None


def test_the_script_that_made_the_table_still_makes_one() -> None:
    made = parse_holidays(table(), file="made.toml")
    assert made.covers(date(2035, 12, 31))


def test_a_confirmed_table_is_certain_inside_its_years_only() -> None:
    small = parse_holidays(SMALL, file="small.toml")
    assert small.is_certain(date(2026, 1, 1), date(2026, 12, 31))
    assert not small.is_certain(date(2026, 12, 31), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("find", "replacement", "code", "key"),
    [
        ('"2026-03-03"', '"2027-03-03"', "holidays.range", "days[0].day"),
        ('"2026-03-03"', '"third of March"', "holidays.date", "days[0].day"),
        ('kind = "feast"', 'kind = "feats"', "holidays.dangling", "days[0].kind"),
        (
            'kind = "feast" }',
            'kind = "feast" }, { day = "2026-03-03", kind = "feast" }',
            "holidays.duplicate",
            "days[1].day",
        ),
        ('status = "confirmed"', 'status = "sure"', "holidays.not_a_choice", "status"),
        ("last_year = 2026", "", "holidays.missing_key", "last_year"),
    ],
)
def test_a_broken_table_names_file_and_key(find: str, replacement: str, code: str, key: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        parse_holidays(SMALL.replace(find, replacement), file="small.toml")
    assert (caught.value.code, caught.value.field) == (code, key)
    assert "small.toml" in caught.value.ar


@given(st.dates(date(2024, 1, 1), date(2035, 6, 1)), st.integers(1, 40))
def test_working_days_are_in_order_and_skip_nothing_that_works(start: date, count: int) -> None:
    found = working_days_after(start, NO_HOLIDAYS)
    days = [next(found) for _ in range(count)]
    between = [date.fromordinal(n) for n in range(start.toordinal() + 1, days[-1].toordinal() + 1)]
    assert days == [day for day in between if day.strftime("%a") not in ("Fri", "Sat")]


# --- what head office has declared ---------------------------------------------------------------------------------

EID = date(2026, 3, 20)


def said(first: date, last: date, kind: str = OFF, at: str = "2026-11-22T08:00:00+00:00", **more: str) -> DeclaredDays:
    words = {"declared_by": "المدير العام", **more}
    return DeclaredDays(f"id {first} {at}", kind, first, last, Text("إجازة", "Holiday"), declared_at=at, **words)


def test_declared_days_are_off_and_one_that_is_worked_is_not(shipped: HolidayTable) -> None:
    monday = date(2026, 12, 7)
    table = with_declared(
        shipped, [said(monday, date(2026, 12, 8)), said(date(2026, 3, 22), date(2026, 3, 22), WORKING)]
    )
    assert [table.is_working_day(date(2026, 12, day)) for day in (6, 7, 8, 9)] == [True, False, False, True]
    assert not shipped.is_working_day(date(2026, 3, 22))
    assert table.is_working_day(date(2026, 3, 22))
    assert table.declared[monday].declared_by == "المدير العام"
    assert EID in table.names
    assert EID not in table.declared


def test_of_two_words_about_one_day_the_later_counts_in_whatever_order_they_came(shipped: HolidayTable) -> None:
    day = date(2026, 12, 7)
    words = [said(day, day), said(day, day, WORKING, "2026-11-23T08:00:00+00:00")]
    for order in (words, words[::-1]):
        assert with_declared(shipped, order).is_working_day(day)


def test_a_week_end_stays_one_whatever_is_declared(shipped: HolidayTable) -> None:
    friday = date(2026, 12, 4)
    table = with_declared(shipped, [said(friday, friday, WORKING)])
    assert not table.is_working_day(friday)
    assert friday not in table.declared


@pytest.mark.parametrize(
    ("one", "field"),
    [
        (said(date(2026, 12, 2), date(2026, 12, 1)), "to"),
        (said(date(2026, 12, 1), date(2027, 1, 1)), "to"),
        (said(date(2026, 12, 4), date(2026, 12, 5), WORKING), "from"),
        (said(date(2026, 12, 1), date(2026, 12, 1), declared_by=" "), "by"),
    ],
)
def test_what_head_office_may_not_declare_is_told_with_its_field(one: DeclaredDays, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_declared(one)
    assert broken.value.field == field
