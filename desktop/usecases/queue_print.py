"""A paper is sent to a printer, and kept until it has come out: a printer that fails loses nothing, and nothing is ever
printed a second time by itself.

A job is queued (in hand), sent (the system has it, under its ticket), failed (with the reason), or done. Handing over
to the printer is the caller's, between `queue_print` and what became of it.
"""

import hashlib
import json
from dataclasses import dataclass, field

from db.print_jobs import DONE, FAILED, QUEUED, SENT, PrintJobRow
from db.prints import PrintRow
from desktop.usecases.attested import state_of_paper
from desktop.usecases.desk import Desk
from desktop.usecases.know_case import know_case
from desktop.usecases.name_record import name_author
from desktop.usecases.record_print import PrintLine, prints_about, prints_of
from domain.errors import RuleBroken
from domain.print_order import NEVER_KEPT, REFERRAL, PrintOrder, check_copies, written_pages
from domain.printer import INTERRUPTED, JobSeen
from domain.text import Text

STALE = Text(
    "تغيّرت البيانات بعد إرسال هذا الإقرار فأصبح ملغى. احذفه واطبع الإقرار الجديد",
    "The data changed after this attestation was sent to print: it is void. Drop it and print the new one",
)
REMEMBERED = "print.printer."


@dataclass(frozen=True)
class PaperToPrint:
    """`attestation` and `state` of an attestation, `person` whom the paper is about: it is erased with him.
    `subject` of a paper made when it was asked for (`MadeSheet`): the row it is about; `state` its form's revision."""

    order: PrintOrder
    pdf: bytes = field(repr=False)
    attestation: str = ""
    state: str = ""
    person: str = ""
    subject: str = ""


@dataclass(frozen=True)
class JobLine:
    """`progress` is queued, sent or failed; `reason` why it does not come out, if it does not. `pages` as they are
    typed, empty for all; `at` ISO with offset. `stale` says that the attestation has become void since it was drawn."""

    id: str
    kind: str
    title: str
    printer: str
    copies: int
    pages: str
    is_thermal: bool
    progress: str
    ticket: int
    reason: Text | None
    at: str
    user: str
    stale: Text | None = None


@dataclass(frozen=True)
class JobInHand:
    line: JobLine
    pdf: bytes = field(repr=False)


@dataclass(frozen=True)
class KnownPrinter:
    """What a kind of paper was last printed on; `name` empty when it never was."""

    name: str = ""
    is_thermal: bool = False


def queue_print(desk: Desk, paper: PaperToPrint) -> JobLine:
    """The job, in hand. Raises RuleBroken for copies that cannot be, an unknown attestation, and a paper that must not
    be kept."""
    order = paper.order
    check_copies(order.copies)
    if order.kind in NEVER_KEPT:
        raise RuleBroken(
            "print.secret",
            ar="هذه الورقة سرية ولا تُحفظ في قائمة الطباعة. اطبعها من صفحتها مباشرة.",
            en="This paper is secret and is not kept in the list of prints. Print it from its own page.",
        )
    sha256 = hashlib.sha256(paper.pdf).hexdigest()
    person = paper.person or _whose(desk, order.kind, paper.subject)
    if paper.attestation:
        attested = desk.store.attestations.get(paper.attestation)
        sha256, person = attested.sha256, attested.person
    row = PrintJobRow(
        id=desk.new_id(),
        kind=order.kind,
        title=order.title,
        person=person or None,
        attestation=paper.attestation or None,
        state=paper.state,
        sha256=sha256,
        pdf=paper.pdf,
        printer=order.printer,
        copies=order.copies,
        pages=written_pages(order.pages),
        is_thermal=order.is_thermal,
        progress=QUEUED,
        ticket=0,
        reason_ar="",
        reason_en="",
        at=_second(desk),
        user=desk.user.id,
        subject=paper.subject,
    )
    desk.store.print_jobs.add(row)
    return _line(desk, row)


def _whose(desk: Desk, kind: str, subject: str) -> str:
    """The person of a paper that is named by its row alone."""
    if kind != REFERRAL or not subject:
        return ""
    referral, _ = desk.store.referrals.get(subject)
    return know_case(desk, referral.interview).person.id


def print_again(desk: Desk, id: str, printer: str, is_thermal: bool, knows_stale: bool = False) -> JobInHand:
    """The same bytes once more, in hand. Who asks has taken back what the system still held of it. Raises RuleBroken
    for one that is in hand, done or dropped, and for one that has become void unless he knows it."""
    row = _get(desk, id)
    if row.progress == QUEUED:
        raise RuleBroken(
            "print.in_hand",
            ar="هذه الورقة تُرسل إلى الطابعة الآن. انتظر حتى تنتهي.",
            en="This paper is being sent to the printer now. Wait until that is over.",
        )
    if not knows_stale:
        _refuse_stale(_line(desk, row))
    at = _second(desk)
    desk.store.print_jobs.send_again(id, printer=printer, thermal=is_thermal, at=at, user=desk.user.id)
    return JobInHand(_line(desk, _get(desk, id)), row.pdf)


def _refuse_stale(line: JobLine) -> None:
    """Raises RuleBroken for a paper that has become void since it was drawn."""
    if line.stale is not None:
        raise RuleBroken("print.stale", ar=f"{line.stale.ar}.", en=f"{line.stale.en}.")


