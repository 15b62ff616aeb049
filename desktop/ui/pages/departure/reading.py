"""What the list before leaving shows, in words. Knows no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.usecases.check_documents import DocumentLine
from desktop.usecases.refer_question import ReferralLine
from desktop.usecases.review_departure import DeparturePage, Tick
from domain.arabic import isolate
from domain.carddate import CardDate, parse_card_date
from domain.document import CheckDraft, shown_card_date
from domain.errors import RuleBroken
from domain.leave_gate import ATTESTATION, SIGNATURE
from domain.referral import ANSWERED, ASKED, MEANS, PROGRESS
from domain.shown import shown_moment

DOCUMENT_STATES = {
    "missing": ("لم يُطابَق", "warn"),
    "faulty": ("لا يصح اليوم", "bad"),
    "good": ("صحيح اليوم", "ok"),
    "left_out": ("ليس لازمًا", "neutral"),
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
        return " ".join(fault.text.ar for fault in line.faults)
    if line.check is None:
        return ""
    until = f"صالح حتى {shown_card_date(line.check.expires)}" if line.check.expires else ""
    by = f"طابقه {line.checked_by}" if line.checked_by else ""
    return " · ".join(filter(None, (until, by)))


def tick_words(tick: Tick) -> str:
    return " · ".join(filter(None, (tick.by, shown_moment(tick.at))))


def referral_title(line: ReferralLine) -> tuple[str, str]:
    """How it stands, and in which tone."""
    one = line.referral
    said = PROGRESS[one.progress].ar if one.progress in PROGRESS else one.progress
    return said, REFERRAL_TONES.get(one.progress, "ok")


def referral_detail(line: ReferralLine) -> str:
    one = line.referral
    means = MEANS[one.means].ar if one.means in MEANS else one.means
    asked = " · ".join(filter(None, (means, line.asked_by, shown_moment(one.asked_at))))
    return f"{asked}\nأجاب {one.officer}: {one.answer}" if one.answer else asked


def case_detail(page: DeparturePage) -> str:
    return f"{page.person_name} · {page.form_title} · رقم {isolate(page.number)}"


def next_step(page: DeparturePage) -> NextStep:
    """The paper when all before it is settled, then the farewell."""
    before = [one for one in page.missing if one.kind not in (ATTESTATION, SIGNATURE)]
    if not page.missing:
        return NextStep("" if page.completed else "complete", "الحالة مكتملة" if page.completed else "غادر مكتملًا")
    if page.attestation == "unsigned":
        return NextStep("attest", "فتح الإقرار للتوقيع")
    return NextStep("" if blocks_paper(before) else "attest", "إعداد الإقرار")


def blocks_paper(missing: Iterable[object]) -> bool:
    """An explanation may come after the paper, and so may the answer to a question."""
    return any(getattr(one, "kind", "") in ("answers", "request", "documents") for one in missing)
