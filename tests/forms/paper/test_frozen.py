"""The frozen document read for paper: sections, rows of repeats, and nothing that gets lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.attestation import canonical_json
from forms.paper.frozen import Answer, Rows, read_frozen
from tests.forms.paper.samples import document, line


def read(lines: list[dict[str, Any]]) -> list[Any]:
    """The items of all sections, one after the other."""
    return [item for section in read_frozen(canonical_json(document(answers=lines))).sections for item in section.items]


def household(row: int, name: str, question: str, display: str) -> dict[str, str]:
    return line(f"/data/household/member[{row}]/{name}", question, display)


def test_rows_of_a_repeat_become_one_table_where_the_first_row_stands() -> None:
    found = read(
        [
            line("/data/household/count", "العدد", "2"),
            household(1, "name", "الاسم", "سارة"),
            household(1, "age", "العمر", "9"),
            household(2, "name", "الاسم", "خالد"),
            household(2, "age", "العمر", "7"),
            line("/data/household/after", "ملاحظة", "لا"),
        ]
    )
    assert [type(item) for item in found] == [Answer, Rows, Answer]
    assert found[1].titles == ("الاسم", "العمر")
    assert found[1].rows == (("سارة", "9"), ("خالد", "7"))


def test_a_cell_that_a_row_lacks_is_empty_and_the_others_stay_in_their_columns() -> None:
    [rows] = read(
        [
            household(1, "name", "الاسم", "سارة"),
            household(1, "school", "المدرسة", "الأولى"),
            household(2, "name", "الاسم", "خالد"),
            household(2, "work", "العمل", "حارس"),
            household(2, "note", "ملاحظة", "لا"),
        ]
    )
    assert rows.titles == ("الاسم", "العمل", "ملاحظة", "المدرسة")
    assert rows.rows == (("سارة", "", "", "الأولى"), ("خالد", "حارس", "لا", ""))


def test_the_name_of_the_repeat_leaves_the_questions_and_heads_the_table() -> None:
    [rows] = read(
        [household(n, "age", f"فرد من الأسرة {n}: العمر بالسنوات", str(n)) for n in (1, 2, 11)]
    )  # fmt: skip
    assert rows.label == "فرد من الأسرة"
    assert rows.titles == ("العمر بالسنوات",)
    assert not rows.titles_differ


def test_a_repeat_inside_another_is_a_table_for_every_outer_row() -> None:
    found = read(
        [
            line(f"/data/debts/loan[{loan}]/part[{part}]/sum", f"قرض {loan}: قسط {part}: المبلغ", str(100 * part))
            for loan in (1, 2)
            for part in (1, 2)
        ]
    )
    assert [(rows.label, rows.within, rows.titles, rows.rows) for rows in found] == [
        ("قسط", "قرض 1", ("المبلغ",), (("100",), ("200",))),
        ("قسط", "قرض 2", ("المبلغ",), (("100",), ("200",))),
    ]


def test_questions_that_name_their_row_are_kept_for_each() -> None:
    [rows] = read([household(1, "age", "كم عمر سارة؟", "9"), household(2, "age", "كم عمر خالد؟", "7")])
    assert rows.titles_differ
    assert rows.own_titles == (("كم عمر سارة؟",), ("كم عمر خالد؟",))


def test_rows_may_come_as_lists() -> None:
    nested = {"path": "/data/m", "question": "الأسرة", "rows": [[{"question": "الاسم", "display": "سارة"}]]}
    [rows] = read([nested])
    assert (rows.titles, rows.rows) == (("الاسم",), (("سارة",),))


def test_answers_stand_in_their_sections_in_order() -> None:
    lines = [line("/a", "س", "1", "الدخل"), line("/b", "س", "2", "الدخل"), line("/c", "س", "3", "السكن")]
    sections = read_frozen(canonical_json(document(answers=lines))).sections
    assert [(section.title, len(section.items)) for section in sections] == [("الدخل", 2), ("السكن", 1)]


def test_without_sections_the_groups_of_the_form_part_the_answers() -> None:
    lines = [line("/data/need/a", "س", "1"), line("/data/need/b", "س", "2"), line("/data/home/c", "س", "3")]
    sections = read_frozen(canonical_json(document(answers=lines))).sections
    assert [(section.title, len(section.items)) for section in sections] == [("", 2), ("", 1)]


PATHS = st.from_regex(r"/data(/[a-c](\[[1-3]\])?){1,4}", fullmatch=True)


@given(st.lists(PATHS, unique=True, max_size=40))
def test_every_answer_is_found_again_exactly_once(paths: list[str]) -> None:
    shown: list[str] = []
    for item in read([line(path, "سؤال", path) for path in paths]):
        shown += [item.display] if isinstance(item, Answer) else [cell for row in item.rows for cell in row if cell]
    assert sorted(shown) == sorted(paths)


@pytest.mark.parametrize("value", [None, 7, True, ["أ", "ب"]])
def test_values_that_are_no_text_are_read_as_one(value: Any) -> None:
    [answer] = read([{"path": "/a", "question": "س", "value": value}])
    assert answer.display == {"None": "", "7": "7", "True": "نعم"}.get(str(value), "أ، ب")


def test_the_hash_is_that_of_the_bytes_that_were_signed() -> None:
    data = canonical_json(document())
    assert read_frozen(data).sha256 != read_frozen(data + b" ").sha256
    assert json.loads(data)["kind"] == "attestation"
