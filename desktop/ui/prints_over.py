"""What waits for a printer, over whatever page is shown; and the receipt that is printed without a page."""

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.actions import Actions, Pages
from desktop.ui.language import said, said_of
from desktop.ui.page_over import PageOver
from desktop.ui.pages.asking import BACKGROUND
from desktop.ui.pages.paper.print_room import Awaits, PrintLanes, PrintRoom
from desktop.ui.pages.paper.state import Printing
from desktop.ui.pages.paper.waiting import summed_up
from desktop.ui.pages.prints.view import PrintsPage
from desktop.ui.shell import Shell
from desktop.usecases.queue_print import JobLine, KnownPrinter, PaperToPrint
from domain.errors import Expected
from domain.print_order import RECEIPT, PrintOrder
from domain.printer import Printer

if TYPE_CHECKING:
    from desktop.usecases.record_print import MadeSheet

LOOK_MS = 2_000
PRINTS = "prints"


class PrintsOver(QObject):
    """`said` is what became of a print; `receipt_page_requested` when a printer has to be chosen first."""

    said = Signal(str)
    receipt_page_requested = Signal(str)  # interview

    def __init__(
        self,
        actions: Actions,
        pages: Pages,
        lanes: PrintLanes,
        printing: Printing,
        *,
        shell: Shell,
    ) -> None:
        super().__init__(shell)
        self._actions, self._lanes, self._shell = actions, lanes, shell
        self._room = PrintRoom(actions, pages, lanes, printing, show=self._show_jobs)
        self._over = PageOver(shell, self._make)
        self._printers: tuple[str, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._room.look)

    def start(self) -> None:
        """Somebody has sat down: what was in hand when the program ended is said."""
        self._lanes.store.ask(
            self._actions.settle_interrupted, then=self._room.show_jobs, failed=self._not_now, priority=BACKGROUND
        )

    def refresh(self) -> None:
        """A page has sent something."""
        self._room.refresh()

    def stop(self) -> None:
        self._timer.stop()

    def open(self) -> None:
        if self._over.open():
            self._room.refresh()
            self._lanes.printing.ask(self._actions.find_printers, then=self._take_printers, failed=self._could_not)

    def _make(self) -> PrintsPage:
        page = PrintsPage()
        page.closed.connect(self._close)
        page.waiting.again_requested.connect(self._again)
        page.waiting.drop_requested.connect(self._drop)
        return page

    def _close(self) -> None:
        self._over.close()
        self._show_jobs(self._room.jobs)

    def print_receipt(self, interview: str) -> None:
        """On the printer of the last one, without a page or a question. The first time one is chosen on its page."""
        self._lanes.store.ask(
            partial(self._actions.known_printer, RECEIPT),
            then=partial(self._make_receipt, interview),
            failed=self._could_not,
        )

    def _make_receipt(self, interview: str, known: KnownPrinter) -> None:
        if not known.name:
            self.said.emit(said("اختر طابعة إشعار الاستلام مرة واحدة", "Choose the receipt's printer once"))
            self.receipt_page_requested.emit(interview)
            return
        layout = "receipt_roll" if known.is_thermal else "receipt"
        self._lanes.store.ask(
            partial(self._actions.make_sheet, layout, interview),
            then=partial(self._print, known),
            failed=self._could_not,
        )

    def _print(self, known: KnownPrinter, sheet: "MadeSheet") -> None:
        order = PrintOrder(RECEIPT, sheet.number, known.name, is_thermal=known.is_thermal)
        paper = PaperToPrint(order, sheet.pdf, state=sheet.revision, person=sheet.person, subject=sheet.subject)
        done = said(f"أُرسل إشعار الاستلام إلى \u2068{known.name}\u2069", f"The receipt was sent to {known.name}")
        self._room.print(paper, Awaits(partial(self.said.emit, done), self._could_not))

    def _again(self, job: JobLine, printer: str) -> None:
        done = said("أُرسلت إلى الطابعة", "Sent to the printer")
        awaits = Awaits(partial(self.said.emit, done), self._could_not)
        self._room.again(job, printer, awaits, is_thermal=job.is_thermal)

    def _drop(self, job: JobLine) -> None:
        self._room.drop(job, failed=self._could_not)

    def _take_printers(self, printers: tuple[Printer, ...]) -> None:
        self._printers = tuple(printer.name for printer in printers)
        self._show_jobs(self._room.jobs)

    def _show_jobs(self, jobs: tuple[JobLine, ...]) -> None:
        if not shiboken6.isValid(self):
            return
        if self._room.is_watching:
            self._timer.start()
        else:
            self._timer.stop()
        if self._over.page is not None:
            self._over.page.show_jobs(jobs, self._printers)
        text = "" if self._over.is_shown else summed_up(jobs)
        self._shell.show_banner(PRINTS, text, "warn", action=said("عرضها", "See them"), act=self.open)

    def _could_not(self, problem: Expected) -> None:
        self.said.emit(said_of(problem))

    def _not_now(self, problem: Expected) -> None:
        """The desk was locked meanwhile: it is said when somebody sits down again."""
