"""A paper that comes back: dropped here, chosen, or its square scanned; one card says whether it still counts."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, Field, Glyph, Page, TextField, clear_layout, label, set_text, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.check.presenter import CheckPresenter, CheckState, Verdict
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.way_back import add_way_back

_GLYPHS = {"ok": "shield-check", "warn": "alert-triangle", "bad": "x"}


class CheckPage(Page):
    closed = Signal()
    record_requested = Signal(str)  # the attestation's id
    scan_requested = Signal(object)  # tuple[str, ...]: the files of a signed paper

    def __init__(self, actions: Actions, lanes: Lanes) -> None:
        super().__init__(
            said("فحص ورقة", "Check a paper"),
            said(
                "من أصدرها ومتى، وهل هي كما صدرت وما زالت معتمدة؛ بلا اتصال",
                "Who made it and when, whether it is as it was made and still counts; without a network",
            ),
        )
        self.setAcceptDrops(True)
        self.presenter = CheckPresenter(actions, lanes.store, show=while_alive(self._show))
        self._state = CheckState()
        add_way_back(self, self.closed.emit)
        shortcut(self, "Ctrl+O", self.choose)
        self._make_asking()
        self._answer = Card(spacing=10)
        self._answer.hide()
        self.body.addWidget(self._answer)
        self.body.addStretch(1)
        theme().changed.connect(self._repaint)

    def _make_asking(self) -> None:
        card = Card(spacing=14)
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(Glyph("file-search"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(said("أسقط الملف أو الصورة هنا", "Drop the file or the picture here"), "h3"))
        words.addWidget(
            label(
                said(
                    "ملف PDF مختوم، أو مسح ضوئي للورقة، أو صورتها بالهاتف وفيها الرمز المربع كاملًا.",
                    "A sealed PDF, a scan of the paper, or a phone's photograph with the whole square code in it.",
                ),
                "small",
                wrap=True,
            )
        )
        top.addLayout(words, 1)
        self.choose_button = Button(
            said("اختر ملفًا", "Choose a file"),
            "primary",
            glyph="upload",
            name=said("اختر ملفًا (Ctrl+O)", "Choose a file (Ctrl+O)"),
        )
        self.choose_button.clicked.connect(self.choose)
        top.addWidget(self.choose_button)
        card.body.addLayout(top)
        card.body.addWidget(self._make_code())
        self._looking = label("", "small")
        self._looking.hide()
        card.body.addWidget(self._looking)
        self.body.addWidget(card)

    def _make_code(self) -> Field:
        self.code = TextField("ISTQ1:…", left_to_right=True)
        self.code.setAcceptDrops(False)  # what is dropped is a file, wherever it falls
        self.code.returnPressed.connect(self._check_typed)
        return Field(
            said("أو امسح الرمز بقارئ الرموز", "Or scan the code with a reader"),
            self.code,
            hint=said("لوحة المفاتيح على الإنجليزية عند المسح", "The keyboard in English while you scan"),
        )

    # --- what is asked ---------------------------------------------------------------------------------------------

    def choose(self) -> None:
        kinds = said("أوراق وصور", "Papers and pictures")
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            said("اختر الورقة", "Choose the paper"),
            "",
            f"{kinds} (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.webp *.bmp)",
        )
        self.presenter.check_file(chosen)

    def _check_typed(self) -> None:
        self.presenter.check_code(self.code.text())
        self.code.selectAll()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if len(files) > 1:  # the pages of one paper, each photographed by itself
            self.scan_requested.emit(tuple(files))
        else:
            self.presenter.check_file(files[0] if files else "")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.code.setFocus()

    # --- what is told ----------------------------------------------------------------------------------------------

    def _show(self, state: CheckState) -> None:
        self._state = state
        set_text(self._looking, said("تُفحص الورقة…", "Checking the paper…"))
        self._looking.setVisible(state.is_looking)
        clear_layout(self._answer.body)
        self._answer.setVisible(state.verdict is not None)
        if state.verdict is not None:
            self._fill(state.verdict, state.file)

    def _fill(self, verdict: Verdict, file: str) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(Glyph(_GLYPHS[verdict.tone], tone=verdict.tone))
        words = QVBoxLayout()
        words.setSpacing(2)
        title = label(verdict.title, "h2", tone=verdict.tone, wrap=True)
        title.setAccessibleDescription(verdict.sentence)
        words.addWidget(title)
        words.addWidget(label(theme().number(verdict.sentence), "body", wrap=True))
        if file:
            words.addWidget(label(f"\u2068{file}\u2069", "micro", wrap=True))
        top.addLayout(words, 1)
        self._answer.body.addLayout(top)
        if verdict.facts:
            self._answer.body.addWidget(_facts(verdict))
        if verdict.record:
            self._answer.body.addLayout(self._opening(verdict))

    def _ask_to_keep(self) -> None:
        self.scan_requested.emit((self._state.path,))

    def _opening(self, verdict: Verdict) -> QHBoxLayout:
        row = QHBoxLayout()
        opening = Button(said("افتح سجل الورقة", "Open the paper's record"), glyph="file-text")
        opening.clicked.connect(self._open_record)
        self._record = verdict.record
        row.addWidget(opening)
        if verdict.can_be_kept:
            as_signed = said("احفظها ورقةً موقّعة", "Keep it as the signed paper")
            as_evidence = said("احفظها دليلًا على ما وُقّع", "Keep it as evidence of what was signed")
            words = as_evidence if verdict.is_superseded else as_signed
            keeping = Button(words, "secondary" if verdict.is_superseded else "primary", glyph="signature")
            keeping.clicked.connect(self._ask_to_keep)
            row.addWidget(keeping)
        row.addStretch(1)
        return row

    def _open_record(self) -> None:
        self.record_requested.emit(self._record)

    def _repaint(self) -> None:
        self._show(self._state)


def _facts(verdict: Verdict) -> QWidget:
    """What to hold against the paper, name beside value."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 4, 0, 0)
    grid.setHorizontalSpacing(GAP)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(verdict.facts):
        grid.addWidget(label(name, "small"), row, 0)
        grid.addWidget(label(theme().number(value), "body", wrap=True), row, 1)
    return box
