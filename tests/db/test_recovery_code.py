import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.recovery_code import ALPHABET, CODE_BYTES, read_code, write_code
from tests.support.keys import code_of


@given(st.binary(min_size=CODE_BYTES, max_size=CODE_BYTES))
def test_a_recovery_code_comes_back_as_it_was_printed(secret: bytes) -> None:
    code = write_code(secret)
    assert len(code.split("-")) == 9
    assert read_code(code) == secret


@given(
    st.binary(min_size=CODE_BYTES, max_size=CODE_BYTES), st.integers(0, 35), st.sampled_from(ALPHABET), st.booleans()
)
def test_one_wrong_character_or_two_swapped_are_noticed(secret: bytes, at: int, letter: str, swap: bool) -> None:
    letters = list(write_code(secret).replace("-", ""))
    before = list(letters)
    if swap:
        letters[at - 1], letters[at] = letters[at], letters[at - 1]
    else:
        letters[at] = letter
    if letters != before:
        assert code_of(lambda: read_code("".join(letters))) == "recovery.miscopied"


def test_a_code_typed_with_other_digits_marks_and_letters_is_read() -> None:
    secret = bytes(range(CODE_BYTES))
    typed = write_code(secret).lower().replace("0", "٠").replace("1", "l").replace("-", " – ")
    assert read_code(f"\u200e{typed}\u200f\n") == secret


@pytest.mark.parametrize("length", [0, 19, 21, 32])
def test_a_secret_of_another_length_is_a_bug(length: int) -> None:
    with pytest.raises(ValueError, match="20 bytes"):
        write_code(bytes(length))
