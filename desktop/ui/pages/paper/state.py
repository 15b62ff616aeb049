"""What the page of a paper shows, whole; and what it needs of a printer."""

from dataclasses import dataclass, replace
from typing import Protocol

from desktop.ui.language import said, said_of
from desktop.ui.paper_pictures import GreyPicture
from desktop.usecases.attest import AttestationPage
from desktop.usecases.queue_print import JobLine, KnownPrinter
from domain.paper import told_superseded
from domain.print_order import OTHER
from domain.printer import Printer
from domain.signing import INK, SCAN, SCREEN, THUMB

NONE_KNOWN = KnownPrinter()


@dataclass(frozen=True)
class Status:
    """Of an attestation, in words: the person must never guess it from a colour."""

    text: str
    tone: str
    advice: str


def status_of(page: AttestationPage, person: str) -> Status:
    """Of an attestation: unsigned, signed or void, and of which revision. Raises LookupError for another word."""
    status = _status(page, person)
    if page.revision == 1:
        return status
    return replace(status, text=said(f"المراجعة {page.revision} · ", f"Revision {page.revision} · ") + status.text)


def _status(page: AttestationPage, person: str) -> Status:
    kinds = {proof.kind for proof in page.proofs}
    match page.state:
        case "unsigned" if page.rule.record == SCAN:
            return Status(
                said("بانتظار ورقته الموقّعة ممسوحة", "Waiting for the signed paper, scanned"),
                "warn",
                said("اطبعها ليوقّعها، ثم امسحها وأدخلها هنا.", "Print it to be signed, scan it, and bring it in here."),
            )
        case "unsigned":
            return Status(
                said(f"بانتظار توقيع {person} على الورق", f"Waiting for {person} to sign on paper"),
                "warn",
                said("اطبعها، وبعد التوقيع بالحبر سجّله هنا.", "Print it; once it is signed in ink, record that here."),
            )
        case "signed":
            return Status(_signed(kinds), "ok", "")
        case "void":
            advice = said(
                "تغيّرت البيانات بعد هذا الإقرار. اطبع إقرارًا جديدًا من المقابلة ووقّعه، واحتفظ بهذا.",
                "The answers changed after this attestation. Print a new one from the interview, have it signed, and "
                "keep this one.",
            )
            if page.superseded is not None and (page.superseded.at or page.superseded.by):
                advice = said_of(told_superseded(page.superseded))
            return Status(said("ملغى", "Void"), "bad", advice)
    raise LookupError(page.state)


def _signed(kinds: set[str]) -> str:
    if SCAN in kinds:
        return said("موقّع، وورقته محفوظة", "Signed, and its paper is kept")
    if INK not in kinds and THUMB in kinds:
        return said("موقّع ببصمة الإبهام وشاهدين", "Signed by thumbprint and two witnesses")
    if INK not in kinds and SCREEN in kinds:
        return said("موقّع على الشاشة", "Signed on the screen")
    return said("موقّع على الورق", "Signed on paper")


@dataclass(frozen=True)
class PaperState:
    """`activity` is printing, signing or saving while that runs, or empty; `done` counts its pages.

    `page` counts from 0. `sign` is what the signing button says; empty when there is nothing to sign. `zoom` is in
    hundredths of the paper's own size. `was_kept` when it was printed or saved since the page was opened. `prints`
    are all those of an attestation on this laptop, the newest first. `printers` is None until they are known; `known`
    is what this `kind` of paper was last printed on. `pages_problem` stands beside the pages that were typed. `jobs`
    are all papers that have not come out, the oldest first.
    """

    detail: str = ""
    status: Status | None = None
    sign: str = ""
    pages: int = 0
    page: int = 0
    zoom: int = 100
    can_enlarge: bool = True
    can_reduce: bool = True
    activity: str = ""
    done: int = 0
    notice: str = ""
    tone: str = "bad"
    was_kept: bool = False
    prints: tuple[str, ...] = ()
    kind: str = OTHER
    printers: tuple[Printer, ...] | None = None
    known: KnownPrinter = NONE_KNOWN
    pages_problem: str = ""
    jobs: tuple[JobLine, ...] = ()


class PrintJob(Protocol):
    """One paper on its way to a printer, page after page. Raises Unavailable when the printer refuses."""

    def add(self, page: GreyPicture) -> None: ...

    def finish(self) -> None: ...

    def abandon(self) -> None:
        """What was added is not printed, as far as the system still can."""


class Printing(Protocol):
    """The printers of this computer."""

    def names(self) -> tuple[str, ...]:
        """The default printer first; none when the system knows none."""

    def dots_for(self, kind: str) -> int:
        """To an inch, of a kind of paper."""

    def begin(self, printer: str, copies: int, dots: int) -> PrintJob:
        """Raises Unavailable."""
