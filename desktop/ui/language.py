"""The language the window speaks: Arabic, or English for those who read no Arabic. Chosen before a page is built.

Both stand side by side where they are said, as refusals and profiles write them: nothing is looked up, so nothing can
be missing, and a sentence is read in its place. (Qt's catalogues need Qt where it is said; presenters know none.)
"""

from collections.abc import Iterable
from typing import Literal, Protocol

Language = Literal["ar", "en"]
# Each in itself: whoever reads only that one finds it.
LANGUAGE_NAMES: dict[Language, str] = {"ar": "العربية", "en": "English"}


class InBoth(Protocol):
    """`domain.text.Text`, a refusal, or anything else that says one thing in both languages."""

    @property
    def ar(self) -> str: ...

    @property
    def en(self) -> str: ...


class _Chosen:
    language: Language = "ar"


def choose_language(language: Language) -> None:
    """What is said from now on; pages built before keep what they said."""
    _Chosen.language = language


def language() -> Language:
    return _Chosen.language


def other_language() -> Language:
    return "en" if _Chosen.language == "ar" else "ar"


def language_of(kept: str) -> Language:
    """What was kept of a choice; Arabic where nothing was, or nothing that is known."""
    return "en" if kept == "en" else "ar"


def reads_from_right() -> bool:
    """Whether lines, rows and charts begin at the right."""
    return _Chosen.language == "ar"


def said(ar: str, en: str) -> str:
    """One of the two, both written out at the call."""
    return ar if _Chosen.language == "ar" else en


def headed(words: str) -> str:
    """As a heading or at the head of a sentence: profiles write «beneficiaries» for the middle of one."""
    return words[:1].upper() + words[1:]


def said_of(text: InBoth) -> str:
    """What a table, a profile or a refusal says in both."""
    return text.ar if _Chosen.language == "ar" else text.en


def listed(parts: Iterable[str]) -> str:
    """«هوية، عقد» or “identity, lease”; what is empty is left out."""
    return said("، ", ", ").join(filter(None, parts))


def apart(name: str) -> str:
    """A name in either script, kept from pulling the digits and signs around it to its own side."""
    return name if reads_from_right() or not name else f"\u2068{name}\u2069"
