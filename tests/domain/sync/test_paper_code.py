"""The square code of a paper: read as it was written, by whoever knows the laptop, and by nobody else's hand."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleBroken
from domain.sync.paper_code import _ALPHABET, PREFIX, PaperCode, _from_base45, _to_base45, read_code, write_code

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = KEY.public_key().public_bytes_raw()
STRANGER = OTHER.public_key().public_bytes_raw()
CODE = PaperCode("RYD1-7F3K-000123-C", "intake", "4", 1_795_000_000, "RYD1", bytes(range(32)))

TEXTS = st.text(max_size=64)
CODES = st.builds(
    PaperCode, TEXTS, TEXTS, TEXTS, st.integers(0, (1 << 37) - 1), TEXTS, st.binary(min_size=32, max_size=32)
)


def _signer(text: str) -> bytes | None:
    """Who signed it, as the laptop would say; nobody when it is refused."""
    try:
        return read_code(text).signer([PUBLIC])
    except RuleBroken:
        return None


def test_a_code_is_read_as_it_was_written_and_names_who_signed_it() -> None:
    read = read_code(write_code(CODE, KEY))
    assert read.code == CODE
    assert read.signer([STRANGER, PUBLIC]) == PUBLIC
    assert read.signer([STRANGER]) is None


def test_a_paper_printed_again_bears_the_same_code() -> None:
    assert write_code(CODE, KEY) == write_code(CODE, KEY)


def test_a_usual_code_fits_a_square_of_34_millimetres() -> None:
    """Version 10 at level M, of 57 modules, holds 311 characters; version 9 of 53 holds 262."""
    assert len(write_code(CODE, KEY)) <= 262


def test_what_is_written_uses_only_the_alphabet_of_the_dense_mode() -> None:
    assert set(write_code(CODE, KEY)) <= set(_ALPHABET)


@given(CODES)
def test_every_code_comes_back(code: PaperCode) -> None:
    text = write_code(code, KEY)
    if len(text) <= 512:
        assert read_code(text).code == code


def test_a_moment_that_no_calendar_can_say_is_no_code() -> None:
    """A stolen laptop signs what it likes: whoever checks it must still be able to write the date."""
    latest = read_code(write_code(replace(CODE, made=(1 << 37) - 1), KEY)).code
    assert datetime.fromtimestamp(latest.made, UTC).year == 6325
    with pytest.raises(RuleBroken):
        read_code(write_code(replace(CODE, made=1 << 38), KEY))


@given(st.data())
def test_one_changed_character_is_noticed(data: st.DataObject) -> None:
    text = write_code(CODE, KEY)
    place = data.draw(st.integers(0, len(text) - 1))
    changed = data.draw(st.sampled_from(_ALPHABET).filter(lambda character: character != text[place]))
    forged = text[:place] + changed + text[place + 1 :]
    assert _signer(forged) is None


@given(st.one_of(st.text(), st.text(alphabet=_ALPHABET).map(PREFIX.__add__)))
def test_whatever_else_is_scanned_is_refused_or_unsigned(text: str) -> None:
    assert _signer(text) is None


@pytest.mark.parametrize(
    "body", [b"\x9f" * 4000, b"\x86" + b"\x60" * 6, b"\xa1\x01\x02", b"", b"\xd8\x1c\x80", b"\x1b" + b"\xff" * 8]
)
def test_a_body_of_another_shape_is_refused(body: bytes) -> None:
    with pytest.raises(RuleBroken):
        read_code(PREFIX + _to_base45(bytes(64) + body))


@pytest.mark.parametrize(
    ("plain", "encoded"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0")],
)
def test_base_45_is_that_of_the_standard(plain: bytes, encoded: str) -> None:
    """The examples of RFC 9285."""
    assert _to_base45(plain) == encoded
    assert _from_base45(encoded) == plain


@pytest.mark.parametrize("text", ["GGX", ":::", "A", "ab0", "BB8A"])
def test_what_base_45_cannot_say_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken):
        _from_base45(text)
