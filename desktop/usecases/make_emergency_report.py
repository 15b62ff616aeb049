"""The report of an emergency to the general manager, on paper."""

from collections.abc import Iterator

from desktop.usecases.desk import Desk
from desktop.usecases.find_stationery import issued_here
from desktop.usecases.name_record import name_author
from desktop.usecases.record_print import MadeSheet
from domain.errors import RuleBroken
from domain.policy import Profile
from domain.print_order import EMERGENCY_REPORT
from domain.survey import EMERGENCY
from forms.paper.clauses import Stated
from forms.paper.emergency_report import FORM, EmergencyReport, render_emergency_report

EMERGENCIES = "emergencies"
"""The point of the field survey that a policy names."""


def make_emergency_report(desk: Desk, finding: str) -> MadeSheet:
    """As it stands now. Raises RuleBroken for a finding that is no emergency."""
    found, _ = desk.store.findings.get(finding)
    if found.kind != EMERGENCY:
        raise RuleBroken(
            "finding.no_emergency",
            ar="ليست هذه حالة طارئة، فلا يُرفع بها تقرير. أغلقها بما آلت إليه.",
            en="This is no emergency, and no report is made of it. Close it with its outcome.",
            field="finding",
        )
    report = EmergencyReport(
        issue=issued_here(desk, at=desk.today()),
        place=found.place,
        noted_at=found.noted_at,
        noted_by=name_author(desk, found.noted_by),
        what=found.what,
        action=found.action,
        outcome=found.outcome,
        closed_at=found.closed_at,
        basis=tuple(_basis(desk.profile)),
    )
    pdf = render_emergency_report(report, made_at=desk.minute())
    return MadeSheet(EMERGENCY_REPORT, pdf, found.id, number=found.noted_at[:10], revision=FORM.revision)


def _basis(profile: Profile) -> Iterator[Stated]:
    return (Stated(one.text.ar, one.source) for one in profile.field_survey if one.id == EMERGENCIES)
