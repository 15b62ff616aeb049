"""Sheets of the office that are no attestation: the recovery sheet, the day's sheet, the slip of a referral."""

from collections.abc import Mapping

from desktop.usecases.desk import Desk
from desktop.usecases.find_stationery import stationery_of
from desktop.usecases.know_case import know_case
from desktop.usecases.name_record import name_author
from desktop.usecases.record_print import MadeSheet
from desktop.usecases.report_period import SEXES
from domain.day import check_iso_day
from domain.print_order import REFERRAL
from domain.referral import MEANS, TOLD
from forms.paper.clauses import Stated
from forms.paper.day_sheet import DayCount, render_day_sheet
from forms.paper.recovery_sheet import render_recovery_sheet
from forms.paper.referral_slip import Slip, render_referral_slip

COUNTING = "count_visitors"
"""The duty to count visitors, where a policy states it."""
REFER = "refer"
"""The step of a procedure that refers a person to somebody."""
SLIP_REVISION = "1"


def recovery_sheet(desk: Desk, code: str) -> bytes:
    """The page to print and lock away: without it and without a password the data cannot be opened by anybody."""
    return render_recovery_sheet(
        association=desk.profile.name.ar,
        office=f"{desk.office_name} ({desk.office_code})",
        username=desk.user.username,
        code=code,
        made_at=desk.minute(),
        own=stationery_of(desk),
    )


def day_sheet(desk: Desk, day: str) -> bytes:
    """The signed daily sheet of visitors (herfa: they are counted daily); a day without visitors is recorded too."""
    tally = desk.store.visits.tally(check_iso_day(day))
    counts = dict(tally.by_category)
    purposes: dict[str, int] = {}
    for item in desk.profile.counter:
        purposes[item.purpose] = purposes.get(item.purpose, 0) + counts.get(item.id, 0)
    names = {item.id: item.text.ar for item in desk.profile.purposes}
    groups = (
        ("بحسب الفئة", tuple((item.text.ar, counts.get(item.id, 0)) for item in desk.profile.counter)),
        ("بحسب الغرض", tuple((names.get(id, id), count) for id, count in purposes.items())),
    )
    corrections = desk.store.visits.count_void(tally.day)
    return render_day_sheet(
        DayCount(tally.day, tally.total, groups, tally.by_hour, corrections, _split(desk, counts), _basis(desk)),
        association=desk.profile.name.ar,
        office=f"{desk.office_name} ({desk.office_code})",
        clerk=desk.user.name,
        made_at=desk.minute(),
        own=stationery_of(desk),
    )


def _split(desk: Desk, counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Nothing where no category is of men or of women."""
    if all(item.sex is None for item in desk.profile.counter):
        return ()
    by_sex = {sex: sum(counts.get(item.id, 0) for item in desk.profile.counter if item.sex == sex) for sex, _ in SEXES}
    return tuple((name, by_sex[sex]) for sex, name in SEXES if sex or by_sex[sex])


def _basis(desk: Desk) -> tuple[Stated, ...]:
    return tuple(Stated(duty.text.ar, duty.source) for duty in desk.profile.duties if duty.id == COUNTING)


def referral_slip(desk: Desk, referral: str) -> MadeSheet:
    """The question on paper, in the policy's own words: with its answer, or with lines to write it on. Raises
    RuleBroken for an unknown one."""
    found, _ = desk.store.referrals.get(referral)
    case = know_case(desk, found.interview)
    profile = desk.profile
    step = next((step for step in profile.steps if step.id == REFER), None)
    slip = Slip(
        association=profile.name.ar,
        office=f"{desk.office_name} ({desk.office_code})",
        officer_title=profile.referral.to.ar if profile.referral.to else "",
        person_word=profile.person.called(case.person.sex).ar,
        person=case.person.name,
        file_number=case.person.number,
        case_number=case.interview.number,
        request=case.kind.text.ar if case.kind else case.session.form.called.ar,
        question=found.question,
        means=MEANS[found.means].ar if found.means in MEANS else found.means,
        asked_by=name_author(desk, found.asked_by),
        asked_at=found.asked_at,
        answer=found.answer or "",
        officer=found.officer or "",
        answered_at=found.answered_at or "",
        is_told=found.progress == TOLD,
        step=step.text.ar if step else "",
        step_source=step.source if step else "",
    )
    pdf = render_referral_slip(slip, made_at=desk.minute(), own=stationery_of(desk))
    return MadeSheet(REFERRAL, pdf, found.id, case.person.id, case.interview.number, SLIP_REVISION)
