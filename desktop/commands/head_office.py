"""`istiqbal enrol`, `istiqbal sync`, `istiqbal status`"""

from desktop.bootstrap_sync import enrol, sync_now
from desktop.commands.context import Context, Result
from desktop.usecases.sync_now import SyncReport, sync_status
from domain.errors import Unavailable


def run(context: Context) -> Result:
    arguments = context.arguments
    with context.desk() as desk:
        match arguments.command:
            case "enrol":
                return _result(enrol(desk, arguments.hub, arguments.code))
            case "sync":
                report = sync_now(desk)
                if report.problem is not None:
                    raise Unavailable(report.problem, ar=report.sentence_ar, en=report.sentence_en)
                return _result(report)
            case "status":
                return _result(sync_status(desk))
    raise LookupError(arguments.command)


def _result(report: SyncReport) -> Result:
    data = {
        "enrolled": report.is_enrolled,
        "hub": report.hub_url,
        "waiting": report.waiting,
        "since": report.since,
        "reached_at": report.reached_at,
        "problem": report.problem,
        "sent": report.sent,
        "received": report.received,
    }
    if report.has_reached:
        text = f"وصل كل شيء إلى المركز الرئيس ({report.reached_at})."
    else:
        text = f"محفوظ هنا، وينتظر الوصول إلى المركز الرئيس: {report.waiting}"
    return Result(data, text)
