"""The attestation as paper: read back from the PDF, for ordinary people and for extraordinary ones."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import RuleBroken, Unavailable
from forms.paper.attestation import State, render_attestation
from forms.paper.logo import kept_logo
from forms.paper.stationery import Stationery
from tests.forms.paper.logos import png
from tests.forms.paper.reading import Watch, embedded_fonts, font_names, sizes, texts
from tests.forms.paper.samples import answers, document, frozen, line
from tests.support.paper_seen import seen_lines

MILLIMETRE = 72 / 25.4
STATES: tuple[State, ...] = ("unsigned", "signed", "void")
VOID_WORDS = "ملغى"


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


def words(pdf: bytes) -> str:
    return " ".join(" ".join(texts(pdf)).split())


@pytest.mark.parametrize("state", STATES)
def test_it_is_a4_with_all_fonts_inside_and_no_helvetica(state: State) -> None:
    pdf = render_attestation(frozen(), state=state)
    assert all(size == pytest.approx((595.28, 841.89), abs=0.01) for size in sizes(pdf))
    assert all(name.startswith(("IBMPlexSansArabic", "Amiri")) for name in font_names(pdf))
    assert b"Helvetica" not in pdf
    assert embedded_fonts(pdf) == len(font_names(pdf))


@pytest.mark.parametrize("state", STATES)
def test_the_same_attestation_is_the_same_file_whatever_was_printed_before(state: State) -> None:
    first = render_attestation(frozen(), state=state, copy=2)
    render_attestation(frozen(answers=answers(9), clerk={"name": "مُحَمَّدٌ Łódź"}), state="signed", digits="latn")
    assert render_attestation(frozen(), state=state, copy=2) == first


def test_everything_that_was_frozen_is_on_the_paper() -> None:
    found = words(render_attestation(frozen(), state="unsigned", digits="latn"))
    for said in (
        "الجمعية التعاونية متعددة الأغراض بالقرينة",
        "المكتب الفرعي بحي الملز",
        "عبدالله بن صالح بن محمد العنزي",
        "1000000008",
        "القرينة",
        "استمارة طلب دعم",
        "دعم إيجار",
        "راتب، الضمان الاجتماعي، مساعدة من الأقارب",
        "سجل الأسرة",
        "الهوية الوطنية",
        "هند بنت سعد القحطاني",
        "21 نوفمبر 2025 م",
        "30 جمادى الأولى 1447 هـ",
        "بصمة الإبهام",
        "الشاهد الأول",
        "الشاهد الثاني",
        "صفحة 2 من 2",
    ):
        assert said in found


def test_the_day_is_printed_in_both_calendars_and_in_the_chosen_digits() -> None:
    arab = words(render_attestation(frozen(), state="unsigned"))
    assert "٢١ نوفمبر ٢٠٢٥ م" in arab
    assert "٣٠ جمادى الأولى ١٤٤٧ هـ" in arab
    assert "١٠:٣٨" in arab


def test_a_moment_of_another_zone_is_printed_as_the_offices_clock_showed_it() -> None:
    late = words(render_attestation(frozen(made_at="2025-11-20T22:30:00+00:00"), state="unsigned", digits="latn"))
    assert "21 نوفمبر 2025 م" in late
    assert "01:30" in late


def test_only_a_void_one_says_that_it_is_void_and_says_so_on_every_page() -> None:
    for page in texts(render_attestation(frozen(), state="void")):
        assert VOID_WORDS in page
    for state in ("unsigned", "signed"):
        assert VOID_WORDS not in words(render_attestation(frozen(), state=state))


def test_a_copy_says_which_one_it_is() -> None:
    assert "النسخة 3 (ملغاة)" in words(render_attestation(frozen(), state="void", copy=3, digits="latn"))
    assert "النسخة 3" in words(render_attestation(frozen(), state="unsigned", copy=3, digits="latn"))
    assert "النسخة" not in words(render_attestation(frozen(), state="unsigned"))


def test_a_print_made_after_signing_cannot_be_taken_for_the_signed_paper() -> None:
    assert "الأصل الورقي" in words(render_attestation(frozen(), state="signed", copy=2))
    assert "الأصل الورقي" not in words(render_attestation(frozen(), state="unsigned", copy=1))


def test_only_the_paper_that_is_to_be_signed_has_room_for_a_thumb() -> None:
    assert "بصمة الإبهام" in words(render_attestation(frozen(), state="unsigned"))
    assert "بصمة الإبهام" not in words(render_attestation(frozen(), state="signed"))
    assert "بصمة الإبهام" not in words(render_attestation(frozen(), state="void"))


def test_the_foot_ties_every_page_to_the_frozen_bytes() -> None:
    one, other = frozen(), frozen(answers=answers(3))
    feet = [texts(render_attestation(data, state="unsigned"))[0].splitlines() for data in (one, other)]
    assert feet[0] != feet[1]


def test_the_foot_names_the_form_as_people_do() -> None:
    """Without a title by its id: old records may have none."""
    title = "استمارة طلب دعم"
    assert words(render_attestation(frozen(), state="unsigned")).count(title) > 1
    assert "bareform" in words(render_attestation(frozen(form={"id": "bareform"}), state="unsigned"))


def test_an_identity_number_is_printed_as_it_is_typed() -> None:
    """Like telephones and IBANs it is compared digit by digit, whatever digits the rest of the paper has."""
    assert "1000000008" in words(render_attestation(frozen(), state="unsigned", digits="arab"))


def test_a_question_is_said_again_where_its_long_answer_goes_on() -> None:
    asked = "سبب الطلب"
    long = [line("/data/q", asked, "كلام كثير " * 900)]
    pages = texts(render_attestation(frozen(answers=long, documents=[]), state="unsigned"))
    assert [asked in page for page in pages if "كلام كثير" in page].count(True) >= 2


def test_the_clause_stands_on_the_page_where_the_person_signs() -> None:
    for members in (0, 4, 9, 14, 19):
        pages = texts(render_attestation(frozen(answers=answers(members)), state="unsigned"))
        assert any("إقرار وتعهد" in page.replace("ّ", "") and "بصمة الإبهام" in page for page in pages)


def test_the_household_is_a_table_with_its_head_on_every_page() -> None:
    pages = texts(render_attestation(frozen(answers=answers(60)), state="unsigned", digits="latn"))
    with_rows = [page for page in pages if "العنزي ابن" in page or "العنزي أخت" in page]
    assert len(with_rows) >= 2
    assert all("صلة القرابة" in page and "اسم الفرد" in page for page in with_rows)


def strained() -> dict[str, Any]:
    """Everything at once that ever broke a form."""
    whole = document(answers=answers(30))
    whole["person"]["name"] = "عبدالرحمن بن عبدالعزيز بن عبداللطيف بن عبدالمحسن بن عبدالوهاب آل عبدالجبار " * 3
    whole["clerk"]["name"] = "Mary Elizabeth Alexandra Fitzgerald-Johnson von Hohenstaufen (Desk No. 3)"
    whole["profile"]["name"] = "الجمعية التعاونية متعددة الأغراض " * 5
    whole["office"]["name"] = "المكتب الفرعي في محافظة بعيدة " * 4
    whole["form"]["title"] = "استمارة طويلة العنوان " * 9
    whole["answers"][0]["display"] = "پیام چیت‌ساز گلپایگانی"
    whole["answers"][1]["display"] = ""
    whole["answers"][4]["display"] = "\n".join(
        f"السطر {n}: كَتَبَ المُوَظَّفُ مُلاحظةً عن الحالة {n}/2025 من a{n}@example.org بتاريخ 2025-01-{n:02}."
        for n in range(1, 13)
    )
    whole["answers"] += [
        line("/data/note", "ملاحظة " * 60, "طويلة جدا " * 400, "ملاحظات"),
        line("/data/glued", "ا" * 200, "A" * 300, "ملاحظات"),
        *(line(f"/data/asset[{r}]/f{c}", f"العمود {c} من الجدول العريض", f"قيمة {c * r}", "أصول")
          for r in (1, 2) for c in range(12)),
        *(line(f"/data/loan[{r}]/pay[{c}]/sum", "القسط", str(100 * c), "قروض") for r in (1, 2) for c in (1, 2)),
        *(line(f"/data/kid[{r}]/age", f"كم عمر {name}؟", "5", "أطفال") for r, name in ((1, "سارة"), (2, "خالد"))),
    ]  # fmt: skip
    whole["clause"]["text"] *= 3
    return whole


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("digits", ["arab", "latn"])
def test_no_line_lies_over_another_or_outside_the_page(state: State, digits: Any, watch: Watch) -> None:
    render_attestation(json.dumps(strained()).encode(), state=state, copy=12, digits=digits)
    assert len(watch.lines) > 200
    assert watch.overlaps() == []
    assert watch.outside(10 * MILLIMETRE) == []


def test_an_ordinary_one_lies_within_its_lines_too(watch: Watch) -> None:
    render_attestation(frozen(), state="unsigned", copy=1)
    assert watch.overlaps() == []


VALUES = st.lists(st.integers(0, 260), min_size=1, max_size=40)


def token(number: int) -> str:
    """A word of its own for every number, without digits: readers of PDFs turn those around in Arabic lines."""
    return "Z" + "".join("ABCDEFGHIJ"[int(digit)] for digit in str(number)) + "Z"


@given(VALUES, st.integers(0, 12), st.booleans())
@settings(max_examples=25)
def test_every_answer_is_printed_once_wherever_pages_and_rows_break(
    lengths: list[int], members: int, sections: bool
) -> None:
    single = [
        line(
            f"/data/q{n}", "سؤال " * (1 + length % 9), token(n) + " نص" * length, f"قسم {n // 5}" if sections else None
        )
        for n, length in enumerate(lengths)
    ]
    rows = [
        line(f"/data/member[{row}]/{name}", name, token(1000 + 10 * row + place), "أفراد الأسرة")
        for row in range(1, members + 1)
        for place, name in enumerate("abcd")
    ]
    found = words(render_attestation(frozen(answers=single + rows), state="unsigned"))
    tokens = [
        *map(token, range(len(lengths))),
        *(token(1000 + 10 * r + p) for r in range(1, members + 1) for p in range(4)),
    ]
    assert [one for one in tokens if found.count(one) != 1] == []


@given(st.text(max_size=200), st.text(max_size=60), st.sampled_from(STATES))
@settings(max_examples=60)
def test_whatever_was_typed_it_prints_or_names_the_letters_it_cannot(answer: str, name: str, state: State) -> None:
    given_answers = [line("/data/q", "سؤال", answer), line("/data/r[1]/x", answer, name)]
    data = json.dumps(document(answers=given_answers, person={"name": name})).encode()
    try:
        pdf = render_attestation(data, state=state)
    except RuleBroken as broken:
        refused = broken.code
    else:
        refused = ""
        assert pdf.startswith(b"%PDF-")
    assert refused in ("", "paper.glyph.missing")


def test_a_paper_of_the_first_format_prints_all_that_was_frozen_and_keeps_its_hash() -> None:
    """It took the clerk's notes for answers, wrote days as stored and always had documents."""
    notes = [line("/data/contact/clerk_remarks", "ملاحظات الموظف", "أحضرت قطعتين", "وسيلة التواصل")]
    data = frozen(format=1, answers=answers() + notes, documents=[])
    found = words(render_attestation(data, state="unsigned", digits="latn"))
    assert "أحضرت قطعتين" in found
    assert "01-09-2025" in found or "2025-09-01" in found
    assert "إفادة موظف الاستقبال" not in found
    digest = " ".join(sha256(data).hexdigest()[place : place + 4].upper() for place in range(0, 16, 4))
    assert digest.replace(" ", "") in "".join(map("".join, seen_lines(render_attestation(data, state="signed"))))


def test_missing_parts_leave_no_holes() -> None:
    bare = {"kind": "attestation", "number": "A-1", "made_at": "2025-11-21T10:38:00+03:00", "person": {"name": "سعد"}}
    found = words(render_attestation(json.dumps(bare).encode(), state="unsigned"))
    assert "سعد" in found
    assert "None" not in found


@pytest.mark.parametrize("damaged", [b"", b"\xff\xfe", b"[]", b'{"kind":"visit"}', b'{"kind":"attestation"}'])
def test_damaged_records_print_nothing_and_say_what_to_do(damaged: bytes) -> None:
    with pytest.raises(Unavailable) as raised:
        render_attestation(damaged, state="unsigned")
    assert raised.value.code == "paper.attestation.damaged"


def test_a_logo_finds_its_place(watch: Watch) -> None:
    pdf = render_attestation(frozen(), state="unsigned", own=Stationery(kept_logo(png(), "logo.png")))
    assert b"/Subtype /Image" in pdf
    assert watch.overlaps() == []
