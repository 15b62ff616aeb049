"""The forms of the office; a file dropped or chosen is checked, seen and imported. By the keyboard alone if wished."""

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Card, EmptyState, Page, clear_layout, rule, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.forms.cards import CheckingCard, ExportCard, FormLine, PreviewCard, ResultCard
from desktop.ui.pages.forms.places import SUFFIXES, FormPlaces
from desktop.ui.pages.forms.presenter import FormsPresenter, Places
from desktop.ui.pages.forms.state import CheckState, FormRow, FormsState
from desktop.ui.pages.notice import NoticeBar
from desktop.ui.pages.way_back import add_way_back
from domain.user import MAY_EXPORT

SIDE_BY_SIDE = 940


class FormsPage(Page):
    """`closed` goes back to where it was opened from."""

    closed = Signal()
    blank_requested = Signal(str)  # a form's id: as a sheet to be filled in by hand

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo, places: Places | None = None) -> None:
        super().__init__(
            said("الاستمارات", "Forms"),
            said(
                "ما يُسأل في هذا المكتب، وفحص استمارة جديدة قبل استيرادها", "What is asked here; new forms are checked"
            ),
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.presenter = FormsPresenter(
            actions,
            lanes,
            places or FormPlaces(self),
            may_import=info.user.has_role("administrator"),
            may_export=any(map(info.user.has_role, MAY_EXPORT)),
            show=self.show_state,
        )
        self._state = FormsState()
        self._make_buttons()
        self._make_inside()
        self._drawn: tuple[CheckState | None, tuple[FormRow, ...]] | None = None
        theme().changed.connect(self._repaint)
        self._draw()

    def _make_inside(self) -> None:
        self._notice = NoticeBar()
        self._notice.dismissed.connect(self.presenter.dismiss)
        self.body.addWidget(self._notice)
        self.checking = CheckingCard()
        self.checking.stopped.connect(self.presenter.stop)
        self.body.addWidget(self.checking)
        self._make_drop()
        self._check = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._check.setSpacing(GAP)
        self.body.addLayout(self._check)
        self.export = ExportCard()
        self.export.exported.connect(self.presenter.export)
        self.export.closed.connect(self.presenter.end_export)
        self.body.addWidget(self.export)
        self._forms = Card(said("استمارات المكتب", "Forms of the branch"), spacing=8)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._forms.body.addLayout(self._lines)
        self.body.addWidget(self._forms)
        self.body.addStretch(1)

    def _make_buttons(self) -> None:
        name = said("فحص ملف استمارة (Ctrl+O)", "Check a form's file (Ctrl+O)")
        self.choose = Button(said("فحص ملف", "Check a file"), "primary", glyph="file-search", name=name)
        self.choose.clicked.connect(self.presenter.choose)
        self.header.buttons.addWidget(self.choose)
        shortcut(self, "Ctrl+O", self.presenter.choose)
        self.back = add_way_back(self, self.closed.emit, escape=self._escape)

    def _make_drop(self) -> None:
        words = said(
            "xlsx أو csv أو md (XLSForm) أو xml (XForm)، أو اضغط «فحص ملف».",
            "xlsx, csv or md (XLSForm), or xml (XForm); or press “Check a file”.",
        )
        self.drop = EmptyState("upload", said("أفلت هنا ملف استمارة", "Drop a form's file here"), words)
        # The card has its own margins, and the forms below are to be seen on a small screen.
        self.drop.setContentsMargins(0, -24, 0, -24)
        self._drop_card = Card()
        self._drop_card.body.addWidget(self.drop)
        self.body.addWidget(self._drop_card)

    def _escape(self) -> None:
        """What is open first: the check that runs, answers about to be taken out; then the page."""
        if self._state.checking:
            self.presenter.stop()
        elif self._state.export:
            self.presenter.end_export()
        else:
            self.closed.emit()

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

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.presenter.stop()

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
        self.checking.watch(state.checking, self.presenter.progress)
        self._drop_card.setVisible(state.check is None and not state.checking and not state.export)
        self.choose.setEnabled(not state.is_busy)
        self.export.show_form(state.export)
        self._forms.setVisible(state.is_loaded)
        if self._drawn != (state.check, state.forms):
            self._drawn = (state.check, state.forms)
            self._draw_check(state.check)
            self._draw_forms(state.forms)

    def _draw_check(self, check: CheckState | None) -> None:
        clear_layout(self._check)
        if check is not None:
            result = ResultCard(check)
            result.imported.connect(self.presenter.bring_in)
            result.closed.connect(self.presenter.put_away)
            self._check.addWidget(result, 1, Qt.AlignmentFlag.AlignTop)
            self._check.addWidget(PreviewCard(check), 1, Qt.AlignmentFlag.AlignTop)

    def _draw_forms(self, forms: tuple[FormRow, ...]) -> None:
        clear_layout(self._lines)
        for number, form in enumerate(forms):
            if number:
                self._lines.addWidget(rule())
            line = FormLine(form)
            line.print_asked.connect(self._request_blank)
            line.export_asked.connect(self.presenter.begin_export)
            line.withdraw_asked.connect(self.presenter.withdraw)
            line.bring_back_asked.connect(self.presenter.bring_back)
            self._lines.addWidget(line)

    def _request_blank(self, form: FormRow) -> None:
        self.blank_requested.emit(form.id)

    def _repaint(self) -> None:
        self._drawn = None
        self._draw()


def _dropped(event: QDropEvent) -> str:
    """The form's file that is over the page, or empty."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return next((file for file in files if file.lower().endswith(SUFFIXES)), "")
