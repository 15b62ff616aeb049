"""Who signs an attestation sees on that page what is signed, wherever the pages break."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.errors import RuleBroken
from forms.paper.attestation import State, render_attestation
from forms.paper.frozen import read_frozen
from tests.forms.paper.reading import Watch, texts
from tests.forms.paper.samples import answers, document, frozen, line
from tests.support.paper_seen import seen_lines

SIGNED_HERE = "بصمة الإبهام"
CLAUSE = "إقرار وتعهد"
OFFICE_STAMP = "ختم المكتب"
BODY_START, BODY_END = 60.0, 770.0
LEAST_USED = 0.2


def pages_of(**changes: Any) -> list[str]:
    return [
        " ".join(page.replace("ّ", "").split())
        for page in texts(render_attestation(frozen(**changes), state="unsigned", digits="latn"))
    ]


def token(number: int) -> str:
    """A word of its own for every answer, without digits: readers of PDFs turn those around in Arabic lines."""
    return "Z" + "".join("ABCDEFGHIJ"[int(digit)] for digit in f"{number:03}") + "Z"


def given_answers(lengths: list[int], *, sections: int) -> list[dict[str, str]]:
    return [
        line(
            f"/data/q{n}",
            f"سؤال رقم {n}",
            f"{token(n)} {'نص' * (length % 5)}" + " كلام" * length,
            f"قسم {n // sections}",
        )
        for n, length in enumerate(lengths)
    ]


@given(st.lists(st.integers(0, 60), min_size=1, max_size=45), st.integers(1, 12), st.integers(0, 7))
@example([0], 1, 2)
@settings(max_examples=40)
def test_nobody_signs_a_page_without_the_clause_and_some_of_the_data(
    lengths: list[int], sections: int, checks: int
) -> None:
    checked = [{"name": f"مستند {n}", "original_seen": True} for n in range(checks)]
    pages = pages_of(answers=given_answers(lengths, sections=sections), documents=checked)
    last = pages[-1]
    assert [SIGNED_HERE in page for page in pages] == [False] * (len(pages) - 1) + [True]
    assert CLAUSE in last
    assert OFFICE_STAMP in last
    assert any(token(n) in last for n in range(len(lengths)))


@pytest.mark.parametrize("members", range(0, 31, 3))
def test_no_page_of_an_attestation_is_nearly_empty(members: int, watch: Watch) -> None:
    render_attestation(frozen(answers=answers(members)), state="unsigned")
    for page in {drawn.page for drawn in watch.lines}:
        lowest = max(drawn.top for drawn in watch.lines if drawn.page == page and drawn.top < BODY_END)
        assert lowest - BODY_START > LEAST_USED * (BODY_END - BODY_START), f"page {page}"


def test_every_page_says_whose_it_is_and_which_paper() -> None:
    pdf = render_attestation(frozen(answers=answers(30)), state="unsigned")
    digest = sha256(frozen(answers=answers(30))).hexdigest()[:16].upper()
    pages = seen_lines(pdf)
    assert len(pages) == 3
    for lines, page in zip(pages, texts(pdf), strict=True):
        foot = " ".join(lines[-2:])
        assert "عبدالله بن صالح بن محمد العنزي" in " ".join(page.split())
        assert all(code in foot for code in ("RY01-7K2Q-000087-4", "RY01-7K2Q-000142-M", digest))


def test_a_section_that_goes_on_says_its_title_again() -> None:
    pages = pages_of(answers=given_answers([15] * 60, sections=60), documents=[])
    assert len(pages) >= 3
    assert [page.count("تابع") for page in pages] == [0] + [1] * (len(pages) - 1)


def test_a_clause_longer_than_a_page_ends_beside_the_signatures() -> None:
    text = " ".join(f"كلمة{token(n)}" for n in range(900))
    pages = pages_of(clause={"id": "long", "version": "1", "title": "تعهد", "text": text})
    assert SIGNED_HERE in pages[-1]
    assert token(899) in pages[-1]
    found = " ".join(pages)
    assert [n for n in range(900) if token(n) not in found] == []


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


CHECKS = [
    {
        **line(
            "/data/documents/seen", "المستندات التي اطّلع موظف الاستقبال على أصولها", "الهوية، سجل الأسرة", "المستندات"
        ),
        "stated_by": "clerk",
    }
]


def test_what_the_clerk_states_stands_apart_under_the_name_of_who_held_the_interview() -> None:
    interview = {"number": "RY01-7K2Q-000101-B", "clerk_name": "سلمان الواحي"}
    found = " ".join(pages_of(answers=answers() + CHECKS, documents=[], interview=interview))
    stated = found.index("إفادة موظف الاستقبال")
    assert found.index("الدخل والسكن") < stated < found.index("المستندات التي اطلع") < found.index(CLAUSE)
    assert stated < found.index("سلمان الواحي") < found.index(CLAUSE)
    assert "الهوية، سجل الأسرة" in found


def test_without_who_held_the_interview_the_clerk_of_the_paper_answers_for_it() -> None:
    found = " ".join(pages_of(answers=answers() + CHECKS, documents=[]))
    assert found.count("هند بنت سعد القحطاني") == 2


def test_an_attestation_without_checks_has_no_part_for_them() -> None:
    assert "إفادة موظف الاستقبال" not in " ".join(pages_of())


def test_a_list_stands_under_the_heading_of_all_its_rows() -> None:
    rows = [
        {
            **line(f"/data/home/members/member[{n}]/age", f"فرد من الأسرة {n}: العمر", str(n), "الأسرة"),
            "list": "أفراد الأسرة",
        }
        for n in (1, 2)
    ]
    [section] = read_frozen(json.dumps(document(answers=rows)).encode()).sections
    assert [item.label for item in section.items if not hasattr(item, "display")] == ["أفراد الأسرة"]  # type: ignore[union-attr]
    assert "فرد من الأسرة" not in " ".join(pages_of(answers=rows))


@pytest.mark.parametrize("state", ["signed", "void"])
def test_only_the_paper_that_is_to_be_signed_has_a_place_for_the_stamp(state: State) -> None:
    assert OFFICE_STAMP not in " ".join(texts(render_attestation(frozen(), state=state)))


def test_a_letter_that_no_font_has_is_named_before_anything_is_printed() -> None:
    with pytest.raises(RuleBroken) as broken:
        render_attestation(frozen(answers=[line("/data/q", "سؤال", "شكرًا 🙏")]), state="unsigned")
    assert broken.value.code == "paper.glyph.missing"
    assert "🙏" in broken.value.ar
