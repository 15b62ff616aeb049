"""`istiqbal print …`: through the system's print service, without a window."""

import time
from dataclasses import asdict

from desktop.bootstrap_printing import count_pages, find_printers, look_at_print, send_paper, take_back_print
from desktop.commands.context import Context, Result, told_at
from desktop.usecases.attest import show_attestation
from desktop.usecases.desk import Desk
from desktop.usecases.make_sheet import make_sheet
from desktop.usecases.print_sheets import day_sheet
from desktop.usecases.queue_print import (
    JobInHand,
    JobLine,
    PaperToPrint,
    drop_print,
    known_printer,
    list_prints,
    note_failed,
    note_seen,
    note_sent,
    print_again,
    queue_print,
    settle_interrupted,
)
from domain.arabic import isolate
from domain.errors import Expected, RuleBroken, Unavailable
from domain.print_order import ATTESTATION, DAY_SHEET, RECEIPT, PrintOrder, read_pages, word_for
from domain.printer import JobSeen, Printer
from domain.text import Text

LOOK_SECONDS = 0.2
MOST_PAGES = 9999
ROLL = "receipt_roll"


def run(context: Context) -> Result:
    asked = context.arguments
    if asked.verb == "printers":
        return _printers(find_printers())
    with context.desk() as desk:
        match asked.verb:
            case "waiting":
                return _waiting(_looked_after(desk))
            case "again":
                return _again(desk, asked.job, asked.printer, asked.wait, is_known=asked.even_if_void)
            case "drop":
                return _drop(desk, asked.job)
            case _:
                line = queue_print(desk, _paper(context, desk))
                return _sent(desk, _in_hand(desk, line), asked.wait)


def _printers(found: tuple[Printer, ...]) -> Result:
    lines = []
    for printer in found:
        sheet = f"، {round(printer.sheet.width)} × {round(printer.sheet.height)} مم" if printer.sheet else ""
        trouble = f": {printer.trouble.ar}" if printer.trouble else ""
        lines.append(f"{isolate(printer.name)}{' (الافتراضية)' if printer.is_default else ''}{sheet}{trouble}")
    told = "\n".join(lines) or "لا توجد طابعة معرّفة في هذا الجهاز."
    return Result({"printers": [asdict(printer) for printer in found]}, told)


def _paper(context: Context, desk: Desk) -> PaperToPrint:
    asked = context.arguments
    kind = {ROLL: RECEIPT}.get(asked.paper, asked.paper)
    name = asked.printer or known_printer(desk, kind).name or _first()
    if asked.paper == ATTESTATION:
        page = show_attestation(desk, asked.subject)
        order = PrintOrder(kind, page.number, name, asked.copies, _pages(asked.pages, page.pdf))
        return PaperToPrint(order, page.pdf, page.id, page.state, page.person)
    if asked.paper == DAY_SHEET:
        pdf = day_sheet(desk, asked.subject)
        order = PrintOrder(kind, asked.subject, name, asked.copies, _pages(asked.pages, pdf))
        return PaperToPrint(order, pdf, subject=asked.subject)
    sheet = make_sheet(desk, asked.paper, asked.subject)
    is_roll = asked.paper == ROLL
    order = PrintOrder(kind, sheet.number, name, asked.copies, _pages(asked.pages, sheet.pdf), is_roll)
    return PaperToPrint(order, sheet.pdf, state=sheet.revision, person=sheet.person, subject=sheet.subject)


def _pages(typed: str, pdf: bytes) -> tuple[int, ...]:
    return read_pages(typed, count_pages(pdf)) if typed else ()


def _first() -> str:
    found = [printer.name for printer in find_printers()]
    if not found:
        raise Unavailable(
            "print.none",
            ar="لا توجد طابعة معرّفة في هذا الجهاز، أو لا تعمل خدمة الطباعة. عرّف طابعة من إعدادات النظام ثم أعد الأمر.",
            en="This computer has no printer, or its print service does not run. Add one in the system's settings.",
        )
    return found[0]


def _in_hand(desk: Desk, line: JobLine) -> JobInHand:
    row = desk.store.print_jobs.find(line.id)
    if row is None:
        raise LookupError(line.id)
    return JobInHand(line, row.pdf)


