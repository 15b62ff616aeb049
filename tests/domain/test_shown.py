"""Values are shown as a clerk writes them; what is not what its column says is shown as it stands."""

import pytest

from domain.person import ID_TYPE_NAMES, SEX_NAMES
from domain.record_names import CELLS, COLUMNS, KINDS, VALUES
from domain.record_words import cell, record, value
from domain.shown import shown_day, shown_gregorian, shown_hijri, shown_iban, shown_mobile, shown_moment, shown_time
from domain.sync.schema import TABLES

BOTH = "السبت 21 نوفمبر 2026 م، 11 جمادى الآخرة 1448 هـ"


@pytest.mark.parametrize(
    ("column", "stored", "shown"),
    [
        ("mobile", "+966501234567", "050 123 4567"),
        ("mobile", "+971501234567", "+971501234567"),
        ("iban", "SA0380000000608010167519", "SA03 8000 0000 6080 1016 7519"),
        ("born_hijri", "1410-05-12", "12 جمادى الأولى 1410 هـ"),
        ("born_gregorian", "1989-12-10", "10 ديسمبر 1989 م"),
        ("day", "2026-11-21", BOTH),
        ("time", "09:05", "9:05 ص"),
        ("started_at", "2026-11-21T13:40+03:00", f"{BOTH}، 1:40 م"),
        ("sex", "female", "أنثى"),
        ("state", "finished", "مكتملة"),
        ("kind", "ink", "بالقلم على الورق"),
        ("note", "+966501234567", "+966501234567"),
        ("mobile", "", "فارغ"),
    ],
)
def test_a_value_is_said_as_a_clerk_writes_it(column: str, stored: str, shown: str) -> None:
    assert value(column, stored).ar == shown


@pytest.mark.parametrize("odd", ["", "1410", "1410-13-01", "2026-99-30", "25:00", "نص", "2026-11-21T99:00"])
def test_what_is_no_day_and_no_time_stands_as_it_is(odd: str) -> None:
    for show in (shown_hijri, shown_gregorian, shown_day, shown_moment, shown_time):
        if not (show is shown_gregorian and odd == ""):
            assert show(odd) == odd


def test_a_moment_is_told_by_the_offices_clock() -> None:
    assert shown_moment("2026-11-20T21:30:52.855000+00:00") == f"{BOTH}، 12:30 ص"
    assert shown_mobile("0501234567") == "0501234567"
    assert shown_iban("") == ""


def test_a_day_without_a_hijri_table_has_its_gregorian_one() -> None:
    assert shown_day("2090-01-01") == "1 يناير 2090 م"


def test_every_field_of_every_record_that_is_shown_has_an_arabic_name() -> None:
    unsaid = {one.name for table in TABLES for one in table.cells if not cell(one.name).ar.isascii()}
    assert {"mobile", "identity", "answers", "born"} <= unsaid
    assert all(not name.ar.isascii() and name.en.isascii() for name in (*CELLS.values(), *KINDS.values()))
    assert all(not name.ar.isascii() and name.en.isascii() for column, name in COLUMNS.items() if column != "restored")
    assert VALUES["sex"] == SEX_NAMES
    assert set(VALUES["id_type"]) == set(ID_TYPE_NAMES)


def test_a_visit_is_named_by_its_day_and_hour_and_other_names_stand() -> None:
    assert record("visits", "2026-11-21 09:05 · سعد").ar == "زيارة السبت 21 نوفمبر 2026 م، 9:05 ص · سعد"
    assert record("visits", "نورة العتيبي").ar == "زيارة نورة العتيبي"
    assert record("persons", "نورة العتيبي").ar == "ملف نورة العتيبي"


def test_a_record_is_named_in_english_too() -> None:
    assert record("visits", "2026-11-21 09:05 · سعد").en == "visit Saturday 21 November 2026, 9:05 am · سعد"
    assert value("roles", "clerk manager").en == "Reception clerk, General manager"
    assert value("restored", "").en == "restored"
