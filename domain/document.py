"""A person's document at the desk: the original was seen, it says what the record says, and it is valid that day.

Herfa, mustaqbaluna, beekeepers and alqarinah ask that the data is matched with the documents and that they are valid on
the day of submission; so validity is never kept, it is judged again on the day it is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.arabic import to_ascii_digits
from domain.carddate import CardDate, matches_within_two_days, nearest_day, other_calendar
from domain.errors import RuleBroken
from domain.policy_parts import RequiredDocument
from domain.shown import gregorian_text, hijri_text
from domain.text import Text
from domain.user import COPY_ROLES

LONGEST = 400


@dataclass(frozen=True, slots=True)
class CopyBasis:
    """Why a copy of the document was taken: the legal basis, who recorded it and when (personal data law)."""

    basis: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class DocumentCheck:
    """What a clerk found of one document of a case. `document` is its id in the profile; `checked_by` a user's id;
    `difference` says what does not match, where something does not."""

    id: str
    interview: str
    person: str
    document: str
    is_seen: bool = False
    number: str | None = None
    issued: CardDate | None = None
    expires: CardDate | None = None
    is_matching: bool = False
    difference: str | None = None
    checked_by: str = ""
    checked_at: str = ""
    copy: CopyBasis | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a document does not stand today. `field` is the field of the check it is said beside."""

    document: str
    code: str
    field: str
    text: Text


@dataclass(frozen=True, slots=True)
class CheckDraft:
    """A check as it is typed; empty text is nothing. Dates as on the card, in either calendar."""

    document: str
    is_seen: bool = False
    number: str = ""
    issued: CardDate | None = None
    expires: CardDate | None = None
    is_matching: bool = False
    difference: str = ""


def check_of(
    draft: CheckDraft, *, id: str, interview: str, person: str, by: str, at: str, today: date
) -> DocumentCheck:
    """What is kept of a draft. Raises RuleBroken, with the field, for what cannot be read off any document."""
    number, difference = " ".join(to_ascii_digits(draft.number).split()), " ".join(draft.difference.split())
    _check_days(draft, today)
    _check_words(draft, number, difference)
    return DocumentCheck(
        id,
        interview,
        person,
        draft.document,
        draft.is_seen,
        number or None,
        draft.issued,
        draft.expires,
        draft.is_matching,
        difference or None,
        by,
        at,
    )


def _check_words(draft: CheckDraft, number: str, difference: str) -> None:
    if max(len(number), len(difference)) > LONGEST:
        field = "number" if len(number) > LONGEST else "difference"
        raise RuleBroken(
            "document.long",
            ar=f"النص أطول من {LONGEST} حرف؛ اكتب ما يلزم منه.",
            en=f"The text is longer than {LONGEST} characters; write what is needed of it.",
            field=field,
        )
    if draft.is_matching and not draft.is_seen:
        raise RuleBroken(
            "document.matched_unseen",
            ar="لا يُطابَق مستند لم يُرَ أصله. علّم رؤية الأصل، أو اترك المطابقة.",
            en="A document whose original was not seen cannot have been matched. Tick that it was seen, or leave that.",
            field="seen",
        )
    if draft.is_matching and difference:
        raise RuleBroken(
            "document.matched_and_differs",
            ar="كُتب اختلاف والمستند معلَّم مطابقًا. احذف الاختلاف، أو اختر «غير مطابق».",
            en="A difference is written and the document is marked as matching. Clear the one or change the other.",
            field="difference",
        )


def _check_days(draft: CheckDraft, today: date) -> None:
    if draft.issued and nearest_day(draft.issued) > today:
        raise RuleBroken(
            "document.issued_later",
            ar="تاريخ الإصدار بعد اليوم؛ أعد قراءته من المستند.",
            en="The day of issue is after today; read it from the document again.",
            field="issued",
        )
    if draft.issued and draft.expires and _is_before(draft.expires, draft.issued):
        raise RuleBroken(
            "document.order",
            ar="تاريخ الانتهاء قبل تاريخ الإصدار؛ أعد قراءتهما من المستند.",
            en="The document ends before it was issued; read both days from it again.",
            field="expires",
        )


def _is_before(one: CardDate, other: CardDate) -> bool:
    """Days of two calendars may be a day or two apart and be one day."""
    is_one_calendar = bool((one.hijri and other.hijri) or (one.gregorian and other.gregorian))
    if not is_one_calendar and matches_within_two_days(one, other):
        return False
    return nearest_day(one) < nearest_day(other)


def faults(
    wanted: RequiredDocument, check: DocumentCheck | None, known: Mapping[str, str], today: date
) -> tuple[Fault, ...]:
    """Everything that keeps a document from standing on a day; `known` are the facts of the record by name. A document
    that the association may do without and that was not brought has no fault."""
    title = wanted.text
    if check is None:
        return () if wanted.optional else (_missing(wanted),)
    found: list[Fault] = []
    if not check.is_seen:
        found.append(
            _fault(check, "unseen", "seen", f"لم يُرَ أصل «{title.ar}».", f"The original was not seen: {title.en}.")
        )
    elif not check.is_matching:
        found.append(_mismatch(check, title))
    found.extend(_of_number(wanted, check, known))
    found.extend(_of_validity(wanted, check, today))
    return tuple(found)


def _missing(wanted: RequiredDocument) -> Fault:
    text = Text(f"لم يُطابَق بعد: «{wanted.text.ar}».", f"Not checked yet: {wanted.text.en}.")
    return Fault(wanted.id, "document.missing", "seen", text)


