"""What may be done to a complaint now, each as a form: its name, its fields, and what they begin with. Knows no Qt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from desktop.ui.language import said, said_of
from desktop.usecases.know_complaint import ComplaintPage
from domain.compensation import Dossier, living
from domain.complaint import ANONYMOUS, ANSWERED, MEANS, NO, NOBODY, OPEN, OUTCOMES, TOLD, YES
from domain.complaint_rules import units_of
from domain.policy import Profile
from domain.text import Text
from domain.user import User

Kind = Literal["line", "text", "choice", "day"]
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asked:
    """A field: `name` is what a refusal calls it; `value` what stands in it at first."""

    name: str
    title: str
    kind: Kind = "line"
    choices: Choices = ()
    value: str = ""
    hint: str = ""
    required: bool = False


@dataclass(frozen=True)
class Deed:
    """`key` is a name of `desktop.usecases.do_to_complaint.DEEDS`; without fields it is done at a press. `is_next`:
    what usually comes now."""

    key: str
    title: str
    glyph: str
    asked: tuple[Asked, ...] = ()
    is_next: bool = False


def deeds_of(page: ComplaintPage, profile: Profile, owners: Iterable[User]) -> tuple[Deed, ...]:
    """In the order in which a complaint goes on. Whoever only took it down notes, mends and tells."""
    one, is_whole = page.complaint, page.line.is_whole
    if one.is_closed:
        return (_reopen(is_next=False),) if is_whole else ()
    found = [_note(plans=is_whole, is_next=is_whole and one.progress == OPEN and one.has_owner)]
    if is_whole:
        found.append(_assign(page, profile, owners))
        if one.progress in (OPEN, ANSWERED):
            found.append(_decide(page))
    if one.progress == ANSWERED and not page.is_only_sent:
        found.append(_tell(page))
    if is_whole and one.progress == TOLD:
        found.append(Deed("close", said("إغلاق الشكوى", "Close the complaint"), "check", is_next=True))
    if is_whole and one.progress in (ANSWERED, TOLD):
        found.append(_reopen(is_next=False))
    found.append(_mend(page))
    return tuple(found)


def settlement_deeds(page: ComplaintPage) -> tuple[Deed, ...]:
    if page.complaint.is_closed or not page.line.is_whole:
        return ()
    written = [one for one in page.settlements if not one.is_signed]
    found = [] if written else [_settle()]
    if written:
        found.append(
            Deed(
                "sign",
                said("وقّع الطرفان", "Both sides signed"),
                "signature",
                (_day("day", said("يوم التوقيع", "Day of the signing")),),
                is_next=True,
            )
        )
        found.append(_settle(said("كتابة غيرها", "Write another")))
        found.append(_drop("unsettle", said("لم تتم", "It came to nothing")))
    return tuple(found)


def dossier_deeds(page: ComplaintPage, profile: Profile) -> tuple[Deed, ...]:
    """None where the policy states no compensation."""
    if page.complaint.is_closed or not page.line.is_whole or profile.compensation is None:
        return ()
    dossier = living(page.dossiers)
    if dossier is None:
        return (_harm(None, is_next=False),) if not page.dossiers else ()
    return tuple(_of_dossier(dossier, profile))


def _of_dossier(dossier: Dossier, profile: Profile) -> Iterator[Deed]:
    rules = profile.compensation
    if rules is None:
        return
    yield _harm(dossier, is_next=False)
    open_rules = [one for one in (*rules.duties, *rules.conditions) if not dossier.holds.get(one.id)]
    if open_rules:
        choices = tuple((one.id, said_of(one.text)) for one in open_rules)
        how = Asked("how", said("بماذا ثبت؟", "By what does it hold?"), required=True)
        rule = Asked("rule", said("الشرط", "Condition"), "choice", choices, choices[0][0])
        yield Deed("hold", said("شرط ثبت", "A condition holds"), "list-check", (rule, how), is_next=True)
    kinds = tuple((one.id, said_of(one.text)) for one in rules.proofs)
    members = any("members" in one.needs for one in rules.proofs)
    yield Deed(
        "prove",
        said("إرفاق إثبات", "Record a proof"),
        "shield-check",
        (
            Asked("proof", said("نوع الإثبات", "Kind of proof"), "choice", kinds, kinds[0][0]),
            Asked("proof_paper", said("رقم الورقة وجهتها", "Number and issuer of the paper"), required=True),
            _day("proof_day", said("تاريخها", "Its day")),
            *((Asked("members", said("أعضاء اللجنة الذين اعتمدوها", "Members who approved it")),) if members else ()),
        ),
        is_next=not open_rules and dossier.proof is None,
    )
    yield Deed(
        "end",
        said("إغلاق الملف", "Close the dossier"),
        "check",
        (
            Asked("agreed", said("ما انتهى إليه التفاوض", "What was negotiated"), "text", required=True),
            Asked("amount", said("المبلغ بالريال", "Riyals"), hint=said("إن كان مالًا", "Where it is money")),
        ),
        is_next=not open_rules and dossier.proof is not None,
    )
    yield _drop("drop", said("سحب الملف", "Withdraw the dossier"))


def _note(*, plans: bool, is_next: bool) -> Deed:
    """`plans`: whoever works on it says what comes next as well."""
    planned = (Asked("next_step", said("الخطوة التالية", "Next step")), _day("next_day", said("موعدها", "On")))
    return Deed(
        "note",
        said("متابعة", "Follow up"),
        "messages",
        (
            Asked("said", said("ما جرى", "What was done or heard"), "text"),
            *(planned if plans else ()),
        ),
        is_next=is_next,
    )


def _assign(page: ComplaintPage, profile: Profile, owners: Iterable[User]) -> Deed:
    users = tuple((user.id, user.name) for user in owners)
    units = tuple(said_of(one.text) for one in units_of(profile))
    hint = said("مثل: ", "Such as: ") + said("، ", ", ").join(units) if units else ""
    return Deed(
        "assign",
        said("من يتابعها", "Owner"),
        "user-check",
        (
            Asked("owner", said("مستخدم في المكتب", "A user of the office"), "choice", users, page.complaint.owner),
            Asked("unit", said("أو جهة أو قسم", "Or a unit"), hint=hint),
        ),
        is_next=not page.complaint.has_owner,
    )


def _decide(page: ComplaintPage) -> Deed:
    choices = tuple((id, said_of(text)) for id, text in OUTCOMES.items())
    return Deed(
        "decide",
        said("النتيجة", "Outcome"),
        "scale",
        (
            Asked("outcome", said("ما انتهت إليه", "What came of it"), "choice", choices, page.complaint.outcome),
            Asked("note", said("ما اتُّخذ", "What was done"), "text", value=page.complaint.outcome_note, required=True),
        ),
    )


def _tell(page: ComplaintPage) -> Deed:
    is_anonymous = page.complaint.kind_of_complainant == ANONYMOUS
    choices = tuple((id, said_of(text)) for id, text in MEANS.items() if (id == NOBODY) == is_anonymous)
    return Deed(
        "tell",
        said("إبلاغ صاحبها", "Tell the complainant"),
        "phone",
        (
            Asked("means", said("كيف أُبلغ؟", "How was he told?"), "choice", choices, choices[0][0]),
            Asked("note", said("ملاحظة", "Note"), hint=said("مثل من أجاب أو رقم الخطاب", "Who answered, for one")),
        ),
        is_next=True,
    )


def _mend(page: ComplaintPage) -> Deed:
    one = page.complaint
    yes_no: Choices = ((NO, said("لا", "No")), (YES, said("نعم", "Yes")))
    return Deed(
        "mend",
        said("تصحيح نصها", "Mend its words"),
        "pencil",
        (
            Asked("subject", said("الموضوع", "Subject"), value=one.subject, required=True),
            Asked("told", said("نص الشكوى", "The complaint"), "text", value=one.told, required=True),
            Asked("wanted", said("ما يطلبه", "What is asked"), "text", value=one.wanted),
            Asked("emergency", said("عاجلة؟", "Urgent?"), "choice", yes_no, one.emergency),
        ),
    )


def _reopen(*, is_next: bool) -> Deed:
    reason = Asked("reason", said("السبب", "Reason"), "text", required=True)
    return Deed("reopen", said("إعادة فتحها", "Reopen"), "refresh", (reason,), is_next=is_next)


def _settle(title: str = "") -> Deed:
    hint = said("بند في كل سطر: ما يُنفَّذ | من ينفذه | متى", "One term a line: what | who | until")
    return Deed(
        "settle",
        title or said("كتابة تسوية", "Write a settlement"),
        "heart-handshake",
        (
            Asked("terms", said("ما اتُّفق عليه", "What was agreed"), "text", hint=hint, required=True),
            Asked("parties", said("من يوقّع عن الجمعية", "Who signs for the association"), required=True),
            _day("day", said("يوم الاتفاق", "Day of the agreement")),
        ),
    )


def _harm(dossier: Dossier | None, *, is_next: bool) -> Deed:
    harm = dossier.harm if dossier is not None else None
    title = Text("بيان الضرر", "The harm") if dossier else Text("فتح ملف تعويض", "Open a dossier")
    return Deed(
        "harm",
        said_of(title),
        "file-text",
        (
            Asked("damage", said("الضرر", "Damage"), "text", value=harm.damage if harm else "", required=True),
            Asked("size", said("حجمه", "Its size"), value=harm.size if harm else ""),
            Asked("causes", said("أسبابه", "Its causes"), "text", value=harm.causes if harm else ""),
        ),
        is_next=is_next,
    )


def _drop(key: str, title: str) -> Deed:
    return Deed(key, title, "x", (Asked("reason", said("السبب", "Reason"), required=True),))


def _day(name: str, title: str) -> Asked:
    hint = said("هجري أو ميلادي، مثل 29/11/2026", "Hijri or Gregorian, such as 29/11/2026")
    return Asked(name, title, "day", hint=hint)
