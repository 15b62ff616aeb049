"""The system's print service (CUPS): the PDF itself goes to the printer, so that letters stay letters."""

import re

from desktop.printing.libcups import NOT_FOUND, Attributes, LibCups, NoPrintService, Refused
from domain.errors import Unavailable
from domain.print_order import PrintOrder, Sheet, scale_on, written_pages
from domain.printer import (
    ABORTED,
    CANCELLED,
    NOT_KNOWN,
    SILENT,
    STOPPED,
    JobSeen,
    Printer,
    trouble_of,
)
from domain.text import Text

_GET_JOB, _GET_DEFAULT, _GET_PRINTERS = 0x0009, 0x4001, 0x4002
_STOPPED_PRINTER = 5
_HELD, _STOPPED_JOB = 4, 6
_OF_A_PRINTER = ("printer-name", "media-default", "printer-state", "printer-state-reasons")

# A name of PWG 5101.1: class, name, width and height, as in iso_a4_210x297mm or na_letter_8.5x11in.
_SHEET = re.compile(r".*_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)")
_INCH = 25.4
PATIENCE_S = 20


class CupsSpool:
    """Blocking: for the printers' lane. Raises Unavailable, and RuleBroken for a sheet that is too small."""

    def __init__(self, library: LibCups | None = None) -> None:
        self._library = library or LibCups()

    def printers(self) -> tuple[Printer, ...]:
        """The default printer first; none where there is no print service."""
        try:
            default = self._default()
            found = self._library.ask(_GET_PRINTERS, wanted=_OF_A_PRINTER)
        except NoPrintService:
            return ()
        except Refused as refused:
            if refused.status == NOT_FOUND:
                return ()
            raise _refused() from refused
        printers = [_printer(said, default) for said in found if said.word("printer-name")]
        return tuple(sorted(printers, key=lambda printer: (not printer.is_default, printer.name)))

    def send(self, order: PrintOrder, pdf: bytes, paper: Sheet) -> int:
        """The number the system gave the job. On the sheet the printer is set to, at the paper's own size where that
        has room for it, whole in any case."""
        printer = self._known(order.printer)
        options = {"copies": str(order.copies), "collate": "true", "number-up": "1", "job-sheets": "none"}
        if order.pages:
            options["page-ranges"] = written_pages(order.pages)
        if printer.sheet is not None:
            is_whole = scale_on(paper, printer.sheet) == 1
            options |= {"print-scaling": "none"} if is_whole else {"print-scaling": "fit", "fit-to-page": "true"}
        return self._submit(order, pdf, "application/pdf", options)

    def send_raw(self, order: PrintOrder, data: bytes) -> int:
        """As it is, in the printer's own language; every copy is in it."""
        self._known(order.printer)
        return self._submit(order, data, "application/vnd.cups-raw", {})

    def look(self, printer: str, job: int) -> JobSeen:
        try:
            found = self._library.ask(_GET_JOB, about=f"ipp://localhost/jobs/{job}")
        except NoPrintService as error:
            raise _no_service() from error
        except Refused as refused:
            if refused.status == NOT_FOUND:
                return JobSeen("unknown", NOT_KNOWN)
            raise _refused() from refused
        return self._fate(printer, found[-1])

    def cancel(self, printer: str, job: int) -> bool:
        """Nothing more comes out of it, as far as the system still can. False when it had come out already."""
        try:
            self._library.cancel(printer, job)
        except NoPrintService as error:
            raise _no_service() from error
        except Refused as refused:
            fate = self.look(printer, job).fate
            if fate in ("waiting", "stuck"):
                raise _refused() from refused
            return fate != "done"
        return True

    def _fate(self, printer: str, job: Attributes) -> JobSeen:
        match job.integer("job-state"):
            case 9:  # completed
                return JobSeen("done")
            case 7:  # cancelled
                return JobSeen("failed", CANCELLED)
            case 8:  # aborted
                return JobSeen("failed", trouble_of(job.words.get("job-printer-state-reasons", ())) or ABORTED)
            case state:
                known = next((one for one in self.printers() if one.name == printer), None)
                if known is None:
                    return JobSeen("unknown", NOT_KNOWN)
                trouble = known.trouble or (STOPPED if state in (_HELD, _STOPPED_JOB) else _silence(job))
                return JobSeen("stuck", trouble) if trouble else JobSeen("waiting")

    def _known(self, name: str) -> Printer:
        for printer in self.printers():
            if printer.name == name:
                return printer
        raise Unavailable(
            "print.printer.gone",
            ar="لم تعد هذه الطابعة معرّفة في هذا الجهاز. اختر طابعة أخرى؛ الورقة محفوظة كما هي.",
            en="This printer is no longer set up on this computer. Choose another one; the paper is kept.",
        )

    def _submit(self, order: PrintOrder, data: bytes, kind: str, options: dict[str, str]) -> int:
        try:
            return self._library.submit(order.printer, order.title, data, kind=kind, options=options)
        except NoPrintService as error:
            raise _no_service() from error
        except Refused as refused:
            raise _refused() from refused

    def _default(self) -> str:
        try:
            found = self._library.ask(_GET_DEFAULT)
        except Refused as refused:
            if refused.status == NOT_FOUND:
                return ""
            raise
        return found[-1].word("printer-name")


def _printer(said: Attributes, default: str) -> Printer:
    name = said.word("printer-name")
    trouble = trouble_of(said.words.get("printer-state-reasons", ()))
    if trouble is None and said.integer("printer-state") == _STOPPED_PRINTER:
        trouble = STOPPED
    return Printer(name, name == default, _sheet(said.word("media-default")), trouble)


def _silence(job: Attributes) -> Text | None:
    """Every printer is connected to first, and one that sleeps takes its time; one that is off takes for ever."""
    now, since = job.integer("job-printer-up-time"), job.integer("time-at-processing")
    is_connecting = "connecting-to-device" in job.words.get("job-printer-state-reasons", ())
    return SILENT if is_connecting and now and since and now - since > PATIENCE_S else None


def _sheet(name: str) -> Sheet | None:
    match = _SHEET.fullmatch(name)
    if match is None:
        return None
    factor = _INCH if match[3] == "in" else 1.0
    return Sheet(float(match[1]) * factor, float(match[2]) * factor)


def _no_service() -> Unavailable:
    return Unavailable(
        "print.service",
        ar="خدمة الطباعة في النظام لا تعمل الآن. أعد تشغيلها أو أعد تشغيل الجهاز ثم اطبع؛ الورقة محفوظة كما هي.",
        en="The system's print service does not answer now. Restart it or the computer, then print; the paper is kept.",
    )


def _refused() -> Unavailable:
    return Unavailable(
        "print.refused",
        ar="لم تقبل الطابعة المهمة. تحقق من الورق والتوصيل ثم أعد الطباعة؛ الورقة محفوظة كما هي.",
        en="The printer did not take the job. Check paper and cable, then print again; the paper is kept.",
    )
