"""The committee's page: its sessions, the one that sits with members, agenda and end, or a new one."""

from datetime import date
from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Card, Page, chip, clear_layout, label, shortcut
from desktop.ui.kit.scrolling import bring_into_sight
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.committee.agenda_card import AgendaCard
from desktop.ui.pages.committee.ending_card import EndingCard
from desktop.ui.pages.committee.members_card import MembersCard
from desktop.ui.pages.committee.opening_card import OpeningCard
from desktop.ui.pages.committee.presenter import CommitteePresenter, CommitteeState
from desktop.ui.pages.notice import NoticeBar
from desktop.ui.shown import day_and_month, shown_day
from desktop.usecases.prepare_committee import CommitteeOverview
from domain.committee import CANCELLED, HELD, OPENED, SIGNED, STATES, SessionDraft
from domain.request import ACCEPTED, REJECTED
from domain.sync.changes import Changes

TWO_COLUMNS = 900
SIDE_WIDTH = 330
SHOWN_SESSIONS = 8
TONES = {OPENED: "info", HELD: "warn", SIGNED: "ok", CANCELLED: "neutral"}


class CommitteeView(Page):
    """`closed` goes back to the requests."""

    closed = Signal()
    changed = Signal(object)  # Changes
    said = Signal(str)
    request_opened = Signal(str)  # interview
    minutes_requested = Signal(str)  # session

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo) -> None:
        super().__init__(said_of(info.profile.committee))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.presenter = CommitteePresenter(actions.requests, lanes.store, self)
        self._is_fresh = True
        self._make_buttons()
        self._notice = NoticeBar()
        self._notice.dismissed.connect(self._notice.hide)
        self.body.addWidget(self._notice)
        self.opening, self.members, self.agenda, self.ending = OpeningCard(), MembersCard(), AgendaCard(), EndingCard()
        self.ready, self.sessions = Card(said("طلبات أخرى جاهزة", "Others that are ready"), spacing=6), Card()
        self._lay_out()
        self._connect()
        self._watch_sight()
        theme().changed.connect(self.presenter.refresh)

    def _make_buttons(self) -> None:
        back = Button(said("رجوع", "Back"), glyph="chevron-right", name=said("رجوع (Alt+Left)", "Back (Alt+Left)"))
        back.clicked.connect(self.closed)
        title = said("جلسة جديدة", "New session")
        self.new = Button(title, glyph="plus", name=f"{title} (Ctrl+N)")
        self.header.buttons.addWidget(self.new)
        self.header.buttons.addWidget(back)

    def _lay_out(self) -> None:
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP)
        middle = QVBoxLayout()
        middle.setSpacing(GAP)
        for card in (self.opening, self.agenda, self.ready):
            middle.addWidget(card)
        middle.addStretch(1)
        self._side = QWidget()
        beside = QVBoxLayout(self._side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(GAP)
        for card in (self.members, self.ending, self.sessions):
            beside.addWidget(card)
        beside.addStretch(1)
        self._columns.addLayout(middle, 1)
        self._columns.addWidget(self._side)
        self.body.addLayout(self._columns, 1)
        self._ready_list, self._session_list = QVBoxLayout(), QVBoxLayout()
        self.ready.body.addLayout(self._ready_list)
        self.sessions.body.addWidget(label(said("الجلسات", "Sessions"), "h3"))
        self.sessions.body.addLayout(self._session_list)
        for card in (self.opening, self.agenda, self.ready, self.members, self.ending, self.sessions):
            card.hide()

    def _connect(self) -> None:
        ask = self.presenter
        self.new.clicked.connect(self._prepare)
        self.opening.opened.connect(self._open)
        self.members.seated.connect(ask.seat)
        self.members.changed.connect(ask.change_member)
        self.members.removed.connect(ask.unseat)
        self.agenda.chosen.connect(ask.go_to)
        self.agenda.decided.connect(ask.decide)
        self.agenda.taken_off.connect(ask.take_off)
        self.agenda.request_opened.connect(self.request_opened)
        self.ending.held.connect(ask.hold)
        self.ending.signed.connect(ask.sign)
        self.ending.reopened.connect(ask.reopen)
        self.ending.cancelled.connect(ask.cancel)
        self.ending.minutes_requested.connect(self._ask_minutes)
        shortcut(self, "Alt+Left", self.closed.emit)
        shortcut(self, "Ctrl+N", self._prepare)
        shortcut(self, "Ctrl+P", self._ask_minutes)
        shortcut(self, "Ctrl+Return", self._go_on)
        shortcut(self, "Alt+Down", partial(ask.go_by, 1))
        shortcut(self, "Alt+Up", partial(ask.go_by, -1))
        for number, outcome in enumerate((ACCEPTED, REJECTED, "deferred"), 1):
            shortcut(self, f"Alt+{number}", partial(self._choose, outcome))

    def _watch_sight(self) -> None:
        """What is drawn anew above the cursor moves it: once the layout has settled, it is brought back into sight."""
        self._sight = QTimer(self)
        self._sight.setSingleShot(True)
        self._sight.timeout.connect(self._show_focused)
        inside = self.body.parentWidget()
        if inside is not None:
            inside.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._sight.start()
        return bool(super().eventFilter(watched, event))

    def _show_focused(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            bring_into_sight(focused)

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
        self._columns.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)
        self._side.setMaximumWidth(SIDE_WIDTH if is_wide else 16_777_215)
        self._side.setMinimumWidth(SIDE_WIDTH if is_wide else 0)

    # --- told ----------------------------------------------------------------------------------------------------

    def show_state(self, state: CommitteeState) -> None:
        if not shiboken6.isValid(self):
            return
        page, overview = state.page, state.overview
        self.new.setEnabled(overview.may)
        for card in (self.members, self.agenda, self.ending):
            card.setVisible(page is not None)
        self.opening.setVisible(page is None)
        self._show_heading(state)
        self._show_sessions(overview, page.session.id if page is not None else "")
        self._show_ready(state)
        if page is None:
            self.opening.show_overview(overview, state.said)
        else:
            self.members.show_page(page, state.said, may=overview.may)
            self.agenda.show_state(state)
            self.ending.show_page(page, overview.day, state.said, may=overview.may)
        self._show_notice(state)
        if self._is_fresh:
            self._is_fresh = False
            self._rest_focus(state)

    def _show_heading(self, state: CommitteeState) -> None:
        clear_layout(self.header.chips)
        if state.page is None:
            detail = said("جلسة جديدة", "A new session")
        else:
            session = state.page.session
            day = shown_day(session.day)
            place = f" · {session.place}" if session.place else ""
            detail = said(f"الجلسة {session.number} · {day}{place}", f"Session {session.number} · {day}{place}")
            self.header.chips.addWidget(chip(said_of(STATES[session.state]), TONES[session.state]))
            self.header.chips.addStretch(1)
        self.header.set_detail(theme().number(detail))

    def _rest_focus(self, state: CommitteeState) -> None:
        if not state.overview.may:
            self.setFocus()
        elif state.page is None:
            self.opening.take_focus()
        elif self.agenda.form is not None:
            self.agenda.form.outcome.focus()
        elif state.page.session.state == OPENED:
            self.ending.ends_at.setFocus()
        elif state.page.session.state == HELD:
            self.ending.minutes.setFocus()
        else:
            self.new.setFocus()

    def _show_sessions(self, overview: CommitteeOverview, shown: str) -> None:
        others = [one for one in overview.sessions if one.id != shown][:SHOWN_SESSIONS]
        self.sessions.setVisible(bool(others))
        clear_layout(self._session_list)
        for one in others:
            day = day_and_month(date.fromisoformat(one.day))
            state = said_of(STATES[one.state])
            title = theme().number(said(f"الجلسة {one.number} · {day}", f"Session {one.number} · {day}"))
            button = Button(title, "text", glyph="chevron-left", name=f"{title}: {state}")
            button.clicked.connect(partial(self.presenter.open_session, one.id))
            self._session_list.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_ready(self, state: CommitteeState) -> None:
        page = state.page
        ready = [one for one in state.overview.candidates if one.is_attested]
        is_open = page is not None and page.session.state == OPENED and state.overview.may
        self.ready.setVisible(is_open and bool(ready))
        clear_layout(self._ready_list)
        for one in ready if is_open else ():
            words = f"{one.person_name} · {said_of(one.kind)}"
            button = Button(theme().number(words), "text", glyph="plus", name=said(f"إضافة: {words}", f"Add: {words}"))
            button.clicked.connect(partial(self.presenter.add, one.interview))
            self._ready_list.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_notice(self, state: CommitteeState) -> None:
        fields = {*self.opening.fields, *self.ending.fields, "name", "members"}
        form = self.agenda.form.fields if self.agenda.form is not None else ()
        if state.said.sentence and state.said.field not in (*fields, *form):
            self._notice.show_notice(state.said.sentence, "bad")
        elif state.advice:
            self._notice.show_notice(" ".join(said_of(one) for one in state.advice), "warn")
        elif not state.overview.may:
            only = said(
                "يفتح الجلسات ويسجّل قراراتها أمين اللجنة أو المدير العام.",
                "Sessions are opened and decided by the committee secretary or the general manager.",
            )
            self._notice.show_notice(only, "info")
        else:
            self._notice.hide()

    def show_failure(self, sentence: str) -> None:
        if shiboken6.isValid(self):
            self._notice.show_notice(sentence, "bad")

    def tell(self, changes: Changes) -> None:
        if shiboken6.isValid(self):
            self.changed.emit(changes)

    def tell_done(self, sentence: str) -> None:
        if shiboken6.isValid(self):
            self.said.emit(sentence)

    def show_minutes(self, session: str) -> None:
        if shiboken6.isValid(self):
            self.minutes_requested.emit(session)

    # --- asked ---------------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        self._is_fresh = True
        self.presenter.prepare_new()

    def _open(self, draft: SessionDraft, interviews: tuple[str, ...]) -> None:
        self._is_fresh = True
        self.presenter.open_new(draft, (), interviews)

    def _choose(self, outcome: str) -> None:
        if self.agenda.form is not None:
            self.agenda.form.choose(outcome)

    def _go_on(self) -> None:
        """What Ctrl+Enter does: the step that is next on the page."""
        if self.opening.isVisibleTo(self):
            self.opening.open.click()
        elif self.agenda.form is not None and not self.agenda.form.line.outcome:
            self.agenda.form.save.click()
        elif self.ending.hold.isVisibleTo(self):
            self.ending.hold.click()
        elif self.ending.sign.isVisibleTo(self):
            self.ending.sign.click()

    def _ask_minutes(self) -> None:
        page = self.presenter.page
        if page is not None and page.session.state in (HELD, SIGNED):
            self.minutes_requested.emit(page.session.id)
