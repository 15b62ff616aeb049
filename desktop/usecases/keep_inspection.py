"""Inspections: a field survey, a checklist, a supervisory visit; and what becomes of their findings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.usecases.desk import Desk
from desktop.usecases.fill_form import (
    DAY_QUESTIONS,
    DRAFT,
    PLACE_QUESTIONS,
    FilledForm,
    first_said,
    frozen_answers,
    open_form,
    read_answers,
)
from desktop.usecases.name_record import name_author
from domain.errors import RuleBroken
from domain.survey import (
    CLOSED,
    EMERGENCY,
    FINDING,
    INSPECTING_ROLES,
    LONGEST_PLACE,
    OPEN,
    REPORTED,
    ROUND,
    VISIT,
    Finding,
    Inspection,
    checked_text,
)
from domain.sync.changes import NO_CHANGES, Changes

SUPERVISOR = "supervisor"
# Questions of a form that become what is followed: rows of the repeat `finding`, and one emergency.
FINDINGS = "finding"
WHAT, ACTION, OWNER, UNTIL = "finding_what", "finding_action", "finding_by", "finding_until"
EMERGENCY_WHAT, EMERGENCY_ACTION, TOLD = "emergency_what", "emergency_action", "manager_told"


@dataclass(frozen=True)
class Inspected:
    inspection: Inspection
    findings: tuple[Finding, ...]
    changes: Changes


@dataclass(frozen=True)
class FindingLine:
    """`noted_by`, `closed_by` and `reported_by` are names; `number` the inspection's, empty without one."""

    finding: Finding
    number: str
    instrument: str
    noted_by: str
    reported_by: str
    closed_by: str
    is_late: bool


@dataclass(frozen=True)
class Noted:
    """A finding as it stands now."""

    line: FindingLine
    changes: Changes


def record_inspection(desk: Desk, filled: FilledForm) -> Inspected:
    """With its findings, in one entry. Raises RuleBroken naming the question that is missing, and for a visit by
    somebody who does not supervise."""
    instrument = filled.instrument
    if filled.is_anonymous:
        raise RuleBroken(
            "survey.nameless",
            ar="هذه الأداة تُملأ بلا اسم، فلا تُسجَّل باسم أحد.",
            en="This instrument is filled in without a name, and is recorded in nobody's.",
            field="instrument",
        )
    kind = VISIT if instrument.filled_by == SUPERVISOR else ROUND
    refuse_other_roles(desk, kind)
    session = filled.session
    text = frozen_answers(session)
    answers = read_answers(text)
    made = Inspection(
        id=desk.new_id(),
        number=desk.next_human_number(),
        kind=kind,
        instrument=instrument.id,
        form_id=session.form.id,
        form_version=session.form.version,
        form_sha256=session.form.sha256,
        day=first_said(answers, DAY_QUESTIONS) or desk.today(),
        place=first_said(answers, PLACE_QUESTIONS)[:LONGEST_PLACE] or desk.office_name,
        answers=text,
        made_at=desk.minute(),
        made_by=desk.user.id,
    )
    findings = (*_findings(desk, made, answers), *_emergency(desk, made, answers))
    with desk.store.work("inspection.make", desk.user.id) as work:
        work.inspections.add(made)
        for finding in findings:
            work.findings.add(finding)
    desk.store.settings.remove(f"{DRAFT}{instrument.id}")
    return Inspected(made, findings, work.changes)


def record_answers_of(desk: Desk, instrument: str, answers: Mapping[str, object]) -> Inspected:
    """The whole inspection from an answers file: recorded, or nothing is."""
    filled = open_form(desk, instrument)
    filled.session.fill(answers)
    return record_inspection(desk, filled)


def note_emergency(desk: Desk, what: str, action: str, place: str = "") -> Noted:
    """One that needs no round: what was done at once stands with it. Raises RuleBroken naming the field."""
    found = Finding(
        id=desk.new_id(),
        inspection="",
        kind=EMERGENCY,
        what=checked_text(what, "what"),
        action=checked_text(action, "action"),
        owner="",
        until="",
        place=place.strip()[:LONGEST_PLACE] or desk.office_name,
        noted_at=desk.minute(),
        noted_by=desk.user.id,
    )
    with desk.store.work("finding.note", desk.user.id) as work:
        work.findings.add(found)
    return Noted(show_finding(desk, found.id), work.changes)


def report_emergency(desk: Desk, finding: str) -> Noted:
    """The report went to the general manager. Raises RuleBroken for what is no emergency."""
    found, seen = desk.store.findings.get(finding)
    if found.kind != EMERGENCY:
        raise RuleBroken(
            "finding.no_emergency",
            ar="ليست هذه حالة طارئة، فلا يُرفع بها تقرير. أغلقها بما آلت إليه.",
            en="This is no emergency, and no report is made of it. Close it with its outcome.",
            field="finding",
        )
    changes = NO_CHANGES
    if found.progress == OPEN:
        with desk.store.work("finding.report", desk.user.id) as work:
            work.findings.report(seen, at=desk.minute(), by=desk.user.id, progress=REPORTED)
        changes = work.changes
    return Noted(show_finding(desk, finding), changes)