def note_sent(desk: Desk, id: str, ticket: int) -> None:
    """The system has it, and gave it this number; its printer is remembered for its kind of paper."""
    row = desk.store.print_jobs.find(id)
    if row is not None:
        _remember(desk, row)
    desk.store.print_jobs.mark(id, SENT, ticket=ticket)


def note_seen(desk: Desk, id: str, ticket: int, seen: JobSeen) -> tuple[PrintLine, ...]:
    """What became of the job under this ticket; nothing where it was sent again meanwhile and has another. The prints
    there are, when it came out."""
    row = desk.store.print_jobs.find(id)
    if row is None or row.progress != SENT or row.ticket != ticket:
        return ()
    why = (seen.reason.ar, seen.reason.en) if seen.reason else ("", "")
    match seen.fate:
        case "done":
            return note_printed(desk, id)
        case "failed" | "unknown":
            desk.store.print_jobs.mark(id, FAILED, reason_ar=why[0], reason_en=why[1])
        case "stuck" | "waiting":
            desk.store.print_jobs.mark(id, SENT, ticket=ticket, reason_ar=why[0], reason_en=why[1])
    return ()


def note_failed(desk: Desk, id: str, reason: Text) -> None:
    """It does not come out any more, unless somebody asks for it again."""
    desk.store.print_jobs.mark(id, FAILED, reason_ar=reason.ar, reason_en=reason.en)


def note_printed(desk: Desk, id: str) -> tuple[PrintLine, ...]:
    """It came out, once however often this is said, and its print is recorded. The prints of an attestation, or of
    what was made about the same subject, the newest first; a paper that is about no row is counted with those of its
    kind."""
    row = desk.store.print_jobs.find(id)
    if row is None:
        return ()
    if row.progress == QUEUED:  # the window drew it, and no ticket was given
        _remember(desk, row)
    attested = desk.store.attestations.get(row.attestation) if row.attestation else None
    made = ("printer", row.printer, row.copies, _second(desk), row.user)
    if attested is not None:
        desk.store.print_jobs.finish(id, PrintRow(attested.id, attested.person, row.sha256, row.state, *made))
        return prints_of(desk, attested)
    desk.store.print_jobs.finish(id, PrintRow(row.subject, row.person or "", row.sha256, row.state, *made, row.kind))
    return prints_about(desk, row.kind, row.subject)


def note_secret(desk: Desk, order: PrintOrder) -> None:
    """A paper that is never kept has been sent: who, when and where is recorded, and nothing of what stands on it."""
    made = ("printer", order.printer, order.copies, _second(desk), desk.user.id, order.kind)
    desk.store.prints.add(PrintRow("", "", "", "", *made))


def drop_print(desk: Desk, id: str) -> None:
    """It is not wanted any more."""
    desk.store.print_jobs.remove(id)


def list_prints(desk: Desk) -> tuple[JobLine, ...]:
    """What has not come out, the oldest first."""
    return tuple(_line(desk, row) for row in desk.store.print_jobs.waiting())


def settle_interrupted(desk: Desk) -> tuple[JobLine, ...]:
    """When somebody sits down: what was in hand when the program ended may have come out or not, so it is not sent
    again but said. All that waits, the oldest first."""
    for row in desk.store.print_jobs.waiting():
        if row.progress == QUEUED:
            note_failed(desk, row.id, INTERRUPTED)
    return list_prints(desk)


def known_printer(desk: Desk, kind: str) -> KnownPrinter:
    found = json.loads(desk.store.settings.find(REMEMBERED + kind) or "{}")
    return KnownPrinter(str(found.get("name", "")), bool(found.get("thermal", False)))


def remember_printer(desk: Desk, kind: str, printer: KnownPrinter) -> None:
    """For this kind of paper, on this laptop."""
    told = {"name": printer.name, "thermal": printer.is_thermal}
    desk.store.settings.save(REMEMBERED + kind, json.dumps(told, ensure_ascii=False))


def _remember(desk: Desk, row: PrintJobRow) -> None:
    remember_printer(desk, row.kind, KnownPrinter(row.printer, row.is_thermal))


def _get(desk: Desk, id: str) -> PrintJobRow:
    row = desk.store.print_jobs.find(id)
    if row is None or row.progress == DONE:
        raise RuleBroken(
            "print.job.unknown",
            ar="لم تعد هذه الورقة بانتظار الطباعة.",
            en="This paper does not wait for printing any more.",
        )
    return row


def _line(desk: Desk, row: PrintJobRow) -> JobLine:
    reason = Text(row.reason_ar, row.reason_en) if row.reason_ar else None
    return JobLine(
        *(row.id, row.kind, row.title, row.printer, row.copies, row.pages, row.is_thermal, row.progress, row.ticket),
        *(reason, row.at, name_author(desk, row.user), _stale(desk, row)),
    )


def _stale(desk: Desk, row: PrintJobRow) -> Text | None:
    """A paper that was drawn as void says so itself."""
    attested = desk.store.attestations.find(row.attestation) if row.attestation else None
    if attested is None or row.state == "void":
        return None
    return STALE if state_of_paper(desk, attested) == "void" else None


def _second(desk: Desk) -> str:
    return desk.now().isoformat(timespec="seconds")
