"""The one-time code that lets a laptop join head office: a secret, and the fingerprint of head office's key.

36 characters of Crockford's base 32 in groups of four: 19 of the secret (95 bits), 16 of the fingerprint (80 bits) and
a check character, so that a wrong character is noticed before anything is sent, and a wrong server before the secret
is.
"""

import hashlib
import re
from dataclasses import dataclass

from domain.arabic import to_ascii_digits
from domain.errors import RuleBroken
from domain.office import ALPHABET

SECRET_CHARACTERS = 19
FINGERPRINT_CHARACTERS = 16
SECRET_BYTES = 12  # of which the first 95 bits are used
LENGTH = SECRET_CHARACTERS + FINGERPRINT_CHARACTERS + 1

_LOOKALIKES = str.maketrans("ILOU", "110V")
_SEPARATORS = re.compile(r"[\s\-‐-―_./\u200b-\u200f\u202a-\u202e\u2060-\u2069]+")


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """A code whose check character fits. `plain` is what travels, without hyphens."""

    plain: str

    def __str__(self) -> str:
        return "-".join(self.plain[start : start + 4] for start in range(0, LENGTH, 4))

    def fits_key(self, hub_key: bytes) -> bool:
        """Whether the code was made by the holder of this key."""
        return self.plain[SECRET_CHARACTERS:-1] == fingerprint(hub_key)

    @property
    def digest(self) -> bytes:
        """What head office keeps of the code."""
        return hashlib.sha256(b"istiqbal/enrolment/1" + self.plain.encode()).digest()


def make_code(secret: bytes, hub_key: bytes) -> EnrolmentCode:
    """A fresh code from 12 random bytes."""
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"a secret has {SECRET_BYTES} bytes")
    text = _base32(secret, SECRET_CHARACTERS) + fingerprint(hub_key)
    return EnrolmentCode(text + _check_character(text))


def read_code(typed: str) -> EnrolmentCode:
    """The code as typed or pasted: any case, any digits, with or without hyphens. Raises RuleBroken (field `code`)."""
    plain = _SEPARATORS.sub("", to_ascii_digits(typed)).upper().translate(_LOOKALIKES)
    if len(plain) != LENGTH or any(character not in ALPHABET for character in plain):
        raise RuleBroken(
            "enrol.code.form",
            ar="رمز الانضمام من ٣٦ خانة في تسع مجموعات؛ اكتبه كما أُرسل إليك من المركز الرئيس.",
            en="An enrolment code has 36 characters in nine groups; type it as head office gave it to you.",
            field="code",
        )
    if _check_character(plain[:-1]) != plain[-1]:
        raise RuleBroken(
            "enrol.code.checksum",
            ar="في رمز الانضمام خانة مكتوبة خطأ؛ قارنه بالأصل حرفًا حرفًا.",
            en="One character of the enrolment code is wrong; compare it with the original.",
            field="code",
        )
    return EnrolmentCode(plain)


def fingerprint(hub_key: bytes) -> str:
    return _base32(hashlib.sha256(b"istiqbal/fingerprint/1" + hub_key).digest(), FINGERPRINT_CHARACTERS)


def _base32(data: bytes, characters: int) -> str:
    bits = int.from_bytes(data, "big") >> (len(data) * 8 - characters * 5)
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(characters)))


def _check_character(text: str) -> str:
    """ISO 7064 hybrid, MOD 33,32: finds every single wrong character and nearly every swap of neighbours."""
    product = 32
    for character in text:
        total = (product + ALPHABET.index(character)) % 32 or 32
        product = total * 2 % 33
    return ALPHABET[(33 - product) % 32]
