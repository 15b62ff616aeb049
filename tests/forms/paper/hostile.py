"""Texts that strain a paper, each with words of its own in it that can be found again on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.paper.words import Kind, Words

_DIGITS = "بتجدرسصفكم"
EDGE = "ظ"
"""Begins and ends a mark: in no text of the papers is it twice in a word."""

MARK = f"{EDGE}[{_DIGITS}]{{3}}{EDGE}"
NASTY: tuple[Callable[[str], str], ...] = (
    lambda mark: f"{mark} " + " بن ".join(["عبدالرحمن"] * 14) + f" {mark}",
    lambda mark: f"{mark} {'ضخم' * 67} {mark}",
    lambda mark: f"{mark} {'W' * 200} {mark}",
    lambda mark: f"{mark} كَتَبَ المُوَظَّفُ لِلْمُسْتَفِيدَةِ رِسالَةً إِلَى {mark} ثُمَّ رَدَّتْ {mark}",
    lambda mark: f"پرویز گلپایگانی می‌خواهد چای {mark} ژاله کیانی ۴۵ {mark}",
    lambda mark: f"{mark} Łukasz O'Brien-Świątek (Jr.) {mark} José Nuñez {mark}",
    lambda mark: (
        "\u202e\u2067" + mark + "\u2069 evil\u202c \u200f\u200e\u061c" + mark + "\x00\x07\x1b[31m\x7f\ufeff " + mark
    ),
    lambda mark: "\n".join(
        f"{mark} السطر {row}: قُسِّم المبلغ (1,250.50) في 2025-01-{row:02} {mark}" for row in range(1, 13)
    ),
    lambda mark: f"{mark} <b>نص</b> &amp; <para/> %s {{0}} \\n $x$ {mark}",
    lambda mark: (
        f"{mark} ((([[[{{{{«‹ متداخل ›»}}}}]]]))) {mark} SA03 8000 0000 6080 1016 7519 +966 50 000 0001 {mark}"
    ),
    lambda mark: f"  \t{mark}\u00a0\u3000{mark}\r\n\r\n\x0b{mark}\u2028 {mark}  ",
)


def mark_of(number: int) -> str:
    """A word for a number, whose letters join and have no marks: it reads from right to left, letter by letter."""
    return EDGE + "".join(_DIGITS[int(digit)] for digit in f"{number:03}") + EDGE


class Strange(Words):
    """Another text in the place of each usual one, made around a mark of its own; `rows` of everything that repeats."""

    def __init__(self, texts: Sequence[Callable[[str], str]], *, rows: int | None = None) -> None:
        super().__init__()
        self._texts, self._rows = texts, rows

    def rows(self, usual: int) -> int:
        return self._rows if self._rows is not None else usual

    def other(self, kind: Kind, usual: str) -> str:
        number = len(self.given)
        text = self._texts[number % len(self._texts)](mark_of(number))
        return text if kind == "note" else text.replace("\n", " ")


class WithOne(Words):
    """The usual texts, but one of them followed by `extra`."""

    def __init__(self, place: int, extra: str) -> None:
        super().__init__()
        self._place, self._extra = place, extra

    def other(self, kind: Kind, usual: str) -> str:
        return f"{usual} {self._extra}" if len(self.given) == self._place else usual
