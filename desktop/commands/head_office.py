"""`istiqbal enrol`, `istiqbal sync`, `istiqbal status`"""

from desktop.bootstrap_sync import enrol, sync_now
from desktop.commands.context import Context, Result, told_at
from desktop.usecases.judge_clock import ClockTrouble, find_clock_trouble
from desktop.usecases.list_waiting import WaitingList, list_waiting
from desktop.usecases.sync_now import SyncReport, sync_status
from domain.complaint_rights import ONLY_SENT, SHOWN_WHOLE
from domain.errors import Unavailable


def run(context: Context) -> Result:
    arguments = context.arguments
    with context.desk() as desk:
        match arguments.command:
            case "enrol":
                return _result(enrol(desk, arguments.hub, arguments.code))
            case "sync":
                report = sync_now(desk, may_void=arguments.allow_voids)
                if report.problem is not None:
                    raise Unavailable(report.problem, ar=report.sentence_ar, en=report.sentence_en)
                return _result(report)
            case "status":
                result = _with_clock(_result(sync_status(desk)), find_clock_trouble(desk))
                return _with_list(result, list_waiting(desk)) if arguments.list else result
    raise LookupError(arguments.command)


def _result(report: SyncReport) -> Result:
    data = {
        "enrolled": report.is_enrolled,
        "hub": report.hub_url,
        "waiting": report.waiting,
        "since": report.since,
        "reached_at": report.reached_at,
        "problem": report.problem,
        "told": {"ar": report.sentence_ar, "en": report.sentence_en} if report.problem else None,
        "sent": report.sent,
        "received": report.received,
        "parked": report.parked,
        "complaints": "sending" if report.only_sends_complaints else "whole",
        "notices": [
            {"at": one.at, "code": one.code, "ar": one.sentence_ar, "en": one.sentence_en} for one in report.notices
        ],
    }
    text = "\n".join(filter(None, (_state(report), report.sentence_ar)))
    if report.parked:
        text += f"\nوصل ولا يقرؤه هذا الإصدار من البرنامج بعد: {report.parked}"
    if report.is_enrolled:
        text += f"\n{(ONLY_SENT if report.only_sends_complaints else SHOWN_WHOLE).ar}"
    text += "".join(f"\n{told_at(one.at)}: {one.sentence_ar}" for one in report.notices)
    return Result(data, text)


def _state(report: SyncReport) -> str:
    """What the window's status says: what is saved here, how many wait since when, when head office was reached."""
    if report.has_reached and report.reached_at is not None:
        return f"وصل كل شيء إلى المركز الرئيس ({told_at(report.reached_at)})."
    text = f"محفوظ هنا، وينتظر الوصول إلى المركز الرئيس: {report.waiting}"
    if report.since is not None:
        text += f"، أقدمها {told_at(report.since)}"
    if not report.is_enrolled:
        return f"{text}\nلم ينضم هذا الجهاز إلى المركز الرئيس بعد. أدخل عنوانه ورمز الانضمام بالأمر istiqbal enrol."
    return f"{text}\nآخر وصول إليه: {told_at(report.reached_at)}" if report.reached_at is not None else text


def _with_clock(result: Result, trouble: ClockTrouble | None) -> Result:
    found = {"kind": trouble.kind, "here": trouble.here, "there": trouble.there} if trouble else None
    said = f"\nساعة هذا الجهاز غير صحيحة: هي هنا {trouble.here}، والصحيح نحو {trouble.there}." if trouble else ""
    return Result({**result.data, "clock": found}, result.text + said)


def _with_list(result: Result, waiting: WaitingList) -> Result:
    deeds = [
        {
            "id": deed.id,
            "action": deed.action,
            "title": {"ar": deed.title_ar, "en": deed.title_en},
            "table": deed.table,
            "about": deed.about,
            "author": deed.author,
            "written_at": deed.written_at,
        }
        for deed in waiting.deeds
    ]
    lines = [f"{told_at(deed.written_at)}  {deed.title_ar}: {deed.about}  ({deed.author})" for deed in waiting.deeds]
    return Result({**result.data, "entries": deeds}, "\n".join((result.text, *lines)))
