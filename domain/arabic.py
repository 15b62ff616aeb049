"""Arabic text as people type it: one key to search by, digits in and out, runs that keep their direction.

Stored text is never changed by this module; keys and display strings are derived from it.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

Digits = Literal["arabic", "western"]

_WESTERN = "0123456789"
_ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"

_TO_ASCII = str.maketrans(_ARABIC_INDIC + _PERSIAN, _WESTERN * 2)
_TO_ARABIC = str.maketrans(_WESTERN + _PERSIAN, _ARABIC_INDIC * 2)

# U+0610–061A and 06D6–06ED are Quranic marks, 064B–065F harakat, 0670 the dagger alef, 0640 tatweel; 200B–200F,
# 202A–202E, 2060–2069 and FEFF are invisible direction and joining marks that travel along with pasted text.
_DROPPED = "".join(
    chr(code)
    for first, last in (
        (0x0610, 0x061A),
        (0x0640, 0x0640),
        (0x064B, 0x065F),
        (0x0670, 0x0670),
        (0x06D6, 0x06DC),
        (0x06DF, 0x06E8),
        (0x06EA, 0x06ED),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x2069),
        (0xFEFF, 0xFEFF),
    )
    for code in range(first, last + 1)
)
_FOLDED = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىی", "ي"),
    **dict.fromkeys("ةهہھە", "ه"),
    "ؤ": "و",
    "ئ": "ي",
    "ک": "ك",
    **dict.fromkeys("-_.,،؛;/\\|()[]", " "),
    **dict.fromkeys("'’‘`ʼ", None),
}
_KEY_TABLE: dict[int, int | str | None] = {
    **dict.fromkeys(map(ord, _DROPPED)),
    **{ord(letter): folded for letter, folded in _FOLDED.items()},
    **_TO_ASCII,
}
_FIRST_PRESENTATION_FORM = "\ufb50"

# «عبد الله» and «عبدالله», «آل سعود» and «السعود», «أبو بكر» and «أبوبكر» are one name each.
_GLUED = re.compile(r"\b(عبد|ال|ابو) (?=\S)")
# Names of two words: «عبد الرحمن»، «أم محمد»، «نور الدين».
_FIRST_HALVES = frozenset(("عبد", "أبو", "ابو", "أم", "ام"))
_SECOND_HALVES = frozenset(("الله", "الدين"))
# «محمد بن سعد», «محمد ابن سعد» and «محمد سعد» too: the word only joins two names.
_JOINING_WORD = re.compile(r"\b(?:بن|ابن|بنت) (?=\S)")


def search_key(text: str) -> str:
    """What two spellings of one name have in common; equal keys are one name to the search.

    Diacritics, tatweel and invisible marks go; forms of alef, yeh, teh marbuta and hamza seats fall together; digits
    become ASCII and Latin letters lower case; punctuation becomes a space and spaces are single. `search_key` of a key
    is the key itself, so a stored key may be searched for again.
    """
    folded = unicodedata.normalize("NFC", text)
    if not folded.isascii() and max(folded) >= _FIRST_PRESENTATION_FORM:
        # Text copied out of a PDF comes as presentation forms (ﻋﺒﺪ), which NFC leaves alone.
        folded = unicodedata.normalize("NFKC", folded)
    folded = unicodedata.normalize("NFC", " ".join(folded.casefold().translate(_KEY_TABLE).split()))
    if " " not in folded:
        return folded
    return _GLUED.sub(r"\1", _JOINING_WORD.sub("", folded))


def has_words(text: str, wanted: Iterable[str]) -> bool:
    """Whether every word (of a `search_key`) stands in the text, in any spelling."""
    key = search_key(text)
    return all(word in key for word in wanted)


def first_name(name: str) -> str:
    """How one is greeted: of «عبد الرحمن بن سعد» both words of the first name."""
    words = name.split()
    is_double = len(words) > 1 and (words[0] in _FIRST_HALVES or words[1] in _SECOND_HALVES)
    return " ".join(words[: 2 if is_double else 1])


def to_ascii_digits(text: str) -> str:
    """Arabic-Indic and Persian digits as 0-9; everything else untouched. What is stored."""
    return text if text.isascii() else text.translate(_TO_ASCII)


def to_arabic_digits(text: str) -> str:
    """0-9 and Persian digits as Arabic-Indic ones; everything else untouched. What is shown by default."""
    return text.translate(_TO_ARABIC)


def show_digits(text: str, digits: Digits) -> str:
    """`text` with the digits the user chose to see."""
    return to_arabic_digits(text) if digits == "arabic" else to_ascii_digits(text)


def isolate(text: str) -> str:
    """A left-to-right run (an identifier, a phone number) that Arabic around it cannot reorder: U+2066 … U+2069."""
    return f"\u2066{text}\u2069"


def unisolated(text: str) -> str:
    """What was shown, as it is kept: without the marks of `isolate`."""
    return text.replace("\u2066", "").replace("\u2069", "")
