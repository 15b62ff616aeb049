"""The first page: today's count, what waits for me, what was last, what has not reached head office."""

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Card, EmptyState, Page, Segments, clear_layout, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.home.chart import Legend, VisitChart
from desktop.ui.pages.home.kpi_card import KpiCard
from desktop.ui.pages.home.presenter import HomePresenter
from desktop.ui.pages.home.quick_card import QuickCard
from desktop.ui.pages.home.rows import LatestHeader, LatestRow, Room, WaitingRow
from desktop.ui.pages.home.search_box import SearchBox
from desktop.ui.pages.home.state import DAY, WEEK, HomeState
from desktop.usecases.sync_now import SyncReport
from domain.sync.changes import Changes

# Of the column of what waits: on a wide page, on a narrow one.
SIDE_WIDTHS, NARROW = (372, 296), 960


class HomeView(Page):
    changed = Signal(object)  # Changes
    interview_requested = Signal()
    resume_requested = Signal(str)  # interview
    attestation_requested = Signal(str)  # interview
    departure_requested = Signal(str)  # interview that lacks more than its paper
    person_requested = Signal(str)
    request_requested = Signal(str)  # its interview
    page_requested = Signal(str)  # counter, interviews, persons, settings, tasks
    search_requested = Signal(str)  # what was typed already
    day_sheet_requested = Signal(str)  # ISO day
    report_requested = Signal()

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo) -> None:
        super().__init__(said("الرئيسة", "Home"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.presenter = HomePresenter(actions, lanes.store, info, show=self.show_state)
        self._state: HomeState | None = None
        self._side_cards: list[Card] = []
        self._build_header()
        self._problem = label("", "body", tone="bad", wrap=True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self._kpis = QHBoxLayout()
        self._kpis.setSpacing(GAP)
        self._cards: dict[str, KpiCard] = {}
        self.body.addLayout(self._kpis)
        grid = QGridLayout()
        grid.setSpacing(GAP)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._chart_card(), 0, 0)
        grid.addWidget(self._waiting_card(), 0, 1)
        grid.addWidget(self._latest_card(), 1, 0)
        grid.addWidget(self._quick_card(), 1, 1)
        grid.setRowStretch(0, 3)
        grid.setRowStretch(1, 2)
        self.body.addLayout(grid, 1)
        theme().changed.connect(self._repaint)
        self.presenter.show()

    # --- building ------------------------------------------------------------------------------------------------

    def _build_header(self) -> None:
        self.search = SearchBox()
        self.search.opened.connect(self.search_requested)
        dates = QVBoxLayout()
        dates.setSpacing(0)
        self._gregorian, self._hijri = label("", "label"), label("", "small")
        dates.addStretch(1)
        dates.addWidget(self._gregorian)
        dates.addWidget(self._hijri)
        dates.addStretch(1)
        self.header.buttons.addLayout(dates)
        self.header.buttons.addSpacing(10)
        self.header.buttons.addWidget(self.search)

    def _chart_card(self) -> Card:
        card = Card(said("حركة الزوار", "Visitors"))
        self.segments = Segments(
            ((DAY, said("اليوم", "Today")), (WEEK, said("الأسبوع", "Week"))),
            self.presenter.choose_chart,
            name=said("مدى الرسم", "Span of the chart"),
        )
        self.segments.choose(DAY)
        card.heading.addWidget(self.segments)
        # In a line of its own: on a busy day it would push the page wider than a narrow window.
        self._legend = Legend()
        card.body.addWidget(self._legend)
        self.chart = VisitChart()
        card.body.addWidget(self.chart, 1)
        self._nobody = EmptyState(
            "walk",
            said("لم يُعدّ أحد بعد", "Nobody has been counted yet"),
            said("أول ضغطة في صفحة العدّ تظهر هنا بالساعة.", "The first press on the counter shows here by the hour."),
        )
        first = Button(
            said(" عدّ أول زائر", " Count the first visitor"),
            "primary",
            glyph="hand-click",
            name=said("عدّ أول زائر", "Count the first visitor"),
        )
        first.clicked.connect(self._show_counter)
        self._nobody.add_action(first)
        card.body.addWidget(self._nobody, 1)
        return card

    def _waiting_card(self) -> Card:
        card = self._waiting_box = Card(said("ينتظرني", "Waiting for me"), spacing=6)
        self._side_cards.append(card)
        self._more = label("", "small")
        card.heading.addWidget(self._more)
        self._waiting = QVBoxLayout()
        self._waiting.setSpacing(2)
        card.body.addLayout(self._waiting)
        self._nothing = EmptyState(
            "circle-check",
            said("لا شيء ينتظرك", "Nothing waits for you"),
            said("المسودّات والإقرارات غير الموقّعة تظهر هنا.", "Drafts and unsigned attestations show here."),
        )
        card.body.addWidget(self._nothing, 1)
        card.body.addStretch(1)
        return card

    def _latest_card(self) -> Card:
        card = Card(said("آخر المقابلات", "Latest interviews"), spacing=2)
        everything = Button(said("عرض الكل", "See all"), "text", name=said("عرض كل المقابلات", "See all interviews"))
        everything.clicked.connect(self._show_interviews)
        card.heading.addWidget(everything)
        self._latest_header = LatestHeader()
        card.body.addWidget(self._latest_header)
        self._rows: list[LatestRow] = []
        self._latest = QVBoxLayout()
        self._latest.setSpacing(0)
        card.body.addLayout(self._latest)
        self._no_latest = EmptyState(
            "messages",
            said("لم تُجرَ مقابلة بعد", "No interview has been held yet"),
            said("تبدأ باختيار صاحبها أو تسجيله.", "It begins with choosing or registering the person."),
        )
        begin = Button(
            said(" ابدأ أول مقابلة", " Start the first interview"),
            glyph="plus",
            name=said("ابدأ أول مقابلة", "Start the first interview"),
        )
        begin.clicked.connect(self.interview_requested)
        self._no_latest.add_action(begin)
        card.body.addWidget(self._no_latest, 1)
        card.body.addStretch(1)
        return card

    def _quick_card(self) -> Card:
        card = QuickCard()
        self._side_cards.append(card)
        card.page_requested.connect(self.page_requested)
        card.interview_requested.connect(self.interview_requested)
        card.sheet_requested.connect(self._request_sheet)
        card.report_requested.connect(self.report_requested)
        return card

    # --- asking --------------------------------------------------------------------------------------------------

    def _show_interviews(self) -> None:
        self.page_requested.emit("interviews")

    def _show_counter(self) -> None:
        self.page_requested.emit("counter")

    def _request_sheet(self) -> None:
        if self._state is not None:
            self.day_sheet_requested.emit(self._state.day)

    def _jump(self, jump: str, target: str) -> None:
        if jump == "begin":
            self.interview_requested.emit()
            return
        signal = {
            "resume": self.resume_requested,
            "attestation": self.attestation_requested,
            "departure": self.departure_requested,
            "person": self.person_requested,
            "request": self.request_requested,
            "page": self.page_requested,
        }[jump]
        signal.emit(target)

    # --- showing -------------------------------------------------------------------------------------------------

    def apply_changes(self, changes: Changes) -> None:
        """Something was written or arrived; a page that is not seen reads when it is shown again."""
        if changes and self.isVisible():
            self.presenter.refresh()

    def show_sync(self, report: SyncReport) -> None:
        self.presenter.show_sync(report)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()
        self.presenter.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        for card in self._side_cards:
            card.setFixedWidth(SIDE_WIDTHS[is_narrow])
        self.search.show_narrow(is_narrow)
        for kpi in self._cards.values():
            kpi.show_narrow(is_narrow)

    def show_state(self, state: HomeState) -> None:
        if not shiboken6.isValid(self):
            return
        before, self._state = self._state, state
        number = theme().number
        set_text(self.header.title, state.greeting)
        self.header.set_detail(number(state.place))
        set_text(self._gregorian, number(state.gregorian))
        set_text(self._hijri, number(state.hijri))
        set_text(self._problem, state.problem)
        self._problem.setVisible(bool(state.problem))
        self._show_kpis(state)
        self._show_chart(state)
        self._show_waiting(state, before)
        self._show_latest(state, before)

    def _show_chart(self, state: HomeState) -> None:
        is_quiet = state.is_loaded and state.is_quiet
        self._nobody.setVisible(is_quiet)
        self.segments.setVisible(not is_quiet)
        self.chart.setVisible(not is_quiet)
        self.chart.show_bars(state.bars)
        self.segments.choose(state.chart)
        self._legend.show_items(state.legend)
        self._legend.setVisible(bool(state.legend))

    def _show_kpis(self, state: HomeState) -> None:
        for kpi in state.kpis:
            if kpi.key not in self._cards:
                self._cards[kpi.key] = KpiCard(kpi)
                self._cards[kpi.key].show_narrow(self.width() < NARROW)
                self._kpis.addWidget(self._cards[kpi.key], 1)
            self._cards[kpi.key].show_kpi(kpi)

    def _show_waiting(self, state: HomeState, before: HomeState | None) -> None:
        rows = (*state.waiting, *state.steps)
        self._nothing.setVisible(state.is_loaded and not rows)
        set_text(
            self._waiting_box.title,
            said("ينتظرني", "Waiting for me")
            if state.waiting or not state.steps
            else said("خطوات البداية", "First steps"),
        )
        more = said(f"و{state.more_waiting} غيرها", f"and {state.more_waiting} more") if state.more_waiting else ""
        set_text(self._more, theme().number(more))
        if before is not None and (*before.waiting, *before.steps) == rows:
            return
        clear_layout(self._waiting)
        for item in rows:
            row = WaitingRow(item)
            row.jumped.connect(self._jump)
            self._waiting.addWidget(row)

    def _show_latest(self, state: HomeState, before: HomeState | None) -> None:
        self._no_latest.setVisible(state.is_loaded and not state.latest)
        self._latest_header.setVisible(bool(state.latest))
        if before is None or before.latest != state.latest:
            clear_layout(self._latest)
            self._rows = [LatestRow(item) for item in state.latest]
            for row in self._rows:
                row.jumped.connect(self._jump)
                self._latest.addWidget(row)
        room = Room.of(state.latest)
        self._latest_header.show_room(room)
        for row in self._rows:
            row.show_room(room)

    def _repaint(self) -> None:
        if self._state is not None:
            self.show_state(self._state)
