"""The signed paper that came back, laid flat, beside the one that was printed: is it the one?"""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.ui.actions import Actions, Pages
from desktop.ui.kit.basic import Button, Card, Glyph, Page, label, set_text, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said
from desktop.ui.pages.paper.sheets import Sheets
from desktop.ui.pages.scan.presenter import ScanLanes, ScanPresenter, ScanState, Side
from desktop.ui.paper_pictures import Picture
from desktop.usecases.attest import AttestationPage


class ScanPage(Page):
    closed = Signal()
    kept = Signal(object)  # AttestationPage

    def __init__(
        self, actions: Actions, pages: Pages, lanes: ScanLanes, *, files: Sequence[str], expected: str = ""
    ) -> None:
        super().__init__(said("الورقة الموقّعة", "The signed paper"), scrolls=False)
        self._shown = ScanState()
        self._is_turned = False
        self._make_buttons()
        self._make_answer()
        self._make_sides()
        self.presenter = ScanPresenter(actions, pages, lanes, self, files=files, expected=expected)
        self.keep.clicked.connect(self._keep)
        for keys, deed in (
            ("Ctrl+Return", self.presenter.keep),
            ("Ctrl++", self.presenter.zoom.enlarge),
            ("Ctrl+=", self.presenter.zoom.enlarge),
            ("Ctrl+-", self.presenter.zoom.reduce),
            ("Escape", self.closed.emit),
        ):
            shortcut(self, keys, deed)
        self._enlarge.clicked.connect(self.presenter.zoom.enlarge)
        self._reduce.clicked.connect(self.presenter.zoom.reduce)
        theme().changed.connect(self._repaint)
        self.presenter.begin()

    def _make_buttons(self) -> None:
        self.keep = Button(
            said("هي الورقة الموقّعة", "This is the signed paper"),
            "primary",
            glyph="check",
            name=said("هي الورقة الموقّعة (Ctrl+Enter)", "This is the signed paper (Ctrl+Enter)"),
        )
        self._reduce = Button("", "text", glyph="zoom-out", name=said("تصغير (Ctrl+-)", "Zoom out (Ctrl+-)"))
        self._enlarge = Button("", "text", glyph="zoom-in", name=said("تكبير (Ctrl++)", "Zoom in (Ctrl++)"))
        self._back = Button(
            said("لا تُحفظ", "Do not keep it"), glyph="x", name=said("لا تُحفظ (Esc)", "Do not keep it (Esc)")
        )
        self._back.clicked.connect(self.closed)
        for button in (self.keep, self._reduce, self._enlarge, self._back):
            self.header.buttons.addWidget(button)

    def _make_answer(self) -> None:
        self._answer = Card(padding=14)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self._glyph = Glyph("file-search")
        row.addWidget(self._glyph)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title = label("", "h3", wrap=True)
        self._sentence = label("", "body", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        row.addLayout(words, 1)
        self._answer.body.addLayout(row)
        self.body.addWidget(self._answer)

    def _make_sides(self) -> None:
        self._sides: dict[Side, Sheets] = {"printed": Sheets(), "scanned": Sheets()}
        names: dict[Side, str] = {
            "scanned": said("كما عادت: أُزيل ميلها وظلها", "As it came back, laid flat"),
            "printed": said("كما طُبعت", "As it was printed"),
        }
        self._looking = Card(padding=0)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for side, name in names.items():
            column = QVBoxLayout()
            column.setSpacing(6)
            column.addWidget(label(name, "label"))
            self._sides[side].setAccessibleName(name)
            column.addWidget(self._sides[side], 1)
            row.addLayout(column, 1)
        self._looking.body.addLayout(row, 1)
        self._looking.setStyleSheet("Card { border: none; background: transparent; }")
        self._sides["scanned"].resized.connect(self._make_room)
        self.body.addWidget(self._looking, 1)
        self._rest = QVBoxLayout()
        self._rest.addStretch(1)
        self.body.addLayout(self._rest)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_state(self, state: ScanState) -> None:
        if not shiboken6.isValid(self):
            return
        before, self._shown = self._shown.stage, state
        is_looked_at = state.stage in ("looking", "keeping")
        self.header.set_detail(theme().number(state.detail))
        for widget in (self.keep, self._enlarge, self._reduce, self._looking):
            widget.setVisible(is_looked_at)
        self.keep.setEnabled(state.stage == "looking")
        is_alarming = state.stage == "refused" or state.is_bare or state.is_older
        self._glyph.show_sign(*(("alert-triangle", "warn") if is_alarming else ("file-search", "primary")))
        if state.stage == "refused":
            self._back.setText(said("رجوع", "Back"))
            self._back.setAccessibleName(said("رجوع (Esc)", "Back (Esc)"))
        title, sentence = _words(state)
        set_text(self._title, title)
        set_text(self._sentence, theme().number(sentence))
        self._sentence.setVisible(bool(sentence))
        self._sides["printed"].show_pages(1 if is_looked_at else 0, state.zoom)
        self._sides["scanned"].show_pages(state.scanned_pages, state.zoom)
        self._word_keeping(state)
        if is_looked_at and before == "reading":
            (self._back if state.is_bare else self.keep).setFocus()

    def _keep(self) -> None:
        """By its button, which says what is known; by keys alone a paper without ink is not kept."""
        self.presenter.keep(knows_bare=self._shown.is_bare)

    def _word_keeping(self, state: ScanState) -> None:
        if state.is_bare:
            words = said("احفظها بلا توقيع ظاهر", "Keep it without ink")
            self.keep.setText(words)
            self.keep.setAccessibleName(words)
        elif state.is_older:
            words = said("احفظها دليلًا", "Keep it as evidence")
            self.keep.setText(words)
            self.keep.setAccessibleName(f"{words} (Ctrl+Enter)")

    def paint(self, side: Side, index: int, picture: Picture) -> None:
        if shiboken6.isValid(self):
            self._sides[side].paint(index, picture)
            self._turn()

    def end(self, page: AttestationPage) -> None:
        if shiboken6.isValid(self):
            self.kept.emit(page)

    def _turn(self) -> None:
        """Both show where people sign, until the clerk looks elsewhere."""
        if self._is_turned or self._sides["scanned"].painted() < self._shown.scanned_pages:
            return
        if self._sides["printed"].painted():
            self._is_turned = True
            self._show_signing()

    def _show_signing(self) -> None:
        self._sides["printed"].turn_to(0, part=self._shown.sign_at)
        self._sides["scanned"].turn_to(self._shown.scanned_page, part=self._shown.sign_at)

    def _make_room(self) -> None:
        self.presenter.zoom.make_room(self._sides["scanned"].room())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.presenter.zoom.sharpen(self.devicePixelRatioF())

    def _repaint(self) -> None:
        self.show_state(self._shown)


def _words(state: ScanState) -> tuple[str, str]:
    match state.stage:
        case "reading":
            return said("تُقرأ الورقة…", "Reading the paper…"), ""
        case "refused":
            return said("لم تُحفظ", "It is not kept"), state.problem
        case _:
            ask = said(
                "قارنها بما طُبع: أهي الورقة نفسها، وهل يُقرأ التوقيع؟ لا يُحفظ شيء قبل جوابك.",
                "Hold it against what was printed: is it that paper, and can the signature be read? Nothing is kept "
                "before you say so.",
            )
            title = said("أهذه هي الورقة الموقّعة؟", "Is this the signed paper?")
            if state.is_bare:
                title = said("لا يُرى على الورقة توقيع", "No signature is seen on the paper")
            elif state.is_older:
                title = said("نسخة أقدم من الورقة لم تعد معتمدة", "An older paper, which no longer counts")
            is_alarming = state.is_bare or state.is_older
            return title, "\n".join((*state.notes, ask) if is_alarming else (ask, *state.notes))
