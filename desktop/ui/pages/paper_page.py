"""The preview that is the paper: the same PDF, drawn page by page; printed, saved, and signed in ink."""

from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from desktop.ui.actions import Actions, Pages, Picture
from desktop.ui.kit.basic import Button, Card, Page, chip, label, scroll, set_chip, set_text, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.lane import Lane
from desktop.ui.printing import make_printer, print_pdf, printer_names
from desktop.usecases.attest import AttestationPage
from domain.errors import Expected, Unavailable

STATES = {
    "unsigned": ("بانتظار توقيع {person} على الورق", "warn"),
    "signed": ("موقّع على الورق", "ok"),
    "void": ("ملغى: تغيّرت البيانات بعد الإقرار", "bad"),
}
ZOOMS = (0.75, 1.0, 1.25, 1.5, 2.0)


class HasLanes(Protocol):
    store: Lane
    paper: Lane


class PaperPage(Page):
    """Any paper; with an attestation also its state and the signature."""

    closed = Signal()
    changed = Signal(object)  # Changes
    said = Signal(str)

    def __init__(self, actions: Actions, pages: Pages, lanes: HasLanes, *, title: str, person: str = "") -> None:
        super().__init__(title, scrolls=False)
        self._actions, self._pages, self._lanes, self._person = actions, pages, lanes, person
        self._attestation: AttestationPage | None = None
        self._pdf = b""
        self._zoom = 1
        self._images: list[QLabel] = []
        self._state = chip("", "neutral")
        self._state.hide()
        self.header.chips.addWidget(self._state)
        self.header.chips.addStretch(1)
        self._sign = Button(f"وقّع {person} على الورق", "primary", glyph="signature")
        self._sign.clicked.connect(self._sign_ink)
        self._sign.hide()
        save = Button("حفظ نسخة", glyph="download")
        save.clicked.connect(self._save)
        back = Button("رجوع", glyph="chevron-right")
        back.clicked.connect(self.closed)
        for button in (self._sign, save, back):
            self.header.buttons.addWidget(button)
        self.body.addWidget(self._bar())
        self._sheets = QWidget()
        self._column = QVBoxLayout(self._sheets)
        self._column.setSpacing(18)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._view: QScrollArea = scroll(self._sheets)
        self._view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view.setAccessibleName("معاينة الورقة")
        self.body.addWidget(self._view, 1)
        shortcut(self, "Ctrl+P", self._print)
        shortcut(self, "Escape", self.closed.emit)

    def _bar(self) -> Card:
        card = Card(padding=10)
        row = QHBoxLayout()
        row.setSpacing(10)
        smaller = Button(kind="icon", glyph="zoom-out", name="تصغير")
        larger = Button(kind="icon", glyph="zoom-in", name="تكبير")
        smaller.clicked.connect(partial(self._change_zoom, -1))
        larger.clicked.connect(partial(self._change_zoom, 1))
        self._scale = label("", "small")
        self._count = label("", "small")
        row.addWidget(self._count)
        row.addWidget(smaller)
        row.addWidget(self._scale)
        row.addWidget(larger)
        row.addStretch(1)
        row.addWidget(label("الطابعة:", "small"))
        self._printers = QComboBox()
        self._printers.setAccessibleName("الطابعة")
        self._printers.setMinimumWidth(220)
        names = printer_names()
        self._printers.addItems(list(names) or ["لا توجد طابعة معرّفة في النظام"])
        self._printers.setEnabled(bool(names))
        self._copies = QSpinBox()
        self._copies.setRange(1, 20)
        self._copies.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._copies.setFixedWidth(64)
        self._copies.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._copies.setAccessibleName("عدد النسخ")
        self._print_button = Button("طباعة", "primary", glyph="printer")
        self._print_button.setEnabled(bool(names))
        self._print_button.clicked.connect(self._print)
        for widget in (self._printers, self._copies, self._print_button):
            row.addWidget(widget)
        card.body.addLayout(row)
        return card

    # --- what is shown -------------------------------------------------------------------------------------------

    def show_attestation(self, page: AttestationPage) -> None:
        self._attestation = page
        text, tone = STATES[page.state]
        set_chip(self._state, text.format(person=self._person), tone)
        self._state.show()
        self._sign.setVisible(page.state == "unsigned")
        self.header.set_detail(f"{page.person_name} · \u2066{page.number}\u2069")
        self.show_pdf(page.pdf)

    def show_pdf(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._lanes.paper.ask(partial(self._pages.count_pages, pdf), then=self._show_count)

    def _show_count(self, count: int) -> None:
        while len(self._images) > count:
            self._images.pop().deleteLater()
        while len(self._images) < count:
            sheet = QLabel()
            sheet.setStyleSheet("background: white; border: 1px solid #C9D3D9;")
            sheet.setAccessibleName(f"الصفحة {len(self._images) + 1}")
            self._column.addWidget(sheet)
            self._images.append(sheet)
        words = {1: "صفحة واحدة", 2: "صفحتان"}.get(count, f"{count} صفحات")
        set_text(self._count, theme().number(words))
        self._draw()

    def _draw(self) -> None:
        zoom = ZOOMS[self._zoom]
        set_text(self._scale, theme().number(f"{round(zoom * 100)}٪"))
        scale = zoom * 96 / 72 * self.devicePixelRatioF()
        for index in range(len(self._images)):
            self._lanes.paper.ask(
                partial(self._pages.render_page, self._pdf, index, scale), then=partial(self._paint, index)
            )

    def _paint(self, index: int, picture: Picture) -> None:
        if index >= len(self._images):
            return
        image = QImage(picture.bgra, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self._images[index].setPixmap(pixmap)
        self._images[index].setFixedSize(pixmap.deviceIndependentSize().toSize())

    def _change_zoom(self, by: int) -> None:
        self._zoom = max(0, min(len(ZOOMS) - 1, self._zoom + by))
        self._draw()

    @property
    def pdf(self) -> bytes:
        return self._pdf

    @property
    def state(self) -> str:
        """Of the attestation; empty for another paper."""
        return self._attestation.state if self._attestation else ""

    def count_shown(self) -> int:
        return len(self._images)

    # --- what is done --------------------------------------------------------------------------------------------

    def _sign_ink(self) -> None:
        if self._attestation is not None:
            self._sign.setEnabled(False)
            deed = partial(self._actions.sign_attestation, self._attestation.id)
            self._lanes.store.ask(deed, then=self._signed, failed=self._could_not)

    def _signed(self, page: AttestationPage) -> None:
        self._sign.setEnabled(True)
        self.show_attestation(page)
        self.said.emit("سُجّل التوقيع على الورق")
        self.changed.emit(page.changes)

    def _print(self) -> None:
        if not self._printers.isEnabled() or not self._pdf:
            return
        try:
            printer = make_printer(self._printers.currentText(), copies=self._copies.value())
            count = print_pdf(self._pdf, printer, self._pages)
        except Expected as problem:
            self.said.emit(problem.ar)
            return
        self.said.emit(f"أُرسلت إلى الطابعة {count} صفحة")

    def _save(self) -> None:
        name = f"{self._attestation.number}.pdf" if self._attestation else "istiqbal.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, "حفظ نسخة", name, "PDF (*.pdf)")
        if chosen:
            self._lanes.paper.ask(
                partial(write_copy, Path(chosen), self._pdf), then=self._was_saved, failed=self._could_not
            )

    def _was_saved(self, _: None) -> None:
        self.said.emit("حُفظت النسخة")

    def _could_not(self, problem: Expected) -> None:
        self._sign.setEnabled(True)
        self.said.emit(problem.ar)


def write_copy(path: Path, pdf: bytes) -> None:
    """Raises Unavailable."""
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise Unavailable(
            "paper.copy",
            ar="تعذّر حفظ النسخة هناك. اختر مجلدًا آخر؛ الورقة محفوظة في البرنامج.",
            en="The copy could not be written there. Choose another folder; the paper is kept.",
        ) from error
