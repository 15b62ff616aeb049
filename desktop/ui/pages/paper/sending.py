"""A paper on its way to a printer: whole where the system takes it so, else page after page, drawn off the window's
thread. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from desktop.ui.actions import Pages
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.paper.state import Printing, PrintJob
from desktop.ui.paper_pictures import GreyPicture
from domain.errors import Expected, Unavailable
from domain.print_order import PrintOrder
from domain.printer import Printer

POINTS = 72  # of an inch, as a PDF counts
OVER = 0
"""The ticket of a job of which nothing more will be heard."""


class Spools(Protocol):
    """What the system's print service does; on the printers' lane (see `desktop.ui.actions.Actions`)."""

    @property
    def find_printers(self) -> Callable[[], tuple[Printer, ...]]: ...
    @property
    def send_paper(self) -> Callable[[PrintOrder, bytes], int]: ...


@dataclass(frozen=True)
class Hears:
    """`printed` with every page how many went, `sent` the ticket once all did, `failed` what it refused: then nothing
    comes out."""

    printed: Callable[[int], None]
    sent: Callable[[int], None]
    failed: Callable[[Expected], None]


@dataclass(frozen=True)
class _Handed:
    """`ticket` is None where the window has to draw the pages itself."""

    ticket: int | None
    pages: int


@dataclass(frozen=True)
class _Sheets:
    """`numbers` from 1."""

    pdf: bytes
    numbers: tuple[int, ...]
    scale: float


class SendingLanes(Protocol):
    @property
    def paper(self) -> Asks: ...

    @property
    def printing(self) -> Asks: ...


class Sender:
    """One print at a time."""

    def __init__(self, spools: Spools, pages: Pages, lanes: SendingLanes, printing: Printing) -> None:
        self._spools, self._pages, self._lanes, self._printing = spools, pages, lanes, printing
        self._job: PrintJob | None = None
        self._hears: Hears | None = None

    @property
    def is_busy(self) -> bool:
        return self._hears is not None

    def begin(self, order: PrintOrder, pdf: bytes, hears: Hears) -> None:
        self._hears = hears
        self._lanes.printing.ask(
            partial(self._hand_over, order, pdf),
            then=partial(self._handed, order, pdf),
            failed=self._could_not_print,
        )

    def abandon(self) -> bool:
        """A print that is not whole does not come out. False when there was none that could be held back."""
        job, self._job = self._job, None
        if job is not None:
            job.abandon()
            self._hears = None
        return job is not None

    def _hand_over(self, order: PrintOrder, pdf: bytes) -> _Handed:
        if order.is_thermal or order.printer in {printer.name for printer in self._spools.find_printers()}:
            return _Handed(self._spools.send_paper(order, pdf), 0)
        return _Handed(None, self._pages.count_pages(pdf))

    def _handed(self, order: PrintOrder, pdf: bytes, handed: _Handed) -> None:
        if handed.ticket is not None:
            self._over(handed.ticket)
            return
        if order.printer not in self._printing.names():
            self._could_not_print(_gone())
            return
        try:
            dots = self._printing.dots_for(order.kind)
            self._job = self._printing.begin(order.printer, order.copies, dots)
        except Expected as problem:
            self._could_not_print(problem)
            return
        numbers = order.pages or tuple(range(1, handed.pages + 1))
        self._ask_sheet(_Sheets(pdf, numbers, dots / POINTS), 0)

    def _ask_sheet(self, sheets: _Sheets, done: int) -> None:
        render = partial(self._pages.render_grey, sheets.pdf, sheets.numbers[done] - 1, sheets.scale)
        self._lanes.paper.ask(render, then=partial(self._print_sheet, sheets, done), failed=self._could_not_print)

    def _print_sheet(self, sheets: _Sheets, done: int, page: GreyPicture) -> None:
        job, hears = self._job, self._hears
        if job is None or hears is None:
            return
        try:
            job.add(page)
            hears.printed(done + 1)
            if done + 1 < len(sheets.numbers):
                self._ask_sheet(sheets, done + 1)
                return
            job.finish()
        except Expected as problem:
            self._could_not_print(problem)
            return
        self._over(OVER)

    def _over(self, ticket: int) -> None:
        hears, self._hears, self._job = self._hears, None, None
        if hears is not None:
            hears.sent(ticket)

    def _could_not_print(self, problem: Expected) -> None:
        hears = self._hears
        self.abandon()
        self._hears = None
        if hears is not None:
            hears.failed(problem)


def _gone() -> Unavailable:
    return Unavailable(
        "print.printer.gone",
        ar="لم تعد هذه الطابعة معرّفة في هذا الجهاز. اختر طابعة أخرى؛ الورقة محفوظة كما هي.",
        en="This printer is no longer set up on this computer. Choose another one; the paper is kept.",
    )
