"""A paper on the screen: turning, enlarging, printing, saving, and an attestation's signature. Knows no Qt."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from desktop.ui.actions import Pages
from desktop.ui.language import apart, headed, said, said_of
from desktop.ui.pages.asking import BACKGROUND, KEYSTROKE, SEARCH
from desktop.ui.pages.paper.copies import write_copy
from desktop.ui.pages.paper.print_room import PrintLanes
from desktop.ui.pages.paper.printed import PrintLog, Records, told
from desktop.ui.pages.paper.printing_part import PrinterDeeds, PrintingPart
from desktop.ui.pages.paper.state import PaperState, Printing, status_of
from desktop.ui.pages.paper.zoom import Zoom
from desktop.ui.paper_pictures import Picture
from desktop.ui.shown import shown_gregorian
from desktop.usecases.attest import AttestationPage
from desktop.usecases.queue_print import PaperToPrint
from desktop.usecases.record_print import MadeSheet
from domain.arabic import isolate, unisolated
from domain.errors import Expected
from domain.print_order import OTHER, REPORT, PrintOrder, word_for
from domain.signing import SCAN
from domain.sync.changes import Changes

LEAST = 50


class PaperDeeds(Records, PrinterDeeds, Protocol):
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

    def tell_shown(self, page: AttestationPage) -> None: ...


class PaperPresenter:
    """`person` is what the association calls who signs."""

    def __init__(
        self,
        deeds: PaperDeeds,
        pages: Pages,
        lanes: PrintLanes,
        printing: Printing,
        view: PaperView,
        *,
        person: str = "",
        kind: str = OTHER,
    ) -> None:
        self._deeds, self._pages, self._lanes = deeds, pages, lanes
        self._view, self._person = view, person
        self.printing = PrintingPart(deeds, pages, lanes, printing, page=self)
        self._attestation: AttestationPage | None = None
        self._sheet: MadeSheet | None = None
        self._pdf = b""
        self.zoom = Zoom(self._zoomed, least=LEAST)
        self._about = ""
        self._prints = PrintLog(deeds, lanes.store, show=self.show_prints, failed=self.fail)
        self._state = PaperState(kind=kind)

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
            status=status_of(page, self._person),
            prints=told(page.prints),
            sign=headed(said(f"وقّع {self._person} على الورق", f"{self._person} signed on paper"))
            if page.state == "unsigned" and page.rule.record != SCAN
            else "",
        )
        self.show_pdf(page.pdf)
        self._view.tell_shown(page)

    def show_sheet(self, sheet: MadeSheet) -> None:
        """A paper made for this page, with the prints there were of it."""
        self._sheet = sheet
        self._state = replace(self._state, detail=_tells_apart(sheet), prints=told(sheet.prints), kind=sheet.paper)
        self.show_pdf(sheet.pdf)

    def show_pdf(self, pdf: bytes, *, detail: str = "", subject: str = "") -> None:
        """`detail` tells this paper from others of its kind; `subject` is the row it is about."""
        self._pdf, self._about = pdf, subject
        if detail:
            self._state = replace(self._state, detail=detail)
        if self._state.printers is None:
            self.printing.open()
        self.show()
        self._lanes.paper.ask(
            partial(self._pages.count_pages, pdf),
            then=self._counted,
            failed=self.fail,
            supersedes="paper.count",
        )

    def refresh(self) -> None:
        """Something was written or arrived: the paper says at once whether it is still true."""
        if self._attestation is not None and not self._state.activity:
            self._lanes.store.ask(
                partial(self._deeds.show_attestation, self._attestation.id),
                then=self._read_again,
                failed=self.fail,
                priority=BACKGROUND,
                supersedes="paper.attestation",
            )

    def _read_again(self, page: AttestationPage) -> None:
        known = self._attestation
        if known is not None and known.id == page.id and _shown_of(known) != _shown_of(page):
            self.show_attestation(page)

    def _counted(self, count: int) -> None:
        page = min(self._state.page, max(0, count - 1))
        self.show(pages=count, page=page)
        self._draw()

    def _draw(self) -> None:
        """The page that is looked at goes first."""
        for index in range(self._state.pages):
            self._lanes.paper.ask(
                partial(self._pages.render_page, self._pdf, index, self.zoom.scale),
                then=partial(self._view.paint, index),
                failed=self.fail,
                priority=KEYSTROKE if index == self._state.page else SEARCH,
                supersedes=f"paper.page.{index}",
            )

    # --- turning and enlarging -----------------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        page = max(0, min(self._state.pages - 1, self._state.page + by))
        if page != self._state.page:
            self.show(page=page)
            self._view.turn_to(page)

    def note_page(self, index: int) -> None:
        """The clerk scrolled: this page is in the middle now."""
        if index != self._state.page and 0 <= index < self._state.pages:
            self.show(page=index)

    def _zoomed(self) -> None:
        zoom = self.zoom
        self.show(zoom=zoom.percent, can_enlarge=zoom.can_enlarge, can_reduce=zoom.can_reduce)
        self._draw()

    # --- the signature -------------------------------------------------------------------------------------------

    def sign(self) -> None:
        if self._attestation is None or self._state.activity or not self._state.sign:
            return
        self.show(activity="signing", notice="")
        self._lanes.store.ask(
            partial(self._deeds.sign_attestation, self._attestation.id), then=self._signed, failed=self.fail
        )

    def _signed(self, page: AttestationPage) -> None:
        self._state = replace(self._state, activity="")
        self.show_attestation(page)
        self._view.say(said("سُجّل التوقيع على الورق", "The signature on paper is recorded"))
        self._view.tell(page.changes)

    # --- printing ------------------------------------------------------------------------------------------------

    def look_for_printers(self) -> None:
        self.printing.look_for_printers()

    def send_to_printer(self, printer: str, copies: int, pages: str = "", *, is_thermal: bool = False) -> None:
        self.printing.send(printer, copies, pages, is_thermal=is_thermal)

    def abandon(self) -> None:
        """The page is left: a print that is not whole does not come out."""
        self.printing.room.abandon()

    def paper_to_print(self, order: PrintOrder) -> PaperToPrint:
        page, sheet = self._attestation, self._sheet
        if page is not None:
            return PaperToPrint(order, self._pdf, page.id, page.state, page.person)
        if sheet is not None:
            return PaperToPrint(order, self._pdf, state=sheet.revision, person=sheet.person, subject=sheet.subject)
        return PaperToPrint(order, self._pdf, subject=self._about)

    def print_title(self) -> str:
        """What the print service and its logs may know: a number or a day, never a name."""
        if self._attestation is not None:
            return self._attestation.number
        if self._sheet is not None and self._sheet.number:
            return self._sheet.number
        return self._about or unisolated(self._state.detail) or said_of(word_for(self._state.kind))

    # --- saving --------------------------------------------------------------------------------------------------

    def save(self, path: Path) -> None:
        if self._state.activity or not self._pdf:
            return
        self.show(activity="saving", notice="")
        self._lanes.paper.ask(
            partial(write_copy, path, self._pdf), then=partial(self._saved, path.name), failed=self.fail
        )

    def _saved(self, name: str, _: None) -> None:
        self.show(activity="", was_kept=True)
        self._view.say(said("حُفظت النسخة", "The copy is saved"))
        self._prints.note(self._attestation or self._sheet, "file", name, 1)

    def say(self, sentence: str) -> None:
        self._view.say(sentence)

    def show_prints(self, prints: tuple[str, ...]) -> None:
        self.show(prints=prints)

    # --- inside --------------------------------------------------------------------------------------------------

    def dismiss(self) -> None:
        self.show(notice="")

    def fail(self, problem: Expected) -> None:
        self.show(activity="", notice=said_of(problem), tone="bad")

    def show(self, **changed: object) -> None:
        self._state = replace(self._state, **changed)  # type: ignore[arg-type]
        self._view.show_state(self._state)


def _tells_apart(sheet: MadeSheet) -> str:
    """The number of whose paper it is, or its days; what names a blank sheet's file is for nobody's eyes."""
    if sheet.paper == REPORT:
        return " – ".join(map(shown_gregorian, sheet.number.split("_")))  # two days, as files are named
    return isolate(sheet.number) if sheet.person else ""


def _shown_of(page: AttestationPage) -> tuple[object, ...]:
    return page.state, page.pdf, page.proofs
