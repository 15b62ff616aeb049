"""The minutes of a session: of one that is recorded here, or as a sheet to be filled in by hand."""

from desktop.usecases.desk import Desk
from desktop.usecases.find_stationery import issued_here
from desktop.usecases.print_decision import make_filled_minutes
from desktop.usecases.record_print import MadeSheet
from domain.policy import Profile
from forms.paper.blank_form import Asked, AskedRows, AskedSection, BlankForm, render_blank_form
from forms.paper.minutes import FORM

MINUTES = "minutes"
_FACTS = ("رقم الجلسة", "اليوم والتاريخ", "المكان", "وقت الجلسة", "أمين اللجنة")
_MEMBERS, _CASES = 6, 8


def make_minutes(desk: Desk, subject: str = "") -> MadeSheet:
    """Of the session of that id or number; without one, a blank of the committee that the policy names."""
    if subject:
        return make_filled_minutes(desk, subject)
    pdf = render_blank_form(minutes_of(desk), made_at=desk.minute())
    return MadeSheet(MINUTES, pdf, number=desk.profile.version, revision=FORM.revision)


def minutes_of(desk: Desk) -> BlankForm:
    profile = desk.profile
    return BlankForm(
        issue=issued_here(desk),
        title=f"{FORM.title} {profile.committee.ar}",
        version=FORM.revision,
        sections=_sections(profile),
        facts=_FACTS,
        signers=("أمين اللجنة", "المدير العام"),
    )


def _sections(profile: Profile) -> tuple[AskedSection, ...]:
    members = tuple(map(Asked, ("الاسم", "الصفة", "التوقيع")))
    cases = tuple(map(Asked, ("رقم الملف", profile.person.definite.ar, "الطلب", "القرار", "السبب")))
    return (
        AskedSection("الأعضاء الحاضرون", (AskedRows("", members, _MEMBERS),)),
        AskedSection("جدول الأعمال", (Asked("بنود الجلسة", "lines"),)),
        AskedSection("الطلبات والقرارات", (AskedRows("", cases, _CASES),)),
        AskedSection("ما بعد القرارات", (Asked("التوصيات", "lines"), Asked("توجيه المدير العام", "lines"))),
    )