def close_finding(desk: Desk, finding: str, outcome: str) -> Noted:
    """Raises RuleBroken without an outcome, for one that is closed, and for an emergency that was not reported."""
    found, seen = desk.store.findings.get(finding)
    if found.progress == CLOSED:
        raise RuleBroken("finding.closed", ar="أُغلقت هذه الملاحظة من قبل.", en="This finding is closed already.")
    if found.wants_report:
        raise RuleBroken(
            "finding.unreported",
            ar="ارفع تقرير الحالة الطارئة إلى المدير العام أولًا، ثم أغلقها.",
            en="Report the emergency to the general manager first, then close it.",
            field="finding",
        )
    told = checked_text(outcome, "outcome")
    with desk.store.work("finding.close", desk.user.id) as work:
        work.findings.close(seen, outcome=told, at=desk.minute(), by=desk.user.id, progress=CLOSED)
    return Noted(show_finding(desk, finding), work.changes)


def reopen_finding(desk: Desk, finding: str) -> Noted:
    """Closed by mistake, or found again."""
    found, seen = desk.store.findings.get(finding)
    changes = NO_CHANGES
    if found.progress == CLOSED:
        with desk.store.work("finding.reopen", desk.user.id) as work:
            work.findings.reopen(seen, progress=REPORTED if found.kind == EMERGENCY else OPEN)
        changes = work.changes
    return Noted(show_finding(desk, finding), changes)


def strike_inspection(desk: Desk, inspection: str, reason: str) -> Changes:
    """With its findings; it stays in its history, with the reason. Only by who made it or somebody who supervises."""
    found, _ = desk.store.inspections.get(inspection)
    if found.made_by != desk.user.id:
        refuse_other_roles(desk, VISIT)
    told = checked_text(reason, "reason")
    with desk.store.work("inspection.void", desk.user.id) as work:
        work.inspections.void(found.id, told)
        for finding in desk.store.findings.of(found.id):
            work.findings.void(finding.id, told)
    return work.changes


def bring_back_inspection(desk: Desk, inspection: str) -> Changes:
    """What was struck out by mistake, with the findings that went with it."""
    found, seen = desk.store.inspections.get(inspection)
    with desk.store.work("inspection.return", desk.user.id) as work:
        work.inspections.restore(seen)
        for finding in desk.store.findings.struck_with(found.id):
            work.findings.restore(finding)
    return work.changes


def show_finding(desk: Desk, finding: str) -> FindingLine:
    return _line(desk, desk.store.findings.get(finding)[0])


def list_findings(desk: Desk) -> tuple[FindingLine, ...]:
    """Those that are followed, what should be done first before the rest."""
    return tuple(_line(desk, found) for found in desk.store.findings.open())


def refuse_other_roles(desk: Desk, kind: str) -> None:
    if kind == VISIT and not any(desk.user.has_role(role) for role in INSPECTING_ROLES):
        raise RuleBroken(
            "inspection.not_allowed",
            ar="الزيارات الإشرافية للمشرف والمدير العام ومدير النظام.",
            en="Supervisory visits are made by the supervisor, the manager and the administrator.",
        )


def _line(desk: Desk, found: Finding) -> FindingLine:
    inspection = desk.store.inspections.get(found.inspection)[0] if found.inspection else None
    return FindingLine(
        found,
        inspection.number if inspection is not None else "",
        inspection.instrument if inspection is not None else "",
        name_author(desk, found.noted_by),
        name_author(desk, found.reported_by) if found.reported_by else "",
        name_author(desk, found.closed_by) if found.closed_by else "",
        found.is_late(desk.today()),
    )


def _findings(desk: Desk, made: Inspection, answers: Mapping[str, object]) -> list[Finding]:
    rows = answers.get(FINDINGS)
    said = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return [
        _finding(desk, made, FINDING, _told(row, WHAT), _told(row, ACTION), _told(row, OWNER), _told(row, UNTIL))
        for row in said
        if _told(row, WHAT)
    ]


def _emergency(desk: Desk, made: Inspection, answers: Mapping[str, object]) -> list[Finding]:
    what = _told(answers, EMERGENCY_WHAT)
    if not what:
        return []
    found = _finding(desk, made, EMERGENCY, what, _told(answers, EMERGENCY_ACTION))
    if answers.get(TOLD) != "yes":
        return [found]
    return [replace(found, progress=REPORTED, reported_at=made.made_at, reported_by=made.made_by)]


def _finding(
    desk: Desk, made: Inspection, kind: str, what: str, action: str, owner: str = "", until: str = ""
) -> Finding:
    return Finding(desk.new_id(), made.id, kind, what, action, owner, until, made.place, made.made_at, made.made_by)


def _told(answers: Mapping[str, object], name: str) -> str:
    said = answers.get(name)
    return said.strip() if isinstance(said, str) else ""
