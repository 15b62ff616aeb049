"""The office's own sheets, and pages as pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from domain.errors import RuleBroken
from forms.paper.attestation import render_attestation
from forms.paper.day_sheet import DayCount, render_day_sheet
from forms.paper.preview import page_count, render_page
from forms.paper.recovery_sheet import render_recovery_sheet
from forms.paper.referral_slip import Slip, render_referral_slip
from tests.forms.paper.reading import Watch, font_names, sizes, texts
from tests.forms.paper.samples import answers, frozen

CODE = "7K2Q-M9XD-0R4T-WWPA-88HC-J1ZB-3NVE-QQ5S"
ASSOCIATION = "الجمعية التعاونية متعددة الأغراض بالقرينة"
HOURS = (0,) * 8 + (12, 31, 44, 28, 9, 17, 3, 0, 0, 1) + (0,) * 6
COUNT = DayCount(
    "2025-11-20",
    145,
    (
        ("بحسب الفئة", (("رجال", 81), ("نساء", 58), ("جهات", 6))),
        ("بحسب الغرض", (("طلب جديد", 60), ("متابعة طلب", 41), ("استفسار", 30), ("شكوى", 4), ("أخرى", 10))),
    ),
    HOURS,
    corrections=2,
)


def recovery(code: str = CODE) -> bytes:
    return render_recovery_sheet(ASSOCIATION, "المكتب الفرعي (RY01)", "admin.sara", code, "2025-11-21T10:38+03:00")


def day(count: DayCount = COUNT) -> bytes:
    return render_day_sheet(
        count,
        association=ASSOCIATION,
        office="المكتب الفرعي",
        clerk="هند",
        made_at="2025-11-20T15:05+03:00",
        digits="latn",
    )


SLIP = Slip(
    association=ASSOCIATION,
    office="المكتب الفرعي (RY01)",
    officer_title="مسؤول البحث الاجتماعي",
    person_word="المستفيدة",
    person="نورة بنت سالم الواحي",
    file_number="17-A-000042-5",
    case_number="17-A-000043-1",
    request="طلب دعم",
    question="هل يكفي عقد إيجار منتهٍ؟",
    means="هاتفيًا",
    asked_by="هند الواحي",
    asked_at="2026-11-21T09:05+03:00",
    step="إن لم تتضح الإجراءات فأحِل المستفيد إلى مسؤول البحث الاجتماعي.",
    step_source="خطوات التعامل، ٣",
)
ANSWER = {"answer": "لا؛ يلزم عقد موثق.", "officer": "أ. هدى", "answered_at": "2026-11-21T09:20+03:00"}


def slip(asked: Slip = SLIP) -> bytes:
    return render_referral_slip(asked, made_at="2026-11-21T09:25+03:00")


def answered_slip() -> bytes:
    return slip(replace(SLIP, **ANSWER, is_told=True))


def test_a_slip_with_a_long_question_and_answer_goes_on_and_loses_nothing() -> None:
    long = " ".join(f"سؤال{number}" for number in range(700))
    pdf = slip(replace(SLIP, question=long, answer=long.replace("سؤال", "جواب")))
    seen = "".join(texts(pdf))
    assert page_count(pdf) > 1
    assert seen.count("٦٩٩") == 2


@pytest.mark.parametrize("make", [recovery, day, slip, answered_slip])
def test_a_sheet_is_one_a4_page_the_same_every_time_with_its_own_fonts(make: Callable[[], bytes]) -> None:
    pdf = make()
    assert pdf == make()
    assert [tuple(map(round, size)) for size in sizes(pdf)] == [(595, 842)]
    assert all(name.startswith("IBMPlexSansArabic") for name in font_names(pdf))


@pytest.mark.parametrize("make", [recovery, day, slip, answered_slip])
def test_nothing_on_a_sheet_lies_over_anything_else(make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch)
    make()
    assert watch.lines
    assert watch.overlaps() == []
    assert watch.outside(25) == []


@pytest.mark.parametrize("typed", [CODE, CODE.replace("-", " "), CODE.replace("-", ""), f"{CODE}-XKM4"])
def test_the_recovery_code_stands_in_groups_from_left_to_right(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch)
    recovery(typed)
    single = [line for line in watch.lines if len(line.characters) == 1 and line.bottom - line.top > 20]
    single.sort(key=lambda line: (round(line.top), line.left))
    assert "".join(line.characters for line in single) == re.sub("[- ]", "", typed)


def test_the_recovery_sheet_says_what_it_is_for_and_where_it_belongs() -> None:
    [page] = texts(recovery())
    for said in ("رمز الاستعادة", "أين ت", "متى ي", "خزنة", ASSOCIATION):
        assert said in page


def test_a_code_in_letters_that_cannot_be_printed_is_refused() -> None:
    with pytest.raises(RuleBroken) as refused:
        recovery("😀😀😀😀")
    assert refused.value.code == "paper.glyph.missing"


def test_the_day_sheet_has_the_total_the_groups_and_the_hours() -> None:
    [page] = texts(day())
    flat = " ".join(page.split())
    for said in ("مجموع المترددين: 145", "رجال 81", "شكوى 4", "المجموع 145", "44", "الخميس 20 نوفمبر 2025 م", "هند"):
        assert said in flat


def test_a_day_on_which_nobody_came_prints_too() -> None:
    [page] = texts(day(DayCount("2025-11-21", 0, (("بحسب الفئة", ()),), (0,) * 24)))
    assert "مجموع المترددين: 0" in " ".join(page.split())


@pytest.mark.parametrize("hours", [8, 24])
@pytest.mark.parametrize("kinds", range(1, 26))
def test_nobody_signs_a_page_of_the_day_sheet_that_counts_nothing(kinds: int, hours: int) -> None:
    rows = tuple((f"نوع {'أ' * kind}", kind) for kind in range(1, kinds + 1))
    by_hour = (9,) * hours + (0,) * (24 - hours)
    last = texts(day(DayCount("2025-11-20", 145, (("بحسب الفئة", rows), ("بحسب الغرض", rows)), by_hour, 2)))[-1]
    assert "التوقيع" in last
    assert any(said in last for said in ("بحسب", "المجموع", "إلى"))


def test_pages_are_pictures_of_the_size_asked_for_on_white() -> None:
    pdf = render_attestation(frozen(answers=answers(30)), state="unsigned")
    assert page_count(pdf) == len(sizes(pdf)) >= 3
    picture = render_page(pdf, 0, scale=0.5)
    assert (picture.width, picture.height) == (298, 421)
    assert picture.stride >= picture.width * 4
    assert len(picture.bgra) == picture.stride * picture.height
    assert picture.bgra[:4] == b"\xff\xff\xff\xff"
    assert min(picture.bgra[: picture.width * 4]) == 255
    assert 0 in picture.bgra


@pytest.mark.parametrize("index", [-1, 99])
def test_a_page_that_is_not_there_is_an_index_error(index: int) -> None:
    with pytest.raises(IndexError):
        render_page(recovery(), index, scale=1)


def test_threads_may_draw_pages_at_the_same_time() -> None:
    pdf = render_attestation(frozen(answers=answers(30)), state="unsigned")
    alone = [render_page(pdf, index, scale=0.4) for index in range(page_count(pdf))]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda index: render_page(pdf, index, scale=0.4), list(range(len(alone))) * 4))
    assert together == alone * 4


def test_the_edges_that_a_printer_cannot_reach_are_white() -> None:
    pdf = render_attestation(frozen(answers=answers(30)), state="void")
    for index in range(page_count(pdf)):
        picture = render_page(pdf, index, scale=1)
        rows = [
            picture.bgra[y * picture.stride : y * picture.stride + picture.width * 4] for y in range(picture.height)
        ]
        edge = 17
        assert all(set(row) == {255} for row in (*rows[:edge], *rows[-edge:]))
        assert all(set(row[: edge * 4]) == set(row[-edge * 4 :]) == {255} for row in rows)


def test_papers_may_be_made_on_several_threads_at_once() -> None:
    members = list(range(1, 25))
    alone = [render_attestation(frozen(answers=answers(count)), state="unsigned") for count in members]
    with ThreadPoolExecutor(4) as pool:
        together = pool.map(lambda count: render_attestation(frozen(answers=answers(count)), state="unsigned"), members)
    assert list(together) == alone
