"""Papers, printers and screens for the tests of the paper page; nothing here is a printer."""

from dataclasses import dataclass, field, replace
from typing import Literal

from desktop.ui.actions import Pages
from desktop.ui.paper_pictures import GreyPicture, Picture
from desktop.usecases.attest import AttestationPage
from desktop.usecases.queue_print import PaperToPrint
from desktop.usecases.record_print import MadeSheet, NewPrint, PrintLine
from domain.errors import Expected
from domain.sync.changes import Changes
from tests.support.fake_desk import blank_pages
from tests.support.fake_prints import FakePrints

REFUSED = "لم تقبل الطابعة المهمة."


def paper_of(count: int, name: str = "A") -> bytes:
    """A paper of so many pages, for `PICTURES`."""
    return f"{name}:{count}".encode()


def attestation(state: str = "unsigned", pages: int = 2) -> AttestationPage:
    return AttestationPage(
        "a-1", "RYD1-A7-000004", "i-1", "RYD1-A7-000003", "p-1", "نورة الواحي", "2026-11-21T10:42+03:00", state,
        "00" * 32, True, paper_of(pages, state),
    )  # fmt: skip


@dataclass
class Pictures:
    """Draws tiny pages, and remembers which and how large."""

    drawn: list[tuple[bytes, int, float]] = field(default_factory=list)

    def count(self, pdf: bytes) -> int:
        return int(pdf.split(b":")[1])

    def render(self, pdf: bytes, index: int, scale: float) -> Picture:
        self.drawn.append((pdf, index, round(scale, 3)))
        return Picture(2, 2, 8, bytes([index] * 16))

    def pages(self) -> Pages:
        return replace(blank_pages(), count_pages=self.count, render_page=self.render, render_grey=self.grey)

    def grey(self, pdf: bytes, index: int, scale: float) -> GreyPicture:
        self.drawn.append((pdf, index, round(scale, 3)))
        return GreyPicture(2, 2, 2, scale, bytes([index] * 4))


@dataclass
class Printer:
    """Takes pages until it is told to refuse; `came_out` are whole jobs, each with its copies."""

    known: tuple[str, ...] = ("مكتب الاستقبال", "الإدارة")
    refuses: Expected | None = None
    refuses_after: int = 0
    came_out: list[tuple[str, int, int]] = field(default_factory=list)
    thrown_away: int = 0

    def names(self) -> tuple[str, ...]:
        return self.known

    def dots_for(self, kind: str) -> int:
        return 300

    def begin(self, printer: str, copies: int, dots: int) -> "Job":
        if self.refuses is not None and self.refuses_after == 0:
            raise self.refuses
        return Job(self, printer, copies)


@dataclass
class Job:
    printer: Printer
    name: str
    copies: int
    pages: int = 0

    def add(self, _: GreyPicture) -> None:
        if self.printer.refuses is not None and self.pages >= self.printer.refuses_after:
            raise self.printer.refuses
        self.pages += 1

    def finish(self) -> None:
        self.printer.came_out.append((self.name, self.pages, self.copies))

    def abandon(self) -> None:
        self.printer.thrown_away += 1


@dataclass
class Signing(FakePrints):
    """What the store does with a signature."""

    page: AttestationPage = field(default_factory=attestation)
    refuses: Expected | None = None
    asked: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    printed: list[NewPrint] = field(default_factory=list)

    def show_attestation(self, id: str) -> AttestationPage:
        """As the store has it now."""
        self.read.append(id)
        return self.page

    def become_void(self) -> None:
        """Somebody gave another answer."""
        self.page = replace(self.page, state="void", pdf=paper_of(1, "void"))

    def recorded(self, paper: PaperToPrint) -> tuple[PrintLine, ...]:
        order = paper.order
        about = paper.attestation or paper.subject
        if not about:
            return ()
        return self.record_print(NewPrint(about, paper.state, "printer", order.printer, order.copies))

    def record_print(self, made: NewPrint) -> tuple[PrintLine, ...]:
        self.printed.append(made)
        at = "2026-11-21T10:42:00+03:00"
        lines, copy = [], 1
        for one in self.printed:
            lines.append(PrintLine(one.way, one.place, copy, one.copies, one.state, "ab", at, "سارة"))
            copy += one.copies
        return tuple(reversed(lines))

    def record_sheet(
        self, sheet: MadeSheet, way: Literal["printer", "file"], place: str, copies: int
    ) -> tuple[PrintLine, ...]:
        return self.record_print(NewPrint(sheet.subject, sheet.revision, way, place, copies))

    def sign_attestation(self, id: str) -> AttestationPage:
        self.asked.append(id)
        problem, self.refuses = self.refuses, None
        if problem is not None:
            raise problem
        self.page = replace(
            self.page, state="signed", pdf=paper_of(2, "signed"), changes=Changes(frozenset({"attestations"}), ("a-1",))
        )
        return self.page
