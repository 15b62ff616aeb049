"""Every paper looks as it did when somebody last looked at it.

    RENEW_PAGES=1 python -m pytest tests/forms/paper/test_golden_pages.py

draws the pictures of `tests/data/pages` anew where a page is another: look at them before they are committed.
"""

from __future__ import annotations

import os

import pytest
from PIL import Image, ImageChops

from tests.forms.paper.golden import DPI, FOLDER, MOST, distance, keep, kept, pages_of
from tests.forms.paper.sample_papers import PAPERS, day_sheet
from tests.forms.paper.words import Kind, SamplePaper, Words

MOST_BYTES = 1 << 20
"""Of all pictures together."""


class With(Words):
    """One word in the place of another."""

    def __init__(self, said: str, instead: str) -> None:
        super().__init__()
        self._said, self._instead = said, instead

    def other(self, kind: Kind, usual: str) -> str:
        return usual.replace(self._said, self._instead)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_paper_looks_as_it_did(paper: SamplePaper) -> None:
    drawn, before = pages_of(paper.draw(Words())), kept(paper.name)
    far = [distance(page, picture) for page, picture in zip(drawn, before, strict=False)]
    same = len(drawn) == len(before) and max(far) <= MOST
    if not same and "RENEW_PAGES" in os.environ:
        keep(paper.name, drawn)
        return
    assert same, f"{paper.name}: {len(drawn)} pages where {len(before)} are kept, distances {far}"


def test_no_picture_is_kept_of_a_paper_that_is_gone_and_all_are_small() -> None:
    files = list(FOLDER.glob("*"))
    assert {file.name.split(".")[0] for file in files} == {paper.name for paper in PAPERS}
    assert sum(file.stat().st_size for file in files) < MOST_BYTES


@pytest.mark.parametrize(
    ("said", "instead"), [("رجال", "شباب"), ("شكوى", "دعوى"), ("هند", "ندى"), ("استفسار", "سؤال"), ("أخرى", "")]
)
def test_a_word_that_is_swapped_or_missing_is_seen(said: str, instead: str) -> None:
    [picture] = kept("day-sheet")
    [page] = pages_of(day_sheet(With(said, instead)))
    assert distance(page, picture) > MOST


@pytest.mark.parametrize("side", [(1, 0), (0, 1), (-1, 0)])
def test_a_page_that_stands_a_hair_beside_is_seen(side: tuple[int, int]) -> None:
    """One pixel: 0.42 mm."""
    assert DPI == 60
    for paper in PAPERS:
        [*pages] = kept(paper.name)
        assert all(distance(ImageChops.offset(page, *side), page) > MOST for page in pages)


def test_smoothing_letters_in_another_way_is_let_pass() -> None:
    """As another version of the library that draws pages may: here, drawn large and made small."""
    large = kept("referral-open")[0]
    smoothed = large.resize((large.width * 3, large.height * 3), Image.Resampling.BICUBIC).resize(
        large.size, Image.Resampling.BOX
    )
    assert 0 < distance(large, smoothed) <= MOST
