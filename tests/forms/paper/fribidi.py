"""GNU FriBidi as the reference: the levels of a whole paragraph are its own, the lines are reversed by them here
(Unicode Standard Annex 9, L1, L2 and L4, on whichever lines the paper is broken into)."""

from __future__ import annotations

import os
import shutil
import subprocess
import unicodedata
from collections.abc import Sequence

import pytest
from bidi.mirror import MIRRORED

from forms.paper.text import CLOSE, OPEN

_BASE = 1
_EMBEDDED = {ord(OPEN): "\u200f\u202a", ord(CLOSE): "\u202c\u200f"}
_BLANK = " \u202a\u202c"


def require_fribidi() -> None:
    if shutil.which("fribidi"):
        return
    if os.environ.get("CI"):
        pytest.fail("fribidi is not installed: `python3 dev.py test` installs Debian's libfribidi-bin")
    pytest.skip("GNU FriBidi is not on this machine, so the order of lines is not compared with it (libfribidi-bin)")


def ordered_by_fribidi(lines: Sequence[str]) -> list[str]:
    return _fribidi(lines, "--clean")


def levels_by_fribidi(paragraphs: Sequence[str]) -> list[list[int]]:
    """The level of every character of every paragraph, as `embedded` spells it."""
    found = _fribidi(list(map(embedded, paragraphs)), "--levels", "--novisual")
    return [list(map(int, line.split())) for line in found]


def embedded(text: str) -> str:
    """A `Text` with the values in it marked as FriBidi reads them."""
    return text.translate(_EMBEDDED)


def expected(paragraph: str, levels: Sequence[int], start: int, end: int) -> str:
    """What is drawn, from left to right, of the line that stands between `start` and `end`, without its marks."""
    first, after = len(embedded(paragraph[:start])), len(embedded(paragraph[:end]))
    pairs = list(zip(embedded(paragraph)[first:after], levels[first:after], strict=True))
    ends = len("".join(character for character, _ in pairs).rstrip(_BLANK))
    pairs = [(c, level if place < ends else _BASE) for place, (c, level) in enumerate(pairs)]
    for least in range(max((level for _, level in pairs), default=0), 0, -1):
        pairs = _reversed_from(pairs, least)
    return unmarked("".join(MIRRORED.get(c, c) if level % 2 else c for c, level in pairs))


def unmarked(text: str) -> str:
    """Without diacritics, whose place is the font's affair, and without what is not drawn."""
    return "".join(character for character in text if unicodedata.category(character) not in ("Mn", "Cf"))


def _reversed_from(pairs: Sequence[tuple[str, int]], least: int) -> list[tuple[str, int]]:
    done: list[tuple[str, int]] = []
    run: list[tuple[str, int]] = []
    for pair in pairs:
        if pair[1] >= least:
            run.insert(0, pair)
            continue
        done, run = [*done, *run, pair], []
    return [*done, *run]


def _fribidi(lines: Sequence[str], *options: str) -> list[str]:
    command = ["fribidi", "--charset", "UTF-8", "--rtl", "--nopad", "--nobreak", *options]
    done = subprocess.run(command, input="\n".join(lines).encode(), capture_output=True, check=True, timeout=240)
    found = done.stdout.decode().removesuffix("\n").split("\n")
    assert len(found) == len(lines)
    return found