def _mismatch(check: DocumentCheck, title: Text) -> Fault:
    what = f": {check.difference}" if check.difference else ""
    return _fault(
        check,
        "mismatch",
        "matches",
        f"«{title.ar}» لا يطابق البيانات{what}. صحّح البيانات أو اطلب المستند الصحيح.",
        f"{title.en} does not match the data{what}. Correct the data, or ask for the right document.",
    )


def _of_number(wanted: RequiredDocument, check: DocumentCheck, known: Mapping[str, str]) -> tuple[Fault, ...]:
    if not wanted.number or not check.is_seen:
        return ()
    if not check.number:
        return (
            _fault(
                check,
                "no_number",
                "number",
                f"اكتب رقم «{wanted.text.ar}» كما هو فيه.",
                f"Write the number of: {wanted.text.en}.",
            ),
        )
    recorded = known.get(wanted.number, "")
    if not recorded or _bare(recorded) == _bare(check.number):
        return ()
    return (
        _fault(
            check,
            "number",
            "number",
            f"رقم «{wanted.text.ar}» غير المسجّل في البيانات. أعد قراءته، أو صحّح السجل.",
            f"The number of {wanted.text.en} is not the recorded one. Read it again, or correct the record.",
        ),
    )


def _of_validity(wanted: RequiredDocument, check: DocumentCheck, today: date) -> tuple[Fault, ...]:
    if check.expires is None:
        if not wanted.expires or not check.is_seen:
            return ()
        ar, en = f"اكتب تاريخ انتهاء «{wanted.text.ar}».", f"Write when it ends: {wanted.text.en}."
        return (_fault(check, "no_expiry", "expires", ar, en),)
    if nearest_day(check.expires) >= today:
        return ()
    return (
        _fault(
            check,
            "expired",
            "expires",
            f"انتهت صلاحية «{wanted.text.ar}» في {shown_card_date(check.expires)}؛ يُجدَّد قبل تقديم الطلب.",
            f"{wanted.text.en} ended on {nearest_day(check.expires)}; it must be renewed first.",
        ),
    )


def _fault(check: DocumentCheck, code: str, field: str, ar: str, en: str) -> Fault:
    return Fault(check.document, f"document.{code}", field, Text(ar, en))


def _bare(number: str) -> str:
    return "".join(letter for letter in to_ascii_digits(number).upper() if letter.isalnum())


def card_date_text(card: CardDate) -> Text:
    """In both calendars, the printed one first: «12 محرم 1449 هـ، 17 يونيو 2027 م», «12 Muharram 1449 AH, 17 June
    2027»."""
    other = other_calendar(card)
    hijri, gregorian = card.hijri or (other if card.gregorian else None), card.gregorian or other
    texts = [*([hijri_text(hijri)] if hijri else []), *([gregorian_text(gregorian)] if gregorian else [])]
    printed_first = texts if card.hijri else texts[::-1]
    return Text("، ".join(text.ar for text in printed_first), ", ".join(text.en for text in printed_first))


def shown_card_date(card: CardDate) -> str:
    """For the terminal and for paper, which are in Arabic."""
    return card_date_text(card).ar


def check_copy(basis: str, roles: Sequence[str]) -> str:
    """The legal basis of a copy as it is kept. Raises RuleBroken: a copy is not taken without one, and not everybody
    may record one (personal data law)."""
    said = " ".join(basis.split())
    if not set(roles) & set(COPY_ROLES):
        raise RuleBroken(
            "document.copy_role",
            ar="لا تؤخذ صورة من مستند إلا بأساس نظامي يسجّله المشرف أو المدير. يكفي أن ترى الأصل وتطابقه.",
            en="A copy needs a legal basis recorded by a supervisor or manager. Seeing the original is enough.",
            field="basis",
        )
    if not said or len(said) > LONGEST:
        raise RuleBroken(
            "document.copy_basis",
            ar=f"اكتب الأساس النظامي لأخذ الصورة، في {LONGEST} حرف على الأكثر.",
            en=f"Write the legal basis of taking a copy, in {LONGEST} characters at most.",
            field="basis",
        )
    return said


def frozen_line(wanted: RequiredDocument, check: DocumentCheck, *, checked_by: str, on: date) -> dict[str, object]:
    """What an attestation says of a document on the day it is made (`forms.paper` prints it)."""
    line: dict[str, object] = {
        "kind": check.document,
        "title": wanted.text.ar,
        "original_seen": check.is_seen,
        "matches": check.is_matching,
        "valid_on": on.isoformat(),
        "checked_by": checked_by,
        "checked_at": check.checked_at,
    }
    if check.number:
        line["number"] = check.number
    for name, card in (("issued", check.issued), ("expires", check.expires)):
        if card is not None:
            line[name] = {"hijri": card.hijri, "gregorian": card.gregorian, "typed": card.typed}
    if check.expires is not None:
        line["valid_until"] = shown_card_date(check.expires)
    return line


def facts_of(check: DocumentCheck) -> list[object]:
    """What an attestation of these documents stands on: who looked again, and when, changes nothing."""
    days = [day for card in (check.issued, check.expires) for day in (_day_texts(card))]
    return [check.document, check.is_seen, check.number, *days, check.is_matching]


def _day_texts(card: CardDate | None) -> tuple[str | None, str | None]:
    return (card.hijri, card.gregorian) if card is not None else (None, None)
