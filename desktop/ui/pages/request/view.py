"""One request: its path, when its answer is due, and what comes next."""

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Page, chip, clear_layout, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.notice import NoticeBar
from desktop.ui.pages.request.cards import DueCard, EndCard, NextCard, PapersCard
from desktop.ui.pages.request.path_card import PathCard
from desktop.ui.pages.request.presenter import RequestPresenter, RequestState
from desktop.ui.pages.requests.reading import due_chip, stage_chip
from domain.arabic import isolate
from domain.sync.changes import Changes

TWO_COLUMNS = 900
SIDE_WIDTH = 440


class RequestView(Page):
    """`closed` goes back to the list."""

    closed = Signal()
    changed = Signal(object)  # Changes
    said = Signal(str)
    committee_requested = Signal()
    departure_requested = Signal(str)  # interview
    person_requested = Signal(str)  # person
    history_requested = Signal(str)  # interview
    sheet_requested = Signal(str, str)  # which paper, interview

    def __init__(self, actions: Actions, lanes: Lanes, interview: str) -> None:
        super().__init__(said("طلب", "Request"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.presenter = RequestPresenter(actions.requests, lanes.store, interview, self)
        self._is_fresh = True
        self._make_buttons()
        self._notice = NoticeBar()
        self._notice.dismissed.connect(self._notice.hide)
        self.body.addWidget(self._notice)
        self.path, self.due, self.next = PathCard(), DueCard(), NextCard()
        self.papers, self.end = PapersCard(), EndCard()
        self._lay_out()
        self._connect()
        theme().changed.connect(self.presenter.refresh)

    def _make_buttons(self) -> None:
        back = Button(said("رجوع", "Back"), glyph="chevron-right", name=said("رجوع (Alt+Left)", "Back (Alt+Left)"))
        back.clicked.connect(self.closed)
        self.person = Button(said("الملف", "File"), "text", glyph="user")
        self.person.clicked.connect(self._ask_person)
        history = Button(kind="icon", glyph="history", name=said("سجل التغييرات", "Changes of the record"))
        history.clicked.connect(self._ask_history)
        for button in (self.person, history, back):
            self.header.buttons.addWidget(button)

    def _lay_out(self) -> None:
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP)
        middle = QVBoxLayout()
        middle.addWidget(self.path)
        middle.addStretch(1)
        self._side = QWidget()
        beside = QVBoxLayout(self._side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(GAP)
        for card in (self.next, self.due, self.papers, self.end):
            beside.addWidget(card)
        beside.addStretch(1)
        self._columns.addLayout(middle, 1)
        self._columns.addWidget(self._side)
        self.body.addLayout(self._columns, 1)

    def _connect(self) -> None:
        ask = self.presenter
        self.next.submit_requested.connect(ask.submit)
        self.next.receive_requested.connect(ask.receive)
        self.next.committee_requested.connect(self.committee_requested)
        self.next.departure_requested.connect(self._ask_departure)
        self.next.answered.connect(ask.answer)
        self.next.served.connect(ask.serve)
        self.next.closed.connect(ask.close)
        self.end.withdrawn.connect(ask.withdraw)
        self.end.voided.connect(ask.void)
        self.papers.sheet_requested.connect(self._ask_sheet)
        shortcut(self, "Alt+Left", self.closed.emit)
        shortcut(self, "Ctrl+Return", self._go_on)

    def apply_changes(self, changes: Changes) -> None:
        self.presenter.apply_changes(changes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.setFocus()
            self.presenter.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        is_wide = self.width() >= TWO_COLUMNS
        self._columns.setDirection(directions.LeftToRight if is_wide else directions.BottomToTop)
        self._side.setMaximumWidth(SIDE_WIDTH if is_wide else 16_777_215)
        self._side.setMinimumWidth(SIDE_WIDTH if is_wide else 0)

    # --- told ----------------------------------------------------------------------------------------------------

    def show_state(self, state: RequestState) -> None:
        if not shiboken6.isValid(self):
            return
        line = state.page.line
        self.header.title.setText(theme().number(line.person_name or said("بلا اسم", "No name")))
        number = isolate(line.number)
        self.header.set_detail(
            theme().number(said(f"{said_of(line.kind)} · رقم {number}", f"{said_of(line.kind)} · No. {number}"))
        )
        self._show_chips(state)
        self.path.show_page(state.page)
        self.due.show_page(state.page)
        self.next.show_state(state)
        self.papers.show_page(state.page)
        self.end.show_state(state)
        self._show_notice(state)
        if self._is_fresh:
            self._is_fresh = False
            self.next.take_focus()

    def _show_chips(self, state: RequestState) -> None:
        clear_layout(self.header.chips)
        due = due_chip(state.page.line.due)
        for item in (stage_chip(state.page.line.stage), due):
            if item is not None:
                self.header.chips.addWidget(chip(theme().number(item.text), item.tone))
        self.header.chips.addStretch(1)

    def _show_notice(self, state: RequestState) -> None:
        forms = [self.end.form, *([self.next.form] if self.next.form is not None else [])]
        is_beside = any(state.said.field in form.fields and form.isVisibleTo(self) for form in forms)
        if state.said.sentence and not is_beside:
            self._notice.show_notice(state.said.sentence, "bad")
        elif state.advice:
            self._notice.show_notice(" ".join(said_of(one) for one in state.advice), "warn")
        else:
            self._notice.hide()

    def show_failure(self, sentence: str) -> None:
        if shiboken6.isValid(self):
            self._notice.show_notice(sentence, "bad")

    def tell(self, changes: Changes) -> None:
        if shiboken6.isValid(self):
            self._is_fresh = True
            self.changed.emit(changes)

    def tell_done(self, sentence: str) -> None:
        if shiboken6.isValid(self):
            self.said.emit(theme().number(sentence))

    # --- asked ---------------------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        """Ctrl+Enter takes the next step, where it needs no more words than there are."""
        if self.next.button is not None:
            self.next.button.click()
        elif self.next.form is not None:
            save = getattr(self.next.form, "save", None)
            if isinstance(save, Button):
                save.click()

    def _ask_departure(self) -> None:
        self.departure_requested.emit(self.presenter.interview)

    def _ask_history(self) -> None:
        self.history_requested.emit(self.presenter.interview)

    def _ask_person(self) -> None:
        if self.presenter.page is not None:
            self.person_requested.emit(self.presenter.page.line.person)

    def _ask_sheet(self, paper: str) -> None:
        self.sheet_requested.emit(paper, self.presenter.interview)
