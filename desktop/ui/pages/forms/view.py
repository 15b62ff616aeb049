"""The forms of the office; a file dropped or chosen is checked, seen and imported. By the keyboard alone if wished."""

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import (
    Button,
    Card,
    EmptyState,
    Page,
    chip,
    clear_layout,
    label,
    rule,
    set_chip,
    set_text,
    shortcut,
)
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.forms.places import SUFFIXES, FormPlaces
from desktop.ui.pages.forms.presenter import FormsPresenter, Places
from desktop.ui.pages.forms.state import CheckState, FindingRow, FormRow, FormsState, QuestionRow
from desktop.ui.pages.notice import NoticeBar

SIDE_BY_SIDE = 940
INDENT = 18


class FormsPage(Page):
    """`closed` goes back to where it was opened from."""

    closed = Signal()

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo, places: Places | None = None) -> None:
        super().__init__("الاستمارات", "ما يُسأل في هذا المكتب، وفحص استمارة جديدة قبل استيرادها")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        may_import = info.user.has_role("administrator")
        self.presenter = FormsPresenter(
            actions, lanes, places or FormPlaces(self), may_import=may_import, show=self.show_state
        )
        self._state = FormsState()
        self._make_buttons()
        self._notice = NoticeBar()
        self._notice.dismissed.connect(self.presenter.dismiss)
        self.body.addWidget(self._notice)
        self._busy = label("يُفحص الملف…", "body", tone="neutral")
        self.body.addWidget(self._busy)
        self.drop = EmptyState(
            "upload", "أفلت هنا ملف استمارة", "xlsx أو csv أو md (XLSForm) أو xml (XForm)، أو اضغط «فحص ملف»."
        )
        self._drop_card = Card()
        self._drop_card.body.addWidget(self.drop)
        self.body.addWidget(self._drop_card)
        self._check = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._check.setSpacing(GAP)
        self.body.addLayout(self._check)
        self._forms = Card("استمارات المكتب", spacing=8)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._forms.body.addLayout(self._lines)
        self.body.addWidget(self._forms)
        self.body.addStretch(1)
        theme().changed.connect(self._repaint)
        self._draw()

    def _make_buttons(self) -> None:
        self.back = Button("رجوع", glyph="chevron-right", name="رجوع (Esc)")
        self.back.clicked.connect(self.closed)
        self.choose = Button(" فحص ملف", "primary", glyph="file-search", name="فحص ملف استمارة (Ctrl+O)")
        self.choose.clicked.connect(self.presenter.choose)
        for button in (self.choose, self.back):
            self.header.buttons.addWidget(button)
        shortcut(self, "Ctrl+O", self.presenter.choose)
        shortcut(self, "Escape", self.closed.emit)

    # --- a file dropped ------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _dropped(event)
        if file:
            event.acceptProposedAction()
            self.presenter.check(file)

    # --- showing -------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()
        self.presenter.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        is_wide = self.width() >= SIDE_BY_SIDE
        self._check.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def show_state(self, state: FormsState) -> None:
        if shiboken6.isValid(self) and state != self._state:
            self._state = state
            self._draw()

    def _draw(self) -> None:
        state = self._state
        self._notice.show_notice(state.notice, state.tone)
        self._busy.setVisible(state.is_busy)
        self._drop_card.setVisible(state.check is None and not state.is_busy)
        self.choose.setEnabled(not state.is_busy)
        clear_layout(self._check)
        if state.check is not None:
            self._check.addWidget(self._result(state.check), 1, Qt.AlignmentFlag.AlignTop)
            self._check.addWidget(_preview(state.check), 1)
        self._forms.setVisible(state.is_loaded)
        clear_layout(self._lines)
        for number, form in enumerate(state.forms):
            if number:
                self._lines.addWidget(rule())
            self._lines.addWidget(_form_line(form))

    def _result(self, check: CheckState) -> Card:
        card = Card("نتيجة الفحص", spacing=10)
        verdict = chip("", check.tone)
        set_chip(verdict, theme().number(check.verdict), check.tone)
        card.heading.addWidget(verdict)
        card.body.addWidget(label(check.file, "small"))
        buttons = QHBoxLayout()
        self.bring_in = Button(" استيراد", "primary", glyph="download", name="استيراد الاستمارة (Ctrl+S)")
        self.bring_in.clicked.connect(self.presenter.bring_in)
        self.bring_in.setEnabled(not check.why_not)
        away = Button("إغلاق", name="إغلاق نتيجة الفحص")
        away.clicked.connect(self.presenter.put_away)
        buttons.addWidget(self.bring_in)
        buttons.addWidget(away)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        shortcut(card, "Ctrl+S", self.presenter.bring_in, whole_window=True)
        if check.why_not:
            card.body.addWidget(label(check.why_not, "small", wrap=True))
        for finding in check.findings:
            card.body.addWidget(rule())
            card.body.addWidget(_finding_line(finding))
        if check.more:
            card.body.addWidget(label(theme().number(check.more), "small"))
        card.body.addStretch(1)
        return card

    def _repaint(self) -> None:
        self._draw()


def _dropped(event: QDropEvent) -> str:
    """The form's file that is over the page, or empty."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return next((file for file in files if file.lower().endswith(SUFFIXES)), "")


def _finding_line(finding: FindingRow) -> QWidget:
    made, column = _column()
    head = QHBoxLayout()
    head.setSpacing(10)
    head.addWidget(chip(finding.kind, finding.tone), 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(label(theme().number(finding.place), "label", wrap=True), 1)
    column.addLayout(head)
    text = label("", "body", wrap=True)
    set_text(text, finding.text)
    column.addWidget(text)
    return made


def _preview(check: CheckState) -> Card:
    card = Card("كما ستُسأل", spacing=8)
    if not check.preview:
        card.body.addWidget(EmptyState("eye-off", "تظهر الأسئلة حين لا يبقى خطأ"))
    for line in check.preview:
        card.body.addWidget(_question_line(line))
    card.body.addStretch(1)
    return card


def _question_line(line: QuestionRow) -> QWidget:
    made, column = _column()
    column.setContentsMargins(0, 0, line.depth * INDENT, 0)
    column.addWidget(label(line.text, "h3" if line.is_group else "body", wrap=True))
    if line.detail:
        column.addWidget(label(theme().number(line.detail), "small", wrap=True))
    return made


def _form_line(form: FormRow) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(form.title, "label", wrap=True))
    words.addWidget(label(form.detail, "small", wrap=True))
    words.addWidget(label(form.origin, "micro", wrap=True))
    row.addLayout(words, 1)
    if form.is_in_use:
        row.addWidget(chip("تُستعمل الآن", "ok"), 0, Qt.AlignmentFlag.AlignTop)
    else:
        row.addWidget(chip("إصدار سابق", "neutral"), 0, Qt.AlignmentFlag.AlignTop)
    return made


def _column() -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    return made, column
