"""What is on record of an attestation's signing, under its paper: to bring in the signed paper, to look at what is
kept, to take it back."""

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, TextField, clear_layout, label, set_text, shortcut
from desktop.ui.kit.dropping import FileDrops
from desktop.ui.kit.theme import theme
from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.living import while_alive
from desktop.ui.shown import shown_moment
from desktop.usecases.attest import AttestationPage
from desktop.usecases.prove_signature import ProofLine
from domain.errors import Expected
from domain.record_words import value
from domain.signing import INK, SCAN, SCREEN, THUMB


class SigningBar(Card):
    """Stands at the foot of `page`; files that are dropped on that page are the signed paper."""

    scan_requested = Signal(object, object)  # AttestationPage, tuple[str, ...]: files
    pad_requested = Signal(object)  # AttestationPage
    thumb_requested = Signal(object)  # AttestationPage
    proof_requested = Signal(str, str)  # its id and kind
    changed = Signal(object)  # Changes
    undo_offered = Signal(str, object)  # what was done, how it is taken back

    def __init__(self, actions: Actions, store: Asks, page: QWidget) -> None:
        super().__init__(padding=10, spacing=6)
        self._actions, self._store = actions, store
        self._shown: AttestationPage | None = None
        self._withdrawing = ""
        self._may_hint = False
        self._lines = QWidget()
        self.body.addWidget(self._lines)
        self._make_lines()
        self._asking = self._make_asking()
        self._ways = self._make_ways()
        self._drops = FileDrops(page)
        self._drops.dropped.connect(self.bring)
        shortcut(page, "Ctrl+O", self.choose)
        theme().changed.connect(self._repaint)
        self.hide()

    def _make_lines(self) -> None:
        self._rows = QVBoxLayout(self._lines)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)

    def _make_ways(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.scan = Button(
            said("أدخل الورقة الموقّعة", "Bring in the signed paper"),
            glyph="upload",
            name=said("أدخل الورقة الموقّعة (Ctrl+O)", "Bring in the signed paper (Ctrl+O)"),
        )
        self.scan.clicked.connect(self.choose)
        row.addWidget(self.scan)
        self._buttons = row
        self._hint = label(
            said("أو أسقط هنا ملف الماسح أو صورة الهاتف", "Or drop the scan or the phone's picture here"), "small"
        )
        row.addWidget(self._hint)
        row.addStretch(1)
        self.pad = Button(said("توقيع على الشاشة", "Sign on the screen"), "text", glyph="signature")
        self.pad.clicked.connect(self._ask_for_pad)
        self.thumb = Button(said("بصمة وشاهدان", "Thumb and two witnesses"), "text", glyph="hand-click")
        self.thumb.clicked.connect(self._ask_for_thumb)
        row.addWidget(self.pad)
        row.addWidget(self.thumb)
        self.body.addWidget(box)
        return box

    def _make_asking(self) -> QWidget:
        """Why it is taken back."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.reason = TextField(said("سبب السحب، مثل: صورة غير واضحة", "Why, like: the picture is not clear"))
        self.reason.setAccessibleName(said("سبب السحب", "Why it is taken back"))
        self.reason.returnPressed.connect(self._withdraw)
        self._withdraw_button = Button(said("اسحبه", "Take it back"), "danger")
        self._withdraw_button.clicked.connect(self._withdraw)
        leave = Button(said("إبقاؤه", "Keep it"), "text")
        leave.clicked.connect(self._leave)
        self._problem = label("", "small", tone="bad", wrap=True)
        self._problem.hide()
        for widget in (self.reason, self._withdraw_button, leave):
            row.addWidget(widget)
        self.body.addWidget(self._problem)
        self.body.addWidget(box)
        box.hide()
        return box

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_attestation(self, page: AttestationPage) -> None:
        self._shown = page
        self._withdrawing = ""
        self._asking.hide()
        self._problem.hide()
        given_kinds = {proof.kind for proof in page.proofs}
        # What was signed before the data changed is kept too, as evidence.
        may_scan, may_draw = SCAN not in given_kinds, SCREEN not in given_kinds and page.state != "void"
        may_press = page.rule.thumbprint and THUMB not in given_kinds and page.state == "unsigned"
        self.scan.setVisible(may_scan)
        self._may_hint = may_scan
        self.pad.setVisible(may_draw)
        self.thumb.setVisible(may_press)
        self._ways.setVisible(may_scan or may_draw or may_press)
        given = [proof for proof in page.proofs if proof.id or proof.kind != INK]
        clear_layout(self._rows)
        for proof in given:
            self._rows.addWidget(self._line(proof))
        self._lines.setVisible(bool(given))
        self.setVisible(bool(given) or self._ways.isVisibleTo(self))
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """The hint stands where every button has its words."""
        buttons = [
            button.sizeHint().width() for button in (self.scan, self.pad, self.thumb) if button.isVisibleTo(self._ways)
        ]
        wanted = sum(buttons) + self._hint.sizeHint().width() + self._buttons.spacing() * len(buttons)
        self._hint.setVisible(self._may_hint and wanted <= self._ways.width())

    def _line(self, proof: ProofLine) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        kind = said_of(value("kind", proof.kind))
        told = " · ".join((kind, shown_moment(proof.at), proof.by))
        words = label(theme().number(told), "small", wrap=True)
        if proof.witnesses:
            words.setToolTip(said("الشاهدان: ", "Witnesses: ") + listed(proof.witnesses))
        row.addWidget(words, 1)
        if proof.kind in (SCAN, SCREEN):
            look = Button(said("عرض", "Look"), "text", glyph="eye", name=said(f"عرض: {kind}", f"Look: {kind}"))
            look.clicked.connect(partial(self.proof_requested.emit, proof.id, proof.kind))
            row.addWidget(look)
        back = Button(said("سحب", "Take back"), "text", name=said(f"سحب: {kind}", f"Take back: {kind}"))
        back.clicked.connect(partial(self._ask_why, proof.id))
        row.addWidget(back)
        return box

    def _repaint(self) -> None:
        if self._shown is not None:
            self.show_attestation(self._shown)

    # --- what is asked -----------------------------------------------------------------------------------------------

    def _ask_for_pad(self) -> None:
        self.pad_requested.emit(self._shown)

    def _ask_for_thumb(self) -> None:
        self.thumb_requested.emit(self._shown)

    def choose(self) -> None:
        if not self.scan.isVisibleTo(self) or not self._ways.isVisibleTo(self):
            return
        kinds = said("مسح ضوئي وصور", "Scans and pictures")
        chosen, _ = QFileDialog.getOpenFileNames(
            self,
            said("اختر ملفات الورقة الموقّعة", "Choose the files of the signed paper"),
            "",
            f"{kinds} (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.webp *.bmp)",
        )
        self.bring(tuple(chosen))

    def bring(self, files: tuple[str, ...]) -> None:
        """The signed paper, in these files."""
        if files and self._shown is not None:
            self.scan_requested.emit(self._shown, files)

    def _ask_why(self, proof: str) -> None:
        self._withdrawing = proof
        self.reason.clear()
        self._asking.show()
        self.reason.setFocus()

    def _leave(self) -> None:
        self._withdrawing = ""
        self._asking.hide()
        self._problem.hide()

    def _withdraw(self) -> None:
        if self._withdrawing:
            self._ask(
                partial(self._actions.withdraw_proof, self._withdrawing, self.reason.text()),
                partial(self._withdrawn, self._withdrawing),
            )

    def _withdrawn(self, proof: str, page: AttestationPage) -> None:
        if shiboken6.isValid(self):
            self.show_attestation(page)
            self.changed.emit(page.changes)
            self.undo_offered.emit(
                said("سُحب إثبات التوقيع", "The proof of the signature is taken back"),
                partial(self._bring_back, proof),
            )

    def _bring_back(self, proof: str) -> None:
        if shiboken6.isValid(self):
            self._ask(partial(self._actions.bring_back_proof, proof), self._came_back)

    def _came_back(self, page: AttestationPage) -> None:
        if shiboken6.isValid(self):
            self.show_attestation(page)
            self.changed.emit(page.changes)

    def _ask(self, work: Callable[[], AttestationPage], then: Callable[[AttestationPage], None]) -> None:
        self._store.ask(work, then=then, failed=while_alive(self._failed))

    def _failed(self, problem: Expected) -> None:
        set_text(self._problem, said_of(problem))
        self._problem.show()
