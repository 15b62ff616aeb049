"""The printing of the paper that is looked at: which printer, which pages, what became of it, and all that waits. Knows
no Qt."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from desktop.ui.actions import Pages
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import BACKGROUND
from desktop.ui.pages.paper.print_room import Awaits, PrintDeeds, PrintLanes, PrintRoom
from desktop.ui.pages.paper.printed import told
from desktop.ui.pages.paper.state import PaperState, Printing
from desktop.ui.pages.wording import Counted
from desktop.usecases.queue_print import JobLine, KnownPrinter, PaperToPrint
from desktop.usecases.record_print import PrintLine
from domain.errors import Expected, RuleBroken
from domain.print_order import RECEIPT, PrintOrder, read_pages
from domain.printer import Printer
from domain.text import Text

PAGES = Counted("لا صفحات", "صفحة واحدة", "صفحتان", "صفحات", "صفحة", "صفحة", "no pages", "1 page", "pages")
NO_PRINTER = Text(
    "لا توجد طابعة معرّفة في هذا الجهاز. عرّفها من إعدادات النظام ثم عد إلى هنا، أو احفظ نسخة PDF واطبعها من جهاز آخر.",
    "This computer has no printer. Add one in the system's settings and come back, or save a PDF and print it "
    "elsewhere.",
)


class PrinterDeeds(PrintDeeds, Protocol):
    @property
    def known_printer(self) -> Callable[[str], KnownPrinter]: ...


class PageOfPaper(Protocol):
    """Where the paper is looked at (see `PaperPresenter`)."""

    @property
    def state(self) -> PaperState: ...

    def show(self, **changed: object) -> None: ...

    def show_prints(self, prints: tuple[str, ...]) -> None: ...

    def say(self, sentence: str) -> None: ...

    def fail(self, problem: Expected) -> None: ...

    def paper_to_print(self, order: PrintOrder) -> PaperToPrint: ...

    def print_title(self) -> str: ...


class PrintingPart:
    def __init__(
        self, deeds: PrinterDeeds, pages: Pages, lanes: PrintLanes, printing: Printing, *, page: PageOfPaper
    ) -> None:
        self._deeds, self._lanes, self._printing, self._page = deeds, lanes, printing, page
        self.room = PrintRoom(deeds, pages, lanes, printing, show=self._show_jobs)

    def open(self) -> None:
        self.look_for_printers()
        self.room.refresh()

    def look_for_printers(self) -> None:
        """Also when one may have come or gone meanwhile."""
        self._lanes.printing.ask(
            self._deeds.find_printers,
            then=self._found_printers,
            failed=self._page.fail,
            priority=BACKGROUND,
            supersedes="paper.printers",
        )

    def _found_printers(self, found: tuple[Printer, ...]) -> None:
        """Where the system takes no papers whole, the window's own printers are asked."""
        kind = self._page.state.kind
        takers = tuple(printer for printer in found if printer.takes_pages or kind == RECEIPT)
        printers = takers or tuple(Printer(name) for name in self._printing.names())
        self._lanes.store.ask(
            partial(self._deeds.known_printer, kind),
            then=partial(self._knows_printers, printers),
            failed=self._page.fail,
            supersedes="paper.known_printer",
        )

    def _knows_printers(self, printers: tuple[Printer, ...], known: KnownPrinter) -> None:
        self._page.show(printers=printers, known=known)

    def send(self, printer: str, copies: int, pages: str = "", *, is_thermal: bool = False) -> None:
        """A printer that refuses is said, and nothing is lost. Without a name, to the first there is."""
        state = self._page.state
        if state.activity or not state.pages or state.printers is None:
            return
        if not state.printers:
            self._page.show(notice=said_of(NO_PRINTER), tone="warn")
            return
        try:
            numbers = read_pages(pages, state.pages)
        except RuleBroken as problem:
            self._page.show(pages_problem=said_of(problem))
            return
        chosen = next((one for one in state.printers if one.name == printer), state.printers[0])
        is_thermal = is_thermal or not chosen.takes_pages
        order = PrintOrder(state.kind, self._page.print_title(), chosen.name, copies, numbers, is_thermal)
        self._page.show(activity="printing", done=0, notice="", pages_problem="")
        awaits = Awaits(
            partial(self._sent, len(numbers) or state.pages), self._page.fail, self._printed, self._recorded
        )
        self.room.print(self._page.paper_to_print(order), awaits)

    def _printed(self, done: int) -> None:
        self._page.show(done=done)

    def _sent(self, count: int) -> None:
        self._page.show(activity="", was_kept=True)
        pages = PAGES.of(count)
        self._page.say(said(f"أُرسلت إلى الطابعة {pages}", f"Sent to the printer: {pages}"))

    def _recorded(self, prints: tuple[PrintLine, ...]) -> None:
        self._page.show_prints(told(prints))

    def print_again(self, job: JobLine, printer: str) -> None:
        """One that waits, on the same printer or another. What was made for a roll goes to a roll."""
        is_thermal = job.is_thermal
        self.room.again(job, printer, Awaits(self._resent, self._page.fail), is_thermal=is_thermal)

    def _resent(self) -> None:
        self._page.say(said("أُرسلت إلى الطابعة", "Sent to the printer"))

    def drop(self, job: JobLine) -> None:
        self.room.drop(job, failed=self._page.fail)

    def _show_jobs(self, jobs: tuple[JobLine, ...]) -> None:
        self._page.show(jobs=jobs)
