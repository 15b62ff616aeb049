"""Every paper of the kit, once with invented data: what holds for all papers is tested over this list.

A paper joins by one line in `PAPERS`: its name (that of its pictures in `tests/data/pages`) and a function that draws
it. Whatever a person may have typed or chosen goes through the `Words` that the function is given:

    def receipt(words: Words) -> bytes:
        return render_receipt(Receipt(person=words.name("نورة بنت سالم"), note=words.note("…"), …), made_at=MADE)

    PAPERS = (…, SamplePaper("receipt", receipt))

`words.name`, `words.phrase` and `words.note` give back what they are given, so that is what stands on the picture;
the tests of hostile content hand out other texts in their place, and ask that everything handed out is found on the
paper, in order, whole and alone in its place, or that the paper is refused as one whose letters no font has.
`words.rows` says how many rows (family members, documents, cases) there are. Numbers, dates and codes whose form the
domain holds are written as they are.

Then draw the pictures once, look at them, and commit them beside the paper:

    RENEW_PAGES=1 python -m pytest tests/forms/paper/test_golden_pages.py
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from forms.paper.attestation import State, render_attestation
from forms.paper.blank_form import Asked, AskedRows, AskedSection, BlankForm, render_blank_form
from forms.paper.clauses import Stated
from forms.paper.day_sheet import DayCount, render_day_sheet
from forms.paper.issued import Issue
from forms.paper.logo import kept_logo
from forms.paper.minutes import Looked, Member, Minutes, render_minutes
from forms.paper.periodic_report import Chart, Group, PeriodReport, render_period_report
from forms.paper.policy_register import PolicyRegister, Reader, render_policy_register
from forms.paper.recovery_sheet import render_recovery_sheet
from forms.paper.referral_slip import Slip, render_referral_slip
from forms.paper.service_receipt import ServiceReceipt, render_service_receipt
from forms.paper.stationery import Stationery
from tests.forms.paper.logos import png
from tests.forms.paper.person_papers import PERSON_PAPERS
from tests.forms.paper.samples import document, line, member
from tests.forms.paper.words import ASSOCIATION, MADE, OFFICE, SQUARE, SamplePaper, Words


def attestation(words: Words, *, state: State, square: str = "") -> bytes:
    return render_attestation(json.dumps(attested(words)).encode(), state=state, square=square)


def attestation_with_logo(words: Words) -> bytes:
    """On the association's own paper: a picture in the head, a sentence at the foot of every page."""
    own = Stationery(kept_logo(png(), "logo.png"), words.note("تُحفظ هذه الورقة في ملف المستفيد خمس سنوات."))
    return render_attestation(json.dumps(attested(words)).encode(), state="unsigned", square=SQUARE, own=own)


def attested(words: Words) -> dict[str, Any]:
    usual = document()
    return document(
        profile={"id": "alqarinah", "version": 3, "name": words.name(ASSOCIATION)},
        office={"code": "RY01", "name": words.name(OFFICE)},
        person={**usual["person"], "name": words.name(usual["person"]["name"]), "town": words.phrase("القرينة")},
        form={**usual["form"], "title": words.phrase(usual["form"]["title"])},
        answers=[
            line("/data/need/kind", "نوع الطلب", words.phrase("دعم إيجار"), "الطلب"),
            line("/data/need/amount", "المبلغ المطلوب", "12000", "الطلب"),
            line(
                "/data/need/reason", words.phrase("ما سبب الطلب؟"), words.note(usual["answers"][4]["display"]), "الطلب"
            ),
            line("/data/home/rooms", "عدد الغرف", "", "الدخل والسكن"),
            *(
                cell
                for row in range(1, words.rows(4) + 1)
                for cell in member(row, member_name=words.name(f"{('سارة', 'خالد', 'نورة', 'فيصل')[row % 4]} العنزي"))
            ),
        ],
        documents=[{**one, "name": words.phrase(one["name"])} for one in usual["documents"]],
        clause={**usual["clause"], "title": words.phrase("إقرار وتعهّد"), "text": words.note(usual["clause"]["text"])},
        clerk={"id": "u-17", "name": words.name(usual["clerk"]["name"])},
    )


