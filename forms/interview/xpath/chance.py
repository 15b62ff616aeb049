"""Orders by chance that every runtime of ODK gives alike: Park–Miller's numbers and Fisher and Yates's shuffle.

S. K. Park and K. W. Miller, "Random number generators: good ones are hard to find", CACM 31 (1988): 16807 modulo
2^31-1.
"""

import hashlib
import math
from collections.abc import Sequence
from typing import TypeVar

from forms.interview.xpath.values import Value, to_number, to_text

T = TypeVar("T")
_MODULUS = 2_147_483_647
_MULTIPLIER = 16_807
_LONGEST = 2**63


def shuffled(items: Sequence[T], seed: int) -> list[T]:
    """The items in the order that `seed` gives."""
    out: list[T] = []
    state = _begun(seed)
    for index, item in enumerate(items):
        state = state * _MULTIPLIER % _MODULUS
        other = int((state - 1) / (_MODULUS - 1) * (index + 1))
        out.append(item if other == index else out[other])
        out[other] = item
    return out


def seed_of(value: Value) -> int:
    """A number is itself without its fraction; any other text gives the first eight bytes of its SHA-256."""
    number = to_number(value)
    if math.isnan(number):
        return seed_of_text(to_text(value))
    return int(min(max(number, -_LONGEST), _LONGEST - 1))


def seed_of_text(text: str) -> int:
    if text == "":
        return 0
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big", signed=True)


def share_of(text: str) -> float:
    """A number from 0 up to 1 that depends on nothing but the text."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:6], "big") / 2**48


def _begun(seed: int) -> int:
    state = int(math.fmod(float(seed), _MODULUS))
    return state if state > 0 else state + _MODULUS - 1
