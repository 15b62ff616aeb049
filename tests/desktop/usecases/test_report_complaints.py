"""The general manager reads how many complaints came, how they stand and what was done about them."""

from datetime import date

from desktop.usecases.desk import Desk
from desktop.usecases.report_period import reported
from desktop.usecases.work_on_complaint import close_complaint, decide_complaint, note_complaint, tell_complainant
from domain.period import Period
from tests.support.complaints import register, settle


def test_the_report_counts_complaints_and_the_actions_taken(desk: Desk) -> None:
    other = desk.profile.complaints.channels[1].id
    solved, _, late = register(desk), register(desk, channel=other), register(desk, received_on="2026-01-05")
    note_complaint(desk, late.complaint.id, "اتُّصل بالقسم")
    settle(desk, solved.complaint.id)
    decide_complaint(desk, solved.complaint.id, "settled", "نُفذت")
    tell_complainant(desk, solved.complaint.id, "nobody")
    close_complaint(desk, solved.complaint.id)
    today = date.fromisoformat(desk.today())
    groups = {group["title"]: group for group in reported(desk, Period(today, today))["groups"]}  # type: ignore[attr-defined]
    names = [one.text.ar for one in desk.profile.complaints.channels[:2]]
    by_way = groups["الشكاوى بحسب طريقة ورودها"]
    assert by_way["rows"] == dict.fromkeys(names, 1)
    assert by_way["facts"] == {"قيد المعالجة": "1 من 2", "مغلقة": "1 من 2", "وسيط أيام إغلاقها": "0"}
    assert groups["نتائج الشكاوى"]["rows"] == {"سُوّيت وديًا": 1}
    assert groups["ما اتُّخذ في الشكاوى"]["rows"] == {
        "متابعة": 1,
        "كُتبت تسوية ودية": 1,
        "وُقّعت التسوية": 1,
        "أُبلغ صاحبها": 1,
        "أُغلقت": 1,
    }
