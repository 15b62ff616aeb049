"""`istiqbal report`: what was counted in a period, as figures and as the paper for the general manager."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.context import Context, Result
from desktop.commands.files import refuse_unwritable, write_whole
from desktop.usecases.make_report import BETWEEN, find_period, make_report
from desktop.usecases.record_print import record_sheet
from desktop.usecases.report_period import reported
from domain.errors import RuleBroken

if TYPE_CHECKING:
    from argparse import Namespace


def run(context: Context) -> Result:
    arguments = context.arguments
    path = Path(arguments.pdf) if arguments.pdf else None
    if path is not None:
        refuse_unwritable(path)
    with context.desk() as desk:
        period = _period(arguments)
        report = reported(desk, find_period(period, date.fromisoformat(desk.today())))
        if path is not None:
            sheet = make_report(desk, period)
            write_whole(path, sheet.pdf)
            record_sheet(desk, sheet, "file", path.name)
    written = [f"كُتب التقرير: {path.name}"] if path is not None else []
    return Result({**report, "pdf": path.name if path else None}, "\n".join([*_told(report), *written]))


def _period(arguments: "Namespace") -> str:
    days = (arguments.first, arguments.last)
    if not any(days):
        return arguments.period or "last_month"
    if not all(days) or arguments.period:
        raise RuleBroken(
            "period.half",
            ar="اكتب اليومين معًا ‎--from و‎--to، أو ‎--period وحده.",
            en="Write both days, --from and --to, or --period alone.",
            field="period",
        )
    return BETWEEN.join(days)


def _told(report: Mapping[str, Any]) -> list[str]:
    lines = [f"{report['first']} – {report['last']}"]
    lines += [f"  {label}: {number}" for label, number in report["figures"].items()]
    for group in report["groups"]:
        lines += ["", group["title"]]
        lines += [f"  {label}: {said}" for label, said in {**group["rows"], **group["facts"]}.items()]
    return lines
