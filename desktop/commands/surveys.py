"""`istiqbal survey …` and `istiqbal finding …`: satisfaction, field surveys, supervisory visits."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from desktop.commands.context import Context, Result
from desktop.commands.files import refuse_unwritable, write_whole
from desktop.commands.interviews import read_answers
from desktop.usecases.box_sheet import box_answers
from desktop.usecases.desk import Desk
from desktop.usecases.fill_form import VISITOR, get_instrument
from desktop.usecases.keep_inspection import (
    FindingLine,
    close_finding,
    list_findings,
    note_emergency,
    record_answers_of,
    reopen_finding,
    report_emergency,
    strike_inspection,
)
from desktop.usecases.make_sheet import make_sheet
from desktop.usecases.record_print import record_sheet
from desktop.usecases.score_surveys import InstrumentScore, last_months, score_all, score_instrument
from desktop.usecases.show_quality import due_today, list_inspections
from domain.errors import RuleBroken
from domain.print_order import EMERGENCY_REPORT
from domain.score import MonthScore, QuestionScore
from domain.survey import FINDING_KINDS, PROGRESS

MOST_MONTHS = 60


def run(context: Context) -> Result:
    arguments = context.arguments
    with context.desk() as desk:
        match arguments.command, arguments.verb:
            case "survey", "record":
                return _record(desk, arguments.instrument, [Path(file) for file in arguments.answers])
            case "survey", "score":
                return _score(desk, arguments.instrument, arguments.months)
            case "survey", "strike":
                strike_inspection(desk, arguments.inspection, arguments.reason)
                return Result({"inspection": arguments.inspection}, "شُطبت الجولة، وبقيت في السجل مع سببها.")
            case "survey", _:
                return _list(desk)
            case _, "emergency":
                noted = note_emergency(desk, arguments.what, arguments.action, arguments.place)
            case _, "report":
                return _report(desk, arguments.finding, Path(arguments.pdf) if arguments.pdf else None)
            case _, "close":
                noted = close_finding(desk, arguments.finding, arguments.outcome)
            case _, "reopen":
                noted = reopen_finding(desk, arguments.finding)
            case _:
                lines = list_findings(desk)
                return Result({"findings": [_finding_json(each) for each in lines]}, "\n".join(map(_told, lines)))
    return Result(_finding_json(noted.line), _told(noted.line))


def _report(desk: Desk, finding: str, path: Path | None) -> Result:
    if path is not None:
        refuse_unwritable(path)
    noted = report_emergency(desk, finding)
    if path is not None:
        sheet = make_sheet(desk, EMERGENCY_REPORT, finding)
        write_whole(path, sheet.pdf)
        record_sheet(desk, sheet, "file", path.name)
    return Result({**_finding_json(noted.line), "pdf": path.name if path else None}, _told(noted.line))


def _record(desk: Desk, instrument: str, files: list[Path]) -> Result:
    sheets = [read_answers(file) for file in files]
    if get_instrument(desk, instrument).filled_by == VISITOR:
        boxed = [box_answers(desk, instrument, sheet) for sheet in sheets]
        left = sum(one.left for one in boxed)
        told = f"سُجّل من الأوراق {len(sheets)}. في الصندوق الآن {boxed[-1].waiting}، وخرج منه {left}."
        return Result({"recorded": len(sheets), "waiting": boxed[-1].waiting, "left": left}, told)
    made = [record_answers_of(desk, instrument, sheet) for sheet in sheets]
    data = [
        {
            "id": one.inspection.id,
            "number": one.inspection.number,
            "day": one.inspection.day,
            "place": one.inspection.place,
            "findings": [finding.id for finding in one.findings],
        }
        for one in made
    ]
    return Result({"inspections": data}, "\n".join(f"سُجّلت: {one.inspection.number}" for one in made))


def _list(desk: Desk) -> Result:
    due = {one.id for one in due_today(desk)}
    instruments = [
        {
            "id": one.id,
            "text": one.text.ar,
            "form": one.form,
            "filled_by": one.filled_by,
            "how_often": one.how_often,
            "is_due": one.id in due,
            "waiting": len(desk.store.box.of(one.id)),
        }
        for one in desk.profile.instruments
    ]
    inspections = [
        {
            "id": line.inspection.id,
            "number": line.inspection.number,
            "instrument": line.inspection.instrument,
            "day": line.inspection.day,
            "place": line.inspection.place,
            "made_by": line.made_by,
            "open_findings": line.findings,
        }
        for line in list_inspections(desk)
    ]
    lines = [f"{one['id']}  {one['text']}{'  (مستحق اليوم)' if one['is_due'] else ''}" for one in instruments]
    lines += [f"  {one['number']}  {one['day']}  {one['place']}" for one in inspections]
    return Result({"instruments": instruments, "inspections": inspections}, "\n".join(lines))


def _score(desk: Desk, instrument: str | None, count: int) -> Result:
    if not 1 <= count <= MOST_MONTHS:
        raise RuleBroken(
            "survey.months",
            ar=f"عدد الأشهر من 1 إلى {MOST_MONTHS}.",
            en=f"The number of months is 1 to {MOST_MONTHS}.",
            field="months",
        )
    months = last_months(date.fromisoformat(desk.today()), count)
    found = (score_instrument(desk, instrument, months),) if instrument else score_all(desk, months)
    return Result({"scores": [score_json(one) for one in found]}, "\n".join(map(_told_score, found)))


def score_json(one: InstrumentScore) -> Mapping[str, object]:
    return {
        "instrument": one.instrument.id,
        "text": one.instrument.text.ar,
        "count": one.score.count,
        "percent": _rounded(one.score.percent),
        "before": _rounded(one.before),
        "trend": _rounded(one.trend),
        "hidden_months": one.score.hidden,
        "waiting": one.waiting,
        "left_out": one.left_out,
        "months": [_month_json(month) for month in one.score.months],
        "questions": [_question_json(question) for question in one.score.questions],
    }


def _month_json(one: MonthScore) -> Mapping[str, object]:
    questions = {question.name: _rounded(question.percent) for question in one.questions}
    return {"month": one.month, "count": one.count, "percent": _rounded(one.percent), "questions": questions}


def _question_json(one: QuestionScore) -> Mapping[str, object]:
    return {
        "name": one.name,
        "label": one.label.ar,
        "count": one.count,
        "percent": _rounded(one.percent),
        "shares": {share.value: share.count for share in one.shares},
    }


def _rounded(percent: float | None) -> float | None:
    return None if percent is None else round(percent, 1)


def _told_score(one: InstrumentScore) -> str:
    said = "لا تُعرض نتيجة بعد" if one.score.percent is None else f"{one.score.percent:.0f} من 100"
    months = "  ".join(
        f"{month.month}: {'أقل من خمسة' if month.count is None else month.count}" for month in one.score.months
    )
    return f"{one.instrument.text.ar}: {said} ({one.score.count})\n  {months}"


def _finding_json(line: FindingLine) -> Mapping[str, object]:
    one = line.finding
    return {
        "id": one.id,
        "inspection": line.number or None,
        "kind": one.kind,
        "what": one.what,
        "action": one.action,
        "owner": one.owner or None,
        "until": one.until or None,
        "place": one.place,
        "noted_at": one.noted_at,
        "noted_by": line.noted_by,
        "progress": one.progress,
        "reported_at": one.reported_at or None,
        "outcome": one.outcome or None,
        "closed_at": one.closed_at or None,
        "is_late": line.is_late,
    }


def _told(line: FindingLine) -> str:
    one = line.finding
    until = f"  إلى {one.until}" if one.until else ""
    return f"{one.id}  {FINDING_KINDS[one.kind].ar}، {PROGRESS[one.progress].ar}{until}\n  {one.what}: {one.action}"
