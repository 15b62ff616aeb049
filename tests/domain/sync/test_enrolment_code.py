"""The code that lets a laptop join: what is typed wrong is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleBroken
from domain.office import ALPHABET
from domain.sync.enrolment_code import LENGTH, SECRET_BYTES, SECRET_CHARACTERS, fingerprint, make_code, read_code

SECRETS = st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES)
KEYS = st.binary(min_size=32, max_size=32)
CODE = make_code(bytes(range(SECRET_BYTES)), bytes(32))


@given(secret=SECRETS, key=KEYS)
def test_a_code_is_read_as_it_was_made(secret: bytes, key: bytes) -> None:
    code = make_code(secret, key)
    assert read_code(str(code)) == code
    assert code.fits_key(key)
    assert [len(group) for group in str(code).split("-")] == [4] * 9


@given(key=KEYS)
def test_a_code_fits_its_own_key_only(key: bytes) -> None:
    assert CODE.fits_key(key) == (fingerprint(key) == fingerprint(bytes(32)))


def test_a_code_holds_80_random_bits_and_80_of_the_key() -> None:
    assert SECRET_CHARACTERS * 5 >= 80
    assert (LENGTH - 1 - SECRET_CHARACTERS) * 5 >= 80
    first, last = make_code(b"\x80" + bytes(11), bytes(32)), make_code(bytes(11) + b"\x02", bytes(32))
    assert len({CODE.plain, first.plain, last.plain, make_code(bytes(12), bytes(32)).plain}) == 4


def test_letters_and_digits_that_look_alike_are_read_as_one() -> None:
    code = make_code(b"\x00\x43\x00\x00" * 3, bytes(32))
    typed = code.plain.lower().replace("0", "o").replace("1", "l")
    assert read_code(typed) == code


def test_every_single_wrong_character_is_noticed() -> None:
    for place, right in enumerate(CODE.plain):
        for wrong in ALPHABET.replace(right, ""):
            with pytest.raises(RuleBroken, match="wrong"):
                read_code(CODE.plain[:place] + wrong + CODE.plain[place + 1 :])


def test_nearly_every_swap_of_neighbours_is_noticed() -> None:
    swapped = [CODE.plain[:n] + CODE.plain[n + 1] + CODE.plain[n] + CODE.plain[n + 2 :] for n in range(LENGTH - 1)]
    different = [text for text in swapped if text != CODE.plain]
    noticed = 0
    for text in different:
        try:
            read_code(text)
        except RuleBroken:
            noticed += 1
    assert noticed >= len(different) - 1


def test_the_secret_is_kept_as_a_hash_only() -> None:
    assert CODE.plain.encode() not in CODE.digest
    assert len(CODE.digest) == 32
