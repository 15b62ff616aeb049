"""A paper on its way to a printer: page after page, each drawn off the window's thread. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from desktop.ui.actions import Pages, Picture
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.paper.state import Printing, PrintJob
from domain.errors import Expected

POINTS = 72  # of an inch, as a PDF counts


@dataclass(frozen=True)
class Hears:
    """`printed` with every page how many went, `sent` the printer and the copies once all did, `failed` what it
    refused: then nothing comes out."""

    printed: Callable[[int], None]
    sent: Callable[[str, int], None]
    failed: Callable[[Expected], None]


class Sender:
    """One print at a time."""

    def __init__(self, pages: Pages, lane: Asks, printing: Printing, hears: Hears) -> None:
        self._pages, self._lane, self._printing, self._hears = pages, lane, printing, hears
        self._job: PrintJob | None = None
        self._to = "", 1

    def printers(self) -> tuple[str, ...]:
        return self._printing.names()

    def begin(self, pdf: bytes, count: int, printer: str, copies: int) -> None:
        """To the first printer where there is none of this name; there must be one."""
        names = self.printers()
        chosen = printer if printer in names else names[0]
        try:
            self._job = self._printing.begin(chosen, copies)
        except Expected as problem:
            self._hears.failed(problem)
            return
        self._to = chosen, copies
        self._ask_sheet(pdf, 0, count)

    def abandon(self) -> None:
        """A print that is not whole does not come out."""
        job, self._job = self._job, None
        if job is not None:
            job.abandon()

    def _ask_sheet(self, pdf: bytes, index: int, count: int) -> None:
        render = partial(self._pages.render_page, pdf, index, self._printing.dots_per_inch / POINTS)
        self._lane.ask(render, then=partial(self._print_sheet, pdf, index, count), failed=self._could_not_print)

    def _print_sheet(self, pdf: bytes, index: int, count: int, picture: Picture) -> None:
        job = self._job
        if job is None:
            return
        try:
            job.add(picture)
            self._hears.printed(index + 1)
            if index + 1 < count:
                self._ask_sheet(pdf, index + 1, count)
                return
            job.finish()
        except Expected as problem:
            self._could_not_print(problem)
            return
        self._job = None
        self._hears.sent(*self._to)

    def _could_not_print(self, problem: Expected) -> None:
        self.abandon()
        self._hears.failed(problem)
