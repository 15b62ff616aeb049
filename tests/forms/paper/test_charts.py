"""Charts on paper: every number is said, nothing lies over anything else, however many and however large."""

from __future__ import annotations

import pytest

from forms.paper.charts import Columns, Legend, bars, boxes, scale_step
from forms.paper.issued import Form, Issue, letterhead_of, paper_of
from forms.paper.layout import CONTENT_WIDTH, Block, render
from forms.paper.text import prose, value
from tests.forms.paper.reading import Watch, texts
from tests.forms.paper.strained import PRINTED, STRANGE, THIRTY

FORM = Form("تقرير", "1")
ISSUE = Issue(association="جمعية", office="مكتب")


def page(*blocks: Block) -> bytes:
    frame = letterhead_of(ISSUE, FORM, made_at=PRINTED, digits="latn")
    return render(blocks, frame, paper_of(ISSUE, FORM))


@pytest.mark.parametrize("most", [0, 1, 4, 5, 39, 40, 41, 999, 4001, 123_456])
def test_a_scale_is_round_and_reaches_the_most(most: int) -> None:
    step = scale_step(most)
    assert step * 4 >= most
    assert step <= max(1, most)


@pytest.mark.parametrize("columns", [0, 1, 7, 31, 60, 130])
@pytest.mark.parametrize("most", [1, 38, 99_999])
def test_columns_of_any_number_lie_beside_each_other(columns: int, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch)
    labels = tuple(prose(f"{place}/{place % 12 + 1}", "latn") for place in range(columns))
    counts = tuple((most, place % 2 * most, 0) for place in range(columns))
    page(Legend(tuple(prose(one, "latn") for one in ("رجال", "نساء", "لم يُذكر")), CONTENT_WIDTH),
         Columns(labels, counts, CONTENT_WIDTH, "latn"))  # fmt: skip
    assert watch.overlaps() == []
    assert watch.outside(25) == []


def test_numbers_stand_above_columns_while_there_is_room() -> None:
    labels = tuple(prose(str(place), "latn") for place in range(3))
    [few] = texts(page(Columns(labels, ((12_345,), (7,), (0,)), CONTENT_WIDTH, "latn")))
    assert "12,345" in few


@pytest.mark.parametrize("label", STRANGE)
def test_bars_with_strange_labels_and_thirty_rows_go_on_over_pages(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch)
    rows = [(f"{label} {name}", 1000 - place) for place, name in enumerate(THIRTY)]
    seen = "".join(texts(page(bars(rows, CONTENT_WIDTH, "latn"))))
    assert all(str(number) in seen for number in range(501, 531))
    assert watch.overlaps() == []
    assert watch.outside(25) == []


def test_one_in_a_thousand_is_not_called_none() -> None:
    [seen] = texts(page(bars([("كثير", 9_999), ("قليل", 1), ("لا أحد", 0)], CONTENT_WIDTH, "latn")))
    flat = " ".join(seen.split())
    assert "0.1%" in flat
    assert "9,999" in flat


def test_large_figures_and_long_words_stay_in_their_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch)
    figures = [(value("1,234,567,890,123", "latn"), prose("متوسط اليوم الذي فيه زوار كثيرون " * 3, "latn"))] * 4
    page(boxes(figures, CONTENT_WIDTH))
    assert watch.overlaps() == []
    assert watch.outside(25) == []


def test_scores_are_no_shares_of_each_other_and_a_whole_bar_is_the_greatest_score() -> None:
    made = bars([("حسن الاستقبال", 82), ("السرعة", 0)], CONTENT_WIDTH, "latn", of=100)
    seen = "".join(texts(page(made)))
    assert "82" in seen
    assert "%" not in seen
    assert made.most == 100
