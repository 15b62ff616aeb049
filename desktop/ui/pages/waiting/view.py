"""What waits to be sent, opened from the status card: the list, how far a transfer is, what sync has to say."""

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, EmptyState, Glyph, Page, chip, clear_layout, label, rule, set_text
from desktop.ui.kit.signed_words import SignedWords
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.waiting.presenter import WaitingPresenter
from desktop.ui.pages.waiting.state import Day, Line, Told, WaitingState
from desktop.ui.pages.way_back import add_way_back
from desktop.ui.status_lines import TransferLine
from desktop.usecases.sync_now import SyncReport
from domain.sync.changes import Changes

GLYPHS = {"ok": ("cloud-check", "ok"), "info": ("device-floppy", "primary"), "warn": ("cloud-off", "warn")}


class WaitingPage(Page):
    closed = Signal()
    sync_requested = Signal()
    pause_toggled = Signal()
    voids_accepted = Signal()
    settings_requested = Signal()

    def __init__(self, actions: Actions, lanes: Lanes) -> None:
        super().__init__(
            said("ما لم يصل إلى المركز الرئيس", "Not yet at head office"),
            said(
                "كل ما تكتبه محفوظ في هذا الجهاز أولًا، ثم يُرسل وحده",
                "All you write is kept on this laptop first, then sent by itself",
            ),
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.presenter = WaitingPresenter(actions, lanes.store, show=self.show_state)
        self._state: WaitingState | None = None
        add_way_back(self, self.closed.emit, whole_window=True)
        self._status = StatusPanel()
        self._status.sync.clicked.connect(self.sync_requested)
        self._status.pause.clicked.connect(self.pause_toggled)
        self._status.accept.clicked.connect(self.voids_accepted)
        self._status.join.clicked.connect(self.settings_requested)
        self.body.addWidget(self._status)
        self._told = QVBoxLayout()
        self.body.addLayout(self._told)
        self._empty = EmptyState(
            "cloud-check",
            said("لا شيء ينتظر", "Nothing waits"),
            said("كل ما كُتب في هذا الجهاز عند المركز الرئيس.", "Everything written on this laptop is at head office."),
        )
        self.body.addWidget(self._empty, 1)
        self._days = QVBoxLayout()
        self._days.setSpacing(GAP)
        self.body.addLayout(self._days)
        self._rest = label("", "small")
        self.body.addWidget(self._rest)
        self.body.addStretch(1)
        theme().changed.connect(self._repaint)
        self.presenter.show()

    def apply_changes(self, changes: Changes) -> None:
        if self.isVisible():
            self.presenter.refresh()

    def show_sync(self, report: SyncReport) -> None:
        self.presenter.show_sync(report)

    def show_transfer(self, transfer: TransferLine | None) -> None:
        self.presenter.show_transfer(transfer)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()
        self.presenter.refresh()

    def show_state(self, state: WaitingState) -> None:
        if not shiboken6.isValid(self):
            return
        before, self._state = self._state, state
        self._status.show_state(state)
        self._empty.setVisible(state.is_loaded and not state.days)
        if before is None or before.told != state.told:
            self._build_told(state.told)
        if before is None or before.days != state.days:
            self._build_days(state.days)
        set_text(self._rest, theme().number(state.rest))
        self._rest.setVisible(bool(state.rest))

    def _build_told(self, told: tuple[Told, ...]) -> None:
        clear_layout(self._told)
        if not told:
            return
        card = Card(said("ما يحسن أن يعرفه مدير النظام", "What the administrator should know"), spacing=10)
        for number, item in enumerate(told):
            if number:
                card.body.addWidget(rule())
            card.body.addWidget(label(theme().number(item.text), "body", wrap=True))
            card.body.addWidget(label(theme().number(item.moment), "small"))
        self._told.addWidget(card)

    def _build_days(self, days: tuple[Day, ...]) -> None:
        clear_layout(self._days)
        for day in days:
            card = Card(theme().number(day.title), spacing=8)
            card.heading.addWidget(label(theme().number(day.detail), "small"))
            for number, line in enumerate(day.lines):
                if number:
                    card.body.addWidget(rule())
                card.body.addWidget(_row(line))
            self._days.addWidget(card)

    def _repaint(self) -> None:
        state, self._state = self._state, None
        if state is not None:
            self.show_state(state)


def _row(line: Line) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    words = QVBoxLayout()
    words.setSpacing(0)
    head = QHBoxLayout()
    head.setSpacing(10)
    head.addWidget(label(line.title, "h3"))
    if line.count > 1:
        head.addWidget(chip(theme().number(f"×{line.count}"), "primary"))
    head.addStretch(1)
    words.addLayout(head)
    if line.about:
        words.addWidget(label(theme().number(line.about), "body", wrap=True))
    row.addLayout(words, 1)
    row.addWidget(label(theme().number(line.detail), "small"))
    return made


class StatusPanel(QFrame):
    """The status in full, with its problem, its transfer and its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        self._sign = Glyph("device-floppy", size=48)
        row = self._said = SignedWords(self._sign, text_kind="h2", detail_kind="small", spacing=14)
        self.pause = Button(said("إيقاف مؤقت", "Pause"), glyph="player-pause")
        row.addWidget(self.pause)
        self.sync = Button(said("مزامنة الآن", "Sync now"), "primary", glyph="refresh")
        row.addWidget(self.sync)
        self.join = Button(
            said("ربط هذا الجهاز بالمركز", "Enrol this laptop with head office"), "primary", glyph="settings"
        )
        row.addWidget(self.join)
        column.addLayout(row)
        column.addWidget(self._transfer_row())
        self._problem = label("", "body", tone="warn", wrap=True)
        column.addWidget(self._problem)
        self.accept = Button(
            said("سألت مدير النظام: اقبل الإلغاءات مرة واحدة", "I asked the administrator: accept the voiding once"),
            "danger",
        )
        line = QHBoxLayout()
        line.addWidget(self.accept)
        line.addStretch(1)
        column.addLayout(line)
        self._parked = label("", "small", wrap=True)
        column.addWidget(self._parked)

    def _transfer_row(self) -> QWidget:
        self._transfer = QWidget()
        column = QVBoxLayout(self._transfer)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._transfer_text = label("", "label")
        column.addWidget(self._transfer_text)
        column.addWidget(self.bar)
        return self._transfer

    def show_state(self, state: WaitingState) -> None:
        self._sign.show_sign(*GLYPHS[state.status.tone])
        self._said.show_words(state.status.text, state.status.detail)
        for where, text in ((self._problem, state.problem or state.failure), (self._parked, state.parked)):
            set_text(where, theme().number(text))
            where.setVisible(bool(text))
        self.accept.setVisible(state.offers_voids)
        # Going on with a transfer is what syncing would do.
        self.sync.setVisible(state.is_enrolled and state.transfer is None)
        self.join.setVisible(state.is_loaded and not state.is_enrolled)
        self._show_transfer(state.transfer)

    def _show_transfer(self, transfer: TransferLine | None) -> None:
        self._transfer.setVisible(transfer is not None)
        self.pause.setVisible(transfer is not None)
        if transfer is None:
            return
        self.bar.setRange(0, max(transfer.total, 1))
        self.bar.setValue(transfer.done)
        self.bar.setAccessibleName(transfer.text)
        set_text(self._transfer_text, theme().number(transfer.text))
        self.pause.setText(said("متابعة", "Go on") if transfer.is_paused else said("إيقاف مؤقت", "Pause"))
        self.pause.setAccessibleName(
            said("متابعة النقل", "Go on sending") if transfer.is_paused else said("إيقاف مؤقت للنقل", "Pause sending")
        )
        self.pause.set_glyph("player-play" if transfer.is_paused else "player-pause")
