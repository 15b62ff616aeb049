"""The visitor counter: one press, one visitor. Keys 1–9 in any digits, a click, Enter; Ctrl+Z takes back."""

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Card, Page, chip, label, set_chip, set_text, shortcut
from desktop.ui.kit.charts import BarChart
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.counter.day_bar import DayBar
from desktop.ui.pages.counter.presenter import CounterPresenter
from desktop.ui.pages.counter.side import SideColumn, SideStack
from desktop.ui.pages.counter.state import CounterState
from desktop.ui.pages.counter.tiles import TileGrid
from desktop.ui.pages.counter.visit_panel import VisitPanel
from desktop.ui.pages.notice import NoticeBar
from desktop.ui.pages.wording import PRESSES
from domain.arabic import to_ascii_digits
from domain.sync.changes import Changes
from domain.text import Text

# Of the side column, by the width of the page.
SIDE_WIDTHS = ((1150, 304), (1060, 276), (960, 252))
MOST_WIDTH = 16_777_215
PRINT_TEXT = Text(" ورقة اليوم", " Day sheet")
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class CounterView(Page):
    changed = Signal(object)  # Changes
    day_sheet_requested = Signal(str)  # ISO day
    reception_requested = Signal()

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo) -> None:
        super().__init__(said("عدّ الزوار", "Visitor count"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.presenter = CounterPresenter(actions, lanes.store, info, show=self.show_state, tell=self._tell)
        self._state: CounterState | None = None
        self._build_header()
        self._notice = NoticeBar()
        self._notice.dismissed.connect(self.presenter.dismiss_notice)
        self.body.addWidget(self._notice)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(GAP)
        self.body.addLayout(self._row, 1)
        self._row.addLayout(self._main_column(len(info.profile.counter)), 1)
        self._side = SideStack()
        self._summary, self.panel = SideColumn(), VisitPanel(info.profile)
        self._side.addWidget(self._summary)
        self._side.addWidget(self.panel)
        self._row.addWidget(self._side)
        self._connect()
        shortcut(self, "Ctrl+Z", self.presenter.undo)
        theme().changed.connect(self._repaint)
        self.presenter.show()

    # --- building ------------------------------------------------------------------------------------------------

    def _build_header(self) -> None:
        self._status, self._hijri, self._saved = chip("", "ok"), chip(""), chip("")
        for made in (self._status, self._hijri, self._saved):
            self.header.chips.addWidget(made)
        self.header.chips.addStretch(1)
        self.days = DayBar()
        self._print = Button(said_of(PRINT_TEXT), glyph="printer", name=said("طباعة ورقة اليوم", "Print the day sheet"))
        self.receive = Button(
            kind="icon",
            glyph="user-check",
            name=said("استقبال من عُدّ الآن (Ctrl+Enter)", "Receive the one just counted (Ctrl+Enter)"),
        )
        self.receive.clicked.connect(self.reception_requested)
        shortcut(self, "Ctrl+Return", self.reception_requested.emit)
        self.header.buttons.addWidget(self.receive)
        self.header.buttons.addWidget(self.days)
        self.header.buttons.addWidget(self._print)

    def _main_column(self, categories: int) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GAP)
        self.tiles = TileGrid()
        column.addWidget(self.tiles, 1)
        card = Card(said("الحركة بالساعة", "By the hour"), padding=16, spacing=4)
        keys = said(
            f"الأرقام 1–{categories} للعدّ · Ctrl+Z للتراجع · ناقص يُنقص الفئة المحددة",
            f"1–{categories} count · Ctrl+Z undoes · minus takes one off the marked kind",
        )
        self._keys, self._keys_text = label("", "small"), keys
        card.heading.addWidget(self._keys)
        self._chart = BarChart(name=said("الزوار بالساعة", "Visitors by the hour"))
        self._chart.setFixedHeight(128)
        card.body.addWidget(self._chart)
        column.addWidget(card)
        return column

    def _connect(self) -> None:
        self.tiles.pressed.connect(self.presenter.press)
        self.tiles.minus.connect(self.presenter.undo)
        self.tiles.undo.connect(self._undo)
        self._summary.latest.undo.connect(self._undo)
        self._summary.latest.opened.connect(self.presenter.open_visit)
        self.days.stepped.connect(self.presenter.look_a_day)
        self.days.chosen.connect(self.presenter.look_at)
        self._print.clicked.connect(self._request_sheet)
        visit = self.presenter.visit
        self.panel.closed.connect(visit.close)
        self.panel.searched.connect(visit.search)
        self.panel.person_chosen.connect(visit.choose_person)
        self.panel.save_requested.connect(visit.save)
        self.panel.correct_requested.connect(self._correct)

    def _undo(self) -> None:
        self.presenter.undo()

    def _request_sheet(self) -> None:
        self.day_sheet_requested.emit(self.presenter.day)

    def _correct(self, reason: str, category: str) -> None:
        self.presenter.visit.correct(reason, category or None)

    # --- showing -------------------------------------------------------------------------------------------------

    def apply_changes(self, changes: Changes) -> None:
        """Something was written or arrived; reads again what it touches."""
        self.presenter.apply_changes(changes)

    def _tell(self, changes: Changes) -> None:
        # The desk may have been locked while the write was on its way.
        if shiboken6.isValid(self):
            self.changed.emit(changes)

    def show_state(self, state: CounterState) -> None:
        if not shiboken6.isValid(self):
            return
        self._state = state
        self.tiles.show_tiles(state.tiles, is_on=state.is_today, can_undo=state.can_undo)
        self._show_header(state)
        self._notice.show_notice(state.notice.text if state.notice else "", state.notice.tone if state.notice else "ok")
        self._chart.show_bars(state.hours, state.hour_counts, marked=state.marked_hour)
        set_text(self._keys, theme().number(self._keys_text))
        self._summary.show_state(state)
        if state.panel is not None:
            self.panel.show_panel(state.panel)
        shown = self._summary if state.panel is None else self.panel
        if self._side.currentWidget() is not shown:
            self._side.setCurrentWidget(shown)
            self._hand_over(state.panel is not None)

    def _hand_over(self, is_open: bool) -> None:
        """The focus goes along, never into a field: the number keys go on counting while a press is open."""
        if not is_open:
            self.setFocus()
            return
        self.panel.close_button.setFocus()
        area = self.findChild(QScrollArea)
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(self._side, 0, 0)

    def _show_header(self, state: CounterState) -> None:
        set_chip(
            self._status,
            said("● العدّ مفتوح", "● Count open") if state.is_today else said("للاطلاع فقط", "To read only"),
            "ok" if state.is_today else "warn",
        )
        set_chip(self._hijri, theme().number(state.hijri), "neutral")
        saved = (
            said(f"يُحفظ: {PRESSES.of(state.pending)}", f"Saving: {PRESSES.of(state.pending)}")
            if state.pending
            else said("محفوظ هنا", "Saved here")
        )
        set_chip(self._saved, theme().number(saved), "neutral" if not state.pending else "info")
        self.days.show_day(state.day, state.gregorian, is_today=state.is_today)

    def _repaint(self) -> None:
        if self._state is not None:
            self.show_state(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = next((side for least, side in SIDE_WIDTHS if self.width() >= least), None)
        # On a window of the least width the column stands below the keys.
        self._hijri.setVisible(side is not None)
        self._print.setText("" if side is None else said_of(PRINT_TEXT))
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if side is None else directions.LeftToRight)
        self._side.setMinimumWidth(side or 0)
        self._side.setMaximumWidth(side or MOST_WIDTH)

    # --- keys ----------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()
        self.presenter.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = _number_of(event)
        if number:
            if not event.isAutoRepeat():
                self.tiles.show_press(number, True)
                self.presenter.press_key(number)
        elif event.key() == Qt.Key.Key_Escape and self._state is not None and self._state.panel is not None:
            self.presenter.visit.close()
            self.setFocus()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self.tiles.release()
        super().keyReleaseEvent(event)


def _number_of(event: QKeyEvent) -> int:
    """1 to 9 of any layout's digits, 0 for every other key."""
    text = to_ascii_digits(event.text())
    if event.modifiers() & _MODIFIERS or len(text) != 1 or text not in "123456789":
        return 0
    return int(text)