def day_sheet(words: Words) -> bytes:
    kinds = ("طلب جديد", "متابعة طلب", "استفسار", "شكوى", "أخرى")
    purposes = tuple((words.phrase(kinds[row % 5]), 9 + row) for row in range(words.rows(5)))
    count = DayCount(
        "2025-11-20",
        145,
        (
            (words.phrase("بحسب الفئة"), ((words.phrase("رجال"), 81), ("نساء", 58), ("جهات", 6))),
            ("بحسب الغرض", purposes),
        ),
        (0,) * 8 + (12, 31, 44, 28, 9, 17, 3, 0, 0, 1) + (0,) * 6,
        corrections=2,
        split=(("رجال", 81), ("نساء", 58), ("لم يُذكر", 6)),
        basis=(Stated(words.note("يُحصر عدد المترددين على الجمعية كل يوم."), "مهام المركز"),),
    )
    association, office, clerk = words.name(ASSOCIATION), words.name(OFFICE), words.name("هند بنت سعد القحطاني")
    return render_day_sheet(count, association=association, office=office, clerk=clerk, made_at=MADE)


def referral(words: Words, *, answered: bool) -> bytes:
    answer: dict[str, Any] = (
        {}
        if not answered
        else {
            "answer": words.note("لا؛ يلزم عقد موثق، ويُقبل (إن وُجد) صك ملكية."),
            "officer": words.name("أ. هدى بنت علي"),
            "answered_at": "2026-11-21T09:20+03:00",
            "is_told": True,
        }
    )
    slip = Slip(
        association=words.name(ASSOCIATION),
        office=words.name(OFFICE),
        officer_title=words.phrase("مسؤول البحث الاجتماعي"),
        person_word="المستفيدة",
        person=words.name("نورة بنت سالم الواحي"),
        file_number="17-A-000042-5",
        case_number="17-A-000043-1",
        request=words.phrase("طلب دعم"),
        question=words.note("هل يكفي عقد إيجار منتهٍ منذ 2025-01-05؟"),
        means=words.phrase("هاتفيًا"),
        asked_by=words.name("هند الواحي"),
        asked_at="2026-11-21T09:05+03:00",
        step=words.note("إن لم تتضح الإجراءات فأحِل المستفيد إلى مسؤول البحث الاجتماعي."),
        step_source=words.phrase("خطوات التعامل، ٣"),
        **answer,
    )
    return render_referral_slip(slip, made_at="2026-11-21T09:25+03:00")


def recovery_sheet(words: Words) -> bytes:
    association, office = words.name(ASSOCIATION), words.name(OFFICE)
    return render_recovery_sheet(association, office, "admin.sara", "7K2Q-M9XD-0R4T-WWPA-88HC-J1ZB-3NVE-QQ5S", MADE)


def issue(words: Words, **changes: str) -> Issue:
    said = {"association": words.name(ASSOCIATION), "office": words.name(OFFICE), "at": MADE, **changes}
    return Issue(**said)


def period_report(words: Words) -> bytes:
    kinds = ("دعم إيجار", "دعم حرفة", "سقيا ماء", "ترميم منزل")
    columns = tuple((str(day), (day % 5 * 4, day % 7 * 3, day % 2)) for day in range(1, 31))
    report = PeriodReport(
        issue=issue(words),
        first="2025-11-01",
        last="2025-11-30",
        figures=(
            ("زوار المكتب", "1,042"),
            ("متوسط اليوم", "45"),
            (words.phrase("مقابلات اكتملت"), "118"),
            ("موقّعة", "96"),
        ),
        parts=(
            Chart("الزوار يومًا بيوم", ("رجال", "نساء", "لم يُذكر"), columns),
            Chart("الزوار بحسب ساعة الحضور", ("العدد",), tuple((f"{hour}:00", (hour * 7,)) for hour in range(8, 15))),
            Group(
                words.phrase("الطلبات بحسب النوع"),
                tuple((words.phrase(kinds[row % 4]), 40 - row) for row in range(words.rows(4))),
                ((words.phrase("بُيّن لصاحبه موعد الجواب"), "40 من 42"),),
                words.note("يُعدّ الطلب في يوم مقابلته."),
            ),
            Group("الإحالات", ()),
        ),
        basis=(Stated(words.note("يُقاس الرضا وتُرفع نتائجه بتقارير دورية إلى المدير العام."), "مهام المركز"),),
        prepared_by=words.name("هند بنت سعد القحطاني"),
    )
    return render_period_report(report, made_at=MADE)


