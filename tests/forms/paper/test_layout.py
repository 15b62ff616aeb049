"""Blocks on pages: in order, whole, apart from each other, inside the frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.errors import RuleBroken
from forms.paper.blocks import Boxed, Heading, Paragraph, Together, heading, paragraph
from forms.paper.layout import CONTENT_WIDTH, Block, Placed, paginate
from forms.paper.pen import BODY, Pen
from forms.paper.tables import Cell, Row, Table, cell, fields, grid
from forms.paper.text import prose, value

WIDTH = CONTENT_WIDTH


@dataclass(frozen=True)
class Frame:
    """The first page's room begins lower than the others'."""

    first: float = 150.0
    others: float = 60.0
    foot: float = 780.0

    def top(self, page: int) -> float:
        return self.first if page == 1 else self.others

    def bottom(self) -> float:
        return self.foot

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        raise AssertionError("laying out draws nothing")


def lines_of(number: int) -> Paragraph:
    return paragraph(prose("\n".join(f"سطر {n}" for n in range(number)), "latn"), WIDTH)


def rows_of(heights: Sequence[int], head: bool = True) -> Table:
    def row(count: int) -> Row:
        return Row((cell(prose("\n".join("أ" * count), "latn"), WIDTH / 2), cell(prose("ب", "latn"), WIDTH / 2)))

    return Table(tuple(map(row, heights)), (row(1),) if head else ())


def blocks() -> st.SearchStrategy[list[Block]]:
    plain: st.SearchStrategy[Block] = st.one_of(
        st.integers(1, 90).map(lines_of),
        st.just(heading(prose("عنوان", "latn"), WIDTH)),
        st.lists(st.integers(1, 60), min_size=1, max_size=25).map(rows_of),
        st.lists(st.integers(1, 8), min_size=1, max_size=25).map(lambda heights: rows_of(heights, head=False)),
    )
    nested = st.one_of(
        plain,
        st.lists(plain, min_size=1, max_size=4).map(lambda inside: Boxed(tuple(inside), WIDTH)),
        st.lists(plain, min_size=1, max_size=4).map(lambda inside: Together(tuple(inside))),
    )
    return st.lists(nested, max_size=8)


def content(block: Block) -> list[tuple[str, int]]:
    """What a block holds, so that nothing can go missing: lines of paragraphs, lines of cells, headings."""
    match block:
        case Paragraph():
            return [("line", len(block.lines))]
        case Heading():
            return [("heading", 1)]
        case Table():
            return [("cell", sum(len(c.lines) for row in block.rows for c in row.cells))]
        case Boxed() | Together():
            return [part for inside in block.inside for part in content(inside)]
    raise AssertionError(block)


def total(found: Sequence[Block]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for block in found:
        for kind, count in content(block):
            sums[kind] = sums.get(kind, 0) + count
    return sums


@given(blocks())
def test_blocks_keep_order_and_content_stay_apart_and_inside(found: list[Block]) -> None:
    frame = Frame()
    pages = paginate(found, frame)
    for number, placed in enumerate(pages, start=1):
        end = frame.top(number)
        for block, top in placed:
            assert top >= end - 0.01
            end = top + block.height
        assert end <= frame.bottom() + 0.02
    assert total([block for placed in pages for block, _ in placed]) == total(found)


@given(blocks())
@example([Boxed((heading(prose("عنوان", "latn"), WIDTH), rows_of([28, 6])), WIDTH)])
@example([heading(prose("عنوان", "latn"), WIDTH), rows_of([45, 6])])
def test_no_page_but_the_first_is_empty(found: list[Block]) -> None:
    assert all(placed for placed in paginate(found, Frame())[1:])


@given(st.integers(1, 60), st.integers(1, 40))
def test_a_heading_stands_on_the_page_where_its_section_begins(before: int, after: int) -> None:
    pages = paginate([lines_of(before), heading(prose("عنوان", "latn"), WIDTH), lines_of(after)], Frame())
    for placed in pages:
        assert not isinstance(placed[-1].block, Heading)


@given(st.integers(0, 45), st.lists(st.integers(1, 3), min_size=4, max_size=40))
def test_a_table_has_its_head_and_two_rows_on_every_page(before: int, heights: list[int]) -> None:
    pages = paginate([lines_of(max(before, 1)), rows_of(heights)], Frame())
    tables = [block for placed in pages for block, _ in placed if isinstance(block, Table)]
    assert all(len(table.head) == 1 and len(table.rows) >= 2 for table in tables)


@given(st.integers(30, 300))
def test_a_row_taller_than_a_page_goes_on_on_the_next(lines: int) -> None:
    pages = paginate([rows_of([lines, 1])], Frame())
    rows = [row for placed in pages for block, _ in placed if isinstance(block, Table) for row in block.rows]
    assert sum(len(row.cells[0].lines) for row in rows) == lines + 1


def test_what_stays_together_moves_to_the_next_page_as_a_whole() -> None:
    kept = Together((lines_of(10), lines_of(10)))
    pages = paginate([lines_of(20), kept], Frame())
    assert [[type(placed.block) for placed in page] for page in pages] == [[Paragraph], [Together]]


def test_what_is_taller_than_a_page_is_not_kept_together() -> None:
    pages = paginate([lines_of(3), Together((lines_of(40), lines_of(40)))], Frame())
    assert len(pages) == 3


def test_what_no_page_holds_is_refused_in_words() -> None:
    with pytest.raises(RuleBroken) as refused:
        paginate([replace(heading(prose("ع", "latn"), WIDTH), lines=lines_of(90).lines)], Frame())
    assert refused.value.code == "paper.too_long"


def test_nothing_to_print_is_one_page() -> None:
    assert paginate([], Frame()) == ((),)


def test_short_fields_share_a_row_and_long_ones_have_their_own() -> None:
    short = (prose("المدينة", "arab"), prose("الرياض", "arab"))
    long = (prose("سؤال طويل لا يتسع له عمود ضيق في نصف الصفحة أبدا", "arab"), prose("نعم", "arab"))
    assert [len(row.cells) for row in fields([short, short, long, short], WIDTH).rows] == [4, 2, 2]


@given(
    st.lists(st.tuples(st.text(alphabet="ابتث ", max_size=80), st.text(alphabet="ابتث \n", max_size=200)), min_size=1)
)
def test_every_row_of_fields_is_as_wide_as_the_page(raw: list[tuple[str, str]]) -> None:
    table = fields([(prose(label, "arab"), prose(said, "arab")) for label, said in raw], WIDTH)
    for row in table.rows:
        assert sum(found.width for found in row.cells) == pytest.approx(WIDTH)
    assert sum(len(row.cells) for row in table.rows) == 2 * len(raw)


@given(st.lists(st.lists(st.text(alphabet="ابتث abc1 ", max_size=60), min_size=4, max_size=4), min_size=1, max_size=6))
def test_columns_share_the_page_and_every_text_fits_its_own(rows: list[list[str]]) -> None:
    titles = [prose(title, "arab") for title in ("م", "اسم الفرد", "صلة القرابة", "العمر")]
    table = grid(titles, [[prose(text, "arab") for text in row] for row in rows], WIDTH)
    assert table is not None
    for row in (*table.head, *table.rows):
        assert sum(found.width for found in row.cells) == pytest.approx(WIDTH)
        assert all(fits(found) for found in row.cells)


def fits(found: Cell) -> bool:
    return all(line.width * found.kind.size / 1000 <= found.width - 11.9 for line in found.lines)


def test_a_table_too_wide_for_the_page_is_refused_rather_than_squeezed() -> None:
    titles = [prose(f"العمود الطويل رقم {n}", "arab") for n in range(14)]
    assert grid(titles, [[value(str(n), "arab") for n in range(14)]], WIDTH) is None


def test_placed_blocks_name_their_top() -> None:
    [[first]] = paginate([lines_of(2)], Frame())
    assert isinstance(first, Placed)
    assert first.top == 150.0
    assert first.block.height == 2 * BODY.leading
