"""What head office says no with: the protocol document, the program and the laptops speak of the same refusals."""

import re
from pathlib import Path

import pytest

from headoffice.refusals import Refused
from tests.support.known_refusals import all_refusals, known_refusals
from tests.support.sources import ROOT

PROTOCOL = Path("headoffice", "PROTOCOL.md")


def documented() -> dict[str, set[int]]:
    """The table of refusals in the protocol document."""
    text = (ROOT / PROTOCOL).read_text(encoding="utf-8").partition("## Refusals")[2].partition("\n## ")[0]
    found: dict[str, set[int]] = {}
    for statuses, codes in re.findall(r"^\| ([\d, ]+) \| (.+) \|$", text, re.MULTILINE):
        for code in re.findall(r"`([a-z]+\.[a-z_.]+)`", codes):
            found.setdefault(code, set()).update(int(status) for status in statuses.split(","))
    return found


def test_the_protocol_names_every_refusal_with_its_status() -> None:
    assert documented() == known_refusals()


@pytest.mark.parametrize("refused", list(all_refusals()), ids=lambda refused: refused.refusal.code)
def test_a_refusal_has_a_sentence_in_both_languages_and_waits_only_when_waiting_helps(refused: Refused) -> None:
    assert re.search(r"[\u0600-\u06ff]", refused.refusal.ar)
    assert refused.refusal.en.endswith(".")
    assert (refused.retry_seconds is not None) == (refused.status in (408, 429, 500, 503))
