"""The functions that turn values into a value. Those that need nodes or the world are in `compiler`."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

import regex

from forms.interview.xpath.moments import formatted
from forms.interview.xpath.values import NAN, Value, is_blank, to_date, to_number, to_text, to_truth

MATCH_SECONDS = 0.1
"""A pattern that has not decided by then counts as not matching: a hostile form must not freeze the desk."""

LONGEST_PATTERN = 2_000
MOST_GROUPS = 60
"""More brackets than these can nest deeper than the library that reads them can go."""

_PATIENCE = 3
_LEAST_ABOVE_ZERO = 5e-324
_PLACES = 30


@dataclass(frozen=True, slots=True)
class Function:
    """A function of plain values with its least and greatest number of arguments."""

    fewest: int
    most: int
    run: Callable[..., Value]


_compile: Callable[[str], Any] = regex.compile
_ASCII = {"d": "0-9", "w": "A-Za-z0-9_", "s": " \\t\\n\\x0b\\f\\r"}


class Pattern:
    """A regular expression that must match a whole text. After three texts it did not decide in time it is given up."""

    def __init__(self, source: str) -> None:
        self._matches: Callable[..., object] = _compile(as_in_java(source)).fullmatch
        self._given_up_on = 0

    def matches(self, text: str) -> bool:
        if self._given_up_on >= _PATIENCE:
            return False
        try:
            return self._matches(text, timeout=MATCH_SECONDS) is not None
        except TimeoutError:
            self._given_up_on += 1
            return False


def as_in_java(source: str) -> str:
    """The pattern with ``\\d``, ``\\w``, ``\\s`` and their opposites meaning ASCII, as they do in Java."""
    out: list[str] = []
    inside, index = False, 0
    while index < len(source):
        char, after = source[index], source[index + 1 : index + 2]
        if char == "\\" and after:
            out.append(_escape(after, inside=inside))
            index += 2
            continue
        inside = char == "[" or (inside and char != "]")
        out.append(char)
        index += 1
    return "".join(out)


@lru_cache(maxsize=512)
def compile_pattern(source: str) -> Pattern | None:
    """The pattern, or None when it is not a regular expression, or one of a size that nobody writes by hand."""
    if len(source) > LONGEST_PATTERN or source.count("(") > MOST_GROUPS:
        return None
    try:
        return Pattern(source)
    except (regex.error, OverflowError):
        return None


def matches(text: Value, pattern: Value) -> bool:
    """Whether the whole text matches (not a part of it)."""
    compiled = compile_pattern(to_text(pattern))
    return compiled is not None and compiled.matches(to_text(text))


def _escape(letter: str, *, inside: bool) -> str:
    plain = _ASCII.get(letter.lower())
    if plain is None or (inside and letter.isupper()):
        return "\\" + letter
    if inside:
        return plain
    return f"[^{plain}]" if letter.isupper() else f"[{plain}]"


def selected(answer: Value, choice: Value) -> bool:
    return f" {to_text(choice).strip()} " in f" {to_text(answer)} "


def count_selected(answer: Value) -> float:
    return float(len(to_text(answer).split()))


def selected_at(answer: Value, index: Value) -> str:
    chosen, at = to_text(answer).split(), truncated(index)
    return chosen[int(at)] if 0 <= at < len(chosen) else ""


def truncated(value: Value) -> float:
    number = to_number(value)
    return number if math.isnan(number) or math.isinf(number) else float(math.trunc(number))


def rounded(value: Value, places: Value = 0.0) -> float:
    """Half away from zero above zero, half towards zero below: -2.5 gives -2."""
    number, digits = to_number(value), truncated(places)
    if math.isnan(number) or math.isinf(number) or math.isnan(digits):
        return number
    if abs(digits) > _PLACES:
        return NAN
    way = ROUND_HALF_DOWN if number < 0 else ROUND_HALF_UP
    try:
        return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-int(digits)), rounding=way))
    except InvalidOperation:
        return number


def greatest(values: Sequence[Value]) -> float:
    """As Collect has it: the search begins just above zero, so the greatest of negative numbers is as good as 0."""
    numbers = list(_numbers(values))
    return max(_LEAST_ABOVE_ZERO, *numbers) if numbers else NAN


def least(values: Sequence[Value]) -> float:
    return min(_numbers(values), default=NAN)


def total(values: Sequence[Value]) -> float:
    """The sum of what is a number; blanks and words are skipped."""
    return float(sum(_numbers(values)))


def _numbers(values: Sequence[Value]) -> list[float]:
    return [number for number in map(to_number, values) if not math.isnan(number)]


def divided(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def remainder(left: float, right: float) -> float:
    """With the sign of the left operand, as in Java."""
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return NAN
    return math.fmod(left, right)


def _substring(text: Value, start: Value, end: Value | None = None) -> str:
    whole = to_text(text)
    last = len(whole) if end is None else _index(end)
    first = _index(start)
    return whole[max(0, first + len(whole) if first < 0 else first) : max(0, last + len(whole) if last < 0 else last)]


def _index(value: Value) -> int:
    number = truncated(value)
    return int(number) if math.isfinite(number) else 0


def _translate(text: Value, old: Value, new: Value) -> str:
    target = to_text(new)
    table: dict[int, str | None] = {}
    for index, char in enumerate(to_text(old)):
        table.setdefault(ord(char), target[index] if index < len(target) else None)
    return to_text(text).translate(table)


def checklist(fewest: Value, most: Value, factors: Sequence[Value]) -> bool:
    """Whether the number of true factors is from `fewest` to `most`; a limit below zero is none."""
    true, low, high = sum(map(to_truth, factors)), _index(fewest), _index(most)
    return (low < 0 or true >= low) and (high < 0 or true <= high)


def weighted_checklist(least: Value, most: Value, factors: Sequence[Value], weights: Sequence[Value]) -> bool:
    """Whether the weights of the true factors add up to something from `least` to `most`."""
    weight = 0.0
    for factor, each in zip(factors, weights, strict=False):
        weight += to_number(each) if to_truth(factor) else 0.0
    return to_number(least) <= weight <= to_number(most)


def _guarded(calculate: Callable[..., float]) -> Callable[..., float]:
    def run(*values: Value) -> float:
        try:
            return float(calculate(*map(to_number, values)))
        except (ValueError, ZeroDivisionError):
            return NAN
        except OverflowError:
            return math.inf

    return run


def _first_filled(first: Value, second: Value) -> Value:
    return second if is_blank(first) else first


FUNCTIONS: Mapping[str, Function] = {
    "true": Function(0, 0, lambda: True),
    "false": Function(0, 0, lambda: False),
    "boolean": Function(1, 1, to_truth),
    "boolean-from-string": Function(1, 1, lambda value: to_text(value).lower() in ("true", "1")),
    "not": Function(1, 1, lambda value: not to_truth(value)),
    "number": Function(1, 1, to_number),
    "int": Function(1, 1, truncated),
    "round": Function(1, 2, rounded),
    "string": Function(1, 1, to_text),
    "string-length": Function(1, 1, lambda value: float(len(to_text(value)))),
    "coalesce": Function(2, 2, _first_filled),
    "selected": Function(2, 2, selected),
    "count-selected": Function(1, 1, count_selected),
    "selected-at": Function(2, 2, selected_at),
    "regex": Function(2, 2, matches),
    "date": Function(1, 1, lambda value: to_date(value, keep_time=False)),
    "date-time": Function(1, 1, lambda value: to_date(value, keep_time=True)),
    "format-date": Function(2, 2, formatted),
    "format-date-time": Function(2, 2, formatted),
    "contains": Function(2, 2, lambda text, part: to_text(part) in to_text(text)),
    "starts-with": Function(2, 2, lambda text, part: to_text(text).startswith(to_text(part))),
    "ends-with": Function(2, 2, lambda text, part: to_text(text).endswith(to_text(part))),
    "substring-before": Function(2, 2, lambda text, part: _before(to_text(text), to_text(part))),
    "substring-after": Function(2, 2, lambda text, part: _after(to_text(text), to_text(part))),
    "substr": Function(2, 3, _substring),
    "translate": Function(3, 3, _translate),
    "normalize-space": Function(1, 1, lambda value: " ".join(to_text(value).split())),
    "abs": Function(1, 1, _guarded(abs)),
    "pow": Function(2, 2, _guarded(math.pow)),
    "sqrt": Function(1, 1, _guarded(math.sqrt)),
    "exp10": Function(1, 1, _guarded(lambda power: math.pow(10.0, power))),
    "exp": Function(1, 1, _guarded(math.exp)),
    "log": Function(1, 1, _guarded(math.log)),
    "log10": Function(1, 1, _guarded(math.log10)),
    "sin": Function(1, 1, _guarded(math.sin)),
    "cos": Function(1, 1, _guarded(math.cos)),
    "tan": Function(1, 1, _guarded(math.tan)),
    "asin": Function(1, 1, _guarded(math.asin)),
    "acos": Function(1, 1, _guarded(math.acos)),
    "atan": Function(1, 1, _guarded(math.atan)),
    "atan2": Function(2, 2, _guarded(math.atan2)),
    "pi": Function(0, 0, lambda: math.pi),
}


def _before(text: str, part: str) -> str:
    head, found, _ = text.partition(part) if part else ("", "", "")
    return head if found else ""


def _after(text: str, part: str) -> str:
    if not part:
        return text
    _, found, tail = text.partition(part)
    return tail if found else ""
