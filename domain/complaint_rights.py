"""Who may see a complaint, and who may do what with it.

Whoever took it down sees what he wrote and how it stands, and tells the complainant. Its owner and those who oversee
the office see all of it. So does nobody else: a complaint may be about anybody in the office.
"""

from domain.complaint import Complaint
from domain.errors import RuleBroken
from domain.text import Text
from domain.user import OVERSEERS, REVIEWERS, User

ONLY_SENT = Text(
    "تُسجَّل الشكاوى في هذا الجهاز وتُرسل إلى المركز، ولا يُعرض فيه ما سُجّل في غيره ولا ما جرى فيها بعد إرسالها؛ "
    "لمعرفة حال شكوى اسأل المشرف.",
    "Complaints are taken down on this laptop and sent to head office. Those of other laptops, and what becomes of any "
    "after it was sent, are not shown here; ask the supervisor how one stands.",
)
"""What a laptop says that head office lets write complaints and read none."""
SHOWN_WHOLE = Text(
    "يُعرض في هذا الجهاز كل ما للمكتب، والشكاوى منه.",
    "This laptop shows all that is the office's, its complaints too.",
)


def oversees(user: User) -> bool:
    return any(user.has_role(role) for role in OVERSEERS)


def may_review(user: User) -> bool:
    return any(user.has_role(role) for role in REVIEWERS)


def sees_whole(user: User, complaint: Complaint) -> bool:
    """With its log, settlements and dossiers; and may work on it."""
    return oversees(user) or complaint.owner == user.id


def sees(user: User, complaint: Complaint) -> bool:
    return sees_whole(user, complaint) or complaint.registered_by == user.id


def check_works_on(user: User, complaint: Complaint) -> None:
    """Raises RuleBroken for whoever neither owns the complaint nor oversees the office."""
    if not sees_whole(user, complaint):
        raise RuleBroken(
            "complaint.not_owner",
            ar="يعمل على الشكوى من يتابعها أو المشرف. اطلب من المشرف أن يعيّنك لمتابعتها.",
            en="Its owner or a supervisor works on a complaint. Ask the supervisor to make you its owner.",
            field="complaint",
        )


def check_review(user: User) -> None:
    """Raises RuleBroken."""
    if not may_review(user):
        raise RuleBroken(
            "complaint.review",
            ar="تختم مراجعة السجل الإدارة العليا: المدير العام بحسابه.",
            en="Top management stamps the review of the register: the general manager, as himself.",
        )
