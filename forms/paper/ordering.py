"""The order in which a line is drawn: Unicode Standard Annex 9, base direction right to left.

python-bidi's steps, with the one it lacks put in between: N0, the pairs of brackets. Without it "ABC [x]" inside an
Arabic line is drawn as "[ABC [x".
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from bidi import algorithm
from bidi.mirror import MIRRORED

_BASE_LEVEL = 1
_DEEPEST = 63
"""BD16: more open brackets than this and the pairs are not looked for."""
_EQUIVALENT = {"\u2329": "\u3008", "\u232a": "\u3009"}


class Drawn(NamedTuple):
    """One character in its place from left to right: mirrored if need be, its level, and where it stood in the line."""

    character: str
    level: int
    place: int


def drawing_order(paragraph: str, start: int = 0, end: int | None = None) -> list[Drawn]:
    """The characters of one line of a `paragraph` (logical order, embeddings marked with LRE/RLE … PDF) from left to
    right: those between `start` and `end`, with the direction that they have in the whole of it.

    The marks of the embeddings, and every other character that draws nothing by itself, are left out.
    """
    after = len(paragraph) if end is None else end
    resolved = _resolved(paragraph)
    storage: dict[str, Any] = {"base_level": _BASE_LEVEL, "base_dir": "R", "runs": deque()}
    first, last = (bisect_left(resolved, place, key=_place) for place in (start, after))
    storage["chars"] = [{**entry} for entry in resolved[first:last]]
    algorithm.reorder_resolved_levels(storage, False)
    algorithm.apply_mirroring(storage, False)
    return [Drawn(entry["ch"], entry["level"], entry["place"]) for entry in storage["chars"]]


def _place(entry: dict[str, Any]) -> int:
    return int(entry["place"])


@lru_cache(maxsize=64)
def _resolved(paragraph: str) -> tuple[dict[str, Any], ...]:
    """Every character with its level, in logical order (the rules up to L1)."""
    storage: dict[str, Any] = {"base_level": _BASE_LEVEL, "base_dir": "R", "chars": [], "runs": deque()}
    algorithm.get_embedding_levels(paragraph, storage)
    for place, entry in enumerate(storage["chars"]):
        entry["place"] = place
        if not entry["type"]:
            entry["type"] = entry["orig"] = "L"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return tuple(storage["chars"])


def _resolve_brackets(storage: dict[str, Any]) -> None:
    """N0: both brackets of a pair get one direction, that of the text in them or, if it differs from the line's, of
    the text before them."""
    for run in storage["runs"]:
        entries = storage["chars"][run["start"] : run["start"] + run["length"]]
        if not any(_bracket(entry["ch"]) for entry in entries):
            continue
        own = "LR"[entries[0]["level"] % 2]
        for opening, closing in sorted(_pairs(entries)):
            inside = {_strong(entry["type"]) for entry in entries[opening + 1 : closing]} - {""}
            if not inside:
                continue
            before = (_strong(entry["type"]) for entry in reversed(entries[:opening]))
            direction = own if own in inside else next(filter(None, before), run["sor"])
            _turn(entries, opening, direction)
            _turn(entries, closing, direction)


def _turn(entries: Sequence[dict[str, Any]], place: int, direction: str) -> None:
    """The bracket, and the marks that stand on it."""
    entries[place]["type"] = direction
    for entry in entries[place + 1 :]:
        if entry["orig"] != "NSM":
            break
        entry["type"] = direction


def _strong(kind: str) -> str:
    """Numbers count as right to left here."""
    return "L" if kind == "L" else "R" if kind in ("R", "EN", "AN") else ""


def _pairs(entries: Sequence[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    """BD16: the places of brackets that open and close one another."""
    waiting: list[tuple[str, int]] = []
    for place, entry in enumerate(entries):
        character = _bracket(entry["ch"]) if entry["type"] == "ON" else ""
        if not character:
            continue
        if unicodedata.category(character) == "Ps":
            if len(waiting) == _DEEPEST:
                return
            waiting.append((MIRRORED[character], place))
            continue
        depth = next((depth for depth, (close, _) in reversed(list(enumerate(waiting))) if close == character), None)
        if depth is not None:
            yield waiting[depth][1], place
            del waiting[depth:]


@lru_cache(maxsize=2048)
def _bracket(character: str) -> str:
    """The character if it is one of a pair of brackets (in its canonical form), else an empty text."""
    character = _EQUIVALENT.get(character, character)
    paired = unicodedata.category(character) in ("Ps", "Pe") and character in MIRRORED
    return character if paired and unicodedata.bidirectional(character) == "ON" else ""
