"""The one entrance of text to paper: from here on a string is `Text`, clean, with its left-to-right values marked.

Nothing in `forms.paper` measures or draws a plain `str`; the type checker holds everybody to that. Inside a `Text` a
value that reads left to right stands between U+2066 and U+2069. Digits wait as the class "European number" whatever
shape they will have (`arabic` gives them their shape after the order is settled), so that ١٤٤٧ is placed exactly as
1447 would be.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NewType

Text = NewType("Text", str)
Digits = Literal["arab", "latn"]
NOTHING = Text("")

OPEN, CLOSE = "\u2066", "\u2069"
CARRIERS = "۰۱۲۳۴۵۶۷۸۹"
"""Digits that print as ٠١٢…: the Persian ones, which the bidirectional algorithm treats like 012…"""
JOINERS = "\u200c\u200d"

_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd")
_LINE_ENDS = frozenset("\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029")
_ONE_SHAPE = {**{ord(shape) + value: str(value) for shape in "٠۰" for value in range(10)}, 0x2215: "/"}
"""Digits, and the sign of division that looks like a stroke but is mirrored among Arabic words, as no font has it."""
_TO_CARRIERS = str.maketrans("0123456789", CARRIERS)
_ARABIC_SEPARATORS = str.maketrans(".,", "٫٬")
_WHOLE_NUMBER = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?|[-+]?\d+\.\d+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_VALUES = re.compile(
    r"""
      [A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+                # e-mail
    | (?:https?://|www\.)[!-~]*[A-Za-z0-9/]                                        # address of a page
    | (?<![\w.])\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?(?![\w-])      # 2026-01-31 08:30
    | (?<![\w.])\d{1,2}[-/]\d{1,2}[-/]\d{4}(?![\w-])|(?<![\w.])\d{4}/\d{1,2}/\d{1,2}(?!\d)
    | (?:\+|(?<!\w)00)\d[\d -]{5,}\d | (?<!\w)0\d{1,2}[ -]\d{3}[ -]\d{3,4}(?!\d)     # telephone
    | (?<!\w)[A-Z]{2}\d{2}(?:\ ?[0-9A-Z]{4}){4,7}(?!\w)                             # IBAN
    | (?<![\w])(?=[A-Za-z0-9._:/-]*\d)(?=[A-Za-z0-9._:/-]*[A-Za-z])[A-Za-z0-9]+(?:[-._:/][A-Za-z0-9]+)+
    """,
    re.VERBOSE | re.ASCII,
)


@lru_cache(maxsize=4096)
def prose(raw: str, digits: Digits) -> Text:
    """Natural language, typed by whomever: reads right to left, and every value recognised in it left to right.

    A line without a single right-to-left letter is one value as a whole (a Latin name, a date, a sum).
    """
    lines = [line.strip(" ") for line in _clean(raw).split("\n")]
    return Text("\n".join(_mark(line, digits) for line in lines))


@lru_cache(maxsize=4096)
def value(raw: str, digits: Digits) -> Text:
    """A field whose type says that it reads left to right: a date, telephone, IBAN, e-mail, reference, amount."""
    content = _clean(raw).replace("\n", " ").strip(" ")
    return Text(_isolated(content, digits) if content else "")


@lru_cache(maxsize=1024)
def code(raw: str) -> Text:
    """A code that is compared letter by letter (reference, IBAN, hash): left to right, its digits always 0-9."""
    return value(raw, "latn")


def spaced(*parts: Text) -> Text:
    """The parts that are not empty, one after the other with a space between."""
    return Text(" ".join(part for part in parts if part))


def _clean(raw: str) -> str:
    """NFC, one kind of space and of line end, digits 0-9; without controls, which could turn the line around."""
    kept = "".join(_kept(character) for character in raw.replace("\r\n", "\n"))
    return re.sub(" {2,}", " ", unicodedata.normalize("NFC", kept)).translate(_ONE_SHAPE)


@lru_cache(maxsize=2048)
def _kept(character: str) -> str:
    if character in _LINE_ENDS:
        return "\n"
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return " "
    if category == "Cs":
        return "\ufffd"
    if category == "Cc" or "\ufe00" <= character <= "\ufe0f":
        return ""
    if category == "Cf":
        return character if character in _VISIBLE_FORMATS or character in JOINERS else ""
    if "\ufb50" <= character <= "\ufdef" or "\ufe80" <= character <= "\ufefc":
        base = unicodedata.normalize("NFKC", character)
        return character if base.startswith(" ") else base
    return character


def _mark(line: str, digits: Digits) -> str:
    if not any(unicodedata.bidirectional(character) in ("R", "AL") for character in line):
        return _isolated(line, digits) if line else ""
    marked, start = [], 0
    for found in _VALUES.finditer(line):
        marked += [_shown(line[start : found.start()], digits), _isolated(found.group(), digits)]
        start = found.end()
    return "".join([*marked, _shown(line[start:], digits)])


def _isolated(content: str, digits: Digits) -> str:
    """A value with a Latin letter or a country's code keeps 0-9 throughout: it is typed or dialled as printed."""
    as_printed = content.startswith("+") or _LATIN.search(content) is not None
    return f"{OPEN}{content if as_printed else _shown(content, digits)}{CLOSE}"


def _shown(content: str, digits: Digits) -> str:
    """Words with a Latin letter keep 0-9: they are codes, and codes are typed as printed."""
    if digits == "latn":
        return content
    return " ".join(word if _LATIN.search(word) else _carried(word) for word in content.split(" "))


def _carried(word: str) -> str:
    number = word.translate(_ARABIC_SEPARATORS) if _WHOLE_NUMBER.fullmatch(word) else word
    return number.translate(_TO_CARRIERS)
