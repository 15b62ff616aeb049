"""Erase a person's data from the association for good (`domain.sync.erasure`)."""

from db.folding import Unfit
from desktop.usecases.desk import Desk
from desktop.usecases.roles_now import roles_now
from domain.errors import RuleBroken
from domain.sync.changes import Changes
from domain.sync.erasure import MAY_ERASE
from domain.sync.reasons import reason_of


def erase_person(desk: Desk, person: str, reason: str) -> Changes:
    """By id or file number; `reason` is kept, so it names nobody. Only an administrator may.

    The data stays here until head office has applied the erasure: then it goes at head office and on every laptop,
    with whatever anybody has written about him and not yet sent. Raises RuleBroken.
    """
    _refuse_role(desk)
    found, _ = desk.store.persons.get(person)
    return _erase(desk, "person.erase", found.id, found.name or "", reason)


def erase_asker(desk: Desk, enquiry: str, reason: str) -> Changes:
    """The same of somebody who is in no file: the enquiry (id or number) goes, with his name and number in it. Of a
    person of the register it is the person who is erased. Raises RuleBroken."""
    _refuse_role(desk)
    caller, name = desk.store.enquiries.caller_of(enquiry)
    if not caller:
        raise _nobody_left("erase.not_an_asker", "enquiry", "هذا الاستفسار", "This enquiry")
    return _erase(desk, "enquiry.erase", caller, name, reason)


def erase_giver(desk: Desk, suggestion: str, reason: str) -> Changes:
    """The same of who gave a suggestion (id or number) and is in no file. Raises RuleBroken."""
    _refuse_role(desk)
    caller, name = desk.store.suggestions.caller_of(suggestion)
    if not caller:
        raise _nobody_left("erase.not_a_giver", "suggestion", "هذا المقترح", "This suggestion")
    return _erase(desk, "suggestion.erase", caller, name, reason)


def erase_party(desk: Desk, complaint: str, reason: str) -> Changes:
    """The same of another party who complained and is in no file: the complaint (id or number) goes with its story,
    its settlements and its dossiers. Raises RuleBroken."""
    _refuse_role(desk)
    party, name = desk.store.complaints.party_of(complaint)
    if not party:
        raise _nobody_left("erase.not_a_party", "complaint", "هذه الشكوى", "This complaint")
    return _erase(desk, "complaint.erase", party, name, reason)


def _nobody_left(code: str, field: str, ar: str, en: str) -> RuleBroken:
    return RuleBroken(
        code,
        ar=f"ليس في {ar} اسم ولا رقم لغير مسجّل. وبيانات المسجّل تُمحى من ملفه.",
        en=f"{en} has no name or number of somebody who is not registered. A registered person is erased in his file.",
        field=field,
    )


def _refuse_role(desk: Desk) -> None:
    if not MAY_ERASE & set(roles_now(desk)):
        raise RuleBroken(
            "erase.not_allowed",
            ar="لا يمحو بيانات شخص إلا مدير النظام، ولم يُمحَ شيء. اطلب منه أن يمحوها بحسابه.",
            en="Only an administrator erases a person's data, and nothing was erased. Ask one to do it as himself.",
        )


def _erase(desk: Desk, action: str, subject: str, name: str, reason: str) -> Changes:
    if not reason.strip():
        raise RuleBroken(
            "erase.reason",
            ar="اكتب سبب المحو، كطلب صاحب البيانات، دون أي بيانات عنه: السبب يُحفظ.",
            en="Write why, like the person's own request, and nothing about him: the reason is kept.",
            field="reason",
        )
    _refuse_name(reason, name)
    try:
        with desk.store.work(action, desk.user.id) as work:
            work.operations.erase(subject, reason.strip())
    except Unfit as unfit:
        if unfit.reason == "row.unknown":
            raise RuleBroken(
                "erase.not_synced",
                ar="لا يعرف المركز الرئيس بعدُ أنك مدير النظام. زامن هذا الجهاز أولًا ثم امحُ بياناته.",
                en="Head office does not know yet that you are an administrator. Sync this laptop first, then erase.",
            ) from unfit
        refused = reason_of(unfit.reason)
        raise RuleBroken(unfit.reason, ar=refused.ar, en=refused.en) from unfit
    return work.changes


def _refuse_name(reason: str, name: str) -> None:
    if name and any(word in reason.split() for word in name.split()):
        raise RuleBroken(
            "erase.reason.names",
            ar="في السبب كلمة من اسم الشخص، والسبب يُحفظ بعد المحو. اكتبه دون اسم.",
            en="The reason has a word of the person's name, and it is kept afterwards. Write it without the name.",
            field="reason",
        )
