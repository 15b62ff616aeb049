"""The receipt: what a person takes along, on A4, on half of it and on a roll."""

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from desktop.usecases.load_holidays import load_holidays
from desktop.usecases.load_profile import load_profile, profile_ids
from domain.errors import RuleBroken
from domain.promise import promise
from forms.paper.clauses import Stated
from forms.paper.layout import CONTENT_WIDTH, MARGIN
from forms.paper.pen import MILLIMETRE
from forms.paper.receipt import Layout, Receipt, render_receipt
from forms.paper.roll import CONTENT
from tests.forms.paper.reading import Watch, font_names, sizes, texts
from tests.forms.paper.strained import LONG_NAME, PRINTED, STRANGE, THIRTY, issue

LAYOUTS: tuple[Layout, ...] = get_args(Layout)
SIZES = {"a4": (210, 297), "a5": (210, 148)}


def receipt(profile_id: str = "twaim", *, is_complete: bool = True) -> Receipt:
    profile = load_profile(profile_id)
    start = date(2026, 11, 21) if is_complete else None
    return Receipt(
        issue=issue(profile),
        request=profile.request_kinds[0].text.ar,
        promise=promise(profile.reply_term, start, load_holidays()),
        received=tuple(one.text.ar for one in profile.request_kinds[0].documents),
        missing=() if is_complete else ("سجل الأسرة: لم يُعرض أصله",),
        steps=(Stated(f"تدرس {profile.committee.ar} الطلب فتقبله أو ترده.", profile.reply_term.source),),
        attestation="17-A-000044-8",
        contact="اتصال على 0500000012",
        clerk="هند بنت سعد القحطاني",
    )


def printed(one: Receipt, layout: Layout = "a4") -> bytes:
    return render_receipt(one, made_at=PRINTED, layout=layout, digits="latn")


def flat(pdf: bytes) -> str:
    return " ".join(" ".join(texts(pdf)).split())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("profile", profile_ids())
def test_an_ordinary_receipt_is_one_page_in_every_association(
    profile: str, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch(monkeypatch)
    pdf = printed(receipt(profile), layout)
    [size] = sizes(pdf)
    expected = SIZES.get(layout, (80, round(size[1] / MILLIMETRE)))
    assert (round(size[0] / MILLIMETRE), round(size[1] / MILLIMETRE)) == expected
    assert watch.lines
    assert watch.overlaps() == []
    assert all(name.startswith("IBMPlexSansArabic") for name in font_names(pdf))
    assert pdf == printed(receipt(profile), layout)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("strange", STRANGE)
def test_whatever_is_written_stays_whole_and_inside(
    strange: str, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch(monkeypatch)
    one = receipt()
    hard = replace(
        one,
        issue=replace(one.issue, person=strange, association=strange, office=strange),
        request=strange,
        received=(*THIRTY, strange),
        missing=(strange,),
        steps=(Stated(strange, strange),) * 2,
        contact=strange,
        clerk=strange,
    )
    pdf = printed(hard, layout)
    assert watch.overlaps() == []
    width = CONTENT if layout == "roll" else CONTENT_WIDTH
    assert all(line.left >= MARGIN - 0.1 and line.right <= MARGIN + width + 0.1 for line in watch.lines)
    said = flat(pdf)
    assert all(str(number) in said for number in range(501, 531))


def test_a_minimum_is_never_turned_into_a_latest_day() -> None:
    earliest, latest = flat(printed(receipt("herfa"))), flat(printed(receipt("twaim")))
    assert "نتظر الجواب قبل" in earliest
    assert "21 ديسمبر 2026" in earliest
    assert "أقصاه" not in earliest
    assert "أقصاه" in latest
    assert "نتظر" not in latest


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_incomplete_request_says_what_is_missing_and_promises_no_day(layout: Layout) -> None:
    said = flat(printed(receipt(is_complete=False), layout))
    assert "غير مكتمل" in said
    assert "ديسمبر" not in said
    assert "15" in said  # the term itself, in the policy's words


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_not_known_is_not_printed(layout: Layout) -> None:
    bare = replace(receipt(), received=(), steps=(), attestation="", contact="", clerk="")
    said = flat(printed(bare, layout))
    for label in ("وسيلة التواصل", "رقم الإقرار", "مستندات", "ما يلي"):
        assert label not in said


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_letter_that_no_font_has_is_reported_before(layout: Layout) -> None:
    with pytest.raises(RuleBroken) as refused:
        printed(replace(receipt(), missing=(f"{LONG_NAME} 😀",)), layout)
    assert refused.value.code == "paper.glyph.missing"
