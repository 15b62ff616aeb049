"""Numbers that identify or reach a person in Saudi Arabia: identity number, mobile, IBAN.

Input may use any digits, spaces and hyphens; what is returned is ASCII. Messages never repeat the number typed.
"""

import re
from dataclasses import dataclass
from typing import Literal, NoReturn

from stdnum import luhn
from stdnum.iso7064 import mod_97_10

from domain.arabic import to_arabic_digits, to_ascii_digits
from domain.errors import RuleBroken

_IGNORED = re.compile(r"[\s\-‐-―().\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")

IDENTITY_LENGTH = 10
SAUDI_MOBILE_LENGTH = 9
SAUDI_IBAN_LENGTH = 24


@dataclass(frozen=True, slots=True)
class NationalId:
    """A number of the Saudi civil register: `citizen` starts with 1, `resident` with 2."""

    number: str
    kind: Literal["citizen", "resident"]


def check_national_id(text: str, *, overridden: bool = False) -> NationalId:
    """The identity or residence number in `text`.

    Raises RuleBroken (field ``id_number``). Only ``person.id.checksum`` may be overridden by a clerk with a reason;
    `overridden` then lets such a number through, and nothing else.
    """
    number = _compact(text)
    if not number:
        _refuse_id("empty", "اكتب رقم الهوية أو الإقامة.", "Enter the identity or residence number.")
    if not (number.isascii() and number.isdigit()):
        _refuse_id("letters", "رقم الهوية أرقام فقط، احذف ما سواها.", "An identity number has digits only.")
    if len(number) != IDENTITY_LENGTH:
        _refuse_id(
            "length",
            to_arabic_digits(f"رقم الهوية {IDENTITY_LENGTH} أرقام، والمكتوب {len(number)}؛ أعد قراءته من البطاقة."),
            f"An identity number has {IDENTITY_LENGTH} digits; {len(number)} were typed. Read it from the card again.",
        )
    if number[0] not in "12":
        _refuse_id(
            "first_digit",
            "يبدأ رقم المواطن بالرقم ١ ورقم المقيم بالرقم ٢؛ إن كان المستند غير ذلك فغيّر نوع الهوية.",
            "A citizen's number starts with 1, a resident's with 2; for another document change the identity type.",
        )
    if not overridden and not luhn.is_valid(number):
        _refuse_id(
            "checksum",
            "رقم الهوية لا يجتاز فحص الصحة، فغالبًا فيه رقم مكتوب خطأ؛ صحّحه، أو اكتب سبب قبوله كما هو.",
            "The identity number fails its check digit: correct it, or give the reason for accepting it as it is.",
        )
    return NationalId(number, "citizen" if number[0] == "1" else "resident")


def parse_mobile(text: str) -> str:
    """The mobile in E.164 (``+9665…``): 05…, 5…, 966…, 00966… and +966… are one number.

    A number of another country is taken when it is written with + or 00 and is valid there (visitors). Raises
    RuleBroken (field ``mobile``).
    """
    number = _compact(text)
    if not number:
        _refuse_mobile("empty", "اكتب رقم الجوال.", "Enter the mobile number.")
    if not re.fullmatch(r"\+?[0-9]+", number, re.ASCII):
        _refuse_mobile("letters", "رقم الجوال أرقام فقط، وقد يسبقها +.", "A mobile number has digits only, + may lead.")
    international = "+" + number.lstrip("+") if number.startswith("+") else re.sub(r"^00", "+", number)
    if not international.startswith("+"):
        international = "+966" + re.sub(r"^(966)?0?", "", international)
    if international.startswith("+966"):
        return _saudi_mobile(re.sub(r"^\+9660?", "", international))
    return _valid_in_its_country(international)


def parse_phone(text: str) -> str:
    """Any telephone in E.164, mobiles and landlines alike; without + or 00 it is a Saudi one (``011…``, ``05…``).

    Raises RuleBroken (field ``phone``).
    """
    number = _compact(text)
    international = number if number.startswith("+") else re.sub(r"^00", "+", number)
    if not international.startswith("+"):
        international = "+966" + re.sub(r"^(966)?0?", "", international)
    is_number = re.fullmatch(r"\+[0-9]+", international, re.ASCII) is not None
    found = _valid_number(international) if number and is_number else None
    if found is None:
        raise RuleBroken(
            "person.phone.unknown",
            ar="لا يوجد رقم هاتف بهذا الشكل؛ الثابت يبدأ برمز المنطقة مثل ٠١١، والخارجي بـ + ثم رمز الدولة.",
            en="No telephone has this form: a landline starts with its area code like 011, one abroad with +.",
            field="phone",
        )
    return found


