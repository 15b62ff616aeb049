"""The code on the recovery sheet: 160 bits that a person can copy, and a check that finds what was copied wrongly."""

import hashlib

from domain.arabic import to_ascii_digits
from domain.errors import RuleBroken

CODE_BYTES = 20
# Crockford's alphabet: no I, L, O, U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 5
LETTERS = CODE_BYTES * 8 // BITS
CHECK_LETTERS = 4
GROUP = 4

_READ_AS = str.maketrans("OIL", "011")


def write_code(secret: bytes) -> str:
    """Nine groups of four letters and digits, to be printed from left to right."""
    if len(secret) != CODE_BYTES:
        raise ValueError(f"a recovery code is {CODE_BYTES} bytes, not {len(secret)}")
    letters = _letters(int.from_bytes(secret), LETTERS) + _check(secret)
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def read_code(text: str) -> bytes:
    """What `write_code` was given, however the code was typed: small letters, other digits, no hyphens, O for 0.

    Raises RuleBroken (field ``code``) when it was not copied rightly; a slip stays unnoticed once in a million times.
    """
    typed = to_ascii_digits(text).upper()
    letters = "".join(letter for letter in typed if letter.isalnum()).translate(_READ_AS)
    if len(letters) != LETTERS + CHECK_LETTERS:
        raise RuleBroken(
            "recovery.length",
            ar="رمز الاستعادة ٣٦ خانة في تسع مجموعات، وما كُتب ليس كذلك. انقله كاملًا من الورقة.",
            en="A recovery code has 36 characters in nine groups, and this has not. Copy all of it from the sheet.",
            field="code",
        )
    if any(letter not in ALPHABET for letter in letters):
        raise _miscopied()
    number = 0
    for letter in letters[:LETTERS]:
        number = number << BITS | ALPHABET.index(letter)
    secret = number.to_bytes(CODE_BYTES)
    if _check(secret) != letters[LETTERS:]:
        raise _miscopied()
    return secret


def _check(secret: bytes) -> str:
    digest = hashlib.sha256(b"istiqbal/recovery-code/1" + secret).digest()
    return _letters(int.from_bytes(digest), CHECK_LETTERS)


def _letters(number: int, count: int) -> str:
    """The last `count` letters of the number."""
    return "".join(ALPHABET[number >> BITS * at & len(ALPHABET) - 1] for at in reversed(range(count)))


def _miscopied() -> RuleBroken:
    return RuleBroken(
        "recovery.miscopied",
        ar="في رمز الاستعادة خانة منقولة خطأ. قارنه بالورقة مجموعةً مجموعة.",
        en="A character of the recovery code was copied wrongly. Compare it with the sheet, group by group.",
        field="code",
    )
