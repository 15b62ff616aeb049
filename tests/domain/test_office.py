from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arabic import to_arabic_digits
from domain.errors import RuleBroken
from domain.office import (
    ALPHABET,
    HumanNumber,
    check_human_number,
    check_office_code,
    human_number,
    is_human_number,
    normal_office_code,
    number_as_printed,
    replica_characters,
)

CODES = st.from_regex(r"[A-Z0-9]{2,8}", fullmatch=True)
REPLICAS = st.binary(min_size=8, max_size=16)
COUNTERS = st.integers(1, 99_999_999)
LOOKALIKE = {"I": "1", "L": "1", "O": "0", "U": "V"}


def folded(text: str) -> str:
    return "".join(LOOKALIKE.get(character, character) for character in text)


def test_a_number_has_office_replica_counter_and_check() -> None:
    number = human_number("RYD1", b"replica-one", 123)
    office, replica, counter, check = number.split("-")
    assert (office, replica, counter) == ("RYD1", replica_characters(b"replica-one"), "000123")
    assert len(replica) == 4
    assert check in ALPHABET
    assert check_human_number(number) == HumanNumber("RYD1", replica, 123)


def test_numbers_printed_once_stay_valid() -> None:
    assert human_number("RYD1", b"replica-one", 123) == "RYD1-TQQC-000123-T"


@given(CODES, REPLICAS, COUNTERS)
def test_a_number_is_read_back_however_it_is_typed(code: str, replica: bytes, counter: int) -> None:
    number = human_number(code, replica, counter)
    read = check_human_number(number)
    assert str(read) == number
    assert read.counter == counter
    assert check_human_number(f" {number.lower().replace('-', ' ')} ") == read
    assert check_human_number("\u2066" + number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) + "\u2069") == read
    assert is_human_number(number)


@given(CODES, REPLICAS, COUNTERS, st.data())
def test_one_wrong_character_is_always_found(code: str, replica: bytes, counter: int, data: st.DataObject) -> None:
    number = human_number(code, replica, counter)
    place = data.draw(st.sampled_from([at for at, character in enumerate(number) if character != "-"]))
    wrong = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))
    if folded(wrong) != folded(number[place]):
        assert not is_human_number(number[:place] + wrong + number[place + 1 :])


@given(CODES, REPLICAS, COUNTERS)
def test_swapped_neighbours_are_found(code: str, replica: bytes, counter: int) -> None:
    number = human_number(code, replica, counter)
    for at in range(len(number) - 1):
        one, other = folded(number[at]), folded(number[at + 1])
        if "-" not in (one, other) and one != other and {one, other} != {"0", "Z"}:
            assert not is_human_number(number[:at] + number[at + 1] + number[at] + number[at + 2 :])


@given(REPLICAS, COUNTERS, COUNTERS)
def test_two_counters_never_share_a_number(replica: bytes, one: int, other: int) -> None:
    assert (human_number("RYD1", replica, one) == human_number("RYD1", replica, other)) == (one == other)


def test_replicas_that_differ_in_their_last_bit_have_different_characters() -> None:
    made = {replica_characters(bytes(15) + bytes([last])) for last in range(256)}
    assert len(made) >= 255


@pytest.mark.parametrize(
    "text", ["", "RYD1", "RYD1-7K2M-000123", "R-7K2M-000123-9", "RYD1-7K2M-123-9", "RYD1-7K2-000123-9"]
)
def test_what_is_no_number_is_refused_with_the_form_it_has(text: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        check_human_number(text)
    assert (caught.value.code, caught.value.field) == ("number.form", "number")


def test_a_wrong_check_character_has_its_own_sentence() -> None:
    number = human_number("RYD1", b"replica-one", 123)
    with pytest.raises(RuleBroken) as caught:
        check_human_number(number.replace("000123", "000124"))
    assert caught.value.code == "number.checksum"


@pytest.mark.parametrize("code", ["RYD1", "00", "ABCDEFGH"])
def test_a_code_of_capitals_and_digits_is_taken(code: str) -> None:
    assert check_office_code(code) == code


@pytest.mark.parametrize("code", ["", "A", "ABCDEFGHI", "ryd1", "RY D", "رياض", "RYD-1", "RYD١", "RYD1\n"])
def test_other_codes_are_refused(code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        check_office_code(code)
    assert caught.value.field == "office_code"


@pytest.mark.parametrize("counter", [0, -1, 10**12])
def test_a_counter_starts_at_one(counter: int) -> None:
    with pytest.raises(ValueError, match="counter"):
        human_number("RYD1", b"replica-one", counter)


@pytest.mark.parametrize("typed", ["RYD1", "ryd1", " Ryd1 ", "ryd١", "RYD۱"])
def test_an_office_has_one_code_however_it_is_typed(typed: str) -> None:
    assert normal_office_code(typed) == "RYD1"


@pytest.mark.parametrize("typed", ["", " ", "r", "riyadh123", "الرياض", "ryd 1", "ryd-1", "ıst", "straße"])
def test_what_is_no_code_in_any_case_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="RYD1") as caught:
        normal_office_code(typed)
    assert caught.value.field == "office_code"


@pytest.mark.parametrize("shape", [str, str.lower, to_arabic_digits, lambda number: f" {number.replace('-', ' ')} "])
def test_a_number_is_found_however_it_is_typed(shape: Callable[[str], str]) -> None:
    number = human_number("RYD1", bytes(16), 12)
    assert number_as_printed(shape(number)) == number


@pytest.mark.parametrize("text", ["01a1fe6a-a9ab-7e3d-a8b3-7779048299a8", "", "نورة", "RYD1-YYER-000001-1"])
def test_what_is_no_number_stays_as_it_is(text: str) -> None:
    assert number_as_printed(text) == text