def parse_iban(text: str) -> str:
    """The Saudi IBAN, compact and upper case: SA and 22 digits that pass mod 97. Raises RuleBroken (field ``iban``)."""
    iban = _compact(text).upper()
    if not iban:
        _refuse_iban("empty", "اكتب رقم الآيبان.", "Enter the IBAN.")
    if not iban.startswith("SA"):
        _refuse_iban(
            "country",
            "يبدأ الآيبان السعودي بالحرفين SA؛ الحساب خارج المملكة لا يُقبل هنا.",
            "A Saudi IBAN starts with SA; an account abroad is not accepted here.",
        )
    if len(iban) != SAUDI_IBAN_LENGTH:
        _refuse_iban(
            "length",
            to_arabic_digits(f"الآيبان السعودي {SAUDI_IBAN_LENGTH} خانة، والمكتوب {len(iban)}؛ راجع شهادة الآيبان."),
            f"A Saudi IBAN has {SAUDI_IBAN_LENGTH} characters; {len(iban)} were typed.",
        )
    if not re.fullmatch(r"SA[0-9]{22}", iban, re.ASCII):
        _refuse_iban("letters", "بعد الحرفين SA أرقام فقط.", "After SA an IBAN has digits only.")
    if not mod_97_10.is_valid(iban[4:] + iban[:4]):
        _refuse_iban(
            "checksum",
            "رقم الآيبان لا يجتاز فحص الصحة، فيه رقم مكتوب خطأ؛ انقله من شهادة الآيبان.",
            "The IBAN fails its check digits: copy it again from the bank's certificate.",
        )
    return iban


def _compact(text: str) -> str:
    return _IGNORED.sub("", to_ascii_digits(text))


def _saudi_mobile(national: str) -> str:
    if not national.startswith("5"):
        _refuse_mobile(
            "not_mobile",
            "رقم الجوال السعودي يبدأ بـ ٠٥؛ هذا رقم هاتف ثابت أو خطأ.",
            "A Saudi mobile starts with 05; this is a landline or a mistake.",
        )
    if len(national) != SAUDI_MOBILE_LENGTH:
        kind, ar = ("short", "ناقص") if len(national) < SAUDI_MOBILE_LENGTH else ("long", "زائد")
        _refuse_mobile(
            kind,
            f"رقم الجوال {ar}: عشرة أرقام تبدأ بـ ٠٥.",
            f"The mobile number is too {kind}: ten digits starting with 05.",
        )
    return _valid_in_its_country("+966" + national)


def _valid_in_its_country(international: str) -> str:
    found = _valid_number(international, is_mobile=True)
    if found is None:
        _refuse_mobile(
            "unknown",
            "لا يوجد رقم جوال بهذا الشكل؛ اسأل صاحبه وأعد كتابته، والرقم الخارجي يبدأ بـ + ثم رمز الدولة.",
            "No mobile number has this form; ask again. A number abroad starts with + and its country code.",
        )
    return found


def _valid_number(international: str, *, is_mobile: bool = False) -> str | None:
    """In E.164; None when no such number is given out in its country, or it is no mobile where one is wanted."""
    # 13 ms of import that a window which is only being opened must not pay for.
    import phonenumbers  # noqa: PLC0415

    mobile_kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    try:
        number = phonenumbers.parse(international, None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or (is_mobile and phonenumbers.number_type(number) not in mobile_kinds):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _refuse_id(kind: str, ar: str, en: str) -> NoReturn:
    raise RuleBroken(f"person.id.{kind}", ar=ar, en=en, field="id_number")


def _refuse_mobile(kind: str, ar: str, en: str) -> NoReturn:
    raise RuleBroken(f"person.mobile.{kind}", ar=ar, en=en, field="mobile")


def _refuse_iban(kind: str, ar: str, en: str) -> NoReturn:
    raise RuleBroken(f"person.iban.{kind}", ar=ar, en=en, field="iban")
