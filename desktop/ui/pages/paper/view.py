"""The preview that is the paper: the same PDF, turned, enlarged, printed, saved, and signed in ink."""

from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop.ui.actions import Actions, Pages
from desktop.ui.kit.basic import Button, Page, chip, label, set_chip, set_text, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.notice import NoticeBar
from desktop.ui.pages.paper.presenter import PaperPresenter
from desktop.ui.pages.paper.print_room import PrintLanes
from desktop.ui.pages.paper.printed import summed_up
from desktop.ui.pages.paper.sheets import Sheets
from desktop.ui.pages.paper.state import PaperState, Printing
from desktop.ui.pages.paper.toolbar import PaperBar
from desktop.ui.pages.paper.waiting import in_trouble
from desktop.ui.pages.paper.waiting_card import WaitingCard
from desktop.ui.pages.way_back import add_way_back
from desktop.ui.paper_pictures import Picture
from desktop.usecases.attest import AttestationPage
from desktop.usecases.record_print import MadeSheet
from domain.print_order import OTHER
from domain.sync.changes import Changes

LOOK_MS = 700
SHOWN_AT = ((680, 3), (560, 1))
"""From so many pixels of height on, so many papers that wait are listed above the one that is looked at."""


class PaperPage(Page):
    """Any paper; with an attestation also its state and the signature. `kept` once it was printed or saved."""

    closed = Signal()
    kept = Signal()
    procedure_requested = Signal()
    changed = Signal(object)  # Changes
    attestation_shown = Signal(object)  # AttestationPage
    said = Signal(str)
    roll_chosen = Signal(bool)
    waiting_changed = Signal()

    def __init__(
        self,
        actions: Actions,
        pages: Pages,
        lanes: PrintLanes,
        printing: Printing,
        *,
        title: str,
        person: str = "",
        kind: str = OTHER,
    ) -> None:
        super().__init__(title, scrolls=False)
        self._shown = PaperState()
        self._make_words()
        self._make_buttons()
        self._notice = NoticeBar()
        self.body.addWidget(self._notice)
        self.waiting = WaitingCard(said("بانتظار الطباعة", "Waiting to be printed"))
        self.body.addWidget(self.waiting)
        self.bar = PaperBar()
        self.body.addWidget(self.bar)
        self.sheets = Sheets()
        self.body.addWidget(self.sheets, 1)
        self.presenter = PaperPresenter(actions, pages, lanes, printing, self, person=person, kind=kind)
        self._watch = QTimer(self)
        self._watch.setInterval(LOOK_MS)
        self._watch.timeout.connect(self.presenter.printing.room.look)
        self.sign.clicked.connect(self.presenter.sign)
        self._procedure.clicked.connect(self.procedure_requested)
        self._notice.dismissed.connect(self.presenter.dismiss)
        self._connect_bar()
        theme().changed.connect(self._repaint)
        self.show_state(self._shown)

    def _make_words(self) -> None:
        self._status = chip("", "neutral")
        self._advice = label("", "small", wrap=True)
        words = QHBoxLayout()
        words.setSpacing(10)
        words.addWidget(self._status)
        words.addWidget(self._advice, 1)
        words.addStretch()  # where there is no advice, the word stays at the line's beginning
        self.body.addLayout(words)
        self._prints = label("", "small", wrap=True)
        self.body.addWidget(self._prints)

    def _make_buttons(self) -> None:
        self.sign = Button(said("وقّع", "Sign"), "primary", glyph="signature")
        save = Button(said("حفظ PDF", "Save PDF"), glyph="download")
        self._procedure = Button("", "text", glyph="speakerphone")
        self._procedure.hide()
        for button in (self.sign, self._procedure, save):
            self.header.buttons.addWidget(button)
        save.clicked.connect(self._save)
        self.header.let_give_way(self._procedure, save)
        add_way_back(self, self._close)

    def _connect_bar(self) -> None:
        presenter = self.presenter
        self.bar.turned.connect(presenter.turn)
        self.bar.enlarge_requested.connect(presenter.zoom.enlarge)
        self.bar.reduce_requested.connect(presenter.zoom.reduce)
        self.bar.fit_requested.connect(self._fit)
        self.bar.print_requested.connect(self._print)
        self.bar.roll_toggled.connect(self.roll_chosen)
        self.waiting.again_requested.connect(presenter.printing.print_again)
        self.waiting.drop_requested.connect(presenter.printing.drop)
        self.sheets.page_seen.connect(presenter.note_page)
        self.sheets.resized.connect(self._make_room)
        for keys, deed in (
            ("Ctrl+P", self._print),
            ("Ctrl+S", self._save),
            ("Ctrl++", presenter.zoom.enlarge),
            ("Ctrl+=", presenter.zoom.enlarge),
            ("Ctrl+-", presenter.zoom.reduce),
            ("Ctrl+0", self._fit),
            ("Ctrl+PgDown", self._turn_on),
            ("Ctrl+PgUp", self._turn_back),
        ):
            shortcut(self, keys, deed)

    # --- what is shown -------------------------------------------------------------------------------------------

    def show_attestation(self, page: AttestationPage) -> None:
        self.presenter.show_attestation(page)

    def show_sheet(self, sheet: MadeSheet) -> None:
        self.presenter.show_sheet(sheet)

    def offer_procedure(self, title: str) -> None:
        """The person is still there: what he is told now is one press away."""
        self._procedure.setText(f" {title}")
        self._procedure.setAccessibleName(title)
        self._procedure.show()

    def show_pdf(self, pdf: bytes, *, detail: str = "", subject: str = "") -> None:
        self.presenter.show_pdf(pdf, detail=detail, subject=subject)

    def apply_changes(self, changes: Changes) -> None:
        """Answers may have changed, here or on another laptop: then the attestation is void, and says so."""
        if changes:
            self.presenter.refresh()

    @property
    def pdf(self) -> bytes:
        return self.presenter.pdf

    @property
    def state(self) -> str:
        """Of the attestation; empty for another paper."""
        return self.presenter.attestation.state if self.presenter.attestation else ""

    def count_shown(self) -> int:
        return self.sheets.count

    def show_state(self, state: PaperState) -> None:
        if not shiboken6.isValid(self):
            return
        before, self._shown = self._shown, state
        self.header.set_detail(theme().number(state.detail))
        status = state.status
        self._status.setVisible(status is not None)
        self._advice.setVisible(status is not None and bool(status.advice))
        if status is not None:
            set_chip(self._status, theme().number(status.text), status.tone)
            set_text(self._advice, theme().number(status.advice))
        self.sign.setVisible(bool(state.sign))
        self.sign.setText(state.sign)
        self.sign.setAccessibleName(state.sign)
        self.sign.setEnabled(not state.activity)
        self._notice.show_notice(state.notice, state.tone)
        set_text(self._prints, theme().number(summed_up(state.prints)))
        self._prints.setVisible(bool(state.prints))
        self._prints.setToolTip(theme().number("\n".join(state.prints)))
        self.bar.show_state(state)
        self._show_waiting()
        if state.jobs != before.jobs:
            self._look_after()
        self.sheets.show_pages(state.pages, state.zoom)
        if state.was_kept and not before.was_kept:
            self.kept.emit()

    def paint(self, index: int, picture: Picture) -> None:
        self.sheets.paint(index, picture)

    def turn_to(self, index: int) -> None:
        if shiboken6.isValid(self):
            self.sheets.turn_to(index)

    def tell(self, changes: Changes) -> None:
        if shiboken6.isValid(self):
            self.changed.emit(changes)

    def tell_shown(self, page: AttestationPage) -> None:
        if shiboken6.isValid(self):
            self.attestation_shown.emit(page)

    def say(self, sentence: str) -> None:
        if shiboken6.isValid(self):
            self.said.emit(sentence)

    def _repaint(self) -> None:
        self.show_state(self._shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.presenter.look_for_printers()
        self.presenter.zoom.sharpen(self.devicePixelRatioF())
        self.sheets.setFocus()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.WindowActivate and self.isVisible():
            # Back from the system's settings: a printer may have come, or gone.
            self.presenter.look_for_printers()
        return bool(super().event(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.stand_in(self.width())
        self._show_waiting()

    # --- what is asked -------------------------------------------------------------------------------------------

    def _show_waiting(self) -> None:
        """As much as leaves the paper room; the sentence over every page leads to all of it."""
        state, height = self._shown, self.height()
        most = next((count for least, count in SHOWN_AT if height >= least), 0)
        lines = in_trouble(state.jobs) if most else ()
        self.waiting.show_lines(lines, [printer.name for printer in state.printers or ()], most=most)

    def _look_after(self) -> None:
        """Of what a printer has, more will be heard."""
        if self.presenter.printing.room.is_watching:
            self._watch.start()
        else:
            self._watch.stop()
        self.waiting_changed.emit()

    def _print(self) -> None:
        bar = self.bar
        is_thermal = bar.roll.isChecked() and not bar.roll.isHidden()
        self.presenter.send_to_printer(
            bar.printers.currentText(), bar.copies.value(), bar.pages.text(), is_thermal=is_thermal
        )

    def _save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, said("حفظ نسخة", "Save a copy"), self.presenter.file_name, "PDF (*.pdf)"
        )
        if chosen:
            self.presenter.save(Path(chosen))

    def _fit(self) -> None:
        self.presenter.zoom.fit(self.sheets.room())

    def _make_room(self) -> None:
        self.presenter.zoom.make_room(self.sheets.room())

    def _turn_on(self) -> None:
        self.presenter.turn(1)

    def _turn_back(self) -> None:
        self.presenter.turn(-1)

    def _close(self) -> None:
        self.presenter.abandon()
        self.closed.emit()
