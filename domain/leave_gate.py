"""The list before the person stands up: what is still missing of his case, in the order it is best settled.

Twaim demands that everything is complete before he leaves; for the others a case that is not complete is kept as such,
and comes back with the reason. Nothing that lacks something is called complete.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.attestation import State
from domain.document import Fault
from domain.errors import RuleBroken
from domain.referral import ASKED, Referral
from domain.text import Text

REQUEST, ANSWERS, DOCUMENTS, CONTACT = "request", "answers", "documents", "contact"
REFERRAL, EXPLANATION, ATTESTATION, SIGNATURE = "referral", "explanation", "attestation", "signature"
KINDS = {
    REQUEST: Text("نوع الطلب", "the kind of request"),
    ANSWERS: Text("إجابات", "answers"),
    DOCUMENTS: Text("مستندات", "documents"),
    CONTACT: Text("وسيلة التواصل", "contact means"),
    REFERRAL: Text("سؤال محال", "a referred question"),
    EXPLANATION: Text("شرح الإجراءات", "the explanation"),
    ATTESTATION: Text("الإقرار", "the attestation"),
    SIGNATURE: Text("التوقيع", "the signature"),
}
LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Gap:
    """A required answer that is missing, or one that breaks a rule of the form."""

    ref: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class Missing:
    """`kind` is one of KINDS; `target` is the place to settle it: a question, a document, a referral."""

    kind: str
    target: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """What is known of a case now. `attestation` is the state of its newest paper, None when there is none. A
    complaint waits for no explanation of a request's procedure and for no signature: to complain is to be made easy
    (all policies that speak of it)."""

    gaps: Sequence[Gap] = ()
    is_request_chosen: bool = True
    faults: Sequence[Fault] = ()
    has_contact: bool = False
    is_explained: bool = False
    referrals: Sequence[Referral] = ()
    attestation: State | None = None
    is_complaint: bool = False


def missing(case: CaseState) -> tuple[Missing, ...]:
    """Empty when the person may go with a complete case."""
    found = [Missing(ANSWERS, gap.ref, _gap(gap)) for gap in case.gaps]
    if not case.is_request_chosen:
        found.append(
            Missing(
                REQUEST,
                "",
                Text("اختر نوع الطلب، فبه تُعرف مستنداته.", "Choose the kind of request: its documents follow."),
            )
        )
    found += [Missing(DOCUMENTS, fault.document, fault.text) for fault in case.faults]
    if not case.has_contact:
        found.append(
            Missing(
                CONTACT, "", Text("اتفق معه على وسيلة يصله بها الجواب.", "Agree how the answer reaches the person.")
            )
        )
    found += [Missing(REFERRAL, one.id, _waiting(one)) for one in case.referrals if one.is_waiting]
    if case.is_complaint:
        return tuple(found)
    if not case.is_explained:
        found.append(
            Missing(
                EXPLANATION,
                "",
                Text("اشرح له الخطوات وموعد الجواب.", "Explain the steps, and when the answer comes."),
            )
        )
    return (*found, *_of_paper(case.attestation))


def _gap(gap: Gap) -> Text:
    said = f"«{gap.label}»: {gap.message}" if gap.message else f"«{gap.label}»"
    return Text(said, said)


def _waiting(referral: Referral) -> Text:
    if referral.progress == ASKED:
        return Text("سؤال أُحيل ولم يُجَب بعد.", "A referred question has no answer yet.")
    return Text("وصل جواب الإحالة ولم يُبلَّغ به.", "The answer to a referral came, and was not told yet.")


def _of_paper(state: State | None) -> tuple[Missing, ...]:
    if state == "signed":
        return ()
    if state == "unsigned":
        return (Missing(SIGNATURE, "", Text("الإقرار جاهز ولم يُوقَّع.", "The attestation is ready, not signed.")),)
    text = (
        Text("تغيّرت البيانات بعد الإقرار؛ أعدّ إقرارًا جديدًا ووقّعه.", "The data changed: make a new attestation.")
        if state == "void"
        else Text("أعدّ الإقرار ليوقّعه.", "Make the attestation, to be signed.")
    )
    return (Missing(ATTESTATION, "", text),)


def check_complete(found: Sequence[Missing]) -> None:
    """Raises RuleBroken, with the first thing that is missing, unless nothing is."""
    if found:
        first = found[0]
        raise RuleBroken(
            "departure.incomplete",
            ar=f"لا تُعدّ الحالة مكتملة، فقد بقي {len(found)} مما في القائمة. أولها: {first.text.ar}",
            en=f"The case is not complete; still missing: {len(found)}. First: {first.text.en}",
            field=first.kind,
        )


def check_kept(found: Sequence[Missing], note: str, *, must_say_why: bool) -> str:
    """The reason why a case is kept incomplete, as it is kept. Raises RuleBroken."""
    said = " ".join(note.split())
    if not found:
        raise RuleBroken(
            "departure.nothing_missing",
            ar="لا ينقص الحالة شيء؛ أغلقها مكتملة.",
            en="Nothing is missing: close the case as complete.",
            field="note",
        )
    if (must_say_why and not said) or len(said) > LONGEST_NOTE:
        raise RuleBroken(
            "departure.note",
            ar=f"اكتب لماذا يغادر وحالته ناقصة، في {LONGEST_NOTE} حرف على الأكثر؛ فالسياسة تطلب اكتمالها قبل مغادرته.",
            en=f"Write why the person leaves before the case is complete, in {LONGEST_NOTE} characters at most.",
            field="note",
        )
    return said