def minutes(words: Words) -> bytes:
    decided = ("قبول", "رد")
    made = Minutes(
        issue=issue(words, number="14"),
        committee=words.phrase("لجنة البحث"),
        person_word="المستفيد",
        members=(
            Member(words.name("عبدالعزيز بن محمد السعيد"), words.phrase("رئيس اللجنة")),
            Member(words.name("نورة بنت علي الحربي"), "عضو"),
            Member(words.name("تركي بن سعد الشمري"), "عضو", False, words.phrase("في إجازة")),
        ),
        place=words.phrase("قاعة الاجتماعات"),
        ended_at="11:30",
        basis=(Stated(words.note("تدرس اللجنة الطلب فتقبله أو ترده."), "خطوات التعامل، ٥"),),
        agenda=(words.phrase("النظر في طلبات شهر نوفمبر"), "متابعة ما سبق"),
        cases=tuple(
            Looked(
                words.name("سالم بن خلف الواحي"),
                words.phrase("دعم إيجار"),
                decided[row % 2],
                f"17-A-0000{row + 10}-5",
                household=str(row + 2),
                reason=words.phrase("استوفى الشروط"),
            )
            for row in range(words.rows(4))
        ),
        findings=(("ما انتهت إليه اللجنة", words.note("اكتملت أوراق الطلبات كلها.")),),
        recommendations=(words.phrase("رفع سقف دعم الإيجار"),),
        secretary=words.name("خالد بن فهد السهلي"),
    )
    return render_minutes(made, made_at=MADE)


def policy_register(words: Words) -> bytes:
    register = PolicyRegister(
        issue=issue(words, at=""),
        version="3",
        facts=(("اعتمدها مجلس الإدارة في", words.phrase("4 شعبان 1445 هـ الموافق 14 فبراير 2024 م")),),
        basis=(Stated(words.note("على كل من يعمل في الجمعية أن يوقّع على هذه السياسة."), "المسؤوليات"),),
        pledge=words.note("بتوقيعي أدناه أُقرّ بأنني اطّلعت على السياسة وألتزم بما فيها."),
        readers=tuple(
            Reader(words.name("هند بنت سعد القحطاني"), words.phrase("موظف الاستقبال")) for _ in range(words.rows(3))
        ),
    )
    return render_policy_register(register, made_at=MADE)


def blank_form(words: Words) -> bytes:
    points = ("غير راضٍ", "محايد", "راضٍ")
    rows = words.rows(4)
    first = (
        Asked(words.note("رأيك حق لك، ولا يُكتب في هذه الورقة اسم."), "note"),
        Asked(words.phrase("لأي غرض جئت؟"), "many", choices=tuple(words.phrase(one) for one in ("طلب", "استفسار"))),
        Asked(words.phrase("متى كانت زيارتك؟"), "date", words.note("بالتقويم الذي تعرفه")),
        Asked(words.phrase("كم انتظرت؟"), "number"),
        *(Asked(words.phrase("حسن الاستقبال"), "one", choices=points, is_scale=True) for _ in range(rows)),
    )
    second = (
        Asked(words.note("ما الذي تقترح تحسينه؟"), "lines", when=words.phrase("إن كان جواب السؤال 2: «طلب»")),
        AskedRows(words.phrase("من رافقك"), (Asked(words.phrase("الاسم")), Asked("العمر", "number"))),
    )
    form = BlankForm(
        issue=issue(words, at=""),
        title=words.phrase("استبانة رضا"),
        version="2026-11-21",
        sections=(AskedSection(words.phrase("الخدمة"), first), AskedSection(words.phrase("الآراء"), second)),
        facts=("المكتب", "التاريخ"),
        signers=("من أجرى المسح", "المشرف"),
    )
    return render_blank_form(form, made_at=MADE)


def service_receipt(words: Words) -> bytes:
    person = words.name("نورة بنت سالم الواحي")
    receipt = ServiceReceipt(
        issue=issue(
            words, number="RYD1-6NQ8-000012-E", person=person, person_word="المستفيدة", file_number="17-A-000044-1"
        ),
        request=words.phrase("دعم إيجار"),
        delivered=words.note("تحويل إلى الحساب المسجّل"),
        delivered_on="2025-11-21",
        receiver=words.name("فهد بن سالم الواحي"),
        handed_by=words.name("هند بنت سعد القحطاني"),
    )
    return render_service_receipt(receipt, made_at=MADE)


PAPERS = (
    SamplePaper("attestation", partial(attestation, state="unsigned", square=SQUARE)),
    SamplePaper("attestation-signed", partial(attestation, state="signed", square=SQUARE)),
    SamplePaper("attestation-void", partial(attestation, state="void")),
    SamplePaper("attestation-stationery", attestation_with_logo),
    SamplePaper("day-sheet", day_sheet),
    SamplePaper("referral-open", partial(referral, answered=False)),
    SamplePaper("referral-answered", partial(referral, answered=True)),
    SamplePaper("recovery-sheet", recovery_sheet),
    SamplePaper("periodic-report", period_report),
    SamplePaper("minutes", minutes),
    SamplePaper("policy-register", policy_register),
    SamplePaper("blank-form", blank_form),
    SamplePaper("service-receipt", service_receipt),
    *(SamplePaper(name, draw) for name, draw in PERSON_PAPERS.items()),
)
"""One line each; keep the names of pictures that exist."""
