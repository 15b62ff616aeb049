from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleBroken
from domain.identity import NationalId, check_national_id, parse_iban, parse_mobile

VALID_IBAN = "SA0380000000608010167519"


def problem_of(read: Callable[[str], object], text: str) -> RuleBroken | None:
    try:
        read(text)
    except RuleBroken as broken:
        return broken
    return None


@pytest.mark.parametrize(
    "typed", ["1000000008", " 1000000008 ", "١٠٠٠٠٠٠٠٠٨", "۱۰۰۰۰۰۰۰۰۸", "1000-000-008", "\u20661000000008\u2069"]
)
def test_a_citizens_number_is_read_in_any_digits(typed: str) -> None:
    assert check_national_id(typed) == NationalId("1000000008", "citizen")


def test_a_number_that_starts_with_two_is_a_resident() -> None:
    assert check_national_id("2000000006") == NationalId("2000000006", "resident")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "person.id.empty"),
        ("   ", "person.id.empty"),
        ("10000000ab", "person.id.letters"),
        ("100000000", "person.id.length"),
        ("10000000080", "person.id.length"),
        ("3000000004", "person.id.first_digit"),
        ("1000000000", "person.id.checksum"),
        ("10000000²8", "person.id.letters"),
    ],
)
def test_each_mistake_in_an_identity_number_has_its_own_sentence(typed: str, code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        check_national_id(typed)
    assert (caught.value.code, caught.value.field) == (code, "id_number")


def test_a_failed_check_digit_can_be_overridden_and_nothing_else() -> None:
    assert check_national_id("1000000000", overridden=True).number == "1000000000"
    with pytest.raises(RuleBroken) as caught:
        check_national_id("100000000", overridden=True)
    assert caught.value.code == "person.id.length"


@given(st.integers(0, 9), st.integers(0, 9))
def test_one_wrong_digit_never_passes(place: int, digit: int) -> None:
    wrong = "1000000008"[:place] + str(digit) + "1000000008"[place + 1 :]
    if wrong == "1000000008":
        return
    with pytest.raises(RuleBroken):
        check_national_id(wrong)


@pytest.mark.parametrize(
    "typed",
    [
        "0512345678",
        "512345678",
        "966512345678",
        "00966512345678",
        "+966512345678",
        "+966 51 234 5678",
        "+9660512345678",
        "٠٥١٢٣٤٥٦٧٨",
        "۰۵۱۲۳۴۵۶۷۸",
        "(051) 234-5678",
        "٠٠٩٦٦٥١٢٣٤٥٦٧٨",
    ],
)
def test_all_ways_to_write_a_saudi_mobile_are_one_number(typed: str) -> None:
    assert parse_mobile(typed) == "+966512345678"


@pytest.mark.parametrize(("typed", "stored"), [("+971501234567", "+971501234567"), ("0096550123456", "+96550123456")])
def test_a_visitors_number_of_another_country_is_kept(typed: str, stored: str) -> None:
    assert parse_mobile(typed) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "person.mobile.empty"),
        ("05x2345678", "person.mobile.letters"),
        ("05123", "person.mobile.short"),
        ("05123456789", "person.mobile.long"),
        ("0112345678", "person.mobile.not_mobile"),
        ("+999123", "person.mobile.unknown"),
        ("+1", "person.mobile.unknown"),
        ("+" + "9" * 400, "person.mobile.unknown"),
        ("+971", "person.mobile.unknown"),
        ("++966512345678", "person.mobile.letters"),
    ],
)
def test_each_mistake_in_a_mobile_has_its_own_sentence(typed: str, code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        parse_mobile(typed)
    assert (caught.value.code, caught.value.field) == (code, "mobile")


@pytest.mark.parametrize(
    "typed", [VALID_IBAN, VALID_IBAN.lower(), "SA03 8000 0000 6080 1016 7519", "SA٠٣٨٠٠٠٠٠٠٠٦٠٨٠١٠١٦٧٥١٩"]
)
def test_an_iban_is_kept_compact(typed: str) -> None:
    assert parse_iban(typed) == VALID_IBAN


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "person.iban.empty"),
        ("AE070331234567890123456", "person.iban.country"),
        ("0380000000608010167519", "person.iban.country"),
        ("SA038000000060801016751", "person.iban.length"),
        ("SA03800000006080101675AB", "person.iban.letters"),
        ("SA0480000000608010167519", "person.iban.checksum"),
    ],
)
def test_each_mistake_in_an_iban_has_its_own_sentence(typed: str, code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        parse_iban(typed)
    assert (caught.value.code, caught.value.field) == (code, "iban")


@given(st.text(max_size=30))
def test_any_text_is_either_a_number_or_a_sentence(text: str) -> None:
    readers: list[tuple[Callable[[str], object], str]] = [
        (check_national_id, "id_number"),
        (parse_mobile, "mobile"),
        (parse_iban, "iban"),
    ]
    for read, field in readers:
        problem = problem_of(read, text)
        assert problem is None or (problem.field == field and problem.ar and problem.en)


@pytest.mark.parametrize("typed", ["1000000000", "0112345678", "SA0480000000608010167519"])
def test_a_sentence_never_repeats_what_was_typed(typed: str) -> None:
    for read in (check_national_id, parse_mobile, parse_iban):
        with pytest.raises(RuleBroken) as caught:
            read(typed)
        assert typed not in str(caught.value)
