"""A paper on the screen: turning, enlarging, printing, saving, and an attestation's signature. Knows no Qt."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from desktop.ui.actions import Pages, Picture
from desktop.ui.language import apart, said, said_of
from desktop.ui.pages.asking import BACKGROUND, KEYSTROKE, SEARCH, Asks
from desktop.ui.pages.paper.copies import write_copy
from desktop.ui.pages.paper.printed import PrintLog, Records, told
from desktop.ui.pages.paper.sending import POINTS, Hears, Sender
from desktop.ui.pages.paper.state import PaperState, Printing, status_of
from desktop.ui.pages.wording import Counted
from desktop.usecases.attest import AttestationPage
from desktop.usecases.record_print import MadeSheet
from domain.arabic import isolate
from domain.errors import Expected
from domain.sync.changes import Changes
from domain.text import Text

ZOOMS = (50, 75, 100, 125, 150, 200)
SCREEN_DOTS = 96
A4_WIDTH = 794  # of the screen's pixels at 100 %
PAGES = Counted("لا صفحات", "صفحة واحدة", "صفحتان", "صفحات", "صفحة", "صفحة", "no pages", "1 page", "pages")
NO_PRINTER = Text(
    "لا توجد طابعة معرّفة في هذا الجهاز. عرّفها من إعدادات النظام ثم عد إلى هنا، أو احفظ نسخة PDF واطبعها من جهاز آخر.",
    "This computer has no printer. Add one in the system's settings and come back, or save a PDF and print it "
    "elsewhere.",
)


class PaperLanes(Protocol):
    @property
    def store(self) -> Asks: ...

    @property
    def paper(self) -> Asks: ...


class PaperDeeds(Records, Protocol):
    """What the page asks of the store (see `desktop.ui.actions.Actions`)."""

    @property
    def sign_attestation(self) -> Callable[[str], AttestationPage]: ...
    @property
    def show_attestation(self) -> Callable[[str], AttestationPage]: ...


class PaperView(Protocol):
    """What the presenter tells its view."""

    def show_state(self, state: PaperState) -> None: ...

    def paint(self, index: int, picture: Picture) -> None: ...

    def turn_to(self, index: int) -> None: ...

    def tell(self, changes: Changes) -> None: ...

    def say(self, sentence: str) -> None: ...


class PaperPresenter:
    """`person` is what the association calls who signs."""

    def __init__(
        self,
        deeds: PaperDeeds,
        pages: Pages,
        lanes: PaperLanes,
        printing: Printing,
        view: PaperView,
        *,
        person: str = "",
    ) -> None:
        self._deeds, self._pages, self._lanes = deeds, pages, lanes
        self._view, self._person = view, person
        self._sender = Sender(pages, lanes.paper, printing, Hears(self._printed, self._sent, self._failed))
        self._attestation: AttestationPage | None = None
        self._sheet: MadeSheet | None = None
        self._pdf = b""
        self._sharpness = 1.0
        self._is_zoom_chosen = False
        self._prints = PrintLog(deeds, lanes.store, show=self._show_prints, failed=self._failed)
        self._state = PaperState()

    # --- what is shown -------------------------------------------------------------------------------------------

    @property
    def state(self) -> PaperState:
        return self._state

    @property
    def attestation(self) -> AttestationPage | None:
        return self._attestation

    @property
    def pdf(self) -> bytes:
        return self._pdf

    @property
    def file_name(self) -> str:
        if self._sheet is not None:
            return self._sheet.file_name
        return f"{self._attestation.number}.pdf" if self._attestation else "istiqbal.pdf"

    def show_attestation(self, page: AttestationPage) -> None:
        self._attestation = page
        self._state = replace(
            self._state,
            detail=f"{apart(page.person_name)} · {isolate(page.number)}",
            status=status_of(page.state, self._person),
            prints=told(page.prints),
            sign=said(f"وقّع {self._person} على الورق", f"{self._person} signed on paper")
            if page.state == "unsigned"
            else "",
        )
        self.show_pdf(page.pdf)

    def show_sheet(self, sheet: MadeSheet) -> None:
        """A paper made for this page, with the prints there were of it."""
        self._sheet = sheet
        self._state = replace(self._state, detail=isolate(sheet.number), prints=told(sheet.prints))
        self.show_pdf(sheet.pdf)

    def show_pdf(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._show()
        self._lanes.paper.ask(
            partial(self._pages.count_pages, pdf),
            then=self._counted,
            failed=self._failed,
            supersedes="paper.count",
        )

    def refresh(self) -> None:
        """Something was written or arrived: the paper says at once whether it is still true."""
        if self._attestation is not None and not self._state.activity:
            self._lanes.store.ask(
                partial(self._deeds.show_attestation, self._attestation.id),
                then=self._read_again,
                failed=self._failed,
                priority=BACKGROUND,
                supersedes="paper.attestation",
            )

    def _read_again(self, page: AttestationPage) -> None:
        known = self._attestation
        if known is not None and known.id == page.id and (known.state, known.pdf) != (page.state, page.pdf):
            self.show_attestation(page)

    def _counted(self, count: int) -> None:
        page = min(self._state.page, max(0, count - 1))
        self._show(pages=count, page=page)
        self._draw()

    def _draw(self) -> None:
        """The page that is looked at goes first."""
        scale = self._state.zoom / 100 * SCREEN_DOTS / POINTS * self._sharpness
        for index in range(self._state.pages):
            self._lanes.paper.ask(
                partial(self._pages.render_page, self._pdf, index, scale),
                then=partial(self._view.paint, index),
                failed=self._failed,
                priority=KEYSTROKE if index == self._state.page else SEARCH,
                supersedes=f"paper.page.{index}",
            )

    # --- turning and enlarging -----------------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        page = max(0, min(self._state.pages - 1, self._state.page + by))
        if page != self._state.page:
            self._show(page=page)
            self._view.turn_to(page)

    def note_page(self, index: int) -> None:
        """The clerk scrolled: this page is in the middle now."""
        if index != self._state.page and 0 <= index < self._state.pages:
            self._show(page=index)

    def make_room(self, width: int) -> None:
        """The window is `width` pixels wide: until the clerk chooses a size, the whole width is seen, at most at its
        own size."""
        if not self._is_zoom_chosen:
            self._zoom_to(max(ZOOMS[0], min(100, width * 100 // A4_WIDTH)))

    def enlarge(self) -> None:
        self._choose_zoom(min((zoom for zoom in ZOOMS if zoom > self._state.zoom), default=ZOOMS[-1]))

    def reduce(self) -> None:
        self._choose_zoom(max((zoom for zoom in ZOOMS if zoom < self._state.zoom), default=ZOOMS[0]))

    def true_size(self) -> None:
        self._choose_zoom(100)

    def fit(self, width: int) -> None:
        """As large as the page's width fits into `width` pixels of the window."""
        self._choose_zoom(max(ZOOMS[0], min(ZOOMS[-1], width * 100 // A4_WIDTH)))

    def sharpen(self, sharpness: float) -> None:
        """The window stands on a screen with so many pixels a point."""
        if sharpness != self._sharpness:
            self._sharpness = sharpness
            self._draw()

    def _choose_zoom(self, zoom: int) -> None:
        self._is_zoom_chosen = True
        self._zoom_to(zoom)

    def _zoom_to(self, zoom: int) -> None:
        if zoom != self._state.zoom:
            self._show(zoom=zoom, can_enlarge=zoom < ZOOMS[-1], can_reduce=zoom > ZOOMS[0])
            self._draw()

    # --- the signature -------------------------------------------------------------------------------------------

    def sign(self) -> None:
        if self._attestation is None or self._state.activity or not self._state.sign:
            return
        self._show(activity="signing", notice="")
        self._lanes.store.ask(
            partial(self._deeds.sign_attestation, self._attestation.id), then=self._signed, failed=self._failed
        )

    def _signed(self, page: AttestationPage) -> None:
        self._state = replace(self._state, activity="")
        self.show_attestation(page)
        self._view.say(said("سُجّل التوقيع على الورق", "The signature on paper is recorded"))
        self._view.tell(page.changes)

    # --- printing ------------------------------------------------------------------------------------------------

    def printers(self) -> tuple[str, ...]:
        return self._sender.printers()

    def send_to_printer(self, printer: str, copies: int) -> None:
        """A printer that refuses is said, and nothing is lost."""
        if self._state.activity or not self._state.pages:
            return
        if not self._sender.printers():
            self._show(notice=said_of(NO_PRINTER), tone="warn")
            return
        self._show(activity="printing", done=0, notice="")
        self._sender.begin(self._pdf, self._state.pages, printer, copies)

    def _printed(self, done: int) -> None:
        self._show(done=done)

    def _sent(self, printer: str, copies: int) -> None:
        self._show(activity="", was_kept=True)
        pages = PAGES.of(self._state.pages)
        self._view.say(said(f"أُرسلت إلى الطابعة {pages}", f"Sent to the printer: {pages}"))
        self._prints.note(self._attestation or self._sheet, "printer", printer, copies)

    def abandon(self) -> None:
        """The page is left: a print that is not whole does not come out."""
        self._sender.abandon()

    # --- saving --------------------------------------------------------------------------------------------------

    def save(self, path: Path) -> None:
        if self._state.activity or not self._pdf:
            return
        self._show(activity="saving", notice="")
        self._lanes.paper.ask(
            partial(write_copy, path, self._pdf), then=partial(self._saved, path.name), failed=self._failed
        )

    def _saved(self, name: str, _: None) -> None:
        self._show(activity="", was_kept=True)
        self._view.say(said("حُفظت النسخة", "The copy is saved"))
        self._prints.note(self._attestation or self._sheet, "file", name, 1)

    def _show_prints(self, prints: tuple[str, ...]) -> None:
        self._show(prints=prints)

    # --- inside --------------------------------------------------------------------------------------------------

    def dismiss(self) -> None:
        self._show(notice="")

    def _failed(self, problem: Expected) -> None:
        self._show(activity="", notice=said_of(problem), tone="bad")

    def _show(self, **changed: object) -> None:
        self._state = replace(self._state, **changed)  # type: ignore[arg-type]
        self._view.show_state(self._state)