def _sent(desk: Desk, job: JobInHand, wait: float) -> Result:
    """Handed over, and looked after for a while; what is still on its way then is said to be."""
    line = job.line
    order = PrintOrder(
        *(line.kind, line.title, line.printer, line.copies),
        *(read_pages(line.pages, MOST_PAGES), line.is_thermal),
    )
    try:
        ticket = send_paper(order, job.pdf)
    except Expected as problem:
        note_failed(desk, line.id, Text(problem.ar, problem.en))
        raise
    note_sent(desk, line.id, ticket)
    seen = _watch(line.printer, ticket, wait)
    note_seen(desk, line.id, ticket, seen)
    data = {"job": line.id, "printer": line.printer, "title": line.title, "fate": seen.fate, "reason": _reason(seen)}
    return Result(data, _told(line, seen), 3 if seen.fate in ("failed", "stuck", "unknown") else 0)


def _watch(printer: str, ticket: int, wait: float) -> JobSeen:
    end = time.monotonic() + wait
    seen = look_at_print(printer, ticket)
    while seen.fate == "waiting" and time.monotonic() < end:
        time.sleep(LOOK_SECONDS)
        seen = look_at_print(printer, ticket)
    return seen


def _told(line: JobLine, seen: JobSeen) -> str:
    where = isolate(line.printer)
    match seen.fate:
        case "done":
            return f"طُبعت على {where}."
        case "waiting":
            return f"أُرسلت إلى {where} ولم تخرج بعد. رقم المهمة: {line.id}"
    return f"لم تخرج من {where}: {seen.reason.ar if seen.reason else ''}.\nرقم المهمة: {line.id}"


def _reason(seen: JobSeen) -> str | None:
    return seen.reason.en if seen.reason else None


def _looked_after(desk: Desk) -> tuple[JobLine, ...]:
    for line in settle_interrupted(desk):
        if line.progress == "sent":
            note_seen(desk, line.id, line.ticket, look_at_print(line.printer, line.ticket))
    return list_prints(desk)


def _waiting(lines: tuple[JobLine, ...]) -> Result:
    told = "\n".join(map(_line, lines)) or "لا شيء ينتظر الطباعة."
    return Result({"jobs": [asdict(line) for line in lines]}, told)


def _line(line: JobLine) -> str:
    why = line.reason.ar if line.reason else "عند الطابعة"
    where = f"{isolate(line.printer)}، {told_at(line.at)}"
    stale = f"\n    {line.stale.ar}، أو أعده مع --even-if-void." if line.stale else ""
    return f"{line.id}  {word_for(line.kind).ar} {isolate(line.title)}: {why} ({where}){stale}"


def _known(desk: Desk, job: str) -> JobLine:
    for line in settle_interrupted(desk):
        if line.id == job:
            return line
    raise RuleBroken(
        "print.job.unknown",
        ar="لم تعد هذه الورقة بانتظار الطباعة.",
        en="This paper does not wait for printing any more.",
        field="job",
    )


def _again(desk: Desk, job: str, printer: str | None, wait: float, *, is_known: bool) -> Result:
    line = _known(desk, job)
    if line.stale is not None and not is_known:
        raise RuleBroken(
            "print.stale",
            ar=f"{line.stale.ar}. وإن أردت الورقة القديمة على علم فأعد الأمر مع --even-if-void.",
            en=f"{line.stale.en}. If you want the old paper knowingly, repeat this with --even-if-void.",
            field="job",
        )
    if line.progress == "sent" and not take_back_print(line.printer, line.ticket):
        came_out = JobSeen("done")
        note_seen(desk, job, line.ticket, came_out)
        data = {"job": job, "printer": line.printer, "title": line.title, "fate": "done", "reason": None}
        return Result(data, _told(line, came_out))
    return _sent(desk, print_again(desk, job, printer or line.printer, line.is_thermal, is_known), wait)


def _drop(desk: Desk, job: str) -> Result:
    line = _known(desk, job)
    if line.progress == "sent":
        take_back_print(line.printer, line.ticket)
    drop_print(desk, job)
    return Result({"job": job}, "حُذفت من قائمة الطباعة.")
