"""A form as a sheet to be filled in by hand: all that is asked stands on it, in order, and in words who is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.usecases.load_profile import load_profile
from domain.errors import RuleBroken
from forms.interview.model import Control, Form
from forms.interview.shipped import form_ids, shipped_form
from forms.paper.blank_form import Asked, AskedRows, AskedSection, BlankForm, Kind, render_blank_form
from forms.paper.blank_questions import sections_of
from forms.paper.clauses import Stated
from forms.paper.preview import page_count
from tests.forms.paper.reading import Watch, font_names, texts
from tests.forms.paper.strained import PRINTED, STRANGE, THIRTY, issue

PROFILE = load_profile("herfa")
KINDS: tuple[Kind, ...] = ("line", "lines", "number", "date", "time", "one", "many", "rank", "note", "attached")
ISSUE = replace(issue(PROFILE), at="", number="", person="", person_word="", file_number="")
SCALE = ("غير راضٍ", "محايد", "راضٍ")


def blank(
    *items: Asked | AskedRows, title: str = "استمارة", facts: tuple[str, ...] = ("الاسم", "التاريخ")
) -> BlankForm:
    return BlankForm(
        issue=ISSUE,
        title=title,
        version="3",
        sections=(AskedSection("القسم الأول", items[:2]), AskedSection("", items[2:])),
        facts=facts,
        basis=(Stated("المسح اليومي", "المهام"),),
        signers=("المستفيد", "موظف الاستقبال"),
    )


def drawn(form: BlankForm) -> bytes:
    return render_blank_form(form, made_at=PRINTED, digits="latn")


def every_kind(said: str = "سؤال") -> tuple[Asked | AskedRows, ...]:
    choices = (f"{said} أ", "ب", "ج", said or "د")
    asked = [Asked(said or "سؤال", kind, said, choices if kind in ("one", "many", "rank") else ()) for kind in KINDS]
    scale = [Asked(f"{said} {place}", "one", choices=SCALE, is_scale=True) for place in range(3)]
    table = AskedRows(
        said, (Asked(said or "س"), Asked("العمر", "number"), Asked("يعمل؟", "one", choices=("نعم", "لا")))
    )
    boxed = AskedRows("موقع", (Asked("اسمه"), Asked(said or "ملاحظة", "lines"), table), 2)
    return (*asked, *scale, table, boxed)


def test_every_kind_of_question_has_its_place_and_its_number() -> None:
    pdf = drawn(blank(*every_kind()))
    assert pdf == drawn(blank(*every_kind()))
    assert all(name.startswith("IBMPlexSansArabic") for name in font_names(pdf))
    seen = "".join(texts(pdf))
    for number in range(1, 15):
        assert f"{number}." in seen or f".{number}" in seen


@pytest.mark.parametrize("said", STRANGE)
def test_nothing_lies_over_anything_else_whatever_a_form_asks(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch)
    drawn(blank(*every_kind(said), title=said or "استمارة", facts=(said, "", said)))
    assert watch.overlaps() == []
    assert watch.outside(25) == []


def test_thirty_choices_thirty_points_and_thirty_questions_go_on_over_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch)
    questions = [Asked(text, "lines") for text in THIRTY]
    pdf = drawn(
        blank(Asked("اختر", "many", choices=THIRTY), Asked("قيّم", "one", choices=THIRTY, is_scale=True), *questions)
    )
    seen = "".join(texts(pdf))
    assert all(seen.count(str(number)) >= 3 for number in range(501, 531))
    assert watch.overlaps() == []
    assert watch.outside(25) == []


def test_a_letter_that_no_font_has_is_told_before_anything_is_drawn() -> None:
    with pytest.raises(RuleBroken) as refused:
        drawn(blank(Asked("رأيك 😀")))
    assert refused.value.code == "paper.glyph.missing"


def test_a_form_that_names_nobody_has_neither_fields_of_a_person_nor_signatures() -> None:
    nobody = replace(blank(*every_kind()), facts=(), signers=())
    seen = "".join(texts(drawn(nobody)))
    assert "التوقيع" not in seen
    assert "التاريخ" not in seen


# --- forms as they are read ------------------------------------------------------------------------------------------


def labels(form: Form, controls: tuple[Control, ...]) -> list[str]:
    """Everything that is asked of somebody, as its author wrote it."""
    found: list[str] = []
    for control in controls:
        found += labels(form, control.inside)
        rules = form.rules_of(control.node) if control.node is not None else None
        asked = rules is None or (rules.calculate is None and rules.readonly is None)
        if control.type not in ("group", "repeat", "note") and asked and control.label is not None:
            found.append("".join(piece for piece in control.label.in_language("ar") if isinstance(piece, str)))
    return found


def said_in(items: tuple[Asked | AskedRows, ...]) -> list[str]:
    return [
        text
        for item in items
        for text in (said_in(item.items) if isinstance(item, AskedRows) else [item.text] if item.kind != "note" else [])
    ]


@pytest.mark.parametrize("form_id", form_ids())
def test_every_question_of_every_shipped_form_is_on_its_sheet_in_order(
    form_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch(monkeypatch)
    form = shipped_form(form_id)
    sections = sections_of(form)
    assert [text for section in sections for text in said_in(section.items)] == labels(form, form.controls)
    pdf = drawn(replace(blank(), title=form.title, version=form.version, sections=sections))
    assert page_count(pdf) <= 8
    assert watch.overlaps() == []
    assert watch.outside(25) == []


def test_a_condition_names_the_question_and_the_answer_it_depends_on() -> None:
    sections = sections_of(shipped_form("herfa/support-request"))
    whens = {item.text: item.when for section in sections for item in section.items if isinstance(item, Asked)}
    assert whens["ما الحرفة؟"] == ""
    assert whens["اذكر الحرفة"] == "إن كان جواب السؤال 1: «حرفة أخرى»"
    costs = next(when for text, when in whens.items() if text.startswith("التكلفة"))
    assert costs == "إن كان جواب السؤال 4: «أدوات ومعدات» أو «مواد خام»"
    rows = next(item for section in sections for item in section.items if isinstance(item, AskedRows))
    assert rows.when.startswith("بحسب جواب السؤال")
    by_clerk = [item for section in sections for item in section.items if isinstance(item, Asked) and item.by_clerk]
    assert by_clerk
