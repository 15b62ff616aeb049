"""Complaints of a desk of tests, and somebody else sitting at it."""

from dataclasses import replace

from desktop.usecases.compensate_complaint import close_dossier, hold_condition, open_dossier, prove_compensation
from desktop.usecases.desk import Desk
from desktop.usecases.know_complaint import ComplaintPage
from desktop.usecases.register_complaint import register_complaint
from desktop.usecases.settle_complaint import sign_settlement, write_settlement
from desktop.usecases.work_on_complaint import decide_complaint
from domain.compensation import Harm, Proof, compensation_of
from domain.complaint import ComplaintDraft
from domain.settlement import Term
from domain.user import User

TERM = Term("تُصرف الأدوات", "قسم الخدمات", "2026-12-05")
PARTY = "فهد الواحي، مدير الخدمات"
HARM = Harm("فات موسم البيع", "خسارة 1500 ريال", "تأخر صرف الأدوات شهرين")
MEMBERS = ("سعد الواحي", "هدى السالم")


def draft(desk: Desk, **said: object) -> ComplaintDraft:
    """One that came by the first channel of the policy, of somebody who did not say his name."""
    channel = desk.profile.complaints.channels[0].id
    return replace(ComplaintDraft(channel, "تأخر الرد", "لم يصلني جواب", desk.today()), **said)  # type: ignore[arg-type]


def register(desk: Desk, **said: object) -> ComplaintPage:
    return register_complaint(desk, draft(desk, **said))


def seated(desk: Desk, username: str, *roles: str) -> Desk:
    """The same laptop with another user, who is a row that head office gets."""
    known = next((user for user in desk.store.users.all() if user.username == username), None)
    user = known or User(desk.new_id(), username, username, roles)
    if known is None:
        with desk.store.work("user.add", desk.user.id) as work:
            work.users.add(user)
    return replace(desk, user=user)


def settle(desk: Desk, complaint: str) -> ComplaintPage:
    write_settlement(desk, complaint, [TERM], [PARTY])
    return sign_settlement(desk, complaint)


def compensate(desk: Desk, complaint: str) -> ComplaintPage:
    """Every condition of the policy holds, and its first proof is there."""
    rules = compensation_of(desk.profile)
    open_dossier(desk, complaint, HARM)
    for rule in (*rules.duties, *rules.conditions):
        hold_condition(desk, complaint, rule.id, "بحسب تقرير القسم")
    prove_compensation(desk, complaint, Proof(rules.proofs[0].id, desk.today(), "ورقة 7", MEMBERS))
    return close_dossier(desk, complaint, "صرف تعويض", "1500.50")


def settled_complaint(desk: Desk) -> str:
    """Its id; settled, compensated, and with an outcome."""
    one = register(desk, party_kind=desk.profile.party_kinds[0].id, party_name="مؤسسة النخيل").complaint
    settle(desk, one.id)
    compensate(desk, one.id)
    decide_complaint(desk, one.id, "settled", "نُفذت بنود التسوية")
    return one.id
