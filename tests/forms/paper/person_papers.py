"""Papers handed to or signed by one person, with invented data: each takes its texts from `Words` (`sample_papers`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from desktop.usecases.load_holidays import load_holidays
from desktop.usecases.load_profile import load_profile
from domain.policy import Profile
from domain.policy_parts import Rule
from domain.promise import promise
from domain.to_the_person import conditions, how_to_complain, next_steps, stated, whom_to_ask
from forms.paper.blank_request import BlankRequest, Part, Question, Repeated, render_blank_request
from forms.paper.clauses import Stated
from forms.paper.compensation import CompensationRecord, Judged, render_compensation
from forms.paper.complaint import Complaint, Settlement, Term, render_complaint_receipt, render_settlement
from forms.paper.decision_letter import DecisionLetter, Outcome, render_decision_letter
from forms.paper.filled_request import FilledRequest, render_filled_request
from forms.paper.hands import Signer
from forms.paper.issued import Issue
from forms.paper.receipt import Layout, Receipt, render_receipt
from forms.paper.requirements import Requirements, Wanted, render_requirements
from forms.paper.statement import Held, Statement, Told, render_statement
from tests.forms.paper.samples import document, line, member
from tests.forms.paper.words import Words

MADE = "2026-11-21T09:25+03:00"
SUBMITTED = date(2026, 11, 21)
OFFICE = "المكتب الفرعي بحي الملز"
PERSON = "نورة بنت سالم الواحي"
CLERK = "هند بنت سعد القحطاني"
NAMES = ("سارة", "خالد", "نورة", "فيصل")


def issue(words: Words, profile: Profile, *, at: str = "2026-11-21T09:05+03:00", is_of_somebody: bool = True) -> Issue:
    nobodys = Issue(association=words.name(profile.name.ar), office=words.name(OFFICE), at=at)
    if not is_of_somebody:
        return nobodys
    return replace(
        nobodys,
        number="17-A-000043-1",
        person_word=profile.person.definite.ar,
        person=words.name(PERSON),
        file_number="17-A-000042-5",
    )


def said(words: Words, some: tuple[tuple[str, str], ...]) -> tuple[Stated, ...]:
    return tuple(Stated(words.note(text), words.phrase(source) if source else "") for text, source in some)


def judged(words: Words, rules: tuple[Rule, ...], *, holds: bool) -> tuple[Judged, ...]:
    return tuple(Judged(one, holds, words.phrase("محضر رقم 12")) for one in said(words, stated(rules)))


def receipt(words: Words, profile: Profile, *, layout: Layout = "a4", is_complete: bool = True) -> bytes:
    kind = profile.request_kinds[0]
    return render_receipt(
        Receipt(
            issue=issue(words, profile),
            request=words.phrase(kind.text.ar),
            promise=promise(profile.reply_term, SUBMITTED if is_complete else None, load_holidays()),
            received=tuple(
                words.phrase(kind.documents[row % len(kind.documents)].text.ar) for row in range(words.rows(2))
            ),
            missing=() if is_complete else (words.phrase("سجل الأسرة"), words.phrase("توقيع الإقرار بصحة البيانات")),
            steps=said(words, next_steps(profile)),
            attestation="17-A-000044-8" if is_complete else "",
            contact=words.phrase("اتصال على 0500000012"),
            clerk=words.name(CLERK),
        ),
        made_at=MADE,
        layout=layout,
    )


def requirements(words: Words, profile: Profile) -> bytes:
    kind = profile.request_kinds[-1]
    return render_requirements(
        Requirements(
            issue=issue(words, profile, at="2026-11-21", is_of_somebody=False),
            request=words.phrase(kind.text.ar),
            documents=tuple(
                Wanted(words.phrase(one.text.ar), "", one.optional, one.expires)
                for one in (kind.documents * 30)[: words.rows(len(kind.documents))]
            ),
            promise=promise(profile.reply_term, None, load_holidays()),
            proposed=words.phrase(profile.documents_default_source.ar),
            conditions=said(words, conditions(profile, kind)),
            steps=said(words, next_steps(profile)),
            questions=said(words, whom_to_ask(profile)),
            complaints=said(words, how_to_complain(profile)),
        ),
        made_at=MADE,
    )


def filled_request(words: Words, profile: Profile) -> bytes:
    usual = document()
    return render_filled_request(
        FilledRequest(
            issue=issue(words, profile),
            asked=words.phrase("استمارة طلب دعم"),
            version="3",
            person={**usual["person"], "town": words.phrase("القرينة")},
            answers=(
                line("/data/need/kind", "نوع الطلب", words.phrase("دعم إيجار"), "الطلب"),
                line("/data/need/why", words.phrase("ما سبب الطلب؟"), words.note("انقطع الدخل منذ 1446"), "الطلب"),
                *(
                    one
                    for row in range(1, words.rows(3) + 1)
                    for one in member(row, member_name=words.name(f"{NAMES[row % 4]} العنزي"))
                ),
            ),
            documents=tuple({**one, "name": words.phrase(one["name"])} for one in usual["documents"]),
            request=words.phrase("طلب دعم"),
            contact=words.phrase("اتصال على 0500000012"),
            clerk=words.name(CLERK),
        ),
        made_at=MADE,
    )


def blank_request(words: Words, profile: Profile) -> bytes:
    asked = (
        Question(words.phrase("ما الدعم المطلوب؟"), choices=("سلة غذائية", words.phrase("إيجار")), is_many=True),
        Question(words.phrase("المبلغ"), is_required=True),
        Question(words.phrase("منذ متى؟")),
        Question(words.note("اشرح الحاجة بكلامك"), words.phrase("ثلاثة أسطر تكفي"), is_long=True),
        Question(words.note("يُقرأ ما يلي على مقدّم الطلب."), is_note=True),
        Repeated(words.phrase("أفراد الأسرة"), (Question(words.phrase("الاسم")), Question("العمر")), words.rows(4)),
    )
    return render_blank_request(
        BlankRequest(
            issue=issue(words, profile, at="", is_of_somebody=False),
            asked=words.phrase("استمارة طلب دعم"),
            version="3",
            parts=(Part(words.phrase("الطلب والحاجة"), asked),),
            person_word=profile.person.definite.ar,
            requests=tuple(words.phrase(kind.text.ar) for kind in profile.request_kinds),
            clause=words.note(profile.attestation_text.ar),
        ),
        made_at=MADE,
    )


def statement(words: Words, profile: Profile) -> bytes:
    rows = tuple(("2026-11-21", words.phrase("تقديم طلب"), words.note("حضر مع أخيه")) for _ in range(words.rows(3)))
    heads = ("رقم الهوية", "البلدة")
    return render_statement(
        Statement(
            issue=issue(words, profile),
            parts=(
                Held(words.phrase("بيانات الملف"), heads, (("1000000008", words.phrase("الواحة")),)),
                Held("الزيارات", ("اليوم", "الغرض", "الملاحظة"), rows),
                Held("مستندات", tuple("أبجدهوز"), (tuple(map(words.phrase, "حطيكلمن")),) * 1, words.note("طوبقت.")),
                Told(
                    "ما قيل في المقابلة 17-A-000043-1",
                    (
                        line("/data/a/b", words.phrase("لماذا؟"), words.note("لا دخل لي"), "الحاجة"),
                        {**line("/data/a/c", words.phrase("ما رأى الموظف"), "سجل الأسرة"), "stated_by": "clerk"},
                    ),
                    words.phrase("بدأت ضحى"),
                    words.name(CLERK),
                ),
            ),
            notice=words.note("تحفظ الجمعية ما تعطيه من بيانات لخدمتك."),
            left_out=words.note("الصور محفوظة في النظام."),
            clerk=words.name(CLERK),
        ),
        made_at=MADE,
    )


def complaint(words: Words, profile: Profile, *, is_blank: bool = False) -> bytes:
    committee = profile.complaints.committee
    told = {
        "channel": words.phrase(profile.complaints.channels[0].text.ar),
        "about": words.phrase("تأخر الجواب"),
        "said": words.note("قدّمتُ طلبي في 2026-09-01 ولم يصلني جواب."),
        "wanted": words.note("معرفة ما تم، وموعد الجواب."),
        "owner": words.name(committee.ar if committee is not None else "قسم البحث"),
        "contact": words.phrase("اتصال على 0500000012"),
        "clerk": words.name(CLERK),
    }
    rules = said(words, how_to_complain(profile))
    return render_complaint_receipt(
        Complaint(issue=issue(words, profile), rules=rules, **({} if is_blank else told)), made_at=MADE
    )


def settlement(words: Words, profile: Profile, *, is_blank: bool = False) -> bytes:
    terms = tuple(
        Term(words.note("يُصرف المتبقي من الدعم"), words.name("قسم المالية"), "2026-12-01") for _ in range(words.rows(2))
    )
    told = {"complaint": "17-A-000051-9", "dispute": words.note("تأخر صرف الدعم شهرين."), "terms": terms}
    return render_settlement(
        Settlement(
            issue=issue(words, profile),
            rules=said(words, stated(tuple(one for one in profile.complaints.rules if one.id == "amicable"))),
            signers=(Signer("ممثل الجمعية", words.name("سعد بن فهد")),),
            **({} if is_blank else told),  # type: ignore[arg-type]
        ),
        made_at=MADE,
    )


def compensation(words: Words, profile: Profile) -> bytes:
    found = profile.compensation
    settled = (Stated(words.phrase(found.settlement.ar), found.settlement_source),) if found is not None else ()
    return render_compensation(
        CompensationRecord(
            issue=issue(words, profile),
            complaint="17-A-000051-9",
            harm=words.note("تلفت بضاعة الأسرة في المعرض بسبب المظلة."),
            duties=judged(words, found.duties, holds=True) if found is not None else (),
            conditions=judged(words, found.conditions, holds=True) if found is not None else (),
            proofs=judged(words, found.proofs, holds=False) if found is not None else (),
            settlement=settled[0] if settled else None,
            agreed=words.note("تُعوَّض الأسرة عن نصف قيمة البضاعة."),
            amount="1,250.00",
            signers=(Signer("ممثل الجمعية", words.name("سعد بن فهد")),),
        ),
        made_at=MADE,
    )


def decision(words: Words, profile: Profile, *, outcome: Outcome) -> bytes:
    reasons = ("لا تنطبق شروط الدعم على الحال الموصوفة.", "يُصرف دعم مماثل من جهة أخرى.")
    return render_decision_letter(
        DecisionLetter(
            issue=issue(words, profile),
            outcome=outcome,
            request=words.phrase(profile.request_kinds[0].text.ar),
            request_number="17-A-000043-1",
            made_on="2026-11-21",
            decided_on="2026-12-24",
            committee=words.name(profile.committee.ar),
            session="12/2026",
            reasons=tuple(words.note(reasons[row % 2]) for row in range(words.rows(2))),
            follows=(Stated(words.phrase("يُصرف الدعم في حسابك.")),) if outcome == "accepted" else (),
            complaints=said(words, how_to_complain(profile)),
            means=words.phrase("خطاب بريدي"),
            signers=(
                Signer("أمين اللجنة", words.name("ناصر بن علي")),
                Signer("المدير العام", words.name("سعد بن فهد")),
            ),
        ),
        made_at=MADE,
    )


Drawing = Callable[["Words", Profile], bytes]
OF_A_PROFILE: Mapping[str, Drawing] = {
    "receipt": receipt,
    "receipt-incomplete": partial(receipt, is_complete=False),
    "receipt-half": partial(receipt, layout="a5"),
    "receipt-roll": partial(receipt, layout="roll"),
    "requirements": requirements,
    "filled-request": filled_request,
    "blank-request": blank_request,
    "statement": statement,
    "complaint-receipt": complaint,
    "complaint-blank": partial(complaint, is_blank=True),
    "settlement": settlement,
    "settlement-blank": partial(settlement, is_blank=True),
    "compensation": compensation,
    "decision-accepted": partial(decision, outcome="accepted"),
    "decision-rejected": partial(decision, outcome="rejected"),
}
HELD_TO_ALL = ("receipt-half", "receipt-roll", "requirements", "blank-request", "statement", "settlement")
"""Of each layout one: for the tests of all papers, which take their time."""
PERSON_PAPERS: Mapping[str, Callable[[Words], bytes]] = {
    name: lambda words, draw=OF_A_PROFILE[name]: draw(words, load_profile("twaim"))  # type: ignore[misc]
    for name in HELD_TO_ALL
}
"""With the policy that says most."""
