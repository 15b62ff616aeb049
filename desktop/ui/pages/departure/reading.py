"""What the list before leaving shows, in words. Knows no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.ui.language import headed, said, said_of
from desktop.ui.shown import shown_moment
from desktop.usecases.check_documents import DocumentLine
from desktop.usecases.refer_question import ReferralLine
from desktop.usecases.review_departure import DeparturePage, Tick
from domain.arabic import isolate
from domain.carddate import CardDate, parse_card_date
from domain.document import CheckDraft, card_date_text
from domain.errors import RuleBroken
from domain.leave_gate import ATTESTATION, SIGNATURE
from domain.referral import ANSWERED, ASKED, MEANS, PROGRESS
from domain.text import Text

DOCUMENT_STATES = {
    "missing": (Text("لم يُطابَق", "Not checked"), "warn"),
    "faulty": (Text("لا يصح اليوم", "Not valid today"), "bad"),
    "good": (Text("صحيح اليوم", "Valid today"), "ok"),
    "left_out": (Text("ليس لازمًا", "Not required"), "neutral"),
}
REFERRAL_TONES = {ASKED: "warn", ANSWERED: "info"}


@dataclass(frozen=True)
class TypedCheck:
    """The form of a document as it stands. `matches` is yes, no or empty."""

    document: str
    is_seen: bool = False
    number: str = ""
    issued: str = ""
    expires: str = ""
    matches: str = ""
    difference: str = ""


@dataclass(frozen=True)
class Said:
    """A sentence beside a field, or at the top where there is none."""

    field: str
    sentence: str


@dataclass(frozen=True)
class NextStep:
    """What the main button does: attest, complete, or nothing while something else comes first."""

    deed: str
    title: str


def draft_of(typed: TypedCheck) -> CheckDraft:
    """Raises RuleBroken with the field of a date that cannot be read, and when nobody said whether it matches."""
    if typed.is_seen and not typed.matches:
        raise RuleBroken(
            "document.verdict",
            ar="قل هل يطابق المستند البيانات بجانبه.",
            en="Say whether the document matches the data beside it.",
            field="matches",
        )
    return CheckDraft(
        typed.document,
        typed.is_seen,
        typed.number,
        read_day(typed.issued, "issued"),
        read_day(typed.expires, "expires"),
        typed.matches == "yes",
        typed.difference if typed.matches == "no" else "",
    )


def read_day(text: str, field: str) -> CardDate | None:
    return parse_card_date(text, field=field) if text.strip() else None


def typed_of(line: DocumentLine) -> TypedCheck:
    """The form of a document that was checked before; an empty one else."""
    check = line.check
    if check is None:
        return TypedCheck(line.id)
    verdict = "yes" if check.is_matching else "no" if check.is_seen else ""
    return TypedCheck(
        line.id,
        check.is_seen,
        check.number or "",
        _typed_day(check.issued),
        _typed_day(check.expires),
        verdict,
        check.difference or "",
    )


def _typed_day(card: CardDate | None) -> str:
    """As it was typed: day first."""
    iso = (card.hijri or card.gregorian or "") if card else ""
    return "/".join(str(int(part)) for part in reversed(iso.split("-"))) if iso else ""


def document_detail(line: DocumentLine) -> str:
    """Why it does not stand, else who checked it, when, and until when it is valid."""
    if line.faults and line.check is not None:
        return " ".join(said_of(fault.text) for fault in line.faults)
    if line.check is None:
        return ""
    day = said_of(card_date_text(line.check.expires)) if line.check.expires else ""
    until = said(f"صالح حتى {day}", f"Valid until {day}") if day else ""
    by = said(f"طابقه {line.checked_by}", f"Checked by {line.checked_by}") if line.checked_by else ""
    return " · ".join(filter(None, (until, by)))


def checked_elsewhere(line: DocumentLine) -> str:
    """The case came from another laptop while somebody typed here."""
    by = line.checked_by
    return said(
        f"وصلت قبل قليل مطابقة أخرى لهذا المستند ({by}). ما كتبته باقٍ كما هو، وحفظه يحل محلها.",
        f"Another check of this document has just come ({by}). What you typed stands; saving it takes its place.",
    )


def tick_words(tick: Tick) -> str:
    return " · ".join(filter(None, (tick.by, shown_moment(tick.at))))


def kept_words(kept: Tick) -> str:
    why = kept.said or said("بلا سبب مكتوب", "no reason written")
    return said(f"حُفظت ناقصة: {why}.", f"Kept as incomplete: {why}.") + f" {tick_words(kept)}"


def means_words(means: str) -> str:
    return said_of(MEANS[means]) if means in MEANS else means


def referral_title(line: ReferralLine) -> tuple[str, str]:
    """How it stands, and in which tone."""
    one = line.referral
    words = said_of(PROGRESS[one.progress]) if one.progress in PROGRESS else one.progress
    return headed(words), REFERRAL_TONES.get(one.progress, "ok")


def referral_detail(line: ReferralLine) -> str:
    """How, by whom and when it was asked; what was answered, by whom, and who wrote that down when."""
    one = line.referral
    asked = " · ".join(filter(None, (means_words(one.means), line.asked_by, shown_moment(one.asked_at))))
    if not one.answer:
        return asked
    written = " · ".join(filter(None, (line.answered_by, shown_moment(one.answered_at) if one.answered_at else "")))
    answer = said(f"أجاب {one.officer}: {one.answer}", f"{one.officer} answered: {one.answer}")
    return "\n".join(filter(None, (asked, answer, written)))


def case_detail(page: DeparturePage) -> str:
    number = said(f"رقم {isolate(page.number)}", f"No. {isolate(page.number)}")
    return f"{page.person_name} · {said_of(page.form_title)} · {number}"


def next_step(page: DeparturePage) -> NextStep:
    """The paper when all before it is settled, then the farewell."""
    before = [one for one in page.missing if one.kind not in (ATTESTATION, SIGNATURE)]
    if not page.missing:
        if page.completed:
            return NextStep("", said("الحالة مكتملة", "The case is complete"))
        return NextStep("complete", said("غادر مكتملًا", "Leaves complete"))
    if page.attestation == "unsigned":
        return NextStep("attest", said("فتح الإقرار للتوقيع", "Open the attestation to sign"))
    return NextStep("" if blocks_paper(before) else "attest", said("إعداد الإقرار", "Make the attestation"))


def blocks_paper(missing: Iterable[object]) -> bool:
    """An explanation may come after the paper, and so may the answer to a question."""
    return any(getattr(one, "kind", "") in ("answers", "request", "documents") for one in missing)
