"""Whatever word head office gives for not applying an entry, the clerk is told what happened and what to do."""

import ast
import re
from pathlib import Path

import pytest

from domain.sync.judge import WAITING
from domain.sync.named_author import SETTLING
from domain.sync.reasons import REASONS, reason_of
from tests.support.sources import ROOT

JUDGES = (
    *("domain/sync/named_author.py", "domain/sync/case_rules.py", "domain/sync/session_rules.py"),
    *("domain/sync/judge.py", "domain/sync/deed_rules.py", "domain/sync/erasure.py"),
    *("domain/sync/survey_rules.py", "domain/sync/request_rules.py"),
    *("headoffice/judged.py", "headoffice/open_stream.py", "headoffice/receive.py"),
)
WORD = re.compile(r"[a-z]+\.[a-z_]+")


def words_of(path: Path) -> set[str]:
    """Every dotted word that a module writes down, outside of what it imports and documents, but the names of deeds."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if WORD.fullmatch(text)} - set(SETTLING)


def test_every_reason_that_can_be_given_has_a_sentence_of_its_own() -> None:
    given = set().union(*(words_of(ROOT / path) for path in JUDGES))
    assert len(given) > 10
    assert given - set(REASONS) == set()
    assert len({reason.ar for reason in REASONS.values()}) == len(REASONS)
    assert len({reason.en for reason in REASONS.values()}) == len(REASONS)


def test_no_sentence_is_kept_for_a_reason_that_nobody_gives() -> None:
    assert set(REASONS) - set().union(*(words_of(ROOT / path) for path in JUDGES)) == set()


@pytest.mark.parametrize("code", list(REASONS))
def test_a_sentence_is_of_its_language_and_ends(code: str) -> None:
    found = REASONS[code]
    assert re.search("[\u0600-\u06ff]", found.ar)
    assert not re.search("[\u0600-\u06ff]", found.en)
    assert found.ar.endswith(".")
    assert found.en.endswith(".")


def test_what_time_may_cure_is_said_to_wait_and_asks_for_nothing() -> None:
    assert {code for code, reason in REASONS.items() if reason.waits} == WAITING
    assert not any(REASONS[code].can_be_mended for code in WAITING)


def test_a_word_of_a_newer_head_office_is_said_with_the_word() -> None:
    unknown = reason_of("role.ended")
    assert "role.ended" in unknown.ar
    assert "role.ended" in unknown.en
    assert unknown.can_be_mended
