"""The branch office: its code, and the numbers people read to each other.

A human number is ``CODE-XXXX-000123-C``: the office's code, four characters of the laptop's replica, a counter and a
check character, so two laptops never make the same one without ever talking. Letters people confuse (I L O U) are
not used in the parts we make, and are read as what they look like.
"""

import hashlib
import re
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase

from domain.arabic import to_arabic_digits, to_ascii_digits
from domain.errors import RuleBroken

# Crockford's base 32: no I, L, O or U, which are misread on paper.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REPLICA_CHARACTERS = 4
COUNTER_DIGITS = 6
MOST_NAME_CHARACTERS = 80
_MOST_DIGITS = 12
_LOOKALIKES = str.maketrans("ILOU", "110V")
_OFFICE_CODE = re.compile(r"[A-Z0-9]{2,8}", re.ASCII)
# Not `upper()`: it makes two letters of ß, and a Latin letter of some that are none.
_CAPITALS = str.maketrans(ascii_lowercase, ascii_uppercase)
_SEPARATORS = re.compile(r"[\s\-‐-―/\u200b-\u200f\u202a-\u202e\u2060-\u2069]+")


@dataclass(frozen=True, slots=True)
class HumanNumber:
    """The parts of a number whose check character fits; `str` is the number as printed."""

    office_code: str
    replica: str
    counter: int

    def __str__(self) -> str:
        return _written(self.office_code, self.replica, self.counter)


def normal_office_code(text: str) -> str:
    """The one spelling of an office's code, however it was typed: small letters, Arabic or Persian digits and blanks
    around it make no difference. Raises RuleBroken (field ``office_code``)."""
    return check_office_code(to_ascii_digits(text).strip().translate(_CAPITALS))


def check_office_code(code: str) -> str:
    """The same code: 2 to 8 characters A–Z and 0–9. Raises RuleBroken (field ``office_code``)."""
    if not _OFFICE_CODE.fullmatch(code):
        raise RuleBroken(
            "office.code",
            ar="رمز المكتب من ٢ إلى ٨ خانات: حروف لاتينية وأرقام فقط، مثل RYD1.",
            en="An office code has 2 to 8 characters: Latin letters and digits only, like RYD1.",
            field="office_code",
        )
    return code


def check_office_name(text: str) -> str:
    """The name on one line, as it stands on every paper's head. Raises RuleBroken (field ``office_name``)."""
    name = " ".join(text.split())
    if not name:
        raise RuleBroken("office.name", ar="اكتب اسم المكتب.", en="Write the name of the office.", field="office_name")
    if len(name) > MOST_NAME_CHARACTERS:
        raise RuleBroken(
            "office.name.long",
            ar=f"اسم المكتب أطول من {to_arabic_digits(str(MOST_NAME_CHARACTERS))} حرفًا؛ اختصره ليتسع له رأس الورقة.",
            en=f"The office's name is longer than {MOST_NAME_CHARACTERS} characters; shorten it to fit a paper's head.",
            field="office_name",
        )
    return name


def replica_characters(replica: bytes) -> str:
    """The four characters that stand for a replica in its numbers, spread evenly whatever the replica's bytes are."""
    bits = int.from_bytes(hashlib.sha256(b"istiqbal/replica-characters/1" + replica).digest()[:4], "big") >> 12
    return "".join(ALPHABET[bits >> shift & 31] for shift in (15, 10, 5, 0))


def human_number(office_code: str, replica: bytes, counter: int) -> str:
    """The number of the counter-th paper or file of this replica; never the same twice while the counter only grows."""
    if not 0 < counter < 10**_MOST_DIGITS:
        raise ValueError(f"a counter starts at 1: {counter}")
    return _written(check_office_code(office_code), replica_characters(replica), counter)


def check_human_number(text: str) -> HumanNumber:
    """The number typed or read aloud: any case and digits, spaces for hyphens. Raises RuleBroken (field ``number``)."""
    parts = [part for part in _SEPARATORS.split(to_ascii_digits(text).upper()) if part]
    if len(parts) != 4:
        raise _unreadable()
    office_code, *made = parts
    replica, counter, check = (part.translate(_LOOKALIKES) for part in made)
    is_shaped = (
        _OFFICE_CODE.fullmatch(office_code)
        and re.fullmatch(f"[{ALPHABET}]{{{REPLICA_CHARACTERS}}}", replica)
        and re.fullmatch(f"[0-9]{{{COUNTER_DIGITS},{_MOST_DIGITS}}}", counter, re.ASCII)
    )
    if not is_shaped:
        raise _unreadable()
    if check != _check_character(office_code + replica + counter):
        raise RuleBroken(
            "number.checksum",
            ar="في الرقم خانة مكتوبة خطأ؛ قارنه بالورقة حرفًا حرفًا.",
            en="One character of the number is wrong; compare it with the paper.",
            field="number",
        )
    return HumanNumber(office_code, replica, int(counter))


def is_human_number(text: str) -> bool:
    """Whether `text` reads as a number and its check character fits."""
    try:
        check_human_number(text)
    except RuleBroken:
        return False
    return True


def number_as_printed(text: str) -> str:
    """The one spelling of a number however it was typed; what is no number (an id) comes back as it is."""
    try:
        return str(check_human_number(text))
    except RuleBroken:
        return text


def _written(office_code: str, replica: str, counter: int) -> str:
    digits = f"{counter:0{COUNTER_DIGITS}d}"
    return f"{office_code}-{replica}-{digits}-{_check_character(office_code + replica + digits)}"


def _check_character(text: str) -> str:
    """Luhn modulo 32: finds every single wrong character, and every swap of neighbours but 0 with Z."""
    total = 0
    for place, character in enumerate(reversed(text.translate(_LOOKALIKES))):
        value = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def _unreadable() -> RuleBroken:
    return RuleBroken(
        "number.form",
        ar="اكتب الرقم كما طُبع: رمز المكتب ثم ثلاثة أجزاء بينها شرطات، مثل RYD1-7K2M-000123-9.",
        en="Write the number as printed: office code and three parts with hyphens, like RYD1-7K2M-000123-9.",
        field="number",
    )
