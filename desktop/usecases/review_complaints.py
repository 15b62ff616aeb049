"""Top management follows the complaints (twaim, «متابعة رضا المستفيدين» 5): that it has looked is stamped."""

from db.complaints import Review
from desktop.usecases.desk import Desk
from desktop.usecases.know_complaint import Register, list_complaints
from desktop.usecases.send_complaints import refuse_course
from domain.complaint_rights import check_review
from domain.complaint_rules import short_text
from domain.sync.changes import Changes


def review_complaints(desk: Desk, note: str = "") -> tuple[Register, Changes]:
    """With how the register stood. Only the general manager may. Raises RuleBroken."""
    check_review(desk.user)
    refuse_course(desk)
    said = short_text(note, "note")
    lines = list_complaints(desk).lines
    is_open = [line for line in lines if not line.complaint.is_closed]
    late, unowned = sum(line.is_due for line in is_open), sum(not line.complaint.has_owner for line in is_open)
    standing = f"مفتوحة {len(is_open)}، حان موعد خطوتها {late}، دون من يتابعها {unowned}"
    review = Review(desk.new_id(), desk.minute(), desk.user.id, standing, said)
    with desk.store.work("complaint.review", desk.user.id) as work:
        work.complaints.add_review(review)
    return list_complaints(desk), work.changes
