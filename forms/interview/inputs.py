"""What a person types becomes an answer of the question's type, or is refused with a sentence.

Arabic-Indic and Persian digits, ``٫`` and ``٬`` are read everywhere; ASCII is stored.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time

from domain.errors import RuleBroken
from forms.interview.typed import with_point
from forms.interview.xpath.values import Value, number_of_text, parse_date, parse_moment, parse_time

Answer = None | str | int | float | bool | date | time | datetime | Sequence[str]

LONGEST_TEXT = 10_000
MOST_DIGITS = 15
"""More digits than this cannot be told apart as numbers; longer ones are identifiers and belong in a text question."""

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_MARKS = str.maketrans({"٫": ".", "٬": "", "\u200e": "", "\u200f": "", "\u061c": "", "\u2212": "-"})
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INVISIBLE_ENDS = " \t\r\n\u00a0\u200e\u200f\u061c"


def ascii_digits(text: str) -> str:
    return text.translate(_DIGITS)


def read_answer(kind: str, given: Answer, ref: str) -> Value:
    """The stored value of a question of type `kind`, a blank for nothing. Selects are read by `read_choice(s)`.

    Raises RuleBroken ``answer.…`` with `ref` as its field.
    """
    if given is None or (isinstance(given, str) and not given.strip(_INVISIBLE_ENDS)):
        return ""
    reader = _READERS.get(kind)
    if reader is None:
        raise _refused("readonly", ref, ar="هذا الحقل يُملأ آليًا ولا يُجاب عنه", en="This field fills itself in")
    return reader(given, ref)


def _text(given: Answer, ref: str) -> Value:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise _refused("not_text", ref, ar="اكتب الإجابة نصًا", en="Write the answer as text")
    text = _NOT_XML.sub("", unicodedata.normalize("NFC", ascii_digits(str(given)))).replace("\r\n", "\n").strip()
    if len(text) > LONGEST_TEXT:
        raise _refused(
            "too_long",
            ref,
            ar=f"النص أطول من {LONGEST_TEXT} حرف؛ اختصره",
            en=f"The text is longer than {LONGEST_TEXT} characters; shorten it",
        )
    return text


def _number(given: Answer) -> float | None:
    if isinstance(given, str) and len(given) <= MOST_DIGITS and given.isascii() and given.isdigit():
        return float(given)
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return None
    text = (given if isinstance(given, str) else format(given, "f" if isinstance(given, float) else "d")).strip()
    plain = ascii_digits(text).translate(_MARKS).strip()
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    number = number_of_text(plain) if "," not in plain else float("nan")
    digits = sum(char.isdigit() for char in plain.partition(".")[0].lstrip("-0"))
    return number if number == number and digits <= MOST_DIGITS else None


def _integer(given: Answer, ref: str) -> Value:
    number = _number(given)
    if number is None or not number.is_integer():
        raise _refused("not_integer", ref, ar="اكتب عددًا صحيحًا بلا كسور", en="Write a whole number")
    return number + 0.0


def _decimal(given: Answer, ref: str) -> Value:
    number = _number(given)
    if number is None:
        raise _refused("not_number", ref, ar="اكتب رقمًا", en="Write a number")
    return number + 0.0


def _date(given: Answer, ref: str) -> Value:
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    found = parse_date(_plain(given)) if isinstance(given, str) and "T" not in given else None
    if found is None:
        raise _refused(
            "not_date", ref, ar="اكتب تاريخًا صحيحًا مثل 2025-03-01", en="Write a real date such as 2025-03-01"
        )
    return found


def _time(given: Answer, ref: str) -> Value:
    if isinstance(given, time):
        return given
    found = parse_time(_plain(given)) if isinstance(given, str) else None
    if found is None:
        raise _refused("not_time", ref, ar="اكتب وقتًا مثل 14:30", en="Write a time such as 14:30")
    return found


def _moment(given: Answer, ref: str) -> Value:
    if isinstance(given, datetime):
        return given
    found = parse_moment(_plain(given)) if isinstance(given, str) else None
    if found is None:
        raise _refused(
            "not_moment",
            ref,
            ar="اكتب التاريخ والوقت مثل 2025-03-01T14:30",
            en="Write date and time such as 2025-03-01T14:30",
        )
    return found


def _acknowledge(given: Answer, ref: str) -> Value:
    if given is False:
        return ""
    if given is True or (isinstance(given, str) and given.strip().lower() in ("ok", "true", "1")):
        return "OK"
    raise _refused("not_acknowledged", ref, ar="علّم المربع أو اتركه", en="Tick the box or leave it")


def _place(given: Answer, ref: str) -> Value:
    parts = [number_of_text(part) for part in _plain(given).split()] if isinstance(given, str) else []
    whole = [*parts, 0.0, 0.0][:4]
    good = len(parts) in (2, 3, 4) and all(part == part for part in parts)
    if not good or abs(whole[0]) > 90 or abs(whole[1]) > 180 or whole[3] < 0:
        raise _refused(
            "not_place",
            ref,
            ar="اكتب خط العرض ثم خط الطول مثل 24.71 46.67",
            en="Write latitude, then longitude, such as 24.71 46.67",
        )
    return " ".join(map(with_point, whole))


def _places(given: Answer, ref: str) -> Value:
    points = given.split(";") if isinstance(given, str) else []
    return "; ".join(str(_place(point, ref)) for point in points if point.strip())


def _plain(text: str) -> str:
    return ascii_digits(text).translate(_MARKS).replace("/", "-").strip()


_READERS: Mapping[str, Callable[[Answer, str], Value]] = {
    "text": _text,
    "barcode": _text,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "time": _time,
    "dateTime": _moment,
    "acknowledge": _acknowledge,
    "geopoint": _place,
    "geotrace": _places,
    "geoshape": _places,
    **dict.fromkeys(("image", "audio", "video", "file"), _text),
}


def read_choices(given: Answer, offered: Sequence[str], *, several: bool, ref: str, allowed: str) -> Value:
    """The chosen value, or several in the form's order with blanks between; `allowed` is named when refusing."""
    chosen = _chosen(given, several=several)
    if chosen is None or (not several and len(chosen) > 1):
        raise _refused("not_choice", ref, ar=f"اختر من: {allowed}", en=f"Choose from: {allowed}")
    if not set(chosen) <= set(offered):
        raise _refused(
            "not_in_list",
            ref,
            ar=f"الإجابة ليست من الخيارات. المتاح: {allowed}",
            en=f"The answer is not one of the choices. There is: {allowed}",
        )
    return " ".join(dict.fromkeys(value for value in offered if value in chosen))


def read_rank(given: Answer, offered: Sequence[str], *, ref: str, allowed: str) -> Value:
    """All the choices in the order of the person's own; `allowed` is named when refusing."""
    chosen = _chosen(given, several=True)
    if chosen is None or (chosen and sorted(chosen) != sorted(offered)):
        raise _refused("not_rank", ref, ar=f"رتّب كل الخيارات: {allowed}", en=f"Put all the choices in order: {allowed}")
    return " ".join(chosen)


def _chosen(given: Answer, *, several: bool) -> list[str] | None:
    if given is None:
        return []
    if isinstance(given, bool | float | date | time):
        return None
    if isinstance(given, int):
        return [str(given)]
    if isinstance(given, str):
        return given.split() if several else [given.strip()] if given.strip() else []
    return [str(value) for value in given] if all(isinstance(value, str | int) for value in given) else None


def _refused(code: str, ref: str, *, ar: str, en: str) -> RuleBroken:
    return RuleBroken(f"answer.{code}", ar=f"{ar}.", en=f"{en}.", field=ref)
