"""Whatever people type, on whichever paper: nothing overlaps, is cut or dropped, or the paper is refused by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import RuleBroken
from forms.paper.blocks import Paragraph
from forms.paper.pen import MILLIMETRE
from tests.forms.paper.characters import Character, characters, places
from tests.forms.paper.hostile import MARK, NASTY, Strange, WithOne, mark_of
from tests.forms.paper.reading import Watch, sizes
from tests.forms.paper.sample_papers import PAPERS, recovery_sheet
from tests.forms.paper.words import SamplePaper, Words

every_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
EDGE = 5 * MILLIMETRE
"""No office's printer reaches nearer to the edge of the sheet."""


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


def holds(words: Words, pdf: bytes, watch: Watch) -> None:
    """Every word is there, in its order, within the page, and nothing lies over anything else."""
    found = characters(pdf)
    assert watch.overlaps() == []
    assert watch.strays == []
    sheets = sizes(pdf)
    assert [one for one in found if not _is_inside(one, *sheets[one.page - 1])] == []
    marks = places(found, MARK)
    for number, text in enumerate(words.given):
        asked = text.count(mark_of(number))
        seen = marks.get(mark_of(number), [])
        assert len(seen) >= asked, f"{asked - len(seen)} words of {text!r} are missing"
        assert all(one < other for one, other in pairwise(seen))
    assert _missing(words, found) == Counter()


def _is_inside(one: Character, width: float, height: float) -> bool:
    across = one.left >= EDGE and one.right <= width - EDGE
    return across and one.bottom >= EDGE and one.top <= height - EDGE


def _missing(words: Words, found: list[Character]) -> Counter[str]:
    """Letters that were handed out more often than they stand on the paper."""
    seen = Counter(letter for one in found for letter in one.said)
    return Counter(letter for text in words.given for letter in text if letter.isalpha()) - seen


def test_a_word_that_is_not_printed_is_missed(watch: Watch) -> None:
    words = Strange(NASTY)
    pdf = recovery_sheet(words)
    words.name("")
    with pytest.raises(AssertionError, match="are missing"):
        holds(words, pdf, watch)


def test_a_line_over_another_is_seen(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Paragraph, "height", property(lambda block: len(block.lines) * block.kind.leading - 9))
    words = Strange(NASTY)
    with pytest.raises(AssertionError, match="Set"):
        holds(words, recovery_sheet(words), watch)
    assert {block for block, _ in watch.strays} >= {"Paragraph"}


@every_paper
@pytest.mark.parametrize("turned", [0, 4, 8])
def test_nothing_is_lost_and_nothing_lies_over_anything_else(paper: SamplePaper, turned: int, watch: Watch) -> None:
    words = Strange([*NASTY[turned:], *NASTY[:turned]])
    holds(words, paper.draw(words), watch)


@every_paper
def test_thirty_family_members_or_documents_or_cases_all_find_their_place(paper: SamplePaper, watch: Watch) -> None:
    words = Strange([lambda mark: f"{mark} بنت عبدالعزيز"], rows=30)
    holds(words, paper.draw(words), watch)


@every_paper
def test_nothing_typed_at_all_leaves_a_paper_that_stands(paper: SamplePaper, watch: Watch) -> None:
    words = Strange([lambda _: "", lambda _: " \u200f\u2067\t"], rows=0)
    holds(words, paper.draw(words), watch)


@every_paper
def test_names_longer_than_a_page_are_refused_in_words_or_printed_whole(paper: SamplePaper, watch: Watch) -> None:
    words = Strange([lambda mark: f"{mark} {'ضخم' * 350} {mark}"])
    try:
        pdf = paper.draw(words)
    except RuleBroken as broken:
        refused = broken.code
    else:
        refused = ""
        holds(words, pdf, watch)
    assert refused in ("", "paper.too_long")


@every_paper
def test_a_letter_that_no_font_has_is_named_wherever_it_was_typed(paper: SamplePaper) -> None:
    """Before anything is drawn, and whichever text of the paper it is in."""
    usual = Words()
    paper.draw(usual)
    for place in range(len(usual.given)):
        with pytest.raises(RuleBroken) as refused:
            paper.draw(WithOne(place, "\U0001f64f\u4f60"))
        assert refused.value.code == "paper.glyph.missing"
        for named in ("\U0001f64f", "U+1F64F", "\u4f60", "U+4F60"):
            assert named in refused.value.ar
            assert named in refused.value.en


LONGEST = 600
"""Letters: no name and no choice that the desk takes has more. A longer one may be refused, in words."""
ATOMS = st.sampled_from(
    [
        *("محمد", "لا إله", "مُحَمَّدٌ", "پرویز", "می‌خواهم", "Łódź", "John", "٤٥", "۴۵", "45", "(109)", "«نص»"),
        *("2026-01-05", "+966 50 000 0001", "SA03 8000 0000 6080 1016 7519", "a.b@example.org", "12,345.50", "25%"),
        *("\n", "\u2067", "\u202e", "\u0007", "ـ", "—", "/", "[", ")", "و", "ا" * 70, "x" * 90, "و-/.:" * 20),
    ]
)
TYPED = st.lists(ATOMS, max_size=12).map(" ".join)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
@given(texts=st.lists(st.tuples(TYPED, TYPED), min_size=1, max_size=7), rows=st.integers(1, 12))
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_on_the_paper(
    paper: SamplePaper, texts: Sequence[tuple[str, str]], rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def around(before: str, after: str) -> Callable[[str], str]:
        return lambda mark: f"{before} {mark} {after} و {mark}"

    with monkeypatch.context() as patched:
        watch = Watch(patched)
        words = Strange([around(*pair) for pair in texts], rows=rows)
        try:
            pdf = paper.draw(words)
        except RuleBroken as broken:
            refused = broken.code
        else:
            refused = ""
            holds(words, pdf, watch)
        assert refused in (("", "paper.too_long") if max(map(len, words.given)) > LONGEST else ("",))
